"""Putting a nomination's stamped copy before judges: passages of one voice stand together, unnumbered."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.nominations.models import Nomination
from awards.screening.copies import Copy
from awards.screening.models import Entry, Passage
from awards.screening.rules import grouped_by_voice, relationship_words


def put_passages(session: Session, entry: Entry, copies: Sequence[Copy]) -> None:
    """Let judges read these copies in the entry, each in place of what came from its nomination before."""
    for copy in copies:
        standing = _passages_of(session, entry)
        before = [one for one in standing if one.nomination_id == copy.nomination.id]
        place = standing.index(before[0]) if before else len(standing)
        made = _passages(entry, copy, start=standing[-1].position + 1 if standing else 1)
        for one in before:
            session.delete(one)
        session.add_all(made)
        session.flush()
        kept = [one for one in standing if one not in before]
        _arrange(session, [*kept[:place], *made, *kept[place:]])
    session.expire(entry, ["passages"])


def voice_of(nomination: Nomination) -> str | None:
    """Give how the nominator knows the nominee, in the season's words; never their name."""
    return relationship_words(nomination.relationship_to_nominee, nomination.season.vocabulary)


def _passages(entry: Entry, copy: Copy, *, start: int) -> list[Passage]:
    voice = voice_of(copy.nomination)
    return [
        Passage(
            entry_id=entry.id,
            nomination_id=copy.nomination.id,
            position=position,
            question=line.question,
            text=line.text,
            voice=voice,
        )
        for position, line in enumerate(copy.for_judges, start)
    ]


def _passages_of(session: Session, entry: Entry) -> list[Passage]:
    chosen = select(Passage).where(Passage.entry_id == entry.id).order_by(Passage.position)
    return list(session.scalars(chosen))


def _arrange(session: Session, passages: Sequence[Passage]) -> None:
    """Give the passages their numbers, those of one voice together; through free ones, as no two may be alike."""
    order = grouped_by_voice(passage.voice for passage in passages)
    free = max((passage.position for passage in passages), default=0) + 1
    for start in (free, 1):
        for position, index in enumerate(order, start):
            passages[index].position = position
        session.flush()

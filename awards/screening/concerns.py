"""Concerns at shortlist: the finalists' nominees, and how far the asking about each is; for named staff only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, or_, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session, contains_eager

from awards.core.actor import Actor
from awards.nominations.models import Nomination, Nominee
from awards.safeguarding.models import Concern, ConcernDecision
from awards.safeguarding.policy import may_ask
from awards.safeguarding.queries import concerns_of, names_of, require_named_staff
from awards.safeguarding.words import ASKED_OF, DECISIONS, standing_words
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry, EntryNominee
from awards.seasons.models import Category, Season

SHORTLISTED = (EntryState.FINALIST, EntryState.WINNER, EntryState.COMMENDED)


@dataclass(frozen=True, slots=True)
class ConcernRow:
    """One nominee of a finalist, and how far the asking is."""

    ref: str
    name: str
    entry: Entry
    asked: str
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class ConcernPart:
    """One asking, as its page shows it."""

    concern: Concern
    asked_of: str
    asked_by: str
    words: str
    tone: str
    said: Sequence[str]
    """What was answered, in paragraphs; empty before there is an answer."""
    decision: str | None
    decided_by: str | None
    because: Sequence[str]


@dataclass(frozen=True, slots=True)
class ConcernPage:
    """One nominee, and everything that was asked about them."""

    nominee: Nominee
    entry: Entry
    parts: Sequence[ConcernPart]
    may_ask: bool
    stands_against: bool
    """Whether the latest decision is not that they go on: staff may want to withdraw the entry."""


def subject_in_season(session: Session, ref: str, *, season_id: int) -> str:
    """Give the reference back if it is that of a nomination or an entry of this season. One statement.

    Raises:
        NoResultFound: it is not.
    """
    if ref.startswith("ENT-"):
        chosen = select(Entry.ref).join(Entry.category).where(Entry.ref == ref, Category.season_id == season_id)
    else:
        chosen = select(Nomination.ref).where(Nomination.ref == ref, Nomination.season_id == season_id)
    return session.scalars(chosen).one()


def asks_concerns(season: Season) -> bool:
    """Whether the season asks about concerns at shortlist."""
    return bool(season.screening.get("asks_concerns"))


def concern_rows(session: Session, season: Season, *, actor: Actor) -> list[ConcernRow]:
    """Give the finalists' nominees by category and entry; nobody where the season does not ask. Two statements.

    Raises:
        NoResultFound: the actor is not one of the named staff.
    """
    require_named_staff(actor)
    people = _people(session, season.id) if asks_concerns(season) else []
    concerns = concerns_of(session, [nominee.id for nominee, _ in people], actor=actor)
    return [_row(nominee, entry, concerns[nominee.id]) for nominee, entry in people]


def finalists_nominee(session: Session, ref: str, *, season: Season, actor: Actor) -> tuple[Nominee, Entry]:
    """Give a nominee who is asked about, and the entry. One statement.

    Raises:
        NoResultFound: nobody of the kind in this season, it does not ask, or the actor is not one of the named staff.
    """
    require_named_staff(actor)
    found = _people(session, season.id, ref=ref) if asks_concerns(season) else []
    if not found:
        raise NoResultFound
    return found[0]


def concern_page(session: Session, ref: str, *, season: Season, actor: Actor) -> ConcernPage:
    """Put together the page of one nominee. Three statements.

    Raises:
        NoResultFound: as for finding the nominee.
    """
    nominee, entry = finalists_nominee(session, ref, season=season, actor=actor)
    concerns = concerns_of(session, [nominee.id], actor=actor)[nominee.id]
    names = names_of(session, [who for one in concerns for who in (one.asked_by, one.decided_by or "")])
    decided = [one.decision for one in concerns if one.decision]
    return ConcernPage(
        nominee=nominee,
        entry=entry,
        parts=[_part(one, names) for one in concerns],
        may_ask=bool(may_ask(actor, season)),
        stands_against=bool(decided) and decided[0] is not ConcernDecision.GOES_ON,
    )


def _people(session: Session, season_id: int, *, ref: str | None = None) -> list[tuple[Nominee, Entry]]:
    """Give nominees with their entries: shortlisted ones, and whoever was asked about before."""
    asked = exists().where(Concern.nominee_id == Nominee.id)
    chosen = (
        select(Nominee, Entry)
        .join(EntryNominee, EntryNominee.nominee_id == Nominee.id)
        .join(Entry, Entry.id == EntryNominee.entry_id)
        .join(Entry.category)
        .options(contains_eager(Entry.category))
        .where(Category.season_id == season_id, or_(Entry.state.in_(SHORTLISTED), asked))
        .order_by(Category.position, Entry.title, Entry.ref, Nominee.position, Nominee.id)
    )
    rows = session.execute(chosen if ref is None else chosen.where(Nominee.ref == ref))
    return [(row[0], row[1]) for row in rows]


def _row(nominee: Nominee, entry: Entry, concerns: Sequence[Concern]) -> ConcernRow:
    asked = sorted({ASKED_OF[one.asked_of] for one in concerns}, reverse=True)
    words, tone = standing_words(next(iter(concerns), None))
    return ConcernRow(nominee.ref, nominee.full_name, entry, ", ".join(asked) or "Nobody yet", words, tone)


def _part(concern: Concern, names: dict[str, str]) -> ConcernPart:
    words, tone = standing_words(concern)
    answered = concern.answered_at is not None
    return ConcernPart(
        concern=concern,
        asked_of=ASKED_OF[concern.asked_of],
        asked_by=names.get(concern.asked_by, concern.asked_by),
        words=words,
        tone=tone,
        said=(_paragraphs(concern.answer or "") or ["There is nothing."]) if answered else [],
        decision=DECISIONS[concern.decision] if concern.decision else None,
        decided_by=names.get(concern.decided_by, concern.decided_by) if concern.decided_by else None,
        because=_paragraphs(concern.because or ""),
    )


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]

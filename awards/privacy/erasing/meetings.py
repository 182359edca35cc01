"""What minutes say of an entry: its title and the words about it; who was there, votes and decisions stay."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.meetings.models import Meeting, Vote
from awards.privacy.erasing.redacting import Names, redacted
from awards.privacy.erasing.words import ERASED, NAME_WITHHELD, emptied
from awards.screening.models import Entry


def clear_minutes(session: Session, entry_ids: Collection[int], titles: Mapping[str, str]) -> int:
    """Take these entries' words and titles out of minutes and agendas; gives how many meetings that were.

    `titles` are the titles by reference, as they were before. The hash that the chair signed stays: it is of the
    minutes as they were, so that a copy kept elsewhere can still be told from another.
    """
    categories = select(Entry.category_id).where(Entry.id.in_(entry_ids))
    chosen = select(Meeting.id, Meeting.agenda, Meeting.minutes).where(Meeting.category_id.in_(categories))
    found = session.execute(chosen.order_by(Meeting.id)).all()
    names = Names(tuple(titles.values()))
    for number, agenda, minutes in found:
        kept = None if minutes is None else redacted(_without(minutes, frozenset(titles)), names)
        emptied(session, Meeting.id, [number], agenda=redacted(agenda, names), minutes=kept)
    _clear_casting(session, [one.id for one in found], frozenset(titles))
    return len(found)


def _without(minutes: dict[str, Any], refs: frozenset[str]) -> dict[str, Any]:
    words = [one for one in minutes.get("words", []) if one.get("entry") not in refs]
    entries = {ref: NAME_WITHHELD if ref in refs else title for ref, title in minutes.get("entries", {}).items()}
    return minutes | {"words": words, "entries": entries}


def _clear_casting(session: Session, meetings: Collection[int], refs: frozenset[str]) -> None:
    votes = session.scalars(select(Vote).where(Vote.meeting_id.in_(meetings), Vote.casting.is_not(None))).all()
    for vote in votes:
        if vote.casting and refs & set(vote.candidates):
            emptied(session, Vote.id, [vote.id], casting={**vote.casting, "reason": ERASED})

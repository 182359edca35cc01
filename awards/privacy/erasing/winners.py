"""What the public read of a winner: name, role, place, work and citations."""

from __future__ import annotations

import re
from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from awards.privacy.erasing.words import NAME_WITHHELD, emptied, removed
from awards.publishing.models import Citation, Winner
from awards.screening.models import Entry
from awards.seasons.actions import Win, forget_wins


def clear_winners(session: Session, ids: Collection[int]) -> int:
    """Let go of who these winners are and of what was said of them: "Name withheld" stays, with year and award.

    What rules remember of the win, a fingerprint of the name, goes too. Gives how many.
    """
    clear_past_wins(session, ids)
    removed(session, Citation.winner_id, ids)
    winners = session.scalars(select(Winner).where(Winner.id.in_(ids))).all()
    for winner in winners:
        key = winner.import_key and f"erased:{winner.ref}"
        emptied(session, Winner.id, [winner.id], import_key=key)
    return emptied(
        session, Winner.id, ids, display_name=NAME_WITHHELD, corrected_name=None, role=None, organisation=None,
        area=None, work_title=None, partners=None, nominated_by=None, presented_by=None, erratum=None, source=None,
    )  # fmt: skip


def clear_past_wins(session: Session, winner_ids: Collection[int]) -> None:
    """Let go of what the rules remember of these wins: by the name they were published with, and their nominees'."""
    rows = (
        select(Winner)
        .where(Winner.id.in_(winner_ids))
        .options(joinedload(Winner.entry).selectinload(Entry.nominees))
        .execution_options(populate_existing=True)
    )
    for winner in session.scalars(rows).all():
        people = [one.full_name for one in winner.entry.nominees] if winner.entry else []
        names = [name for name in (winner.display_name, winner.corrected_name, *people) if name]
        every = {*names, *(part for name in names for part in re.split(r", | and ", name))}
        wins = [Win(winner.year, winner.category_key, name) for name in sorted(every)]
        forget_wins(session, winner.programme_id, wins)

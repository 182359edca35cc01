"""What is still under way about somebody who is erased: it ends first, by the moves that it always ends by."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.core.actor import Actor
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination, Nominee
from awards.privacy.people_policy import may_take_out_of_judging
from awards.privacy.reach import Reach
from awards.screening.actions import withdraw_entry
from awards.screening.models import Entry, EntryNominee
from awards.screening.setting_aside import set_aside
from awards.seasons.models import Category, Programme, Season

WHY: Final = "Erased at the wish of the people put forward."
"""The reason under which an entry leaves judging; it names nobody, and stays."""
_OPEN: Final = frozenset({NominationState.SUBMITTED, NominationState.ELIGIBLE})


def wind_up(session: Session, reach: Reach, *, actor: Actor, now: datetime) -> None:
    """Withdraw entries that judges still read, and set nominations aside that nobody has decided on."""
    judged = [one for one in reach.entries_alone.values() if may_take_out_of_judging(session, one)]
    for entry in judged:
        withdraw_entry(session, entry, reason=WHY, actor=actor, now=now)
    behind = {one.id for one in reach.entries_alone.values()}
    for nomination in reach.alone.values():
        if nomination.state in _OPEN and nomination.revises_id is None and not behind:
            set_aside(session, nomination, actor=actor, now=now)


def programme_of(session: Session, nominee: Nominee) -> str:
    """Give the key of the programme for which somebody was put forward, or honoured."""
    season = select(Nomination.season_id).where(Nomination.id == nominee.nomination_id)
    if nominee.nomination_id is None:
        season = (
            select(Category.season_id)
            .join(Entry, Entry.category_id == Category.id)
            .join(EntryNominee, EntryNominee.entry_id == Entry.id)
            .where(EntryNominee.nominee_id == nominee.id)
        )
    chosen = select(Programme.key).join(Season, Season.programme_id == Programme.id)
    return session.scalars(chosen.where(Season.id.in_(season))).one()

"""Counting a season: how much there is of what, and what waits for a person."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination, Nominee
from awards.nominees.models import Notice
from awards.nominees.words import Response
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry, EntryNomination, EntryNominee
from awards.screening.queries import awaiting_admission, entries
from awards.seasons.models import Category


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of a category's nominations and entries are in each state."""

    category: Category
    nominations: Mapping[NominationState, int]
    entries: Mapping[EntryState, int]


def counts_of(session: Session, season_id: int) -> list[Counts]:
    """Count the season's nominations and entries by category, in order of category. Three statements."""
    categories = session.scalars(
        select(Category).where(Category.season_id == season_id).order_by(Category.position)
    ).all()
    ids = [one.id for one in categories]
    nominations = _counted(session, Nomination.category_id, Nomination.state, within=ids)
    entries = _counted(session, Entry.category_id, Entry.state, within=ids)
    return [Counts(one, nominations.get(one.id, {}), entries.get(one.id, {})) for one in categories]


def waiting_to_be_admitted(session: Session, season_id: int) -> tuple[int, int]:
    """Count eligible nominations not with judges yet, and those of their nominees who have no notice. One statement."""
    told = select(Notice.nominee_id).where(or_(Notice.queued_at.is_not(None), Notice.not_sent_because.is_not(None)))
    waiting = awaiting_admission(season_id).with_only_columns(Nomination.id)
    untold = select(func.count(Nominee.id)).where(Nominee.nomination_id.in_(waiting), Nominee.id.not_in(told))
    nominations = select(func.count()).select_from(waiting.subquery())
    row = session.execute(select(nominations.scalar_subquery(), untold.scalar_subquery())).one()
    return row[0], row[1]


def entries_declined(session: Session, season_id: int) -> Sequence[Entry]:
    """Give entries not withdrawn of which a nominee has declined. One statement."""
    declined = (
        select(EntryNominee.entry_id)
        .join(Notice, Notice.nominee_id == EntryNominee.nominee_id)
        .where(Notice.response == Response.DECLINED)
    )
    return session.scalars(
        entries().where(Category.season_id == season_id, Entry.state != EntryState.WITHDRAWN, Entry.id.in_(declined))
    ).all()


def entries_left_behind(session: Session, season_id: int) -> Sequence[Entry]:
    """Give entries not withdrawn of which a nomination has been withdrawn. One statement."""
    withdrawn = (
        select(EntryNomination.entry_id)
        .join(Nomination, Nomination.id == EntryNomination.nomination_id)
        .where(Nomination.state == NominationState.WITHDRAWN)
    )
    return session.scalars(
        entries().where(Category.season_id == season_id, Entry.state != EntryState.WITHDRAWN, Entry.id.in_(withdrawn))
    ).all()


def _counted(session: Session, group: Any, state: Any, *, within: Collection[int]) -> dict[int, dict[Any, int]]:
    counts: dict[int, dict[Any, int]] = {}
    counted = select(group, state, func.count()).where(group.in_(within)).group_by(group, state)
    for key, value, count in session.execute(counted):
        counts.setdefault(key, {})[value] = count
    return counts

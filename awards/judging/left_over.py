"""Which judges have entries left, and which never accepted the terms: whom reminders and messages are for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, case, func, select
from sqlalchemy.orm import Session

from awards.accounts.models import User
from awards.comms.models import Message
from awards.panels.models import Assignment, Panel, PanelMember
from awards.panels.statements import counts
from awards.screening.models import Entry
from awards.seasons.models import Category

INVITATION = "panels/invitation"
"""The kind of the mail that invites a judge."""


@dataclass(frozen=True, slots=True)
class Absence:
    """The days on which a judge cannot read, both included; None: no such bound."""

    first: date | None
    last: date | None

    def holds(self, day: date) -> bool:
        """Whether this day is among them."""
        if self.first is None and self.last is None:
            return False
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """A judge of a season to whom somebody may write; `since`: from when on they know what is asked of them.

    Without entries they never accepted the terms; `since` is then their last invitation, None for an unknown day.
    """

    id: int
    ref: str
    entries: int
    left: int
    since: datetime | None
    absences: Sequence[Absence]

    def is_away(self, *days: date) -> bool:
        """Whether they are away on one of these days."""
        return any(absence.holds(day) for absence in self.absences for day in days)


def judges_with_entries_left(session: Session, season_id: int, *, only: int | None = None) -> list[Judge]:
    """Give every judge with released entries that they have not finished; `only` one of them by id. One statement.

    Who left the panel or whose account is disabled is left out; so is an entry that was withdrawn or in which the
    judge has an interest.
    """
    statement = _readings(season_id)
    if only is not None:
        statement = statement.where(User.id == only)
    return [one for one in _by_judge(session.execute(statement).all()) if one.left]


def judges_without_terms(session: Session, season_id: int) -> list[Judge]:
    """Give every judge of the season who accepted the terms on none of their panels. One statement."""
    invited = (
        select(func.max(Message.queued_at))
        .where(Message.kind == INVITATION, Message.about == User.ref)
        .correlate(User)
        .scalar_subquery()
    )
    accepted = (
        select(PanelMember.user_id)
        .join(PanelMember.panel)
        .where(Panel.season_id == season_id, PanelMember.terms_accepted_at.is_not(None))
    )
    nobody = func.count(PanelMember.terms_accepted_at)
    rows = session.execute(
        select(
            User.id, User.ref, PanelMember.away_from, PanelMember.away_until, nobody.label("entries"),
            nobody.label("finished"), invited.label("since"),
        )
        .join(PanelMember.user)
        .join(PanelMember.panel)
        .where(
            Panel.season_id == season_id,
            PanelMember.left_at.is_(None),
            User.disabled_at.is_(None),
            User.id.not_in(accepted),
        )
        .group_by(User.id, User.ref, PanelMember.away_from, PanelMember.away_until)
        .order_by(User.id)
    ).all()  # fmt: skip
    return _by_judge(rows)


def _readings(season_id: int) -> Select[*tuple[Any, ...]]:
    """Select, for each place on a panel, how many entries there are, how many are finished, and since when."""
    shown = func.coalesce(Assignment.released_at, Assignment.made_at)
    return (
        select(
            User.id, User.ref, PanelMember.away_from, PanelMember.away_until,
            func.count(Assignment.id).label("entries"), func.count(Assignment.finished_at).label("finished"),
            func.min(case((Assignment.finished_at.is_(None), shown))).label("since"),
        )
        .select_from(Assignment)
        .join(Assignment.entry)
        .join(Entry.category)
        .join(Assignment.member)
        .join(PanelMember.user)
        .where(
            Category.season_id == season_id,
            PanelMember.left_at.is_(None),
            User.disabled_at.is_(None),
            *counts(),
        )
        .group_by(User.id, User.ref, PanelMember.id, PanelMember.away_from, PanelMember.away_until)
        .order_by(User.id, PanelMember.id)
    )  # fmt: skip


def _by_judge(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[Judge]:
    """Put the rows of one judge together, who may sit on several panels."""
    grouped: dict[int, list[Row[*tuple[Any, ...]]]] = {}
    for row in rows:
        grouped.setdefault(row.id, []).append(row)
    return [
        Judge(
            id=number,
            ref=some[0].ref,
            entries=sum(row.entries for row in some),
            left=sum(row.entries - row.finished for row in some),
            since=min((row.since for row in some if row.since is not None), default=None),
            absences=[Absence(row.away_from, row.away_until) for row in some],
        )
        for number, some in grouped.items()
    ]

"""Reads for those who follow judging: judges, entries, readings and points of a season, one statement each.

`among` narrows them to one panel, and for a chair to what the chair may know of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session, aliased, joinedload

from awards.accounts.models import SignIn, User
from awards.core.actor import Audience
from awards.judging.agreement import Given
from awards.judging.lifecycle import SheetState
from awards.judging.models import Score, ScoreSheet
from awards.judging.queries import COUNTED
from awards.panels.models import Assignment, Interest, Panel, PanelCategory, PanelMember
from awards.panels.statements import counts
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.seasons.models import Category, Criterion

Among = tuple[ColumnElement[bool], ...]
"""Conditions on panels and entries."""
_OWN_PANEL = (PanelMember.panel_id == PanelCategory.panel_id,)
"""The judge sits on the panel that judges the entry's category today."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One judge's reading of one entry that counts, and where its sheet stands."""

    entry_id: int
    member_id: int
    given_at: datetime
    state: SheetState | None
    completed_at: datetime | None

    @property
    def is_done(self) -> bool:
        """Whether the sheet is complete or handed in."""
        return self.state in COUNTED


@dataclass(frozen=True, slots=True)
class OnPanel:
    """A judge's place on a panel, with account, and when the judge was last seen on any page of judges."""

    member: PanelMember
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class Chaired:
    """A panel with its chair and all its judges."""

    chair: PanelMember
    judges: Sequence[OnPanel]


def chosen_panels(session: Session, season_id: int, ref: str | None) -> tuple[Sequence[Panel], Sequence[Panel]]:
    """Give the season's panels, and of these the one with this reference, or all for None. One statement.

    Raises:
        NoResultFound: the season has no panel with this reference.
    """
    panels = session.scalars(select(Panel).where(Panel.season_id == season_id).order_by(Panel.name, Panel.id)).all()
    chosen = [panel for panel in panels if ref in {None, panel.ref}]
    if ref is not None and not chosen:
        raise NoResultFound
    return panels, chosen


def judges_on(session: Session, panel_ids: Sequence[int]) -> Sequence[OnPanel]:
    """Give the judges of these panels by name, those who left too, with account and panel. One statement."""
    return _judges(session, PanelMember.panel_id.in_(panel_ids))


def entries_on(session: Session, panel_ids: Sequence[int], *, among: Among = ()) -> Sequence[tuple[Entry, int]]:
    """Give the entries of these panels (not withdrawn) by category and title, with the panel's id. One statement."""
    rows = session.execute(
        _of_panels(select(Entry, PanelCategory.panel_id).select_from(Entry), panel_ids, among)
        .options(joinedload(Entry.category))
        .order_by(Category.position, Entry.title, Entry.ref)
    )
    return [(row[0], row[1]) for row in rows]


def readings_on(session: Session, panel_ids: Sequence[int], *, among: Among = ()) -> Sequence[Reading]:
    """Give the readings of these panels that count, begun or not. One statement."""
    rows = session.execute(
        _of_panels(
            select(
                Assignment.entry_id,
                Assignment.member_id,
                func.coalesce(Assignment.released_at, Assignment.made_at),
                ScoreSheet.state,
                ScoreSheet.completed_at,
            )
            .select_from(Assignment)
            .join(Assignment.entry)
            .join(Assignment.member)
            .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id),
            panel_ids,
            (*among, *_OWN_PANEL, *counts()),
        ).order_by(Assignment.id)
    )
    return [Reading(*row) for row in rows]


def points_on(session: Session, panel_ids: Sequence[int], *, among: Among = ()) -> dict[int, list[Given]]:
    """Give, by panel id, all points of complete sheets that count, in the order of the criteria. One statement."""
    rows = session.execute(
        _of_panels(
            select(PanelCategory.panel_id, Entry.id, User.ref, Criterion.name, Score.points)
            .select_from(Score)
            .join(Score.sheet)
            .join(ScoreSheet.assignment)
            .join(Assignment.entry)
            .join(Assignment.member)
            .join(PanelMember.user)
            .join(Criterion, Criterion.id == Score.criterion_id),
            panel_ids,
            (*among, *_OWN_PANEL, *counts(), ScoreSheet.state.in_(COUNTED), Score.points.is_not(None)),
        ).order_by(Category.position, Criterion.position, Criterion.id, Entry.id, User.ref)
    )
    found: dict[int, list[Given]] = {panel_id: [] for panel_id in panel_ids}
    for panel_id, entry_id, judge, criterion, points in rows:
        found[panel_id].append(Given(entry_id, judge, criterion, points))
    return found


def judges_not_begun(session: Session, season_id: int) -> int:
    """Give how many judges of a season, those who left apart, have readings and began none of them. One statement."""
    idle = (
        select(PanelMember.user_id)
        .select_from(Assignment)
        .join(Assignment.entry)
        .join(Entry.category)
        .join(Assignment.member)
        .where(Category.season_id == season_id, PanelMember.left_at.is_(None), *counts())
        .group_by(PanelMember.user_id)
        .having(func.count(Assignment.started_at) == 0)
        .subquery()
    )
    return session.scalar(select(func.count()).select_from(idle)) or 0


def stood_down_from(session: Session, panel_id: int) -> dict[int, list[str]]:
    """Give, by entry id, the names of the panel's judges with an interest in it; never which. One statement."""
    rows = session.execute(
        select(Interest.entry_id, User.name)
        .join(Interest.member)
        .join(PanelMember.user)
        .where(PanelMember.panel_id == panel_id)
        .order_by(User.name, User.ref)
    )
    found: dict[int, list[str]] = {}
    for entry_id, name in rows:
        found.setdefault(entry_id, []).append(name)
    return found


def chaired_panel(session: Session, panel_ref: str, *, user_ref: str, season_id: int) -> Chaired:
    """Give a panel that this judge chairs, with all its judges. One statement.

    Raises:
        NoResultFound: no such panel in this season, the judge does not sit on it, has left it, or does not chair it.
    """
    judges = _judges(session, Panel.ref == panel_ref, Panel.season_id == season_id)
    for one in judges:
        if one.member.user.ref == user_ref and one.member.is_chair and one.member.left_at is None:
            return Chaired(one.member, judges)
    raise NoResultFound


def panels_chaired(session: Session, user_ref: str, *, season_id: int) -> Sequence[Panel]:
    """Give the panels of a season that this judge chairs, by name. One statement."""
    return session.scalars(
        select(Panel)
        .join(Panel.members)
        .join(PanelMember.user)
        .where(User.ref == user_ref, Panel.season_id == season_id, PanelMember.is_chair, PanelMember.left_at.is_(None))
        .order_by(Panel.name, Panel.id)
    ).all()


def known_to(chair: PanelMember) -> Among:
    """Say of which entries a chair may know: declared about since they were admitted, and no interest of theirs.

    Anything else, counts included, must not show that an entry from which the chair stands down is there at all.
    """
    place = aliased(PanelMember)
    theirs = select(Interest.entry_id).join(place, place.id == Interest.member_id).where(place.user_id == chair.user_id)
    return (Entry.admitted_at <= chair.interests_completed_at, Entry.id.not_in(theirs))


def _judges(session: Session, *where: ColumnElement[bool]) -> Sequence[OnPanel]:
    seen = (
        select(func.max(func.coalesce(SignIn.last_seen_at, SignIn.started_at)))
        .where(SignIn.subject == User.ref, SignIn.audience == Audience.JUDGES)
        .correlate(User)
        .scalar_subquery()
    )
    rows = session.execute(
        select(PanelMember, seen)
        .join(PanelMember.user)
        .join(PanelMember.panel)
        .where(*where)
        .options(joinedload(PanelMember.user), joinedload(PanelMember.panel))
        .order_by(User.name, User.ref)
    )
    return [OnPanel(row[0], row[1]) for row in rows]


def _of_panels(chosen: Select, panel_ids: Sequence[int], more: Among) -> Select:  # type: ignore[type-arg]  # any columns
    return (
        chosen.join(Entry.category)
        .join(PanelCategory, PanelCategory.category_id == Category.id)
        .where(PanelCategory.panel_id.in_(panel_ids), Entry.state != EntryState.WITHDRAWN, ~Entry.by_organiser, *more)
    )

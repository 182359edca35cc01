"""Reads of panels, members, interests and assignments; a judge's reads never give an entry they stand down from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session, joinedload, selectinload

from awards.accounts.models import User
from awards.panels.lifecycle import AssignmentState
from awards.panels.models import Assignment, Interest, Panel, PanelCategory, PanelMember
from awards.panels.statements import assignments, counts, memberships, open_to, panels
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.seasons.documents import NOMINATING
from awards.seasons.models import Category, Round, Season

LIVE = (AssignmentState.PLANNED, AssignmentState.RELEASED)
"""The states in which a reading is meant to happen, or has."""


def judging_round(season: Season) -> Round | None:
    """Give the season's first round of judging, in which sheets are scored; None if it has none. No statement."""
    return next((one for one in season.rounds if one.key != NOMINATING), None)


# What staff read.


def panels_of_season(session: Session, season_id: int) -> Sequence[Panel]:
    """Give the season's panels by name, with categories, members and their accounts. Three statements."""
    return session.scalars(panels().where(Panel.season_id == season_id).order_by(Panel.name, Panel.id)).all()


def panels_with_categories(session: Session, season_id: int) -> Sequence[Panel]:
    """Give the season's panels by name, with their categories only. Two statements."""
    chosen = select(Panel).where(Panel.season_id == season_id).options(selectinload(Panel.categories))
    return session.scalars(chosen.order_by(Panel.name, Panel.id)).all()


def entry_counts(session: Session, season_id: int) -> dict[int, int]:
    """Give, by panel id, how many entries (not withdrawn) each panel of the season judges. One statement."""
    rows = session.execute(
        select(PanelCategory.panel_id, func.count(Entry.id))
        .join(Entry, Entry.category_id == PanelCategory.category_id)
        .join(Category, Category.id == Entry.category_id)
        .where(Category.season_id == season_id, Entry.state != EntryState.WITHDRAWN)
        .group_by(PanelCategory.panel_id)
    )
    return {row[0]: row[1] for row in rows}


def panel_by_ref(session: Session, ref: str, *, season_id: int) -> Panel:
    """Give a panel of this season, with categories, members and their accounts. Three statements.

    Raises:
        NoResultFound: there is none with this reference in this season.
    """
    return session.scalars(panels().where(Panel.ref == ref, Panel.season_id == season_id)).one()


def categories_without_panel(session: Session, season_id: int) -> Sequence[Category]:
    """Give the season's categories that no panel judges yet, in order. One statement."""
    taken = select(PanelCategory.category_id)
    free = select(Category).where(Category.season_id == season_id, Category.id.not_in(taken), Category.nominated)
    return session.scalars(free.order_by(Category.position)).all()


def members_of_panel(session: Session, panel_id: int) -> Sequence[PanelMember]:
    """Give a panel's members by name, the chair first, with panel and account. One statement."""
    return session.scalars(
        select(PanelMember)
        .join(PanelMember.user)
        .where(PanelMember.panel_id == panel_id)
        .options(joinedload(PanelMember.user), joinedload(PanelMember.panel))
        .order_by(PanelMember.is_chair.desc(), User.name, User.id)
    ).all()


def entries_of_panel(session: Session, panel_id: int) -> Sequence[Entry]:
    """Give the entries that a panel judges (not withdrawn), by category and title, with the category. One statement."""
    chosen = (
        select(Entry)
        .join(Entry.category)
        .join(PanelCategory, PanelCategory.category_id == Category.id)
        .where(PanelCategory.panel_id == panel_id, Entry.state != EntryState.WITHDRAWN)
        .options(joinedload(Entry.category))
        .order_by(Category.position, Entry.title, Entry.ref)
    )
    return session.scalars(chosen).all()


def interests_of_panel(session: Session, panel_id: int) -> Sequence[Interest]:
    """Give every interest declared on a panel, with member and account. One statement."""
    return session.scalars(
        select(Interest)
        .join(Interest.member)
        .where(PanelMember.panel_id == panel_id)
        .options(joinedload(Interest.member).joinedload(PanelMember.user))
        .order_by(Interest.id)
    ).all()


def assignments_of_panel(
    session: Session, panel_id: int, *, states: Sequence[AssignmentState] = LIVE
) -> Sequence[Assignment]:
    """Give a panel's assignments in these states, with member, account, entry and category. One statement."""
    return session.scalars(
        assignments()
        .where(PanelMember.panel_id == panel_id, Assignment.state.in_(states), Entry.state != EntryState.WITHDRAWN)
        .order_by(Assignment.id)
    ).all()


def readers_of_entries(session: Session, season_id: int) -> dict[int, tuple[int, int]]:
    """Give, by id, how many judges read each nominated entry in judging, and how many are to. One statement.

    Those without a judge are among them. A panel's own number comes before that of the season.
    """
    readers = (
        select(Assignment.entry_id, func.count().label("number"))
        .join(Assignment.entry)
        .join(Assignment.member)
        .where(*counts())
        .group_by(Assignment.entry_id)
        .subquery()
    )
    rows = session.execute(
        select(Entry.id, func.coalesce(readers.c.number, 0), func.coalesce(Panel.readings, Season.readings_per_entry))
        .join(Entry.category)
        .join(Category.season)
        .outerjoin(PanelCategory, PanelCategory.category_id == Category.id)
        .outerjoin(Panel, Panel.id == PanelCategory.panel_id)
        .outerjoin(readers, readers.c.entry_id == Entry.id)
        .where(Category.season_id == season_id, Entry.state == EntryState.IN_JUDGING, ~Entry.by_organiser)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def readings_of(session: Session, entry_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Give, by entry id, how many readings are asked for and how many are done. One statement."""
    rows = session.execute(
        select(Assignment.entry_id, func.count(), func.count(Assignment.finished_at))
        .where(Assignment.entry_id.in_(entry_ids), Assignment.state == AssignmentState.RELEASED)
        .group_by(Assignment.entry_id)
    )
    return {row[0]: (row[1], row[2]) for row in rows}


def member_among(panel: Panel, user_ref: str) -> PanelMember:
    """Give the panel's member with this account reference. No statement.

    Raises:
        NoResultFound: nobody on this panel has it.
    """
    for member in panel.members:
        if member.user.ref == user_ref:
            return member
    raise NoResultFound


def panel_with_judges(session: Session, ref: str, *, season_id: int) -> Panel:
    """Give a panel of this season with its members and their accounts, and nothing else. One statement.

    Raises:
        NoResultFound: there is none with this reference in this season.
    """
    chosen = select(Panel).where(Panel.ref == ref, Panel.season_id == season_id)
    return session.scalars(chosen.options(joinedload(Panel.members).joinedload(PanelMember.user))).unique().one()


def member_for_staff(session: Session, panel_ref: str, user_ref: str, *, season_id: int) -> PanelMember:
    """Give somebody's place on a panel of this season, also one they have left, with panel, categories and account.

    Two statements.

    Raises:
        NoResultFound: there is no such panel, or they never sat on it.
    """
    place = (Panel.ref == panel_ref, User.ref == user_ref, Panel.season_id == season_id)
    return session.scalars(memberships().where(*place)).one()


def entry_of_panel(session: Session, panel: Panel, entry_ref: str) -> Entry:
    """Give an entry that the panel judges (not withdrawn), with its category. One statement.

    Raises:
        NoResultFound: the panel has no such entry.
    """
    for entry in entries_of_panel(session, panel.id):
        if entry.ref == entry_ref:
            return entry
    raise NoResultFound


def live_assignment(session: Session, entry_ref: str, user_ref: str, *, panel_id: int) -> Assignment:
    """Give, for staff, a planned or released assignment of a panel, locked, with entry and account. One statement.

    Raises:
        NoResultFound: there is none.
    """
    pair = (Entry.ref == entry_ref, User.ref == user_ref, PanelMember.panel_id == panel_id, Assignment.state.in_(LIVE))
    return session.scalars(assignments().where(*pair).with_for_update(of=Assignment)).one()


def assignment_of_pair(session: Session, entry_id: int, member_id: int) -> Assignment | None:
    """Give the assignment of this entry to this member in whatever state, with both; or None. One statement."""
    pair = (Assignment.entry_id == entry_id, Assignment.member_id == member_id)
    return session.scalars(assignments().where(*pair)).one_or_none()


def interest_of_pair(session: Session, entry_id: int, member_id: int) -> Interest | None:
    """Give what this member declared about this entry, or None. One statement."""
    pair = (Interest.entry_id == entry_id, Interest.member_id == member_id)
    return session.scalars(select(Interest).where(*pair)).one_or_none()


# What a judge reads: always their own.


def member_of(session: Session, user_ref: str, season_id: int) -> Sequence[PanelMember]:
    """Give a judge's places on the panels of a season, with panel and account; not those they left. Two statements."""
    mine = (User.ref == user_ref, Panel.season_id == season_id, PanelMember.left_at.is_(None))
    return session.scalars(memberships().where(*mine).order_by(Panel.name, Panel.id)).all()


def member_on_panel(session: Session, panel_ref: str, *, user_ref: str, season_id: int) -> PanelMember:
    """Give a judge's place on one panel, with panel, categories and account. Two statements.

    Raises:
        NoResultFound: the judge does not sit on a panel of this season with this reference, or has left it.
    """
    mine = (Panel.ref == panel_ref, User.ref == user_ref, Panel.season_id == season_id, PanelMember.left_at.is_(None))
    return session.scalars(memberships().where(*mine)).one()


def entries_declared(session: Session, member_id: int) -> set[int]:
    """Give the ids of the entries from which a judge stands down on a panel. One statement."""
    return set(session.scalars(select(Interest.entry_id).where(Interest.member_id == member_id)))


def newest_entries(session: Session, panel_ids: Sequence[int], *, user_ref: str) -> dict[int, datetime]:
    """Give, by panel id, when its newest entry (not withdrawn) was admitted; a panel without entries is left out.

    Entries from which this judge stands down are not asked about again, and so are not there. One statement.
    """
    theirs = select(Interest.entry_id).join(Interest.member).join(PanelMember.user).where(User.ref == user_ref)
    rows = session.execute(
        select(PanelCategory.panel_id, func.max(Entry.admitted_at))
        .join(Entry, Entry.category_id == PanelCategory.category_id)
        .where(PanelCategory.panel_id.in_(panel_ids), Entry.state != EntryState.WITHDRAWN, Entry.id.not_in(theirs))
        .group_by(PanelCategory.panel_id)
    )
    return {row[0]: row[1] for row in rows}


def open_assignments(session: Session, user_ref: str, *, season_id: int) -> Sequence[Assignment]:
    """Give the readings a judge may see, by category and their own order, with entry and category. One statement.

    Released, neither recused nor removed, the entry not withdrawn, no interest of theirs in it; and they have
    accepted the terms and declared their conflicts since the entry was admitted.
    """
    return session.scalars(open_to(user_ref, season_id).order_by(Category.position, Assignment.position)).all()


def assignment_for_judge(
    session: Session, entry_ref: str, *, user_ref: str, season_id: int, to_write: bool = False
) -> Assignment:
    """Give a judge's own open reading of an entry, with the judges' copy. Two statements.

    Whoever will write to it locks it, so that two tabs come one after the other.

    Raises:
        NoResultFound: it is not theirs, not released, stood down from, or there is no such entry: all the same.
    """
    mine = open_to(user_ref, season_id).where(Entry.ref == entry_ref)
    if to_write:
        mine = mine.with_for_update(of=Assignment)
    return session.scalars(mine.options(joinedload(Assignment.entry).selectinload(Entry.passages))).one()

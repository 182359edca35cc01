"""Reads of meetings; a judge's reads give a `Table` that has left out what they must not know of."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session, aliased, contains_eager
from sqlalchemy.orm.attributes import set_committed_value

from awards.accounts.models import User
from awards.meetings.lifecycle import MeetingState
from awards.meetings.models import Attendance, Ballot, Discussion, Meeting, Vote
from awards.meetings.table import Member, Table
from awards.panels.models import Interest, OrganiserTie, PanelCategory, PanelMember
from awards.screening.models import Entry
from awards.seasons.models import Category, Season


def table_for_staff(session: Session, ref: str, *, season: Season, to_act: bool = False) -> Table:
    """Give a meeting of this season to staff; whoever will act locks it. Four statements.

    Raises:
        NoResultFound: there is none with this reference in this season.
    """
    return _table(session, ref, season=season, to_act=to_act, user_ref=None)


def table_for_judge(session: Session, ref: str, *, user_ref: str, season: Season, to_act: bool = False) -> Table:
    """Give a meeting of the judge's own panel, as far as they may know of it. Four statements.

    Raises:
        NoResultFound: no such meeting, they are not on the panel, or have not accepted the terms and declared.
    """
    return _table(session, ref, season=season, to_act=to_act, user_ref=user_ref)


def votes_of(session: Session, meeting_id: int) -> Sequence[Vote]:
    """Give the votes of a meeting with their ballots, the first first. One statement."""
    rows = session.execute(
        select(Vote, Ballot)
        .outerjoin(Ballot, Ballot.vote_id == Vote.id)
        .where(Vote.meeting_id == meeting_id)
        .order_by(Vote.number, Ballot.id)
    ).all()
    found: dict[Vote, list[Ballot]] = {}
    for vote, ballot in rows:
        found.setdefault(vote, []).extend([ballot] if ballot else [])
    for vote, ballots in found.items():
        set_committed_value(vote, "ballots", ballots)
    return list(found)


def meetings_of_season(session: Session, season_id: int) -> Sequence[Meeting]:
    """Give the season's meetings with their categories, the latest first. One statement."""
    chosen = select(Meeting).join(Meeting.category).where(Category.season_id == season_id)
    return session.scalars(chosen.options(contains_eager(Meeting.category)).order_by(Meeting.id.desc())).all()


def meetings_of_judge(session: Session, user_ref: str, *, season_id: int) -> Sequence[tuple[Meeting, bool]]:
    """Give the meetings of the judge's panels that were not called off, and whether they chair. One statement."""
    rows = session.execute(
        select(Meeting, PanelMember.is_chair)
        .join(Meeting.category)
        .join(PanelCategory, PanelCategory.category_id == Category.id)
        .join(PanelMember, PanelMember.panel_id == PanelCategory.panel_id)
        .join(PanelMember.user)
        .where(Category.season_id == season_id, Meeting.state != MeetingState.CALLED_OFF, *_ready(user_ref))
        .options(contains_eager(Meeting.category))
        .order_by(Meeting.id.desc())
    )
    return [(row[0], row[1]) for row in rows]


def categories_judged(session: Session, season_id: int, *, chaired_by: str | None = None) -> Sequence[Category]:
    """Give the nominated categories that have a panel, in order; those one judge chairs, if named. One statement."""
    chosen = (
        select(Category)
        .join(PanelCategory, PanelCategory.category_id == Category.id)
        .where(Category.season_id == season_id, Category.nominated)
    )
    if chaired_by is not None:
        chosen = (
            chosen.join(PanelMember, PanelMember.panel_id == PanelCategory.panel_id)
            .join(PanelMember.user)
            .where(PanelMember.is_chair, *_ready(chaired_by))
        )
    return session.scalars(chosen.order_by(Category.position)).all()


def members_of(session: Session, category_id: int, meeting_id: int | None = None) -> Sequence[Member]:
    """Give the members of a category's panel who have not left, the chair first. One statement."""
    place = aliased(PanelMember)
    ties = (
        select(place.user_id.label("user_id"), Interest.entry_id.label("entry_id"))
        .join(place, place.id == Interest.member_id)
        .join(Entry, Entry.id == Interest.entry_id)
        .where(Entry.category_id == category_id)
        .subquery()
    )
    rows = session.execute(
        select(PanelMember, User.ref, User.name, Attendance.present, ties.c.entry_id)
        .join(PanelMember.user)
        .join(PanelCategory, PanelCategory.panel_id == PanelMember.panel_id)
        .outerjoin(Attendance, and_(Attendance.member_id == PanelMember.id, Attendance.meeting_id == meeting_id))
        .outerjoin(ties, ties.c.user_id == PanelMember.user_id)
        .where(PanelCategory.category_id == category_id, PanelMember.left_at.is_(None))
        .order_by(PanelMember.is_chair.desc(), User.name, User.ref)
    ).all()
    out: dict[int, set[int]] = {}
    for member, _ref, _name, _present, entry_id in rows:
        out.setdefault(member.id, set()).update([] if entry_id is None else [entry_id])
    seats = {row[0].id: row for row in rows}
    return [
        _seat(member, ref=ref, name=name, present=bool(present), out=out[member.id])
        for member, ref, name, present, _ in seats.values()
    ]


def refs_of_members(session: Session, ids: Sequence[int]) -> dict[int, str]:
    """Give the references of members, those who have left too, by id. One statement."""
    rows = session.execute(select(PanelMember.id, User.ref).join(PanelMember.user).where(PanelMember.id.in_(ids)))
    return {row[0]: row[1] for row in rows}


def names_of(session: Session, refs: Collection[str]) -> dict[str, str]:
    """Give the names of people with accounts, by reference. One statement."""
    rows = session.execute(select(User.ref, User.name).where(User.ref.in_(refs)))
    return {row[0]: row[1] for row in rows}


def _seat(member: PanelMember, *, ref: str, name: str, present: bool, out: set[int]) -> Member:
    ready = member.terms_accepted_at is not None
    return Member(
        id=member.id,
        ref=ref,
        name=name,
        is_chair=member.is_chair,
        lived_experience=member.lived_experience,
        present=present,
        declared_at=member.interests_completed_at if ready else None,
        out=frozenset(out),
    )


def _table(session: Session, ref: str, *, season: Season, to_act: bool, user_ref: str | None) -> Table:
    chosen = select(Meeting).join(Meeting.category).where(Meeting.ref == ref, Category.season_id == season.id)
    chosen = chosen.options(contains_eager(Meeting.category))
    if to_act:
        chosen = chosen.with_for_update(of=Meeting).execution_options(populate_existing=True)
    meeting = session.scalars(chosen).one()
    set_committed_value(meeting.category, "season", season)
    members = members_of(session, meeting.category_id, meeting.id)
    reader = None
    if user_ref is not None:
        reader = next((one for one in members if one.ref == user_ref and one.declared_at is not None), None)
        if reader is None:
            raise NoResultFound
    entries, notes, ties = _entries(session, meeting)
    return Table(
        meeting=meeting,
        season=season,
        members=members,
        every_entry=entries,
        notes=notes,
        organiser_ties=ties,
        votes=votes_of(session, meeting.id),
        reader=reader,
    )


def _entries(
    session: Session, meeting: Meeting
) -> tuple[list[Entry], dict[int, Discussion], dict[int, list[str]]]:  # fmt: skip
    """Give the category's entries, what was said of them here, and the organiser's ties. One statement."""
    about = and_(Discussion.entry_id == Entry.id, Discussion.meeting_id == meeting.id)
    rows = session.execute(
        select(Entry, Discussion, OrganiserTie.words)
        .outerjoin(Discussion, about)
        .outerjoin(OrganiserTie, OrganiserTie.entry_id == Entry.id)
        .where(Entry.category_id == meeting.category_id)
        .order_by(Entry.ref, OrganiserTie.id)
    ).all()
    entries = list(dict.fromkeys(row[0] for row in rows))
    ties: dict[int, list[str]] = {}
    for entry, _, words in rows:
        ties.setdefault(entry.id, []).extend([words] if words else [])
    return entries, {row[0].id: row[1] for row in rows if row[1]}, ties


def _ready(user_ref: str) -> tuple[ColumnElement[bool], ...]:
    return (
        User.ref == user_ref,
        PanelMember.left_at.is_(None),
        PanelMember.terms_accepted_at.is_not(None),
        PanelMember.interests_completed_at.is_not(None),
    )

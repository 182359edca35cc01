"""Reads of announcements and winners; the public's reads find only what has been released and is not hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from awards.nominations.models import Nomination, Nominee
from awards.nominees.models import Notice
from awards.nominees.queries import notices_of
from awards.publishing.desk import CHOSEN, SHORTLISTED, Desk
from awards.publishing.lifecycle import AnnouncementState
from awards.publishing.models import Announcement, AnnouncementKind, ArchiveYear, Winner
from awards.publishing.not_held import awards_not_held
from awards.publishing.showing import (
    FinalistsShown,
    WinnerShown,
    YearShown,
    finalists_shown,
    winner_shown,
    year_shown,
)
from awards.results.queries import decisions_of_season
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.seasons.models import Category, Programme, Season

Read = TypeVar("Read", bound=Select[*tuple[Any, ...]])


@dataclass(frozen=True, slots=True)
class YearCounted:
    """A public year and how many winners it has (those commended not counted)."""

    year: int
    winners: int

    @property
    def words(self) -> str:
        """The number in words: "1 winner", "10 winners"."""
        return f"{self.winners} winner{'' if self.winners == 1 else 's'}"


# What the public may read.


def public_years(session: Session, programme: Programme) -> list[YearCounted]:
    """Give the years that have public winners, the latest first. One statement."""
    counted = func.count(Winner.id).filter(~Winner.commended)
    rows = session.execute(
        _public(programme, select(Winner.year, counted)).group_by(Winner.year).order_by(Winner.year.desc())
    )
    return [YearCounted(row[0], row[1]) for row in rows]


def public_year(session: Session, programme: Programme, year: int) -> YearShown:
    """Give one public year. Five statements at most.

    Raises:
        NoResultFound: nothing of this year is public; a year not yet released is no different from any other.
    """
    winners = public_winners(session, programme, year=year)
    vacant = awards_not_held(session, programme.id, year)
    if not winners and not vacant:
        raise NoResultFound
    kept = session.scalars(
        select(ArchiveYear).where(ArchiveYear.programme_id == programme.id, ArchiveYear.year == year)
    ).one_or_none()
    if kept is None:
        return year_shown(year, winners, not_held=vacant)
    order = [str(category["key"]) for category in kept.categories]
    return year_shown(
        year,
        winners,
        order=order,
        not_held=vacant,
        ceremony_on=kept.ceremony_on,
        ceremony_place=kept.ceremony_place,
    )


def public_winners(session: Session, programme: Programme, *, year: int | None = None) -> list[WinnerShown]:
    """Give the public winners of one year, or of all, the latest year first. Three statements at most."""
    chosen = _public(programme, select(Winner, _revealing()))
    if year is not None:
        chosen = chosen.where(Winner.year == year)
    ordered = chosen.options(contains_eager(Winner.announcement), *_people()).order_by(
        Winner.year.desc(), Winner.position, Winner.commended, Winner.ref
    )
    rows = session.execute(ordered).unique().all()
    notices = _notices(session, [winner.entry for winner, _ in rows if winner.entry])
    return [winner_shown(winner, notices, revealing=revealing) for winner, revealing in rows]


def finalists_for_visitors(session: Session, season: Season | None) -> FinalistsShown | None:
    """Give the season's finalists as anybody may see them; None before their release. Four statements at most."""
    found = released_finalists(session, season) if season else None
    return finalists_shown(*found) if found else None


def released_finalists(session: Session, season: Season) -> tuple[Sequence[Entry], Mapping[int, Notice]] | None:
    """Give the season's finalists with their notices once they are released; None before. Four statements.

    Whether one of them has been chosen to win since makes no difference.
    """
    released = exists().where(
        Announcement.season_id == season.id,
        Announcement.kind == AnnouncementKind.FINALISTS,
        Announcement.state == AnnouncementState.RELEASED,
    )
    if not session.scalar(select(released)):
        return None
    entries = session.scalars(
        _entries_with_people()
        .where(Category.season_id == season.id, Category.nominated, Entry.state.in_(SHORTLISTED), released)
        .order_by(Category.position, Entry.ref)
    ).unique().all()  # fmt: skip
    return entries, _notices(session, entries)


# What staff read.


def desk_of(session: Session, season: Season) -> Desk:
    """Give everything that announcing the season rests on. Eight statements."""
    categories = session.scalars(
        select(Category).where(Category.season_id == season.id).order_by(Category.position)
    ).all()
    entries = session.scalars(
        _entries_with_people()
        .options(selectinload(Entry.nominations).joinedload(Nomination.nominator))
        .where(Category.season_id == season.id, Entry.state.in_(SHORTLISTED | {EntryState.IN_JUDGING}))
        .order_by(Category.position, Entry.ref)
    ).unique().all()  # fmt: skip
    announcements = session.scalars(
        select(Announcement).where(Announcement.season_id == season.id).options(joinedload(Announcement.season))
    ).all()
    winners = session.scalars(
        select(Winner)
        .join(Winner.entry)
        .join(Entry.category)
        .where(Category.season_id == season.id)
        .options(joinedload(Winner.announcement), joinedload(Winner.citations))
    ).unique()
    return Desk(
        season=season,
        categories=categories,
        entries=entries,
        notices=_notices(session, entries),
        decisions=decisions_of_season(session, season.id),
        announcements={announcement.kind: announcement for announcement in announcements},
        winners={winner.entry_id: winner for winner in winners if winner.entry_id is not None},
    )


def announcement_of(session: Session, season: Season, kind: AnnouncementKind) -> Announcement:
    """Give the season's announcement of this kind. One statement.

    Raises:
        NoResultFound: it has never been prepared.
    """
    return session.scalars(
        select(Announcement).where(Announcement.season_id == season.id, Announcement.kind == kind)
    ).one()


def winner_by_ref(session: Session, programme: Programme, ref: str) -> Winner:
    """Give a winner of this programme, public or not, with citations and people. Two statements.

    Raises:
        NoResultFound: the programme has no such winner.
    """
    return session.scalars(
        select(Winner)
        .where(Winner.programme_id == programme.id, Winner.ref == ref)
        .options(joinedload(Winner.announcement), *_people())
    ).unique().one()  # fmt: skip


def winner_as_shown(session: Session, winner: Winner) -> WinnerShown:
    """Give a winner as the public sees it, or would. Three statements at most."""
    revealing = session.scalar(select(_revealing()).where(Winner.id == winner.id)) or False
    notices = _notices(session, [winner.entry] if winner.entry else [])
    return winner_shown(winner, notices, revealing=revealing)


def year_in_preview(session: Session, desk: Desk) -> YearShown:
    """Give the season's winners exactly as the public page would show them once released. Two statements at most."""
    year = desk.season.year
    entries = {entry.id: entry for entry in desk.chosen}
    rows = session.execute(
        select(Winner, _revealing())
        .where(Winner.entry_id.in_(list(entries)), Winner.hidden_at.is_(None))
        .options(joinedload(Winner.announcement), *_people())
        .order_by(Winner.position, Winner.commended, Winner.ref)
    ).unique().all()  # fmt: skip
    shown = [winner_shown(winner, desk.notices, revealing=revealing) for winner, revealing in rows]
    earlier = public_winners(session, desk.season.programme, year=year)
    already = {winner.ref for winner in earlier}
    return year_shown(
        year,
        [*earlier, *(winner for winner in shown if winner.ref not in already)],
        order=[category.key for category in desk.categories],
        ceremony_on=desk.season.ceremony_on,
        ceremony_place=desk.season.ceremony_place,
    )


def archive_of(session: Session, programme: Programme) -> Sequence[Winner]:
    """Give every imported winner of the programme, hidden or not, the latest year first. One statement."""
    return session.scalars(
        select(Winner)
        .where(Winner.programme_id == programme.id, Winner.import_key.is_not(None))
        .order_by(Winner.year.desc(), Winner.position, Winner.ref)
    ).all()


def archive_years(session: Session, programme: Programme) -> dict[int, ArchiveYear]:
    """Give the programme's kept years. One statement."""
    rows = session.scalars(select(ArchiveYear).where(ArchiveYear.programme_id == programme.id))
    return {kept.year: kept for kept in rows}


def _public(programme: Programme, what: Read) -> Read:
    """Narrow a read of winners to those that anybody may see: the one place that decides it."""
    imported = and_(Winner.announcement_id.is_(None), Winner.entry_id.is_(None))
    released = and_(Announcement.state == AnnouncementState.RELEASED, Entry.state.in_(CHOSEN))
    return (
        what.outerjoin(Winner.announcement)
        .outerjoin(Entry, Entry.id == Winner.entry_id)
        .where(Winner.programme_id == programme.id, Winner.hidden_at.is_(None), or_(imported, released))
    )


def _revealing() -> ColumnElement[bool]:
    """Whether the programme says of a category with this key that being named in it reveals something."""
    return (
        exists()
        .where(
            Category.season_id == Season.id,
            Season.programme_id == Winner.programme_id,
            Category.key == Winner.category_key,
            Category.reveals.is_not(None),
        )
        .correlate(Winner)
    )


def _people() -> tuple[ORMOption, ...]:
    entry = joinedload(Winner.entry)
    return (
        joinedload(Winner.citations),
        entry.joinedload(Entry.category),
        entry.joinedload(Entry.nominees).joinedload(Nominee.nomination),
    )


def _entries_with_people() -> Select[Entry]:
    return (
        select(Entry)
        .join(Entry.category)
        .options(contains_eager(Entry.category), joinedload(Entry.nominees).joinedload(Nominee.nomination))
    )


def _notices(session: Session, entries: Sequence[Entry]) -> Mapping[int, Notice]:
    return notices_of(session, [nominee.id for entry in entries for nominee in entry.nominees])

"""Reads of programmes and seasons; each says how many statements it costs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from awards.db import blind_index
from awards.eligibility.facts import PreviousWin
from awards.eligibility.rules import RuleSpec, rules_from_data
from awards.eligibility.window import SeasonWindow
from awards.seasons.documents import NOMINATING
from awards.seasons.models import Category, PastWin, Programme, RuleSet, Season
from awards.seasons.timetable import RoundDates, Timetable


def home_programme(session: Session) -> Programme | None:
    """Give the programme at ``/``; None before the first is loaded. One statement."""
    return session.scalars(select(Programme).where(Programme.is_home)).one_or_none()


def programme_by_key(session: Session, key: str) -> Programme | None:
    """Give the programme with this key, or None. One statement."""
    return session.scalars(select(Programme).where(Programme.key == key)).one_or_none()


def programme_key_of(session: Session, season_id: int) -> str:
    """Give the key of the programme that the season belongs to. One statement."""
    return session.scalars(select(Programme.key).join(Season).where(Season.id == season_id)).one()


def programmes(session: Session) -> Sequence[Programme]:
    """Give every programme, the home programme first. One statement."""
    return session.scalars(select(Programme).order_by(Programme.is_home.desc(), Programme.name)).all()


def season_for_visitors(session: Session, programme: Programme, *, now: datetime) -> Season | None:
    """Give the latest season that has opened or, before any has, the next to open. One statement.

    Archived seasons are left out. The season comes with its programme and rounds.
    """
    seasons = session.scalars(
        select(Season)
        .where(Season.programme_id == programme.id, ~Season.archived)
        .options(joinedload(Season.programme), joinedload(Season.rounds))
        .order_by(Season.opens_at)
    ).unique().all()  # fmt: skip
    opened = [season for season in seasons if season.opens_at <= now]
    return opened[-1] if opened else next(iter(seasons), None)


def season_by_year(session: Session, programme: Programme, year: int) -> Season | None:
    """Give the latest season of this year, archived or not, with its programme and rounds. Two statements."""
    latest = _season_of(programme).where(Season.year == year).order_by(Season.opens_at.desc()).limit(1)
    return session.scalars(latest).one_or_none()


def season_by_key(session: Session, programme: Programme, key: str) -> Season | None:
    """Give the season with this key, with its programme and rounds, or None. Two statements."""
    return session.scalars(_season_of(programme).where(Season.key == key)).one_or_none()


def seasons_of(session: Session, programme: Programme) -> Sequence[Season]:
    """Give every season of the programme, the latest first, with its rounds. Two statements."""
    return session.scalars(_season_of(programme).order_by(Season.opens_at.desc())).all()


def categories_of(session: Session, season: Season) -> Sequence[Category]:
    """Give every category of the season, in order, with questions and criteria. Three statements."""
    return session.scalars(_categories(season)).all()


def nominated_categories(session: Session, season: Season) -> Sequence[Category]:
    """Give the categories open to nomination, in order, with questions and criteria. Three statements."""
    return session.scalars(_categories(season).where(Category.nominated)).all()


def category_by_slug(session: Session, season: Season, slug: str) -> Category | None:
    """Give the season's category at this address, with questions and criteria, or None. Three statements."""
    return session.scalars(_categories(season).where(Category.slug == slug)).one_or_none()


def category_by_key(session: Session, season: Season, key: str) -> Category | None:
    """Give the season's category with this key, with questions and criteria, or None. Three statements."""
    return session.scalars(_categories(season).where(Category.key == key)).one_or_none()


def rule_set_in_force(session: Session, season: Season) -> RuleSet:
    """Give the latest version of the season's rules. One statement.

    Raises:
        NoResultFound: the season was not loaded by `load_season`, which always makes a version.
    """
    latest = select(RuleSet).where(RuleSet.season_id == season.id).order_by(RuleSet.version.desc()).limit(1)
    return session.scalars(latest).one()


def rules_for(category: Category, rule_set: RuleSet) -> tuple[RuleSpec, ...]:
    """Give the rules of this version that apply to the category, in the order of the rule set. No statement."""
    return rules_from_data(row for row in rule_set.rules if _applies(row, category))


def window_of(season: Season) -> SeasonWindow:
    """Give the season's window as the eligibility rules need it. No statement if the programme is loaded."""
    zone = ZoneInfo(season.programme.zone)
    return SeasonWindow(season.opens_at, season.closes_at, zone, previous_year=season.previous_year)


def timetable_of(season: Season, *, announced_at: datetime | None = None) -> Timetable:
    """Give the dates that decide the season's phase. No statement if programme and rounds are loaded."""
    judging = tuple(
        RoundDates(key=one.key, opens_at=one.opens_at, closes_at=one.closes_at, closed_at=one.closed_at)
        for one in season.rounds
        if one.key != NOMINATING
    )
    return Timetable(window=window_of(season), judging=judging, announced_at=announced_at)


def past_wins_of(session: Session, programme_id: int, names: Mapping[str, str]) -> dict[str, tuple[PreviousWin, ...]]:
    """Give what each name is known to have won, by the keys of `names`; a name like it is the best hint there is.

    One statement.
    """
    indexes = {key: blind_index(session, name) for key, name in names.items() if name}
    wins = session.scalars(
        select(PastWin).where(
            PastWin.programme_id == programme_id, PastWin.name_index.in_(sorted(set(indexes.values())))
        )
    ).all()
    return {
        key: tuple(PreviousWin(win.category_key, win.year) for win in wins if win.name_index == index)
        for key, index in indexes.items()
    }


def rule_sets_of(session: Session, season: Season) -> Sequence[RuleSet]:
    """Give every version of the season's rules, the one in force first. One statement."""
    return session.scalars(select(RuleSet).where(RuleSet.season_id == season.id).order_by(RuleSet.version.desc())).all()


def _applies(row: Mapping[str, Any], category: Category) -> bool:
    """Go by what was stored with the version; versions made before that was stored apply as categories say now."""
    applies: list[str] | None = row.get("categories")
    return row["id"] in category.rule_ids if applies is None else category.key in applies


def _season_of(programme: Programme) -> Select[Season]:
    return (
        select(Season)
        .where(Season.programme_id == programme.id)
        .options(joinedload(Season.programme), selectinload(Season.rounds))
    )


def _categories(season: Season) -> Select[Category]:
    return (
        select(Category)
        .where(Category.season_id == season.id)
        .options(selectinload(Category.questions), selectinload(Category.criteria))
        .order_by(Category.position)
    )

"""What the public is told in numbers of a season whose winners are released; small numbers are hidden.

A number under five could point at a person. Nor may it be worked out: where it is hidden, so is every total that it is
part of, and of a category with few entries nothing is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, Subquery, distinct, func, select
from sqlalchemy.orm import Session

from awards.judging.models import ScoreSheet
from awards.judging.queries import COUNTED
from awards.panels.models import Assignment, Interest, Panel, PanelMember
from awards.panels.statements import counts
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.seasons.models import Category

LEAST = 5
"""The smallest number that is shown."""
HIDDEN = f"fewer than {LEAST}"


@dataclass(frozen=True, slots=True)
class PublicFigures:
    """A table of categories (name, entries, readings, judges; the last row is of all) and how often judges stood aside.

    Every number is a word already.
    """

    rows: Sequence[Sequence[str]]
    stood_aside: str


def shown(number: int) -> str:
    """Write a number, unless it is too small to be told."""
    return str(number) if number >= LEAST else HIDDEN


def rows_of(counted: Sequence[tuple[str, int, int, int]], judges: int) -> list[list[str]]:
    """Give the table's rows from (name, entries, readings, judges) of each category, and all judges of the season."""
    rows = [
        [name, *([HIDDEN] * 3 if entries < LEAST else [shown(entries), shown(readings), shown(number)])]
        for name, entries, readings, number in counted
    ]
    if not rows:
        return []
    sums = [sum(one[1] for one in counted), sum(one[2] for one in counted), judges]
    hidden = [any(row[column] == HIDDEN for row in rows) for column in range(1, 4)]
    whole = ["not told" if some else shown(number) for some, number in zip(hidden, sums, strict=True)]
    return [*rows, ["All", *whole]]


def figures_of_season(session: Session, season_id: int) -> PublicFigures:
    """Give a season's figures; whoever calls has seen to it that its winners are released. One statement."""
    entries, readings = _entries(), _readings()
    rows = session.execute(
        select(
            Category.name, entries.c.entries, readings.c.readings, readings.c.judges,
            _everybody(season_id).label("everybody"), _stood_aside(season_id).label("aside"),
        )
        .outerjoin(entries, entries.c.category_id == Category.id)
        .outerjoin(readings, readings.c.category_id == Category.id)
        .where(Category.season_id == season_id, Category.nominated)
        .order_by(Category.position)
    ).all()  # fmt: skip
    counted = [(row.name, row.entries or 0, row.readings or 0, row.judges or 0) for row in rows]
    everybody, aside = (rows[0].everybody, rows[0].aside) if rows else (0, 0)
    return PublicFigures(rows_of(counted, everybody), shown(aside))


def _entries() -> Subquery:
    chosen = select(Entry.category_id, func.count().label("entries")).where(Entry.state != EntryState.WITHDRAWN)
    return chosen.group_by(Entry.category_id).subquery()


def _readings() -> Subquery:
    numbers = func.count(ScoreSheet.id).label("readings"), _judges().label("judges")
    return _counted(Entry.category_id, *numbers).group_by(Entry.category_id).subquery()


def _everybody(season_id: int) -> ScalarSelect[int]:
    """Count the judges whose scores count, each once."""
    judges = _counted(_judges()).join(Category, Category.id == Entry.category_id)
    return judges.where(Category.season_id == season_id).correlate(None).scalar_subquery()


def _stood_aside(season_id: int) -> ScalarSelect[int]:
    """Count the pairs of a judge and an entry from which they stand aside, on whatever panel."""
    pairs = (
        select(PanelMember.user_id, Interest.entry_id)
        .join(Interest, Interest.member_id == PanelMember.id)
        .join(Panel, Panel.id == PanelMember.panel_id)
        .where(Panel.season_id == season_id)
        .distinct()
        .subquery()
    )
    return select(func.count()).select_from(pairs).scalar_subquery()


def _counted(*columns: Any) -> Select[Any]:
    """Select these columns over every sheet that counts."""
    return (
        select(*columns)
        .select_from(Assignment)
        .join(Assignment.entry)
        .join(Assignment.member)
        .join(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(ScoreSheet.state.in_(COUNTED), *counts())
    )


def _judges() -> ColumnElement[int]:
    return func.count(distinct(PanelMember.user_id))

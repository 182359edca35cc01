"""A judge's own scores, in tables: one for each category, sorted as asked, with how they are spread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import partial
from itertools import groupby
from typing import Any

from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from awards.core.permission import Permission
from awards.judging.acts import hold_open
from awards.judging.desk import WORDS
from awards.judging.drawing import Drawing, points_drawn, totals_drawn
from awards.judging.lifecycle import SheetState
from awards.judging.models import ScoreSheet
from awards.judging.queries import criteria_of, sheets_in_outline, sheets_of
from awards.judging.rules import Gap, Mark, Scale, one_decimal, scale_of, total_so_far
from awards.judging.scoring import Scoring
from awards.panels.models import Assignment
from awards.panels.naming import shown_name
from awards.panels.queries import judging_round, open_assignments
from awards.panels.statements import open_to
from awards.seasons.models import Category, Criterion, Round, Season

NAME, TOTAL, STATE = "name", "total", "state"
"""What a table can be sorted by besides its criteria."""
BY_STATE = {None: 0, SheetState.STARTED: 1, SheetState.COMPLETE: 2, SheetState.HANDED_IN: 3}


@dataclass(frozen=True, slots=True)
class Order:
    """By which column the tables are sorted, and whether the highest comes first; "" is the judge's own order."""

    by: str = ""
    down: bool = False

    @classmethod
    def of(cls, text: str) -> Order:
        """Read what an address asks for: "total", or "-total" for the highest first."""
        return cls(text.removeprefix("-"), text.startswith("-"))

    def __str__(self) -> str:
        return f"-{self.by}" if self.down else self.by


@dataclass(frozen=True, slots=True)
class Column:
    """A heading: its words, what pressing it asks for, and how the table is sorted by it now."""

    text: str
    numeric: bool
    sort: str
    sorted: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """One entry in a judge's table, with the sheet as it is saved."""

    scoring: Scoring
    title: str
    place: str | None
    marks: Mapping[str, Mark]
    total: Fraction | None
    permission: Permission

    @property
    def ref(self) -> str:
        """The entry's reference."""
        return self.scoring.assignment.entry.ref

    @property
    def state(self) -> SheetState | None:
        """Where the sheet stands; None before anything was saved."""
        return self.scoring.sheet.state if self.scoring.sheet else None

    @property
    def shown(self) -> dict[str, str]:
        """The points saved, as the boxes show them, by the criterion's key."""
        return {key: "" if mark.points is None else str(mark.points) for key, mark in self.marks.items()}

    @property
    def drawn(self) -> str:
        """The same in one line, which the page sends back so that only boxes that were touched are saved."""
        return ",".join(self.shown.values())

    @property
    def counts(self) -> bool:
        """Whether the sheet is complete or handed in."""
        return self.scoring.is_complete

    @property
    def may_be_finished(self) -> bool:
        """Whether nothing is missing and the judge has only to say that they are done."""
        return bool(self.permission) and self.state is SheetState.STARTED and not self.scoring.gaps

    @property
    def words(self) -> str:
        """The word for it."""
        return WORDS[self.state][0]

    @property
    def total_text(self) -> str:
        """The total with one decimal place, or that there is none yet."""
        return "not yet" if self.total is None else one_decimal(self.total)

    @property
    def unexplained(self) -> list[Gap]:
        """The points that need a comment and have none."""
        return unexplained_in(self.scoring.gaps)


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """A judge's own scores in one category."""

    category: Category
    criteria: Sequence[Criterion]
    scale: Scale
    rows: Sequence[Row]
    order: Order

    @property
    def is_open(self) -> bool:
        """Whether any row can be changed now."""
        return any(row.permission for row in self.rows)

    @property
    def columns(self) -> list[Column]:
        """The headings, in order; figures are first sorted with the highest on top, words from A."""
        middle = [(f"{one.name} ({one.weight})", True, one.key) for one in self.criteria]
        return [self._column(*one) for one in
                [("Entry", False, NAME), *middle, ("Out of 100", True, TOTAL), ("State", False, STATE)]]  # fmt: skip

    @property
    def drawings(self) -> list[Drawing]:
        """How often the judge gave each point, for each criterion."""
        return [points_drawn(one.name, self._points(one.key), scale=self.scale.points) for one in self.criteria]

    @property
    def totals(self) -> Drawing | None:
        """The judge's totals; None before there is one."""
        totals = sorted(row.total for row in self.rows if row.total is not None)
        if not totals:
            return None
        words = f"{len(totals)} from {one_decimal(totals[0])} to {one_decimal(totals[-1])}"
        return totals_drawn("Totals out of 100", totals, words=words)

    def _points(self, key: str) -> list[int]:
        return [points for row in self.rows if (points := row.marks[key].points) is not None]

    def _column(self, text: str, numeric: bool, key: str) -> Column:  # noqa: FBT001 - one row of a list
        now = self.order if self.order.by == key else None
        again = Order(key, not now.down if now else numeric)
        said = None if now is None else "descending" if now.down else "ascending"
        return Column(text, numeric, str(again), said)


@dataclass(frozen=True, slots=True)
class MyScores:
    """All that a judge has scored, and what can be handed in."""

    tables: Sequence[ScoreTable]
    judging: Round | None

    @property
    def rows(self) -> list[Row]:
        """Every row of every table."""
        return [row for table in self.tables for row in table.rows]

    @property
    def completed(self) -> int:
        """How many are complete and not handed in, whether that is still possible or not."""
        return sum(row.state is SheetState.COMPLETE for row in self.rows)

    @property
    def complete(self) -> list[Row]:
        """What can be handed in."""
        return [row for row in self.rows if row.state is SheetState.COMPLETE and row.permission]

    @property
    def unfinished(self) -> list[Row]:
        """What is not done, and so is not handed in."""
        return [row for row in self.rows if row.state in {None, SheetState.STARTED}]

    @property
    def handed_in(self) -> list[Row]:
        """What is handed in."""
        return [row for row in self.rows if row.state is SheetState.HANDED_IN]

    def table(self, key: str) -> ScoreTable:
        """Give the table of a category.

        Raises:
            NoResultFound: the judge has nothing in a category with this key.
        """
        for table in self.tables:
            if table.category.key == key:
                return table
        raise NoResultFound


def unexplained_in(gaps: Sequence[Gap]) -> list[Gap]:
    """Give the points that need a comment and have none."""
    return [gap for gap in gaps if gap.points is not None]


def my_sheets(session: Session, user_ref: str, *, season: Season) -> dict[Assignment, ScoreSheet]:
    """Give a judge's own sheets on the entries they may see. Two statements."""
    mine = open_assignments(session, user_ref, season_id=season.id)
    sheets = sheets_in_outline(session, mine)
    return {one: sheets[one.id] for one in mine if one.id in sheets}


def scores_for(
    session: Session,
    user_ref: str,
    *,
    season: Season,
    now: datetime,
    order: Order | None = None,
    to_write: bool = False,
) -> MyScores:
    """Give a judge's own scores; what they stood down from is not among them. Four statements.

    Whoever will write locks the readings, so that two windows come one after the other, and holds the round open.
    """
    wanted = open_to(user_ref, season.id).order_by(Assignment.id)  # the order in which everybody locks them
    theirs = session.scalars(wanted.with_for_update(of=Assignment) if to_write else wanted).all()
    mine = sorted(theirs, key=lambda one: (one.entry.category.position, one.entry.category_id, one.position, one.id))
    sheets, judging = sheets_of(session, mine), judging_round(season)
    if to_write:
        hold_open(session, judging)
    criteria = criteria_of(session, sorted({one.entry.category_id for one in mine}))

    def table(category: Category, group: Sequence[Assignment]) -> ScoreTable:
        scale, asked = scale_of(season.scale), criteria[category.id]
        found = [Scoring(one, asked, scale, sheets.get(one.id), judging) for one in group]
        rows = [_row(one, season=season, now=now) for one in found]
        return ScoreTable(category, asked, scale, _sorted(rows, order or Order()), order or Order())

    return MyScores(
        [table(one, list(group)) for one, group in groupby(mine, key=lambda one: one.entry.category)], judging
    )


def _row(scoring: Scoring, *, season: Season, now: datetime) -> Row:
    marks, shown = scoring.marks, shown_name(scoring.assignment.entry, season)
    weights = {criterion.key: criterion.weight for criterion in scoring.criteria}
    return Row(
        scoring=scoring,
        title=shown.title,
        place=shown.place,
        marks=marks,
        total=total_so_far(marks, weights, highest=scoring.scale.highest),
        permission=scoring.permission(now),
    )


def _sorted(rows: Sequence[Row], order: Order) -> list[Row]:
    """Sort rows by a column; those without a figure in it come last either way, and equals keep their order."""
    keys: dict[str, Callable[[Row], Any]] = {
        NAME: lambda row: row.title.casefold(),
        TOTAL: lambda row: row.total,
        STATE: lambda row: BY_STATE[row.state],
    }
    key: Callable[[Row], Any] = keys[order.by] if order.by in keys else partial(_points, key=order.by)
    known = [row for row in rows if key(row) is not None]
    known.sort(key=key, reverse=order.down)
    return [*known, *(row for row in rows if key(row) is None)]


def _points(row: Row, *, key: str) -> int | None:
    return row.marks[key].points if key in row.marks else None

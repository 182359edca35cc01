"""The one reading of what counts: every judge's exact total out of 100, and who is missing, stood aside or abstained.

Columns are read and no objects: thousands of sheets are one statement and little memory.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, Integer, Row, Select, and_, cast, literal, null, select, union_all
from sqlalchemy.orm import Session

from awards.accounts.models import User
from awards.judging.models import Score, ScoreSheet
from awards.judging.queries import COUNTED
from awards.panels.lifecycle import AssignmentState
from awards.panels.models import Assignment, Interest, PanelMember
from awards.results.rules import Sheet, Standing, Total, ranking, totals_of
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.seasons.judging_rules import ties_of
from awards.seasons.judging_settings import CRITERION
from awards.seasons.models import Category

_BATCH = 50_000
"""Rows fetched at a time."""


@dataclass(frozen=True)
class Scores:
    """What judges gave the entries of one category. `sheets` is every reading asked for, and all who stood aside.

    `weights` are those of the criteria, by key in their order; `highest` is the largest point of the scale, and
    `tie_criterion` the key of what decides between equals (None: the panel does at once).
    """

    key: str
    weights: Mapping[str, int]
    highest: int
    tie_criterion: str | None
    places: int
    """The season's largest shortlist."""
    rules_sha256: str
    """Of the locked rules in force; empty before they are locked."""
    entries: tuple[str, ...]
    sheets: tuple[Sheet, ...]

    @cached_property
    def standings(self) -> list[Standing]:
        """Where every entry stands by its plain mean, best first; those that need scores come last."""
        return ranking(
            self.sheets, self.weights, highest=self.highest, tie_criterion=self.tie_criterion, entries=self.entries
        )

    @cached_property
    def totals(self) -> tuple[Total, ...]:
        """The exact total out of 100 of every sheet that counts, by entry and judge."""
        return tuple(totals_of(self.sheets, self.weights, highest=self.highest, tie=self.tie_criterion))

    @cached_property
    def sha256(self) -> str:
        """The digest (hex) of all that an order of these entries rests on: totals, readings asked for, and rules."""
        rules = [self.key, dict(self.weights), self.highest, self.tie_criterion, self.places, self.rules_sha256]
        asked = {one.entry: one.asked for one in self.standings}
        totals = [[one.entry, one.judge, str(one.value), str(one.tie_points)] for one in self.totals]
        return digest([rules, sorted(asked.items()), totals])


def digest(content: object) -> str:
    """Give the SHA-256 (hex) of plain data, the same for the same data wherever it is worked out."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def scores_of(session: Session, category: Category, entries: Sequence[Entry]) -> Scores:
    """Give what counts for these entries of a category, whose criteria and season are loaded. One statement."""
    return _scores(session, [category], {category.id: {one.id: one.ref for one in entries}})[category.key]


def scores_of_season(session: Session, categories: Sequence[Category]) -> dict[str, Scores]:
    """Give what counts in every one of these categories, by key; criteria and season are loaded. Two statements."""
    refs: dict[int, dict[int, str]] = {one.id: {} for one in categories}
    chosen = select(Entry.category_id, Entry.id, Entry.ref).where(
        Entry.category_id.in_(list(refs)), Entry.state != EntryState.WITHDRAWN
    )
    for category_id, entry_id, ref in session.execute(chosen):
        refs[category_id][entry_id] = ref
    return _scores(session, categories, refs)


def tie_criterion_of(category: Category) -> str | None:
    """Give the key of the criterion that decides ties; None where the panel does at once. No statement."""
    if ties_of(category.season)[0] != CRITERION:
        return None
    return next((one.key for one in category.criteria if one.tie_break), None)


def _scores(
    session: Session, categories: Sequence[Category], refs: Mapping[int, Mapping[int, str]]
) -> dict[str, Scores]:
    names = {one.id: one.key for category in categories for one in category.criteria}
    readings: dict[tuple[int, str, int | None], _Read] = {}
    found = session.execute(_readings([one.id for one in categories]), execution_options={"yield_per": _BATCH})
    for row in found:
        key = (row.entry_id, row.judge, row.assignment_id)
        read = readings.get(key)
        if read is None:
            read = readings[key] = _Read(row, {})
        if row.criterion_id in names:
            read.points[names[row.criterion_id]] = row.points
    by_category: dict[int, list[_Read]] = {one.id: [] for one in categories}
    for read in readings.values():
        by_category[read.row.category_id].append(read)
    return {one.key: _of_category(one, by_category[one.id], refs[one.id]) for one in categories}


@dataclass(frozen=True, slots=True)
class _Read:
    """One row of a reading, or of an interest, with the points of its sheet."""

    row: Row[Any]
    points: dict[str, int | None]


def _of_category(category: Category, reads: Iterable[_Read], refs: Mapping[int, str]) -> Scores:
    season = category.season
    return Scores(
        key=category.key,
        weights={one.key: one.weight for one in category.criteria},
        highest=season.scale["highest"],
        tie_criterion=tie_criterion_of(category),
        places=season.shortlist_max,
        rules_sha256=season.rules_hash or "",
        entries=tuple(sorted(refs.values())),
        sheets=tuple(_sheets([one for one in reads if one.row.entry_id in refs], refs)),
    )


def _sheets(reads: Sequence[_Read], refs: Mapping[int, str]) -> list[Sheet]:
    """Give one sheet for each judge and entry: who sits on two panels reads it once, and an interest is a person's."""
    interested = {(one.row.entry_id, one.row.judge) for one in reads if one.row.assignment_id is None}
    best: dict[tuple[int, str], _Read] = {}
    for one in sorted(reads, key=_weight):
        best[one.row.entry_id, one.row.judge] = one
    return [
        Sheet(
            entry=refs[entry_id],
            judge=judge,
            points=one.points,
            released=one.row.state is AssignmentState.RELEASED,
            recused=one.row.state is AssignmentState.RECUSED or (entry_id, judge) in interested,
            abstained=one.row.state is AssignmentState.ABSTAINED,
            complete=one.row.sheet_state in COUNTED,
        )
        for (entry_id, judge), one in sorted(best.items())
    ]


def _weight(read: _Read) -> tuple[bool, bool, bool, int]:
    """Say which of several readings of an entry by the same judge is the one: released, scored, the later."""
    row = read.row
    asked = row.state is AssignmentState.RELEASED
    return (row.assignment_id is not None, asked, row.sheet_state in COUNTED, row.assignment_id or 0)


def _readings(category_ids: Sequence[int]) -> Select[Any]:
    """Select a row for each point given, for each reading without any, and for each interest (no assignment)."""
    chosen = (Entry.category_id.in_(category_ids), Entry.state != EntryState.WITHDRAWN)
    # A further reading is not missing while it is open: it counts once it is in, and is taken back if it never comes.
    still_to_come = and_(Assignment.open_until.is_not(None), Assignment.finished_at.is_(None))
    readings = (
        select(
            Entry.category_id.label("category_id"), Assignment.entry_id.label("entry_id"), User.ref.label("judge"),
            Assignment.id.label("assignment_id"), Assignment.state.label("state"),
            ScoreSheet.state.label("sheet_state"), Score.criterion_id.label("criterion_id"),
            Score.points.label("points"),
        )
        .select_from(Assignment)
        .join(Assignment.entry)
        .join(Assignment.member)
        .join(PanelMember.user)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .outerjoin(Score, Score.sheet_id == ScoreSheet.id)
        .where(*chosen, Assignment.state != AssignmentState.REMOVED, ~still_to_come)
    )  # fmt: skip
    both = union_all(readings, _interests(chosen)).subquery()
    return select(both)


def _interests(chosen: Iterable[ColumnElement[bool]]) -> Select[Any]:
    nothing = cast(null(), Integer)
    return (
        select(
            Entry.category_id, Interest.entry_id, User.ref, nothing,
            literal(AssignmentState.RECUSED, Assignment.state.type), cast(null(), ScoreSheet.state.type),
            nothing, nothing,
        )
        .select_from(Interest)
        .join(Interest.entry)
        .join(Interest.member)
        .join(PanelMember.user)
        .where(*chosen)
    )  # fmt: skip

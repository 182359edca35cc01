"""Reads of scores, standings and decisions, for awards staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, and_, exists, func, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session, joinedload

from awards.accounts.models import User
from awards.judging.lifecycle import SheetState
from awards.judging.models import Score, ScoreSheet
from awards.panels.lifecycle import AssignmentState
from awards.panels.models import Assignment, Interest
from awards.results.models import Decision, DecisionKind
from awards.results.policy import may_see_ranking
from awards.results.rules import Sheet, Standing, ranking
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.screening.queries import entries_of_category
from awards.seasons.judging_rules import ties_of
from awards.seasons.judging_settings import CRITERION
from awards.seasons.models import Category, Season
from awards.seasons.queries import categories_of, category_by_slug

LIVE = frozenset(set(EntryState) - {EntryState.WITHDRAWN})
DONE = (SheetState.COMPLETE, SheetState.HANDED_IN)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far one category is: entries, readings asked for and in, and what has been decided."""

    category: Category
    entries: int
    asked: int
    done: int
    decided: frozenset[DecisionKind]


def progress_of(session: Session, season: Season) -> list[Progress]:
    """Give the progress of every category of the season, in order. Six statements."""
    categories = categories_of(session, season)
    ids = [category.id for category in categories]
    entries = _numbers(session, select(Entry.category_id, func.count(Entry.id)).where(Entry.state.in_(LIVE)), ids)
    asked = _numbers(session, _readings().where(_is_asked()), ids)
    done = _numbers(session, _readings().where(_is_asked(), ScoreSheet.state.in_(DONE)), ids)
    decided = {
        (decision.category_id, decision.kind)
        for decision in session.execute(
            select(Decision.category_id, Decision.kind).where(Decision.category_id.in_(ids)).distinct()
        )
    }
    return [
        Progress(
            category, entries.get(category.id, 0), asked.get(category.id, 0), done.get(category.id, 0),
            frozenset(kind for kind in DecisionKind if (category.id, kind) in decided),
        )
        for category in categories
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Board:
    """One category as the panel sees it: its entries, their standings (none before the round is closed), decisions."""

    category: Category
    entries: Sequence[Entry]
    standings: Sequence[Standing]
    decisions: Sequence[Decision]
    deciders: Mapping[str, str]
    """Names of who decided, by reference."""

    @property
    def titles(self) -> dict[str, str]:
        """The names by which judges know the entries, by reference."""
        return {entry.ref: entry.title for entry in self.entries}

    @property
    def last_decision_id(self) -> int:
        """The latest decision's number, 0 before any: a form that has not seen it is out of date."""
        return self.decisions[0].id if self.decisions else 0

    def latest(self, kind: DecisionKind) -> Decision | None:
        """Give the decision that holds, if there is one of this kind."""
        return next((one for one in self.decisions if one.kind is kind), None)


def board_of(session: Session, season: Season, slug: str, *, now: datetime, deciding: bool = False) -> Board:
    """Give one category's board. Eight statements, nine when deciding.

    Deciding takes a lock on the category first, so that of two people who decide at once the second one sees
    the first one's decision.

    Raises:
        NoResultFound: the season has no category at this address.
    """
    if deciding:
        lock = select(Category.id).where(Category.season_id == season.id, Category.slug == slug)
        session.scalars(lock.with_for_update()).one()
    category = category_by_slug(session, season, slug)
    if category is None:
        raise NoResultFound
    entries = entries_of_category(session, category.id, states=LIVE)
    standings = standings_of(session, category, entries) if may_see_ranking(season, now=now) else []
    rows = decisions_about(session, category)
    deciders = {decision.decided_by: name for decision, name in rows if name}
    return Board(category, entries, standings, [decision for decision, _name in rows], deciders)


def standings_of(session: Session, category: Category, entries: Sequence[Entry]) -> list[Standing]:
    """Rank these entries of a category by the sheets that count. Three statements."""
    criteria = {criterion.id: criterion for criterion in category.criteria}
    top: int = category.season.scale["highest"]
    return ranking(
        _sheets(session, entries, {key: one.key for key, one in criteria.items()}),
        {one.key: one.weight for one in category.criteria},
        highest=top,
        tie_criterion=tie_criterion_of(category),
        entries=[entry.ref for entry in entries],
    )


def tie_criterion_of(category: Category) -> str | None:
    """Give the key of the criterion that decides ties; None where the panel does at once. No statement."""
    if ties_of(category.season)[0] != CRITERION:
        return None
    return next((one.key for one in category.criteria if one.tie_break), None)


def decisions_about(session: Session, category: Category) -> Sequence[tuple[Decision, str | None]]:
    """Give every decision about a category with the name of who made it, the latest first. One statement."""
    rows = session.execute(
        select(Decision, User.name)
        .outerjoin(User, User.ref == Decision.decided_by)
        .where(Decision.category_id == category.id)
        .order_by(Decision.id.desc())
    )
    return [(row[0], row[1]) for row in rows]


def decisions_of_season(session: Session, season_id: int) -> dict[tuple[int, DecisionKind], Decision]:
    """Give the decision that holds for each category and kind. One statement."""
    found = session.scalars(
        select(Decision)
        .join(Decision.category)
        .where(Category.season_id == season_id)
        .options(joinedload(Decision.category))
        .order_by(Decision.id)
    )
    return {(decision.category_id, decision.kind): decision for decision in found}


def _sheets(session: Session, entries: Sequence[Entry], criteria: dict[int, str]) -> list[Sheet]:
    """Give every reading of these entries that was planned and not taken back, and everybody who stood aside."""
    refs = {entry.id: entry.ref for entry in entries}
    interests = {
        (row.member_id, row.entry_id)
        for row in session.execute(
            select(Interest.member_id, Interest.entry_id).where(Interest.entry_id.in_(list(refs)))
        )
    }
    readings = session.execute(
        select(
            Assignment.member_id, Assignment.entry_id, Assignment.state, ScoreSheet.id, ScoreSheet.state.label("sheet")
        )
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(Assignment.entry_id.in_(list(refs)), Assignment.state != AssignmentState.REMOVED)
    ).all()  # fmt: skip
    points = _points(session, [row.id for row in readings if row.id], criteria)
    found = {
        (row.member_id, row.entry_id): _sheet(
            row, refs[row.entry_id], points.get(row.id, {}), interested=(row.member_id, row.entry_id) in interests
        )
        for row in readings
    }
    for member, entry in interests - found.keys():
        found[member, entry] = Sheet(entry=refs[entry], judge=str(member), points={}, released=False, recused=True)
    return list(found.values())


def _sheet(
    row: Row[int, int, AssignmentState, int, SheetState],
    entry: str,
    points: dict[str, int | None],
    *,
    interested: bool,
) -> Sheet:
    stood_aside = row.state is AssignmentState.RECUSED or interested
    return Sheet(
        entry=entry,
        judge=str(row.member_id),
        points=points,
        released=row.state is AssignmentState.RELEASED,
        recused=stood_aside,
        complete=row.sheet in DONE,
    )


def _points(session: Session, sheets: list[int], criteria: dict[int, str]) -> dict[int, dict[str, int | None]]:
    found: dict[int, dict[str, int | None]] = {}
    rows = session.execute(select(Score.sheet_id, Score.criterion_id, Score.points).where(Score.sheet_id.in_(sheets)))
    for row in rows:
        if row.criterion_id in criteria:
            found.setdefault(row.sheet_id, {})[criteria[row.criterion_id]] = row.points
    return found


def _readings() -> Select[int, int]:
    return (
        select(Entry.category_id, func.count(Assignment.id))
        .join(Assignment, Assignment.entry_id == Entry.id)
        .outerjoin(ScoreSheet, ScoreSheet.assignment_id == Assignment.id)
        .where(Entry.state.in_(LIVE))
    )


def _is_asked() -> ColumnElement[bool]:
    stood_aside = exists().where(
        Interest.member_id == Assignment.member_id, Interest.entry_id == Assignment.entry_id
    )  # fmt: skip
    return and_(Assignment.state == AssignmentState.RELEASED, ~stood_aside)


def _numbers(session: Session, counted: Select[int, int], ids: list[int]) -> dict[int, int]:
    rows = session.execute(counted.where(Entry.category_id.in_(ids)).group_by(Entry.category_id))
    return {row[0]: row[1] for row in rows}

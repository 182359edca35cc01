"""Reads of scores, standings and decisions, for awards staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session, joinedload

from awards.accounts.models import User
from awards.judging.lifecycle import SheetState
from awards.judging.models import ScoreSheet
from awards.maths.adjusting.result import Basis
from awards.panels.lifecycle import AssignmentState
from awards.panels.locking import versions_of
from awards.panels.models import Assignment, Interest, JudgingRules
from awards.results.fits import NO_FIT, FitState, Fitted, fit_state
from awards.results.lifecycle import DecisionState
from awards.results.models import Decision, DecisionKind
from awards.results.ordering import ADJUSTED, NO_ORDER, Order, order_of
from awards.results.policy import may_see_ranking
from awards.results.rules import Standing
from awards.results.scores import Scores, scores_of
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.screening.queries import entries_of_category
from awards.seasons.judging_rules import basis_of
from awards.seasons.models import Category, Season
from awards.seasons.queries import categories_of

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
            select(Decision.category_id, Decision.kind)
            .where(Decision.category_id.in_(ids), Decision.state == DecisionState.HOLDING)
            .distinct()
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
    scores: Scores | None = None
    """What counts; None before the order may be seen."""
    fits: FitState = NO_FIT
    rules: Sequence[JudgingRules] = ()
    """The versions of the locked rules, the one in force first."""
    placed: Order = NO_ORDER
    """The order that counts, with ranks and who is level."""
    wanted: str = ADJUSTED
    """What the rules in force would have the order rest on: "adjusted" or "raw"."""
    whole: bool = True
    """Whether every entry is on it; otherwise nothing on a page may tell that there are others."""

    @property
    def fit(self) -> Fitted | None:
        """What the worker made of these very scores; None while it has not."""
        return self.fits.current

    @property
    def order(self) -> list[str]:
        """The entries in the order that counts, best first, without those that need scores."""
        return self.placed.entries

    @property
    def levels(self) -> dict[str, int]:
        """The place of each in the order, from 0, equal for those between whom only the panel can decide."""
        return self.placed.levels

    @property
    def is_being_worked_out(self) -> bool:
        """Whether the order is by plain means only until the worker has adjusted the scores."""
        return self.scores is not None and self.wanted == ADJUSTED and self.fit is None and bool(self.scores.totals)

    @property
    def titles(self) -> dict[str, str]:
        """The names by which judges know the entries, by reference."""
        return {entry.ref: entry.title for entry in self.entries}

    @property
    def last_decision_id(self) -> int:
        """The latest decision's number, 0 before any: a form that has not seen it is out of date."""
        return self.decisions[0].id if self.decisions else 0

    def latest(self, kind: DecisionKind) -> Decision | None:
        """Give the decision that holds, if there is one of this kind; one that waits or was refused never does."""
        return next((one for one in self.decisions if one.kind is kind and one.state is DecisionState.HOLDING), None)

    def waiting(self, kind: DecisionKind) -> Decision | None:
        """Give the decision of this kind that waits for a second person, if there is one."""
        return next((one for one in self.decisions if one.kind is kind and one.state is DecisionState.WAITING), None)


def board_of(session: Session, season: Season, slug: str, *, now: datetime, deciding: bool = False) -> Board:
    """Give one category's board. Six statements, seven when deciding; two less before the order may be seen.

    Deciding takes a lock on the category first, so that of two people who decide at once the second one sees
    the first one's decision.

    Raises:
        NoResultFound: the season has no category at this address.
    """
    if deciding:
        lock = select(Category.id).where(Category.season_id == season.id, Category.slug == slug)
        session.scalars(lock.with_for_update()).one()
    category = category_of(session, season, slug)
    entries = entries_of_category(session, category.id, states=LIVE)
    rows = decisions_about(session, category)
    deciders = {decision.decided_by: name for decision, name in rows if name}
    decisions = [decision for decision, _name in rows]
    versions = versions_of(session, season)
    if not may_see_ranking(season, now=now):
        return Board(category, entries, [], decisions, deciders, rules=versions)
    scores = scores_of(session, category, entries)
    fits = fit_state(session, category, scores)
    wanted = wanted_basis(season, versions)
    return Board(
        category, entries, scores.standings, decisions, deciders, scores=scores, fits=fits, rules=versions,
        placed=order_of(scores.standings, fits.current.result if fits.current else None, wanted), wanted=wanted,
    )  # fmt: skip


def category_of(session: Session, season: Season, slug: str) -> Category:
    """Give the season's category at this address with its criteria. One statement.

    Raises:
        NoResultFound: there is none.
    """
    chosen = select(Category).where(Category.season_id == season.id, Category.slug == slug)
    return session.scalars(chosen.options(joinedload(Category.criteria))).unique().one()


def wanted_basis(season: Season, versions: Sequence[JudgingRules]) -> str:
    """Give what the order rests on by the rules in force, "adjusted" or "raw"; those locked without it say raw."""
    if not versions:
        return basis_of(season)
    return str(versions[0].content.get("ranking", {}).get("basis", Basis.RAW))


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
        .where(Category.season_id == season_id, Decision.state == DecisionState.HOLDING)
        .options(joinedload(Decision.category))
        .order_by(Decision.id)
    )
    return {(decision.category_id, decision.kind): decision for decision in found}


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

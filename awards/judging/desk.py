"""A judge's desk: the sheet of one entry, and the list of their entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import Session

from awards.core.permission import Permission
from awards.core.times import moment_words
from awards.judging.copies import Copied, voices_of
from awards.judging.lifecycle import SheetState
from awards.judging.models import ScoreSheet
from awards.judging.policy import has_closed
from awards.judging.queries import passages_of, sheets_in_outline
from awards.judging.scoring import Scoring, scoring_of
from awards.panels.models import Assignment
from awards.panels.naming import Shown, shown_name
from awards.panels.organiser_ties import organiser_ties
from awards.panels.queries import open_assignments
from awards.screening.models import Entry, Passage
from awards.seasons.models import Category, Criterion, Season

WORDS = {
    None: ("To do", "neutral"),
    SheetState.STARTED: ("Begun", "attention"),
    SheetState.COMPLETE: ("Done", "good"),
    SheetState.HANDED_IN: ("Handed in", "info"),
}
"""The word for a sheet's state, and its tone."""


@dataclass(frozen=True, slots=True)
class Desk:
    """One entry in front of one judge, among all of theirs in their own order."""

    scoring: Scoring
    permission: Permission
    shown: Shown
    passages: Sequence[Passage]
    organiser_ties: Sequence[str]
    """What the panel is told of ties of the organiser with this entry."""
    mine: Sequence[Assignment]
    closed: bool = False
    """Whether judging is over, so that at most further readings are left to do."""

    @property
    def entry(self) -> Entry:
        """The entry; judges read its name in `shown`."""
        return self.scoring.assignment.entry

    @property
    def sheet(self) -> ScoreSheet | None:
        """The sheet, if anything was saved."""
        return self.scoring.sheet

    @property
    def criteria(self) -> Sequence[Criterion]:
        """What the entry is scored by."""
        return self.scoring.criteria

    @property
    def voices(self) -> list[tuple[str | None, list[Copied]]]:
        """The judges' copy, voice by voice."""
        return voices_of(self.passages)

    @property
    def word(self) -> str:
        """The word for the state of the sheet."""
        return WORDS[self.sheet.state if self.sheet else None][0]

    @property
    def done(self) -> int:
        """How many of the judge's entries are scored."""
        return done_of(self.mine)

    @property
    def place(self) -> int:
        """Where this entry comes among the judge's own, from 1."""
        return self._refs.index(self.entry.ref) + 1

    @property
    def before_ref(self) -> str | None:
        """The entry before this one; None before the first."""
        return self._refs[self.place - 2] if self.place > 1 else None

    @property
    def after_ref(self) -> str | None:
        """The entry after this one; None after the last."""
        return self._refs[self.place] if self.place < len(self.mine) else None

    @property
    def next_ref(self) -> str | None:
        """The next entry that is not scored yet: after this one and round again, those put off last; or None."""
        round_again = sorted(self.mine, key=_position)
        here = round_again.index(self.scoring.assignment)
        after = [*round_again[here + 1 :], *round_again[:here]]
        return _first_to_do([one for one in after if one.open_until] if self.closed else after)

    @property
    def _refs(self) -> list[str]:
        return [one.entry.ref for one in self.mine]


@dataclass(frozen=True, slots=True)
class QueueLine:
    """One entry on a judge's list."""

    ref: str
    title: str
    place: str | None
    words: str
    tone: str


@dataclass(frozen=True, slots=True)
class Queue:
    """A judge's entries, category by category, and how far they are."""

    categories: Sequence[tuple[str, Sequence[QueueLine]]]
    done: int
    total: int
    put_off: int
    next_ref: str | None


def desk_for(session: Session, entry_ref: str, *, user_ref: str, season: Season, now: datetime) -> Desk:
    """Put an entry on the judge's desk. Four statements.

    Raises:
        NoResultFound: it is not theirs to read.
    """
    mine = in_order(open_assignments(session, user_ref, season_id=season.id))
    assignment = next((one for one in mine if one.entry.ref == entry_ref), None)
    if assignment is None:
        raise NoResultFound
    return _desk(session, scoring_of(session, assignment, season=season), mine, season=season, now=now)


def desk_of(session: Session, scoring: Scoring, *, user_ref: str, season: Season, now: datetime) -> Desk:
    """Put an entry on the judge's desk whose scoring is at hand already. Three statements."""
    mine = in_order(open_assignments(session, user_ref, season_id=season.id))
    return _desk(session, scoring, mine, season=season, now=now)


def queue_for(session: Session, user_ref: str, *, season: Season) -> Queue:
    """Give a judge's list. Two statements."""
    mine = in_order(open_assignments(session, user_ref, season_id=season.id))
    sheets = sheets_in_outline(session, mine)
    return Queue(
        categories=[
            (category.name, [_line(one, sheets.get(one.id), season) for one in group])
            for category, group in groupby(mine, key=_category)
        ],
        done=done_of(mine),
        total=len(mine),
        put_off=sum(is_put_off(one) for one in mine),
        next_ref=_first_to_do(mine),
    )


def in_order(assignments: Sequence[Assignment]) -> list[Assignment]:
    """Put readings into the judge's own order: by category, those put off behind the others, the latest last."""
    return sorted(assignments, key=lambda one: (*_position(one)[:2], *_turn(one)))


def is_put_off(assignment: Assignment) -> bool:
    """Whether the judge chose to come back to it later, and has not scored it since."""
    return assignment.put_off_at is not None and assignment.finished_at is None


def done_of(assignments: Sequence[Assignment]) -> int:
    """Give how many readings are scored."""
    return sum(one.finished_at is not None for one in assignments)


def done_words(session: Session, user_ref: str, *, season: Season) -> str:
    """Say how far a judge is: "12 of 31 done". One statement."""
    mine = open_assignments(session, user_ref, season_id=season.id)
    return f"{done_of(mine)} of {len(mine)} done"


def _desk(session: Session, scoring: Scoring, mine: Sequence[Assignment], *, season: Season, now: datetime) -> Desk:
    entry = scoring.assignment.entry
    return Desk(
        scoring=scoring,
        permission=scoring.permission(now),
        shown=shown_name(entry, season),
        passages=passages_of(session, entry),
        organiser_ties=organiser_ties(session, entry.id),
        mine=mine,
        closed=has_closed(scoring.judging, now),
    )


def _position(assignment: Assignment) -> tuple[int, int, int]:
    category = assignment.entry.category
    return category.position, category.id, assignment.position


def _turn(assignment: Assignment) -> tuple[bool, float, int]:
    put_off = is_put_off(assignment)
    since = assignment.put_off_at.timestamp() if put_off and assignment.put_off_at else 0
    return put_off, since, assignment.position


def _first_to_do(assignments: Sequence[Assignment]) -> str | None:
    to_do = [one for one in assignments if one.finished_at is None]
    return next((one.entry.ref for one in sorted(to_do, key=lambda one: _turn(one)[:2])), None)


def _category(assignment: Assignment) -> Category:
    return assignment.entry.category


def _line(assignment: Assignment, sheet: ScoreSheet | None, season: Season) -> QueueLine:
    shown = shown_name(assignment.entry, season)
    words, tone = WORDS[sheet.state if sheet else None]
    if is_put_off(assignment):
        words = f"{words}, put off"
    if assignment.open_until is not None and assignment.finished_at is None:
        words = f"{words}, open until {moment_words(assignment.open_until, season.programme.zone)}"
    return QueueLine(assignment.entry.ref, shown.title, shown.place, words, tone)

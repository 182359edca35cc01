"""A judge's desk: the sheet of one entry, the list of their entries, and the table of their scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from awards.core.permission import Permission
from awards.judging.lifecycle import SheetState
from awards.judging.models import ScoreSheet
from awards.judging.policy import may_score
from awards.judging.queries import criteria_of, marks_of, sheet_of, sheets_in_outline, sheets_of
from awards.judging.rules import Mark, Scale, one_decimal, scale_of, total_so_far
from awards.panels.models import Assignment
from awards.panels.queries import assignment_for_judge, judging_round, open_assignments
from awards.screening.models import Entry
from awards.seasons.models import Category, Criterion, Round, Season

WORDS = {
    None: ("To do", "neutral"),
    SheetState.STARTED: ("Begun", "attention"),
    SheetState.COMPLETE: ("Done", "good"),
    SheetState.HANDED_IN: ("Handed in", "info"),
}
"""The word for a sheet's state, and its tone."""


@dataclass(frozen=True, slots=True)
class Copied:
    """One question of the judges' copy and what was written, in paragraphs."""

    question: str
    paragraphs: Sequence[str]


@dataclass(frozen=True, slots=True)
class Desk:
    """One entry in front of one judge."""

    assignment: Assignment
    criteria: Sequence[Criterion]
    scale: Scale
    sheet: ScoreSheet | None
    judging: Round | None
    permission: Permission
    mine: Sequence[Assignment]

    @property
    def entry(self) -> Entry:
        """The entry, with the judges' copy."""
        return self.assignment.entry

    @property
    def voices(self) -> list[tuple[str | None, list[Copied]]]:
        """The judges' copy: for each voice, the questions and what was written, in paragraphs.

        A question stands once in a voice: how often it was answered would say how many people wrote.
        """
        found: dict[str | None, dict[str, list[str]]] = {}
        for passage in self.entry.passages:
            found.setdefault(passage.voice, {}).setdefault(passage.question, []).extend(_paragraphs(passage.text))
        return [(voice, [Copied(*one) for one in questions.items()]) for voice, questions in found.items()]

    @property
    def version(self) -> int:
        """The version of the sheet that the page was drawn from; 0 before there is one."""
        return self.sheet.version if self.sheet else 0

    @property
    def marks(self) -> Mapping[str, Mark]:
        """What is saved, by the criterion's key."""
        return marks_of(self.sheet, self.criteria)

    @property
    def overall(self) -> str:
        """What is saved about the whole entry."""
        return self.sheet.overall if self.sheet else ""

    @property
    def total(self) -> str | None:
        """The total out of 100 once every criterion has points."""
        return _total(self.marks, self.criteria, self.scale)

    @property
    def done(self) -> int:
        """How many of the judge's entries are scored."""
        return sum(one.finished_at is not None for one in self.mine)

    @property
    def next_ref(self) -> str | None:
        """The next entry that is not scored yet, in the judge's own order and round again; None when all are."""
        refs = [one.entry.ref for one in self.mine]
        here = refs.index(self.entry.ref) if self.entry.ref in refs else -1
        later = [*self.mine[here + 1 :], *self.mine[: max(here, 0)]]
        return next((one.entry.ref for one in later if one.finished_at is None), None)


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
    next_ref: str | None


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """A judge's own scores in one category."""

    key: str
    name: str
    criteria: Sequence[str]
    rows: Sequence[tuple[QueueLine, Sequence[str], str]]

    @property
    def columns(self) -> list[dict[str, object]]:
        """The headings of the table."""
        middle = [{"text": name, "numeric": True} for name in (*self.criteria, "Out of 100")]
        return [{"text": "Entry"}, *middle, {"text": "State"}]


@dataclass(frozen=True, slots=True)
class MyScores:
    """All that a judge has scored, and what can be handed in."""

    tables: Sequence[ScoreTable]
    complete: int
    unfinished: int
    handed_in: int


def desk_for(
    session: Session, entry_ref: str, *, user_ref: str, season: Season, now: datetime, to_write: bool = False
) -> Desk:
    """Put an entry on the judge's desk. Six statements.

    Raises:
        NoResultFound: it is not theirs to read.
    """
    assignment = assignment_for_judge(session, entry_ref, user_ref=user_ref, season_id=season.id, to_write=to_write)
    sheet, judging = sheet_of(session, assignment), judging_round(season)
    category_id = assignment.entry.category_id
    return Desk(
        assignment=assignment,
        criteria=criteria_of(session, [category_id])[category_id],
        scale=scale_of(season.scale),
        sheet=sheet,
        judging=judging,
        permission=may_score(judging, sheet, now=now),
        mine=open_assignments(session, user_ref, season_id=season.id),
    )


def queue_for(session: Session, user_ref: str, *, season: Season) -> Queue:
    """Give a judge's list. Two statements."""
    mine = open_assignments(session, user_ref, season_id=season.id)
    sheets = sheets_in_outline(session, mine)
    return Queue(
        categories=[
            (category.name, [_line(one, sheets.get(one.id)) for one in group])
            for category, group in groupby(mine, key=_category)
        ],
        done=sum(one.finished_at is not None for one in mine),
        total=len(mine),
        next_ref=next((one.entry.ref for one in mine if one.finished_at is None), None),
    )


def my_sheets(session: Session, user_ref: str, *, season: Season) -> dict[Assignment, ScoreSheet]:
    """Give a judge's own sheets on the entries they may see. Two statements."""
    mine = open_assignments(session, user_ref, season_id=season.id)
    sheets = sheets_in_outline(session, mine)
    return {one: sheets[one.id] for one in mine if one.id in sheets}


def scores_for(session: Session, user_ref: str, *, season: Season) -> MyScores:
    """Give a judge's own scores; what they stood down from is not among them. Four statements."""
    mine = open_assignments(session, user_ref, season_id=season.id)
    sheets, scale = sheets_of(session, mine), scale_of(season.scale)
    criteria = criteria_of(session, sorted({one.entry.category_id for one in mine}))
    states = [sheets[one.id].state if one.id in sheets else None for one in mine]
    return MyScores(
        tables=[
            _table(category, list(group), sheets=sheets, criteria=criteria[category.id], scale=scale)
            for category, group in groupby(mine, key=_category)
        ],
        complete=states.count(SheetState.COMPLETE),
        unfinished=states.count(None) + states.count(SheetState.STARTED),
        handed_in=states.count(SheetState.HANDED_IN),
    )


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def _category(assignment: Assignment) -> Category:
    return assignment.entry.category


def _line(assignment: Assignment, sheet: ScoreSheet | None) -> QueueLine:
    entry = assignment.entry
    return QueueLine(entry.ref, entry.title, entry.place, *WORDS[sheet.state if sheet else None])


def _table(
    category: Category,
    mine: Sequence[Assignment],
    *,
    sheets: Mapping[int, ScoreSheet],
    criteria: Sequence[Criterion],
    scale: Scale,
) -> ScoreTable:
    rows = []
    for one in mine:
        sheet = sheets.get(one.id)
        marks = marks_of(sheet, criteria)
        points = [marks[criterion.key].points for criterion in criteria]
        shown = ["not yet" if point is None else str(point) for point in points]
        rows.append((_line(one, sheet), shown, _total(marks, criteria, scale) or "not yet"))
    names = [f"{criterion.name} ({criterion.weight})" for criterion in criteria]
    return ScoreTable(category.key, category.name, names, rows)


def _total(marks: Mapping[str, Mark], criteria: Sequence[Criterion], scale: Scale) -> str | None:
    weights = {criterion.key: criterion.weight for criterion in criteria}
    total = total_so_far(marks, weights, highest=scale.highest)
    return None if total is None else one_decimal(total)

"""How a score sheet changed: step by step, newest first, with what was changed in each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from awards.judging.desk import WORDS
from awards.judging.models import ScoreSheet, SheetVersion
from awards.judging.queries import versions_of
from awards.judging.rules import Mark, lower_first
from awards.judging.versions import marks_in
from awards.seasons.models import Criterion


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that a step changed: what, and what it says since; `was` for points alone."""

    what: str
    said: str
    was: str | None = None

    @property
    def words(self) -> str:
        """The change in words: "4 (3 before)"."""
        return f"{self.said} ({self.was} before)" if self.was else self.said


@dataclass(frozen=True, slots=True)
class SheetStep:
    """One stretch of typing, or one change of state."""

    began_at: datetime
    at: datetime
    by_judge: bool
    word: str | None
    """The word for the state, where this step changed it."""
    changes: Sequence[Change]

    @property
    def title(self) -> str:
        """What happened, in a word or two."""
        return self.word or "Changed"


def history_of(
    session: Session, sheet: ScoreSheet, criteria: Sequence[Criterion], *, judge_ref: str, with_marks: bool
) -> list[SheetStep]:
    """Give how a sheet came to stand as it does; without marks only states and times. One statement."""
    steps, before = [], None
    for row in versions_of(session, sheet):
        changes = _changes(before, row, criteria) if with_marks else []
        word = WORDS[row.state][0] if before is None or before.state is not row.state else None
        steps.append(SheetStep(row.began_at, row.at, row.by == judge_ref, word, changes))
        before = row
    return steps[::-1]


def _changes(before: SheetVersion | None, row: SheetVersion, criteria: Sequence[Criterion]) -> list[Change]:
    was, now = marks_in(before), marks_in(row)
    found = [change for criterion in criteria for change in _of_one(criterion, was, now)]
    overall = before.overall if before is not None else ""
    if row.overall != overall:
        found.append(Change("About the whole entry", row.overall or "Taken out"))
    return found


def _of_one(criterion: Criterion, was: Mapping[str, Mark], now: Mapping[str, Mark]) -> list[Change]:
    old, new = was.get(criterion.key, Mark()), now.get(criterion.key, Mark())
    name, found = lower_first(criterion.name), []
    if old.points != new.points:
        points = "Taken out" if new.points is None else str(new.points)
        found.append(Change(f"Points for {name}", points, None if old.points is None else str(old.points)))
    if old.comment != new.comment:
        found.append(Change(f"Comment on {name}", new.comment or "Taken out"))
    return found

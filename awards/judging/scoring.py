"""One judge's scoring of one entry, as every act on a score sheet needs it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from sqlalchemy.orm import Session

from awards.core.permission import Permission
from awards.judging.acts import hold_open
from awards.judging.lifecycle import SheetState
from awards.judging.models import ScoreSheet
from awards.judging.policy import may_score
from awards.judging.queries import assignment_to_write, marks_of, sheet_with_criteria
from awards.judging.rules import Gap, Mark, Scale, missing, scale_of, total_words, wanting
from awards.panels.models import Assignment
from awards.panels.queries import judging_round
from awards.seasons.models import Criterion, Round, Season


class Scored(Protocol):
    """What the form of a sheet is made from: a real entry's scoring, or a practice sheet."""

    @property
    def criteria(self) -> Sequence[Criterion]:
        """What is scored, in order."""

    @property
    def scale(self) -> Scale:
        """The season's scale."""

    @property
    def marks(self) -> Mapping[str, Mark]:
        """What is saved, by the criterion's key."""

    @property
    def overall(self) -> str:
        """What is saved about the whole entry."""


@dataclass(frozen=True, slots=True)
class Scoring:
    """An assignment with what it is scored by, its sheet if anything was saved, and the round."""

    assignment: Assignment
    criteria: Sequence[Criterion]
    scale: Scale
    sheet: ScoreSheet | None
    judging: Round | None

    @property
    def version(self) -> int:
        """The version of the sheet; 0 before there is one."""
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
    def gaps(self) -> list[Gap]:
        """What keeps the sheet from being complete."""
        return missing(self.marks, [criterion.key for criterion in self.criteria], self.scale)

    @property
    def is_complete(self) -> bool:
        """Whether the sheet counts as it stands."""
        return self.sheet is not None and self.sheet.state is not SheetState.STARTED

    @property
    def total(self) -> str:
        """What the points saved so far add up to, in words."""
        weights = {criterion.key: criterion.weight for criterion in self.criteria}
        return total_words(self.marks, weights, highest=self.scale.highest)

    @property
    def counts(self) -> str:
        """Whether the sheet counts, in words; empty before anything was saved."""
        if self.sheet is None:
            return ""
        if self.sheet.state is SheetState.HANDED_IN:
            return "Handed in"
        if self.is_complete:
            return "Done, and it counts. You can change it until you hand it in or judging closes."
        wanted = wanting(self.gaps, {criterion.key: criterion.name for criterion in self.criteria})
        return f"This sheet does not count until you {wanted or 'press Save and next'}."

    def permission(self, now: datetime) -> Permission:
        """Say whether the judge may change the sheet now."""
        return may_score(self.judging, self.sheet, now=now, open_until=self.assignment.open_until)

    def with_sheet(self, sheet: ScoreSheet | None) -> Scoring:
        """Give the same with the sheet as it stands now."""
        return replace(self, sheet=sheet)


def scoring_of(session: Session, assignment: Assignment, *, season: Season) -> Scoring:
    """Give the scoring of an assignment whose entry is loaded. One statement."""
    sheet, criteria = sheet_with_criteria(session, assignment)
    return Scoring(assignment, criteria, scale_of(season.scale), sheet, judging_round(season))


def scoring_to_write(session: Session, entry_ref: str, *, user_ref: str, season: Season) -> Scoring:
    """Give a judge's scoring of an entry, locked so that two tabs come one after the other. Three statements.

    The round stays open until what is written has been committed, or is closed already.

    Raises:
        NoResultFound: the entry is not theirs to read.
    """
    assignment = assignment_to_write(session, entry_ref, user_ref=user_ref, season_id=season.id)
    hold_open(session, judging_round(season))
    return scoring_of(session, assignment, season=season)

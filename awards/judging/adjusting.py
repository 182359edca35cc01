"""Saving a whole table of scores at once: each row by itself, so that one refused row keeps back no other."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from awards.core.actor import Actor
from awards.core.permission import Permission
from awards.judging.actions import complete_sheet
from awards.judging.my_scores import Row, unexplained_in
from awards.judging.rules import Gap, Mark
from awards.judging.saving import Typed, keep_typed


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What was typed in one row, and the version of the sheet that the page was drawn from."""

    row: Row
    points: Mapping[str, int | None]
    """By criterion key: only the boxes that were touched and could be read."""
    unreadable: Collection[str]
    """Keys of the boxes that say no point of the scale."""
    version: int

    @property
    def typed(self) -> Typed:
        """The whole sheet as it would then be: the other points and every comment stay."""
        marks = self.row.marks
        return Typed(
            {
                one.id: Mark(self.points.get(one.key, marks[one.key].points), marks[one.key].comment)
                for one in self.row.scoring.criteria
            },
            self.row.scoring.overall,
        )


@dataclass(slots=True)
class Outcome:
    """What became of the rows, by the entries' references."""

    saved: list[str] = field(default_factory=list)
    refused: dict[str, Permission] = field(default_factory=dict)
    """Saved in another window meanwhile, handed in, or too late: nothing of the row is saved."""
    unexplained: dict[str, Sequence[Gap]] = field(default_factory=dict)
    """Saved, and not complete: these points need a comment."""

    @property
    def in_words(self) -> str:
        """What to say when all went well."""
        number = len(self.saved)
        return f"Saved: {number} {'entry' if number == 1 else 'entries'}." if number else "Nothing was changed."


def adjust_scores(session: Session, adjusted: Sequence[Adjusted], *, actor: Actor, now: datetime) -> Outcome:
    """Save every row that was touched and may be; complete those that then lack nothing."""
    outcome = Outcome()
    for one in adjusted:
        if one.points:
            _adjust(session, one, outcome, actor=actor, now=now)
    return outcome


def _adjust(session: Session, one: Adjusted, outcome: Outcome, *, actor: Actor, now: datetime) -> None:
    kept = keep_typed(session, one.row.scoring, typed=one.typed, seen=one.version, actor=actor, now=now)
    ref, scoring = one.row.ref, kept.scoring
    if not kept.permission:
        outcome.refused[ref] = kept.permission
        return
    outcome.saved.append(ref)
    outcome.unexplained |= {ref: unexplained} if (unexplained := unexplained_in(scoring.gaps)) else {}
    if scoring.sheet is not None and not scoring.gaps and not one.unreadable:
        complete_sheet(session, scoring.sheet, assignment=scoring.assignment, criteria=scoring.criteria,
                       scale=scoring.scale, judging=scoring.judging, actor=actor, now=now)  # fmt: skip

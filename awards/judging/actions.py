"""Saving, completing, handing in and reopening score sheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import require
from awards.judging.lifecycle import SHEET, SheetState
from awards.judging.models import Score, ScoreSheet
from awards.judging.policy import may_complete, may_hand_in, may_save, may_score
from awards.judging.queries import marks_of
from awards.judging.rules import Mark, Scale, missing
from awards.panels.models import Assignment
from awards.seasons.models import Criterion, Round


@dataclass(frozen=True, slots=True)
class Typed:
    """What a judge typed on a sheet: a mark for each criterion, by its id, and words about the whole."""

    marks: Mapping[int, Mark]
    overall: str


def save_sheet(
    session: Session,
    assignment: Assignment,
    *,
    sheet: ScoreSheet | None,
    typed: Typed,
    version: int,
    judging: Round | None,
    actor: Actor,
    now: datetime,
) -> ScoreSheet | None:
    """Keep what was typed, complete or not; a sheet that says the same already is left as it is.

    A complete sheet that is changed must be completed again. Gives None where nothing was typed yet.

    Raises:
        Refused: judging is not open, the sheet is handed in, or it was saved elsewhere since this version.
    """
    require(may_score(judging, sheet, now=now))
    require(may_save(sheet, version))
    if _says(sheet) == _said(typed):
        return sheet
    if sheet is None:
        sheet = ScoreSheet(assignment_id=assignment.id, state=SheetState.STARTED, scores=[])
        session.add(sheet)
        assignment.started_at = assignment.started_at or now
    sheet.state, sheet.completed_at = SHEET.after("save", sheet.state), None
    assignment.finished_at = None
    _write(sheet, typed, now=now)
    record(session, Tag.SCORE_SHEET_SAVED, assignment.entry.ref, actor=actor, at=now, judge=assignment.member.user.ref)
    session.flush()
    return sheet


def complete_sheet(
    session: Session,
    sheet: ScoreSheet,
    *,
    assignment: Assignment,
    criteria: Sequence[Criterion],
    scale: Scale,
    judging: Round | None,
    actor: Actor,
    now: datetime,
) -> None:
    """Mark a sheet complete: every criterion has points, and a comment where the scale asks for one.

    It can still be adjusted until it is handed in or the round closes. Completing twice changes nothing.

    Raises:
        Refused: something is missing, judging is not open, or the sheet is handed in.
    """
    require(may_score(judging, sheet, now=now))
    require(may_complete(missing(marks_of(sheet, criteria), [criterion.key for criterion in criteria], scale)))
    if sheet.state is SheetState.COMPLETE:
        return
    sheet.state = SHEET.after("complete", sheet.state)
    sheet.completed_at = now
    assignment.finished_at = now
    judge = assignment.member.user.ref
    record(session, Tag.SCORE_SHEET_COMPLETED, assignment.entry.ref, actor=actor, at=now, judge=judge)
    session.flush()


def hand_in_scores(
    session: Session,
    sheets: Mapping[Assignment, ScoreSheet],
    *,
    judging: Round | None,
    actor: Actor,
    now: datetime,
) -> int:
    """Lock a judge's complete sheets; only staff can open one again. Gives how many were handed in.

    Raises:
        Refused: none is complete, or judging is not open.
    """
    complete = {one: sheet for one, sheet in sheets.items() if sheet.state is SheetState.COMPLETE}
    require(may_hand_in(len(complete), judging, now=now))
    for assignment, sheet in complete.items():
        sheet.state = SHEET.after("hand_in", sheet.state)
        sheet.handed_in_at = now
        judge = assignment.member.user.ref
        record(session, Tag.SCORE_SHEET_HANDED_IN, assignment.entry.ref, actor=actor, at=now, judge=judge)
    session.flush()
    return len(complete)


def reopen_sheet(session: Session, sheet: ScoreSheet, *, reason: str, actor: Actor, now: datetime) -> None:
    """Give a judge back a sheet that was handed in; its assignment, entry and judge are loaded.

    Raises:
        Refused: the sheet is not handed in.
    """
    sheet.state = SHEET.after("reopen", sheet.state)
    sheet.handed_in_at = None
    judge = sheet.assignment.member.user.ref
    subject = sheet.assignment.entry.ref
    record(session, Tag.SCORE_SHEET_REOPENED, subject, actor=actor, at=now, reason=reason, judge=judge)
    session.flush()


def reading_noted(entry_ref: str, *, actor: Actor, now: datetime) -> Callable[[Session], None]:
    """Give the observation that somebody read an entry of a category that reveals something about the person."""

    def note(session: Session) -> None:
        record(session, Tag.YOUNG_PERSONS_ENTRY_READ, entry_ref, actor=actor, at=now)

    return note


def _says(sheet: ScoreSheet | None) -> tuple[dict[int, Mark], str]:
    if sheet is None:
        return {}, ""
    return _told({score.criterion_id: Mark(score.points, score.comment) for score in sheet.scores}), sheet.overall


def _said(typed: Typed) -> tuple[dict[int, Mark], str]:
    return _told(typed.marks), typed.overall


def _told(marks: Mapping[int, Mark]) -> dict[int, Mark]:
    return {criterion_id: mark for criterion_id, mark in marks.items() if mark != Mark()}


def _write(sheet: ScoreSheet, typed: Typed, *, now: datetime) -> None:
    sheet.overall, sheet.saved_at = typed.overall, now
    flag_modified(sheet, "saved_at")  # a version of its own, even when only a score of the sheet changed
    scores = {score.criterion_id: score for score in sheet.scores}
    for criterion_id, mark in typed.marks.items():
        score = scores.get(criterion_id)
        if score is None:
            sheet.scores.append(Score(criterion_id=criterion_id, points=mark.points, comment=mark.comment))
        else:
            score.points, score.comment = mark.points, mark.comment

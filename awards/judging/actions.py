"""Saving, completing, putting off, handing in and reopening score sheets; `saving` keeps what is typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import require
from awards.judging.acts import note_score, note_sheet_reopened
from awards.judging.lifecycle import SHEET, SheetState
from awards.judging.models import ScoreSheet
from awards.judging.policy import has_closed, is_further_open, may_complete, may_hand_in, may_score
from awards.judging.queries import criteria_of, marks_of, scale_for
from awards.judging.rules import Scale, missing, scale_of
from awards.judging.saving import Typed as Typed
from awards.judging.saving import keep_typed
from awards.judging.scoring import Scoring
from awards.judging.versions import note_states
from awards.panels.models import Assignment
from awards.seasons.models import Criterion, Round


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
    """Keep what was typed, as `keep_typed` does; gives None where nothing was typed yet. Needs the entry loaded.

    Raises:
        Refused: judging is not open, the sheet is handed in, or it was saved elsewhere since this version.
    """
    criteria = criteria_of(session, [assignment.entry.category_id])[assignment.entry.category_id]
    scale = scale_of(scale_for(session, assignment.entry))
    kept = keep_typed(
        session, Scoring(assignment, criteria, scale, sheet, judging), typed=typed, seen=version, actor=actor, now=now
    )
    require(kept.permission)
    return kept.scoring.sheet


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
    require(may_score(judging, sheet, now=now, open_until=assignment.open_until))
    require(may_complete(missing(marks_of(sheet, criteria), [criterion.key for criterion in criteria], scale)))
    if sheet.state is SheetState.COMPLETE:
        return
    sheet.state = SHEET.after("complete", sheet.state)
    sheet.completed_at = now
    assignment.finished_at = now
    judge = assignment.member.user.ref
    record(session, Tag.SCORE_SHEET_COMPLETED, assignment.entry.ref, actor=actor, at=now, judge=judge)
    marks = note_states(session, [sheet], actor=actor, now=now)
    note_score(session, assignment, sheet, marks=marks[sheet.id], at=now)
    session.flush()


def put_off(session: Session, assignment: Assignment, *, now: datetime) -> None:
    """Let an entry come behind the others in the judge's own order; this is theirs to say and changes nothing else."""
    assignment.put_off_at = now
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

    After the close these are the further readings that are still open.

    Pressing twice hands in once: where all that was complete is handed in already, none are.

    Raises:
        Refused: none is complete, or judging is not open.
    """
    complete = {one: sheet for one, sheet in sheets.items() if sheet.state is SheetState.COMPLETE}
    if not complete and any(sheet.state is SheetState.HANDED_IN for sheet in sheets.values()):
        return 0
    further = {one: sheet for one, sheet in complete.items() if is_further_open(one.open_until, now)}
    if has_closed(judging, now) and further:
        complete = further
    require(may_hand_in(len(complete), judging, now=now, further=complete is further))
    for assignment, sheet in complete.items():
        sheet.state = SHEET.after("hand_in", sheet.state)
        sheet.handed_in_at = now
        judge = assignment.member.user.ref
        record(session, Tag.SCORE_SHEET_HANDED_IN, assignment.entry.ref, actor=actor, at=now, judge=judge)
    marks = note_states(session, list(complete.values()), actor=actor, now=now)
    for assignment, sheet in complete.items():
        note_score(session, assignment, sheet, marks=marks[sheet.id], at=now)
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
    told = record(session, Tag.SCORE_SHEET_REOPENED, subject, actor=actor, at=now, reason=reason, judge=judge)
    note_sheet_reopened(session, sheet.assignment, reason=told.reason_hash, at=now)
    note_states(session, [sheet], actor=actor, now=now)
    session.flush()


def reading_noted(entry_ref: str, *, actor: Actor, now: datetime) -> Callable[[Session], None]:
    """Give the observation that somebody read an entry of a category that reveals something about the person."""

    def note(session: Session) -> None:
        record(session, Tag.YOUNG_PERSONS_ENTRY_READ, entry_ref, actor=actor, at=now)

    return note

"""Keeping what a judge types on a score sheet, as it is typed, and taking the last change back.

What one open page saves comes one after the other, whatever order it arrives in; what another page has saved
meanwhile is never overwritten unseen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified, set_committed_value

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import Permission, Refused, require
from awards.judging.acts import note_score
from awards.judging.lifecycle import SHEET, SheetState
from awards.judging.models import Score, ScoreSheet
from awards.judging.rules import Mark
from awards.judging.scoring import Scoring
from awards.judging.versions import before_the_last_change, marks_in, note_typing
from awards.nominations.tabs import NO_TAB, Standing, Tab

LONGEST_NAME = 32
CHANGED = "changed-meanwhile"


@dataclass(frozen=True, slots=True)
class Typed:
    """What a judge typed on a sheet: a mark for each criterion, by its id, and words about the whole."""

    marks: Mapping[int, Mark]
    overall: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of what was typed: without permission nothing was written, and `scoring` is what stands."""

    permission: Permission
    scoring: Scoring
    moved: bool = False
    """Whether the sheet began to count, or ceased to."""


def keep_typed(
    session: Session, scoring: Scoring, *, typed: Typed, seen: int, actor: Actor, now: datetime, tab: Tab = NO_TAB
) -> Kept:
    """Keep what was typed, complete or not; `seen` is the version that the page was drawn from.

    A complete sheet stays complete while nothing is missing; where a gap appears it is begun until the gap is filled.
    What is stored already, or was overtaken by something newer of the same page, changes nothing.
    """
    permission, tab = scoring.permission(now), _storable(tab)
    if not permission or _says(scoring) == _said(typed):
        if permission:
            _count_turn(session, scoring.sheet, tab)
        return Kept(permission, scoring)
    standing = tab.standing(_mark_of(scoring.sheet), is_newest=seen == scoring.version)
    if standing is Standing.STALE:
        refused = Refused.because(CHANGED, "This sheet was saved in another window in the meantime.")
        return Kept(refused.permission, scoring)
    if standing is Standing.LATE:
        return Kept(permission, scoring)
    return _write(session, scoring, typed, tab=tab, actor=actor, now=now)


def undo(session: Session, scoring: Scoring, *, actor: Actor, now: datetime) -> bool:
    """Bring a sheet back to how it stood before its last change; says whether there was one.

    Undoing once more brings the change back: nothing is ever lost.

    Raises:
        Refused: judging is not open, or the sheet is handed in.
    """
    require(scoring.permission(now))
    if scoring.sheet is None:
        return False
    before = before_the_last_change(session, scoring.sheet)
    marks = marks_in(before)
    typed = Typed(
        {criterion.id: marks.get(criterion.key, Mark()) for criterion in scoring.criteria},
        before.overall if before is not None else "",
    )
    if _says(scoring) == _said(typed):
        return False
    _write(session, scoring, typed, tab=NO_TAB, actor=actor, now=now, tag=Tag.SCORE_SHEET_UNDONE)
    return True


def _write(
    session: Session,
    scoring: Scoring,
    typed: Typed,
    *,
    tab: Tab,
    actor: Actor,
    now: datetime,
    tag: Tag | None = None,
) -> Kept:
    sheet = scoring.sheet or _begin(session, scoring, now=now)
    was, before = sheet.state, _points(scoring)
    _put(sheet, typed, tab=tab, now=now)
    scoring = scoring.with_sheet(sheet)
    moved = _move(scoring, now=now)
    session.flush()
    began = note_typing(session, sheet, scoring.marks, tab=sheet.tab, actor=actor, now=now)
    counts_again = was is SheetState.STARTED and moved
    tag = tag or (Tag.SCORE_SHEET_COMPLETED if counts_again else Tag.SCORE_SHEET_SAVED if began else None)
    assignment = scoring.assignment
    if tag is not None:
        record(session, tag, assignment.entry.ref, actor=actor, at=now, judge=assignment.member.user.ref)
    if moved or (sheet.state is SheetState.COMPLETE and _points(scoring) != before):
        note_score(session, assignment, sheet, marks=scoring.marks, at=now)
    session.flush()
    return Kept(Permission(), scoring, moved=moved)


def _points(scoring: Scoring) -> dict[str, int | None]:
    return {key: mark.points for key, mark in scoring.marks.items()}


def _begin(session: Session, scoring: Scoring, *, now: datetime) -> ScoreSheet:
    assignment = scoring.assignment
    sheet = ScoreSheet(assignment_id=assignment.id, state=SheetState.STARTED, scores=[])
    session.add(sheet)
    assignment.started_at = assignment.started_at or now
    return sheet


def _move(scoring: Scoring, *, now: datetime) -> bool:
    """Let the sheet count while nothing is missing, if it was complete before; says whether that changed."""
    sheet = scoring.sheet
    assert sheet is not None  # noqa: S101 - only called after writing
    was = sheet.state
    fine = sheet.completed_at is not None and not scoring.gaps
    sheet.state = SHEET.after("complete" if fine else "save", was)
    if sheet.state is was:
        return False
    sheet.completed_at = now if fine else sheet.completed_at
    scoring.assignment.finished_at = now if fine else None
    return True


def _put(sheet: ScoreSheet, typed: Typed, *, tab: Tab, now: datetime) -> None:
    sheet.overall, sheet.saved_at = typed.overall, now
    sheet.tab, sheet.turn = tab.name or None, tab.turn
    flag_modified(sheet, "saved_at")  # a version of its own, even when only a score of the sheet changed
    scores = {score.criterion_id: score for score in sheet.scores}
    for criterion_id, mark in typed.marks.items():
        score = scores.get(criterion_id)
        if score is not None:
            score.points, score.comment = mark.points, mark.comment
        elif mark != Mark():
            sheet.scores.append(Score(criterion_id=criterion_id, points=mark.points, comment=mark.comment))


def _count_turn(session: Session, sheet: ScoreSheet | None, tab: Tab) -> None:
    """Note that the page which saved last has sent the same again, so that something older is not taken for newer."""
    if sheet is None or not tab.name or sheet.tab != tab.name or tab.turn <= sheet.turn:
        return
    session.execute(  # past the version: the sheet says the same, and no other page need know
        update(ScoreSheet).where(ScoreSheet.id == sheet.id).values(turn=tab.turn),
        execution_options={"synchronize_session": False},
    )
    set_committed_value(sheet, "turn", tab.turn)


def _storable(tab: Tab) -> Tab:
    return tab if len(tab.name) <= LONGEST_NAME else Tab(by_itself=tab.by_itself)


def _mark_of(sheet: ScoreSheet | None) -> str | None:
    return f"{sheet.tab}.{sheet.turn}" if sheet is not None and sheet.tab else None


def _says(scoring: Scoring) -> tuple[dict[int, Mark], str]:
    ids = {criterion.key: criterion.id for criterion in scoring.criteria}
    return _told({ids[key]: mark for key, mark in scoring.marks.items()}), scoring.overall


def _said(typed: Typed) -> tuple[dict[int, Mark], str]:
    return _told(typed.marks), typed.overall


def _told(marks: Mapping[int, Mark]) -> dict[int, Mark]:
    return {criterion_id: mark for criterion_id, mark in marks.items() if mark != Mark()}

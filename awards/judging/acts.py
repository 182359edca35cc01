"""What the record of judging is told of score sheets: whatever changes what counts, with the points; never comments."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from awards.judging.models import ScoreSheet
from awards.judging.rules import Mark
from awards.ledger.acts import Scored, SheetMark, SheetReopened
from awards.panels.models import Assignment, Panel
from awards.sealing.acting import append_act, label_of
from awards.seasons.models import Round


def note_score(
    session: Session, assignment: Assignment, sheet: ScoreSheet, *, marks: Mapping[str, Mark], at: datetime
) -> None:
    """Write how a sheet stands now, whole; entry, judge and panel are loaded, `marks` are by the criterion's key."""
    points = {key: mark.points for key, mark in marks.items()}
    season_id, pair = _pair(session, assignment)
    append_act(session, season_id, Scored(**pair, state=SheetMark(sheet.state.value), points=points), at=at)


def note_sheet_reopened(session: Session, assignment: Assignment, *, reason: str | None, at: datetime) -> None:
    """Write that a sheet that was handed in is open again; what it says goes on counting until it is changed."""
    season_id, pair = _pair(session, assignment)
    append_act(session, season_id, SheetReopened(**pair, reason=reason), at=at)


def hold_open(session: Session, judging: Round | None) -> None:
    """Read again whether the round is closed, and keep it from being closed until what is written now is committed.

    So nothing is scored after the record says that the round is over. One statement.
    """
    if judging is not None:
        session.refresh(judging, ["closed_at", "closes_at"], with_for_update={"read": True})


def _pair(session: Session, assignment: Assignment) -> tuple[int, dict[str, str]]:
    season_id = session.get_one(Panel, assignment.member.panel_id).season_id
    entry, judge = assignment.entry.ref, assignment.member.user.ref
    return season_id, {"entry": label_of(session, season_id, entry), "judge": label_of(session, season_id, judge)}

"""What may be done to a score sheet, and why not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from awards.core.permission import Permission, Reason
from awards.judging.lifecycle import SheetState
from awards.judging.models import ScoreSheet
from awards.judging.rules import Gap
from awards.panels.policy import dates_of, is_open
from awards.seasons.models import Round


def may_score(
    judging: Round | None, sheet: ScoreSheet | None, *, now: datetime, open_until: datetime | None = None
) -> Permission:
    """Say whether a judge may change this sheet now; a further reading also after the close, until its own time."""
    handed_in = sheet is not None and sheet.state is SheetState.HANDED_IN
    return Permission.unless(
        None if is_further_open(open_until, now) else _closed(judging, now),
        Reason("handed-in", "You have handed in your scores for this entry.") if handed_in else None,
    )


def may_complete(gaps: Sequence[Gap]) -> Permission:
    """Say whether a sheet has everything it needs."""
    if gaps:
        return Permission((Reason("not-complete", "Score every criterion, with a comment where one is needed."),))
    return Permission()


def may_hand_in(complete: int, judging: Round | None, *, now: datetime, further: bool = False) -> Permission:
    """Say whether so many complete sheets may be handed in now; `further`: all of them are open further readings."""
    none = Reason("nothing-to-hand-in", "None of your score sheets is complete and waiting to be handed in.")
    closed = None if further else _closed(judging, now)
    return Permission.unless(closed, None if complete else none)


def is_further_open(open_until: datetime | None, now: datetime) -> bool:
    """Whether a further reading may be scored although the round has closed; its last moment still counts."""
    return open_until is not None and now <= open_until


def has_closed(judging: Round | None, now: datetime) -> bool:
    """Whether judging is over, so that scores are no longer secret from staff."""
    return judging is not None and dates_of(judging).is_over(now)


def _closed(judging: Round | None, now: datetime) -> Reason | None:
    closed = judging is not None and judging.closed_at is not None  # perhaps since this request began
    if is_open(judging, now) and not closed:
        return None
    if closed or has_closed(judging, now):
        return Reason("judging-is-closed", "Judging is closed, so scores cannot be changed.")
    return Reason("judging-not-open", "Judging has not opened yet, so nothing can be scored.")

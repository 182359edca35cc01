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


def may_score(judging: Round | None, sheet: ScoreSheet | None, *, now: datetime) -> Permission:
    """Say whether a judge may change this sheet now."""
    handed_in = sheet is not None and sheet.state is SheetState.HANDED_IN
    return Permission.unless(
        _closed(judging, now),
        Reason("handed-in", "You have handed in your scores for this entry.") if handed_in else None,
    )


def may_complete(gaps: Sequence[Gap]) -> Permission:
    """Say whether a sheet has everything it needs."""
    if gaps:
        return Permission((Reason("not-complete", "Score every criterion, with a comment where one is needed."),))
    return Permission()


def may_hand_in(complete: int, judging: Round | None, *, now: datetime) -> Permission:
    """Say whether so many complete sheets may be handed in now."""
    none = Reason("nothing-to-hand-in", "None of your score sheets is complete and waiting to be handed in.")
    return Permission.unless(_closed(judging, now), None if complete else none)


def has_closed(judging: Round | None, now: datetime) -> bool:
    """Whether judging is over, so that scores are no longer secret from staff."""
    return judging is not None and dates_of(judging).is_over(now)


def _closed(judging: Round | None, now: datetime) -> Reason | None:
    if is_open(judging, now):
        return None
    if has_closed(judging, now):
        return Reason("judging-is-closed", "Judging is closed, so scores cannot be changed.")
    return Reason("judging-not-open", "Judging has not opened yet, so nothing can be scored.")

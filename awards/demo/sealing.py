"""The record of judging follows the demo's clock: what the worker would have done meanwhile is done at once."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.bundles.closing import is_to_seal, seal_step
from awards.core.actor import SYSTEM
from awards.panels.acts import note_reopened
from awards.panels.locking import season_subject
from awards.panels.policy import dates_of
from awards.panels.queries import judging_round
from awards.seasons.models import Round, Season

A_MINUTE = timedelta(minutes=1)
MOVED_BACK = "The clock of the demonstration was moved back."


def follow_the_clock(session: Session, season: Season, *, now: datetime) -> None:
    """Seal the round of scoring if it is over at this time, or open it again if it is not over any more.

    Its checkpoint is made as of a minute after the close, so that a visitor who jumps ahead finds the order open.
    """
    judging = judging_round(season)
    if judging is None:
        return
    if is_to_seal(judging, now=now):
        closed_at = min(judging.closed_at or judging.closes_at, judging.closes_at)
        for moment in (min(closed_at + A_MINUTE, now), now):
            seal_step(session, season, judging, now=moment)
    elif not dates_of(judging).is_over(now) and (judging.closed_at or judging.sealed_at):
        _open_again(session, season, judging, now=now)
    session.flush()


def _open_again(session: Session, season: Season, judging: Round, *, now: datetime) -> None:
    judging.closed_at, judging.sealed_at = None, None
    told = record(
        session, Tag.ROUND_REOPENED, season_subject(season), actor=SYSTEM, at=now, reason=MOVED_BACK, round=judging.key
    )  # fmt: skip
    note_reopened(session, season, judging, reason=told.reason_hash or "", actor=SYSTEM, at=now)

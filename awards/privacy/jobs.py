"""The worker's part in retention: once a day it looks what is due, and lets go of what was announced a week before."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.db import begin_to_write
from awards.privacy.mail_files import clear_old_mail
from awards.privacy.models import Clearance
from awards.privacy.retaining import act_on, announce_due, let_go_passing, ready
from awards.privacy.rules import Rule, ended_before

MOST_BATCHES = 20
"""In one round, so that the mail does not wait; the next round goes on."""


def let_go_due(session: Session, now: datetime, *, mail_folder: Path | None = None) -> int:
    """Let go of what is ready, and once a day announce what has become due; commits in small pieces.

    Gives how many things went or were announced. Two statements where there is nothing to do.
    """
    gone = sum(_all_of(session, one, now=now) for one in ready(session, now=now))
    if looked_today(session, now=now):
        session.rollback()
        return gone
    session.rollback()
    clear_old_mail(mail_folder, before=ended_before(Rule.MESSAGES, now))
    gone += let_go_passing(session, now=now)
    begin_to_write(session)
    announced = len(announce_due(session, now=now))
    session.commit()
    return gone + announced


def looked_today(session: Session, *, now: datetime) -> bool:
    """Whether somebody has looked today what is due: the clearance of what passes by itself is the sign of it."""
    midnight = datetime.combine(now.astimezone(UTC).date(), time(), tzinfo=UTC)
    theirs = Clearance.rule == Rule.PASSING.value, Clearance.announced_at >= midnight
    found = session.scalar(select(Clearance.id).where(*theirs, Clearance.announced_at < midnight + timedelta(days=1)))
    return found is not None


def _all_of(session: Session, clearance_id: int, *, now: datetime) -> int:
    session.rollback()
    gone = 0
    for _ in range(MOST_BATCHES):
        some = act_on(session, clearance_id, now=now)
        gone += some
        if not some:
            break
    return gone

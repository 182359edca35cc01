"""One round of the worker: every job once, each under its lease."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from awards.work.actions import give_back, take_jobs

log = logging.getLogger("awards.work")

Work = Callable[[Session, datetime], int]
"""Does what is due at the time and gives how many things it did; commits by itself, in small pieces."""


def run_round(session: Session, jobs: Mapping[str, Work], holder: str, *, clock: Callable[[], datetime]) -> int:
    """Run every job that is free, each by the time at which it begins; one that fails does not stop the others.

    A job that went by the time at which the round began would see links of a later moment, or, where the demo's
    clock was put back meanwhile, take today's sign-ins for long past.
    """
    taken = take_jobs(session, list(jobs), holder, now=clock())
    done = sum(_run(session, name, jobs[name], now=clock()) for name in taken)
    if taken:
        give_back(session, taken, holder, now=clock())
    return done


def _run(session: Session, name: str, work: Work, *, now: datetime) -> int:
    try:
        return work(session, now)
    except Exception:  # one job's bug must not stop the mail
        log.exception("job %s failed", name)
        session.rollback()
        return 0

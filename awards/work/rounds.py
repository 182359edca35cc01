"""One round of the worker: every job once, each under its lease."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from awards.work.actions import give_back, take_job

log = logging.getLogger("awards.work")

Work = Callable[[Session, datetime], int]
"""Does what is due at the time and gives how many things it did; commits by itself, in small pieces."""


def run_round(session: Session, jobs: Mapping[str, Work], holder: str, *, now: datetime) -> int:
    """Run every job that is free; one that fails is logged and does not stop the others."""
    done = 0
    for name, work in jobs.items():
        if not take_job(session, name, holder, now=now):
            continue
        try:
            done += work(session, now)
        except Exception:  # one job's bug must not stop the mail
            log.exception("job %s failed", name)
            session.rollback()
        give_back(session, name, holder, now=now)
    return done

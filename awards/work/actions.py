"""Taking and giving back the leases of jobs."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from awards.db import begin_to_write
from awards.work.models import Job

LEASE = timedelta(minutes=10)


def take_jobs(session: Session, names: Sequence[str], holder: str, *, now: datetime) -> list[str]:
    """Take the leases of those of these jobs that nobody else holds, and give their names in order; commits.

    One short transaction for all: whoever writes meanwhile waits once, and not for every job.
    """
    begin_to_write(session)
    known = set(session.scalars(select(Job.name).where(Job.name.in_(names))))
    session.add_all(Job(name=name) for name in names if name not in known)
    session.flush()
    free = or_(Job.leased_until.is_(None), Job.leased_until < now, Job.leased_by == holder)
    mine = update(Job).where(Job.name.in_(names), free).values(leased_until=now + LEASE, leased_by=holder)
    taken = set(session.scalars(mine.returning(Job.name)))
    session.commit()
    return [name for name in names if name in taken]


def give_back(session: Session, names: Collection[str], holder: str, *, now: datetime) -> None:
    """End the leases of these jobs and note that they were done; commits."""
    begin_to_write(session)
    session.execute(
        update(Job)
        .where(Job.name.in_(names), Job.leased_by == holder)
        .values(leased_until=None, leased_by=None, finished_at=now)
    )
    session.commit()

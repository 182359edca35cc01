"""Taking and giving back the lease of a job."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from awards.db import begin_to_write
from awards.work.models import Job

LEASE = timedelta(minutes=10)


def take_job(session: Session, name: str, holder: str, *, now: datetime) -> bool:
    """Take the lease of a job if nobody else holds it; commits."""
    begin_to_write(session)
    if session.scalar(select(Job.id).where(Job.name == name)) is None:
        session.add(Job(name=name))
        session.flush()
    free = or_(Job.leased_until.is_(None), Job.leased_until < now, Job.leased_by == holder)
    taken = session.scalar(
        update(Job).where(Job.name == name, free).values(leased_until=now + LEASE, leased_by=holder).returning(Job.id)
    )
    session.commit()
    return taken is not None


def give_back(session: Session, name: str, holder: str, *, now: datetime) -> None:
    """End the lease and note that the job was done; commits."""
    begin_to_write(session)
    session.execute(
        update(Job)
        .where(Job.name == name, Job.leased_by == holder)
        .values(leased_until=None, leased_by=None, finished_at=now)
    )
    session.commit()

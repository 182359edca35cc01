"""Reads of what a nomination has been: its versions, and whether anybody works on what was sent."""

from __future__ import annotations

from sqlalchemy import Exists, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from awards.audit import Tag
from awards.audit.models import AuditEntry
from awards.nominations.models import WITH_NEW_VERSIONS, Nomination, Nominee, Submission


def version_of(session: Session, nomination: Nomination) -> Nomination | None:
    """Give the unsent new version of a nomination, or None. One statement."""
    chosen = select(Nomination).where(Nomination.revises_id == nomination.id)
    return session.scalars(chosen, execution_options=WITH_NEW_VERSIONS).one_or_none()


def versions_sent(session: Session, nomination: Nomination) -> int:
    """Count the versions that were sent; 0 for a draft. One statement."""
    latest = select(func.max(Submission.number)).where(Submission.nomination_id == nomination.id)
    return session.scalar(latest) or 0


def worked_on(session: Session, nomination: Nomination) -> bool:
    """Whether staff have ruled on the nomination, or anything was ever done about its nominees. One statement.

    The trail tells: whoever was written to, or has answered, must not be exchanged for somebody else unseen.
    """
    return bool(session.scalar(select(was_worked_on(nomination))))


def was_worked_on(nomination: Nomination) -> Exists:
    """Give the same as a condition, for a statement that asks for more at once."""
    nominees = select(Nominee.ref).where(Nominee.nomination_id == nomination.id)
    ruled = and_(AuditEntry.subject == nomination.ref, AuditEntry.tag == Tag.NOMINATION_RULED)
    return exists().where(or_(ruled, AuditEntry.subject.in_(nominees)))


def sent_reference(ref: str) -> str:
    """Give the reference under which a new version is sent ("NOM-7K2QDXA-2" is sent as "NOM-7K2QDXA")."""
    return "-".join(ref.split("-")[:2])

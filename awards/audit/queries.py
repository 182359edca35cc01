"""Reading the trail."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from awards.audit.models import AuditEntry


def entries_about(session: Session, *subjects: str) -> Sequence[AuditEntry]:
    """Give the trail of these references, oldest first, with reasons."""
    return session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject.in_(subjects))
        .options(joinedload(AuditEntry.reason))
        .order_by(AuditEntry.id)
    ).all()

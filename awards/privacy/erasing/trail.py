"""Reasons in the trail: the words go, the entry keeps their salted hash, so that the trail still verifies."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.audit.models import AuditEntry, AuditReason
from awards.privacy.erasing.words import emptied


def clear_reasons(session: Session, subjects: Collection[str]) -> int:
    """Let go of the reasons of every entry of the trail about these references. Gives how many there were."""
    rows = (
        select(AuditReason.id)
        .join(AuditEntry, AuditEntry.reason_id == AuditReason.id)
        .where(AuditEntry.subject.in_(subjects), AuditReason.text.is_not(None))
    )
    return clear_these_reasons(session, session.scalars(rows).all())


def clear_these_reasons(session: Session, ids: Collection[int]) -> int:
    """Let go of these reasons, with their salts, without which their hashes cannot be guessed at."""
    return emptied(session, AuditReason.id, ids, text=None, salt="")

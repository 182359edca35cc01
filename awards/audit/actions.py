"""Writing the trail."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from awards.audit.models import AuditEntry, AuditReason
from awards.audit.tags import Tag
from awards.core.actor import Actor


def record(
    session: Session,
    tag: Tag,
    subject: str,
    *,
    actor: Actor,
    at: datetime,
    reason: str | None = None,
    **facts: str | int | bool | list[str] | list[int] | None,
) -> AuditEntry:
    """Leave one entry: what happened to which reference, by whom, when, and why.

    Facts are references, states and counts; a person's words go into ``reason``, which can be erased later
    without disturbing the trail (the entry keeps only its salted SHA-256).
    """
    entry = AuditEntry(at=at, actor=str(actor), tag=tag, subject=subject, facts=facts)
    if reason:
        salt = secrets.token_hex(16)
        entry.reason_hash = hashlib.sha256(f"{salt}{reason}".encode()).hexdigest()
        entry.reason = AuditReason(salt=salt, text=reason)
    session.add(entry)
    return entry

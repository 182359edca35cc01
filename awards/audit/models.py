"""Tables of the trail; a trigger refuses to change or delete an entry."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa

from awards.db import INTERNAL, SECRET, STORY, Base, Id, Mapped, mapped_column


class AuditReason(Base):
    """A free-text reason: erasable, and bound to its entry by a salted hash."""

    __tablename__ = "audit_reason"

    id: Mapped[Id]
    salt: Mapped[str] = mapped_column(info=SECRET)
    text: Mapped[str | None] = mapped_column(info=STORY)


class AuditEntry(Base):
    """One thing that somebody did. Holds references and facts, never personal details."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        sa.Index("ix_audit_entry_subject_id", "subject", "id"),
        sa.Index("ix_audit_entry_actor_id", "actor", "id"),
        sa.Index("ix_audit_entry_tag_id", "tag", "id"),
        sa.Index("ix_audit_entry_at", "at"),
    )

    id: Mapped[Id]
    at: Mapped[datetime] = mapped_column(info=INTERNAL)
    actor: Mapped[str] = mapped_column(sa.String(64), info=INTERNAL)
    tag: Mapped[str] = mapped_column(sa.String(48), info=INTERNAL)
    subject: Mapped[str] = mapped_column(sa.String(64), info=INTERNAL)
    facts: Mapped[dict[str, Any]] = mapped_column(info=INTERNAL)
    reason_hash: Mapped[str | None] = mapped_column(sa.String(64), info=INTERNAL)
    reason_id: Mapped[int | None] = mapped_column(sa.ForeignKey("audit_reason.id"), info=INTERNAL)

    reason: Mapped[AuditReason | None] = sa.orm.relationship(lazy="raise_on_sql")

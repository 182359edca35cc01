"""The outbox: kind, recipient and arguments; never rendered words, never a token."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from awards.db import CONTACT, INTERNAL, Base, EncryptedText, Id, Mapped, mapped_column
from awards.links.purposes import Purpose

RETURNED = "Returned"
"""What went wrong with a message that staff noted as come back."""


class MessageState(StrEnum):
    """Where a message stands."""

    QUEUED = "queued"
    SENT = "sent"
    PARKED = "parked"
    """Refused for good or too often: a person must look."""
    CANCELLED = "cancelled"


class Message(Base):
    """One mail to one person, sent once for one event (its key)."""

    __tablename__ = "message"
    __table_args__ = (
        sa.CheckConstraint("state <> 'sent' OR sent_at IS NOT NULL", "sent_has_a_time"),
        sa.Index("ix_message_state_not_before", "state", "not_before"),
    )

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(sa.String(120), unique=True, info=INTERNAL)
    kind: Mapped[str] = mapped_column(sa.String(64), info=INTERNAL)
    about: Mapped[str] = mapped_column(sa.String(16), index=True, info=INTERNAL)
    programme_key: Mapped[str] = mapped_column(sa.String(64), info=INTERNAL)
    recipient: Mapped[str] = mapped_column(EncryptedText, info=CONTACT)
    arguments: Mapped[dict[str, Any]] = mapped_column(info=INTERNAL)
    link_purpose: Mapped[Purpose | None] = mapped_column(info=INTERNAL)
    link_subject: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)
    state: Mapped[MessageState] = mapped_column(info=INTERNAL)
    queued_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    not_before: Mapped[datetime] = mapped_column(info=INTERNAL)
    leased_until: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    attempts: Mapped[int] = mapped_column(default=0, info=INTERNAL)
    last_error: Mapped[str | None] = mapped_column(info=INTERNAL)
    sent_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    stopped_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """When staff stopped it before it went; they may let it go after all."""
    cleared_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """When the address and the arguments went, their term being over; the key stays, so that it is not sent again."""

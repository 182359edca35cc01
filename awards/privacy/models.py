"""Tables of retention and erasure: what is due to go, and what went, so that a restored backup loses it again."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa

from awards.db import INTERNAL, STORY, Base, Id, Mapped, Ref, mapped_column


class Clearance(Base):
    """What one rule of retention is about to let go of: announced to staff first, then done, unless it is held."""

    __tablename__ = "clearance"
    __table_args__ = (
        sa.CheckConstraint("held_at IS NULL OR held_by IS NOT NULL", name="held_by_somebody"),
        sa.Index("ix_clearance_open", "done_at", "acts_at"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    rule: Mapped[str] = mapped_column(sa.String(48), info=INTERNAL)
    season_id: Mapped[int | None] = mapped_column(sa.ForeignKey("season.id"), info=INTERNAL)
    due: Mapped[int] = mapped_column(info=INTERNAL)
    """How many things the rule would let go of when it was announced."""
    announced_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    acts_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    held_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    held_by: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)
    held_why: Mapped[str | None] = mapped_column(info=STORY)
    done_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    done: Mapped[int | None] = mapped_column(info=INTERNAL)
    """How many things went."""


class ErasedKind(StrEnum):
    """As what somebody was known to the portal."""

    NOMINEE = "nominee"
    NOMINATOR = "nominator"
    SUPPORTER = "supporter"
    USER = "user"
    WINNER = "winner"
    LIST_LINE = "list_line"
    """A line of a list that the organiser uploaded; its reference is "LIN-" and its number."""


class Erasure(Base):
    """One erasure: references alone, so that it can be done again to a restored backup."""

    __tablename__ = "erasure"

    id: Mapped[Id]
    ref: Mapped[Ref]
    kind: Mapped[ErasedKind] = mapped_column(info=INTERNAL)
    subject: Mapped[str] = mapped_column(sa.String(16), index=True, info=INTERNAL)
    """The reference of what was erased."""
    at: Mapped[datetime] = mapped_column(info=INTERNAL)
    by: Mapped[str] = mapped_column(sa.String(64), info=INTERNAL)
    flags_held: Mapped[bool] = mapped_column(default=False, info=INTERNAL)
    """Whether the notes of safeguarding flags were kept, because somebody may be at risk."""

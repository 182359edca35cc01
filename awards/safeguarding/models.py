"""Tables of safeguarding flags, of concerns about nominees, and of who looks after them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import relationship

from awards.accounts.models import User
from awards.db import INTERNAL, PERSONAL, SENSITIVE, Base, EncryptedText, Id, Mapped, Ref, mapped_column
from awards.nominations.models import Nominee


class FlagOutcome(StrEnum):
    """What the lead did about a flag."""

    REFERRED = "referred"
    ADVICE = "advice"
    ORGANISER = "organiser"
    NO_ACTION = "no_action"


class Flag(Base):
    """Somebody who read a story says that a person may be at risk; the named lead looks, against a clock."""

    __tablename__ = "flag"
    __table_args__ = (
        sa.CheckConstraint("outcome IS NULL OR closed_at IS NOT NULL", "an_outcome_has_a_time"),
        sa.Index("ix_flag_season_id", "season_id", "closed_at"),
        sa.Index("ix_flag_subject", "subject"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    season_id: Mapped[int] = mapped_column(sa.ForeignKey("season.id"), info=INTERNAL)
    subject: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    """The nomination's or the entry's reference."""
    raised_by: Mapped[str] = mapped_column(sa.String(64), info=INTERNAL)
    """The actor: audience and reference."""
    raised_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    look_by: Mapped[datetime] = mapped_column(info=INTERNAL)
    """By when the lead should have looked."""
    looked_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    looked_by: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)
    outcome: Mapped[FlagOutcome | None] = mapped_column(info=SENSITIVE)
    closed_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    closed_by: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)
    version: Mapped[int] = mapped_column(info=INTERNAL)

    notes: Mapped[list[FlagNote]] = relationship(back_populates="flag", lazy="raise_on_sql", order_by="FlagNote.id")

    __mapper_args__: dict[str, Any] = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name


class FlagNote(Base):
    """What somebody wrote about a flag: whoever raised it, or the lead; encrypted, for named staff only."""

    __tablename__ = "flag_note"
    __table_args__ = (sa.Index("ix_flag_note_flag_id", "flag_id"),)

    id: Mapped[Id]
    flag_id: Mapped[int] = mapped_column(sa.ForeignKey("flag.id"), info=INTERNAL)
    text: Mapped[str] = mapped_column(EncryptedText, info=SENSITIVE)
    written_by: Mapped[str] = mapped_column(sa.String(64), info=INTERNAL)
    written_at: Mapped[datetime] = mapped_column(info=INTERNAL)

    flag: Mapped[Flag] = relationship(back_populates="notes", lazy="raise_on_sql")


class SafeguardingLead(Base):
    """Who of a programme's named staff looks after flags."""

    __tablename__ = "safeguarding_lead"

    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"), primary_key=True, info=INTERNAL)
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"), info=PERSONAL)
    named_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    named_at: Mapped[datetime] = mapped_column(info=INTERNAL)

    user: Mapped[User] = relationship(lazy="raise_on_sql")


class AskedOf(StrEnum):
    """Whom staff ask about concerns."""

    NOMINEE = "nominee"
    EMPLOYER = "employer"


class ConcernDecision(StrEnum):
    """What named staff decided, case by case."""

    GOES_ON = "goes_on"
    PAUSED = "paused"
    LEFT_OUT = "left_out"


class Concern(Base):
    """Whether anything stands against a nominee (fitness to practise and the like): for named staff, never judges."""

    __tablename__ = "concern"
    __table_args__ = (
        sa.CheckConstraint("decision IS NULL OR decided_at IS NOT NULL", "a_decision_has_a_time"),
        sa.Index("ix_concern_nominee_id", "nominee_id"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    nominee_id: Mapped[int] = mapped_column(sa.ForeignKey("nominee.id"), info=INTERNAL)
    asked_of: Mapped[AskedOf] = mapped_column(info=SENSITIVE)
    asked_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    asked_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    answer: Mapped[str | None] = mapped_column(EncryptedText, info=SENSITIVE)
    """What they said; None while they have not answered, "" when there is nothing."""
    answered_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    decision: Mapped[ConcernDecision | None] = mapped_column(info=SENSITIVE)
    because: Mapped[str | None] = mapped_column(EncryptedText, info=SENSITIVE)
    decided_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    decided_by: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)
    version: Mapped[int] = mapped_column(info=INTERNAL)

    nominee: Mapped[Nominee] = relationship(lazy="raise_on_sql")

    __mapper_args__: dict[str, Any] = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name

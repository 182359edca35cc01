"""Tables of the sealed record: acts of judging, the leaves they became, and signed checkpoints."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from awards.db import INTERNAL, JUDGING, PUBLIC, SECRET, Base, Id, Mapped, Ref, mapped_column


class SeasonLog(Base):
    """One season's log. Its row is the lock under which acts are sealed and checkpoints made."""

    __tablename__ = "season_log"

    season_id: Mapped[int] = mapped_column(sa.ForeignKey("season.id"), primary_key=True, info=INTERNAL)
    label_key: Mapped[str] = mapped_column(sa.String(64), info=SECRET)
    """The key (hex) that turns references into the labels of the record, which mean nothing outside it."""
    size: Mapped[int] = mapped_column(default=0, info=INTERNAL)
    """How many acts are sealed."""


class JudgingAct(Base):
    """One act of judging, written in the transaction of the act itself; a trigger refuses changes."""

    __tablename__ = "judging_act"
    __table_args__ = (sa.Index("ix_judging_act_season_id", "season_id", "id"),)

    id: Mapped[Id]
    season_id: Mapped[int] = mapped_column(sa.ForeignKey("season.id"), info=INTERNAL)
    kind: Mapped[str] = mapped_column(sa.String(32), info=INTERNAL)
    at: Mapped[datetime] = mapped_column(info=INTERNAL)
    content: Mapped[dict[str, Any]] = mapped_column(info=JUDGING)
    """As `awards.ledger.acts` makes it: labels, whole numbers and decimal strings; no names, no words of people."""
    salt: Mapped[str] = mapped_column(sa.String(32), info=SECRET)
    """Sixteen random bytes (hex), so that a score cannot be guessed from its leaf."""


class SealedLeaf(Base):
    """The place of one act in its season's log, and the hash of its leaf; a trigger refuses changes."""

    __tablename__ = "sealed_leaf"

    season_id: Mapped[int] = mapped_column(sa.ForeignKey("season.id"), primary_key=True, info=INTERNAL)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=INTERNAL)
    act_id: Mapped[int] = mapped_column(sa.ForeignKey("judging_act.id"), unique=True, info=INTERNAL)
    leaf_hash: Mapped[str] = mapped_column(sa.String(64), info=INTERNAL)


class CheckpointPurpose(StrEnum):
    """Why a checkpoint was made."""

    CLOSE = "close"
    SIGN_OFF = "sign_off"
    ADDENDUM = "addendum"


class Checkpoint(Base):
    """The signed head of a season's log at one moment."""

    __tablename__ = "checkpoint"
    __table_args__ = (sa.UniqueConstraint("season_id", "number"),)

    id: Mapped[Id]
    ref: Mapped[Ref]
    season_id: Mapped[int] = mapped_column(sa.ForeignKey("season.id"), info=INTERNAL)
    number: Mapped[int] = mapped_column(info=INTERNAL)
    """Counts the season's checkpoints from 1."""
    purpose: Mapped[CheckpointPurpose] = mapped_column(info=PUBLIC)
    size: Mapped[int] = mapped_column(info=PUBLIC)
    root: Mapped[str] = mapped_column(sa.String(64), info=PUBLIC)
    rules_sha256: Mapped[str] = mapped_column(sa.String(64), info=PUBLIC)
    made_at: Mapped[datetime] = mapped_column(info=PUBLIC)
    made_by: Mapped[str] = mapped_column(sa.String(64), info=INTERNAL)
    note: Mapped[str] = mapped_column(info=PUBLIC)
    """The signed text, as it is mailed."""
    mailed_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """When it was on its way to every judge."""

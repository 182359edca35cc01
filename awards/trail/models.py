"""Tables of the sealed trail: the leaf that each entry became, the log's lock, and its signed heads."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from awards.db import INTERNAL, Base, Id, Mapped, mapped_column


class TrailLog(Base):
    """The one row that is the lock under which entries are sealed."""

    __tablename__ = "trail_log"

    id: Mapped[Id]
    size: Mapped[int] = mapped_column(default=0, info=INTERNAL)
    """How many entries are sealed."""


class TrailLeaf(Base):
    """The place of one entry of the trail in the log, and the hash of its leaf; a trigger refuses changes."""

    __tablename__ = "trail_leaf"

    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=INTERNAL)
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("audit_entry.id"), unique=True, info=INTERNAL)
    leaf_hash: Mapped[str] = mapped_column(sa.String(64), info=INTERNAL)


class TrailHead(Base):
    """The signed head of the log at one moment; a trigger refuses changes."""

    __tablename__ = "trail_head"

    id: Mapped[Id]
    size: Mapped[int] = mapped_column(unique=True, info=INTERNAL)
    root: Mapped[str] = mapped_column(sa.String(64), info=INTERNAL)
    made_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    note: Mapped[str] = mapped_column(info=INTERNAL)
    """The signed text, as it can be kept elsewhere."""

"""The table of bundles: the files from which an auditor works a season's results out again, as they were made."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from awards.db import INTERNAL, JUDGING, PUBLIC, Base, Id, Mapped, mapped_column
from awards.ledger.bundle import Cut


class Bundle(Base):
    """One cut of a season's bundle, made once under one checkpoint; nobody is named in it.

    The bytes are kept: a later version of the portal has another checker, and would make other bytes, whose digest
    is not the one that was published.
    """

    __tablename__ = "bundle"
    __table_args__ = (sa.UniqueConstraint("checkpoint_id", "cut"),)

    id: Mapped[Id]
    checkpoint_id: Mapped[int] = mapped_column(sa.ForeignKey("checkpoint.id"), info=INTERNAL)
    cut: Mapped[Cut] = mapped_column(info=INTERNAL)
    made_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    digest: Mapped[str] = mapped_column(sa.String(64), info=PUBLIC)
    """The SHA-256 (hex) of its manifest, which lists the SHA-256 of every file."""
    size: Mapped[int] = mapped_column(info=INTERNAL)
    """Bytes of the zip."""
    data: Mapped[bytes] = mapped_column(sa.LargeBinary, deferred=True, deferred_raiseload=True, info=JUDGING)

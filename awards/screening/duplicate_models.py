"""Tables of likely duplicates, of the searches for them, and of nominations that go forward together."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from awards.db import INTERNAL, PERSONAL, Base, Id, Mapped, mapped_column


class LikelyDuplicate(Base):
    """Two nominations that may be of one nominee, with why; staff decide."""

    __tablename__ = "likely_duplicate"
    __table_args__ = (
        sa.UniqueConstraint("first_id", "second_id"),
        sa.CheckConstraint("first_id < second_id", "each_pair_once"),
        sa.Index("ix_likely_duplicate_season_id", "season_id", "decided"),
        sa.Index("ix_likely_duplicate_second_id", "second_id"),
    )

    id: Mapped[Id]
    season_id: Mapped[int] = mapped_column(sa.ForeignKey("season.id"), info=INTERNAL)
    first_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination.id"), info=INTERNAL)
    second_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination.id"), info=INTERNAL)
    score: Mapped[float] = mapped_column(info=INTERNAL)
    """From 0 to 1."""
    why: Mapped[list[str]] = mapped_column(info=PERSONAL)
    """What agrees and what does not, in words."""
    found_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    decided: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)
    """"different", "same" (one nominee in two awards) or "merged"; None while nobody has decided."""
    decided_by: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)
    decided_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)


class DuplicateScan(Base):
    """When a season was last searched for duplicates, and what there was to see then."""

    __tablename__ = "duplicate_scan"

    season_id: Mapped[int] = mapped_column(sa.ForeignKey("season.id"), primary_key=True, info=INTERNAL)
    scanned_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    seen: Mapped[int] = mapped_column(default=0, info=INTERNAL)


class Merge(Base):
    """A nomination that goes forward with another of the same nominee, the lead; undone by removing the row."""

    __tablename__ = "merge"
    __table_args__ = (
        sa.CheckConstraint("nomination_id <> into_id", "not_into_itself"),
        sa.Index("ix_merge_into_id", "into_id"),
    )

    nomination_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination.id"), primary_key=True, info=INTERNAL)
    into_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination.id"), info=INTERNAL)
    was: Mapped[str] = mapped_column(sa.String(32), info=INTERNAL)
    """The state before."""
    merged_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    merged_at: Mapped[datetime] = mapped_column(info=INTERNAL)

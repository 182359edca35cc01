"""Tables of score sheets and scores; one score per judge, entry and criterion."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import relationship

from awards.db import INTERNAL, JUDGING, Base, Id, Mapped, mapped_column
from awards.judging.lifecycle import SheetState
from awards.panels.models import Assignment


class ScoreSheet(Base):
    """One judge's sheet on one entry."""

    __tablename__ = "score_sheet"
    __table_args__ = (
        sa.CheckConstraint("state = 'started' OR completed_at IS NOT NULL", "complete_has_a_time"),
        sa.CheckConstraint("state <> 'handed_in' OR handed_in_at IS NOT NULL", "handed_in_has_a_time"),
    )

    id: Mapped[Id]
    assignment_id: Mapped[int] = mapped_column(sa.ForeignKey("assignment.id"), unique=True, info=INTERNAL)
    state: Mapped[SheetState] = mapped_column(info=INTERNAL)
    version: Mapped[int] = mapped_column(info=INTERNAL)
    overall: Mapped[str] = mapped_column(default="", info=JUDGING)
    saved_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    completed_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    handed_in_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)

    assignment: Mapped[Assignment] = relationship(lazy="raise_on_sql")
    scores: Mapped[list[Score]] = relationship(back_populates="sheet", lazy="raise_on_sql")

    __mapper_args__: dict[str, Any] = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name


class Score(Base):
    """One criterion's mark and the judge's comment, for fellow judges only; no mark yet is None, never zero."""

    __tablename__ = "score"
    __table_args__ = (
        sa.UniqueConstraint("sheet_id", "criterion_id"),
        sa.CheckConstraint("points IS NULL OR points BETWEEN 0 AND 100", "points_are_sane"),
    )

    id: Mapped[Id]
    sheet_id: Mapped[int] = mapped_column(sa.ForeignKey("score_sheet.id"), info=INTERNAL)
    criterion_id: Mapped[int] = mapped_column(sa.ForeignKey("criterion.id"), info=INTERNAL)
    points: Mapped[int | None] = mapped_column(info=JUDGING)
    comment: Mapped[str] = mapped_column(default="", info=JUDGING)

    sheet: Mapped[ScoreSheet] = relationship(back_populates="scores", lazy="raise_on_sql")

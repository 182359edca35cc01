"""Tables of score sheets and scores; one score per judge, entry and criterion."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import relationship

from awards.db import INTERNAL, JUDGING, Base, Id, Mapped, Ref, mapped_column
from awards.judging.lifecycle import SheetState
from awards.panels.models import Assignment, PanelMember


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
    """When it last became complete; kept while a change has left a gap, for it counts again once that is filled."""
    handed_in_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    tab: Mapped[str | None] = mapped_column(sa.String(32), info=INTERNAL)
    """The open page that saved last, by the name it gave itself; None for a page without scripts."""
    turn: Mapped[int] = mapped_column(default=0, info=INTERNAL)
    """How far that page had counted its own savings: an earlier one that arrives late changes nothing."""

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


class SheetVersion(Base):
    """How a sheet stood: one row for every change of state, and one for each stretch of typing in one page."""

    __tablename__ = "sheet_version"
    __table_args__ = (sa.UniqueConstraint("sheet_id", "number"),)

    id: Mapped[Id]
    sheet_id: Mapped[int] = mapped_column(sa.ForeignKey("score_sheet.id"), info=INTERNAL)
    number: Mapped[int] = mapped_column(info=INTERNAL)
    state: Mapped[SheetState] = mapped_column(info=INTERNAL)
    marks: Mapped[dict[str, Any]] = mapped_column(info=JUDGING)
    """By the criterion's key: {"outcomes": {"points": 4, "comment": "…"}}"""
    overall: Mapped[str] = mapped_column(info=JUDGING)
    began_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    at: Mapped[datetime] = mapped_column(info=INTERNAL)
    by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    tab: Mapped[str | None] = mapped_column(sa.String(32), info=INTERNAL)


class PracticeSheet(Base):
    """One judge's sheet on one invented entry of the practice round; it never counts."""

    __tablename__ = "practice_sheet"
    __table_args__ = (sa.UniqueConstraint("member_id", "category_id", "example"),)

    id: Mapped[Id]
    member_id: Mapped[int] = mapped_column(sa.ForeignKey("panel_member.id"), info=INTERNAL)
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("category.id"), info=INTERNAL)
    example: Mapped[str] = mapped_column(sa.String(32), info=INTERNAL)
    version: Mapped[int] = mapped_column(info=INTERNAL)
    marks: Mapped[dict[str, Any]] = mapped_column(info=JUDGING)
    overall: Mapped[str] = mapped_column(default="", info=JUDGING)
    saved_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    completed_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)

    member: Mapped[PanelMember] = relationship(lazy="raise_on_sql")

    __mapper_args__: dict[str, Any] = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name


class JudgeMessage(Base):
    """What staff wrote to judges of a season, once; each judge gets a mail of their own."""

    __tablename__ = "judge_message"

    id: Mapped[Id]
    ref: Mapped[Ref]
    season_id: Mapped[int] = mapped_column(sa.ForeignKey("season.id"), index=True, info=INTERNAL)
    text: Mapped[str] = mapped_column(info=JUDGING)
    sent_to: Mapped[list[str]] = mapped_column(sa.JSON, info=INTERNAL)
    """References of the judges' accounts."""
    sent_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    sent_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)

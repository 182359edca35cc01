"""Tables of what staff ask a nominator once a nomination was sent: more information, and whether to move it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import relationship

from awards.db import INTERNAL, STORY, Base, Id, Mapped, Ref, mapped_column
from awards.nominations.models import Nomination
from awards.seasons.models import Category


class InformationRequest(Base):
    """Staff ask for more on named questions, until a date; nothing else of the nomination is opened again."""

    __tablename__ = "information_request"
    __table_args__ = (sa.Index("ix_information_request_nomination_id", "nomination_id"),)

    id: Mapped[Id]
    ref: Mapped[Ref]
    nomination_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination.id"), info=INTERNAL)
    questions: Mapped[list[str]] = mapped_column(info=INTERNAL)
    """Keys of the questions that are asked again."""
    note: Mapped[str] = mapped_column(info=STORY)
    """What staff ask, in their words to the nominator."""
    answer_by: Mapped[datetime] = mapped_column(info=INTERNAL)
    asked_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    asked_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    answered_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    taken_back_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)

    nomination: Mapped[Nomination] = relationship(lazy="raise_on_sql")
    additions: Mapped[list[Addition]] = relationship(
        back_populates="request", lazy="raise_on_sql", order_by="Addition.position"
    )


class Addition(Base):
    """What a nominator added to one question when asked; saved as typed, part of the nomination once it was sent."""

    __tablename__ = "addition"
    __table_args__ = (
        sa.UniqueConstraint("request_id", "question_key"),
        sa.Index("ix_addition_nomination_id", "nomination_id"),
    )

    id: Mapped[Id]
    request_id: Mapped[int] = mapped_column(sa.ForeignKey("information_request.id"), info=INTERNAL)
    nomination_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination.id"), info=INTERNAL)
    question_key: Mapped[str] = mapped_column(sa.String(64), info=INTERNAL)
    position: Mapped[int] = mapped_column(info=INTERNAL)
    question: Mapped[str] = mapped_column(info=INTERNAL)
    text: Mapped[str] = mapped_column(info=STORY)
    saved_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    sent_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """When the nominator sent it; None while it is only saved."""
    version: Mapped[int] = mapped_column(info=INTERNAL)

    request: Mapped[InformationRequest] = relationship(back_populates="additions", lazy="raise_on_sql")

    __mapper_args__: dict[str, Any] = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name


class MoveOffer(Base):
    """Staff offer to move what was sent to an award that fits better; the nominator says yes or no."""

    __tablename__ = "move_offer"
    __table_args__ = (
        sa.CheckConstraint("agreed IS NULL OR answered_at IS NOT NULL", "an_answer_has_a_time"),
        sa.Index("ix_move_offer_nomination_id", "nomination_id"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    nomination_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination.id"), info=INTERNAL)
    from_category_id: Mapped[int] = mapped_column(sa.ForeignKey("category.id"), info=INTERNAL)
    to_category_id: Mapped[int] = mapped_column(sa.ForeignKey("category.id"), info=INTERNAL)
    note: Mapped[str] = mapped_column(info=STORY)
    """Why, in staff's words to the nominator."""
    answer_by: Mapped[datetime] = mapped_column(info=INTERNAL)
    offered_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    offered_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    agreed: Mapped[bool | None] = mapped_column(info=INTERNAL)
    """None while nobody has answered."""
    answered_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    channel: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)
    """How the answer came: on the page, or by phone, post, email or in person."""
    recorded_by: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)
    """Who of staff recorded an answer that did not come on the page."""
    taken_back_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)

    nomination: Mapped[Nomination] = relationship(lazy="raise_on_sql")
    from_category: Mapped[Category] = relationship(foreign_keys=[from_category_id], lazy="raise_on_sql")
    to_category: Mapped[Category] = relationship(foreign_keys=[to_category_id], lazy="raise_on_sql")

"""Tables of decisions: who decided what about a category, when, and why."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import relationship

from awards.db import INTERNAL, JUDGING, Base, Id, Mapped, mapped_column
from awards.seasons.models import Category


class DecisionKind(StrEnum):
    """What a decision settles."""

    SHORTLIST = "shortlist"
    WINNERS = "winners"


class Decision(Base):
    """One decision about one category; a later one of the same kind replaces it, and both are kept."""

    __tablename__ = "decision"
    __table_args__ = (
        sa.CheckConstraint("length(reason) > 0", "a_decision_has_a_reason"),
        sa.Index("ix_decision_category_id", "category_id", "kind", "id"),
    )

    id: Mapped[Id]
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("category.id"), info=INTERNAL)
    kind: Mapped[DecisionKind] = mapped_column(info=INTERNAL)
    reason: Mapped[str] = mapped_column(info=JUDGING)
    scored_order: Mapped[list[str]] = mapped_column(info=JUDGING)
    """Entry references in the order of the scores at the time."""
    decided_order: Mapped[list[str]] = mapped_column(info=JUDGING)
    """Entry references chosen (finalists, or winners: none means the award is withheld)."""
    commended: Mapped[list[str]] = mapped_column(info=JUDGING)
    taking_part: Mapped[str | None] = mapped_column(info=JUDGING)
    """Who took part and the interests they declared, in words (an award without nominations needs it)."""
    decided_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    decided_at: Mapped[datetime] = mapped_column(info=INTERNAL)

    category: Mapped[Category] = relationship(lazy="raise_on_sql")

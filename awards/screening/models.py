"""Tables of verdicts, rulings, entries and the judges' copy."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import relationship

from awards.db import INTERNAL, PERSONAL, STORY, Base, Id, Mapped, Ref, mapped_column
from awards.nominations.models import Nomination, Nominee
from awards.screening.lifecycle import EntryState
from awards.seasons.models import Category


class VerdictRecord(Base):
    """What the rules said of one nomination at one time, and why; never overwritten."""

    __tablename__ = "verdict_record"
    __table_args__ = (sa.Index("ix_verdict_record_nomination_id", "nomination_id", "id"),)

    id: Mapped[Id]
    nomination_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination.id"), info=INTERNAL)
    rule_set_version: Mapped[int] = mapped_column(info=INTERNAL)
    level: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(info=PERSONAL)
    """[{"rule", "outcome", "reason"}] in the order of the rule set."""
    computed_at: Mapped[datetime] = mapped_column(info=INTERNAL)


class RulingDecision(StrEnum):
    """What staff decided."""

    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"


class Ruling(Base):
    """A person's decision on eligibility, beside the computed verdict; the last one holds."""

    __tablename__ = "ruling"
    __table_args__ = (
        sa.CheckConstraint("length(reason) > 0", "a_ruling_has_a_reason"),
        sa.Index("ix_ruling_nomination_id", "nomination_id", "id"),
    )

    id: Mapped[Id]
    nomination_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination.id"), info=INTERNAL)
    verdict_id: Mapped[int] = mapped_column(sa.ForeignKey("verdict_record.id"), info=INTERNAL)
    decision: Mapped[RulingDecision] = mapped_column(info=INTERNAL)
    reason: Mapped[str] = mapped_column(info=STORY)
    ruled_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    ruled_at: Mapped[datetime] = mapped_column(info=INTERNAL)


class Entry(Base):
    """What judges judge: one nominee in one category, admitted from nominations or named by the organiser."""

    __tablename__ = "entry"
    __table_args__ = (sa.Index("ix_entry_category_id", "category_id", "state"),)

    id: Mapped[Id]
    ref: Mapped[Ref]
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("category.id"), info=INTERNAL)
    state: Mapped[EntryState] = mapped_column(info=INTERNAL)
    version: Mapped[int] = mapped_column(info=INTERNAL)
    title: Mapped[str] = mapped_column(info=PERSONAL)
    """The nominee's name or names as judges see them (young people: chosen name only)."""
    place: Mapped[str | None] = mapped_column(info=PERSONAL)
    """Employer or area as judges see it."""
    by_organiser: Mapped[bool] = mapped_column(default=False, info=INTERNAL)
    admitted_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    stamped_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    """Who confirmed that the judges' copy identifies no child or family."""

    category: Mapped[Category] = relationship(lazy="raise_on_sql")
    passages: Mapped[list[Passage]] = relationship(
        back_populates="entry", lazy="raise_on_sql", order_by="Passage.position"
    )
    nominations: Mapped[list[Nomination]] = relationship(secondary="entry_nomination", lazy="raise_on_sql")
    nominees: Mapped[list[Nominee]] = relationship(
        secondary="entry_nominee", lazy="raise_on_sql", order_by="Nominee.position"
    )

    __mapper_args__: dict[str, Any] = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name


class EntryNomination(Base):
    """A nomination behind an entry; a nomination is behind one entry at most."""

    __tablename__ = "entry_nomination"

    nomination_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination.id"), primary_key=True, info=INTERNAL)
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), index=True, info=INTERNAL)


class EntryNominee(Base):
    """A nominee of an entry; a nominee row is in one entry at most."""

    __tablename__ = "entry_nominee"

    nominee_id: Mapped[int] = mapped_column(sa.ForeignKey("nominee.id"), primary_key=True, info=INTERNAL)
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), index=True, info=INTERNAL)


class Passage(Base):
    """One passage of the judges' copy: a question and the words judges read."""

    __tablename__ = "passage"
    __table_args__ = (sa.UniqueConstraint("entry_id", "position"),)

    id: Mapped[Id]
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), info=INTERNAL)
    position: Mapped[int] = mapped_column(info=INTERNAL)
    question: Mapped[str] = mapped_column(info=INTERNAL)
    text: Mapped[str] = mapped_column(info=STORY)
    voice: Mapped[str | None] = mapped_column(sa.String(64), info=PERSONAL)
    """The nominator's relationship to the nominee, never their name."""

    entry: Mapped[Entry] = relationship(back_populates="passages", lazy="raise_on_sql")

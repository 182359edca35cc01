"""Tables of results: stored fits, decisions and what came after them, further readings, feedback."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import relationship

from awards.db import INTERNAL, JUDGING, PERSONAL, Base, Id, Mapped, Ref, mapped_column
from awards.nominations.models import Nomination
from awards.results.lifecycle import DecisionState, FeedbackState, SearchState
from awards.screening.models import Entry
from awards.seasons.models import Category, Season


class DecisionKind(StrEnum):
    """What a decision settles."""

    SHORTLIST = "shortlist"
    WINNERS = "winners"


class DepartureKind(StrEnum):
    """Why a decision departs from the order of the scores."""

    NEW_FACT = "new_fact"
    ELIGIBILITY = "eligibility"
    CONFLICT = "conflict"
    BALANCE = "balance"
    JUDGEMENT = "judgement"


class Happening(StrEnum):
    """What happened after a decision."""

    WITHDREW = "withdrew"
    DIED = "died"
    SUSPENDED = "suspended"
    CONFLICTED = "conflicted"
    OTHER = "other"


class Outcome(StrEnum):
    """What becomes of an award after something happened to its winner."""

    PULLED = "pulled"
    NEXT_CHOSEN = "next_chosen"
    VACANT = "vacant"
    POSTHUMOUS = "posthumous"


class Decision(Base):
    """One decision about one category; a later one of the same kind replaces it, and both are kept."""

    __tablename__ = "decision"
    __table_args__ = (
        sa.CheckConstraint("length(reason) > 0", "a_decision_has_a_reason"),
        sa.CheckConstraint(
            "state <> 'holding' OR departure IS NULL OR confirmed_by IS NOT NULL", "a_departure_has_a_second_person"
        ),
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
    state: Mapped[DecisionState] = mapped_column(default=DecisionState.HOLDING, info=INTERNAL)
    departure: Mapped[DepartureKind | None] = mapped_column(info=JUDGING)
    """Why it departs from the order of the scores; None: it does not."""
    votes: Mapped[dict[str, Any] | None] = mapped_column(info=JUDGING)
    """How the panel voted, where it did: the number of the vote, those for each winner, those present."""
    confirmed_by: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)
    """The second person who confirmed, or refused, a departure."""
    confirmed_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)

    category: Mapped[Category] = relationship(lazy="raise_on_sql")


class Fit(Base):
    """What the worker made of a category's scores: adjusted scores, intervals, bands; kept for each set of scores."""

    __tablename__ = "fit"
    __table_args__ = (sa.UniqueConstraint("category_id", "inputs_sha256"),)

    id: Mapped[Id]
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("category.id"), info=INTERNAL)
    inputs_sha256: Mapped[str] = mapped_column(sa.String(64), info=INTERNAL)
    """Of the scores, rules and readings it rests on; another hash means that it is out of date."""
    result: Mapped[dict[str, Any]] = mapped_column(info=JUDGING)
    """As `awards.maths.adjusting` gives it, by references."""
    made_at: Mapped[datetime] = mapped_column(info=INTERNAL)

    category: Mapped[Category] = relationship(lazy="raise_on_sql")


class ReadingSearch(Base):
    """Who should read which close entry next, within a budget, as the worker finds it; staff accept it or not."""

    __tablename__ = "reading_search"
    __table_args__ = (
        sa.CheckConstraint("budget > 0", "asks_for_some"),
        sa.CheckConstraint("state <> 'accepted' OR accepted_at IS NOT NULL", "accepted_has_a_time"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("category.id"), index=True, info=INTERNAL)
    kind: Mapped[DecisionKind] = mapped_column(info=INTERNAL)
    """What the readings are to settle: who is shortlisted, or who wins."""
    budget: Mapped[int] = mapped_column(info=INTERNAL)
    """The most readings that staff would ask for."""
    state: Mapped[SearchState] = mapped_column(info=INTERNAL)
    asked_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    asked_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    made_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    inputs_sha256: Mapped[str | None] = mapped_column(sa.String(64), info=INTERNAL)
    result: Mapped[dict[str, Any] | None] = mapped_column(info=JUDGING)
    """The readings found, by references, each with its reason and the chance that it changes the choice."""
    accepted_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    accepted_by: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)

    category: Mapped[Category] = relationship(lazy="raise_on_sql")


class Feedback(Base):
    """What staff tell about an entry that did not win: drafted from comments, edited, given on request."""

    __tablename__ = "feedback"

    id: Mapped[Id]
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), unique=True, info=INTERNAL)
    version: Mapped[int] = mapped_column(info=INTERNAL)
    state: Mapped[FeedbackState] = mapped_column(info=INTERNAL)
    text: Mapped[str] = mapped_column(info=JUDGING)
    written_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    written_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    ready_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)

    entry: Mapped[Entry] = relationship(lazy="raise_on_sql")

    __mapper_args__: dict[str, Any] = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name


class FeedbackRequest(Base):
    """A nominator asked for feedback on their nomination; nominees need not ask."""

    __tablename__ = "feedback_request"

    id: Mapped[Id]
    nomination_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination.id"), unique=True, info=INTERNAL)
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), index=True, info=INTERNAL)
    asked_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    told_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """When they were told by mail that it is there to read."""

    nomination: Mapped[Nomination] = relationship(lazy="raise_on_sql")
    entry: Mapped[Entry] = relationship(lazy="raise_on_sql")


class Addendum(Base):
    """Something that happened after a decision, and what became of the award; two people stand behind it."""

    __tablename__ = "addendum"
    __table_args__ = (
        sa.CheckConstraint("length(reason) > 0", "an_addendum_has_a_reason"),
        sa.CheckConstraint("state <> 'holding' OR confirmed_by IS NOT NULL", "an_addendum_has_a_second_person"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    season_id: Mapped[int] = mapped_column(sa.ForeignKey("season.id"), info=INTERNAL)
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("category.id"), index=True, info=INTERNAL)
    entry_id: Mapped[int] = mapped_column(sa.ForeignKey("entry.id"), index=True, info=INTERNAL)
    happening: Mapped[Happening] = mapped_column(info=JUDGING)
    outcome: Mapped[Outcome] = mapped_column(info=JUDGING)
    next_entry_id: Mapped[int | None] = mapped_column(sa.ForeignKey("entry.id"), info=INTERNAL)
    """Who wins instead, where somebody does."""
    reason: Mapped[str] = mapped_column(info=JUDGING)
    taking_part: Mapped[str] = mapped_column(info=PERSONAL)
    """Who decided it, in words."""
    told: Mapped[bool] = mapped_column(default=False, info=INTERNAL)
    """Whether readers are told, in one neutral line, that the award is not held."""
    state: Mapped[DecisionState] = mapped_column(info=INTERNAL)
    proposed_by: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    proposed_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    confirmed_by: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)
    confirmed_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)

    season: Mapped[Season] = relationship(lazy="raise_on_sql")
    category: Mapped[Category] = relationship(lazy="raise_on_sql")
    entry: Mapped[Entry] = relationship(lazy="raise_on_sql", foreign_keys=[entry_id])
    next_entry: Mapped[Entry | None] = relationship(lazy="raise_on_sql", foreign_keys=[next_entry_id])

"""Tables of programmes and seasons: what can be won, what is asked, what judges score, and by which rules."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import relationship

from awards.db import INTERNAL, PUBLIC, SECRET, Base, Id, Mapped, mapped_column
from awards.seasons.words import NomineeShape, Release


class Programme(Base):
    """The awards of one organiser."""

    __tablename__ = "programme"

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(sa.String(64), unique=True, info=PUBLIC)
    name: Mapped[str] = mapped_column(info=PUBLIC)
    organiser: Mapped[str] = mapped_column(info=PUBLIC)
    zone: Mapped[str] = mapped_column(sa.String(64), info=PUBLIC)
    strapline: Mapped[str] = mapped_column(info=PUBLIC)
    about: Mapped[str] = mapped_column(info=PUBLIC)
    contact_email: Mapped[str] = mapped_column(info=PUBLIC)
    theme: Mapped[dict[str, Any]] = mapped_column(info=PUBLIC)
    is_home: Mapped[bool] = mapped_column(default=False, info=INTERNAL)


class Season(Base):
    """One year's cycle of a programme; once opened it keeps its own text."""

    __tablename__ = "season"
    __table_args__ = (
        sa.UniqueConstraint("programme_id", "key"),
        sa.CheckConstraint("opens_at < closes_at", "closes_after_it_opens"),
        sa.CheckConstraint("shortlist_min <= shortlist_max", "shortlist_sizes_in_order"),
        sa.CheckConstraint("readings_per_entry >= 1", "every_entry_is_read"),
        sa.CheckConstraint("release = 'person' OR embargo_until IS NOT NULL", "the_clock_needs_a_time"),
    )

    id: Mapped[Id]
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"), info=INTERNAL)
    key: Mapped[str] = mapped_column(sa.String(64), info=PUBLIC)
    year: Mapped[int] = mapped_column(info=PUBLIC)
    name: Mapped[str] = mapped_column(info=PUBLIC)
    opens_at: Mapped[datetime] = mapped_column(info=PUBLIC)
    closes_at: Mapped[datetime] = mapped_column(info=PUBLIC)
    ceremony_on: Mapped[date | None] = mapped_column(info=PUBLIC)
    ceremony_place: Mapped[str | None] = mapped_column(info=PUBLIC)
    shortlist_min: Mapped[int] = mapped_column(info=PUBLIC)
    shortlist_max: Mapped[int] = mapped_column(info=PUBLIC)
    release: Mapped[Release] = mapped_column(info=INTERNAL)
    embargo_until: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    readings_per_entry: Mapped[int] = mapped_column(info=INTERNAL)
    grace_seconds: Mapped[int] = mapped_column(info=INTERNAL)
    scale: Mapped[dict[str, Any]] = mapped_column(info=PUBLIC)
    """{"lowest": 0, "highest": 5, "words": {"0": "…"}, "comment_required_for": [0, 1, 5]}"""
    vocabulary: Mapped[dict[str, Any]] = mapped_column(info=PUBLIC)
    """Choices that forms offer: {"employer_types": [{"key", "label"}], "programmes": […], …}"""
    previous_year: Mapped[int | None] = mapped_column(info=PUBLIC)
    """The year of the season before, whose winners need a check; None where there was none."""
    to_confirm: Mapped[list[str]] = mapped_column(info=INTERNAL)
    """Settings that the organiser has not confirmed: ["shortlist_min", …]"""
    screening: Mapped[dict[str, Any]] = mapped_column(default=dict, info=INTERNAL)
    """{"second_person": ["override", "ineligible"], "asks_concerns": false, "flag_hours": 24}"""
    judging: Mapped[dict[str, Any]] = mapped_column(default=dict, info=INTERNAL)
    """{"practice": false, "hide_identities": false, "print_young": false, "counting": "mean", "ties": ["criterion",
    "panel"], "reminders": {"before": [7, 2], "on": true, "after": [1]}}"""
    retention: Mapped[dict[str, Any]] = mapped_column(default=dict, info=PUBLIC)
    """{"drafts": "30 days", "not_shortlisted": "6 months", …}: how long what is held about people is kept"""
    document_hash: Mapped[str] = mapped_column(sa.String(64), info=INTERNAL)
    locked_hashes: Mapped[dict[str, Any]] = mapped_column(info=INTERNAL)
    """SHA-256 of each part of the document that an opened season keeps: {"rules": "…", "categories": "…"}"""
    rules_locked_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    rules_hash: Mapped[str | None] = mapped_column(sa.String(64), info=INTERNAL)
    archived: Mapped[bool] = mapped_column(default=False, info=INTERNAL)

    programme: Mapped[Programme] = relationship(lazy="raise_on_sql")
    rounds: Mapped[list[Round]] = relationship(back_populates="season", lazy="raise_on_sql", order_by="Round.opens_at")
    categories: Mapped[list[Category]] = relationship(
        back_populates="season", lazy="raise_on_sql", order_by="Category.position"
    )


class Round(Base):
    """A dated phase of a season; closed by its date, or earlier and for good by staff."""

    __tablename__ = "season_round"
    __table_args__ = (
        sa.UniqueConstraint("season_id", "key"),
        sa.CheckConstraint("opens_at < closes_at", "closes_after_it_opens"),
    )

    id: Mapped[Id]
    season_id: Mapped[int] = mapped_column(sa.ForeignKey("season.id"), info=INTERNAL)
    key: Mapped[str] = mapped_column(sa.String(32), info=PUBLIC)
    name: Mapped[str] = mapped_column(info=PUBLIC)
    opens_at: Mapped[datetime] = mapped_column(info=PUBLIC)
    closes_at: Mapped[datetime] = mapped_column(info=PUBLIC)
    closed_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    reopened_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """When staff last opened it again, with a new close."""
    sealed_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """When the checkpoint of its close had been mailed to the judges: from then on the order may be seen."""
    reminders: Mapped[dict[str, Any] | None] = mapped_column(info=INTERNAL)
    """When judges are reminded, as staff set it: {"before": [7], "on": true, "after": []}; None: as the season says."""
    example: Mapped[bool] = mapped_column(default=False, info=INTERNAL)

    season: Mapped[Season] = relationship(back_populates="rounds", lazy="raise_on_sql")


class Category(Base):
    """What can be won in one season."""

    __tablename__ = "category"
    __table_args__ = (
        sa.UniqueConstraint("season_id", "key"),
        sa.UniqueConstraint("season_id", "slug"),
        sa.CheckConstraint(
            "people_max IS NULL OR people_min IS NULL OR people_min <= people_max", "people_limits_in_order"
        ),
    )

    id: Mapped[Id]
    season_id: Mapped[int] = mapped_column(sa.ForeignKey("season.id"), info=INTERNAL)
    key: Mapped[str] = mapped_column(sa.String(64), info=PUBLIC)
    slug: Mapped[str] = mapped_column(sa.String(64), info=PUBLIC)
    position: Mapped[int] = mapped_column(info=PUBLIC)
    name: Mapped[str] = mapped_column(info=PUBLIC)
    award_for: Mapped[str] = mapped_column(info=PUBLIC)
    who: Mapped[str | None] = mapped_column(info=PUBLIC)
    nominated: Mapped[bool] = mapped_column(info=PUBLIC)
    nominee_kind: Mapped[NomineeShape] = mapped_column(info=PUBLIC)
    people_min: Mapped[int | None] = mapped_column(info=PUBLIC)
    people_max: Mapped[int | None] = mapped_column(info=PUBLIC)
    asks: Mapped[list[str]] = mapped_column(info=PUBLIC)
    """Which facts the nominee's form asks: employer, role, registration, date_of_birth, …"""
    reveals: Mapped[str | None] = mapped_column(info=PUBLIC)
    """What being named here tells the world ("care experience"): needs its own consent."""
    rule_ids: Mapped[list[str]] = mapped_column(info=PUBLIC)

    season: Mapped[Season] = relationship(back_populates="categories", lazy="raise_on_sql")
    questions: Mapped[list[Question]] = relationship(
        back_populates="category", lazy="raise_on_sql", order_by="Question.position"
    )
    criteria: Mapped[list[Criterion]] = relationship(
        back_populates="category", lazy="raise_on_sql", order_by="Criterion.position"
    )


class Question(Base):
    """One thing nominators answer in words."""

    __tablename__ = "question"
    __table_args__ = (
        sa.UniqueConstraint("category_id", "key"),
        sa.CheckConstraint("word_limit BETWEEN 1 AND 5000", "word_limit_is_sane"),
    )

    id: Mapped[Id]
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("category.id"), info=INTERNAL)
    key: Mapped[str] = mapped_column(sa.String(64), info=PUBLIC)
    position: Mapped[int] = mapped_column(info=PUBLIC)
    label: Mapped[str] = mapped_column(info=PUBLIC)
    hint: Mapped[str | None] = mapped_column(info=PUBLIC)
    word_limit: Mapped[int] = mapped_column(info=PUBLIC)
    optional: Mapped[bool] = mapped_column(info=PUBLIC)
    example: Mapped[bool] = mapped_column(info=INTERNAL)

    category: Mapped[Category] = relationship(back_populates="questions", lazy="raise_on_sql")


class Criterion(Base):
    """One weighted thing that judges score; the weights of a category total 100."""

    __tablename__ = "criterion"
    __table_args__ = (
        sa.UniqueConstraint("category_id", "key"),
        sa.CheckConstraint("weight BETWEEN 1 AND 100", "weight_is_a_share"),
    )

    id: Mapped[Id]
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("category.id"), info=INTERNAL)
    key: Mapped[str] = mapped_column(sa.String(64), info=PUBLIC)
    position: Mapped[int] = mapped_column(info=PUBLIC)
    name: Mapped[str] = mapped_column(info=PUBLIC)
    description: Mapped[str] = mapped_column(info=PUBLIC)
    weight: Mapped[int] = mapped_column(info=PUBLIC)
    anchors: Mapped[dict[str, Any]] = mapped_column(info=PUBLIC)
    """Words for points of the scale in this criterion: {"1": "…", "3": "…", "5": "…"}"""
    common: Mapped[bool] = mapped_column(info=PUBLIC)
    tie_break: Mapped[bool] = mapped_column(info=PUBLIC)
    example: Mapped[bool] = mapped_column(info=INTERNAL)

    category: Mapped[Category] = relationship(back_populates="criteria", lazy="raise_on_sql")


class RuleSet(Base):
    """One version of a season's eligibility rules; a later version never alters an earlier one."""

    __tablename__ = "rule_set"
    __table_args__ = (sa.UniqueConstraint("season_id", "version"),)

    id: Mapped[Id]
    season_id: Mapped[int] = mapped_column(sa.ForeignKey("season.id"), info=INTERNAL)
    version: Mapped[int] = mapped_column(info=INTERNAL)
    rules: Mapped[list[dict[str, Any]]] = mapped_column(info=PUBLIC)
    made_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    made_by: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)
    """Who of staff made it; None for a season file."""
    reason: Mapped[str | None] = mapped_column(info=INTERNAL)


class PastWin(Base):
    """Somebody won a category in a year: known by the fingerprint of the name, so that rules can ask about it."""

    __tablename__ = "past_win"
    __table_args__ = (sa.UniqueConstraint("programme_id", "name_index", "year", "category_key"),)

    id: Mapped[Id]
    programme_id: Mapped[int] = mapped_column(sa.ForeignKey("programme.id"), info=INTERNAL)
    year: Mapped[int] = mapped_column(info=PUBLIC)
    category_key: Mapped[str] = mapped_column(sa.String(64), info=PUBLIC)
    name_index: Mapped[str] = mapped_column(sa.String(64), info=SECRET)

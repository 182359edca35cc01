"""Tables of nominators, their nominations, the people put forward and what was written about them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.orm import ORMExecuteState, Session, relationship, with_loader_criteria

from awards.db import (
    CONTACT,
    INTERNAL,
    PERSONAL,
    SECRET,
    SENSITIVE,
    STORY,
    Base,
    EncryptedDate,
    EncryptedText,
    Id,
    Mapped,
    Ref,
    mapped_column,
)
from awards.nominations.lifecycle import NominationState
from awards.seasons.models import Category, Season

WITH_NEW_VERSIONS: Final = {"with_new_versions": True}
"""Execution options of a statement that shall find unsent new versions too; see the end of this module."""


class Credit(StrEnum):
    """How a nominator may be named with the award."""

    FULL_NAME = "full_name"
    FIRST_NAME = "first_name"
    ORGANISATION = "organisation"
    NOT_AT_ALL = "not_at_all"


class Nominator(Base):
    """Who writes: no account and no password, a principal for this browser and for emailed links."""

    __tablename__ = "nominator"

    id: Mapped[Id]
    ref: Mapped[Ref]
    name: Mapped[str | None] = mapped_column(info=PERSONAL)
    email: Mapped[str | None] = mapped_column(EncryptedText, info=CONTACT)
    email_index: Mapped[str | None] = mapped_column(sa.String(64), index=True, info=SECRET)
    email_confirmed_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    phone: Mapped[str | None] = mapped_column(EncryptedText, info=CONTACT)
    organisation: Mapped[str | None] = mapped_column(info=PERSONAL)
    job: Mapped[str | None] = mapped_column(info=PERSONAL)
    under_18: Mapped[bool | None] = mapped_column(info=SENSITIVE)
    """What they said of themselves; then the least is asked and no reminder goes out."""
    made_at: Mapped[datetime] = mapped_column(info=INTERNAL)


class Nomination(Base):
    """One nominator's case for one nominee (a person, some people, a team) in one category.

    A nomination with `revises_id` is the unsent new version of one that was sent; staff never see it.
    """

    __tablename__ = "nomination"
    __table_args__ = (
        sa.CheckConstraint("state = 'draft' OR state = 'withdrawn' OR submitted_at IS NOT NULL", "sent_has_a_time"),
        sa.Index("ix_nomination_season_state", "season_id", "state"),
        sa.Index("ix_nomination_nominator_id", "nominator_id"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    season_id: Mapped[int] = mapped_column(sa.ForeignKey("season.id"), info=INTERNAL)
    category_id: Mapped[int] = mapped_column(sa.ForeignKey("category.id"), info=INTERNAL)
    nominator_id: Mapped[int] = mapped_column(sa.ForeignKey("nominator.id"), info=INTERNAL)
    state: Mapped[NominationState] = mapped_column(info=INTERNAL)
    version: Mapped[int] = mapped_column(info=INTERNAL)
    channel: Mapped[str] = mapped_column(sa.String(16), default="web", info=INTERNAL)
    started_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    submitted_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    within_grace: Mapped[bool] = mapped_column(default=False, info=INTERNAL)
    revises_id: Mapped[int | None] = mapped_column(sa.ForeignKey("nomination.id"), unique=True, info=INTERNAL)
    extended_until: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """The later deadline that staff granted for this nomination alone."""
    keyed_in_by: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)
    """Who of staff keyed it in; the channel says how it came."""
    started_from: Mapped[str | None] = mapped_column(sa.String(64), info=SECRET)
    """Keyed fingerprint of the network address it was started from; only for limits."""
    held_because: Mapped[list[str] | None] = mapped_column(sa.JSON(none_as_null=True), info=INTERNAL)
    """Why it was held back as possible spam: codes of the signs; None if it never was."""
    released_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """When staff let a held nomination go on."""
    cleared_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)  # when its words went, its term being over
    # About the nominator and this nominee.
    relationship_to_nominee: Mapped[str | None] = mapped_column(sa.String(32), info=PERSONAL)
    nominator_is_nominee: Mapped[bool | None] = mapped_column(info=PERSONAL)
    organiser_tie: Mapped[str | None] = mapped_column(sa.String(32), info=PERSONAL)
    credit: Mapped[Credit | None] = mapped_column(info=PERSONAL)
    name_hidden_from_nominee: Mapped[bool] = mapped_column(default=False, info=PERSONAL)
    benefits: Mapped[str | None] = mapped_column(sa.String(32), info=PERSONAL)
    # A team (None for people).
    team_name: Mapped[str | None] = mapped_column(info=PERSONAL)
    team: Mapped[dict[str, Any] | None] = mapped_column(info=PERSONAL)
    """{"structure", "lead_employer_type", "lead_employer", "service", "members", "children_social_workers",
    "active", "partners"}: unknown is None."""
    work_title: Mapped[str | None] = mapped_column(info=PERSONAL)
    # Declarations.
    nominee_knows: Mapped[bool | None] = mapped_column(info=PERSONAL)
    declared_true: Mapped[bool] = mapped_column(default=False, info=INTERNAL)
    declared_no_child_named: Mapped[bool] = mapped_column(default=False, info=INTERNAL)
    declared_privacy_read: Mapped[bool] = mapped_column(default=False, info=INTERNAL)

    season: Mapped[Season] = relationship(lazy="raise_on_sql")
    category: Mapped[Category] = relationship(lazy="raise_on_sql")
    nominator: Mapped[Nominator] = relationship(lazy="raise_on_sql")
    revises: Mapped[Nomination | None] = relationship(
        lazy="raise_on_sql", remote_side="Nomination.id", back_populates="new_version"
    )
    """The nomination sent before, of which this one is the unsent new version."""
    new_version: Mapped[Nomination | None] = relationship(lazy="raise_on_sql", back_populates="revises", uselist=False)
    """The unsent new version of this one; only a statement that asks for new versions finds it."""
    nominees: Mapped[list[Nominee]] = relationship(
        back_populates="nomination",
        lazy="raise_on_sql",
        order_by="Nominee.position",
        primaryjoin="and_(Nominee.nomination_id == Nomination.id, Nominee.position > 0)",
    )
    kept_nominees: Mapped[list[Nominee]] = relationship(
        lazy="raise_on_sql",
        viewonly=True,
        order_by="Nominee.position.desc()",
        primaryjoin="and_(Nominee.nomination_id == Nomination.id, Nominee.position < 0)",
    )
    """Whom the nominator named before moving to an award of another shape: kept until taken out by hand, never sent."""
    answers: Mapped[list[Answer]] = relationship(
        back_populates="nomination",
        lazy="raise_on_sql",
        primaryjoin="and_(Answer.nomination_id == Nomination.id, Answer.kept_from == '')",
    )
    kept_answers: Mapped[list[Answer]] = relationship(
        lazy="raise_on_sql",
        viewonly=True,
        primaryjoin="and_(Answer.nomination_id == Nomination.id, Answer.kept_from != '')",
    )
    """Answers to questions that the present category does not ask: kept, never sent."""
    every_answer: Mapped[list[Answer]] = relationship(lazy="raise_on_sql", viewonly=True)
    """Both kinds, to load them at once."""
    unfinished: Mapped[list[TypedPage]] = relationship(
        lazy="raise_on_sql",
        viewonly=True,
        order_by="TypedPage.page",
        primaryjoin="and_(TypedPage.nomination_id == Nomination.id, TypedPage.fields.is_not(None))",
    )
    """Pages into which something was typed that was not saved as a whole."""
    submissions: Mapped[list[Submission]] = relationship(
        back_populates="nomination", lazy="raise_on_sql", order_by="Submission.number"
    )

    __mapper_args__: dict[str, Any] = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name


class Nominee(Base):
    """Who is put forward, as the nominator typed them; a team's row stands for the team and its contact.

    A nominee without a nomination is one whom the organiser honours directly.
    """

    __tablename__ = "nominee"
    __table_args__ = (sa.UniqueConstraint("nomination_id", "position"),)

    id: Mapped[Id]
    ref: Mapped[Ref]
    nomination_id: Mapped[int | None] = mapped_column(sa.ForeignKey("nomination.id"), info=INTERNAL)
    position: Mapped[int] = mapped_column(default=1, info=INTERNAL)
    """From 1; below 0 for somebody kept from an award of another shape, who is not part of the nomination."""
    is_team: Mapped[bool] = mapped_column(default=False, info=INTERNAL)
    full_name: Mapped[str] = mapped_column(info=PERSONAL)
    """For a team: the contact's name; the team's own name is the nomination's."""
    known_as: Mapped[str | None] = mapped_column(info=PERSONAL)
    email: Mapped[str | None] = mapped_column(EncryptedText, info=CONTACT)
    email_index: Mapped[str | None] = mapped_column(sa.String(64), index=True, info=SECRET)
    role: Mapped[str | None] = mapped_column(info=PERSONAL)
    employer: Mapped[str | None] = mapped_column(info=PERSONAL)
    employer_place: Mapped[str | None] = mapped_column(sa.String(64), info=PERSONAL)
    """Key of the authority or trust in the list of places; None where it is not in the list."""
    employer_type: Mapped[str | None] = mapped_column(sa.String(32), info=PERSONAL)
    works_in: Mapped[str | None] = mapped_column(sa.String(32), info=PERSONAL)
    in_post: Mapped[bool | None] = mapped_column(info=PERSONAL)
    registration: Mapped[str | None] = mapped_column(sa.String(32), info=PERSONAL)
    """What the nominator said of the register: registered, not_registered, … or None for not known."""
    registration_number: Mapped[str | None] = mapped_column(sa.String(16), info=PERSONAL)
    date_of_birth: Mapped[date | None] = mapped_column(EncryptedDate, info=SENSITIVE)
    lived_experience: Mapped[str | None] = mapped_column(EncryptedText, info=SENSITIVE)
    """"yes", "no" or None; encrypted."""
    nation: Mapped[str | None] = mapped_column(sa.String(32), info=PERSONAL)
    programme: Mapped[str | None] = mapped_column(sa.String(32), info=PERSONAL)
    programme_status: Mapped[str | None] = mapped_column(sa.String(32), info=PERSONAL)
    programme_stage: Mapped[str | None] = mapped_column(sa.String(32), info=PERSONAL)
    deceased: Mapped[bool] = mapped_column(default=False, info=SENSITIVE)
    age_confirmed: Mapped[str | None] = mapped_column(sa.String(16), info=PERSONAL)
    """"child" or "adult" when put forward: what stays once the date of birth has gone; see ``nominees.asking``."""

    nomination: Mapped[Nomination | None] = relationship(back_populates="nominees", lazy="raise_on_sql")


class Answer(Base):
    """What the nominator wrote to one question; drafts may be over the limit, never lost."""

    __tablename__ = "answer"
    __table_args__ = (sa.UniqueConstraint("nomination_id", "question_key", "kept_from"),)

    id: Mapped[Id]
    nomination_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination.id"), info=INTERNAL)
    question_key: Mapped[str] = mapped_column(sa.String(64), info=INTERNAL)
    kept_from: Mapped[str] = mapped_column(sa.String(64), default="", info=INTERNAL)
    """The key of the category it was written for, when the present one does not ask it; else empty."""
    text: Mapped[str] = mapped_column(info=STORY)
    saved_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    saved_from: Mapped[str | None] = mapped_column(sa.String(64), info=INTERNAL)
    """Which open page saved it last, and how often it had saved by then; see ``drafting.Tab``."""
    version: Mapped[int] = mapped_column(info=INTERNAL)

    nomination: Mapped[Nomination] = relationship(back_populates="answers", lazy="raise_on_sql")

    __mapper_args__: dict[str, Any] = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name


class Submission(Base):
    """What was sent, word for word, each time it was sent; the last one counts."""

    __tablename__ = "submission"
    __table_args__ = (sa.UniqueConstraint("nomination_id", "number"),)

    id: Mapped[Id]
    nomination_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination.id"), info=INTERNAL)
    number: Mapped[int] = mapped_column(info=INTERNAL)
    submitted_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    content: Mapped[list[dict[str, Any]]] = mapped_column(info=STORY)
    """[{"key", "question", "answer"}] in the order of the form; no contact details, no dates of birth."""

    nomination: Mapped[Nomination] = relationship(back_populates="submissions", lazy="raise_on_sql")


class TypedPage(Base):
    """What somebody has typed into one page of a draft and not yet saved as a whole; kept as typed, encrypted."""

    __tablename__ = "typed_page"
    __table_args__ = (sa.UniqueConstraint("nomination_id", "page"),)

    id: Mapped[Id]
    nomination_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination.id"), info=INTERNAL)
    page: Mapped[str] = mapped_column(sa.String(32), info=INTERNAL)
    """Which page: eligibility, about_you, team, declarations, person-1, ..."""
    fields: Mapped[str | None] = mapped_column(EncryptedText, info=STORY)
    """JSON object of lists by field name, only fields that differ from what is saved; None when none does."""
    saved_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    saved_from: Mapped[str | None] = mapped_column(sa.String(64), info=INTERNAL)
    version: Mapped[int] = mapped_column(info=INTERNAL)

    __mapper_args__: dict[str, Any] = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name


class CorrectionRequest(Base):
    """What a nominator asks to have put right in a nomination that can no longer be changed."""

    __tablename__ = "correction_request"
    __table_args__ = (
        sa.CheckConstraint("answered_at IS NULL OR made IS NOT NULL", "an_answer_says_yes_or_no"),
        sa.Index("ix_correction_request_nomination_id", "nomination_id"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    nomination_id: Mapped[int] = mapped_column(sa.ForeignKey("nomination.id"), info=INTERNAL)
    text: Mapped[str] = mapped_column(info=STORY)
    asked_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    made: Mapped[bool | None] = mapped_column(info=INTERNAL)
    """Whether staff made the correction; None while nobody has answered."""
    answer: Mapped[str | None] = mapped_column(info=STORY)
    """What staff tell the nominator."""
    answered_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    answered_by: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)

    nomination: Mapped[Nomination] = relationship(lazy="raise_on_sql")


@sa.event.listens_for(Session, "do_orm_execute")
def _hide_new_versions(state: ORMExecuteState) -> None:
    """Leave unsent new versions out of every statement that does not ask for them with `WITH_NEW_VERSIONS`.

    They are their nominator's alone, so no list, count or export has to remember to leave them out.
    """
    loads = state.is_select and not state.is_column_load and not state.is_relationship_load
    if loads and not state.execution_options.get("with_new_versions", False):
        hidden = with_loader_criteria(Nomination, Nomination.revises_id.is_(None), include_aliases=True)
        state.statement = state.statement.options(hidden)

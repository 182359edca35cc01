"""Tables of notices, answers, display choices and consents, one set per nominee."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import relationship

from awards.db import (
    CONTACT,
    INTERNAL,
    PERSONAL,
    SECRET,
    SENSITIVE,
    Base,
    EncryptedText,
    Id,
    Mapped,
    Ref,
    mapped_column,
)
from awards.nominations.models import Nominee
from awards.nominees.words import Confirmation as Confirmation
from awards.nominees.words import NameForm as NameForm
from awards.nominees.words import Response as Response
from awards.nominees.words import Stage as Stage
from awards.nominees.words import Thing as Thing


class Notice(Base):
    """What a nominee was told and answered, and how they want to be shown. One row per nominee."""

    __tablename__ = "notice"
    __table_args__ = (sa.CheckConstraint("response = 'none' OR responded_at IS NOT NULL", "an_answer_has_a_time"),)

    id: Mapped[Id]
    nominee_id: Mapped[int] = mapped_column(sa.ForeignKey("nominee.id"), unique=True, info=INTERNAL)
    queued_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    not_sent_because: Mapped[str | None] = mapped_column(info=PERSONAL)
    """Why staff went on without a notice (told by telephone, no address, …)."""
    response: Mapped[Response] = mapped_column(default=Response.NONE, info=INTERNAL)
    responded_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    channel: Mapped[str] = mapped_column(sa.String(16), default="web", info=INTERNAL)
    name_form: Mapped[NameForm] = mapped_column(default=NameForm.FULL_NAME, info=PERSONAL)
    public_name: Mapped[str | None] = mapped_column(info=PERSONAL)
    """The name itself where the form is "other"."""
    show_place: Mapped[bool] = mapped_column(default=False, info=PERSONAL)
    unsafe_to_locate: Mapped[bool | None] = mapped_column(info=SENSITIVE)
    misdirected_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """When whoever opened the link said that it was not meant for them; staff must find another way."""
    version: Mapped[int] = mapped_column(info=INTERNAL)

    nominee: Mapped[Nominee] = relationship(lazy="raise_on_sql")
    consents: Mapped[list[Consent]] = relationship(back_populates="notice", lazy="raise_on_sql")

    __mapper_args__: dict[str, Any] = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name


class Consent(Base):
    """One consent: for one thing at one stage, with its wording's version, withdrawable."""

    __tablename__ = "consent"
    __table_args__ = (
        sa.CheckConstraint("withdrawn_at IS NULL OR withdrawn_at >= given_at", "withdrawn_after_given"),
        sa.Index("ix_consent_notice_id", "notice_id"),
    )

    id: Mapped[Id]
    notice_id: Mapped[int] = mapped_column(sa.ForeignKey("notice.id"), info=INTERNAL)
    stage: Mapped[Stage] = mapped_column(info=INTERNAL)
    thing: Mapped[Thing] = mapped_column(info=INTERNAL)
    wording: Mapped[str] = mapped_column(sa.String(32), info=INTERNAL)
    given_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    withdrawn_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)

    notice: Mapped[Notice] = relationship(back_populates="consents", lazy="raise_on_sql")


class Supporter(Base):
    """An adult whom a young person named, asked only after the young person agreed; sees no story.

    Naming somebody else makes a new row; the newest one counts.
    """

    __tablename__ = "supporter"
    __table_args__ = (
        sa.CheckConstraint("response = 'none' OR responded_at IS NOT NULL", "an_answer_has_a_time"),
        sa.Index("ix_supporter_nominee_id", "nominee_id"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    nominee_id: Mapped[int] = mapped_column(sa.ForeignKey("nominee.id"), info=INTERNAL)
    name: Mapped[str] = mapped_column(info=PERSONAL)
    relation: Mapped[str] = mapped_column(sa.String(32), info=PERSONAL)
    """parent_or_carer, social_worker, advocate, personal_adviser, teacher or other."""
    email: Mapped[str | None] = mapped_column(EncryptedText, info=CONTACT)
    email_index: Mapped[str | None] = mapped_column(sa.String(64), info=SECRET)
    named_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    asked_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    response: Mapped[Confirmation] = mapped_column(default=Confirmation.NONE, info=INTERNAL)
    responded_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    channel: Mapped[str] = mapped_column(sa.String(16), default="web", info=INTERNAL)
    version: Mapped[int] = mapped_column(info=INTERNAL)

    nominee: Mapped[Nominee] = relationship(lazy="raise_on_sql")

    __mapper_args__: dict[str, Any] = {"version_id_col": version}  # noqa: RUF012 - SQLAlchemy's own name


class Suppression(Base):
    """A note that somebody does not want to be put forward: keyed fingerprints only, no name and no address."""

    __tablename__ = "suppression"
    __table_args__ = (
        sa.Index("ix_suppression_name_index", "programme_key", "name_index"),
        sa.Index("ix_suppression_email_index", "programme_key", "email_index"),
    )

    id: Mapped[Id]
    programme_key: Mapped[str] = mapped_column(sa.String(64), info=INTERNAL)
    name_index: Mapped[str] = mapped_column(sa.String(64), info=SECRET)
    email_index: Mapped[str | None] = mapped_column(sa.String(64), info=SECRET)
    nominee_ref: Mapped[str] = mapped_column(sa.String(16), info=INTERNAL)
    noted_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    lifted_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """When the same person agreed after all."""

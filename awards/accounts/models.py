"""Tables of people with accounts, their grants, and sign-ins of every audience."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import relationship

from awards.core.actor import Audience, Role
from awards.db import (
    CONTACT,
    INTERNAL,
    PERSONAL,
    SECRET,
    Base,
    EncryptedText,
    Id,
    Mapped,
    Ref,
    mapped_column,
)


class User(Base):
    """A member of staff or a judge."""

    __tablename__ = "user_account"

    id: Mapped[Id]
    ref: Mapped[Ref]
    name: Mapped[str] = mapped_column(info=PERSONAL)
    email: Mapped[str] = mapped_column(EncryptedText, info=CONTACT)
    email_index: Mapped[str] = mapped_column(sa.String(64), unique=True, info=SECRET)
    employer: Mapped[str | None] = mapped_column(info=PERSONAL)
    disabled_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)

    grants: Mapped[list[Grant]] = relationship(back_populates="user", lazy="raise_on_sql")


class Grant(Base):
    """One role, in one programme (by its key) or, for an empty key, in all."""

    __tablename__ = "role_grant"
    __table_args__ = (sa.UniqueConstraint("user_id", "role", "programme_key"),)

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"), info=INTERNAL)
    role: Mapped[Role] = mapped_column(info=INTERNAL)
    programme_key: Mapped[str] = mapped_column(sa.String(64), default="", info=INTERNAL)

    user: Mapped[User] = relationship(back_populates="grants", lazy="raise_on_sql")


class SignIn(Base):
    """One browser signed in as one person for one audience; the browser holds only the token."""

    __tablename__ = "sign_in"

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True, info=SECRET)
    audience: Mapped[Audience] = mapped_column(info=INTERNAL)
    subject: Mapped[str] = mapped_column(sa.String(16), index=True, info=INTERNAL)
    started_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    expires_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    ended_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    last_seen_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """When a page was last asked for, to within some minutes."""


class Attempt(Base):
    """One try at something that is limited, by a keyed fingerprint of who tried; counted, then forgotten."""

    __tablename__ = "attempt"
    __table_args__ = (sa.Index("ix_attempt_lately", "kind", "subject_index", "at"),)

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(sa.String(32), info=INTERNAL)
    subject_index: Mapped[str] = mapped_column(sa.String(64), info=SECRET)
    at: Mapped[datetime] = mapped_column(info=INTERNAL)

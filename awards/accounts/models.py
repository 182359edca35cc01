"""Tables of people with accounts, their grants, and sign-ins of every audience."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

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


class Means(StrEnum):
    """How somebody showed who they are."""

    LINK = "link"
    CODE = "code"
    PASSWORD = "password"  # noqa: S105 - a word for it, not one
    """With a code of an authenticator app."""
    RECOVERY_CODE = "recovery_code"
    PASSKEY = "passkey"
    SEEN_AS = "seen_as"
    """An administrator looks with somebody's eyes."""


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
    means: Mapped[Means | None] = mapped_column(info=INTERNAL)
    device: Mapped[str | None] = mapped_column(sa.String(80), info=PERSONAL)
    """The browser and the system, in words: "Firefox on Windows"."""
    proved_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """When whoever sits there last showed who they are; what matters most asks for that anew."""
    seen_by: Mapped[str | None] = mapped_column(sa.String(16), info=INTERNAL)
    """The administrator who looks with this person's eyes; such a sign-in changes nothing."""


class Attempt(Base):
    """One try at something that is limited, by a keyed fingerprint of who tried; counted, then forgotten."""

    __tablename__ = "attempt"
    __table_args__ = (sa.Index("ix_attempt_lately", "kind", "subject_index", "at"),)

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(sa.String(32), info=INTERNAL)
    subject_index: Mapped[str] = mapped_column(sa.String(64), info=SECRET)
    at: Mapped[datetime] = mapped_column(info=INTERNAL)


class Password(Base):
    """A member of staff's password, as Argon2id keeps it."""

    __tablename__ = "password"

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"), primary_key=True, info=INTERNAL)
    hash: Mapped[str] = mapped_column(info=SECRET)
    set_at: Mapped[datetime] = mapped_column(info=INTERNAL)


class Authenticator(Base):
    """An authenticator app (TOTP, RFC 6238: SHA-1, six digits, thirty seconds)."""

    __tablename__ = "authenticator"

    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"), primary_key=True, info=INTERNAL)
    secret: Mapped[str] = mapped_column(EncryptedText, info=SECRET)
    """Base32."""
    next_secret: Mapped[str | None] = mapped_column(EncryptedText, info=SECRET)
    """That of an app which is being set up in place of one that is in use; the old one works until then."""
    begun_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    confirmed_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)
    """When a first code was right; before that it opens nothing."""
    last_step: Mapped[int | None] = mapped_column(sa.BigInteger, info=INTERNAL)
    """The time step of the last code that was taken: no code is taken twice."""


class RecoveryCode(Base):
    """One code on paper that stands in for the second factor, once."""

    __tablename__ = "recovery_code"

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"), index=True, info=INTERNAL)
    code_hash: Mapped[str] = mapped_column(sa.String(64), unique=True, info=SECRET)
    made_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    used_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)


class Passkey(Base):
    """One passkey (WebAuthn, discoverable, with the person verified by the device)."""

    __tablename__ = "passkey"

    id: Mapped[Id]
    ref: Mapped[Ref]
    user_id: Mapped[int] = mapped_column(sa.ForeignKey("user_account.id"), index=True, info=INTERNAL)
    name: Mapped[str] = mapped_column(sa.String(80), info=PERSONAL)
    """What its owner calls it."""
    credential_id: Mapped[str] = mapped_column(sa.String(1400), unique=True, info=SECRET)
    """Base64url, as are the next."""
    public_key: Mapped[str] = mapped_column(info=SECRET)
    sign_count: Mapped[int] = mapped_column(sa.BigInteger, info=INTERNAL)
    added_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    last_used_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)


class StepKind(StrEnum):
    """What a browser has begun and not finished."""

    SECOND_FACTOR = "second_factor"
    """The password was right; the second factor is due."""
    PASSKEY_SIGN_IN = "passkey_sign_in"
    PASSKEY_ADDING = "passkey_adding"
    PASSKEY_PROOF = "passkey_proof"
    SETTING_UP = "setting_up"
    """A mailed link was right; a password and a second factor are due."""


class Step(Base):
    """A sign-in on its way, or a passkey's challenge; the browser holds only the token."""

    __tablename__ = "sign_in_step"

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True, info=SECRET)
    kind: Mapped[StepKind] = mapped_column(info=INTERNAL)
    user_id: Mapped[int | None] = mapped_column(sa.ForeignKey("user_account.id"), info=INTERNAL)
    challenge: Mapped[str | None] = mapped_column(sa.String(128), info=SECRET)
    """What a passkey is to sign, base64url."""
    begun_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    expires_at: Mapped[datetime] = mapped_column(info=INTERNAL)
    tries: Mapped[int] = mapped_column(default=0, info=INTERNAL)
    ended_at: Mapped[datetime | None] = mapped_column(info=INTERNAL)

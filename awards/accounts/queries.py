"""Finding people and sign-ins."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, joinedload

from awards.accounts.models import Grant, Passkey, Password, SignIn, User
from awards.accounts.sign_ins import still_open
from awards.core.actor import Audience, Role
from awards.db import blind_index

RENEWABLE = {Audience.NOMINATORS: timedelta(days=30)}
"""How long after it expired a sign-in may be renewed in the browser that held it; those of other audiences never."""


def live_sign_in(session: Session, token_hash: str, audience: Audience, *, now: datetime) -> SignIn | None:
    """Give the sign-in behind a browser's token, unless it has ended or expired."""
    return session.scalars(
        select(SignIn).where(
            SignIn.token_hash == token_hash,
            SignIn.audience == audience,
            SignIn.ended_at.is_(None),
            SignIn.expires_at > now,
        )
    ).one_or_none()


def expired_sign_in(session: Session, token_hash: str, audience: Audience, *, now: datetime) -> SignIn | None:
    """Give the sign-in behind a browser's token if its time has passed and nobody ended it. One statement."""
    return session.scalars(
        select(SignIn).where(
            SignIn.token_hash == token_hash,
            SignIn.audience == audience,
            SignIn.ended_at.is_(None),
            SignIn.expires_at <= now,
        )
    ).one_or_none()


def renewable_sign_in(session: Session, token_hash: str, audience: Audience, *, now: datetime) -> SignIn | None:
    """Give the sign-in behind a browser's token if it expired by itself, not too long ago. One statement."""
    found = expired_sign_in(session, token_hash, audience, now=now)
    lately = now - RENEWABLE.get(audience, timedelta(0))
    return found if found is not None and found.expires_at > lately else None


def signed_in_user(
    session: Session, token_hash: str, audience: Audience, *, now: datetime
) -> tuple[User, SignIn] | None:
    """Give the person with an account whom this browser's token stands for, with their grants, and the sign-in.

    One statement.
    """
    found = session.execute(
        select(User, SignIn)
        .join(SignIn, SignIn.subject == User.ref)
        .where(
            SignIn.token_hash == token_hash,
            SignIn.audience == audience,
            User.disabled_at.is_(None),
            *still_open(now),
        )
        .options(joinedload(User.grants))
    ).unique().one_or_none()  # fmt: skip
    return None if found is None else (found[0], found[1])


def sign_in_behind(session: Session, token_hash: str) -> SignIn | None:
    """Give the sign-in behind a browser's token, alive or not. One statement."""
    return session.scalars(select(SignIn).where(SignIn.token_hash == token_hash)).one_or_none()


def user_by_ref(session: Session, ref: str) -> User | None:
    """Give a person by reference, with their grants. One statement."""
    known = select(User).where(User.ref == ref).options(joinedload(User.grants))
    return session.scalars(known).unique().one_or_none()


def has_administrator(session: Session) -> bool:
    """Say whether some administrator can sign in: is not disabled, and has a password or a passkey. One statement."""
    ways_in = or_(
        exists().where(Password.user_id == User.id),
        exists().where(Passkey.user_id == User.id),
    )
    ready = (Grant.role == Role.ADMINISTRATOR, User.disabled_at.is_(None), ways_in)
    return session.scalar(select(User.id).join(User.grants).where(*ready).limit(1)) is not None


def user_by_email(session: Session, email: str) -> User | None:
    """Give a person by address, whatever its case, with their grants. One statement, known or not."""
    known = select(User).where(User.email_index == blind_index(session, email)).options(joinedload(User.grants))
    return session.scalars(known).unique().one_or_none()

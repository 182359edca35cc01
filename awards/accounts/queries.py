"""Finding people and sign-ins."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from awards.accounts.models import SignIn, User
from awards.core.actor import Audience
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
) -> tuple[User, datetime | None] | None:
    """Give the person with an account whom this browser's token stands for, with their grants, and when it was seen.

    One statement.
    """
    found = session.execute(
        select(User, SignIn.last_seen_at)
        .join(SignIn, SignIn.subject == User.ref)
        .where(
            SignIn.token_hash == token_hash,
            SignIn.audience == audience,
            SignIn.ended_at.is_(None),
            SignIn.expires_at > now,
            User.disabled_at.is_(None),
        )
        .options(joinedload(User.grants))
    ).unique().one_or_none()  # fmt: skip
    return None if found is None else (found[0], found[1])


def user_by_email(session: Session, email: str) -> User | None:
    """Give a person by address, whatever its case, with their grants."""
    return session.scalars(
        select(User).where(User.email_index == blind_index(session, email)).options(selectinload(User.grants))
    ).one_or_none()

"""Signing in and out, inviting people and granting roles."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from awards.accounts.models import Grant, Means, SignIn, User
from awards.accounts.queries import renewable_sign_in, user_by_email
from awards.audit import Tag, record
from awards.core.actor import Actor, Audience, Role
from awards.core.references import new_reference, new_token
from awards.core.words import tidy_line
from awards.db import blind_index
from awards.links.actions import hash_of

LIVES = {
    Audience.STAFF: timedelta(hours=12),
    Audience.JUDGES: timedelta(hours=12),
    Audience.NOMINATORS: timedelta(days=14),
    Audience.NOMINEES: timedelta(hours=2),
    Audience.SUPPORTERS: timedelta(hours=2),
}
"""How long a sign-in of each audience lives at most; saving prolongs that of nominators by the same time."""
BARELY = timedelta(hours=1)
"""By less than that a sign-in is not prolonged: saving every few seconds writes it once an hour."""


def sign_in(
    session: Session,
    audience: Audience,
    subject: str,
    *,
    now: datetime,
    means: Means | None = None,
    device: str | None = None,
    seen_by: str | None = None,
) -> str:
    """Start a sign-in and give its token for the browser; only the hash is kept.

    `means` is how the person showed who they are (None in the demo and for people without accounts), `device` what
    their browser is in words, `seen_by` the administrator who looks with their eyes.
    """
    token = new_token()
    session.add(
        SignIn(
            token_hash=hash_of(token),
            audience=audience,
            subject=subject,
            started_at=now,
            expires_at=now + LIVES[audience],
            last_seen_at=now,
            means=means,
            device=device,
            proved_at=now,
            seen_by=seen_by,
        )
    )
    actor = Actor(audience, subject, seen_by=seen_by or "")
    record(session, Tag.SIGN_IN_STARTED, subject, actor=actor, at=now, **({"means": str(means)} if means else {}))
    session.flush()
    return token


def prolong_sign_in(session: Session, token: str, audience: Audience, *, now: datetime) -> None:
    """Let a living sign-in live as long again as a new one, because something was saved; leaves no trail."""
    until = now + LIVES[audience]
    session.execute(
        update(SignIn)
        .where(
            SignIn.token_hash == hash_of(token),
            SignIn.audience == audience,
            SignIn.ended_at.is_(None),
            SignIn.expires_at > now,
            SignIn.expires_at < until - BARELY,
        )
        .values(expires_at=until)
    )


def note_seen(session: Session, token_hash: str, *, now: datetime) -> None:
    """Note that a page was asked for with this sign-in; leaves no trail, and an earlier time never takes its place."""
    later = or_(SignIn.last_seen_at.is_(None), SignIn.last_seen_at < now)
    session.execute(update(SignIn).where(SignIn.token_hash == token_hash, later).values(last_seen_at=now))


def renew_sign_in(session: Session, token: str, audience: Audience, *, now: datetime) -> str | None:
    """Start a sign-in in place of one that has expired by itself, and give its token; None if that may not be.

    One that was ended by signing out is never renewed, nor one of an audience that must come by a link.
    """
    found = renewable_sign_in(session, hash_of(token), audience, now=now)
    if found is None:
        return None
    found.ended_at = now
    return sign_in(session, audience, found.subject, now=now)


def sign_out(session: Session, token: str, actor: Actor, *, now: datetime) -> None:
    """End one sign-in for good, on the server."""
    session.execute(update(SignIn).where(SignIn.token_hash == hash_of(token)).values(ended_at=now))
    record(session, Tag.SIGN_IN_ENDED, actor.reference, actor=actor, at=now)
    session.flush()


def add_user(
    session: Session,
    *,
    name: str,
    email: str,
    role: Role,
    programme_key: str,
    employer: str | None = None,
    actor: Actor,
    now: datetime,
) -> User:
    """Give the person with this address an account (or the one they have) and grant the role."""
    user = user_by_email(session, email)
    if user is None:
        user = User(
            ref=new_reference("USR"),
            name=tidy_line(name),
            email=email.strip(),
            email_index=blind_index(session, email),
            employer=employer,
            grants=[],
        )
        session.add(user)
        record(session, Tag.USER_INVITED, user.ref, actor=actor, at=now)
    grant_role(session, user, role, programme_key=programme_key, actor=actor, now=now)
    return user


def grant_role(session: Session, user: User, role: Role, *, programme_key: str, actor: Actor, now: datetime) -> None:
    """Grant a role in one programme (an empty key means all); granting twice changes nothing."""
    if any(grant.role == role and grant.programme_key == programme_key for grant in user.grants):
        return
    user.grants.append(Grant(role=role, programme_key=programme_key))
    record(session, Tag.ROLE_GRANTED, user.ref, actor=actor, at=now, role=role, programme=programme_key)
    session.flush()

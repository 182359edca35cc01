"""To see as: an administrator looks at the portal with somebody's eyes, read-only, for a while, and noted."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.accounts.models import Grant, Means, SignIn, User
from awards.accounts.people_policy import may_see_as
from awards.audit import Tag, record
from awards.core.actor import Actor, Audience, Role
from awards.core.permission import require
from awards.core.references import new_token
from awards.links.actions import hash_of

LIVES: Final = timedelta(minutes=30)
"""How long an administrator looks with somebody's eyes at most."""


def begin_seeing_as(
    session: Session, person: User, audience: Audience, *, key: str, reason: str, actor: Actor, now: datetime
) -> str:
    """Let an administrator look with this person's eyes, and give the token for the browser.

    Raises:
        Refused: the person is an administrator, disabled or the administrator themselves, or is not of the audience.
    """
    require(may_see_as(person, audience, key=key, actor=actor))
    token = new_token()
    session.add(
        SignIn(
            token_hash=hash_of(token),
            audience=audience,
            subject=person.ref,
            started_at=now,
            expires_at=now + LIVES,
            last_seen_at=now,
            means=Means.SEEN_AS,
            seen_by=actor.reference,
        )
    )
    record(session, Tag.SEEN_AS_STARTED, person.ref, actor=actor, at=now, reason=reason, audience=audience)
    session.flush()
    return token


def end_seeing_as(session: Session, token: str, *, now: datetime) -> str | None:
    """Let an administrator look with their own eyes again; gives whose eyes they were, None if it was over already."""
    found = looking(session, token)
    if found is None or found.ended_at is not None or found.seen_by is None:
        return None
    found.ended_at = now
    administrator = Actor(Audience.STAFF, found.seen_by)
    in_time = found.expires_at > now
    record(session, Tag.SEEN_AS_ENDED, found.subject, actor=administrator, at=now, pressed=in_time)
    session.flush()
    return found.subject


def looking(session: Session, token: str) -> SignIn | None:
    """Give the sign-in with which an administrator looks, alive or not. One statement."""
    mine = (SignIn.token_hash == hash_of(token), SignIn.seen_by.is_not(None))
    return session.scalars(select(SignIn).where(*mine)).one_or_none()


def may_still_look(session: Session, administrator: str, *, key: str) -> bool:
    """Say whether whoever looks is still an administrator in this programme. One statement."""
    here = Grant.programme_key.in_({"", key})
    known = (User.ref == administrator, User.disabled_at.is_(None), Grant.role == Role.ADMINISTRATOR, here)
    return session.scalar(select(User.id).join(User.grants).where(*known).limit(1)) is not None

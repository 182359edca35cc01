"""Making, redeeming and revoking links."""

from __future__ import annotations

import hashlib
from datetime import datetime

from sqlalchemy import true, update
from sqlalchemy.orm import Session

from awards.core.references import new_token
from awards.links.models import Link
from awards.links.purposes import TERMS, Purpose
from awards.links.queries import usable_link


def mint_link(session: Session, purpose: Purpose, subject: str, *, now: datetime) -> str:
    """Make a link and give its token; only the token's hash is kept."""
    token = new_token()
    session.add(
        Link(
            token_hash=hash_of(token),
            purpose=purpose,
            subject=subject,
            made_at=now,
            expires_at=now + TERMS[purpose].lives,
        )
    )
    session.flush()
    return token


def redeem_link(session: Session, token: str, *, now: datetime) -> Link | None:
    """Use a link, or give None if it is unknown, expired, revoked or already used up.

    A single-use link is consumed by one conditional update, so of two redeemers at once one loses.
    """
    link = usable_link(session, hash_of(token), now=now)
    if link is None:
        return None
    unused = Link.used_at.is_(None) if TERMS[link.purpose].single_use else true()
    taken = session.scalar(update(Link).where(Link.id == link.id, unused).values(used_at=now).returning(Link.id))
    return link if taken else None


def revoke_links(session: Session, purpose: Purpose, subject: str, *, now: datetime) -> None:
    """Make every link of this purpose about this subject void."""
    session.execute(
        update(Link)
        .where(Link.purpose == purpose, Link.subject == subject, Link.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def hash_of(token: str) -> str:
    """Give the SHA-256 (hex) under which a token is stored; the token itself has 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()

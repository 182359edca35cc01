"""Finding links by the hash of their secret."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.links.models import Link
from awards.links.purposes import TERMS


def usable_link(session: Session, token_hash: str, *, now: datetime) -> Link | None:
    """Give the link if it may still be used. One statement."""
    link = _link(session, token_hash)
    return link if link is not None and link.expires_at > now else None


def renewable_link(session: Session, token_hash: str, *, now: datetime) -> Link | None:
    """Give the link if all that is wrong with it is its age, and its purpose lets a new one be sent. One statement."""
    link = _link(session, token_hash)
    return link if link is not None and link.expires_at <= now and TERMS[link.purpose].renewable else None


def _link(session: Session, token_hash: str) -> Link | None:
    """Give the link unless it was revoked or used up."""
    link = session.scalars(select(Link).where(Link.token_hash == token_hash, Link.revoked_at.is_(None))).one_or_none()
    if link is None or (link.used_at and TERMS[link.purpose].single_use):
        return None
    return link

"""Finding links by the hash of their secret."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.links.models import Link
from awards.links.purposes import TERMS


def usable_link(session: Session, token_hash: str, *, now: datetime) -> Link | None:
    """Give the link if it may still be used."""
    link = session.scalars(
        select(Link).where(Link.token_hash == token_hash, Link.revoked_at.is_(None), Link.expires_at > now)
    ).one_or_none()
    if link is None or (link.used_at and TERMS[link.purpose].single_use):
        return None
    return link

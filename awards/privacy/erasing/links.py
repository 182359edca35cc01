"""Mailed links and sign-ins: they end, and which browser it was goes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from awards.accounts.models import SignIn
from awards.links.models import Link
from awards.privacy.erasing.words import emptied


def end_links(session: Session, subjects: Collection[str], *, now: datetime) -> int:
    """Make every link about these references void. Gives how many were not."""
    open_ones = select(Link.id).where(Link.subject.in_(subjects), Link.revoked_at.is_(None))
    emptied(session, Link.subject, subjects, asked_by_hash=None, code_index=None, code_expires_at=None)
    return emptied(session, Link.id, session.scalars(open_ones).all(), revoked_at=now)


def end_sign_ins(session: Session, subjects: Collection[str], *, now: datetime) -> int:
    """End the sign-ins of these people, and let go of what is known of their browsers. Gives how many were open."""
    session.execute(
        update(SignIn)
        .where(SignIn.subject.in_(subjects))
        .values(device=None)
        .execution_options(synchronize_session="fetch")
    )
    open_ones = select(SignIn.id).where(SignIn.subject.in_(subjects), SignIn.ended_at.is_(None))
    return emptied(session, SignIn.id, session.scalars(open_ones).all(), ended_at=now)

"""Sending the sign-in link, a few times at most, to addresses that have an account and in silence otherwise."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from awards.accounts.models import User
from awards.accounts.queries import user_by_email
from awards.accounts.throttling import attempts_lately, note_attempt
from awards.comms.actions import LinkOrder, queue_message
from awards.core.actor import Role
from awards.links.purposes import Purpose

MOST_LINKS = 3
WITHIN = timedelta(hours=6)
"""How often one address may ask within how long; counted when asked, so that a slow worker changes nothing."""

LINK_ASKED = "sign_in_link_asked"


def send_sign_in_link(session: Session, email: str, *, programme_key: str, now: datetime) -> None:
    """Queue a link if the address has an account here and has not had several lately."""
    user = user_by_email(session, email)
    if user is None or user.disabled_at:
        return
    if attempts_lately(session, LINK_ASKED, user.ref, since=now - WITHIN) >= MOST_LINKS:
        return
    note_attempt(session, LINK_ASKED, user.ref, now=now)
    for purpose in purposes_for(user, programme_key):
        queue_message(
            session,
            f"accounts/{purpose}",
            to=user.email,
            about=user.ref,
            programme_key=programme_key,
            key=f"{purpose}:{user.ref}:{now.isoformat()}",
            now=now,
            link=LinkOrder(purpose, user.ref),
        )


def purposes_for(user: User, programme_key: str) -> list[Purpose]:
    """Say which sign-in links a person may have in this programme."""
    roles = {grant.role for grant in user.grants if grant.programme_key in {"", programme_key}}
    staff = [Purpose.STAFF_SIGN_IN] if roles - {Role.JUDGE} else []
    return staff + ([Purpose.JUDGE_SIGN_IN] if Role.JUDGE in roles else [])

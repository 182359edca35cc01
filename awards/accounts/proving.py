"""Proof: showing anew who one is, before what matters most. Staff only; judges are never asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from awards.accounts.authenticators import takes_code
from awards.accounts.limits import FIVE_MINUTES, Counted, Limit
from awards.accounts.models import Means, SignIn, User
from awards.accounts.passwords import is_right_password
from awards.accounts.people_queries import Standing, standings
from awards.audit import Tag, record
from awards.core.actor import Actor

PROOF_LASTS: Final = timedelta(minutes=15)
"""How long after somebody showed who they are it need not be asked again."""

PROOF_REFUSED: Final = Limit("proof_refused", 10, FIVE_MINUTES)
"""Wrong passwords and codes of somebody who is signed in; the sign-in itself goes on."""


def is_proved(proved_at: datetime | None, *, now: datetime) -> bool:
    """Say whether whoever sits there showed lately who they are; a time to come is no proof."""
    return proved_at is not None and timedelta(0) <= now - proved_at < PROOF_LASTS


def note_proved(session: Session, token_hash: str, *, means: Means, actor: Actor, now: datetime) -> None:
    """Note that whoever sits at this sign-in showed anew who they are, and by what means."""
    session.execute(update(SignIn).where(SignIn.token_hash == token_hash).values(proved_at=now))
    record(session, Tag.IDENTITY_PROVED, actor.reference, actor=actor, at=now, means=means)
    session.flush()


def means_shown(session: Session, ref: str, *, password: str, code: str, now: datetime) -> Means | None:
    """Say by what somebody showed who they are: their password, or a code of their app; None if neither is right.

    A code is used up by it.
    """
    user_id = session.scalars(select(User.id).where(User.ref == ref)).one()
    if password and is_right_password(session, user_id, password):
        return Means.PASSWORD
    return Means.CODE if code and takes_code(session, user_id, code, now=now) else None


def counted_proof(ref: str) -> Counted:
    """Give what a wrong password or code counts for."""
    return [(PROOF_REFUSED, ref)]


def note_refused(session: Session, ref: str, *, actor: Actor, now: datetime) -> None:
    """Note that somebody who is signed in did not show who they are."""
    record(session, Tag.SIGN_IN_REFUSED, ref, actor=actor, at=now, proof=True)


def own_standing(session: Session, ref: str) -> Standing:
    """Give by what somebody can show who they are. Two statements."""
    user = session.scalars(select(User).where(User.ref == ref)).one()
    return standings(session, [user])[user.id]

"""What people with accounts do with their own: sign-ins, password, authenticator app, recovery codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from awards.accounts.authenticators import confirm_authenticator
from awards.accounts.models import SignIn, User
from awards.accounts.passwords import set_password
from awards.accounts.people_queries import Standing, standings
from awards.accounts.people_words import SignInLine, sign_in_lines
from awards.accounts.recovery_codes import recovery_codes_left
from awards.accounts.sign_ins import end_sign_ins, open_sign_ins, past_sign_ins
from awards.comms.actions import queue_message
from awards.core.actor import Actor
from awards.core.references import new_token
from awards.links.actions import hash_of


@dataclass(frozen=True, slots=True)
class OwnPage:
    """One's own account."""

    user: User
    sign_ins: list[SignInLine]
    past: Sequence[SignInLine]


@dataclass(frozen=True, slots=True)
class StaffPage(OwnPage):
    """The same of a member of staff, with what they sign in with."""

    standing: Standing
    codes_left: int


def own_user(session: Session, ref: str) -> User:
    """Give one's own account. One statement."""
    return session.scalars(select(User).where(User.ref == ref)).one()


def own_page(session: Session, ref: str, *, token_hashes: set[str], now: datetime) -> OwnPage:
    """Give one's own account with its sign-ins; those of this browser are marked. Three statements."""
    return OwnPage(own_user(session, ref), *_lines(session, ref, token_hashes=token_hashes, now=now))


def staff_page(session: Session, ref: str, *, token_hashes: set[str], now: datetime) -> StaffPage:
    """Give the same of a member of staff. Five statements."""
    user = own_user(session, ref)
    lines = _lines(session, ref, token_hashes=token_hashes, now=now)
    return StaffPage(user, *lines, standings(session, [user])[user.id], recovery_codes_left(session, user.id))


def change_password(
    session: Session, user: User, password: str, *, token_hash: str, programme_key: str, actor: Actor, now: datetime
) -> str:
    """Set one's own password anew, and give the new token of this sign-in: all others end, and its old one is dead."""
    set_password(session, user, password, programme_key=programme_key, actor=actor, now=now, why="changed")
    return _only_this(session, user, token_hash, why="password", actor=actor, now=now)


def change_authenticator(
    session: Session, user: User, code: str, *, token_hash: str, programme_key: str, actor: Actor, now: datetime
) -> str | None:
    """Take a new app into use and tell its owner by mail; gives this sign-in's new token, None if the code is wrong."""
    if not confirm_authenticator(session, user, code, actor=actor, now=now):
        return None
    queue_message(
        session,
        "accounts/authenticator_changed",
        to=user.email,
        about=user.ref,
        programme_key=programme_key,
        key=f"authenticator_changed:{user.ref}:{now.isoformat()}",
        now=now,
    )
    return _only_this(session, user, token_hash, why="authenticator", actor=actor, now=now)


def _lines(
    session: Session, ref: str, *, token_hashes: set[str], now: datetime
) -> tuple[list[SignInLine], list[SignInLine]]:
    alive, over = open_sign_ins(session, ref, now=now), past_sign_ins(session, ref, now=now)
    return sign_in_lines(alive, token_hashes=token_hashes), sign_in_lines(over, token_hashes=token_hashes)


def _only_this(session: Session, user: User, token_hash: str, *, why: str, actor: Actor, now: datetime) -> str:
    """End every other sign-in, and give this one a new token: whoever knew the old one is out."""
    end_sign_ins(session, user.ref, actor=actor, now=now, why=why, but=token_hash)
    token = new_token()
    session.execute(update(SignIn).where(SignIn.token_hash == token_hash).values(token_hash=hash_of(token)))
    return token

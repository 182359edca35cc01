"""Passwords of staff: how they are kept, what is wrong with a chosen one, setting one."""

from __future__ import annotations

import unicodedata
from datetime import datetime
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.orm import Session

from awards.accounts.common_passwords import is_common, mentions
from awards.accounts.models import Password, Step, User
from awards.accounts.steps import end_steps_of
from awards.audit import Tag, record
from awards.comms.actions import queue_message
from awards.core.actor import Actor
from awards.links.actions import revoke_links
from awards.links.purposes import Purpose

SHORTEST: Final = 12
LONGEST: Final = 200
"""Characters of a password, after NFC; there is no other rule of composition, and none ever expires by age."""
HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
"""Argon2id with 19 MiB, two passes, one lane; a hash with weaker parameters is made anew at the next sign-in."""
DUMMY: Final = HASHER.hash("nobody has this password, and nobody can sign in with it")
"""Verified where there is no password, so that an unknown address costs the same work."""

TOO_SHORT: Final = f"Your password must have {SHORTEST} characters or more"
TOO_LONG: Final = f"Your password must have {LONGEST} characters or less"
TOO_COMMON: Final = "Many people use this password, or one much like it. Choose one that is harder to guess"
TOO_PERSONAL: Final = "Your password must be more than your name, your address or the name of the awards"


def plain(password: str) -> str:
    """Give the characters of a password in the one form that counts: NFC, whatever keyboard made them."""
    return unicodedata.normalize("NFC", password)


def objections(password: str, *, personal: list[str]) -> list[str]:
    """Say what is wrong with a chosen password; nothing for a good one. At most one objection, the first.

    `personal` are words that others know of this person: name, address, the programme.
    """
    chosen = plain(password)
    if len(chosen) < SHORTEST:
        return [TOO_SHORT]
    if len(chosen) > LONGEST:
        return [TOO_LONG]
    if is_common(chosen):
        return [TOO_COMMON]
    return [TOO_PERSONAL] if mentions(chosen, personal) else []


def personal_words(user: User, *programme_words: str) -> list[str]:
    """Give what others know of this person and these awards."""
    return [user.name, *user.email.split("@"), user.employer or "", *programme_words]


def set_password(
    session: Session,
    user: User,
    password: str,
    *,
    programme_key: str,
    actor: Actor,
    now: datetime,
    why: str,
    step: Step | None = None,
) -> None:
    """Set somebody's password, tell them by mail, and make void every link and step that leads in, but this `step`.

    Sign-ins are not ended here: the caller knows which one stays. `why` is a word for the trail (set_up, changed).
    """
    kept = session.get(Password, user.id)
    if kept is None:
        session.add(Password(user_id=user.id, hash=HASHER.hash(plain(password)), set_at=now))
    else:
        kept.hash, kept.set_at = HASHER.hash(plain(password)), now
    void_links(session, user.ref, now=now)
    end_steps_of(session, user.id, now=now, but=step)
    record(session, Tag.PASSWORD_SET, user.ref, actor=actor, at=now, why=why)
    queue_message(
        session,
        "accounts/password_set",
        to=user.email,
        about=user.ref,
        programme_key=programme_key,
        key=f"password_set:{user.ref}:{now.isoformat()}",
        now=now,
    )
    session.flush()


def void_links(session: Session, subject: str, *, now: datetime) -> None:
    """Make void the links with which this person could set a password: they signed in, or have just set one."""
    for purpose in (Purpose.STAFF_SETUP, Purpose.PASSWORD_RESET):
        revoke_links(session, purpose, subject, now=now)


def is_right(kept: Password | None, password: str) -> bool:
    """Say whether this is the password; takes as long when there is none. Every character counts."""
    try:
        HASHER.verify(kept.hash if kept else DUMMY, plain(password)[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    return kept is not None


def strengthen(kept: Password, password: str) -> None:
    """Hash a password that was right anew if its parameters are weaker than today's."""
    if HASHER.check_needs_rehash(kept.hash):
        kept.hash = HASHER.hash(plain(password))


def is_right_password(session: Session, user_id: int, password: str) -> bool:
    """Say whether this is the password of somebody known: for proof, and before it is changed."""
    return is_right(session.get(Password, user_id), password)

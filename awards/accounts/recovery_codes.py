"""Recovery codes: ten on paper, each of which stands in for the second factor once."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from awards.accounts.models import RecoveryCode, User
from awards.audit import Tag, record
from awards.comms.actions import queue_message
from awards.core.actor import Actor, Audience
from awards.core.references import ALPHABET

HOW_MANY: Final = 10
LENGTH: Final = 16
"""Characters of a code, of 30: nearly 80 random bits."""
GROUP: Final = 4


def make_recovery_codes(session: Session, user: User, *, actor: Actor, now: datetime) -> list[str]:
    """Give somebody ten new codes to keep; their former ones are void. Only hashes stay: they cannot be shown again."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.user_id == user.id))
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(HOW_MANY)]
    session.add_all(RecoveryCode(user_id=user.id, code_hash=_hash(user.id, code), made_at=now) for code in codes)
    record(session, Tag.RECOVERY_CODES_MADE, user.ref, actor=actor, at=now, number=HOW_MANY)
    session.flush()
    return [_in_groups(code) for code in codes]


def use_recovery_code(session: Session, user: User, typed: str, *, programme_key: str, now: datetime) -> bool:
    """Say whether this is an unused code of somebody's, use it up, and tell them by mail."""
    unused = (RecoveryCode.code_hash == _hash(user.id, typed), RecoveryCode.used_at.is_(None))
    taken = update(RecoveryCode).where(RecoveryCode.user_id == user.id, *unused).values(used_at=now)
    used = session.scalar(taken.returning(RecoveryCode.id))
    if used is None:
        return False
    left = recovery_codes_left(session, user.id)
    record(session, Tag.RECOVERY_CODE_USED, user.ref, actor=Actor(Audience.EVERYONE, user.ref), at=now, left=left)
    queue_message(
        session,
        "accounts/recovery_code_used",
        to=user.email,
        about=user.ref,
        programme_key=programme_key,
        key=f"recovery_code_used:{used}",
        now=now,
        left=left,
    )
    return True


def recovery_codes_left(session: Session, user_id: int) -> int:
    """Say how many of somebody's codes are unused. One statement."""
    unused = select(func.count()).where(RecoveryCode.user_id == user_id, RecoveryCode.used_at.is_(None))
    return session.scalar(unused) or 0


def _hash(user_id: int, typed: str) -> str:
    """Give the SHA-256 under which a code is stored; spaces, hyphens and case do not matter."""
    letters = "".join(letter for letter in typed.upper() if letter in ALPHABET)
    return hashlib.sha256(f"{user_id}:{letters}".encode()).hexdigest()


def _in_groups(code: str) -> str:
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))

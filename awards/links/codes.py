"""Codes: six digits in the same mail as a link, good for a few minutes, in the browser that asked, in place of it."""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from awards.core.references import new_token
from awards.db import blind_index
from awards.links.actions import hash_of
from awards.links.models import Link
from awards.links.purposes import TERMS, Purpose

DIGITS: Final = 6
LIVES: Final = timedelta(minutes=10)
"""How long a code is good once its mail is handed over."""
MOST_TRIES: Final = 5
"""How many wrong codes one browser may send before it has to ask anew; whoever takes the code counts them."""


def mint_link_with_code(
    session: Session, purpose: Purpose, subject: str, *, asked_by_hash: str, now: datetime
) -> tuple[str, str]:
    """Make a link and a code that stands in for it in the browser that asked; only hashes are kept."""
    token, code = new_token(), f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    session.add(
        Link(
            token_hash=hash_of(token),
            purpose=purpose,
            subject=subject,
            made_at=now,
            expires_at=now + TERMS[purpose].lives,
            asked_by_hash=asked_by_hash,
            code_index=_fingerprint(session, asked_by_hash, code),
            code_expires_at=now + LIVES,
        )
    )
    session.flush()
    return token, code


def redeem_code(session: Session, asked_by_hash: str, code: str, *, now: datetime) -> Link | None:
    """Use the link whose code this is up, if this browser asked for it; of two who send it at once, one gets it."""
    asked = select(Link).where(
        Link.asked_by_hash == asked_by_hash,
        Link.code_expires_at > now,
        Link.used_at.is_(None),
        Link.revoked_at.is_(None),
    )
    meant = _fingerprint(session, asked_by_hash, code)
    right = [link for link in session.scalars(asked) if hmac.compare_digest(link.code_index or "", meant)]
    if not right:
        return None
    taken = update(Link).where(Link.id == right[0].id, Link.used_at.is_(None)).values(used_at=now).returning(Link.id)
    return right[0] if session.scalar(taken) is not None else None


def _fingerprint(session: Session, asked_by_hash: str, code: str) -> str:
    """Give the keyed fingerprint of a code: without the key, a copy of the database does not tell six digits."""
    return blind_index(session, f"code:{asked_by_hash}:{''.join(code.split())}")

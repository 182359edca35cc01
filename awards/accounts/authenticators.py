"""Authenticator apps (TOTP, RFC 6238): a secret shared once, and codes none of which is taken twice."""

from __future__ import annotations

import base64
import secrets
from datetime import datetime
from typing import Final

import segno
from cryptography.hazmat.primitives.constant_time import bytes_eq
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from markupsafe import Markup
from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from awards.accounts.models import Authenticator, User
from awards.audit import Tag, record
from awards.core.actor import Actor

SECONDS: Final = 30
DIGITS: Final = 6
SKEW: Final = 1
"""Steps before and after the present one whose codes are taken as well: clocks differ, and typing takes time."""
SECRET_BYTES: Final = 20


def begin_authenticator(session: Session, user_id: int, *, now: datetime) -> Authenticator:
    """Give somebody the secret for an app that they are setting up; one they have goes on working until they confirm.

    Beginning twice gives the same secret, so that a page may be shown again.
    """
    kept = session.get(Authenticator, user_id)
    if kept is None:
        kept = Authenticator(user_id=user_id, secret=_new_secret(), begun_at=now)
        session.add(kept)
    elif kept.confirmed_at and not kept.next_secret:
        kept.next_secret, kept.begun_at = _new_secret(), now
    session.flush()
    return kept


def confirm_authenticator(session: Session, user: User, typed: str, *, actor: Actor, now: datetime) -> bool:
    """Take the app into use if it shows the right code; says whether it did."""
    kept = session.get(Authenticator, user.id)
    if kept is None or (kept.confirmed_at and not kept.next_secret):
        return False
    step = _step_of(_being_set_up(kept), typed, now=now)
    if step is None:
        return False
    kept.secret, kept.next_secret, kept.confirmed_at, kept.last_step = _being_set_up(kept), None, now, step
    record(session, Tag.AUTHENTICATOR_CONFIRMED, user.ref, actor=actor, at=now)
    session.flush()
    return True


def takes_code(session: Session, user_id: int, typed: str, *, now: datetime) -> bool:
    """Say whether this is a code of somebody's app now, and use it up: of two who send it at once, one is right."""
    kept = session.get(Authenticator, user_id)
    if kept is None or kept.confirmed_at is None:
        return False
    step = _step_of(kept.secret, typed, now=now)
    if step is None:
        return False
    unused = or_(Authenticator.last_step.is_(None), Authenticator.last_step < step)
    taken = update(Authenticator).where(Authenticator.user_id == user_id, unused).values(last_step=step)
    return session.scalar(taken.returning(Authenticator.user_id)) is not None


def has_authenticator(session: Session, user_id: int) -> bool:
    """Say whether somebody has an app that is in use."""
    kept = session.get(Authenticator, user_id)
    return kept is not None and kept.confirmed_at is not None


def secret_in_groups(kept: Authenticator) -> str:
    """Give the secret being set up as text to type: in groups of four."""
    secret = _being_set_up(kept)
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def picture_of(kept: Authenticator, *, account: str, issuer: str) -> Markup:
    """Draw the QR code that an app reads: an inline picture without styles, which the content policy allows."""
    uri = _totp(_being_set_up(kept)).get_provisioning_uri(account, issuer)
    drawn = segno.make(uri, error="m", micro=False).svg_inline(
        scale=5, border=4, light="#ffffff", dark="#000000", title="QR code for an authenticator app", omitsize=False
    )
    return Markup(drawn)  # noqa: S704 - modules of a QR code and a title of ours; nothing typed is in it


def code_of(secret: str, at: datetime) -> str:
    """Give the code that an app with this secret shows at a moment."""
    return _totp(secret).generate(int(at.timestamp())).decode()


def _being_set_up(kept: Authenticator) -> str:
    return kept.next_secret or kept.secret


def _step_of(secret: str, typed: str, *, now: datetime) -> int | None:
    """Give the time step whose code this is, among the present one and its neighbours."""
    digits = "".join(typed.split()).encode()
    present, found = int(now.timestamp()) // SECONDS, None
    for step in range(present - SKEW, present + SKEW + 1):
        if bytes_eq(_totp(secret).generate(step * SECONDS), digits):
            found = step
    return found


def _totp(secret: str) -> TOTP:
    return TOTP(base64.b32decode(secret), DIGITS, SHA1(), SECONDS)  # noqa: S303 - as RFC 6238 and every app have it


def _new_secret() -> str:
    return base64.b32encode(secrets.token_bytes(SECRET_BYTES)).decode()

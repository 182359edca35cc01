"""Mails that let people in: the same work whether an address is known or not, a few times at most."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from awards.accounts.limits import (
    ASKED_BY_ADDRESS,
    ASKED_BY_NETWORK,
    RESET_BY_ADDRESS,
    Counted,
    count,
    is_too_many,
)
from awards.accounts.models import User
from awards.accounts.people_policy import audiences_in
from awards.accounts.queries import user_by_email
from awards.comms.actions import LinkOrder, queue_message
from awards.core.actor import Audience
from awards.links.purposes import Purpose

NOBODY: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Asking:
    """Who asks for a mail: the address they typed, their network, and the hash of what their browser is known by."""

    email: str
    network: str
    browser_hash: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is mailed: the template, what its link is for, and what it says."""

    kind: str
    purpose: Purpose | None = None
    arguments: dict[str, Any] = field(default_factory=dict)


def send_way_in(session: Session, asking: Asking, *, programme_key: str, now: datetime) -> None:
    """Mail judges a link and a code, and staff where they sign in, unless there have been several mails lately."""
    user = user_by_email(session, asking.email)
    audiences = _audiences(user, programme_key)
    judge, staff = Audience.JUDGES in audiences, Audience.STAFF in audiences
    wanted = _counts(session, [(ASKED_BY_ADDRESS, asking.email), (ASKED_BY_NETWORK, asking.network)], now=now)
    letter = Letter("staff_where")
    if judge or not staff:
        letter = Letter("judge_sign_in", Purpose.JUDGE_SIGN_IN, {"asked_by": asking.browser_hash, "staff": staff})
    _send(session, letter, asking, user=user, send=wanted and bool(audiences), programme_key=programme_key, now=now)


def send_reset(session: Session, asking: Asking, *, programme_key: str, now: datetime) -> None:
    """Mail staff a link with which they choose a new password, unless there have been several lately."""
    user = user_by_email(session, asking.email)
    staff = Audience.STAFF in _audiences(user, programme_key)
    wanted = _counts(session, [(RESET_BY_ADDRESS, asking.email), (ASKED_BY_NETWORK, asking.network)], now=now)
    letter = Letter("password_reset", Purpose.PASSWORD_RESET)
    _send(session, letter, asking, user=user, send=wanted and staff, programme_key=programme_key, now=now)


def _audiences(user: User | None, programme_key: str) -> list[Audience]:
    return audiences_in(user, programme_key) if user and not user.disabled_at else []


def _counts(session: Session, counted: Counted, *, now: datetime) -> bool:
    """Say whether a mail may be asked for once more, whoever asks for whom, and count it if so."""
    fine = not is_too_many(session, counted, now=now)
    if fine:
        count(session, counted, now=now)
    return fine


def _send(
    session: Session,
    letter: Letter,
    asking: Asking,
    *,
    user: User | None,
    send: bool,
    programme_key: str,
    now: datetime,
) -> None:
    """Queue the mail; where none is sent the same is done and undone, so that the answer takes as long."""
    subject = user.ref if user else NOBODY
    attempt = session.begin_nested()
    queue_message(
        session,
        f"accounts/{letter.kind}",
        to=user.email if user else asking.email,
        about=subject,
        programme_key=programme_key,
        key=f"{letter.kind}:{subject}:{now.isoformat()}",
        now=now,
        link=LinkOrder(letter.purpose, subject) if letter.purpose else None,
        **letter.arguments,
    )
    if send:
        attempt.commit()
    else:
        attempt.rollback()

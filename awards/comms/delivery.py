"""Delivering the outbox: lease, word, mint, send, mark; several workers never send one message twice."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage

from jinja2 import Environment
from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from awards.comms.models import Message, MessageState
from awards.comms.transport import Transport
from awards.comms.wording import compose, wording_of
from awards.db import begin_to_write
from awards.links.actions import mint_link
from awards.links.codes import mint_link_with_code

log = logging.getLogger("awards.comms")

LEASE = timedelta(minutes=5)
BATCH = 20
MOST_ATTEMPTS = 8


@dataclass(frozen=True, slots=True)
class Post:
    """What delivery needs: how to hand over, the templates, and how programmes are named and reached."""

    transport: Transport
    jinja: Environment
    sender: str
    programme: Callable[[Session, str], dict[str, object]]
    """Gives {"name", "contact_email", "zone", "base_url"} of a programme by its key."""


def deliver_due(session: Session, post: Post, *, now: datetime) -> int:
    """Deliver what is due and give how many were sent. Commits as it goes: each message is its own transaction."""
    sent = 0
    for number in _lease_due(session, now=now):
        sent += _deliver(session, post, number, now=now)
    return sent


def _lease_due(session: Session, *, now: datetime) -> Sequence[int]:
    """Take a batch for ourselves; a crashed worker's batch is free again when its lease ends."""
    free = or_(Message.leased_until.is_(None), Message.leased_until < now)
    waiting = select(Message.id).where(Message.state == MessageState.QUEUED, Message.not_before <= now, free)
    if session.scalar(waiting.limit(1)) is None:  # most rounds: nobody else's writing waits for a look
        session.rollback()
        return []
    session.rollback()
    begin_to_write(session)
    due = session.scalars(waiting.order_by(Message.id).limit(BATCH).with_for_update(skip_locked=True)).all()
    session.execute(update(Message).where(Message.id.in_(due)).values(leased_until=now + LEASE))
    session.commit()
    return due


def _deliver(session: Session, post: Post, number: int, *, now: datetime) -> bool:
    begin_to_write(session)
    message = session.get_one(Message, number, with_for_update=True)
    if message.state is not MessageState.QUEUED:  # stopped since it was taken
        session.rollback()
        return False
    message.attempts += 1
    attempts = message.attempts
    try:
        mail = _worded(session, post, message, now=now)
        session.commit()  # the link must exist before its mail can arrive
        post.transport.send(mail)
    except (OSError, ValueError, smtplib.SMTPException) as trouble:
        session.rollback()
        log.warning("message %s not sent: %s", number, type(trouble).__name__)
        _mark(session, number, **_later(trouble, attempts, now=now))
        return False
    _mark(session, number, state=MessageState.SENT, sent_at=now, last_error=None)
    return True


def _worded(session: Session, post: Post, message: Message, *, now: datetime) -> EmailMessage:
    programme = post.programme(session, message.programme_key)
    context = dict(message.arguments) | {"programme": programme} | _way_in(session, message, programme, now=now)
    wording = wording_of(post.jinja, message.kind, context)
    html = post.jinja.get_template("emails/as_html.html").render(
        programme=programme, subject=wording.subject, body=wording.body
    )
    return compose(wording, sender=post.sender, to=message.recipient, html=html)


def _way_in(
    session: Session, message: Message, programme: dict[str, object], *, now: datetime
) -> dict[str, str | None]:
    """Mint the link that a message carries, with a code where the message says which browser asked for it."""
    purpose, subject, code = message.link_purpose, message.link_subject or message.about, None
    if purpose is None:
        return {"link": None, "code": None}
    asked_by = message.arguments.get("asked_by")
    if asked_by:
        token, code = mint_link_with_code(session, purpose, subject, asked_by_hash=asked_by, now=now)
    else:
        token = mint_link(session, purpose, subject, now=now)
    return {"link": f"{programme['base_url']}/link/{token}", "code": code}


def _later(trouble: Exception, attempts: int, *, now: datetime) -> dict[str, object]:
    """Try later, each time later; a refusal for good, or too many tries, parks the message for staff.

    So does an address of which no mail can be made: it must not keep the messages behind it waiting.
    """
    refused = isinstance(trouble, ValueError | smtplib.SMTPRecipientsRefused)
    parked = refused or attempts >= MOST_ATTEMPTS
    return {
        "state": MessageState.PARKED if parked else MessageState.QUEUED,
        "last_error": type(trouble).__name__,
        "leased_until": None,
        "not_before": now + timedelta(seconds=15 * 2**attempts),
    }


def _mark(session: Session, number: int, **changes: object) -> None:
    begin_to_write(session)
    session.execute(update(Message).where(Message.id == number).values(changes))
    session.commit()

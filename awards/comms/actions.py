"""Putting messages into the outbox, in the transaction of whatever causes them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.comms.models import RETURNED, Message, MessageState
from awards.comms.policy import may_mark_returned, may_send_again, may_stop
from awards.comms.relations import Correction, correct_address
from awards.core.actor import Actor
from awards.core.permission import require
from awards.links.purposes import Purpose


@dataclass(frozen=True, slots=True)
class LinkOrder:
    """The link that a message should carry; it is minted at delivery."""

    purpose: Purpose
    subject: str


def queue_message(  # noqa: PLR0913 - a message has these parts
    session: Session,
    kind: str,
    *,
    to: str,
    about: str,
    programme_key: str,
    key: str,
    now: datetime,
    link: LinkOrder | None = None,
    not_before: datetime | None = None,
    **arguments: Any,
) -> None:
    """Queue one mail; a key that was queued before is not queued again.

    ``kind`` names the template ``emails/<kind>.txt`` whose first line is its subject. Arguments are references
    and neutral facts, never answers; the wording is made at delivery.
    """
    if session.scalar(select(Message.id).where(Message.key == key)):
        return
    session.add(
        Message(
            key=key,
            kind=kind,
            about=about,
            programme_key=programme_key,
            recipient=to,
            arguments=arguments,
            link_purpose=link.purpose if link else None,
            link_subject=link.subject if link else None,
            state=MessageState.QUEUED,
            queued_at=now,
            not_before=not_before or now,
        )
    )
    session.flush()


def cancel_messages(session: Session, about: str) -> None:
    """Stop for good every message about this reference that has not gone, or could not be delivered."""
    waiting = (MessageState.QUEUED, MessageState.PARKED, MessageState.CANCELLED)
    session.execute(
        update(Message)
        .where(Message.about == about, Message.state.in_(waiting))
        .values(state=MessageState.CANCELLED, stopped_at=None)
    )


def cancel_messages_to(session: Session, address: str, *, about: Collection[str]) -> None:
    """Stop for good every message to this address about these references that has not gone."""
    waiting = (MessageState.QUEUED, MessageState.PARKED, MessageState.CANCELLED)
    for message in session.scalars(select(Message).where(Message.about.in_(about), Message.state.in_(waiting))):
        if message.recipient.casefold() == address.casefold():
            message.state, message.stopped_at = MessageState.CANCELLED, None
    session.flush()


def let_queue_again(session: Session, about: str, *, now: datetime) -> None:
    """Let what was stopped for good about this reference be queued anew: its keys are free from now on."""
    session.execute(
        update(Message)
        .where(Message.about == about, Message.state == MessageState.CANCELLED)
        .values(key=Message.key + f":{now.isoformat()}")
    )


def send_again(session: Session, message: Message, *, to: str | None = None, actor: Actor, now: datetime) -> None:
    """Queue a message that did not arrive once more, to a corrected address if one is given.

    It has all its attempts before it, and a fresh link is minted at delivery. Whoever keeps the address that was
    wrong has it put right as well.

    Raises:
        Refused: the message did arrive, for all we know, or was stopped for good.
    """
    require(may_send_again(message))
    was, corrected = message.recipient, bool(to) and to != message.recipient
    message.state, message.attempts, message.not_before, message.leased_until = MessageState.QUEUED, 0, now, None
    message.sent_at, message.stopped_at, message.last_error = None, None, None
    record(session, Tag.MESSAGE_REQUEUED, message.about, actor=actor, at=now, kind=message.kind, corrected=corrected)
    if corrected:
        message.recipient = to or was
        correct_address(session, Correction(message.about, was, message.recipient), actor=actor, now=now)
    session.flush()


def stop_message(session: Session, message: Message, *, actor: Actor, now: datetime) -> None:
    """Keep a message from going; it can be sent after all later on.

    Raises:
        Refused: it has gone, is just going, or does not go anyway.
    """
    require(may_stop(message, now=now))
    message.state, message.stopped_at = MessageState.CANCELLED, now
    record(session, Tag.MESSAGE_STOPPED, message.about, actor=actor, at=now, kind=message.kind)
    session.flush()


def mark_returned(session: Session, message: Message, *, actor: Actor, now: datetime) -> None:
    """Note that a message which was sent came back undelivered; it then waits for a person.

    Raises:
        Refused: it was never sent.
    """
    require(may_mark_returned(message))
    message.state, message.last_error = MessageState.PARKED, RETURNED
    record(session, Tag.MESSAGE_RETURNED, message.about, actor=actor, at=now, kind=message.kind)
    session.flush()

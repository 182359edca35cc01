"""Putting messages into the outbox, in the transaction of whatever causes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.comms.models import Message, MessageState
from awards.core.actor import Actor
from awards.core.permission import Refused
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
    """Stop every message about this reference that has not gone yet."""
    session.execute(
        update(Message)
        .where(Message.about == about, Message.state == MessageState.QUEUED)
        .values(state=MessageState.CANCELLED)
    )


def send_again(session: Session, message: Message, *, actor: Actor, now: datetime) -> None:
    """Queue a parked message once more, with all its attempts before it; a fresh link is minted at delivery.

    Raises:
        Refused: the message is not parked.
    """
    if message.state is not MessageState.PARKED:
        raise Refused.because("not-parked", "Only a message that could not be delivered can be sent again.")
    message.state, message.attempts, message.not_before, message.leased_until = MessageState.QUEUED, 0, now, None
    record(session, Tag.MESSAGE_REQUEUED, message.about, actor=actor, at=now, kind=message.kind)
    session.flush()

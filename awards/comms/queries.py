"""Reading the outbox of one programme."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from awards.comms.models import Message, MessageState
from awards.web.pagination import PageOf, page_of


def messages_of(
    session: Session, programme_key: str, *, state: MessageState | None = None, page: int = 1
) -> PageOf[Message]:
    """Give one page of the programme's messages, the latest first, in one state if it is named. Two statements."""
    chosen = select(Message).where(Message.programme_key == programme_key).order_by(Message.id.desc())
    if state is not None:
        chosen = chosen.where(Message.state == state)
    return page_of(session, chosen, number=page)


def message_by_key(session: Session, key: str, *, programme_key: str) -> Message:
    """Give one message of the programme. One statement.

    Raises:
        NoResultFound: the programme has none with this key.
    """
    return session.scalars(select(Message).where(Message.key == key, Message.programme_key == programme_key)).one()


def counts_of_messages(session: Session, programme_key: str) -> dict[MessageState, int]:
    """Count the programme's messages in each state; a state that none is in counts 0. One statement."""
    counted = select(Message.state, func.count()).where(Message.programme_key == programme_key).group_by(Message.state)
    return dict.fromkeys(MessageState, 0) | {row[0]: row[1] for row in session.execute(counted)}


def undelivered(session: Session, subjects: Collection[str]) -> frozenset[str]:
    """Say about which of these references a message could not be delivered. One statement; none for none."""
    if not subjects:
        return frozenset()
    parked = select(Message.about).where(Message.about.in_(subjects), Message.state == MessageState.PARKED)
    return frozenset(session.scalars(parked))


def parked_count(session: Session, programme_key: str) -> int:
    """Count the programme's messages that could not be delivered and wait for a person. One statement."""
    counted = select(func.count()).where(Message.programme_key == programme_key, Message.state == MessageState.PARKED)
    return session.scalar(counted) or 0

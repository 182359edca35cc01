"""Reading the outbox of one programme."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, SQLColumnExpression, exists, func, or_, select
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


def messages_about(
    session: Session, references: Collection[str], *, programme_key: str, page: int = 1
) -> PageOf[Message]:
    """Give one page of the programme's messages about any of these references, the latest first. Two statements."""
    chosen = select(Message).where(Message.programme_key == programme_key, Message.about.in_(references))
    return page_of(session, chosen.order_by(Message.id.desc()), number=page)


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


def not_arrived(reference: SQLColumnExpression[str]) -> ColumnElement[bool]:
    """Give the condition that a message about the reference in this column did not arrive, for larger statements.

    It could not be delivered, came back, or was stopped by staff before it went.
    """
    return exists().where(Message.about == reference, _failed())


def messages_not_arrived(session: Session, about: str, *, to: str | None) -> list[Message]:
    """Give the messages about a reference that did not arrive at this address. One statement."""
    found = session.scalars(select(Message).where(Message.about == about, _failed()).order_by(Message.id))
    return [one for one in found if one.recipient == to]


def has_gone(session: Session, about: str) -> bool:
    """Whether a message about this reference was sent. One statement."""
    gone = select(Message.id).where(Message.about == about, Message.state == MessageState.SENT)
    return session.scalars(gone.limit(1)).first() is not None


def _failed() -> ColumnElement[bool]:
    return or_(Message.state == MessageState.PARKED, Message.stopped_at.is_not(None))

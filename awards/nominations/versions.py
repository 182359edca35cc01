"""Reads of what a nomination has been: its versions, and whether anybody works on what was sent."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, current_app
from sqlalchemy import ColumnElement, SQLColumnExpression, and_, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from awards.audit import Tag
from awards.audit.models import AuditEntry
from awards.nominations.models import WITH_NEW_VERSIONS, Nomination, Nominee, Submission

_WORK = (Tag.NOMINATION_RULED, Tag.INFORMATION_ASKED, Tag.MOVE_OFFERED)
"""What staff do about a nomination itself, by which they have begun to work on it."""
_LEADING = "awards.nominations_leading"

Leading = Callable[[SQLColumnExpression[int]], ColumnElement[bool]]
"""Gives, for the id of a nomination, the condition that others go forward with it."""


def register_leading(app: Flask, condition: Leading) -> None:
    """Let the room that merges nominations say which lead others; what they stand for is not exchanged any more."""
    app.extensions[_LEADING] = condition


def leads_others(nomination_id: SQLColumnExpression[int]) -> ColumnElement[bool]:
    """Give the condition that others go forward with a nomination."""
    condition: Leading = current_app.extensions[_LEADING]
    return condition(nomination_id)


def version_of(session: Session, nomination: Nomination) -> Nomination | None:
    """Give the unsent new version of a nomination, or None. One statement."""
    chosen = select(Nomination).where(Nomination.revises_id == nomination.id)
    return session.scalars(chosen, execution_options=WITH_NEW_VERSIONS).one_or_none()


def versions_sent(session: Session, nomination: Nomination) -> int:
    """Count the versions that were sent; 0 for a draft. One statement."""
    latest = select(func.max(Submission.number)).where(Submission.nomination_id == nomination.id)
    return session.scalar(latest) or 0


def worked_on(session: Session, nomination: Nomination) -> bool:
    """Whether staff have ruled on it, asked the nominator for something, merged another into it, or told its nominees.

    One statement.

    The trail tells: whoever was written to, or has answered, must not be exchanged for somebody else unseen.
    """
    return bool(session.scalar(select(was_worked_on(nomination))))


def was_worked_on(nomination: Nomination) -> ColumnElement[bool]:
    """Give the same as a condition, for a statement that asks for more at once."""
    nominees = select(Nominee.ref).where(Nominee.nomination_id == nomination.id)
    begun = and_(AuditEntry.subject == nomination.ref, AuditEntry.tag.in_(_WORK))
    told = exists().where(or_(begun, AuditEntry.subject.in_(nominees)))
    return or_(told, leads_others(literal(nomination.id)))


def sent_reference(ref: str) -> str:
    """Give the reference under which a new version is sent ("NOM-7K2QDXA-2" is sent as "NOM-7K2QDXA")."""
    return "-".join(ref.split("-")[:2])

"""Putting a nomination on hold, and taking it off hold again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import Permission, Reason, Refused, require
from awards.core.times import local_day
from awards.nominations.models import Nomination
from awards.screening.cases import look_again
from awards.screening.models import Case, QueueList
from awards.screening.policy import may_screen


def may_park(actor: Actor, case: Case | None) -> Permission:
    """Say whether the nomination may be put on hold: it was sent, is not on hold, and something is left to do."""
    done = case is not None and case.place is QueueList.DONE
    parked = case is not None and case.parked_by is not None
    return Permission.unless(
        *may_screen(actor).reasons,
        None if case else Reason("not-in-queue", "Only what was sent can be put on hold."),
        Reason("done", "There is nothing left to do about this nomination.") if done else None,
        Reason("on-hold", "This nomination is on hold already.") if parked else None,
    )


def may_unpark(actor: Actor, case: Case | None) -> Permission:
    """Say whether staff may take the nomination off hold; what is held as possible spam is released elsewhere."""
    parked = case is not None and case.parked_by is not None
    nothing = Reason("not-on-hold", "This nomination is not on hold.")
    return Permission.unless(*may_screen(actor).reasons, None if parked else nothing)


def park(
    session: Session, nomination: Nomination, *, because: str, until: datetime | None, actor: Actor, now: datetime
) -> None:
    """Put a nomination on hold for a reason, until a time or until staff say so. Its season's programme is loaded.

    Raises:
        Refused: not staff, no reason, a time that has passed, on hold already, never sent, or done.
    """
    case = case_in_queue(session, nomination, now=now)
    require(may_park(actor, case))
    if not because.strip():
        raise Refused.because("no-reason", "Say why it is put on hold.")
    if until is not None and until <= now:
        raise Refused.because("past", "Choose a day after today, or none.")
    assert case is not None  # noqa: S101 - the permission says so
    case.parked_by, case.parked_because, case.parked_until = actor.reference, because.strip(), until
    day = local_day(until, nomination.season.programme.zone).isoformat() if until else None
    record(session, Tag.CASE_PARKED, nomination.ref, actor=actor, at=now, reason=because.strip(), until=day)
    look_again(session, [nomination], now=now)


def unpark(session: Session, nomination: Nomination, *, actor: Actor, now: datetime) -> None:
    """Take a nomination off hold, also one whose time is over.

    Raises:
        Refused: not staff, or not on hold.
    """
    case = case_in_queue(session, nomination, now=now)
    require(may_unpark(actor, case))
    assert case is not None  # noqa: S101 - the permission says so
    case.parked_by, case.parked_because, case.parked_until = None, None, None
    record(session, Tag.CASE_UNPARKED, nomination.ref, actor=actor, at=now)
    look_again(session, [nomination], now=now)


def case_in_queue(session: Session, nomination: Nomination, *, now: datetime) -> Case | None:
    """Give where the nomination stands, looking at it first if nobody has; None if it was never sent."""
    case = session.get(Case, nomination.id)
    if case is None:
        look_again(session, [nomination], now=now)
        case = session.get(Case, nomination.id)
    return case

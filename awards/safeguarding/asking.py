"""Asking about concerns: whom, what they answered, and what named staff decided, case by case."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import Refused, require
from awards.core.references import new_reference
from awards.nominations.models import Nominee
from awards.safeguarding.models import AskedOf, Concern, ConcernDecision
from awards.safeguarding.policy import may_ask, may_decide, may_record_answer
from awards.seasons.models import Season


def ask_concern(
    session: Session, nominee: Nominee, *, season: Season, asked_of: AskedOf, actor: Actor, now: datetime
) -> Concern:
    """Record that the nominee or the employer was asked whether anything stands against the nominee.

    The trail names only the asking's own reference: whoever reads a nominee's history learns nothing of it.

    Raises:
        Refused: not one of the named staff, or the season does not ask.
    """
    require(may_ask(actor, season))
    concern = Concern(
        ref=new_reference("CON"), nominee_id=nominee.id, asked_of=asked_of, asked_at=now, asked_by=actor.reference
    )
    session.add(concern)
    record(session, Tag.CONCERN_ASKED, concern.ref, actor=actor, at=now)
    session.flush()
    return concern


def record_answer(session: Session, concern: Concern, answer: str, *, actor: Actor, now: datetime) -> None:
    """Record what was answered; an empty answer means that there is nothing.

    Raises:
        Refused: not one of the named staff; answered or decided already.
    """
    require(may_record_answer(actor, concern))
    concern.answer, concern.answered_at = answer, now
    record(session, Tag.CONCERN_ANSWERED, concern.ref, actor=actor, at=now)
    session.flush()


def decide_concern(
    session: Session, concern: Concern, *, decision: ConcernDecision, because: str, actor: Actor, now: datetime
) -> None:
    """Record what named staff decided, and why; nothing follows of itself, staff withdraw an entry themselves.

    Raises:
        Refused: not one of the named staff, decided already, or no reason.
    """
    require(may_decide(actor, concern))
    if not because:
        raise Refused.because("no-reason", "Say why.")
    concern.decision, concern.because = decision, because
    concern.decided_at, concern.decided_by = now, actor.reference
    record(session, Tag.CONCERN_DECIDED, concern.ref, actor=actor, at=now)
    session.flush()

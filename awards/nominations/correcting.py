"""Asking to have put right what can no longer be changed, and what staff answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from awards.audit import Tag, record
from awards.comms.actions import LinkOrder, queue_message
from awards.core.actor import Actor
from awards.core.permission import Permission, Refused, require
from awards.core.references import new_reference
from awards.links.purposes import Purpose
from awards.nominations.models import CorrectionRequest, Nomination
from awards.nominations.policy import may_answer_correction, may_ask_for_correction
from awards.nominations.rules import LONGEST_DRAFT
from awards.nominations.versions import worked_on
from awards.seasons.models import Season


def ask_for_correction(
    session: Session, nomination: Nomination, *, text: str, actor: Actor, now: datetime
) -> CorrectionRequest:
    """Keep what the nominator wants put right, for staff to answer; the same words sent twice are one request.

    Needs the season with its programme loaded.

    Raises:
        Refused: never sent, withdrawn, still open to change, too many requests without an answer, or no text.
    """
    wanted = text.strip()
    waiting = [one for one in corrections_of(session, nomination) if one.answered_at is None]
    again = next((one for one in waiting if one.text == wanted), None)
    if again is not None:
        return again
    require(may_ask(session, nomination, now=now))
    if not wanted or len(wanted) > LONGEST_DRAFT:
        raise Refused.because("no-text", "Say what should be put right, in 10,000 characters at most.")
    request = CorrectionRequest(ref=new_reference("COR"), nomination_id=nomination.id, text=wanted, asked_at=now)
    session.add(request)
    record(session, Tag.CORRECTION_ASKED, nomination.ref, actor=actor, at=now, request=request.ref)
    session.flush()
    return request


def may_ask(session: Session, nomination: Nomination, *, now: datetime) -> Permission:
    """Say whether staff may be asked for a correction now. Two statements."""
    waiting = sum(1 for one in corrections_of(session, nomination) if one.answered_at is None)
    busy = worked_on(session, nomination)
    return may_ask_for_correction(nomination, worked_on=busy, waiting=waiting, now=now)


def answer_correction(
    session: Session, request: CorrectionRequest, *, made: bool, answer: str, actor: Actor, now: datetime
) -> None:
    """Tell the nominator whether the correction was made, and what staff say of it; the mail only gives the link.

    The request comes from `correction_by_ref`.

    Raises:
        Refused: not awards staff, answered already, or nothing is said.
    """
    require(may_answer_correction(actor, request))
    if not answer.strip():
        raise Refused.because("no-answer", "Write what the nominator should be told.")
    request.made, request.answer = made, answer.strip()
    request.answered_at, request.answered_by = now, actor.reference
    nomination = request.nomination
    record(session, Tag.CORRECTION_ANSWERED, nomination.ref, actor=actor, at=now, request=request.ref, made=made)
    if nomination.nominator.email:
        queue_message(
            session,
            "nominations/correction_answered",
            to=nomination.nominator.email,
            about=nomination.ref,
            programme_key=nomination.season.programme.key,
            key=f"nominations/correction_answered:{request.ref}",
            now=now,
            link=LinkOrder(Purpose.READ_RECEIPT, nomination.ref),
            reference=nomination.ref,
        )
    session.flush()


def corrections_of(session: Session, nomination: Nomination) -> Sequence[CorrectionRequest]:
    """Give every request about the nomination, the latest first. One statement."""
    return session.scalars(
        select(CorrectionRequest)
        .where(CorrectionRequest.nomination_id == nomination.id)
        .order_by(CorrectionRequest.id.desc())
    ).all()


def correction_by_ref(session: Session, ref: str, season_id: int) -> CorrectionRequest:
    """Give one request of the season with its nomination, ready to be answered. One statement.

    Raises:
        NoResultFound: the season has none with this reference.
    """
    chosen = _with_nomination().where(Nomination.season_id == season_id, CorrectionRequest.ref == ref)
    return session.scalars(chosen).unique().one()


def _with_nomination() -> Select[CorrectionRequest]:
    nomination = joinedload(CorrectionRequest.nomination)
    return (
        select(CorrectionRequest)
        .join(CorrectionRequest.nomination)
        .options(
            nomination.joinedload(Nomination.category),
            nomination.joinedload(Nomination.nominator),
            nomination.joinedload(Nomination.nominees),
            nomination.joinedload(Nomination.season).joinedload(Season.programme),
        )
    )

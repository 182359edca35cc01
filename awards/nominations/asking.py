"""Staff ask a nominator for more on named questions, with a day to answer by; and take it back."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from awards.audit import Tag, record
from awards.comms.actions import LinkOrder, queue_message
from awards.comms.models import Message, MessageState
from awards.core.actor import Actor
from awards.core.permission import Refused, require
from awards.core.references import new_reference
from awards.core.times import moment_words
from awards.core.words import tidy
from awards.links.purposes import Purpose
from awards.nominations.asked import InformationRequest, MoveOffer
from awards.nominations.asked_queries import asked_summary
from awards.nominations.asking_policy import may_ask, may_take_back, may_wait_until
from awards.nominations.models import Nomination
from awards.nominations.rules import LONGEST_DRAFT
from awards.seasons.models import Question

WANTED = "nominations/more_wanted"
REMINDER = "nominations/more_reminder"
"""The mails about a request: that there is one, and that its day is near."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What staff ask: on which questions, in which words, and until when."""

    questions: Sequence[str]
    """Keys of questions of the category."""
    note: str
    answer_by: datetime


def ask_for_more(
    session: Session, nomination: Nomination, wanted: Wanted, *, actor: Actor, now: datetime
) -> InformationRequest:
    """Ask the nominator for more; the mail only gives the link, what is asked stands behind it.

    Needs season with programme, category with questions and nominator loaded.

    Raises:
        Refused: not staff; never sent, held, withdrawn, set aside, merged or with judges; something is asked already;
            no address; no question; no note; or a day that is no use.
    """
    asked = asked_summary(session, nomination)
    require(may_ask(actor, nomination, asked, now=now))
    require(may_wait_until(wanted.answer_by, now=now))
    _check(wanted, nomination.category.questions)
    request = open_request(session, nomination, wanted, asked_by=actor.reference, actor=actor, now=now)
    mail_about(session, nomination, request, kind=WANTED, now=now)
    return request


def open_request(
    session: Session, nomination: Nomination, wanted: Wanted, *, asked_by: str, actor: Actor, now: datetime
) -> InformationRequest:
    """Open the named questions to the nominator, whoever may; no mail goes by this alone."""
    keys = [one.key for one in nomination.category.questions if one.key in wanted.questions]
    request = InformationRequest(
        ref=new_reference("ASK"),
        nomination_id=nomination.id,
        questions=keys,
        note=tidy(wanted.note).strip(),
        answer_by=wanted.answer_by,
        asked_by=asked_by,
        asked_at=now,
    )
    session.add(request)
    record(session, Tag.INFORMATION_ASKED, nomination.ref, actor=actor, at=now,
           request=request.ref, questions=len(keys))  # fmt: skip
    session.flush()
    set_committed_value(request, "additions", [])
    return request


def take_back(
    session: Session, nomination: Nomination, request: InformationRequest, *, actor: Actor, now: datetime
) -> None:
    """Take back what was asked; a mail about it that has not gone never goes. What the nominator typed is kept.

    Raises:
        Refused: not staff, answered already, or taken back already.
    """
    require(may_take_back(actor, request))
    request.taken_back_at = now
    stop_mail(session, request, kinds=(WANTED, REMINDER))
    record(session, Tag.INFORMATION_TAKEN_BACK, nomination.ref, actor=actor, at=now, request=request.ref)
    session.flush()


def mail_about(
    session: Session, nomination: Nomination, asked: InformationRequest | MoveOffer, *, kind: str, now: datetime
) -> bool:
    """Queue a mail that says no more than that something was asked, until when, and where; False without an address.

    Needs season with programme and nominator loaded.
    """
    programme = nomination.season.programme
    if nomination.nominator.email is None:
        return False
    queue_message(
        session,
        kind,
        to=nomination.nominator.email,
        about=nomination.ref,
        programme_key=programme.key,
        key=_key(kind, asked),
        now=now,
        link=LinkOrder(Purpose.READ_RECEIPT, nomination.ref),
        reference=nomination.ref,
        answer_by=moment_words(asked.answer_by, programme.zone),
    )
    return True


def stop_mail(session: Session, asked: InformationRequest | MoveOffer, *, kinds: Collection[str]) -> None:
    """Stop for good the mails about this request or offer that have not gone; others about the nomination go on."""
    waiting = (MessageState.QUEUED, MessageState.PARKED, MessageState.CANCELLED)
    session.execute(
        update(Message)
        .where(Message.key.in_([_key(kind, asked) for kind in kinds]), Message.state.in_(waiting))
        .values(state=MessageState.CANCELLED, stopped_at=None)
    )


def check_note(note: str) -> None:
    """Check what staff tell the nominator.

    Raises:
        Refused: nothing, or far too much.
    """
    if not note.strip() or len(note) > LONGEST_DRAFT:
        raise Refused.because("no-note", "Write to the nominator what this is about, in 10,000 characters at most.")


def _check(wanted: Wanted, questions: Sequence[Question]) -> None:
    keys = {one.key for one in questions}
    if not wanted.questions or not keys.issuperset(wanted.questions):
        raise Refused.because("no-questions", "Choose at least one question of this award.")
    check_note(wanted.note)


def _key(kind: str, asked: InformationRequest | MoveOffer) -> str:
    return f"{kind}:{asked.ref}"

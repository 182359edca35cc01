"""What nominators add when staff asked for more: saved at once, and part of the nomination once it was sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import Permission, Reason, Refused, require
from awards.nominations.asked import Addition, InformationRequest
from awards.nominations.asked_queries import AskedSummary
from awards.nominations.asking import REMINDER, WANTED, stop_mail
from awards.nominations.asking_policy import may_add
from awards.nominations.completeness import too_long
from awards.nominations.models import Nomination
from awards.nominations.rules import LONGEST_DRAFT, within_limit
from awards.seasons.models import Question


def save_additions(
    session: Session,
    nomination: Nomination,
    request: InformationRequest,
    *,
    texts: Mapping[str, str],
    with_judges: bool,
    now: datetime,
) -> None:
    """Keep what was typed, by key of the question; nothing is sent yet, and an empty text takes the old one away.

    Needs the category's questions and the request's additions loaded.

    Raises:
        Refused: nothing may be added any more, or a text is too long to be meant.
    """
    require(may_add(nomination, request, with_judges=with_judges))
    if any(len(text) > LONGEST_DRAFT for text in texts.values()):
        raise Refused.because("too-long", "No answer takes more than 10,000 characters.")
    there = {one.question_key: one for one in request.additions}
    for question in asked_questions(nomination, request):
        text, row = texts.get(question.key), there.get(question.key)
        if text is None or (row is not None and row.text == text):
            continue
        if row is not None and not text:
            request.additions.remove(row)
            session.delete(row)
        elif row is not None:
            row.text, row.saved_at = text, now
        elif text:
            request.additions.append(_addition(nomination, question, text, now=now))
    session.flush()


def send_additions(
    session: Session, nomination: Nomination, request: InformationRequest, *, asked: AskedSummary, actor: Actor,
    now: datetime,
) -> None:  # fmt: skip
    """Make what was saved part of the nomination, with its date; sending twice is sending once.

    Needs category with questions, submissions and the request's additions loaded.

    Raises:
        Refused: nothing may be added any more, nothing was written, something that has to be answered is not, or a
            text is over its limit.
    """
    if request.answered_at is not None:
        return
    require(may_send(nomination, request, asked=asked))
    request.answered_at = now
    for one in request.additions:
        one.sent_at = now
    stop_mail(session, request, kinds=(WANTED, REMINDER))
    record(session, Tag.ADDITION_SENT, nomination.ref, actor=actor, at=now, request=request.ref,
           additions=len(request.additions), late=is_late(request))  # fmt: skip
    session.flush()


def may_send(nomination: Nomination, request: InformationRequest, *, asked: AskedSummary) -> Permission:
    """Say whether what was saved can be sent as it stands."""
    permission = may_add(nomination, request, with_judges=asked.with_judges)
    return Permission.unless(*permission.reasons, *missing(nomination, request, asked=asked))


def missing(nomination: Nomination, request: InformationRequest, *, asked: AskedSummary) -> list[Reason]:
    """Say what is still to do before what was saved can be sent."""
    texts = {one.question_key: one.text for one in request.additions}
    found = [] if texts else [Reason("nothing-written", "Write what you want to add to at least one question.")]
    for question in asked_questions(nomination, request):
        text = texts.get(question.key, "")
        if not within_limit(text, question.word_limit):
            found.append(Reason("too-long", f"{too_long(question)}: {question.label}"))
        elif not text and is_needed(nomination, question, asked=asked):
            found.append(Reason("not-answered", f"Enter your answer: {question.label}"))
    return found


def asked_questions(nomination: Nomination, request: InformationRequest) -> list[Question]:
    """Give the questions that the request opens, in the order of the form."""
    return [one for one in nomination.category.questions if one.key in request.questions]


def is_needed(nomination: Nomination, question: Question, *, asked: AskedSummary) -> bool:
    """Whether the question has to be answered: it is not optional, and nothing was ever sent for it."""
    sent = {part["key"] for one in nomination.submissions[-1:] for part in one.content}
    added = {one.question_key for one in asked.additions}
    return not question.optional and question.key not in sent | added


def is_late(request: InformationRequest) -> bool:
    """Whether it was answered after the day that staff gave."""
    return request.answered_at is not None and request.answered_at > request.answer_by


def _addition(nomination: Nomination, question: Question, text: str, *, now: datetime) -> Addition:
    return Addition(
        nomination_id=nomination.id,
        question_key=question.key,
        position=question.position,
        question=question.label,
        text=text,
        saved_at=now,
    )

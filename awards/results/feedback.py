"""Writing feedback on entries that did not win, finishing it, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.comms.actions import LinkOrder, queue_message
from awards.core.actor import Actor
from awards.core.permission import Permission, Reason, require
from awards.links.purposes import Purpose
from awards.nominations.lifecycle import NominationState
from awards.results.feedback_queries import requests_to_tell, somebody_has_died
from awards.results.feedback_rules import UNSUCCESSFUL, Finding, gives_feedback
from awards.results.lifecycle import FEEDBACK, FeedbackState
from awards.results.models import Feedback, FeedbackRequest
from awards.screening.models import Entry
from awards.seasons.models import Season


def write_feedback(
    session: Session, entry: Entry, feedback: Feedback | None, *, text: str, actor: Actor, now: datetime
) -> Feedback:
    """Save what staff write on an entry; saving what is there already does nothing.

    Raises:
        Refused: the entry is given none, nothing is written, or it is finished: take it back first.
    """
    require(_may_write(entry, feedback, text))
    if feedback is None:
        feedback = Feedback(entry_id=entry.id, state=FeedbackState.DRAFT, text="", written_by="", written_at=now)
        session.add(feedback)
    if feedback.text == text:
        return feedback
    feedback.text, feedback.written_by, feedback.written_at = text, actor.reference, now
    record(session, Tag.FEEDBACK_WRITTEN, entry.ref, actor=actor, at=now, words=len(text.split()))
    session.flush()
    return feedback


def finish_feedback(
    session: Session, entry: Entry, feedback: Feedback, *, found: Sequence[Finding], actor: Actor, now: datetime
) -> None:
    """Let feedback be read by those it is for; whoever asked for it is told by mail, once.

    `found` is what stands in the text as it is; nothing of it that blocks may be left.

    Raises:
        Refused: it is finished already, the entry is given none, or the text names a judge or another entry.
    """
    require(FEEDBACK.may("finish", feedback.state))
    require(_may_write(entry, feedback, feedback.text))
    require(Permission(tuple(Reason("names-somebody", one.text) for one in found if one.blocks)))
    feedback.state = FEEDBACK.after("finish", feedback.state)
    feedback.ready_at = now
    told = tell_those_who_asked(session, entry, now=now)
    record(session, Tag.FEEDBACK_FINISHED, entry.ref, actor=actor, at=now, told=told)
    session.flush()


def take_back_feedback(session: Session, entry: Entry, feedback: Feedback, *, actor: Actor, now: datetime) -> None:
    """Stop feedback from being read, so that it can be written anew.

    Raises:
        Refused: it is not finished.
    """
    feedback.state = FEEDBACK.after("take_back", feedback.state)
    feedback.ready_at = None
    record(session, Tag.FEEDBACK_TAKEN_BACK, entry.ref, actor=actor, at=now)
    session.flush()


def tell_those_who_asked(session: Session, entry: Entry, *, now: datetime) -> int:
    """Queue a mail to every nominator who asked and was not told; none about an entry somebody of which has died.

    Gives how many were told.
    """
    if entry.state not in UNSUCCESSFUL or somebody_has_died(session, entry):
        return 0
    return sum(_tell(session, entry, one, now=now) for one in requests_to_tell(session, entry))


def _tell(session: Session, entry: Entry, request: FeedbackRequest, *, now: datetime) -> bool:
    nomination = request.nomination
    if not nomination.nominator.email or nomination.state is NominationState.WITHDRAWN:
        return False
    queue_message(
        session,
        "results/feedback_ready",
        to=nomination.nominator.email,
        about=entry.ref,  # so that it stops when the entry leaves
        programme_key=entry.category.season.programme.key,
        key=f"feedback_ready:{nomination.ref}",
        now=now,
        link=LinkOrder(Purpose.READ_RECEIPT, nomination.ref),
        reference=nomination.ref,
    )
    request.told_at = now
    return True


def _may_write(entry: Entry, feedback: Feedback | None, text: str) -> Permission:
    season: Season = entry.category.season
    finished = feedback is not None and feedback.state is FeedbackState.READY
    return Permission.unless(
        None if gives_feedback(season) else Reason("no-feedback", "This season gives no feedback."),
        None if entry.state in UNSUCCESSFUL else Reason("not-for-it", "Feedback is for entries that did not win."),
        Reason("feedback-is-ready", "This feedback is finished. Take it back before you change it.")
        if finished
        else None,
        None if text else Reason("nothing-written", "Write the feedback first."),
    )

"""Starting, sending, withdrawing and ruling on nominations, and the mails about them."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.comms.actions import LinkOrder, cancel_messages, queue_message
from awards.core.actor import Actor, Audience
from awards.core.permission import require
from awards.core.references import new_reference
from awards.core.times import moment_words
from awards.db import blind_index
from awards.links.actions import revoke_links
from awards.links.purposes import Purpose
from awards.nominations.lifecycle import NOMINATION, NominationState
from awards.nominations.models import Nomination, Nominator, Submission
from awards.nominations.policy import may_nominate_in, may_submit, may_withdraw
from awards.nominations.queries import links_mailed_lately, nominations_to_mail
from awards.seasons.models import Category, Programme, Season
from awards.seasons.queries import window_of
from awards.seasons.timetable import arrival

MOST_LINKS = 3
WITHIN = timedelta(hours=1)
"""How many links one address may be sent within how long."""


def start_nomination(
    session: Session, season: Season | None, *, category: Category | None, nominator: Nominator | None, now: datetime
) -> Nomination:
    """Start a draft in this category; without a nominator a new one is made.

    Raises:
        Refused: nominations are not open, or the category is not open to nomination.
    """
    require(may_nominate_in(season, category, now=now))
    nominator = nominator or Nominator(ref=new_reference("NTR"), made_at=now)
    nomination = Nomination(
        ref=new_reference("NOM"),
        season=season,
        category=category,
        nominator=nominator,
        state=NominationState.DRAFT,
        started_at=now,
        nominees=[],
        answers=[],
    )
    session.add(nomination)
    actor = Actor(Audience.NOMINATORS, nominator.ref)
    record(session, Tag.NOMINATION_STARTED, nomination.ref, actor=actor, at=now, category=nomination.category.key)
    session.flush()
    return nomination


def submit_nomination(session: Session, nomination: Nomination, *, actor: Actor, now: datetime) -> None:
    """Hand the nomination to staff; what was written is kept word for word. Sending twice is sending once.

    What arrives within the season's grace after the close counts as sent at the close, and is marked.

    Raises:
        Refused: not a draft, not open, too late, or something is missing: every reason at once.
    """
    if nomination.submitted_at is not None:
        return
    require(may_submit(nomination, now=now))
    arrived = arrival(window_of(nomination.season), now, grace_seconds=nomination.season.grace_seconds)
    nomination.state = NOMINATION.after("submit", nomination.state)
    nomination.submitted_at = arrived.effective_at
    nomination.within_grace = arrived.within_grace
    session.add(
        Submission(
            nomination_id=nomination.id, number=1, submitted_at=arrived.effective_at, content=_content(nomination)
        )
    )
    record(
        session,
        Tag.NOMINATION_SUBMITTED,
        nomination.ref,
        actor=actor,
        at=now,
        category=nomination.category.key,
        within_grace=arrived.within_grace,
    )
    revoke_links(session, Purpose.RESUME_NOMINATION, nomination.ref, now=now)
    cancel_messages(session, nomination.ref)
    _mail_link(session, nomination, key=f"nominations/receipt:{nomination.ref}", now=now)
    session.flush()


def withdraw_nomination(
    session: Session, nomination: Nomination, *, actor: Actor, now: datetime, reason: str | None = None
) -> None:
    """Take the nomination back for good; nothing more is mailed about it.

    Raises:
        Refused: it has been withdrawn already.
    """
    require(may_withdraw(nomination))
    before = nomination.state
    nomination.state = NOMINATION.after("withdraw", before)
    revoke_links(session, Purpose.RESUME_NOMINATION, nomination.ref, now=now)
    cancel_messages(session, nomination.ref)
    record(session, Tag.NOMINATION_WITHDRAWN, nomination.ref, actor=actor, at=now, reason=reason, was=before)
    session.flush()


def mark_ruled(session: Session, nomination: Nomination, *, eligible: bool) -> None:
    """Move the nomination to what staff ruled; whoever calls leaves the audit entry.

    Raises:
        Refused: it was never sent, or has been withdrawn.
    """
    nomination.state = NOMINATION.after("rule_eligible" if eligible else "rule_ineligible", nomination.state)
    session.flush()


def confirm_email(session: Session, nominator: Nominator, *, now: datetime) -> None:
    """Note that the nominator opened a link sent to their address; the first time counts."""
    nominator.email_confirmed_at = nominator.email_confirmed_at or now
    session.flush()


def send_links(session: Session, email: str, *, programme: Programme, now: datetime) -> None:
    """Queue the links to the nominations of an address, a few an hour at most; an unknown one gets silence."""
    index = blind_index(session, email)
    left = MOST_LINKS - links_mailed_lately(session, index, since=now - WITHIN)
    for nomination in nominations_to_mail(session, index, programme_id=programme.id)[: max(left, 0)]:
        _mail_link(session, nomination, key=f"nominations/again:{nomination.ref}:{now.isoformat()}", now=now)


def send_draft_link(session: Session, nomination: Nomination, *, now: datetime) -> None:
    """Queue the link to a draft: once for each address that the nominator gives, a few an hour at most."""
    nominator = nomination.nominator
    index = nominator.email_index or ""
    if links_mailed_lately(session, index, since=now - WITHIN) < MOST_LINKS:
        _mail_link(session, nomination, key=f"nominations/draft_link:{nomination.ref}:{index[:32]}", now=now)


def _content(nomination: Nomination) -> list[dict[str, str]]:
    """Give what was written, in the order of the form; optional questions left empty are left out."""
    texts = {answer.question_key: answer.text for answer in nomination.answers}
    return [
        {"key": question.key, "question": question.label, "answer": texts[question.key]}
        for question in nomination.category.questions
        if texts.get(question.key)
    ]


def _mail_link(session: Session, nomination: Nomination, *, key: str, now: datetime) -> None:
    season, email = nomination.season, nomination.nominator.email
    is_draft = nomination.state is NominationState.DRAFT
    purpose = Purpose.RESUME_NOMINATION if is_draft else Purpose.READ_RECEIPT
    if email is None:
        return
    queue_message(
        session,
        "nominations/draft_link" if is_draft else "nominations/receipt",
        to=email,
        about=nomination.ref,
        programme_key=season.programme.key,
        key=key,
        now=now,
        link=LinkOrder(purpose, nomination.ref),
        reference=nomination.ref,
        closes=moment_words(season.closes_at, season.programme.zone),
    )

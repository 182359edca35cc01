"""Starting, sending, withdrawing and ruling on nominations, and the mails about them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

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
from awards.nominations.mailing import room_for_link
from awards.nominations.models import Nomination, Nominator, Submission
from awards.nominations.policy import arrival_of, deadline_of, may_nominate_in, may_submit, may_withdraw
from awards.nominations.queries import nominations_to_mail
from awards.nominations.revising import drop_version, put_in_place, replaceable
from awards.nominations.versions import version_of, versions_sent, worked_on
from awards.seasons.models import Category, Programme, Season


def start_nomination(  # noqa: PLR0913 - a nomination may come by other ways than the page
    session: Session,
    season: Season | None,
    *,
    category: Category | None,
    nominator: Nominator | None,
    now: datetime,
    channel: str = "web",
    keyed_in_by: str | None = None,
    started_from: str | None = None,
    actor: Actor | None = None,
) -> Nomination:
    """Start a draft in this category; without a nominator a new one is made.

    `channel` says how it came, `keyed_in_by` who of staff types it in, `actor` who acts if not the nominator.
    `started_from` is the keyed fingerprint of the network address, for limits alone.

    Raises:
        Refused: nominations are not open, or the category is not open to nomination.
    """
    require(may_nominate_in(season, category, now=now, by_staff=keyed_in_by is not None))
    nominator = nominator or Nominator(ref=new_reference("NTR"), made_at=now)
    nomination = Nomination(
        ref=new_reference("NOM"),
        season=season,
        category=category,
        nominator=nominator,
        state=NominationState.DRAFT,
        channel=channel,
        keyed_in_by=keyed_in_by,
        started_from=started_from,
        started_at=now,
        nominees=[],
        kept_nominees=[],
        unfinished=[],
        answers=[],
    )
    session.add(nomination)
    actor = actor or Actor(Audience.NOMINATORS, nominator.ref)
    facts = {"category": nomination.category.key} | ({} if channel == "web" else {"channel": channel})
    record(session, Tag.NOMINATION_STARTED, nomination.ref, actor=actor, at=now, **facts)
    session.flush()
    return nomination


def submit_nomination(
    session: Session, nomination: Nomination, *, actor: Actor, now: datetime, signs: Collection[str] = ()
) -> Nomination:
    """Hand the nomination to staff; what was written is kept word for word. Sending twice is sending once.

    Gives the nomination that counts from now on: a new version takes the place of what was sent before. What arrives
    within the season's grace after the close counts as sent at the close, and is marked. With `signs` of spam it is
    taken in like any other, and held until staff let it go on.

    Raises:
        Refused: not a draft, not open, too late, something is missing, or what a new version would replace has been
            taken up by staff: every reason at once.
    """
    if nomination.submitted_at is not None:
        return nomination
    sent = None if nomination.revises is None else replaceable(session, nomination)
    require(may_submit(nomination, now=now, worked_on=sent is not None and worked_on(session, sent)))
    arrived, content = arrival_of(nomination, now), content_of(nomination)
    revoke_links(session, Purpose.RESUME_NOMINATION, nomination.ref, now=now)
    cancel_messages(session, nomination.ref)
    if sent is None:
        sent = nomination
        sent.state = NOMINATION.after("submit", sent.state)
    else:
        put_in_place(session, nomination, sent)
        cancel_messages(session, sent.ref)
    sent.submitted_at, sent.within_grace = arrived.effective_at, arrived.within_grace
    number = versions_sent(session, sent) + 1
    session.add(Submission(nomination_id=sent.id, number=number, submitted_at=arrived.effective_at, content=content))
    facts: dict[str, Any] = {"category": sent.category.key, "within_grace": arrived.within_grace, "number": number}
    facts |= {} if sent.channel == "web" else {"channel": sent.channel}
    record(session, Tag.NOMINATION_SUBMITTED, sent.ref, actor=actor, at=now, **facts)
    if signs:
        _hold(session, sent, signs, actor=actor, now=now)
    session.flush()
    _mail_link(session, sent, key=f"nominations/receipt:{sent.ref}:{number}", now=now, number=number)
    return sent


def withdraw_nomination(
    session: Session, nomination: Nomination, *, actor: Actor, now: datetime, reason: str | None = None
) -> None:
    """Take the nomination back for good, with an unsent new version of it; nothing more is mailed about it.

    Needs the season with its programme loaded.

    Raises:
        Refused: it has been withdrawn already, or the deadline has passed and it is not staff who ask.
    """
    require(may_withdraw(nomination, actor=actor, now=now))
    before, version = nomination.state, version_of(session, nomination)
    nomination.state = NOMINATION.after("withdraw", before)
    if version is not None:
        drop_version(session, version, now=now)
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
    """Queue the links to the nominations of an address, a few at most (see `mailing`); nobody is told of others."""
    for nomination in nominations_to_mail(session, blind_index(session, email), programme_id=programme.id):
        _mail_link(session, nomination, key=f"nominations/again:{nomination.ref}:{now.isoformat()}", now=now)


def send_draft_link(session: Session, nomination: Nomination, *, now: datetime) -> None:
    """Queue the link to a draft: once for each address that the nominator gives, a few at most (see ``mailing``)."""
    if nomination.revises_id is not None and nomination.nominator.email_confirmed_at is not None:
        return  # whoever changes what was sent has the receipt's link already
    index = nomination.nominator.email_index or ""
    _mail_link(session, nomination, key=f"nominations/draft_link:{nomination.ref}:{index[:32]}", now=now)


def _hold(session: Session, nomination: Nomination, signs: Collection[str], *, actor: Actor, now: datetime) -> None:
    nomination.held_because, nomination.released_at = list(signs), None
    record(session, Tag.NOMINATION_HELD, nomination.ref, actor=actor, at=now, signs=list(signs))


def content_of(nomination: Nomination) -> list[dict[str, str]]:
    """Give what was written, in the order of the form; questions left empty are left out.

    Needs the category's questions and the answers loaded.
    """
    texts = {answer.question_key: answer.text for answer in nomination.answers}
    return [
        {"key": question.key, "question": question.label, "answer": texts[question.key]}
        for question in nomination.category.questions
        if texts.get(question.key)
    ]


def _mail_link(session: Session, nomination: Nomination, *, key: str, now: datetime, number: int = 1) -> None:
    season, email = nomination.season, nomination.nominator.email
    is_draft = nomination.state is NominationState.DRAFT
    purpose = Purpose.RESUME_NOMINATION if is_draft else Purpose.READ_RECEIPT
    if email is None or not room_for_link(session, nomination, key=key, now=now):
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
        closes=moment_words(deadline_of(nomination), season.programme.zone),
        version=number,
    )

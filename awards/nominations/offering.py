"""Staff offer to move what was sent to an award that fits better, and the nominator agrees or does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from awards.audit import Tag, record
from awards.core.actor import Actor, Audience
from awards.core.permission import Permission, Reason, require
from awards.core.references import new_reference
from awards.core.times import local_day
from awards.core.words import tidy, tidy_line
from awards.nominations.actions import content_of
from awards.nominations.asked import InformationRequest, MoveOffer
from awards.nominations.asked_queries import asked_summary, with_questions
from awards.nominations.asking import WANTED, Wanted, check_note, mail_about, open_request, stop_mail
from awards.nominations.asking_policy import (
    may_answer_offer,
    may_move_to,
    may_offer,
    may_record_answer,
    may_take_back,
    may_wait_until,
)
from awards.nominations.keying_in import CHANNELS
from awards.nominations.lifecycle import NOMINATION, NominationState
from awards.nominations.models import Nomination, Nominee, Submission
from awards.nominations.moving import carry_over
from awards.nominations.queries import sort_answers
from awards.nominations.versions import versions_sent
from awards.seasons.models import Category
from awards.seasons.words import NomineeShape

OFFERED: Final = "nominations/move_offered"
ON_THE_PAGE: Final = "page"
"""The channel of a nominator who answers on the page; the others are those a nomination may come by."""
DAYS_TO_ANSWER: Final = 7
"""How long a nominator has by default."""
_LAST_MINUTE: Final = time(23, 59)


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferAnswer:
    """What the nominator answered and how; with a change between people and a team, also who is nominated."""

    agreed: bool
    channel: str = ON_THE_PAGE
    named: str = ""
    """The name of the team, or of the person, where the new award is for the other."""


def offer_move(
    session: Session,
    nomination: Nomination,
    category: Category,
    *,
    note: str,
    answer_by: datetime,
    actor: Actor,
    now: datetime,
) -> MoveOffer:
    """Offer the nominator to move what they sent to this category; the mail only gives the link.

    Without an address nobody is mailed: staff speak to the nominator and write the answer down. Needs season with
    programme, category and nominator loaded.

    Raises:
        Refused: not staff; never sent, held, withdrawn, set aside, merged, leading others or with judges; something is
            asked already; no award to move to; no note; or a day that is no use.
    """
    asked = asked_summary(session, nomination)
    require(may_offer(actor, nomination, asked, now=now))
    require(may_move_to(nomination, category))
    require(may_wait_until(answer_by, now=now))
    check_note(note)
    offer = MoveOffer(
        ref=new_reference("OFR"),
        nomination_id=nomination.id,
        from_category=nomination.category,
        to_category=category,
        note=tidy(note).strip(),
        answer_by=answer_by,
        offered_by=actor.reference,
        offered_at=now,
    )
    session.add(offer)
    record(session, Tag.MOVE_OFFERED, nomination.ref, actor=actor, at=now,
           offer=offer.ref, was=nomination.category.key, category=category.key)  # fmt: skip
    session.flush()
    mail_about(session, nomination, offer, kind=OFFERED, now=now)
    return offer


def take_back_offer(session: Session, nomination: Nomination, offer: MoveOffer, *, actor: Actor, now: datetime) -> None:
    """Take the offer back; a mail about it that has not gone never goes.

    Raises:
        Refused: not staff, answered already, or taken back already.
    """
    require(may_take_back(actor, offer))
    offer.taken_back_at = now
    stop_mail(session, offer, kinds=(OFFERED,))
    record(session, Tag.MOVE_TAKEN_BACK, nomination.ref, actor=actor, at=now, offer=offer.ref)
    session.flush()


def answer_offer(
    session: Session, nomination: Nomination, offer: MoveOffer, *, answer: OfferAnswer, actor: Actor, now: datetime
) -> InformationRequest | None:
    """Take the nominator's answer; agreeing moves what was sent. Gives the request for the questions that are new.

    What was sent before stays as it was; what is answered now is one more version. A ruling no longer holds, since it
    was made for another award. Needs the nomination with everything that a move keeps, and the offer's categories.

    Raises:
        Refused: it may not be answered (any more), staff do not say how the answer came, or nobody would be named.
    """
    asked = asked_summary(session, nomination)
    by_staff = actor.audience is Audience.STAFF
    if by_staff:
        require(may_record_answer(nomination, offer, with_judges=asked.with_judges, actor=actor))
    else:
        require(may_answer_offer(nomination, offer, with_judges=asked.with_judges, now=now))
    require(_complete(nomination, offer, answer, by_staff=by_staff))
    offer.agreed, offer.answered_at, offer.channel = answer.agreed, now, answer.channel
    offer.recorded_by = actor.reference if by_staff else None
    stop_mail(session, offer, kinds=(OFFERED,))
    record(session, Tag.MOVE_ANSWERED, nomination.ref, actor=actor, at=now,
           offer=offer.ref, agreed=answer.agreed, channel=answer.channel)  # fmt: skip
    session.flush()
    if not answer.agreed:
        return None
    _move(session, nomination, offer, named=tidy_line(answer.named), actor=actor, now=now)
    request = _ask_what_is_new(session, nomination, offer, actor=actor, now=now)
    if request is not None and by_staff:
        mail_about(session, nomination, request, kind=WANTED, now=now)
    return request


def name_wanted(nomination: Nomination, offer: MoveOffer) -> str | None:
    """Say whose name a move between people and a team lacks; None for most, and where one is kept from before.

    Needs the offer's categories and the nominees who are kept loaded.
    """
    to_team, from_team = (
        one.nominee_kind is NomineeShape.TEAM for one in (offer.to_category, offer.from_category)
    )  # fmt: skip
    if to_team is from_team or any(one.is_team is to_team for one in nomination.kept_nominees):
        return None
    return "Name of the team" if to_team else "Full name of the person"


def end_of_day(day: date, zone: str) -> datetime:
    """Give the last minute of a day on the zone's clocks."""
    return datetime.combine(day, _LAST_MINUTE, ZoneInfo(zone)).astimezone(UTC)


def answer_by_default(now: datetime, zone: str) -> datetime:
    """Give the moment that a nominator has to answer by when nobody says otherwise: the end of the seventh day."""
    return end_of_day(local_day(now, zone) + timedelta(days=DAYS_TO_ANSWER), zone)


def _complete(nomination: Nomination, offer: MoveOffer, answer: OfferAnswer, *, by_staff: bool) -> Permission:
    """Say whether the answer says how it came, and who is nominated where that is asked."""
    known = answer.channel in CHANNELS if by_staff else answer.channel == ON_THE_PAGE
    wanted = name_wanted(nomination, offer) if answer.agreed else None
    lacks = wanted is not None and not answer.named.strip()
    return Permission.unless(
        None if known else Reason("no-channel", "Say how the nominator answered."),
        Reason("nobody-named", f"Enter the {str(wanted).lower()}.") if lacks else None,
        *(may_move_to(nomination, offer.to_category).reasons if answer.agreed else ()),
    )


def _move(
    session: Session, nomination: Nomination, offer: MoveOffer, *, named: str, actor: Actor, now: datetime
) -> None:
    first = nomination.nominees[0] if nomination.nominees else None
    with_questions(session, offer.from_category, offer.to_category)
    carry_over(session, nomination, offer.to_category, actor=actor, now=now)
    _load_again(session, nomination)
    if not nomination.nominees:
        _name(nomination, named, first)
    number = versions_sent(session, nomination) + 1
    content = content_of(nomination)
    session.add(Submission(nomination_id=nomination.id, number=number, submitted_at=now, content=content))
    if nomination.state is not NominationState.SUBMITTED:
        nomination.state = NOMINATION.after("reopen", nomination.state)
    session.flush()


def _load_again(session: Session, nomination: Nomination) -> None:
    """Load anew what a move has changed."""
    changed = (
        joinedload(Nomination.nominees), joinedload(Nomination.kept_nominees), selectinload(Nomination.every_answer)
    )  # fmt: skip
    session.scalars(select(Nomination).where(Nomination.id == nomination.id).options(*changed)).unique().one()
    sort_answers(nomination)


def _name(nomination: Nomination, named: str, before: Nominee | None) -> None:
    """Put somebody forward in the new shape; whoever was named for themselves becomes the one to write to."""
    is_team = nomination.category.nominee_kind is NomineeShape.TEAM
    row = Nominee(ref=new_reference("NEE"), position=1, is_team=is_team, full_name=named)
    if is_team:
        nomination.team_name, row.full_name = named, before.full_name if before else ""
        row.email, row.email_index = (before.email, before.email_index) if before else (None, None)
    nomination.nominees.append(row)


def _ask_what_is_new(
    session: Session, nomination: Nomination, offer: MoveOffer, *, actor: Actor, now: datetime
) -> InformationRequest | None:
    """Open the new award's questions that nothing answers yet, unless the nominator may leave all of them out."""
    answered = {one.question_key for one in nomination.answers if one.text}
    new = [one for one in nomination.category.questions if one.key not in answered]
    if all(one.optional for one in new):
        return None
    wanted = Wanted(
        questions=[one.key for one in new],
        note=f"The {nomination.category.name} asks this as well. What you wrote before is kept.",
        answer_by=answer_by_default(now, nomination.season.programme.zone),
    )
    return open_request(session, nomination, wanted, asked_by=offer.offered_by, actor=actor, now=now)

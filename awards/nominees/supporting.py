"""The adult of a young person: named by the young person, asked only afterwards, and told nothing of the story."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.comms.actions import LinkOrder, cancel_messages, queue_message
from awards.core.actor import Actor
from awards.core.permission import Permission, Reason, Refused, require
from awards.core.references import new_reference
from awards.core.words import tidy_line
from awards.db import blind_index
from awards.links.actions import revoke_links
from awards.links.purposes import Purpose
from awards.nominations.models import Nominee
from awards.nominees.actions import BY_STAFF
from awards.nominees.models import Notice, Supporter
from awards.nominees.rules import ADULT_AT, age_at
from awards.nominees.words import Confirmation, Response

RELATIONS: Final = {
    "parent_or_carer": "Parent or carer",
    "social_worker": "Social worker",
    "advocate": "Advocate",
    "personal_adviser": "Personal adviser",
    "teacher": "Teacher",
    "other": "Another adult I trust",
}
"""Who an adult may be to the young person, in the words that the young person reads."""

MOST_NAMED: Final = 3
WITHIN: Final = timedelta(hours=24)
"""How many adults one young person may name within how long, so that nobody can have strangers mailed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdultNamed:
    """An adult as named; without an address staff ask by telephone."""

    name: str
    relation: str
    email: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdultSaid:
    """What an adult said, how it came, and who of staff spoke with whom and when."""

    response: Confirmation
    channel: str = "web"
    reason: str | None = None


def needs_adult(nominee: Nominee, *, today: date) -> bool:
    """Whether an adult's confirmation is needed: the person is known to be under 18 today."""
    age = None if nominee.is_team else age_at(nominee.date_of_birth, today)
    return age is not None and age < ADULT_AT


def may_name_adult(nominee: Nominee, notice: Notice | None, *, today: date, lately: int = 0) -> Permission:
    """Say whether this person may name an adult now: under 18, and only after they have agreed themselves.

    `lately` is how many they have named within a day.
    """
    agreed = notice is not None and notice.response is Response.AGREED
    return Permission.unless(
        None if needs_adult(nominee, today=today) else Reason("not-a-child", "You do not need to name an adult."),
        None if agreed else Reason("not-agreed", "Say first that you agree. Then you can name an adult."),
        Reason("has-died", "Nobody is asked any more.") if nominee.deceased else None,
        _NAMED_SEVERAL if lately >= MOST_NAMED else None,
    )


_NAMED_SEVERAL = Reason(
    "named-several", "You have named several adults since yesterday. Name another one tomorrow, or write to us."
)


def named_lately(session: Session, nominee: Nominee, *, since: datetime) -> int:
    """Count the adults this nominee has named since a moment. One statement."""
    counted = select(func.count(Supporter.id)).where(Supporter.nominee_id == nominee.id, Supporter.named_at > since)
    return session.scalar(counted) or 0


def supporters_of(session: Session, nominee_ids: Collection[int]) -> dict[int, Supporter]:
    """Give the adult whom each of these nominees named last, by nominee id. One statement; none for nobody."""
    if not nominee_ids:
        return {}
    named = session.scalars(select(Supporter).where(Supporter.nominee_id.in_(nominee_ids)).order_by(Supporter.id))
    return {one.nominee_id: one for one in named}


def supporter_of(session: Session, nominee: Nominee) -> Supporter | None:
    """Give the adult whom this nominee named last, or None. One statement."""
    return supporters_of(session, [nominee.id]).get(nominee.id)


def adult_confirmed(notice: Notice | None, supporter: Supporter | None) -> bool:
    """Whether both are in: the young person has agreed, and the adult named last has confirmed."""
    agreed = notice is not None and notice.response is Response.AGREED
    return agreed and supporter is not None and supporter.response is Confirmation.CONFIRMED


def name_adult(
    session: Session,
    nominee: Nominee,
    notice: Notice | None,
    *,
    named: AdultNamed,
    programme_key: str,
    today: date,
    actor: Actor,
    now: datetime,
) -> Supporter:
    """Keep whom the young person named and ask that adult to confirm; whoever was named before is asked no more.

    Naming the same adult again changes nothing while the answer is awaited.

    Raises:
        Refused: not under 18, not agreed yet, no name or relation, their own address, or several named within a day.
    """
    before = supporter_of(session, nominee)
    if before is not None and before.response is Confirmation.NONE and _is_same(before, named):
        return before
    lately = named_lately(session, nominee, since=now - WITHIN)
    require(may_name_adult(nominee, notice, today=today, lately=lately))
    _require_named(session, nominee, named)
    stop_asking(session, nominee, now=now)
    made = _add(session, nominee, named, actor=actor, now=now)
    if made.email:
        made.asked_at = now
        queue_message(
            session,
            "nominees/adult_confirmation",
            to=made.email,
            about=made.ref,
            programme_key=programme_key,
            key=f"nominees/adult_confirmation:{made.ref}",
            now=now,
            link=LinkOrder(Purpose.ADULT_CONFIRMATION, made.ref),
        )
    session.flush()
    return made


def answer_as_adult(
    session: Session, supporter: Supporter, *, response: Confirmation, actor: Actor, now: datetime
) -> None:
    """Keep what the adult answered on their page; they may change it while their link lives. Needs the nominee.

    Raises:
        Refused: neither yes nor no.
    """
    _answer(session, supporter, AdultSaid(response=response), actor=actor, now=now)


def record_adult_by_staff(
    session: Session,
    nominee: Nominee,
    notice: Notice | None,
    *,
    named: AdultNamed,
    said: AdultSaid,
    today: date,
    actor: Actor,
    now: datetime,
) -> Supporter:
    """Keep what an adult said by telephone, on paper, in person or through a trusted worker.

    The young person must have named this adult, to staff if not on their page. A link that was sent stops working.

    Raises:
        Refused: the young person has not agreed; no name, relation, channel or reason; or neither yes nor no.
    """
    require(may_name_adult(nominee, notice, today=today))
    _require_named(session, nominee, named)
    if said.channel not in BY_STAFF:
        raise Refused.because("no-channel", "Say how the answer came.")
    if not (said.reason or "").strip():
        raise Refused.because("no-reason", "Say who spoke with whom, and when.")
    stop_asking(session, nominee, now=now)
    before = supporter_of(session, nominee)
    same = before is not None and (before.name, before.relation) == (tidy_line(named.name), named.relation)
    supporter = before if before is not None and same else _add(session, nominee, named, actor=actor, now=now)
    _answer(session, supporter, said, actor=actor, now=now)
    return supporter


def stop_asking(session: Session, nominee: Nominee, *, now: datetime) -> None:
    """Make the links of every adult this nominee named void, and stop the mail to them that has not gone."""
    for ref in session.scalars(select(Supporter.ref).where(Supporter.nominee_id == nominee.id)).all():
        revoke_links(session, Purpose.ADULT_CONFIRMATION, ref, now=now)
        cancel_messages(session, ref)


def _answer(session: Session, supporter: Supporter, said: AdultSaid, *, actor: Actor, now: datetime) -> None:
    if said.response is Confirmation.NONE:
        raise Refused.because("no-answer", "Say whether you confirm.")
    was, supporter.channel = supporter.response, said.channel
    if was is not said.response:
        supporter.response, supporter.responded_at = said.response, now
        record(
            session,
            Tag.SUPPORTER_ANSWERED,
            supporter.nominee.ref,
            actor=actor,
            at=now,
            reason=said.reason,
            supporter=supporter.ref,
            answer=said.response.value,
            was=was.value,
            channel=said.channel,
        )
    session.flush()


def _add(session: Session, nominee: Nominee, named: AdultNamed, *, actor: Actor, now: datetime) -> Supporter:
    made = Supporter(
        ref=new_reference("ADU"),
        nominee=nominee,
        name=tidy_line(named.name),
        relation=named.relation,
        email=named.email,
        email_index=named.email and blind_index(session, named.email),
        named_at=now,
        response=Confirmation.NONE,
        channel="web",
    )
    session.add(made)
    record(
        session,
        Tag.SUPPORTER_NAMED,
        nominee.ref,
        actor=actor,
        at=now,
        supporter=made.ref,
        relation=made.relation,
        by_mail=bool(made.email),
    )
    session.flush()
    return made


def _require_named(session: Session, nominee: Nominee, named: AdultNamed) -> None:
    own = named.email and nominee.email_index == blind_index(session, named.email)
    require(
        Permission.unless(
            None if named.name.strip() else Reason("no-name", "Enter the adult’s name."),
            None if named.relation in RELATIONS else Reason("no-relation", "Choose who this adult is to you."),
            Reason("own-address", "Enter the adult’s own email address, not yours.") if own else None,
        )
    )


def _is_same(supporter: Supporter, named: AdultNamed) -> bool:
    return (supporter.name, supporter.relation, supporter.email) == (
        tidy_line(named.name), named.relation, named.email,
    )  # fmt: skip

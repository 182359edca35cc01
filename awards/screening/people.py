"""What the page of a nomination shows of each person put forward: told or not, answered or not, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass

from awards.core.times import moment_words
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination, Nominee
from awards.nominees.adult_page import RELATIONS_SAID
from awards.nominees.models import Supporter
from awards.nominees.words import Confirmation, Response
from awards.screening.policy import Standing
from awards.screening.wording import CHANNELS, Row, notice_words

OPEN = frozenset(
    {NominationState.SUBMITTED, NominationState.ELIGIBLE, NominationState.INELIGIBLE, NominationState.SET_ASIDE}
)
"""States in which an answer that came to staff can still be recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonPart:
    """One nominee: the name, the facts, the notice and what staff may do."""

    nominee: Nominee
    rows: list[Row]
    notice: str
    adult: str | None
    """Where the adult's confirmation stands; None where none is needed."""
    warning: str | None
    may_send: bool
    may_answer: bool
    """Whether an answer that came by phone, on paper, in person or through a trusted worker can be recorded."""
    may_record_adult: bool


def person_part(nomination: Nomination, standing: Standing, *, rows: list[Row]) -> PersonPart:
    """Give what is shown of one nominee of a whole nomination."""
    nominee, zone = standing.nominee, nomination.season.programme.zone
    is_open = nomination.state in OPEN and not nominee.deceased
    return PersonPart(
        nominee=nominee,
        rows=rows,
        notice=notice_of(standing, zone),
        adult=adult_words(standing, zone),
        warning=_warning(standing),
        may_send=_may_send(nomination, standing),
        may_answer=is_open,
        may_record_adult=is_open and standing.minor and standing.response is Response.AGREED,
    )


def adult_words(standing: Standing, zone: str) -> str | None:
    """Say in a sentence or two whether the adult of a young person has confirmed."""
    if not standing.minor:
        return None
    if standing.response is not Response.AGREED:
        return "Under 18: once they have agreed themselves, they name an adult who is asked to confirm."
    adult = standing.adult
    if adult is None:
        return "Under 18, and they have named no adult yet. Nothing goes to judges before an adult confirms."
    relation = RELATIONS_SAID.get(adult.relation, adult.relation)
    return f"They named {adult.name}, {relation}. {_said(standing, adult, zone)}"


def _said(standing: Standing, adult: Supporter, zone: str) -> str:
    if adult.response is not Confirmation.NONE:
        what = "confirmed" if adult.response is Confirmation.CONFIRMED else "refused"
        when = f" at {moment_words(adult.responded_at, zone)}" if adult.responded_at else ""
        how = CHANNELS.get(adult.channel, adult.channel).lower()
        return f"The adult {what}{when} ({how})."
    if standing.adult_bounced:
        return "The message to the adult did not arrive: ask them another way."
    if adult.asked_at is None:
        return "The young person wants you to ask by phone. Talk with the young person first."
    return f"The adult was asked at {moment_words(adult.asked_at, zone)} and has not answered yet."


def notice_of(standing: Standing, zone: str) -> str:
    """Say in one sentence whether a nominee was told and what they answered."""
    notice = standing.notice
    if notice is not None and notice.misdirected_at is not None and notice.response is Response.NONE:
        return "The notice reached somebody else: put the address right, or tell them another way."
    return notice_words(standing.nominee, notice, bounced=standing.bounced, zone=zone)


def _warning(standing: Standing) -> str | None:
    if standing.nominee.deceased:
        return "This person has died. Nothing is sent about them; what happens next is for you to decide."
    if standing.suppressed and standing.response is Response.NONE:
        return (
            "Somebody with this name or address asked not to be put forward. If the address is the same, no notice is"
            " sent: find out whether it is the same person, and record what they say."
        )
    return None


def _may_send(nomination: Nomination, standing: Standing) -> bool:
    """Whether a notice can go: once ruled eligible, and to young people before, whose yes the rules wait for."""
    nominee, notice = standing.nominee, standing.notice
    asked_early = nomination.state is NominationState.SUBMITTED and standing.minor
    due = nomination.state is NominationState.ELIGIBLE or asked_early
    untold = notice is None or not (notice.queued_at or notice.not_sent_because or notice.misdirected_at)
    return bool(due and untold and nominee.email and not nominee.deceased and standing.response is Response.NONE)

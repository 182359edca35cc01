"""States, answers and choices in the words that staff read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from awards.core.times import moment_words
from awards.eligibility.verdict import Level, Outcome
from awards.nominations.completeness import team_name_of
from awards.nominations.lifecycle import STAFF_WORDS, NominationState
from awards.nominations.models import Credit, Nomination, Nominee
from awards.nominees.models import Notice
from awards.nominees.words import Response
from awards.screening.lifecycle import STAFF_WORDS as ENTRY_WORDS
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry

Row = dict[str, str | None]
"""A line of a summary list: key and value."""

TONES = {
    NominationState.DRAFT: "neutral",
    NominationState.SUBMITTED: "attention",
    NominationState.ELIGIBLE: "good",
    NominationState.INELIGIBLE: "bad",
    NominationState.SET_ASIDE: "neutral",
    NominationState.MERGED: "info",
    NominationState.WITHDRAWN: "neutral",
}
ENTRY_TONES = {
    EntryState.IN_JUDGING: "info",
    EntryState.FINALIST: "good",
    EntryState.NOT_SHORTLISTED: "neutral",
    EntryState.WINNER: "good",
    EntryState.COMMENDED: "good",
    EntryState.WITHDRAWN: "bad",
}
LEVELS = {
    Level.ELIGIBLE: ("Eligible", "good"),
    Level.NEEDS_CHECK: ("A person must look", "attention"),
    Level.INELIGIBLE: ("Not eligible", "bad"),
}
OUTCOMES = {
    Outcome.MET: ("Met", "good"),
    Outcome.NEEDS_PERSON: ("A person must look", "attention"),
    Outcome.NOT_MET: ("Not met", "bad"),
}
RESPONSES = {
    Response.NONE: "has not answered yet",
    Response.AGREED: "has agreed",
    Response.DECLINED: "has declined",
}
CHANNELS = {
    "web": "On the page",
    "phone": "By telephone",
    "paper": "On paper",
    "post": "By post",
    "email": "By email",
    "trusted_worker": "Through a trusted worker",
    "in_person": "In person",
}
"""How a nomination or an answer came."""

CREDITS = {
    Credit.FULL_NAME: "By full name",
    Credit.FIRST_NAME: "By first name only",
    Credit.ORGANISATION: "By organisation only",
    Credit.NOT_AT_ALL: "Not at all",
}


@dataclass(frozen=True, slots=True)
class Said:
    """A word of state and the tone that repeats it."""

    text: str
    tone: str


def said_in(state: NominationState) -> Said:
    """Give a nomination's state as staff read it."""
    return Said(STAFF_WORDS[state], TONES[state])


def entry_said(entry: Entry) -> Said:
    """Give an entry's state as staff read it."""
    return Said(ENTRY_WORDS[entry.state], ENTRY_TONES[entry.state])


def notice_words(nominee: Nominee, notice: Notice | None, *, bounced: bool, zone: str) -> str:
    """Say in one sentence whether a nominee was told and what they answered."""
    if notice is None or (notice.queued_at is None and notice.response is Response.NONE):
        return _untold_words(nominee, notice)
    if notice.response is not Response.NONE:
        on = f" at {moment_words(notice.responded_at, zone)}" if notice.responded_at else ""
        return f"{RESPONSES[notice.response].capitalize()}{on}."
    if notice.not_sent_because:
        return f"Goes forward without a notice: {notice.not_sent_because}"
    if bounced:
        return "The notice could not be delivered: correct the address with them, or tell them another way."
    sent = moment_words(notice.queued_at, zone) if notice.queued_at else ""
    return f"The notice was sent at {sent}; they have not answered yet."


def _untold_words(nominee: Nominee, notice: Notice | None) -> str:
    if notice is not None and notice.not_sent_because:
        return f"Goes forward without a notice: {notice.not_sent_because}"
    return "Not told yet." if nominee.email else "Not told: we have no email address for them."


def nominee_title(nomination: Nomination) -> str:
    """Give the name that lists show: the team's, else the people's."""
    names = [nominee.full_name for nominee in nomination.nominees]
    return team_name_of(nomination) or ", ".join(names) or "Nobody named yet"


def row(key: str, value: str | None) -> Row:
    """Give a line of a summary list."""
    return {"key": key, "value": value}


def yes_or_no(value: bool | None) -> str | None:  # noqa: FBT001 - it is the value that is written out
    """Write out a claim; None where it is not known."""
    return None if value is None else "Yes" if value else "No"


def plain(key: str | None) -> str | None:
    """Write out a key that has no words of its own."""
    return key and key.replace("_", " ").capitalize()


def label(vocabulary: Mapping[str, Any], offer: str, key: str | None) -> str | None:
    """Give the season's words for a choice that forms offer."""
    return key and next((str(one["label"]) for one in vocabulary.get(offer, ()) if one["key"] == key), plain(key))

"""What the staff pages show of nominations and entries, as ready words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from awards.core.actor import Actor
from awards.core.permission import Permission
from awards.core.times import moment_words, short_day_words
from awards.eligibility.ages import age_on
from awards.eligibility.kinds_people import AgeRange
from awards.eligibility.rules import RuleSpec
from awards.eligibility.verdict import Finding, Level, Outcome
from awards.nominations.lifecycle import STAFF_WORDS, NominationState
from awards.nominations.models import Credit, Nomination, Nominator, Nominee
from awards.nominations.queries import NominationRow
from awards.nominees.models import Notice
from awards.nominees.queries import notices_of
from awards.nominees.words import Response
from awards.screening.history import Event, events_about
from awards.screening.lifecycle import STAFF_WORDS as ENTRY_WORDS
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry, Ruling
from awards.screening.policy import may_admit, may_rule, may_screen
from awards.screening.queries import Check, check_of, entry_of_nomination, original_of, rulings_of, standings_of
from awards.screening.rules import Copied, relationship_words
from awards.seasons.queries import window_of
from awards.web.forms import Form

Row = dict[str, str | None]
"""A line of a summary list: key and value."""

TONES = {
    NominationState.DRAFT: "neutral",
    NominationState.SUBMITTED: "attention",
    NominationState.ELIGIBLE: "good",
    NominationState.INELIGIBLE: "bad",
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


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One rule as the verdict table shows it."""

    rule: str
    outcome: Said
    reason: str


@dataclass(frozen=True, slots=True)
class PersonPart:
    """One nominee: the name, the facts and the notice."""

    nominee: Nominee
    rows: list[Row]
    notice: str
    may_send: bool
    may_answer: bool
    """Whether an answer that came by phone or on paper can be recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationPage:
    """Everything that the page of one nomination shows."""

    nomination: Nomination
    title: str
    state: Said
    about: list[Row]
    nominator: list[Row]
    people: list[PersonPart]
    original: list[Copied]
    level: Said
    findings: list[FindingRow]
    rulings: Sequence[Ruling]
    ruling_permission: Permission
    admission_permission: Permission
    entry: Entry | None
    history: list[Event]
    may_send_notices: bool
    may_prepare: bool
    """Whether a judges' copy can be made at all: ruled eligible, and behind no entry."""


def nomination_page(session: Session, nomination: Nomination, *, actor: Actor, now: datetime) -> NominationPage:
    """Put together the page of one nomination; the verdict is computed afresh and not stored."""
    zone = nomination.season.programme.zone
    notices = notices_of(session, [nominee.id for nominee in nomination.nominees])
    check = check_of(session, nomination)
    entry = entry_of_nomination(session, nomination)
    standings = standings_of(session, nomination, now=now)
    people = [_person(nomination, one, check=check, notice=notices.get(one.id)) for one in nomination.nominees]
    subjects = [nomination.ref, *(one.ref for one in nomination.nominees), *([entry.ref] if entry else [])]
    return NominationPage(
        nomination=nomination,
        title=nominee_title(nomination),
        state=said_of(nomination),
        about=_about(nomination, zone),
        nominator=_nominator(nomination, nomination.nominator),
        people=people,
        original=original_of(nomination),
        level=Said(*LEVELS[check.verdict.level]),
        findings=_findings(check.verdict.findings, check.rules),
        rulings=rulings_of(session, nomination),
        ruling_permission=may_rule(actor, nomination, entry=entry),
        admission_permission=may_admit(actor, nomination, entry=entry, standings=standings.values()),
        entry=entry,
        history=events_about(session, subjects, zone=zone),
        may_send_notices=any(person.may_send for person in people) and bool(may_screen(actor)),
        may_prepare=nomination.state is NominationState.ELIGIBLE and entry is None and bool(may_screen(actor)),
    )


def nomination_row(row: NominationRow) -> tuple[NominationRow, Said]:
    """Give one line of the list with its state in words."""
    return row, Said(STAFF_WORDS[row.state], TONES[row.state])


def objections(permission: Permission, form: Form) -> list[tuple[str, str]]:
    """Give what stands against what was just sent, for the error summary; nothing before anything was sent."""
    return [("", reason.text) for reason in permission.reasons] if form.is_submitted() else []


def said_of(nomination: Nomination) -> Said:
    """Give a nomination's state as staff read it."""
    return Said(STAFF_WORDS[nomination.state], TONES[nomination.state])


def entry_said(entry: Entry) -> Said:
    """Give an entry's state as staff read it."""
    return Said(ENTRY_WORDS[entry.state], ENTRY_TONES[entry.state])


def notice_words(nominee: Nominee, notice: Notice | None, zone: str) -> str:
    """Say in one sentence whether a nominee was told and what they answered."""
    if notice is not None and notice.response is not Response.NONE:
        on = f" at {moment_words(notice.responded_at, zone)}" if notice.responded_at else ""
        return f"{RESPONSES[notice.response].capitalize()}{on}."
    if notice is not None and notice.not_sent_because:
        return f"Goes forward without a notice: {notice.not_sent_because}"
    if notice is not None and notice.queued_at is not None:
        return f"The notice was sent at {moment_words(notice.queued_at, zone)}; they have not answered yet."
    if not nominee.email:
        return "Not told: we have no email address for them."
    return "Not told yet."


def nominee_title(nomination: Nomination) -> str:
    """Give the name that lists show: the team's, else the people's."""
    names = [nominee.full_name for nominee in nomination.nominees]
    return nomination.team_name or ", ".join(names) or "Nobody named yet"


def _about(nomination: Nomination, zone: str) -> list[Row]:
    late = ", in the minutes of grace after the close" if nomination.within_grace else ""
    sent = moment_words(nomination.submitted_at, zone) + late if nomination.submitted_at else None
    return [
        _row("Category", nomination.category.name),
        _row("Sent", sent),
        _row("Came by", nomination.channel),
        _row("Work put forward", nomination.work_title),
        _row("They know about it", _yes(nomination.nominee_knows)),
        _row("Declared true", _yes(nomination.declared_true)),
        _row("Declared that no child or family is named", _yes(nomination.declared_no_child_named)),
    ]


def _nominator(nomination: Nomination, nominator: Nominator) -> list[Row]:
    return [
        _row("Name", nominator.name),
        _row("Email", nominator.email),
        _row("Email confirmed", _yes(nominator.email_confirmed_at is not None)),
        _row("Telephone", nominator.phone),
        _row("Organisation", nominator.organisation),
        _row("Job", nominator.job),
        _row("How they know the nominee", relationship_words(
            nomination.relationship_to_nominee, nomination.season.vocabulary)),
        _row("Is one of the nominees", _yes(nomination.nominator_is_nominee)),
        _row("Tie with the organiser", _plain(nomination.organiser_tie)),
        _row("May be named with the award", CREDITS[nomination.credit] if nomination.credit else None),
        _row("Asked that nominees are not told their name", _yes(nomination.name_hidden_from_nominee)),
    ]  # fmt: skip


def _person(nomination: Nomination, nominee: Nominee, *, check: Check, notice: Notice | None) -> PersonPart:
    told = notice is not None and (notice.queued_at or notice.not_sent_because)
    waiting = nomination.state is NominationState.ELIGIBLE and not told and not nominee.deceased
    return PersonPart(
        nominee=nominee,
        rows=_person_rows(nomination, nominee, check),
        notice=notice_words(nominee, notice, nomination.season.programme.zone),
        may_send=bool(waiting and nominee.email),
        may_answer=nomination.state is NominationState.ELIGIBLE and not nominee.deceased,
    )


def _person_rows(nomination: Nomination, nominee: Nominee, check: Check) -> list[Row]:
    """Give the facts of a nominee that the category asks for; what nobody asked is left out."""
    asked = set(nomination.category.asks)
    vocabulary = nomination.season.vocabulary
    born = born_words(nominee.date_of_birth, nomination, check.rules)
    rows = [
        ("", _row("Contact of the team" if nominee.is_team else "Full name", nominee.full_name)),
        ("", _row("Known as", nominee.known_as)),
        ("", _row("Email", nominee.email)),
        ("role", _row("Role", nominee.role)),
        ("employer", _row("Employer", nominee.employer)),
        ("employer", _row("Kind of employer", _label(vocabulary, "employer_types", nominee.employer_type))),
        ("employer", _row("Works in", _label(vocabulary, "works_in", nominee.works_in))),
        ("employer", _row("In post", _yes(nominee.in_post))),
        ("registration", _row("On the register", _plain(nominee.registration))),
        ("registration", _row("Registration number", nominee.registration_number)),
        ("date_of_birth", _row("Date of birth", born)),
        ("lived_experience", _row("Lived experience", nominee.lived_experience)),
        ("programme", _row("Programme", _label(vocabulary, "programmes", nominee.programme))),
        ("programme", _row("Standing on it", _plain(nominee.programme_status))),
        ("programme", _row("Stage", _label(vocabulary, "programme_stages", nominee.programme_stage))),
        ("", _row("Nation", _label(vocabulary, "nations", nominee.nation))),
    ]
    shown = [row for asks, row in rows if not asks or asks in asked or row["value"]]
    return [*shown, _row("Has died", "Yes")] if nominee.deceased else shown


def born_words(born_on: date | None, nomination: Nomination, rules: Sequence[RuleSpec]) -> str | None:
    """Write a date of birth with what the rule on age makes of it: "3 May 2006 (16 to 25: yes)"."""
    if born_on is None:
        return None
    closes_on = window_of(nomination.season).closes_on
    kinds = [rule.kind for rule in rules if isinstance(rule.kind, AgeRange)]
    if not kinds or born_on > closes_on:
        return short_day_words(born_on)
    fits = kinds[0].youngest <= age_on(born_on, closes_on) <= kinds[0].oldest
    return f"{short_day_words(born_on)} ({kinds[0].youngest} to {kinds[0].oldest}: {'yes' if fits else 'no'})"


def _findings(findings: Sequence[Finding], rules: Sequence[RuleSpec]) -> list[FindingRow]:
    names = {rule.id: rule.name for rule in rules}
    return [
        FindingRow(f"{found.rule_id}: {names[found.rule_id]}", Said(*OUTCOMES[found.outcome]), found.reason)
        for found in findings
    ]


def _row(key: str, value: str | None) -> Row:
    return {"key": key, "value": value}


def _yes(value: bool | None) -> str | None:  # noqa: FBT001 - it is the value that is written out
    return None if value is None else "Yes" if value else "No"


def _plain(key: str | None) -> str | None:
    return key and key.replace("_", " ").capitalize()


def _label(vocabulary: Mapping[str, Any], offer: str, key: str | None) -> str | None:
    return key and next((str(one["label"]) for one in vocabulary.get(offer, ()) if one["key"] == key), _plain(key))

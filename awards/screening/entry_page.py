"""What the staff pages show of entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from awards.core.actor import Actor
from awards.core.permission import Permission
from awards.core.times import local_day, short_day_words
from awards.nominations.models import Nomination
from awards.nominees.models import Consent, Notice
from awards.nominees.words import NameForm, Stage, Thing
from awards.screening.history import Event, events_about
from awards.screening.models import Entry, Passage
from awards.screening.needs import registered_readings
from awards.screening.people import adult_words, notice_of
from awards.screening.policy import Standing, may_put_back, may_stamp_again, may_withdraw_entry
from awards.screening.queries import entries_of_season, nominations_to_admit
from awards.screening.standing import behind
from awards.screening.wording import CHANNELS, Row, Said, entry_said, nominee_title

STAGES = {Stage.FINALIST: "as a finalist", Stage.WINNER: "as a winner"}
THINGS = {
    Thing.NAME: "their name",
    Thing.STORY: "their story",
    Thing.PLACE: "their place of work or area",
    Thing.PHOTOGRAPH: "their photograph",
    Thing.CATEGORY: "that they are in this category",
    Thing.SEARCH: "that feeds, data files and search engines have them",
}
NAME_FORMS = {
    NameForm.FULL_NAME: "Full name",
    NameForm.FIRST_NAME: "First name only",
    NameForm.INITIALS: "Initials",
    NameForm.OTHER: "Another name",
    NameForm.WITHHELD: "Name withheld",
}


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry in the list."""

    ref: str
    title: str
    place: str | None
    state: Said
    readings: str | None
    by_organiser: bool


@dataclass(frozen=True, slots=True)
class EntriesPage:
    """The entries by category, and the nominations that wait to become entries."""

    groups: list[tuple[str, list[EntryRow]]]
    waiting: list[tuple[str, str, str]]
    """Reference, nominee and category of each nomination ruled eligible that is behind no entry."""


@dataclass(frozen=True, slots=True)
class NomineePart:
    """One nominee of an entry: what they were told, answered and agreed to."""

    ref: str
    name: str
    notice: str
    adult: str | None
    rows: list[Row]
    may_put_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPage:
    """Everything that the page of one entry shows."""

    entry: Entry
    state: Said
    voices: list[tuple[str | None, list[Passage]]]
    nominees: list[NomineePart]
    left_out: list[NomineePart]
    """Those of a nomination in which others stand in the entry: they said no, or agree after all."""
    may_stamp: Permission
    nominations: Sequence[Nomination]
    withdrawal: Permission
    history: list[Event]


def entries_page(session: Session, season_id: int) -> EntriesPage:
    """Put together the list of entries. Three statements, and what reading costs."""
    entries = entries_of_season(session, season_id)
    readings = registered_readings(session, [entry.id for entry in entries])
    rows = [(entry.category.name, entry_row(entry, readings.get(entry.id))) for entry in entries]
    groups = [(name, [row for _, row in some]) for name, some in groupby(rows, key=lambda row: row[0])]
    waiting = nominations_to_admit(session, season_id)
    return EntriesPage(groups, [(one.ref, nominee_title(one), one.category.name) for one in waiting])


def entry_row(entry: Entry, readings: str | None) -> EntryRow:
    """Give one line of the list."""
    return EntryRow(entry.ref, entry.title, entry.place, entry_said(entry), readings, entry.by_organiser)


def entry_page(session: Session, entry: Entry, *, actor: Actor, zone: str, now: datetime) -> EntryPage:
    """Put together the page of one entry. Two statements."""
    people = behind(session, entry, today=local_day(now, zone))
    beside = {one.standing.nominee.nomination_id for one in people if one.stands_in_it}
    left_out = [one for one in people if not one.stands_in_it and one.standing.nominee.nomination_id in beside]
    subjects = [entry.ref, *(one.ref for one in entry.nominations), *(one.standing.nominee.ref for one in people)]
    return EntryPage(
        entry=entry,
        state=entry_said(entry),
        voices=by_voice(entry.passages),
        nominees=[_part(entry, one.standing, actor=actor, zone=zone) for one in people if one.stands_in_it],
        left_out=[_part(entry, one.standing, actor=actor, zone=zone) for one in left_out],
        nominations=entry.nominations,
        withdrawal=may_withdraw_entry(actor, entry),
        may_stamp=may_stamp_again(actor, entry),
        history=events_about(session, subjects, zone=zone),
    )


def _part(entry: Entry, standing: Standing, *, actor: Actor, zone: str) -> NomineePart:
    return NomineePart(
        ref=standing.nominee.ref,
        name=standing.nominee.full_name,
        notice=notice_of(standing, zone),
        adult=adult_words(standing, zone),
        rows=_consent_rows(standing.notice, zone),
        may_put_back=bool(may_put_back(actor, entry, standing)),
    )


def by_voice(passages: Sequence[Passage]) -> list[tuple[str | None, list[Passage]]]:
    """Group the judges' copy by whose words it is, in the order in which it is kept."""
    return [(voice, list(some)) for voice, some in groupby(passages, key=lambda passage: passage.voice)]


def _consent_rows(notice: Notice | None, zone: str) -> list[Row]:
    """Say how a nominee wants to be named and what they let be shown; nothing before they answered."""
    if notice is None or notice.responded_at is None:
        return []
    name = NAME_FORMS[notice.name_form] + (f": {notice.public_name}" if notice.public_name else "")
    consents = sorted(notice.consents, key=lambda one: (one.stage, one.thing))
    rows: list[Row] = [
        {"key": "Wants to be named by", "value": name},
        {"key": "Answered", "value": CHANNELS.get(notice.channel, notice.channel)},
    ]
    if notice.unsafe_to_locate:
        rows.append({"key": "Where they live or work", "value": "It would be unsafe to say"})
    shown = [(f"Show {THINGS[one.thing]} {STAGES[one.stage]}", _standing(one, zone)) for one in consents]
    return rows + [{"key": key, "value": value} for key, value in shown]


def _standing(consent: Consent, zone: str) -> str:
    given = short_day_words(local_day(consent.given_at, zone))
    if consent.withdrawn_at is None:
        return f"Agreed on {given}"
    return f"Agreed on {given}, withdrawn on {short_day_words(local_day(consent.withdrawn_at, zone))}"

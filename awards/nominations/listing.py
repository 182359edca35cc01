"""Where a nominator's nominations stand, until when each can be sent, and what happens next: in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from awards.core.times import day_words, local_day, moment_words
from awards.nominations.asked_queries import Waiting
from awards.nominations.asking_pages import NominatorTask, task_of
from awards.nominations.completeness import nominee_words
from awards.nominations.lifecycle import NOMINATOR_WORDS, NominationState
from awards.nominations.models import Nomination
from awards.nominations.policy import deadline_of, has_later_deadline, is_over
from awards.nominations.summaries import Address, SummaryRow, sent_rows
from awards.seasons.models import Season

_TONES = {
    NominationState.DRAFT: "attention",
    NominationState.SUBMITTED: "info",
    NominationState.ELIGIBLE: "good",
    NominationState.INELIGIBLE: "neutral",
    NominationState.SET_ASIDE: "neutral",
    NominationState.MERGED: "info",
    NominationState.WITHDRAWN: "neutral",
}

_NEXT = {
    NominationState.SUBMITTED: "We check that it fits the award, and write to you if it cannot go forward.",
    NominationState.ELIGIBLE: "It goes forward. We write to you once the shortlist is decided.",
    NominationState.INELIGIBLE: "It does not go forward.",
    NominationState.SET_ASIDE: "It does not go forward.",
    NominationState.MERGED: "We check that it fits the award, and write to you if it cannot go forward.",
    NominationState.WITHDRAWN: "You withdrew it. Nothing more happens with it.",
}


@dataclass(frozen=True, slots=True)
class Closing:
    """Until when a nomination can be sent: what to call that moment, and whether it has passed."""

    label: str
    at: datetime
    is_over: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Mine:
    """One of the nominator's nominations in the list."""

    title: str
    ref: str
    status: str
    tone: str
    url: str
    when: str
    next: str
    version_url: str | None = None
    """The page of a new version that was not sent yet."""
    task: NominatorTask | None = None
    """What staff ask of the nominator."""


@dataclass(frozen=True, slots=True)
class SentVersion:
    """One version as it was sent."""

    number: int
    when: str
    rows: list[SummaryRow]


def closing(nomination: Nomination, *, now: datetime) -> Closing:
    """Give until when the nomination can be sent; needs season, programme and what it revises loaded."""
    over, later = is_over(nomination, now), has_later_deadline(nomination)
    if later:
        label = "Your later deadline passed" if over else "You have a later deadline"
    else:
        label = "Nominations closed" if over else "Nominations close"
    return Closing(label, deadline_of(nomination), over)


def mine(
    nomination: Nomination,
    address: Address,
    *,
    now: datetime,
    version: Nomination | None = None,
    waiting: Waiting | None = None,
) -> Mine:
    """Give the line of one nomination in the nominator's own list; `version` is an unsent new version of it.

    `waiting` is what staff have asked of the nominator about it.

    Needs the submissions of one that was sent loaded, at least their numbers.
    """
    sent = nomination.submitted_at
    unsent_late = nomination.state is NominationState.DRAFT and is_over(nomination, now)
    return Mine(
        title=f"{nominee_words(nomination) or 'Nobody named yet'}, {nomination.category.name}",
        ref=nomination.ref,
        status="Draft: not sent in time" if unsent_late else NOMINATOR_WORDS[nomination.state],
        tone=_TONES[nomination.state],
        url=address("receipt" if sent else "task_list", ref=nomination.ref),
        when=_when(nomination),
        next=_next(nomination, late=unsent_late),
        version_url=address("task_list", ref=version.ref) if version else None,
        task=task_of(nomination, waiting, address, now=now) if waiting else None,
    )


def my_lines(
    found: Iterable[Nomination], address: Address, *, now: datetime, waiting: Mapping[int, Waiting]
) -> list[Mine]:
    """Give the lines of the nominator's list; an unsent new version stands with what it revises.

    `waiting` says by id what staff have asked about each.
    """
    nominations = list(found)
    versions = {one.revises_id: one for one in nominations if one.revises_id is not None}
    return [
        mine(one, address, now=now, version=versions.get(one.id), waiting=waiting.get(one.id))
        for one in nominations
        if one.revises_id is None
    ]


def sent_versions(nomination: Nomination) -> list[SentVersion]:
    """Give every version that was sent, the newest first; needs the submissions loaded."""
    zone = nomination.season.programme.zone
    return [
        SentVersion(one.number, f"Sent at {moment_words(one.submitted_at, zone)}", sent_rows(one))
        for one in reversed(nomination.submissions)
    ]


def next_steps(season: Season) -> list[str]:
    """Give what happens after sending, with the season's dates; needs rounds and programme loaded."""
    zone = season.programme.zone
    judging = [one for one in season.rounds if one.opens_at >= season.closes_at][:1]
    steps = [
        "We check that the nomination fits the award. A person decides, and we write to you if it cannot go forward.",
        "We write to the people you nominated before the judges see anything.",
    ]
    steps += [f"Judges read from {_day(one.opens_at, zone)} to {_day(one.closes_at, zone)}." for one in judging]
    place = f" in {season.ceremony_place}" if season.ceremony_place else ""
    if season.ceremony_on:
        steps.append(f"The winners are announced at the ceremony on {day_words(season.ceremony_on)}{place}.")
    return steps


def _when(nomination: Nomination) -> str:
    zone, sent = nomination.season.programme.zone, nomination.submitted_at
    if sent is None:
        return f"Started on {_day(nomination.started_at, zone)}"
    number, at = max(((one.number, one.submitted_at) for one in nomination.submissions), default=(1, sent))
    version = f"Version {number} sent" if number > 1 else "Sent"
    return f"{version} at {moment_words(at, zone)}"


def _next(nomination: Nomination, *, late: bool) -> str:
    if nomination.state is not NominationState.DRAFT:
        return _NEXT[nomination.state]
    when = moment_words(deadline_of(nomination), nomination.season.programme.zone)
    if late:
        return f"It could be sent until {when}. What you wrote is kept, and you can still read and copy it."
    return f"You can send it until {when}."


def _day(moment: datetime, zone: str) -> str:
    return day_words(local_day(moment, zone))

"""The two announcements of a season in words: where each stands, what is ready and what may be done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from awards.core.permission import Permission
from awards.core.times import moment_words
from awards.publishing.desk import Desk
from awards.publishing.lifecycle import ANNOUNCEMENT, AnnouncementState
from awards.publishing.models import Announcement, AnnouncementKind, Winner
from awards.publishing.policy import Problem, earlier_than_planned, may_prepare, may_release, problems_of
from awards.publishing.rules import WITHHELD
from awards.screening.lifecycle import EntryState

TITLES = {AnnouncementKind.FINALISTS: "Finalists", AnnouncementKind.WINNERS: "Winners"}
STATE_WORDS = {
    None: ("Not prepared", "neutral"),
    AnnouncementState.PREPARED: ("Prepared: not public", "attention"),
    AnnouncementState.HELD: ("On hold: not public", "bad"),
    AnnouncementState.RELEASED: ("Public", "good"),
    AnnouncementState.WITHDRAWN: ("Withdrawn: not public", "bad"),
}
"""What staff read, and its tone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnouncementLine:
    """One announcement on the desk."""

    kind: AnnouncementKind
    title: str
    state: str
    tone: str
    exists: bool
    count: str
    when: str
    problems: Sequence[Problem]
    may_prepare: Permission
    may_release: bool
    may_hold: bool
    may_unhold: bool
    may_withdraw: bool
    winners: Sequence[WinnerLine]


@dataclass(frozen=True, slots=True)
class WinnerLine:
    """One winner to describe before the release."""

    ref: str
    category: str
    name: str
    citations: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """What somebody about to release is asked to look at once more."""

    kind: AnnouncementKind
    programme: str
    season: str
    count: str
    when: str
    permission: Permission
    problems: Sequence[Problem]


def confirmation_of(desk: Desk, announcement: Announcement, *, now: datetime) -> Confirmation:
    """Name the programme, how many go out, and the time with its zone."""
    programme = desk.season.programme
    early = earlier_than_planned(announcement, now=now)
    return Confirmation(
        kind=announcement.kind,
        programme=programme.name,
        season=desk.season.name,
        count=count_of(desk, announcement.kind),
        when=f"{moment_words(now, programme.zone)} ({programme.zone})",
        permission=may_release(desk, announcement, now=now),
        problems=[*([early] if early else []), *problems_of(desk, announcement.kind)],
    )


def lines_of(desk: Desk, *, now: datetime) -> list[AnnouncementLine]:
    """Give both announcements, finalists first."""
    return [_line(desk, kind, now=now) for kind in AnnouncementKind]


def count_of(desk: Desk, kind: AnnouncementKind) -> str:
    """Say how many an announcement names: "4 finalists in 2 awards", "3 winners and 1 commended in 3 awards"."""
    entries = desk.announced(kind)
    awards = desk.awards_of(kind)
    where = f"in {awards} award{'s' if awards != 1 else ''}"
    commended = sum(entry.state is EntryState.COMMENDED for entry in entries)
    if kind is AnnouncementKind.FINALISTS:
        return f"{len(entries)} finalist{'s' if len(entries) != 1 else ''} {where}"
    won = len(entries) - commended
    also = f" and {commended} commended" if commended else ""
    return f"{won} winner{'s' if won != 1 else ''}{also} {where}"


def _line(desk: Desk, kind: AnnouncementKind, *, now: datetime) -> AnnouncementLine:
    found = desk.announcements.get(kind)
    state = found.state if found else None
    words, tone = STATE_WORDS[state]
    return AnnouncementLine(
        kind=kind,
        title=TITLES[kind],
        state=words,
        tone=tone,
        exists=found is not None,
        count=count_of(desk, kind),
        when=_when(desk, found),
        problems=_still_to_look_at(desk, kind, state),
        may_prepare=may_prepare(desk, kind),
        may_release=found is not None and bool(may_release(desk, found, now=now)),
        may_hold=state is not None and bool(ANNOUNCEMENT.may("hold", state)),
        may_unhold=state is not None and bool(ANNOUNCEMENT.may("unhold", state)),
        may_withdraw=state is not None and bool(ANNOUNCEMENT.may("withdraw", state)),
        winners=_winner_lines(desk) if kind is AnnouncementKind.WINNERS else (),
    )


def _still_to_look_at(desk: Desk, kind: AnnouncementKind, state: AnnouncementState | None) -> list[Problem]:
    """Give the problems; what would stand in the way of a release no longer matters after it."""
    released = state is AnnouncementState.RELEASED
    return [problem for problem in problems_of(desk, kind) if not (released and problem.blocks)]


def _when(desk: Desk, found: Announcement | None) -> str:
    zone = desk.season.programme.zone
    if found is not None and found.state is AnnouncementState.RELEASED and found.released_at:
        return f"Released at {moment_words(found.released_at, zone)} ({zone})."
    if found is not None and found.release_at:
        return f"The clock releases it at {moment_words(found.release_at, zone)} ({zone}), unless it is on hold."
    return "Released only when one of you presses the button."


def _winner_lines(desk: Desk) -> list[WinnerLine]:
    chosen = [(entry, desk.winners.get(entry.id)) for entry in desk.chosen]
    return [
        WinnerLine(winner.ref, entry.category.name, _staff_name(winner, entry.title), len(winner.citations))
        for entry, winner in chosen
        if winner is not None
    ]


def _staff_name(winner: Winner, title: str) -> str:
    """Staff need to know whom they are describing, also where the public will not."""
    return f"{title} (to be shown as “{WITHHELD}”)" if winner.display_name == WITHHELD else title

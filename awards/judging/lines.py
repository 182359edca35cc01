"""Lines of progress: one judge, one entry, how far each is, and the days of the round; no score in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from awards.core.times import local_day, short_day_words
from awards.judging.lifecycle import SheetState
from awards.judging.pace import Days, pace_words, readings_due
from awards.judging.readings import OnPanel, Reading
from awards.panels.models import PanelMember
from awards.panels.policy import dates_of, is_open
from awards.panels.queries import judging_round
from awards.screening.models import Entry
from awards.screening.needs import counted
from awards.seasons.models import Round, Season

STATE_WORDS = {
    None: "not begun",
    SheetState.STARTED: "begun",
    SheetState.COMPLETE: "done",
    SheetState.HANDED_IN: "handed in",
}
"""What staff and chairs read of a sheet."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The round of judging as days of the programme's zone, and where today stands."""

    zone: str
    today: date
    days: Days | None
    """From the opening day to the closing day; None where the season has no round of judging."""
    open: bool
    over: bool

    def day(self, moment: datetime) -> date:
        """Give the day of an instant."""
        return local_day(moment, self.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeLine:
    """One judge on one panel."""

    name: str
    ref: str
    panel: str
    is_chair: bool
    seen_at: datetime | None
    entries: int
    begun: int
    done: int
    handed_in: int
    left: int
    behind: int
    pace: str
    away: str | None


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """One judge's reading of an entry."""

    judge: str
    judge_ref: str
    words: str
    has_sheet: bool
    can_reopen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryLine:
    """One entry, its readings and what it lacks."""

    ref: str
    title: str
    category: str
    done: int
    needed: int
    readings: Sequence[ReadingLine]
    lacks: str


def calendar_of(season: Season, *, now: datetime) -> Calendar:
    """Give the days of a season's round of judging."""
    judging, zone = judging_round(season), season.programme.zone
    return Calendar(
        zone=zone,
        today=local_day(now, zone),
        days=_days_of(judging, zone),
        open=is_open(judging, now),
        over=judging is not None and dates_of(judging).is_over(now),
    )


def judge_line(one: OnPanel, readings: Sequence[Reading], *, calendar: Calendar) -> JudgeLine:
    """Give how far a judge is with these readings of theirs."""
    member, states = one.member, [reading.state for reading in readings]
    done = sum(reading.is_done for reading in readings)
    behind = max(0, _due(member, readings, calendar) - done) if calendar.open and member.left_at is None else 0
    return JudgeLine(
        name=member.user.name,
        ref=member.user.ref,
        panel=member.panel.name,
        is_chair=member.is_chair,
        seen_at=one.seen_at,
        entries=len(readings),
        begun=states.count(SheetState.STARTED),
        done=done,
        handed_in=states.count(SheetState.HANDED_IN),
        left=0 if member.left_at else len(readings) - done,
        behind=behind,
        pace=_pace(member, len(readings), done, behind=behind, calendar=calendar),
        away=_away_words(member),
    )


def entry_line(
    entry: Entry, readings: Sequence[Reading], *, among: Sequence[OnPanel], needed: int, title: str
) -> EntryLine:
    """Give an entry's readings, by judge; what somebody began who has left since is no reading any more."""
    members = {one.member.id: one.member for one in among}
    live = [one for one in readings if one.is_done or members[one.member_id].left_at is None]
    lines = [_reading_line(one, members[one.member_id]) for one in live]
    done = sum(one.is_done for one in live)
    return EntryLine(
        ref=entry.ref,
        title=title,
        category=entry.category.name,
        done=done,
        needed=needed,
        readings=sorted(lines, key=lambda line: (line.judge, line.judge_ref)),
        lacks=_lacks(len(live), done, needed),
    )


def readings_by(readings: Sequence[Reading], name: str) -> dict[int, list[Reading]]:
    """Give readings by the id under this name: "member_id" or "entry_id"."""
    found: dict[int, list[Reading]] = {}
    for one in readings:
        found.setdefault(getattr(one, name), []).append(one)
    return found


def _reading_line(reading: Reading, member: PanelMember) -> ReadingLine:
    return ReadingLine(
        judge=member.user.name,
        judge_ref=member.user.ref,
        words=STATE_WORDS[reading.state],
        has_sheet=reading.state is not None,
        can_reopen=reading.state is SheetState.HANDED_IN,
    )


def _lacks(given: int, done: int, needed: int) -> str:
    parts = []
    if given < needed:
        parts.append(counted(needed - given, "reading without a judge", "readings without a judge"))
    if done < given:
        parts.append(counted(given - done, "reading to come", "readings to come"))
    return ", ".join(parts) or "Nothing"


def _pace(member: PanelMember, entries: int, done: int, *, behind: int, calendar: Calendar) -> str:
    standing = _not_reading(member, entries, done)
    if standing or calendar.days is None:
        return standing or "Judging has no dates"
    if calendar.over:
        return f"{entries - done} not done"
    return pace_words(behind).capitalize() if calendar.open else "Judging has not opened"


def _not_reading(member: PanelMember, entries: int, done: int) -> str | None:
    """Say why pace is no question of this judge, or give None."""
    if member.left_at is not None:
        return "Has left the panel"
    if entries:
        return "Finished" if done == entries else None
    if member.terms_accepted_at is None:
        return "Has not accepted the terms"
    return "Has not declared conflicts" if member.interests_completed_at is None else "No entries yet"


def _due(member: PanelMember, readings: Sequence[Reading], calendar: Calendar) -> int:
    if calendar.days is None:
        return 0
    given = (calendar.day(one.given_at) for one in readings)
    return readings_due(given, calendar.days, today=calendar.today, away=_away(member))


def _away(member: PanelMember) -> Days | None:
    if member.away_from is None and member.away_until is None:
        return None
    return Days(member.away_from or date.min, member.away_until or date.max)


def _away_words(member: PanelMember) -> str | None:
    first, last = member.away_from, member.away_until
    if first and last:
        return short_day_words(first) if first == last else f"{short_day_words(first)} to {short_day_words(last)}"
    if first or last:
        return f"from {short_day_words(first)}" if first else f"until {short_day_words(last or date.max)}"
    return None


def _days_of(judging: Round | None, zone: str) -> Days | None:
    if judging is None:
        return None
    closes = judging.closed_at or judging.closes_at
    return Days(local_day(judging.opens_at, zone), local_day(closes, zone))

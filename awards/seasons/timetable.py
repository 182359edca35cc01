"""Where a season stands at a moment, and when a nomination counts as sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from awards.eligibility.window import SeasonWindow


class Phase(StrEnum):
    """The phases of a season, in order; `closed` is the time in which nobody nominates or judges."""

    BEFORE = "before"
    NOMINATING = "nominating"
    CLOSED = "closed"
    JUDGING = "judging"
    DECIDED = "decided"
    ANNOUNCED = "announced"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDates:
    """The dates of one round of judging; `closed_at` is set where staff closed it early and for good."""

    key: str
    opens_at: datetime
    closes_at: datetime
    closed_at: datetime | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether judges may work at this moment; the closing second still counts."""
        early = self.closed_at is not None and now >= self.closed_at
        return self.opens_at <= now and not early and now.replace(microsecond=0) <= self.closes_at

    def is_over(self, now: datetime) -> bool:
        """Whether the round has been open and has closed, by its date or by staff."""
        return now >= self.opens_at and not self.is_open(now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """The dates that decide a season's phase; `announced_at` is when results were in fact released."""

    window: SeasonWindow
    judging: Sequence[RoundDates] = ()
    announced_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """When a nomination counts as sent, and whether it came late but within the period of grace."""

    effective_at: datetime
    within_grace: bool


def nominations_open(season_window: SeasonWindow, now: datetime) -> bool:
    """Whether nominations are taken at this moment; both ends count, to the second."""
    return not season_window.is_before(now) and not season_window.is_after(now)


def arrival(season_window: SeasonWindow, arrived_at: datetime, *, grace_seconds: int) -> Arrival:
    """Give the effective time of what arrived at this moment.

    Whatever arrives up to `grace_seconds` after the close counts as sent at the close and is marked, so
    that nobody loses a nomination to a slow line. Anything later keeps its own time, and so is late.
    """
    last = season_window.closes_at + timedelta(seconds=grace_seconds)
    if not season_window.is_after(arrived_at):
        return Arrival(arrived_at, within_grace=False)
    if arrived_at.replace(microsecond=0) <= last:
        return Arrival(season_window.closes_at, within_grace=True)
    return Arrival(arrived_at, within_grace=False)


def phase_at(timetable: Timetable, now: datetime) -> Phase:
    """Give the phase of the season at a moment."""
    if timetable.announced_at is not None and now >= timetable.announced_at:
        return Phase.ANNOUNCED
    if timetable.window.is_before(now):
        return Phase.BEFORE
    if nominations_open(timetable.window, now):
        return Phase.NOMINATING
    return _after_nominations(timetable.judging, now)


def open_round(timetable: Timetable, now: datetime) -> str | None:
    """Give the key of the round of judging that is open at a moment; None when there is none."""
    return next((one.key for one in timetable.judging if one.is_open(now)), None)


def _after_nominations(judging: Sequence[RoundDates], now: datetime) -> Phase:
    if any(one.is_open(now) for one in judging):
        return Phase.JUDGING
    if judging and all(one.is_over(now) for one in judging):
        return Phase.DECIDED
    return Phase.CLOSED

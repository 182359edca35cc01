"""On which moments judges are reminded: days before the close of judging, its own day, and days after it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from awards.core.times import local_day
from awards.seasons.judging_settings import ReminderRule

FROM = time(9)
"""On the local clock: nobody is reminded at night."""
LATE = timedelta(days=7)
"""For how long the last reminder is made up for, when nothing comes after it."""


class Stage(StrEnum):
    """Where a milestone lies: before the close, on its day, or after it."""

    BEFORE = "before"
    ON = "on"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Milestone:
    """A moment to remind at; what was missed then is made up for until the next one, or until judging closes."""

    stage: Stage
    days: int
    """Whole days between it and the close."""
    at: datetime
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """When a round of judging opens, and closes or closed: by its date, or earlier by staff; its programme's zone."""

    opens_at: datetime
    closes_at: datetime
    closed_at: datetime | None
    zone: str

    @property
    def end(self) -> datetime:
        """The moment from which no sheet can be changed."""
        return self.closes_at if self.closed_at is None else min(self.closes_at, self.closed_at)


def milestones_of(rule: ReminderRule, closing: Closing) -> list[Milestone]:
    """Give every milestone, the first one first.

    Those before the close count from its date, and end with the round, however early staff close it; none lies before
    judging opens, when nothing can be scored. Those after it count from the day on which it really closed.
    """
    last, ended = local_day(closing.closes_at, closing.zone), local_day(closing.end, closing.zone)
    ahead = [(Stage.BEFORE, days) for days in rule.before] + ([(Stage.ON, 0)] if rule.on else [])
    moments = {_nine(last - timedelta(days=days), closing.zone): (stage, days) for stage, days in ahead}
    moments = {at: which for at, which in moments.items() if closing.opens_at <= at < closing.end}
    moments |= {_nine(ended + timedelta(days=days), closing.zone): (Stage.AFTER, days) for days in rule.after}
    listed = sorted(moments)
    ends = [later for _, later in pairwise(listed)] + [listed[-1] + LATE] if listed else []
    return [
        Milestone(*moments[at], at, until if moments[at][0] is Stage.AFTER else min(until, closing.end))
        for at, until in zip(listed, ends, strict=True)
    ]


def current(milestones: list[Milestone], now: datetime) -> Milestone | None:
    """Give the milestone that counts at this moment, if there is one."""
    return next((one for one in milestones if one.at <= now < one.until), None)


def _nine(day: date, zone: str) -> datetime:
    return datetime.combine(day, FROM, ZoneInfo(zone)).astimezone(UTC)

"""A day and a time that somebody typed become an instant, or a fault that says what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from awards.nominations.rules import DayFault, typed_day
from awards.seasons.local_time import instant

_TIME: Final = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))?(am|pm)?")
_NOON: Final = 12


DayParts = tuple[str, str, str]
"""Day, month and year as typed."""


@dataclass(frozen=True, slots=True)
class MomentFault:
    """What is wrong: the part it is about (day, month, year or time) and what to do."""

    part: str
    words: str


def typed_moment(day: DayParts, at: str, *, what: str, zone: str) -> datetime | MomentFault | None:
    """Give the instant at which the clocks of the zone show this day and time; None when nothing was typed.

    A time that the clocks skip, or show twice, is a fault: nobody could say which was meant. `what` begins the
    words of a fault ("The later deadline must be a real date").
    """
    found = typed_day(*day, today=date.max)
    if found is None:
        return MomentFault("day", f"{what} must include a day, month and year") if at else None
    if isinstance(found, DayFault):
        return MomentFault("day" if found.part == "all" else found.part, found.words.replace("Date of birth", what, 1))
    clock = typed_time(at)
    if clock is None:
        return MomentFault("time", "Enter the time like 5pm or 17:00")
    return _instant(datetime.combine(found, clock), zone)


def _instant(local: datetime, zone: str) -> datetime | MomentFault:
    try:
        return instant(local, ZoneInfo(zone))
    except ValueError as fault:
        return MomentFault("time", f"This time {fault}")


def typed_time(text: str) -> time | None:
    """Give the time of day of "5pm", "5.30 pm" or "17:00"; None for anything else, "5" alone included."""
    found = _TIME.fullmatch(text.replace(" ", "").casefold())
    if found is None:
        return None
    hours, minutes, half = int(found[1]), int(found[2] or 0), found[3]
    if half is None and found[2] is None:
        return None
    if half is not None:
        if not 1 <= hours <= _NOON:
            return None
        hours = hours % _NOON + (_NOON if half == "pm" else 0)
    try:
        return time(hours, minutes)
    except ValueError:
        return None

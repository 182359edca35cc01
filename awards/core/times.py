"""Instants are UTC inside; people read day, date and time in the programme's zone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]
"""Gives the present instant, aware and in UTC."""


def system_clock() -> datetime:
    """Read the server's clock."""
    return datetime.now(UTC)


def day_words(day: date) -> str:
    """Write a date as "Friday 23 February 2024"."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def short_day_words(day: date) -> str:
    """Write a date as "23 February 2024"."""
    return f"{day.day} {day:%B} {day.year}"


def time_words(moment: datetime, zone: str) -> str:
    """Write a time as "5pm" or "11:59pm" on the zone's clock."""
    local = moment.astimezone(ZoneInfo(zone))
    hour = local.hour % 12 or 12
    minutes = f":{local.minute:02}" if local.minute else ""
    return f"{hour}{minutes}{'am' if local.hour < 12 else 'pm'}"  # noqa: PLR2004 - noon


def moment_words(moment: datetime, zone: str) -> str:
    """Write an instant as "11:59pm on Friday 23 February 2024" on the zone's clock."""
    return f"{time_words(moment, zone)} on {day_words(local_day(moment, zone))}"


def local_day(moment: datetime, zone: str) -> date:
    """Give the calendar day of an instant in the zone."""
    return moment.astimezone(ZoneInfo(zone)).date()

"""The clock of a flag."""

from __future__ import annotations

from datetime import datetime, timedelta

from awards.core.times import moment_words

FLAG_HOURS = 24
"""Within how many hours somebody looks where a season does not say."""


def look_by(raised_at: datetime, hours: int) -> datetime:
    """Give the instant by which somebody should have looked."""
    return raised_at + timedelta(hours=hours)


def is_overdue(due: datetime, looked_at: datetime | None, *, now: datetime) -> bool:
    """Whether nobody has looked although the time is past."""
    return looked_at is None and now > due


def clock_words(due: datetime, looked_at: datetime | None, *, zone: str, now: datetime) -> str:
    """Say how a flag stands against its clock: "Overdue: to be looked at by 5pm on Friday 1 March 2024"."""
    if looked_at is not None:
        late = ", later than it should have been" if looked_at > due else ""
        return f"Somebody looked at {moment_words(looked_at, zone)}{late}"
    start = "Overdue: to be looked at by" if is_overdue(due, looked_at, now=now) else "To be looked at by"
    return f"{start} {moment_words(due, zone)}"

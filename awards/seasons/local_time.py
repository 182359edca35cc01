"""Local times of a season file become instants, unless the clocks make them impossible or ambiguous."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo


def instant(local: datetime, zone: ZoneInfo) -> datetime:
    """Give the instant, in UTC, at which the clocks of the zone show this local time.

    Raises:
        ValueError: saying what to do about a time that already has an offset, that the clocks skip when
            they go forward, or that they show twice when they go back.
    """
    if local.tzinfo is not None:
        raise ValueError("has an offset: write the local time alone, the programme's zone is used")
    first, second = (local.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    if first.astimezone(zone).replace(tzinfo=None) != local:
        raise ValueError("does not exist: the clocks go forward then; choose another time")
    raise ValueError("comes twice: the clocks go back then; choose another time")

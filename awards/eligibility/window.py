"""The dates of a season that rules look at: when nominations open and close, and what year came before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class SeasonWindow:
    """From opening to closing, both ends included to the second, by the calendar of the programme's zone.

    Raises ValueError when a time has no zone or the close is not after the opening.
    """

    opens_at: datetime
    closes_at: datetime
    zone: ZoneInfo
    previous_year: int | None = None

    def __post_init__(self) -> None:
        if self.opens_at.tzinfo is None or self.closes_at.tzinfo is None:
            raise ValueError("a season window needs times with a zone")
        if self.closes_at <= self.opens_at:
            raise ValueError("a season must close after it opens")

    @classmethod
    def of_whole_days(cls, opens_on: date, closes_on: date, zone: ZoneInfo, *, year: int) -> SeasonWindow:
        """Give the window from 00:00:00 of the first day to 23:59:59 of the last, in the zone."""
        opens_at = datetime.combine(opens_on, time(0, 0, 0), zone)
        closes_at = datetime.combine(closes_on, time(23, 59, 59), zone)
        return cls(opens_at, closes_at, zone, previous_year=year - 1)

    @property
    def opens_on(self) -> date:
        """The opening day on the calendar of the zone."""
        return self.opens_at.astimezone(self.zone).date()

    @property
    def closes_on(self) -> date:
        """The closing day on the calendar of the zone: the one date on which ages are judged."""
        return self.closes_at.astimezone(self.zone).date()

    def is_before(self, moment: datetime) -> bool:
        """Whether the moment comes before the opening."""
        return moment < self.opens_at

    def is_after(self, moment: datetime) -> bool:
        """Whether the moment comes after the closing second, which itself still counts as open."""
        return moment.replace(microsecond=0) > self.closes_at

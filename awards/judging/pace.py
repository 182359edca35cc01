"""Pure rule of pace: how much of a judge's reading would be done by now, if it were spread evenly over their days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """Days in a row, the first and the last included; none where the last comes before the first."""

    first: date
    last: date

    @property
    def number(self) -> int:
        """How many days these are."""
        return max(0, (self.last - self.first).days + 1)

    def without(self, away: Days | None) -> int:
        """Give how many of these days are left when the days away are taken out."""
        if away is None:
            return self.number
        both = Days(max(self.first, away.first), min(self.last, away.last))
        return self.number - both.number


def share_gone(reading: Days, *, today: date, away: Days | None = None) -> Fraction:
    """Give the share of the days of one reading that have gone, from 0 to 1; today has not gone yet.

    Days away count neither as gone nor as days to come. Who is away on all of them owes nothing before the last
    day has passed, and everything after it.
    """
    days = reading.without(away)
    if not days:
        return Fraction(int(today > reading.last))
    return Fraction(Days(reading.first, min(reading.last, today - _DAY)).without(away), days)


def readings_due(given_on: Iterable[date], opened: Days, *, today: date, away: Days | None = None) -> int:
    """Give how many of a judge's readings would be done by now at an even pace, rounded down.

    Each reading has the days from when it was given (or judging opened, if that is later) to the closing day, so
    that nobody is behind with what came yesterday. `opened`: from the opening day to the closing day.
    """
    shares = (
        share_gone(Days(min(max(day, opened.first), opened.last), opened.last), today=today, away=away)
        for day in given_on
    )
    return int(sum(shares, Fraction()))


def pace_words(behind: int) -> str:
    """Write how many readings somebody is behind: "on pace", "3 behind"."""
    return f"{behind} behind" if behind > 0 else "on pace"

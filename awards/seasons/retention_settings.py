"""How long a season keeps what it holds about people: terms of its file, with what holds where the file is silent."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from typing import Any, Final

from awards.eligibility.reading import Table

_TERM: Final = re.compile(r"([1-9][0-9]{0,3}) (day|month|year)s?")
_MONTHS: Final = {"day": 0, "month": 1, "year": 12}
_YEAR: Final = 12


@dataclass(frozen=True, slots=True)
class Term:
    """So many calendar months, or so many days."""

    months: int = 0
    days: int = 0

    def after(self, day: date) -> date:
        """Give the day on which the term that begins on this day is over; a month has no more days than it has."""
        years, month = divmod(day.month - 1 + self.months, _YEAR)
        year = day.year + years
        last = calendar.monthrange(year, month + 1)[1]
        return date(year, month + 1, min(day.day, last)) + timedelta(days=self.days)

    def __str__(self) -> str:
        if self.days:
            return _counted(self.days, "day")
        years, months = divmod(self.months, _YEAR)
        return _counted(self.months, "month") if months or years == 1 else _counted(years, "year")


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionDocument:
    """The terms of one season, as its file writes them: "30 days", "6 months", "1 year".

    `drafts` runs from the close of nominations, everything else from the day of the ceremony.
    """

    drafts: str = "30 days"
    dates_of_birth: str = "28 days"
    not_taken_up: str = "6 months"
    not_shortlisted: str = "6 months"
    shortlisted: str = "12 months"
    comments: str = "6 months"
    lists: str = "6 months"
    concerns: str = "12 months"
    judges: str = "12 months"
    flags: str = "6 years"

    def as_data(self) -> dict[str, Any]:
        """Give the terms as a season stores them."""
        return asdict(self)


def read_retention(table: Table) -> RetentionDocument:
    """Read the table `[retention]`; what it leaves out is as the class says."""
    usual = RetentionDocument()
    read = {one.name: table.take(one.name, str, default=getattr(usual, one.name)) for one in fields(usual)}
    for name, words in read.items():
        if not _TERM.fullmatch(words):
            table.fault(name, f'is {words!r}: write a term such as "30 days", "6 months" or "1 year"')
    table.finish()
    return RetentionDocument(**read)


def terms_of(retention: Mapping[str, Any]) -> dict[str, Term]:
    """Give the terms of a season by name, from what it stores; what is missing is as the class says."""
    return {name: term(str(retention.get(name, usual))) for name, usual in RetentionDocument().as_data().items()}


def term(words: str) -> Term:
    """Read a term.

    Raises:
        ValueError: it is not one.
    """
    found = _TERM.fullmatch(words)
    if found is None:
        raise ValueError(f"{words!r} is not a term")
    number, unit = int(found[1]), found[2]
    return Term(days=number) if unit == "day" else Term(months=number * _MONTHS[unit])


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"

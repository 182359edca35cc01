"""What a check proves: about registration, when it has to be made again, and what speaks against what was typed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from awards.eligibility.facts import Registration
from awards.registers.words import RegisterResult

RENEWED_UNTIL: Final = (11, 30)
"""Month and day on which a year's registration ends; whoever renewed it shows up a little later."""
SETTLING: Final = timedelta(days=14)
"""How long after that day a registration that seems to have ended proves nothing."""
_ISO: Final = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].{0,20})?", re.ASCII)
_IN_FIGURES: Final = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?: .{0,20})?", re.ASCII)
_IN_WORDS: Final = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4}|\d{2})(?: .{0,20})?", re.ASCII)
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CENTURY: Final = 2000


class CheckState(StrEnum):
    """Where one nominee stands with the register."""

    NO_NUMBER = "no_number"
    UNCHECKED = "unchecked"
    CHANGED = "changed"
    AGAIN = "again"
    CONTRADICTS = "contradicts"
    CHECKED = "checked"


WAITING: Final = frozenset({CheckState.UNCHECKED, CheckState.CHANGED, CheckState.AGAIN})
"""Whose number has to be looked up."""


def unsettled(until: date | None, *, checked_on: date) -> bool:
    """Whether a registration "until 30 November" was seen so soon afterwards that it may have been renewed."""
    if until is None or (until.month, until.day) != RENEWED_UNTIL:
        return False
    return until < checked_on <= until + SETTLING


def standing(
    result: RegisterResult, *, said: Registration | None, until: date | None, checked_on: date, sent_on: date | None
) -> Registration | None:
    """Give the standing on the day the nomination was sent, as far as a check proves it; None where it proves nothing.

    Who lapsed later was registered then. A number that is not found may be mistyped: it bears out what was `said`
    unless that was "registered". Somebody of another name proves nothing.
    """
    if result is RegisterResult.REGISTERED:
        return Registration.REGISTERED
    if result is RegisterResult.LAPSED:
        if until and sent_on and until >= sent_on:
            return Registration.REGISTERED
        return None if unsettled(until, checked_on=checked_on) else Registration.LAPSED
    if result is RegisterResult.NOT_FOUND and said is not Registration.REGISTERED:
        return said
    return None


def speaks_against(result: RegisterResult, *, said: Registration | None, found: Registration | None) -> bool:
    """Whether a check contradicts what the nominator said; `found` is the standing that it proves."""
    if result is RegisterResult.OTHER_NAME:
        return True
    if said is None:
        return False
    if result is RegisterResult.NOT_FOUND:
        return said is Registration.REGISTERED
    return found is not None and (found is Registration.REGISTERED) != (said is Registration.REGISTERED)


def result_by_date(until: date | None, *, on: date) -> RegisterResult | None:
    """Give what "registered until" alone says on a day; nothing where there is no date."""
    if until is None:
        return None
    return RegisterResult.REGISTERED if until >= on else RegisterResult.LAPSED


def day_in(text: str) -> date | None:
    """Give the day that a cell names, the day before the month as in Britain; None for anything else."""
    if found := _ISO.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _IN_FIGURES.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    elif found := _IN_WORDS.fullmatch(text):
        day, year = int(found.group(1)), int(found.group(3))
        month = 1 + _MONTHS.index(found.group(2)[:3].lower()) if found.group(2)[:3].lower() in _MONTHS else 0
    else:
        return None
    try:
        return date(year + (_CENTURY if year < 100 else 0), month, day)  # noqa: PLR2004 - two figures for a year
    except ValueError:
        return None

"""What is suggested, as a job stores it and a page shows it: plain values, no numpy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """Why there are as many suggestions as there are."""

    SPENT = "spent"
    """The whole budget is of use."""
    ENOUGH = "enough"
    """Some readings are of use; those that would be left are not."""
    NOTHING_CLOSE = "nothing_close"
    NOBODY_FREE = "nobody_free"
    """Nobody may still read an entry that is to be decided on."""
    TOO_LITTLE_KNOWN = "too_little_known"
    """There are no scores, or too few to tell how far scores of one entry lie apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One reading to ask for.

    `effect` is the probability that this reading, by itself, changes who is in by the order that the page shows.
    `gain` is what it is expected to add to the true scores of those who are in, in points, on top of the suggestions
    before it: what readings are chosen by. `reason` tells of judges' severity: it is for staff and the chair alone.
    """

    entry: str
    judge: str
    category: str
    effect: float
    gain: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """The suggestions, the most useful first, and in words why there are so many or none."""

    suggestions: tuple[Suggestion, ...]
    outcome: Outcome
    words: str

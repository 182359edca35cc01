"""The agenda of a meeting: whose place is closest to the line, in order, and why in words. Pure arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import Any

HALF = Fraction(1, 2)
NUMBERS = ("raw", "score", "adjusted", "low", "high", "chance")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What the scores say of one entry, out of 100; None where they say nothing.

    `score` is what the order rests on (None: it needs scores), `chance` that of being among those who get in, `band`
    "in", "line" or "out".
    """

    entry: str
    raw: Fraction | None = None
    score: Fraction | None = None
    adjusted: Fraction | None = None
    low: Fraction | None = None
    high: Fraction | None = None
    chance: Fraction | None = None
    band: str | None = None
    level: int | None = None
    """The place in the order that counts, from 0; equal for those between whom only the panel can decide."""

    def as_data(self) -> dict[str, Any]:
        """Give the figures as a meeting stores them: exact, as text."""
        numbers = {name: getattr(self, name) for name in NUMBERS}
        kept = {name: None if number is None else str(number) for name, number in numbers.items()}
        return {"entry": self.entry, "band": self.band, "level": self.level, **kept}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Figures:
        """Read stored figures."""
        numbers = {name: None if data[name] is None else Fraction(data[name]) for name in NUMBERS}
        return cls(entry=data["entry"], band=data["band"], level=data["level"], **numbers)

    @property
    def plain(self) -> Figures:
        """The same without what was worked out from the scores of other entries as well."""
        return Figures(entry=self.entry, raw=self.raw, score=self.raw)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry on the agenda: its figures, why it stands there, and whether it is on the line."""

    figures: Figures
    why: str
    is_close: bool

    @property
    def entry(self) -> str:
        """The entry's reference."""
        return self.figures.entry

    @property
    def raw(self) -> str:
        """The raw mean with one decimal place."""
        return in_tenths(self.figures.raw)

    @property
    def adjusted(self) -> str:
        """The adjusted score with one decimal place."""
        return in_tenths(self.figures.adjusted)

    @property
    def span(self) -> str:
        """The interval of the adjusted score."""
        low, high = self.figures.low, self.figures.high
        return "–" if low is None or high is None else f"{in_tenths(low)} to {in_tenths(high)}"


def scores_of(figures: Iterable[Figures]) -> dict[str, Fraction]:
    """Give what the order rests on, for each entry that has a place in it."""
    return {one.entry: one.score for one in figures if one.score is not None}


def agenda_of(figures: Sequence[Figures], *, places: int, goal: str) -> list[Item]:
    """Put the entries into the order of the meeting, the closest to the line first; without a score they come last.

    `places` is how many get in, `goal` what they get in to ("the shortlist").
    """
    scores = scores_of(figures)
    order = sorted(scores, key=lambda entry: (-scores[entry], entry))
    line = (scores[order[places - 1]] + scores[order[places]]) / 2 if 0 < places < len(order) else None
    items = [_item(one, scores, order, line=line, places=places, goal=goal) for one in figures]
    return sorted(items, key=lambda item: _closeness(item, scores, line))


def in_tenths(number: Fraction | None) -> str:
    """Write an exact number to one decimal place, halves upwards; a dash for none."""
    if number is None:
        return "–"
    tenths = floor(abs(number) * 10 + HALF)
    return f"{'−' if number < 0 and tenths else ''}{tenths // 10}.{tenths % 10}"


def percent(chance: Fraction) -> str:
    """Write a chance as whole per cent, never as certainty."""
    return f"{min(99, max(1, floor(chance * 100 + HALF)))}%"


def _closeness(
    item: Item, scores: Mapping[str, Fraction], line: Fraction | None
) -> tuple[bool, Fraction, Fraction, Fraction, str]:
    score, chance = scores.get(item.entry), item.figures.chance
    if score is None:
        return (True, Fraction(0), Fraction(0), Fraction(0), item.entry)
    distance = Fraction(0) if line is None else abs(score - line)
    return (False, Fraction(0) if chance is None else abs(chance - HALF), distance, -score, item.entry)


def _item(
    one: Figures,
    scores: Mapping[str, Fraction],
    order: Sequence[str],
    *,
    line: Fraction | None,
    places: int,
    goal: str,
) -> Item:
    if one.entry not in scores:
        why = "Needs scores: too few sheets count to place it, so the panel says what becomes of it."
        return Item(figures=one, why=why, is_close=False)
    if line is None:
        return Item(figures=one, why=f"No line divides the entries: there is a place for each of them on {goal}.",
                    is_close=False)  # fmt: skip
    above = scores[one.entry] - line
    edges = {scores[order[places - 1]], scores[order[places]]}
    close = one.band == "line" if one.band else scores[one.entry] in edges
    return Item(figures=one, why=_why(one, above, close=close, goal=goal), is_close=close)


def _why(one: Figures, above: Fraction, *, close: bool, goal: str) -> str:
    side = "above" if above > 0 else "below"
    where = f"{in_tenths(abs(above))} points {side} the line" if above else "level with the line"
    if one.chance is None:
        return f"{'Next to the line' if close else 'Further away'}: {where} of {goal}."
    words = {"in": "Sure in", "line": "On the line", "out": "Sure out"}[one.band or "line"]
    return f"{words}: its chance of {goal} is {percent(one.chance)}, {where}."

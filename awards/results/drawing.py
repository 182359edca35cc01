"""Pictures made of lines, marks and words at whole coordinates, each told in words too. Pure arithmetic.

Everything is drawn with absolute coordinates, so that a test can see that nothing leaves the box.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

TICKS = 6
"""Steps that an axis has at most."""
MARK = 5
"""Half the size of a mark."""
_ROUND_STEPS = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Stroke:
    """Everything of one kind, drawn in one go; `kind` names its look."""

    kind: str
    path: str
    dash: str = ""
    """How a broken line is broken: lengths drawn and left out."""


@dataclass(frozen=True, slots=True)
class Words:
    """Something written at a place."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """All words of one kind, which names their look and on which side of their places they stand.

    `leaning` ones are turned, so that long names fit over narrow columns.
    """

    kind: str
    words: Sequence[Words]
    leaning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing of so many units: strokes first, words above them; `title` and `words` say what is to be seen."""

    title: str
    words: str
    width: int
    height: int
    strokes: Sequence[Stroke]
    written: Sequence[Written]


@dataclass(frozen=True, slots=True)
class Axis:
    """Where values stand between two places of a drawing, from `low` at `start` to `high` at `end`."""

    low: float
    high: float
    step: float
    start: int
    end: int

    @classmethod
    def over(cls, values: Iterable[float], *, start: int, end: int) -> Axis:
        """Give the axis from the round number below the smallest value to the one above the largest."""
        known = list(values) or [0.0, 100.0]
        least, most = min(known), max(known)
        wanted = max((most - least) / TICKS, 1 / TICKS)
        power = 10.0 ** floor(log10(wanted))
        step = next(one * power for one in _ROUND_STEPS if one * power >= wanted * (1 - 1e-9))
        low, high = floor(least / step) * step, ceil(most / step) * step
        return cls(low, high if high > low else low + step, step, start, end)

    def at(self, value: float) -> int:
        """Give the place of a value."""
        return self.start + round((value - self.low) / (self.high - self.low) * (self.end - self.start))

    @property
    def ticks(self) -> list[tuple[int, str]]:
        """Give the places of the round numbers, with the numbers."""
        count = round((self.high - self.low) / self.step)
        values = [self.low + number * self.step for number in range(count + 1)]
        return [(self.at(value), f"{value:g}".replace("-", "−")) for value in values]


def flat(places: Iterable[tuple[int, int, int]]) -> str:
    """Draw level lines, each given by its height and its two ends."""
    return "".join(f"M{start} {y}H{end}" for y, start, end in places)


def upright(places: Iterable[tuple[int, int, int]]) -> str:
    """Draw upright lines, each given by its place and its two ends."""
    return "".join(f"M{x} {start}V{end}" for x, start, end in places)


def boxes(places: Iterable[tuple[int, int, int, int]]) -> str:
    """Draw boxes, each given by its left, top, right and bottom."""
    return "".join(f"M{left} {top}H{right}V{bottom}H{left}Z" for left, top, right, bottom in places)


def dots(places: Iterable[tuple[int, int]]) -> str:
    """Draw points: lines of no length, which a round pen makes a dot of."""
    return "".join(f"M{x} {y}H{x}" for x, y in places)


def diamonds(places: Iterable[tuple[int, int]], size: int = MARK + 1) -> str:
    """Draw squares that stand on a corner."""
    return "".join(f"M{x} {y - size}L{x + size} {y}L{x} {y + size}L{x - size} {y}Z" for x, y in places)


def wedges(places: Iterable[tuple[int, int]], size: int = MARK) -> str:
    """Draw triangles that point down."""
    return "".join(f"M{x - size} {y - size}L{x + size} {y - size}L{x} {y + size}Z" for x, y in places)


def crosses(places: Iterable[tuple[int, int]], size: int = MARK) -> str:
    """Draw crosses."""
    return "".join(
        f"M{x - size} {y - size}L{x + size} {y + size}M{x + size} {y - size}L{x - size} {y + size}" for x, y in places
    )


def slashes(places: Iterable[tuple[int, int]], size: int = MARK) -> str:
    """Draw rising strokes."""
    return "".join(f"M{x - size} {y + size}L{x + size} {y - size}" for x, y in places)


def shortened(text: str, most: int) -> str:
    """Give a text that fits, with an ellipsis where it was cut."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"

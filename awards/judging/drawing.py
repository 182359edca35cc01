"""Where the dots stand when points are drawn: one dot for each sheet above the point it gave. Pure arithmetic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

WIDTH, HEIGHT = 240, 96
"""The drawing's own units; the page stretches it."""
LEFT, BASE, TOP = 16, 66, 22
"""Where the first point stands, where the lowest dot stands, and how high dots may be piled."""
AIR = 22
"""Room above the highest dot, for its number."""
STEP = 10
"""Between two dots of one pile, while there is room."""
TOTALS = range(0, 101, 2)
"""The places on which totals are drawn."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One sheet, or the judge's own."""

    x: int
    y: int
    own: bool


@dataclass(frozen=True, slots=True)
class Label:
    """A number written under or above the dots."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """One criterion's dots with its numbers, and the same in words and figures."""

    title: str
    words: str
    dots: Sequence[Dot]
    ticks: Sequence[Label]
    counts: Sequence[Label]
    figures: Sequence[int]
    """How often each point was given, lowest first."""

    @property
    def box(self) -> str:
        """The part of the drawing that holds something, for the page to stretch."""
        top = min((dot.y for dot in self.dots), default=BASE) - AIR
        return f"0 {top} {WIDTH} {HEIGHT - top}"


def points_drawn(title: str, points: Sequence[int], *, scale: range, own: int | None = None) -> Drawing:
    """Draw how often each point of the scale was given; `own` is among the points and drawn apart."""
    counted = Counter(points)
    most, columns = max(counted.values(), default=0), [_x(place, len(scale)) for place in range(len(scale))]
    piles = [_pile(counted[point], most) for point in scale]
    return Drawing(
        title=title,
        words=_in_words(counted, own),
        dots=[Dot(x, y, own=own == point and y == BASE)
              for x, point, pile in zip(columns, scale, piles, strict=True) for y in pile],
        ticks=[Label(x, HEIGHT - 8, str(point)) for x, point in zip(columns, scale, strict=True)],
        counts=[Label(x, pile[-1] - 9, str(len(pile)))
                for x, pile in zip(columns, piles, strict=True) if len(pile) > 1],
        figures=[counted[point] for point in scale],
    )  # fmt: skip


def totals_drawn(title: str, totals: Sequence[Fraction], *, words: str) -> Drawing:
    """Draw totals out of 100, each on the nearest even number."""
    places = Counter(min(int((total + 1) // 2), len(TOTALS) - 1) for total in totals)
    most = max(places.values(), default=0)
    return Drawing(
        title=title,
        words=words,
        dots=[Dot(_x(place, len(TOTALS)), y, own=False)
              for place, number in sorted(places.items()) for y in _pile(number, most)],
        ticks=[Label(_x(place, 5), HEIGHT - 8, str(place * 25)) for place in range(5)],
        counts=[],
        figures=[],
    )  # fmt: skip


def _x(place: int, places: int) -> int:
    return LEFT + round(place * (WIDTH - 2 * LEFT) / (places - 1)) if places > 1 else WIDTH // 2


def _pile(number: int, most: int) -> list[int]:
    step = min(Fraction(STEP), Fraction(BASE - TOP, max(most - 1, 1)))
    return [BASE - round(step * pile) for pile in range(number)]


def _in_words(counted: Counter[int], own: int | None) -> str:
    said = ", ".join(f"{point} given {_times(counted[point])}" for point in sorted(counted)) or "nothing given yet"
    return f"{said}; yours is {own}" if own is not None else said


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")

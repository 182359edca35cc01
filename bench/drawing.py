"""Dots with their intervals as SVG, without a plotting library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor
from typing import Final

LEFT: Final = 300
WIDTH: Final = 460
"""In pixels: of the names, and of the scale."""
HIGH: Final = 46
"""Of one row."""
TOP: Final = 92
FOOT: Final = 50
STEP: Final = 0.02
"""Between two lines of the scale."""
COLOURS: Final = ("#0b3d91", "#b3541e")
"""One for each kind of dot; the second kind is a square too, so that nothing hangs on the colour."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A figure with its interval."""

    kind: str
    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A name and its figures, one of each kind, in the same order everywhere."""

    name: str
    dots: tuple[Dot, ...]


def dots_with_intervals(rows: Sequence[Row], *, title: str, words: str) -> str:
    """Give the picture of rows, the first on top, about a line at 0."""
    least = floor(min(dot.low for row in rows for dot in row.dots) / STEP) * STEP
    most = ceil(max(dot.high for row in rows for dot in row.dots) / STEP) * STEP
    scale = _Scale(min(least, -STEP), max(most, STEP))
    bottom = TOP + HIGH * len(rows)
    size = f"{LEFT + WIDTH + 30} {bottom + FOOT}"
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" role="img"',
        ' font-family="sans-serif" font-size="14">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(words)}</desc>",
        '<rect width="100%" height="100%" fill="#fff"/>',
        f'<text x="16" y="28" font-size="18" font-weight="bold">{escape(title)}</text>',
        *_key(rows[0].dots),
        *_lines(scale, bottom),
        *(line for at, row in enumerate(rows) for line in _row(row, scale, TOP + HIGH * at)),
        "</svg>",
        "",
    ])  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Scale:
    least: float
    most: float

    def __call__(self, value: float) -> float:
        return round(LEFT + WIDTH * (value - self.least) / (self.most - self.least), 1)

    def ticks(self) -> Iterable[float]:
        return [STEP * at for at in range(round(self.least / STEP), round(self.most / STEP) + 1)]


def _key(dots: Sequence[Dot]) -> Iterator[str]:
    for place, dot in enumerate(dots):
        x = LEFT + 150 * place
        yield _mark(place, x, 56)
        yield f'<text x="{x + 14}" y="61">{escape(dot.kind)}</text>'


def _lines(scale: _Scale, bottom: int) -> Iterator[str]:
    for value in scale.ticks():
        x, zero = scale(value), abs(value) < STEP / 2
        yield f'<path d="M{x} {TOP - 8}V{bottom}" stroke="{"#333" if zero else "#ddd"}"/>'
        words = "0" if zero else f"{value:+.2f}"
        yield f'<text x="{x}" y="{bottom + 20}" text-anchor="middle" font-size="12">{words}</text>'


def _row(row: Row, scale: _Scale, top: int) -> Iterator[str]:
    yield f'<text x="16" y="{top + 22}">{escape(row.name)}</text>'
    for place, dot in enumerate(row.dots):
        y = top + 12 + 14 * place
        yield f'<path d="M{scale(dot.low)} {y}H{scale(dot.high)}" stroke="{COLOURS[place]}" stroke-width="2"/>'
        yield _mark(place, scale(dot.at), y)


def _mark(place: int, x: float, y: float) -> str:
    if place == 0:
        return f'<circle cx="{x}" cy="{y}" r="5" fill="{COLOURS[0]}"/>'
    return f'<rect x="{round(x - 4.5, 1)}" y="{y - 4.5}" width="9" height="9" fill="{COLOURS[place]}"/>'

"""The picture of who gave what: entries down, judges across; what is missing is never drawn as nought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from fractions import Fraction
from math import floor

from awards.results.drawing import Picture, Stroke, Words, Written, boxes, crosses, flat, shortened, slashes

NAMES, COLUMN, ROW = 220, 34, 24
TOP, SIDE, FOOT = 130, 76, 8
"""Room for the judges' leaning names: above, and beside the last one."""
LONGEST_NAME, LONGEST_JUDGE = 28, 17
STEPS = (40, 60, 80)
"""Totals at which the shade grows darker."""


class Gap(StrEnum):
    """Why there is no total of a judge for an entry; who was not asked has no gap."""

    MISSING = "missing"
    RECUSED = "recused"
    ABSTAINED = "abstained"


Place = tuple[int, int]
"""The row of the entry and the column of the judge, from 0."""
Cells = Mapping[Place, Fraction | Gap]
"""What there is to say of each judge who was asked to read the entry, or stood aside."""


def totals_drawn(entries: Sequence[str], judges: Sequence[str], cells: Cells) -> Picture:
    """Draw the totals out of 100 that these judges gave these entries, by their names."""
    width, height = NAMES + COLUMN * len(judges) + SIDE, TOP + ROW * len(entries) + FOOT
    totals = {place: cell for place, cell in cells.items() if isinstance(cell, Fraction)}
    return Picture(
        title="Totals that each judge gave each entry",
        words=_in_words(entries, judges, cells),
        width=width,
        height=height,
        strokes=[one for one in [*_ground(len(entries), len(judges)), *_shades(totals), *_gaps(cells)] if one.path],
        written=[*_names(entries, judges), *_figures(totals)],
    )


def shade_of(total: Fraction) -> int:
    """Give how dark a total is drawn, 0 to 3."""
    return sum(total >= step for step in STEPS)


def whole(total: Fraction) -> str:
    """Write a total as the picture does: the nearest whole number, halves upwards."""
    return str(floor(total + Fraction(1, 2)))


def _middle(row: int, column: int = 0) -> Place:
    return NAMES + COLUMN * column + COLUMN // 2, TOP + ROW * row + ROW // 2


def _box(row: int, column: int) -> tuple[int, int, int, int]:
    x, y = _middle(row, column)
    return x - COLUMN // 2 + 1, y - ROW // 2 + 1, x + COLUMN // 2 - 1, y + ROW // 2 - 1


def _names(entries: Sequence[str], judges: Sequence[str]) -> list[Written]:
    down = [Words(0, _middle(at)[1] + 5, shortened(one, LONGEST_NAME)) for at, one in enumerate(entries)]
    across = [Words(_middle(0, at)[0], TOP - 8, shortened(one, LONGEST_JUDGE)) for at, one in enumerate(judges)]
    return [Written("name", down), Written("judge", across, leaning=True)]


def _ground(entries: int, judges: int) -> list[Stroke]:
    """Draw a small dot for everybody who was not asked: one broken line a row, over which the others are drawn."""
    last = _middle(0, judges - 1)[0]
    rows = [(_middle(at)[1], _middle(0)[0], last) for at in range(entries)] if judges else []
    return [Stroke("unasked", flat(rows), dash=f"0 {COLUMN}")]


def _shades(totals: Mapping[Place, Fraction]) -> list[Stroke]:
    return [
        Stroke(f"shade-{shade}", boxes(_box(*place) for place, total in totals.items() if shade_of(total) == shade))
        for shade in range(len(STEPS) + 1)
    ]


def _gaps(cells: Cells) -> list[Stroke]:
    def of(*wanted: Gap) -> list[Place]:
        return [place for place, cell in cells.items() if cell in wanted]

    return [
        Stroke("gap", boxes(_box(*place) for place in of(*Gap)), dash="3 3"),
        Stroke("cross", crosses(_middle(*place) for place in of(Gap.RECUSED))),
        Stroke("cross", slashes(_middle(*place) for place in of(Gap.ABSTAINED))),
    ]


def _figures(totals: Mapping[Place, Fraction]) -> list[Written]:
    """Write the totals, those on the darkest shade in a light colour."""
    light = [(place, total) for place, total in totals.items() if shade_of(total) == len(STEPS)]
    dark = [(place, total) for place, total in totals.items() if shade_of(total) < len(STEPS)]
    return [
        Written(kind, [Words(_middle(*place)[0], _middle(*place)[1] + 5, whole(total)) for place, total in found])
        for kind, found in (("figure", dark), ("figure-light", light))
    ]


def _in_words(entries: Sequence[str], judges: Sequence[str], cells: Cells) -> str:
    numbers = {gap: sum(cell is gap for cell in cells.values()) for gap in Gap}
    given = len(cells) - sum(numbers.values())
    return (
        f"{given} totals that {len(judges)} judges gave {len(entries)} entries; {numbers[Gap.MISSING]} missing, "
        f"{numbers[Gap.RECUSED]} stood aside, {numbers[Gap.ABSTAINED]} could not judge. "
        "The table below has all figures."
    )

"""The picture of a category's order: both scores of each entry, how sure the better one is, and where the line lies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from awards.maths.adjusting.result import Band
from awards.results.drawing import (
    Axis,
    Picture,
    Stroke,
    Words,
    Written,
    boxes,
    diamonds,
    dots,
    flat,
    shortened,
    upright,
    wedges,
)

WIDTH, START, END = 720, 230, 600
"""How wide it is, and where the axis of the scores begins and ends."""
TOP, ROW, FOOT = 44, 24, 12
LONGEST_NAME = 28
BAND_WORDS = {Band.IN: "sure in", Band.LINE: "on the line", Band.OUT: "sure out"}
_MARKS = {Band.IN: dots, Band.LINE: diamonds, Band.OUT: wedges}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One entry in the order that counts; figures are out of 100, and None where scores are not adjusted."""

    title: str
    rank: str
    raw: float
    adjusted: float | None = None
    low: float | None = None
    high: float | None = None
    band: Band | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """Where the shortlist ends, between the last inside and the first outside; and from where to where it is open."""

    at: float
    low: float | None = None
    high: float | None = None


def line_of(rows: Sequence[Scored], places: int | None, *, by_adjusted: bool) -> Line | None:
    """Give the line through rows in the order that counts; None where there is a place for everybody."""
    if not places or places >= len(rows):
        return None
    values = [_value(one, by_adjusted=by_adjusted) for one in rows]
    at = (values[places - 1] + values[places]) / 2
    opened = [value for one, value in zip(rows, values, strict=True) if one.band is Band.LINE]
    if not opened:
        return Line(at)
    return Line(at, min(at, *opened), max(at, *opened))


def scores_drawn(rows: Sequence[Scored], line: Line | None, *, shown: range) -> Picture:
    """Draw these of the rows, on an axis that is the same for all of them."""
    ends = [one for row in rows for one in (row.raw, row.adjusted, row.low, row.high) if one is not None]
    axis = Axis.over(ends, start=START, end=END)
    seen = [(rows[number], TOP + ROW // 2 + ROW * place) for place, number in enumerate(shown)]
    bottom = TOP + ROW * len(seen)
    return Picture(
        title="Scores of the entries, best first",
        words=_in_words(rows, line),
        width=WIDTH,
        height=bottom + FOOT,
        strokes=[*_ground(axis, line, bottom=bottom), *_marks(axis, seen)],
        written=_written(axis, seen, line),
    )


def _value(row: Scored, *, by_adjusted: bool) -> float:
    return row.adjusted if by_adjusted and row.adjusted is not None else row.raw


def _ground(axis: Axis, line: Line | None, *, bottom: int) -> list[Stroke]:
    found = []
    if line is not None and line.low is not None and line.high is not None:
        found.append(Stroke("band", boxes([(axis.at(line.low), TOP, axis.at(line.high), bottom)])))
    found.append(Stroke("grid", upright((x, TOP, bottom) for x, _ in axis.ticks)))
    if line is not None:
        found.append(Stroke("line", upright([(axis.at(line.at), TOP - 8, bottom)]), dash="6 4"))
    return found


def _marks(axis: Axis, seen: Sequence[tuple[Scored, int]]) -> list[Stroke]:
    known = [(y, one.low, one.high) for one, y in seen]
    ranges = [(y, axis.at(low), axis.at(high)) for y, low, high in known if low is not None and high is not None]
    found = [Stroke("range", flat(ranges)), Stroke("raw", upright((axis.at(one.raw), y - 7, y + 7) for one, y in seen))]
    for band, marks in _MARKS.items():
        places = [(axis.at(one.adjusted), y) for one, y in seen if one.adjusted is not None and one.band is band]
        found.append(Stroke("dot" if band is Band.IN else "mark", marks(places)))
    plain = [(axis.at(one.adjusted), y) for one, y in seen if one.adjusted is not None and one.band is None]
    found.append(Stroke("dot", dots(plain)))
    return [one for one in found if one.path]


def _written(axis: Axis, seen: Sequence[tuple[Scored, int]], line: Line | None) -> list[Written]:
    names = [Words(0, y + 5, f"{one.rank}  {shortened(one.title, LONGEST_NAME)}") for one, y in seen]
    bands = [Words(END + 14, y + 5, BAND_WORDS[one.band]) for one, y in seen if one.band is not None]
    ticks = [Words(x, 14, text) for x, text in axis.ticks]
    ends = [Words(axis.at(line.at), 31, "shortlist line")] if line is not None else []
    return [Written("name", names), Written("tick", ticks), Written("ends", ends), Written("said", bands)]


def _in_words(rows: Sequence[Scored], line: Line | None) -> str:
    said = [f"{len(rows)} entries, best first." if len(rows) != 1 else "1 entry."]
    if line is not None:
        said.append(f"The shortlist line lies at {line.at:.1f} of 100.")
    open_ones = sum(one.band is Band.LINE for one in rows)
    if open_ones:
        said.append(f"{open_ones} {'entry is' if open_ones == 1 else 'entries are'} on the line.")
    said.append("The table below has all figures.")
    return " ".join(said)

"""Pure decisions of judging: what a sheet adds up to, what it lacks, and which points need a comment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any


@dataclass(frozen=True, slots=True)
class Scale:
    """A season's scale of whole points: its ends, the words of each point, and the points that need a comment."""

    lowest: int
    highest: int
    words: Mapping[int, str]
    comment_required_for: frozenset[int]

    @property
    def points(self) -> range:
        """Every point, lowest first."""
        return range(self.lowest, self.highest + 1)

    @property
    def comment_words(self) -> str | None:
        """For which points a comment is needed: "Needed when you give 0, 1 or 5"; None if for none."""
        needed = [str(point) for point in sorted(self.comment_required_for)]
        if not needed:
            return None
        return f"Needed when you give {' or '.join(filter(None, [', '.join(needed[:-1]), needed[-1]]))}"


@dataclass(frozen=True, slots=True)
class Mark:
    """What a judge gave one criterion so far; no points yet is None, never zero."""

    points: int | None = None
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """What one criterion of a sheet still lacks: its points, or a comment for the points given."""

    key: str
    points: int | None


def scale_of(data: Mapping[str, Any]) -> Scale:
    """Read a season's stored scale."""
    return Scale(
        lowest=int(data["lowest"]),
        highest=int(data["highest"]),
        words={int(point): str(words) for point, words in data.get("words", {}).items()},
        comment_required_for=frozenset(int(point) for point in data.get("comment_required_for", ())),
    )


def points_of(text: str, scale: Scale) -> int | None:
    """Give the points that the text names exactly as the scale writes them; anything else is None.

    ``int()`` accepts full-width digits, spaces, signs and underscores; a scale does not.
    """
    return next((point for point in scale.points if text == str(point)), None)


def comment_needed(points: int | None, scale: Scale) -> bool:
    """Whether these points need a sentence that says why."""
    return points in scale.comment_required_for


def sheet_total(points: Mapping[str, int], weights: Mapping[str, int], *, highest: int) -> Fraction:
    """Give the exact sum of weight x points / highest, out of 100 when the weights total 100.

    Raises:
        KeyError: a weighted criterion has no points; an incomplete sheet has no total.
    """
    return sum((Fraction(weight * points[key], highest) for key, weight in weights.items()), Fraction())


def total_so_far(marks: Mapping[str, Mark], weights: Mapping[str, int], *, highest: int) -> Fraction | None:
    """Give the sheet's total once every criterion has points; None before."""
    points = {key: mark.points for key, mark in marks.items() if mark.points is not None}
    return sheet_total(points, weights, highest=highest) if weights.keys() <= points.keys() else None


def total_words(marks: Mapping[str, Mark], weights: Mapping[str, int], *, highest: int) -> str:
    """Say what the points given so far add up to; the page's script says the same while they are chosen."""
    given = {key: marks[key].points for key in weights if key in marks}
    points = {key: point for key, point in given.items() if point is not None}
    if not points:
        return "No points yet"
    so_far = one_decimal(sheet_total(points, {key: weights[key] for key in points}, highest=highest))
    if len(points) == len(weights):
        return f"Total {so_far} out of 100"
    return f"So far {so_far} out of 100, {len(points)} of {len(weights)} scored"


def missing(marks: Mapping[str, Mark], criteria: Sequence[str], scale: Scale) -> list[Gap]:
    """Give what keeps a sheet from being complete, in the order of the criteria."""
    gaps = []
    for key in criteria:
        mark = marks.get(key, Mark())
        if mark.points is None or (comment_needed(mark.points, scale) and not mark.comment.strip()):
            gaps.append(Gap(key, mark.points))
    return gaps


def wanting(gaps: Sequence[Gap], names: Mapping[str, str]) -> str | None:
    """Say what a sheet needs before it can count: "choose points for reach, say why you gave 5 for impact"."""
    said = [
        f"choose points for {lower_first(names[gap.key])}"
        if gap.points is None
        else f"say why you gave {gap.points} for {lower_first(names[gap.key])}"
        for gap in gaps
    ]
    return " and ".join(filter(None, [", ".join(said[:-1]), said[-1]])) if said else None


def lower_first(name: str) -> str:
    """Write a criterion's name as it stands inside a sentence."""
    return name[:1].lower() + name[1:]


def one_decimal(value: Fraction) -> str:
    """Write an exact number with one decimal place, halves upwards ("72.5")."""
    tenths = (value * 20 + 1) // 2
    return f"{tenths // 10}.{tenths % 10}"

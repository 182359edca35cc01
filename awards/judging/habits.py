"""Pure rules of habit: how a judge uses the scale, for a word with them and never as blame.

Only sheets that are complete come in here; a sheet is what one judge gave one entry, by the name of the criterion.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from math import fsum
from statistics import correlation, median, pstdev

FEWEST_SHEETS = 8
"""Fewer complete sheets than these say nothing of a habit."""
FEWEST_TO_COMPARE = 3
"""A middle of fewer judges is no measure for one of them."""
MOVES_TOGETHER = 0.95
SAME_THROUGHOUT = Fraction(4, 5)
NARROW = 0.3

Sheet = Mapping[str, int]
"""Points by criterion."""


@dataclass(frozen=True, slots=True)
class Habit:
    """How one judge of a panel uses the scale."""

    sheets: int
    lowest: int
    highest: int
    spread: float
    """Standard deviation of all the points they gave."""
    panel_spread: float | None
    """The middle one of the panel's judges; None where too few can be compared."""
    same: int
    """Sheets with the same points on every criterion, of those with two or more."""
    of_several: int
    """Sheets with two criteria or more."""
    together: float | None
    """Mean correlation between criteria; None where there is nothing to compare."""

    @property
    def same_throughout(self) -> bool:
        """Whether at least four sheets in five carry one number in every criterion."""
        return self.of_several >= FEWEST_SHEETS and Fraction(self.same, self.of_several) >= SAME_THROUGHOUT

    @property
    def moves_together(self) -> bool:
        """Whether the criteria rise and fall together, as if they were one."""
        return self.together is not None and self.together > MOVES_TOGETHER

    @property
    def narrow(self) -> bool:
        """Whether the points lie much closer together than is usual on the panel."""
        return self.panel_spread is not None and self.spread < NARROW * self.panel_spread


def habits(sheets: Mapping[str, Sequence[Sheet]]) -> dict[str, Habit]:
    """Give, by judge, how each uses the scale, for the judges of one panel who completed eight sheets or more."""
    enough = {judge: theirs for judge, theirs in sheets.items() if len(theirs) >= FEWEST_SHEETS}
    spreads = {judge: pstdev(_points(theirs)) for judge, theirs in enough.items()}
    usual = median(spreads.values()) if len(spreads) >= FEWEST_TO_COMPARE else None
    return {judge: _habit(theirs, spreads[judge], usual) for judge, theirs in enough.items()}


def mean_correlation(sheets: Sequence[Sheet]) -> float | None:
    """Give the mean correlation between every two criteria that stand together on eight sheets or more.

    A criterion that always got the same points correlates with nothing; None if no two criteria are left.
    """
    found = []
    for one, other in combinations(sorted({name for sheet in sheets for name in sheet}), 2):
        both = [(sheet[one], sheet[other]) for sheet in sheets if one in sheet and other in sheet]
        columns = list(zip(*both, strict=True))
        if len(both) >= FEWEST_SHEETS and all(len(set(column)) > 1 for column in columns):
            found.append(correlation(*columns))
    return fsum(found) / len(found) if found else None


def _habit(sheets: Sequence[Sheet], spread: float, usual: float | None) -> Habit:
    points = _points(sheets)
    several = [sheet for sheet in sheets if len(sheet) > 1]
    return Habit(
        sheets=len(sheets),
        lowest=min(points),
        highest=max(points),
        spread=spread,
        panel_spread=usual,
        same=sum(len(set(sheet.values())) == 1 for sheet in several),
        of_several=len(several),
        together=mean_correlation(sheets),
    )


def _points(sheets: Sequence[Sheet]) -> list[int]:
    return [points for sheet in sheets for points in sheet.values()]

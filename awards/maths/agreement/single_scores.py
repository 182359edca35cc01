"""Single scores that stand far from what their entry and their judge lead one to expect."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import numpy as np

from awards.maths.agreement.residuals import Residuals

FAR: Final = 3.0
"""So many standard errors: about 0.2% of scores are further off by chance."""
_LEFT_OVER: Final = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class FarScore:
    """One score, `points` above what was expected, `t` standard errors.

    It needs a second look if it `decides`: a place on the shortlist hangs on it.
    """

    entry: str
    judge: str
    y: float
    points: float
    t: float
    decides: bool

    @property
    def words(self) -> str:
        """The finding in a sentence."""
        way = "above" if self.points > 0 else "below"
        off = f"The score of {self.judge} for {self.entry} lies {abs(self.points):.2f} points {way} what was expected"
        if self.decides:
            return f"{off}, and a place hangs on it: give it a second look. The score itself stays."
        return f"{off}; no place hangs on it. The score stays."


def far_scores(left: Residuals, deciding: Collection[tuple[str, str]] = frozenset()) -> tuple[FarScore, ...]:
    """Give the scores more than three standard errors from what is expected, the furthest first.

    `deciding` are the (entry, judge) pairs without whose score the shortlist would be another.
    """
    if left.sd is None:
        return ()
    free = 1 - left.leverage
    told = free > _LEFT_OVER
    t = np.where(told, left.value / (left.sd * np.sqrt(np.where(told, free, 1))), 0)
    found = [
        FarScore(
            entry=one.entry,
            judge=one.judge,
            y=one.y,
            points=float(left.value[row]),
            t=float(t[row]),
            decides=(one.entry, one.judge) in deciding,
        )
        for row, one in enumerate(left.table.readings)
        if abs(t[row]) > FAR
    ]
    return tuple(sorted(found, key=lambda one: -abs(one.t)))

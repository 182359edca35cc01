"""Habits that hide what a judge thinks of an entry: one number for all criteria, or nearly the same for all entries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np

from awards.maths.agreement.judges import FEWEST, correlation_of
from awards.maths.agreement.verdicts import TALK

TOGETHER: Final = 0.95
"""A mean correlation between criteria above this: they are scored as if they were one."""
SAME: Final = 0.8
"""From this share of sheets on with the same number throughout, criteria are not told apart."""
NARROW: Final = 0.3
"""Scores that lie closer together than this share of the panel's middle spread."""
FEWEST_JUDGES: Final = 3
"""A middle of fewer judges is no measure for one of them."""

Sheet = Mapping[str, float]
"""Points by criterion."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Halo:
    """Whether one judge tells criteria apart: their mean `correlation`, and the share of sheets with one number."""

    judge: str
    sheets: int
    """Sheets with two criteria or more."""
    correlation: float | None
    same: float | None

    @property
    def is_flagged(self) -> bool:
        """Whether criteria are scored as if they were one."""
        together = self.correlation is not None and self.correlation > TOGETHER
        return together or (self.same is not None and self.same >= SAME)

    @property
    def words(self) -> str:
        """The finding in a sentence."""
        if self.same is None:
            return f"Not defined: it takes {FEWEST} sheets with two criteria or more."
        if not self.is_flagged:
            return "The criteria are told apart."
        if self.same >= SAME:
            return f"On {self.same:.0%} of the sheets every criterion has the same points. {TALK}"
        return f"The criteria rise and fall together as if they were one (correlation {self.correlation:.2f}). {TALK}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flatness:
    """How far one judge's scores lie apart (standard deviation in points), beside the middle judge of the panel."""

    judge: str
    readings: int
    sd: float | None
    panel_sd: float | None

    @property
    def is_flagged(self) -> bool:
        """Whether the scores hardly differ from one entry to the next."""
        return self.sd is not None and self.panel_sd is not None and self.sd < NARROW * self.panel_sd

    @property
    def words(self) -> str:
        """The finding in a sentence."""
        if self.sd is None or self.panel_sd is None:
            return f"Not defined: it takes {FEWEST} scores each by {FEWEST_JUDGES} judges."
        if self.is_flagged:
            return f"The scores hardly differ: {self.sd:.2f} points, where {self.panel_sd:.2f} is usual. {TALK}"
        return "The scores use the scale about as widely as is usual on this panel."


def halo(judge: str, sheets: Sequence[Sheet]) -> Halo:
    """Say whether a judge tells criteria apart, from eight complete sheets or more.

    A criterion that always got the same points goes with nothing and is left out of the correlation.
    """
    several = [sheet for sheet in sheets if len(sheet) > 1]
    if len(several) < FEWEST:
        return Halo(judge=judge, sheets=len(several), correlation=None, same=None)
    found = []
    for one, other in combinations(sorted({name for sheet in several for name in sheet}), 2):
        both = [(sheet[one], sheet[other]) for sheet in several if one in sheet and other in sheet]
        columns = np.array(both, dtype=np.float64).reshape(-1, 2)
        correlation = correlation_of(columns[:, 0], columns[:, 1])
        found += [] if correlation is None else [correlation]
    same = sum(len(set(sheet.values())) == 1 for sheet in several) / len(several)
    return Halo(judge=judge, sheets=len(several), correlation=float(np.mean(found)) if found else None, same=same)


def flatness(scores: Mapping[str, Sequence[float]]) -> tuple[Flatness, ...]:
    """Compare how far each judge's totals lie apart with the middle of the panel's judges of eight scores or more."""
    sds = {judge: float(np.std(ys, ddof=1)) for judge, ys in scores.items() if len(ys) >= FEWEST}
    middle = float(np.median(list(sds.values()))) if len(sds) >= FEWEST_JUDGES else None
    return tuple(
        Flatness(judge=judge, readings=len(ys), sd=sds.get(judge), panel_sd=middle) for judge, ys in scores.items()
    )

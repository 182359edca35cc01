"""What to look at with one judge: spread, agreement with the others, drift. How strict one is comes from the fit.

Every figure is None where it rests on too little. A flag means: talk to the judge; it never drops anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from awards.maths.adjusting.readings import Table
from awards.maths.agreement.residuals import Residuals
from awards.maths.agreement.verdicts import TALK

FEWEST: Final = 8
"""Fewer entries than these say nothing of one judge."""
RARE: Final = 0.01
"""A judge like the others is flagged so seldom."""
LITTLE: Final = 0.1
"""A correlation with the others below this."""
_LEFT_OVER: Final = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How far a judge's scores scatter around what is expected, `ratio` to the panel's (1: as usual), as squares."""

    judge: str
    readings: int
    ratio: float | None
    df: float
    p: float | None
    """How seldom a judge like the others scatters so far."""

    @property
    def is_flagged(self) -> bool:
        """Whether the scores scatter too far for chance."""
        return self.p is not None and self.p < RARE

    @property
    def words(self) -> str:
        """The finding in a sentence."""
        if self.ratio is None:
            return "Not defined: too few scores to tell how far they scatter."
        if self.is_flagged:
            return f"The scores scatter {self.ratio**0.5:.1f} times as far as is usual on this panel. {TALK}"
        return "The scores scatter no further than chance would have it."


@dataclass(frozen=True, slots=True, kw_only=True)
class WithOthers:
    """How a judge's scores go with the mean of the others on the same entries, put right for strict judges."""

    judge: str
    entries: int
    correlation: float | None

    @property
    def is_flagged(self) -> bool:
        """Whether the scores hardly go with those of the others."""
        return self.correlation is not None and self.correlation < LITTLE

    @property
    def words(self) -> str:
        """The finding in a sentence."""
        if self.correlation is None:
            return f"Not defined: it takes {FEWEST} entries that others scored as well, and scores that differ."
        if self.is_flagged:
            return f"The scores hardly go with those of the other judges (correlation {self.correlation:.2f}). {TALK}"
        return f"The scores go with those of the other judges (correlation {self.correlation:.2f})."


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """How many points higher a judge scored in the second half of their own order than in the first."""

    judge: str
    readings: int
    points: float | None
    p: float | None

    @property
    def is_flagged(self) -> bool:
        """Whether the halves differ by more than chance would have it."""
        return self.p is not None and self.p < RARE

    @property
    def words(self) -> str:
        """The finding in a sentence."""
        if self.points is None:
            return f"Not defined: it takes {FEWEST} scores, and others to compare them with."
        if not self.is_flagged:
            return "The first and the second half were scored alike, as far as can be told."
        way = "higher" if self.points > 0 else "lower"
        return f"The second half was scored {abs(self.points):.2f} points {way} than the first. {TALK}"


def spreads(left: Residuals) -> tuple[Spread, ...]:
    """Compare each judge's squared residuals with the panel's; the degrees of freedom are what leverage leaves over."""
    judges = len(left.table.judges)
    free = np.bincount(left.table.judge, weights=1 - left.leverage, minlength=judges)
    squares = np.bincount(left.table.judge, weights=left.value**2, minlength=judges)
    found = []
    for name, df, total, load in zip(left.table.judges, free, squares, left.table.loads, strict=True):
        told = left.sd is not None and df > _LEFT_OVER
        found.append(
            Spread(
                judge=name,
                readings=int(load),
                ratio=float(total / df / left.sd**2) if told and left.sd else None,
                df=float(df),
                p=float(stats.chi2.sf(total / left.sd**2, df)) if told and left.sd else None,
            )
        )
    return tuple(found)


def with_others(table: Table, severity: Mapping[str, float]) -> tuple[WithOthers, ...]:
    """Correlate each judge's scores with the others' mean on the same entries, less the others' `severity` in points.

    `severity` says by how many points a judge scores above the panel; a judge who is not in it counts as 0.
    """
    cleared = table.y - np.array([severity.get(name, 0.0) for name in table.judges])[table.judge]
    total = np.bincount(table.entry, weights=cleared, minlength=len(table.entries))
    shared = table.n[table.entry] > 1
    others = (total[table.entry] - cleared)[shared] / (table.n[table.entry][shared] - 1)
    own, judge = table.y[shared], table.judge[shared]
    return tuple(
        WithOthers(
            judge=name,
            entries=int((judge == number).sum()),
            correlation=correlation_of(own[judge == number], others[judge == number]),
        )
        for number, name in enumerate(table.judges)
    )


def correlation_of(one: NDArray[np.float64], other: NDArray[np.float64]) -> float | None:
    """Give Pearson's correlation of two rows of numbers; None for fewer than eight pairs or where one does not vary."""
    if len(one) < FEWEST or np.ptp(one) == 0 or np.ptp(other) == 0:
        return None
    return float(np.corrcoef(one, other)[0, 1])


def drifts(left: Residuals, orders: Mapping[str, Sequence[str]]) -> tuple[Drift, ...]:
    """Compare the halves of each judge's own order; `orders` gives the entries in the order each judge scored them.

    With an odd number the middle one is in neither half. Judges who are not in `orders` are left out, and so are
    entries that they did not score.
    """
    where = {(one.entry, one.judge): row for row, one in enumerate(left.table.readings)}
    return tuple(
        _drift(judge, left, np.array([where[one, judge] for one in order if (one, judge) in where], dtype=np.int64))
        for judge, order in orders.items()
    )


def _drift(judge: str, left: Residuals, rows: NDArray[np.int64]) -> Drift:
    half = len(rows) // 2
    if len(rows) < FEWEST or left.sd is None:
        return Drift(judge=judge, readings=len(rows), points=None, p=None)
    first, second = left.value[rows[:half]], left.value[rows[-half:]]
    points = float(second.mean() - first.mean())
    # Taking the entries out has taken part of the chance out as well, so what is left of it is counted by leverage.
    free = float((1 - left.leverage[rows]).mean())
    error = left.sd * (2 * free / half) ** 0.5
    told = error > _LEFT_OVER * left.sd
    p = float(2 * stats.t.sf(abs(points) / error, left.df)) if told else None
    return Drift(judge=judge, readings=len(rows), points=points if told else None, p=p)

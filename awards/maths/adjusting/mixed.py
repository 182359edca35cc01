"""Models R and Rc, for probabilities and shares of variance: y ~ category + (1|entry) + (1|judge), REML.

R takes all entries as one category. What is searched are the two ratios a = sd_entry / sd_residual and b = sd_judge /
sd_residual (`algebra.py` has the likelihood); the effects and the covariance of their errors are Henderson's (1975,
Biometrics 31, "Best linear unbiased estimation and prediction under a selection model").
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from scipy import optimize

from awards.maths.adjusting.algebra import Algebra, Solved
from awards.maths.adjusting.readings import Floats, Table, Wholes

LARGEST_RATIO: Final = 100.0
"""Beyond this a ratio means that there is hardly any noise; it stops there."""
LEAST_RATIO: Final = 1e-3
"""A ratio of 0 would give draws that cannot differ; the covariance takes this instead."""
_STARTS: Final = (0.05, 0.2, 0.5, 1.0, 2.0, 5.0)
_SAME: Final = 1e-10
"""Deviances this close, as a share of their size, are the same; then the simpler answer, a ratio of 0, is taken."""
_NOTHING: Final = 1e-12
Ratios = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class MixedFit:
    """Variances, predicted effects and how sure they are; arrays go by the table's entries, judges and `fixed_names`.

    `entry_score` is category mean + entry effect: the best prediction of the score that a typical judge would give.
    """

    table: Table
    theta_entry: float
    theta_judge: float
    sd_residual: float
    reml_criterion: float
    fixed: Floats
    fixed_se: Floats
    fixed_names: tuple[str, ...]
    entry_effect: Floats
    judge_effect: Floats
    entry_condsd: Floats
    judge_condsd: Floats
    floored: Solved

    @property
    def sd_entry(self) -> float:
        """Give how far entries of a category lie apart, as a standard deviation in points."""
        return self.theta_entry * self.sd_residual

    @property
    def sd_judge(self) -> float:
        """Give how far judges lie apart, as a standard deviation in points."""
        return self.theta_judge * self.sd_residual

    @property
    def reliability(self) -> float:
        """Give the share of the variance of one score that comes from its entry; nan where scores do not vary."""
        squares = self.sd_entry**2, self.sd_judge**2, self.sd_residual**2
        return squares[0] / sum(squares) if sum(squares) > 0 else math.nan

    @cached_property
    def entry_score(self) -> Floats:
        """Give the predicted score of each entry."""
        return np.asarray(self.fixed[self.floored.algebra.category] + self.entry_effect)

    @cached_property
    def entry_score_se(self) -> Floats:
        """Give the standard errors of prediction, those of the category's mean included."""
        return self.sd_residual * self.floored.score_sds()

    def covariance(self, entries: Wholes) -> Floats:
        """Give the covariance of the errors of some entries' scores (positions): never of thousands at once."""
        return self.sd_residual**2 * self.floored.score_covariance(entries)


def fit_mixed(table: Table, *, by_category: bool = False, ratios: Ratios | None = None) -> MixedFit:
    """Fit model R, or Rc `by_category`; `ratios` (entry, judge) are taken as given instead of estimated."""
    algebra = Algebra(table, by_category=by_category)
    if algebra.freedom <= 0 or algebra.spread <= _NOTHING * max(1.0, float(table.y @ table.y)):
        return _no_spread(table, algebra)
    found = best_ratios(algebra) if ratios is None else ratios
    solved = algebra.solved(found)
    sd = math.sqrt(solved.rss / algebra.freedom)
    entry_condsd, judge_condsd = solved.conditional_sds()
    return MixedFit(
        table=table,
        theta_entry=found[0],
        theta_judge=found[1],
        sd_residual=sd,
        reml_criterion=solved.deviance,
        fixed=solved.fixed,
        fixed_se=sd * np.sqrt(np.diagonal(solved.fixed_covariance)),
        fixed_names=algebra.names,
        entry_effect=solved.entry_effects(),
        judge_effect=solved.judge_effects(),
        entry_condsd=sd * entry_condsd,
        judge_condsd=sd * judge_condsd,
        floored=algebra.solved((max(found[0], LEAST_RATIO), max(found[1], LEAST_RATIO))),
    )


def best_ratios(algebra: Algebra) -> Ratios:
    """Give the ratios (entry, judge) with the least deviance: from several starts inside, and along both boundaries."""

    def deviance(entry: float, judge: float) -> float:
        return algebra.deviance((min(abs(entry), LARGEST_RATIO), min(abs(judge), LARGEST_RATIO)))

    grid = np.array([[deviance(a, b) for b in _STARTS] for a in _STARTS])
    inside = [_descend(deviance, start) for start in _valleys(grid)]
    no_judge = _along(lambda ratio: deviance(ratio, 0.0))
    no_entry = _along(lambda ratio: deviance(0.0, ratio))
    # The simplest comes first: it stays unless another is better by more than rounding.
    best: tuple[float, Ratios] = (deviance(0.0, 0.0), (0.0, 0.0))
    for least, ratios in [(no_judge[0], (no_judge[1], 0.0)), (no_entry[0], (0.0, no_entry[1])), *inside]:
        if least < best[0] - _SAME * max(1.0, abs(best[0])):
            best = (least, ratios)
    return best[1]


def _valleys(found: Floats) -> list[Ratios]:
    """Give the starts that no neighbour on the grid lies below."""
    around = np.pad(found, 1, constant_values=np.inf)
    size = len(_STARTS)
    beside = [around[1 + a : 1 + a + size, 1 + b : 1 + b + size] for a in (-1, 0, 1) for b in (-1, 0, 1)]
    return [(_STARTS[a], _STARTS[b]) for a, b in np.argwhere(found <= np.min(beside, axis=0))]


def _descend(deviance: Callable[[float, float], float], start: Ratios) -> tuple[float, Ratios]:
    """Walk downhill by Nelder and Mead's simplex; the deviance is even in both ratios, so 0 is no wall."""
    rounding = _SAME * max(1.0, abs(deviance(*start)))
    found = optimize.minimize(
        lambda at: deviance(float(at[0]), float(at[1])),
        np.array(start),
        method="Nelder-Mead",
        options={"xatol": 1e-6, "fatol": rounding, "maxiter": 400},
    )
    entry, judge = (min(abs(float(ratio)), LARGEST_RATIO) for ratio in found.x)
    return float(found.fun), (entry, judge)


def _along(deviance: Callable[[float], float]) -> tuple[float, float]:
    """Search one boundary: the best of a few points, then Brent's search between its neighbours."""
    points = (0.0, *_STARTS, LARGEST_RATIO)
    at = min(range(len(points)), key=lambda position: deviance(points[position]))
    between = (points[max(at - 1, 0)], points[min(at + 1, len(points) - 1)])
    found = optimize.minimize_scalar(deviance, bounds=between, method="bounded", options={"xatol": 1e-9})
    return float(found.fun), float(found.x)


def _no_spread(table: Table, algebra: Algebra) -> MixedFit:
    """Give the fit where every score equals its category's others, or nothing is left to estimate a spread from."""
    solved = algebra.solved((LEAST_RATIO, LEAST_RATIO))
    sd = 0.0 if algebra.freedom > 0 else math.nan
    return MixedFit(
        table=table,
        theta_entry=0.0,
        theta_judge=0.0,
        sd_residual=sd,
        reml_criterion=math.nan,
        fixed=solved.fixed,
        fixed_se=np.full(len(solved.fixed), sd),
        fixed_names=algebra.names,
        entry_effect=np.zeros(len(table.entries)),
        judge_effect=np.zeros(len(table.judges)),
        entry_condsd=np.full(len(table.entries), sd),
        judge_condsd=np.full(len(table.judges), sd),
        floored=solved,
    )

"""Model F, the score that is shown and ranked on: y ~ 0 + entry + (1|judge), entries fixed, judges random, REML.

The entries are swept out (every score less its entry's mean), which leaves one J x J matrix S = D - N'D_e^-1 N, the
information on differences between judges. With S = U diag(l) U' and r = U'Z'(swept y), the restricted likelihood is a
one-line sum in the ratio theta = sd_judge / sd_residual (Patterson & Thompson 1971, Biometrika 58; the form by
eigenvalues as in Searle, Casella & McCulloch 1992, Variance Components, chapter 6):

    -2 log L = sum log(1 + theta^2 l) + sum log n_i + df (1 + log(2 pi RSS / df)),   df = N - E,
    RSS = swept'swept - sum theta^2 r^2 / (1 + theta^2 l).

Severities are its best predictions b = theta^2 (I + theta^2 S)^-1 Z'(swept y) (Henderson 1975, Biometrics 31), and an
entry's adjusted score is the mean over its judges of (score - severity).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from scipy import optimize, stats

from awards.maths.adjusting.readings import Floats, Table, Wholes

LARGEST_RATIO: Final = 5.0
"""Theta is looked for from 0 to here: judges five times as far apart as their noise."""
_GRID: Final = np.concatenate([[0.0], np.geomspace(0.02, LARGEST_RATIO, 48)])
_NOTHING: Final = 1e-12
"""Sums of squares below this share of the scores' own are rounding, not disagreement."""
_NULL: Final = 1e-9
"""Eigenvalues of S below this share of the largest are 0: one for each connected part."""
_NULL_SHARE: Final = 1e-6
_SAME: Final = 1e-9
"""Deviances this close are the same; then the simpler answer, no difference, is taken."""
WEAK: Final = 0.5
"""A difference of two judges known no better than this many residual sds is a weak link."""


@dataclass(frozen=True, kw_only=True)
class FixedFit:
    """Adjusted scores, severities and how sure they are; arrays go by `table.entries` and `table.judges`.

    A positive severity is a lenient judge: the points that their scores lie above the panel's. `w` is the covariance
    of the severities' errors over the residual variance.
    """

    table: Table
    theta: float
    sd_residual: float
    reml_criterion: float
    severity: Floats
    w: Floats
    w_apart: Floats

    @property
    def sd_judge(self) -> float:
        """Give how far judges lie apart, as a standard deviation in points."""
        return self.theta * self.sd_residual

    @property
    def spare(self) -> int:
        """Give the degrees of freedom of the intervals, N - E - J + 1."""
        return self.table.spare

    @cached_property
    def adjusted(self) -> Floats:
        """Give each entry's mean of (score - severity of its judge)."""
        return np.asarray(self.table.means - self.table.incidence @ self.severity / self.table.n)

    @cached_property
    def se(self) -> Floats:
        """Give the standard error of each adjusted score; the panel's common severity counts in every one of them."""
        return self._se(self.w)

    @cached_property
    def se_apart(self) -> Floats:
        """Give the standard error without what all entries of a connected part share, which moves none past another."""
        return self._se(self.w_apart)

    @cached_property
    def severity_se(self) -> Floats:
        """Give the standard error of each severity as a difference from the panel's mean severity."""
        return self.sd_residual * np.sqrt(np.maximum(np.diagonal(self.w_apart), 0.0))

    @cached_property
    def condsd(self) -> Floats:
        """Give lme4's conditional sds of the judge effects, which take the entries' scores as known."""
        return np.asarray(self.sd_judge / np.sqrt(1.0 + self.theta**2 * self.table.loads))

    def reach(self, level: float = 0.9) -> float:
        """Give how many standard errors an interval reaches: Student's t on N - E - J + 1, else nan."""
        return float(stats.t.ppf((1.0 + level) / 2.0, self.spare)) if self.spare > 0 else math.nan

    def interval(self, level: float = 0.9) -> tuple[Floats, Floats]:
        """Give the lower and upper ends for every entry."""
        by = self.reach(level) * self.se
        return self.adjusted - by, self.adjusted + by

    def severity_interval(self, level: float = 0.9) -> tuple[Floats, Floats]:
        """Give the lower and upper ends for every judge's difference from the panel."""
        by = self.reach(level) * self.severity_se
        return self.severity - by, self.severity + by

    def covariance(self, entries: Wholes) -> Floats:
        """Give the covariance of the adjusted scores of some entries (positions): never of thousands at once."""
        k = self._shares(entries)
        return self.sd_residual**2 * (np.diag(1.0 / self.table.n[entries]) + k @ self.w @ k.T)

    def contrast_se(self, one: int, other: int) -> float:
        """Give the standard error of the difference of two entries (positions): what is common to both drops out."""
        return float(self.contrast_ses(one, np.array([other]))[0])

    def contrast_ses(self, one: int, others: Wholes) -> Floats:
        """Give the standard errors of the differences of one entry from each of others."""
        k = self._shares(others) - self._shares(np.array([one]))
        own = 1.0 / self.table.n[others] + 1.0 / self.table.n[one]
        variance = np.where(others == one, 0.0, own + np.einsum("ij,ij->i", k @ self.w, k))
        return self.sd_residual * np.sqrt(variance)

    def link_ses(self) -> Floats:
        """Give how well scores alone tell each two judges apart, J x J: the standard error of their difference.

        Judges count as fixed here (the inverse is S's pseudo-inverse), so that a small spread of judges does not hide
        a weak design; nan for two judges of parts that nothing connects.
        """
        values, vectors = np.linalg.eigh(information(self.table))
        known = values > _NULL * max(1.0, values[-1])
        inverse = (vectors[:, known] / values[known]) @ vectors[:, known].T
        unknown = vectors[:, ~known] @ vectors[:, ~known].T
        apart = _of_differences(unknown) > _NULL_SHARE
        return np.where(apart, np.nan, self.sd_residual * np.sqrt(np.maximum(_of_differences(inverse), 0.0)))

    def weak_links(self) -> list[tuple[int, int, float]]:
        """Give pairs of judges (positions) whose difference is known no better than half a residual sd, worst first."""
        ses = self.link_ses()
        first, second = np.nonzero(np.triu(ses > WEAK * self.sd_residual * (1.0 + _SAME), k=1))
        found = [(int(a), int(b), float(ses[a, b])) for a, b in zip(first, second, strict=True)]
        return sorted(found, key=lambda link: (-round(link[2], 9), link[:2]))

    def _shares(self, entries: Wholes) -> Floats:
        return np.asarray(self.table.incidence[entries].toarray() / self.table.n[entries][:, None])

    def _se(self, w: Floats) -> Floats:
        """Give the roots of the diagonal of sd^2 (1/n + K w K') with K = N/n, without making an E x E matrix."""
        seen = self.table.incidence
        spread = seen.multiply(seen @ w).sum(axis=1) / self.table.n**2
        return np.asarray(self.sd_residual * np.sqrt(np.maximum(1.0 / self.table.n + spread, 0.0)))


def fit_fixed(table: Table) -> FixedFit:
    """Fit model F. With no score to spare over the entries the spread is unknown (nan) and nothing is adjusted."""
    swept = table.within
    pull = np.bincount(table.judge, weights=swept, minlength=len(table.judges))
    values, vectors = np.linalg.eigh(information(table))
    values = np.where(values < _NULL * max(1.0, values[-1]), 0.0, values)
    turned = np.where(values > 0.0, vectors.T @ pull, 0.0)
    squares = float(swept @ swept)
    freedom = len(table) - len(table.entries)
    if freedom == 0 or squares <= _NOTHING * max(1.0, float(table.y @ table.y)):
        return _no_spread(table, math.nan if freedom == 0 else 0.0)
    profile = _Profile(values=values, squared=turned**2, squares=squares, freedom=freedom)
    theta = profile.best()
    shrunk = theta**2 / (1.0 + theta**2 * values)
    return FixedFit(
        table=table,
        theta=theta,
        sd_residual=math.sqrt(float(profile.rss(np.array([theta]))[0]) / freedom),
        reml_criterion=float(profile(np.array([theta]))[0] + np.log(table.n).sum()),
        severity=vectors @ (shrunk * turned),
        w=(vectors * shrunk) @ vectors.T,
        w_apart=(vectors * np.where(values > 0.0, shrunk, 0.0)) @ vectors.T,
    )


def _of_differences(covariance: Floats) -> Floats:
    """Give the variances of all differences of two: v_i + v_j - 2 c_ij."""
    own = np.diagonal(covariance)
    return np.asarray(own[:, None] + own[None, :] - 2.0 * covariance)


def information(table: Table) -> Floats:
    """Give S = D_judge - N' D_entry^-1 N, J x J: what the scores tell of differences between judges."""
    seen = table.incidence
    shared = (seen.T @ (seen / table.n[:, None])).toarray()
    return np.asarray(np.diag(table.loads.astype(np.float64)) - (shared + shared.T) / 2.0)


@dataclass(frozen=True, kw_only=True)
class _Profile:
    """Twice the negative restricted log-likelihood in theta, but for the entries' constant."""

    values: Floats
    squared: Floats
    squares: float
    freedom: int

    def rss(self, theta: Floats) -> Floats:
        """Give the sum of squares that is left, for several ratios at once."""
        ratio = theta[:, None] ** 2
        left = self.squares - (ratio * self.squared / (1.0 + ratio * self.values)).sum(axis=1)
        return np.asarray(np.maximum(left, _NOTHING * self.squares))

    def __call__(self, theta: Floats) -> Floats:
        logs = np.log1p(theta[:, None] ** 2 * self.values).sum(axis=1)
        spread = 2.0 * math.pi * self.rss(theta) / self.freedom
        return np.asarray(logs + self.freedom * (1.0 + np.log(spread)))

    def best(self) -> float:
        """Give the ratio with the least deviance: a grid, Brent's search beside its best, and 0 where no worse."""
        found = self(_GRID)
        at = int(np.argmin(found))
        between = (float(_GRID[max(at - 1, 0)]), float(_GRID[min(at + 1, len(_GRID) - 1)]))
        search = optimize.minimize_scalar(
            lambda theta: float(self(np.array([theta]))[0]),
            bounds=between,
            method="bounded",
            options={"xatol": 1e-9},
        )
        theta, least = min([(float(search.x), float(search.fun)), (float(_GRID[at]), float(found[at]))], key=_deviance)
        return 0.0 if found[0] <= least + _SAME else theta


def _deviance(found: tuple[float, float]) -> float:
    return found[1]


def _no_spread(table: Table, sd: float) -> FixedFit:
    """Give the fit where judges never disagree on an entry, or no entry has two scores: nothing to adjust."""
    count = len(table.judges)
    none = np.zeros((count, count))
    return FixedFit(
        table=table,
        theta=0.0,
        sd_residual=sd,
        reml_criterion=math.nan,
        severity=np.zeros(count),
        w=none,
        w_apart=none,
    )

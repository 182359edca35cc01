"""The algebra of the both-random models, with the entries eliminated: nothing larger than judges by judges.

The scores have covariance sd^2 V with V = I + a^2 Z_e Z_e' + b^2 Z Z' (a and b the ratios of the sds of entries and
judges to the residual sd). Within an entry of n scores the inverse of I + a^2 11' is A = I - t 11' with
t = a^2 / (1 + n a^2) (Sherman & Morrison 1950). With S = Z'AZ (J x J)
W = b^2 (I + b^2 S)^-1 and X the category's indicator:

    log|V| = sum log(1 + n a^2) + log|I + b^2 S|,     V^-1 = A - A Z W Z' A    (Woodbury 1950)
    -2 log L = log|V| + log|X'V^-1 X| + (N - p)(1 + log(2 pi RSS / (N - p)))    (Harville 1977, JASA 72)

Category means come from generalised least squares, effects and the covariance of their errors from Henderson's
mixed model equations (1975); their entries' block is diagonal and is eliminated here as well.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from scipy import linalg, sparse

from awards.maths.adjusting.readings import Floats, Table, Wholes

INTERCEPT: Final = "(Intercept)"
_NOTHING: Final = 1e-12


class Algebra:
    """What of a table does not depend on the ratios, kept by the number of scores that entries have."""

    def __init__(self, table: Table, *, by_category: bool) -> None:
        """Sum up the scores by judge, entry and category once."""
        self.table = table
        self.names = table.groups if by_category else (INTERCEPT,)
        self.category: Wholes = table.group if by_category else np.zeros(len(table.entries), dtype=np.int64)
        self.freedom = len(table) - len(self.names)
        totals = np.bincount(table.category_scores(self.category), minlength=len(self.names))
        sums = np.bincount(table.category_scores(self.category), weights=table.y, minlength=len(self.names))
        self.level: Floats = sums / totals
        # Scores less their category's plain mean: the same model, with less rounding.
        self.y: Floats = table.y - self.level[table.category_scores(self.category)]
        self.spread = float(self.y @ self.y)
        self.entry_sums = np.bincount(table.entry, weights=self.y, minlength=len(table.entries))
        self.judge_sums = np.bincount(table.judge, weights=self.y, minlength=len(table.judges))
        self._counts, self._size = np.unique(table.n, return_inverse=True)
        self._by_size()

    def _by_size(self) -> None:
        """Add up, for each number of scores, what entries with so many have: judges in common, sums, squares."""
        sizes, groups = len(self._counts), len(self.names)
        judges = len(self.table.judges)
        self._shared = np.zeros((sizes, judges, judges))
        self._summed = np.zeros((sizes, judges))
        self._seen = np.zeros((sizes, judges, groups))
        self._number = np.zeros((sizes, groups))
        self._sums = np.zeros((sizes, groups))
        self._squares = np.zeros(sizes)
        for size in range(sizes):
            mine = np.flatnonzero(self._size == size)
            seen, sums = self.table.incidence[mine], self.entry_sums[mine]
            indicator = np.eye(groups)[self.category[mine]]
            self._shared[size] = (seen.T @ seen).toarray()
            self._summed[size] = seen.T @ sums
            self._seen[size] = seen.T @ indicator
            self._number[size] = indicator.sum(axis=0)
            self._sums[size] = sums @ indicator
            self._squares[size] = sums @ sums

    def shrinkage(self, entry: float) -> Floats:
        """Give t = a^2 / (1 + n a^2) for each number of scores there is."""
        return np.asarray(entry**2 / (1.0 + self._counts * entry**2))

    def solved(self, ratios: tuple[float, float]) -> Solved:
        """Give everything that follows from the ratios (entry, judge)."""
        t = self.shrinkage(ratios[0])
        s = np.diag(self.table.loads.astype(np.float64)) - np.tensordot(t, self._shared, axes=1)
        factor = linalg.cholesky(np.eye(len(s)) + ratios[1] ** 2 * s, lower=True, check_finite=False)
        left = 1.0 - t * self._counts
        return Solved(
            algebra=self,
            ratios=ratios,
            t=t[self._size],
            factor=factor,
            zay=self.judge_sums - t @ self._summed,
            zax=np.tensordot(left, self._seen, axes=1),
            xax=(left * self._counts) @ self._number,
            xay=left @ self._sums,
            yay=self.spread - float(t @ self._squares),
            logs=float(np.log1p(self.table.n * ratios[0] ** 2).sum()),
        )

    def deviance(self, ratios: tuple[float, float]) -> float:
        """Give twice the negative restricted log-likelihood, at its best residual variance."""
        return self.solved(ratios).deviance


@dataclass(frozen=True, kw_only=True)
class Solved:
    """The model at given ratios. Names as in the module's formulas: `zay` is Z'Ay, and so on."""

    algebra: Algebra
    ratios: tuple[float, float]
    t: Floats
    factor: Floats
    zay: Floats
    zax: Floats
    xax: Floats
    xay: Floats
    yay: float
    logs: float

    @cached_property
    def w(self) -> Floats:
        """Give W = b^2 (I + b^2 S)^-1: the errors' covariance of judge effects when category means are known."""
        inverse = linalg.cho_solve((self.factor, True), np.eye(len(self.factor)), check_finite=False)
        return np.asarray(self.ratios[1] ** 2 * (inverse + inverse.T) / 2.0)

    def _weigh(self, vectors: Floats) -> Floats:
        return np.asarray(self.ratios[1] ** 2 * linalg.cho_solve((self.factor, True), vectors, check_finite=False))

    @cached_property
    def _precision(self) -> Floats:
        """Give X'V^-1 X."""
        return np.asarray(np.diag(self.xax) - self.zax.T @ self._weigh(self.zax))

    @cached_property
    def fixed_covariance(self) -> Floats:
        """Give the covariance of the category means over the residual variance."""
        return np.asarray(np.linalg.inv(self._precision))

    @cached_property
    def _shift(self) -> Floats:
        """Give the category means less their plain averages."""
        return np.asarray(np.linalg.solve(self._precision, self.xay - self.zax.T @ self._weigh(self.zay)))

    @property
    def fixed(self) -> Floats:
        """Give the category means."""
        return self.algebra.level + self._shift

    @cached_property
    def rss(self) -> float:
        """Give the weighted sum of squares about the category means."""
        judged = float(self.zay @ self._weigh(self.zay))
        explained = float(self._shift @ (self.xay - self.zax.T @ self._weigh(self.zay)))
        return max(self.yay - judged - explained, _NOTHING * max(self.algebra.spread, _NOTHING))

    @cached_property
    def deviance(self) -> float:
        """Give twice the negative restricted log-likelihood."""
        freedom = self.algebra.freedom
        logs = self.logs + 2.0 * float(np.log(np.diagonal(self.factor)).sum())
        logs += float(np.linalg.slogdet(self._precision)[1])
        return logs + freedom * (1.0 + math.log(2.0 * math.pi * self.rss / freedom))

    def judge_effects(self) -> Floats:
        """Give the best predictions of the judges' effects."""
        return self._weigh(self.zay - self.zax @ self._shift)

    def entry_effects(self) -> Floats:
        """Give the best predictions of the entries' effects: t times what is left of their scores."""
        table = self.algebra.table
        left = self.algebra.entry_sums - table.n * self._shift[self.algebra.category]
        return np.asarray(self.t * (left - table.incidence @ self.judge_effects()))

    def conditional_sds(self) -> tuple[Floats, Floats]:
        """Give lme4's condVar as sds over the residual sd, entries then judges: category means taken as known."""
        seen = self.algebra.table.incidence
        spread = seen.multiply(seen @ self.w).sum(axis=1)
        return np.sqrt(self.t + self.t**2 * spread), np.sqrt(np.maximum(np.diagonal(self.w), 0.0))

    @cached_property
    def joint(self) -> Floats:
        """Give the errors' covariance of category means and judge effects together, over the residual variance."""
        cross = -self.fixed_covariance @ self.zax.T @ self.w
        judges = self.w + self.w @ self.zax @ self.fixed_covariance @ self.zax.T @ self.w
        return np.asarray(np.block([[self.fixed_covariance, cross], [cross.T, judges]]))

    def loading_of(self, entries: Wholes) -> sparse.csr_array:
        """Give how entries' scores (positions) depend on category means and judge effects: 1 - tn, -t per judge."""
        table, t = self.algebra.table, self.t[entries]
        rows, category = np.arange(len(entries)), self.algebra.category[entries]
        shape = (len(entries), len(self.algebra.names))
        means = sparse.csr_array((1.0 - t * table.n[entries], (rows, category)), shape=shape)
        return sparse.hstack([means, table.incidence[entries] * -t[:, None]], format="csr")

    def loading(self, entries: Wholes) -> Floats:
        """Give the same with its zeros."""
        return np.asarray(self.loading_of(entries).toarray())

    def score_covariance(self, entries: Wholes) -> Floats:
        """Give the errors' covariance of the scores of some entries (positions), over the residual variance."""
        loading = self.loading(entries)
        return np.asarray(np.diag(self.t[entries]) + loading @ self.joint @ loading.T)

    def score_sds(self) -> Floats:
        """Give the errors' sds of all entries' scores, over the residual sd, in blocks so that memory stays small."""
        count = len(self.t)
        blocks = np.array_split(np.arange(count), max(1, count // 1000))
        spread = [np.einsum("ij,ij->i", self.loading(some) @ self.joint, self.loading(some)) for some in blocks]
        return np.asarray(np.sqrt(np.maximum(self.t + np.concatenate(spread), 0.0)))

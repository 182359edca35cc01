"""What the scores so far tell of some entries and judges together, and what one more score would move.

A belief is a normal law of entries' scores and judges' severities: means, and one covariance. A new score y of judge j
for entry i is that entry's score + that judge's severity + noise, so it moves every mean along a line,

    means + c (y - what was expected) / v,   c = Cov(all, entry i + judge j),   v = Var(entry i + judge j) + noise^2,

and takes c c' / v off the covariance, whatever y turns out to be (the normal regression, as in Raiffa & Schlaifer
1961, Applied Statistical Decision Theory, for linear normal models). Two beliefs are kept. One is the both-random
model, which also holds what entries are like in general: it tells how probable the next score is. The other is the
order on the page: adjusted scores, or raw means where adjusting is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from awards.maths.adjusting.fixed import FixedFit
from awards.maths.adjusting.mixed import MixedFit
from awards.maths.adjusting.readings import Floats, Table, Wholes

_UNKNOWN: Final = 1e6
"""The variance, in those of the noise, of an entry that nobody has scored, where nothing is taken for granted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """Means and covariance of some entries, then of some judges; `entries` is how many of the rows are entries."""

    mean: Floats
    covariance: Floats
    entries: int
    noise: float
    """The variance of a score about its entry and judge."""

    def spread_of_scores(self, entry: Wholes, judge: Wholes) -> Floats:
        """Give the variance of the next score of each pair (positions)."""
        at, by, known = entry, judge + self.entries, self.covariance
        return np.asarray(known[at, at] + 2.0 * known[at, by] + known[by, by] + self.noise)

    def expected_scores(self, entry: Wholes, judge: Wholes) -> Floats:
        """Give the mean of the next score of each pair (positions)."""
        return np.asarray(self.mean[entry] + self.mean[judge + self.entries])

    def moves(self, entry: Wholes, judge: Wholes) -> Floats:
        """Give how far each entry (rows) moves with a score of each pair (columns) that is a point above its mean."""
        together = self.covariance[: self.entries, entry] + self.covariance[: self.entries, judge + self.entries]
        return np.asarray(together / self.spread_of_scores(entry, judge))

    def after(self, entry: int, judge: int) -> Belief:
        """Give what is believed once this pair's score has come in just as expected."""
        by = judge + self.entries
        together = self.covariance[:, entry] + self.covariance[:, by]
        variance = together[entry] + together[by] + self.noise
        left = self.covariance - np.outer(together, together) / variance
        return Belief(mean=self.mean, covariance=left, entries=self.entries, noise=self.noise)

    def difference_sds(self, one: Wholes, other: Wholes) -> Floats:
        """Give the sd of the difference of each of some entries (rows) and each of others (columns)."""
        own = np.diagonal(self.covariance)
        square = own[one][:, None] + own[other][None, :] - 2.0 * self.covariance[np.ix_(one, other)]
        return np.sqrt(np.maximum(square, 0.0))


def both_random(fit: MixedFit, entries: Sequence[str], judges: Sequence[str], *, category: str) -> Belief:
    """Give the belief of the both-random model about entries of one category, read or not, and any judges."""
    table, solved = fit.table, fit.floored
    means = len(fit.fixed_names)
    own_group = fit.fixed_names.index(category) if category in fit.fixed_names else 0
    read, at = _found(entries, table.entries)
    known, by = _found(judges, table.judges)
    loading = np.zeros((len(entries) + len(judges), means + len(table.judges)))
    loading[: len(entries), own_group] = 1.0
    loading[read] = solved.loading(at)
    loading[len(entries) + known, means + by] = 1.0
    own = np.concatenate([
        np.full(len(entries), solved.ratios[0] ** 2), np.full(len(judges), solved.ratios[1] ** 2)
    ])  # fmt: skip
    own[read] = solved.t[at]
    own[len(entries) + known] = 0.0
    mean = np.concatenate([np.full(len(entries), fit.fixed[own_group]), np.zeros(len(judges))])
    mean[read] = fit.entry_score[at]
    mean[len(entries) + known] = fit.judge_effect[by]
    noise = fit.sd_residual**2
    covariance = noise * (loading @ solved.joint @ loading.T + np.diag(own))
    return Belief(mean=mean, covariance=covariance, entries=len(entries), noise=noise)


def adjusted(fit: FixedFit, entries: Sequence[str], judges: Sequence[str]) -> Belief:
    """Give the order on the page where scores are adjusted, over the noise: entries fixed, judges random."""
    read, at = _found(entries, fit.table.entries)
    known, by = _found(judges, fit.table.judges)
    shares = np.zeros((len(entries), len(fit.table.judges)))
    shares[read] = fit.table.incidence[at].toarray() / fit.table.n[at][:, None]
    loading = np.vstack([-shares, np.zeros((len(judges), len(fit.table.judges)))])
    loading[len(entries) + known, by] = 1.0
    own = np.concatenate([np.full(len(entries), _UNKNOWN), np.full(len(judges), fit.theta**2)])
    own[read] = 1.0 / fit.table.n[at]
    own[len(entries) + known] = 0.0
    mean = np.zeros(len(own))
    mean[read] = fit.adjusted[at]
    mean[len(entries) + known] = fit.severity[by]
    return Belief(mean=mean, covariance=loading @ fit.w @ loading.T + np.diag(own), entries=len(entries), noise=1.0)


def raw(table: Table, entries: Sequence[str], judges: Sequence[str]) -> Belief:
    """Give the order on the page where scores are not adjusted: plain means, as if judges did not differ."""
    read, at = _found(entries, table.entries)
    own = np.concatenate([np.full(len(entries), _UNKNOWN), np.zeros(len(judges))])
    own[read] = 1.0 / table.n[at]
    mean = np.zeros(len(own))
    mean[read] = table.means[at]
    return Belief(mean=mean, covariance=np.diag(own), entries=len(entries), noise=1.0)


def _found(wanted: Sequence[str], names: Sequence[str]) -> tuple[Wholes, Wholes]:
    """Give which of the wanted are among the names, and where there."""
    position = {name: place for place, name in enumerate(names)}
    pairs = [(row, position[name]) for row, name in enumerate(wanted) if name in position]
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]

"""How probable each rank is, from the both-random model: entries' scores are drawn together, not one by one.

Independent intervals would not do: the errors of two entries' scores hang together through the judges they share, so
each draw takes category means and judge effects from their joint covariance (Henderson's) and adds what is each
entry's own. Chances of the first k places are shares of draws; expected ranks are exact for the normal law:
1 + the sum over the others of P(the other is ahead).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import special

from awards.maths.adjusting.algebra import Algebra
from awards.maths.adjusting.mixed import MixedFit, fit_mixed
from awards.maths.adjusting.readings import Floats, Table, Wholes

Draws: TypeAlias = NDArray[np.float32]
DRAWS: Final = 20_000
FEW_ENTRIES: Final = 20
"""With fewer, the variance ratios are so uncertain that chances are averaged over a grid of them."""
GRID: Final = (0.05, 0.2, 0.4, 0.6, 0.8, 1.0, 1.3, 1.6, 2.0, 2.5)
"""Ratios (sd of entries, and of judges, over the residual sd) that are averaged over."""
_CELLS: Final = 1_000_000
_LEAST_SD: Final = 1e-9
_NO_CHANCE: Final = 1e-6


@dataclass(frozen=True)
class Weighted:
    """A fit at some variance ratios and its share in an average."""

    weight: float
    fit: MixedFit


@dataclass(frozen=True, kw_only=True)
class Chances:
    """P(among the first k) by k, and expected ranks, in the order of the entries asked about; how they were drawn."""

    top: Mapping[int, Floats]
    expected_rank: Floats
    draws: int
    seed: int


def averaged_fits(table: Table, *, by_category: bool = False) -> list[Weighted]:
    """Give fits over a grid of variance ratios, weighted by restricted likelihood times the width of their cell.

    exp(-deviance / 2) is, but for a constant, the restricted likelihood with the residual variance integrated out, so
    with a flat prior on both ratios the weights are posterior probabilities. Cells under a thousandth are left out.
    """
    algebra = Algebra(table, by_category=by_category)
    points = [(entry, judge) for entry in GRID for judge in GRID]
    deviances = np.array([algebra.deviance(point) for point in points])
    widths = np.gradient(np.array(GRID))
    weights = np.exp((deviances.min() - deviances) / 2.0) * np.outer(widths, widths).ravel()
    kept = np.flatnonzero(weights >= weights.sum() / 1000.0)
    share = weights[kept] / weights[kept].sum()
    return [
        Weighted(float(weight), fit_mixed(table, by_category=by_category, ratios=points[at]))
        for weight, at in zip(share, kept, strict=True)
    ]


def chances(
    fits: Sequence[Weighted], entries: Wholes, *, tops: Iterable[int], seed: int, draws: int = DRAWS
) -> Chances:
    """Give the chances of these entries (positions) among themselves; nan where the spread is unknown.

    `fits` is one fit of weight 1, or those of `averaged_fits`. The same seed gives the same draws.
    """
    wanted = sorted(set(tops))
    if any(math.isnan(one.fit.sd_residual) for one in fits):
        unknown = np.full(len(entries), math.nan)
        return Chances(top=dict.fromkeys(wanted, unknown), expected_rank=unknown, draws=0, seed=seed)
    generator = np.random.default_rng(seed)
    found = {k: np.zeros(len(entries)) for k in wanted}
    for one, number in zip(fits, _shared_out([one.weight for one in fits], draws), strict=True):
        able = _in_reach(one.fit, entries, wanted[-1])
        for scores in _drawn(one.fit, entries[able], generator=generator, draws=number):
            for k in wanted:
                found[k][able] += _among_first(scores, k)
    expected = sum((one.weight * expected_ranks(one.fit, entries) for one in fits), start=np.zeros(len(entries)))
    return Chances(top={k: found[k] / draws for k in wanted}, expected_rank=expected, draws=draws, seed=seed)


def expected_ranks(fit: MixedFit, entries: Wholes) -> Floats:
    """Give 1 + the sum of P(another entry is ahead), in blocks, so that thousands of entries need little memory."""
    pairs = _Pairs(fit, entries)
    found = np.ones(len(entries))
    for block in np.array_split(np.arange(len(entries)), max(1, len(entries) ** 2 // _CELLS)):
        # Each pair once: those further on are told that they are behind where this one is ahead.
        start, size = int(block[0]), len(block)
        behind = 1.0 - pairs.ahead(block, np.arange(start, len(entries)))
        behind[np.arange(size), np.arange(size)] = 0.0
        found[block] += behind.sum(axis=1)
        found[start + size :] += size - behind[:, size:].sum(axis=0)
    return found


class _Pairs:
    """P(one entry is ahead of another), exactly, by the normal law of the difference of their scores."""

    def __init__(self, fit: MixedFit, entries: Wholes) -> None:
        self._scores, self._own = fit.entry_score[entries], fit.floored.t[entries]
        self._loading = fit.floored.loading(entries)
        self._half = self._loading @ fit.floored.joint
        self._variance = np.einsum("ij,ij->i", self._half, self._loading) + self._own
        self._sd = max(fit.sd_residual, _LEAST_SD)

    def ahead(self, some: Wholes, others: Wholes) -> Floats:
        """Give P(row's entry is ahead of column's); meaningless for an entry beside itself."""
        square = self._variance[some, None] + self._variance[None, others]
        square -= 2.0 * (self._half[some] @ self._loading[others].T)
        # What is each entry's own is never less than this; rounding may say otherwise.
        root = self._sd * np.sqrt(np.maximum(square, self._own[some, None] + self._own[None, others]))
        return np.asarray(special.ndtr((self._scores[some, None] - self._scores[None, others]) / root))


def _in_reach(fit: MixedFit, entries: Wholes, k: int) -> Wholes:
    """Give the places in `entries` of those that may be among the first k at all: the others need no draws.

    Whoever is among the first k without being of the 2k with the highest scores is ahead of at least k + 1 of these,
    so its chance is at most the sum of P(ahead of each) / (k + 1) (Markov's inequality).
    """
    if len(entries) <= 4 * k:
        return np.arange(len(entries))
    best = np.argsort(-fit.entry_score[entries], kind="stable")[: 2 * k]
    bound = _Pairs(fit, entries).ahead(np.arange(len(entries)), best).sum(axis=1) / (k + 1)
    bound[best] = 1.0
    return np.flatnonzero(bound >= _NO_CHANCE)


def _drawn(fit: MixedFit, entries: Wholes, *, generator: np.random.Generator, draws: int) -> Iterator[Draws]:
    """Draw scores, draws by entries, a block at a time: category mean, judges given that mean, then the entry's own.

    Cholesky's root of each covariance is the only one there is, so that a seed means the same on every machine. The
    draws are in residual sds about the average score, single precision: only their order is wanted.
    """
    solved = fit.floored
    means = np.linalg.cholesky(solved.fixed_covariance).astype(np.float32)
    judges = np.linalg.cholesky(solved.w).astype(np.float32)
    follow = (-solved.w @ solved.zax).astype(np.float32)
    loading = solved.loading_of(entries).astype(np.float32)
    middle = (fit.entry_score[entries] - fit.entry_score[entries].mean()) / max(fit.sd_residual, _LEAST_SD)
    centre, own = middle.astype(np.float32)[:, None], np.sqrt(solved.t[entries]).astype(np.float32)[:, None]
    size = max(1, _CELLS // max(1, len(entries)))
    for start in range(0, draws, size):
        count = min(size, draws - start)
        mean = means @ generator.standard_normal((len(means), count), dtype=np.float32)
        judge = follow @ mean + judges @ generator.standard_normal((len(judges), count), dtype=np.float32)
        scores = generator.standard_normal((len(entries), count), dtype=np.float32)
        scores *= own
        scores += loading @ np.vstack([mean, judge])
        scores += centre
        yield np.ascontiguousarray(scores.T)


def _among_first(scores: Draws, k: int) -> Floats:
    """Count in how many draws each entry is among the k highest."""
    count = scores.shape[1]
    if k >= count:
        return np.full(count, float(len(scores)))
    first = scores.argmax(axis=1) if k == 1 else np.argpartition(scores, count - k, axis=1)[:, count - k :]
    return np.bincount(first.ravel(), minlength=count).astype(np.float64)


def _shared_out(weights: Sequence[float], draws: int) -> list[int]:
    """Share out the draws by weight, in whole numbers that add up (the ends of cumulated shares, rounded)."""
    ends = np.rint(np.cumsum(weights) / sum(weights) * draws).astype(int)
    return [int(number) for number in np.diff(ends, prepend=0)]

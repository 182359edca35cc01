"""Chances of ranks against exact integrals of the normal law, and the draws' own promises."""

import math

import numpy as np
import pytest
from scipy import stats

from awards.maths.adjusting.mixed import fit_mixed
from awards.maths.adjusting.ranks import GRID, Weighted, averaged_fits, chances, expected_ranks
from awards.maths.adjusting.readings import Reading, Table
from tests.maths.adjusting.dense import deviance, matrices, table_of

DRAWS = 100_000


def plain(fit):
    return [Weighted(1.0, fit)]


def ahead(fit, one, others):
    """Give P(one is ahead of all others), by integrating the joint normal law of the differences."""
    turn = np.zeros((len(others), len(fit.table.entries)))
    turn[:, one] = -1.0
    turn[np.arange(len(others)), others] = 1.0
    covariance = turn @ fit.covariance(np.arange(len(fit.table.entries))) @ turn.T
    return stats.multivariate_normal(turn @ fit.entry_score, covariance).cdf(np.zeros(len(others)))


def test_the_chance_of_being_best_is_the_integral_of_the_joint_law():
    fit = fit_mixed(table_of(4, 5, 4, seed=3, quality=0.4))
    found = chances(plain(fit), np.arange(4), tops=[1], seed=1, draws=DRAWS)
    exact = [ahead(fit, one, [other for other in range(4) if other != one]) for one in range(4)]
    assert found.top[1] == pytest.approx(exact, abs=0.006)
    assert found.top[1].sum() == pytest.approx(1.0)


def test_expected_ranks_add_up_the_pairs():
    fit = fit_mixed(table_of(7, 5, 3, seed=3, groups=("A", "B")), by_category=True)
    pairs = [[ahead(fit, other, [one]) if other != one else 0.0 for other in range(7)] for one in range(7)]
    assert expected_ranks(fit, np.arange(7)) == pytest.approx(1.0 + np.sum(pairs, axis=1), abs=1e-9)


def test_draws_of_some_entries_are_among_themselves():
    fit = fit_mixed(table_of(7, 5, 3, seed=3))
    found = chances(plain(fit), np.array([2, 5]), tops=[1, 2, 3], seed=9, draws=DRAWS)
    assert found.top[1][0] == pytest.approx(ahead(fit, 2, [5]), abs=0.006)
    assert found.top[2].tolist() == found.top[3].tolist() == [1.0, 1.0]
    assert found.expected_rank == pytest.approx([1 + ahead(fit, 5, [2]), 1 + ahead(fit, 2, [5])], abs=1e-9)


def test_the_same_seed_gives_the_same_draws_and_another_seed_others():
    fit = fit_mixed(table_of(8, 5, 3))
    one, same, other = (chances(plain(fit), np.arange(8), tops=[2], seed=seed) for seed in (4, 4, 5))
    assert one.top[2].tolist() == same.top[2].tolist() != other.top[2].tolist()
    assert (one.draws, one.seed) == (20_000, 4)


def test_many_entries_are_drawn_in_blocks_that_cover_every_draw():
    chance = np.random.default_rng(2)
    rows = [Reading(f"E{i:04}", f"J{j}", float(chance.normal())) for i in range(1500) for j in (i % 9, (i + 1) % 9)]
    fit = fit_mixed(Table(rows))
    found = chances(plain(fit), np.arange(1500), tops=[10], seed=1, draws=3000)
    assert found.top[10].sum() == pytest.approx(10.0)
    assert found.expected_rank.mean() == pytest.approx(1501 / 2)


def test_leaving_out_the_hopeless_loses_nobody_a_chance():
    fit = fit_mixed(table_of(60, 12, 4, quality=1.5))
    found = chances(plain(fit), np.arange(60), tops=[2], seed=1, draws=DRAWS)
    scores = np.random.default_rng(7).multivariate_normal(fit.entry_score, fit.covariance(np.arange(60)), size=DRAWS)
    share = np.bincount(np.argsort(-scores, axis=1)[:, :2].ravel(), minlength=60) / DRAWS
    assert found.top[2] == pytest.approx(share, abs=0.008)
    assert (found.top[2] == 0.0).sum() > 20


def test_entries_that_nothing_tells_apart_have_even_chances():
    fit = fit_mixed(Table(Reading(f"E{i}", f"J{j}", 4.0) for i in range(5) for j in range(3)))
    found = chances(plain(fit), np.arange(5), tops=[2], seed=1, draws=DRAWS)
    assert found.top[2] == pytest.approx(np.full(5, 0.4), abs=0.008)
    assert found.expected_rank == pytest.approx(np.full(5, 3.0))


def test_an_unknown_spread_gives_no_chances():
    found = chances(plain(fit_mixed(Table([Reading("A", "X", 2.0)]))), np.array([0]), tops=[1], seed=1)
    assert (found.draws, math.isnan(found.top[1][0]), math.isnan(found.expected_rank[0])) == (0, True, True)


def test_averaging_weighs_ratios_by_their_dense_likelihood():
    table = table_of(6, 4, 3)
    z_entry, z_judge, y = matrices(table)
    widths = dict(zip(GRID, np.gradient(GRID), strict=True))
    weight = {}
    for a in GRID:
        for b in GRID:
            v = np.eye(len(y)) + a**2 * z_entry @ z_entry.T + b**2 * z_judge @ z_judge.T
            weight[a, b] = math.exp(-deviance(np.ones((len(y), 1)), v, y)[0] / 2) * widths[a] * widths[b]
    total = sum(weight.values())
    kept = {point: one / total for point, one in weight.items() if one >= total / 1000}
    fits = averaged_fits(table)
    found = {(one.fit.theta_entry, one.fit.theta_judge): one.weight for one in fits}
    assert found == pytest.approx({point: one / sum(kept.values()) for point, one in kept.items()})
    assert sum(one.weight for one in fits) == pytest.approx(1.0)


def test_averaged_chances_are_the_weighted_chances_of_each_point():
    fits = averaged_fits(table_of(4, 5, 4, seed=3, quality=0.4))
    found = chances(fits, np.arange(4), tops=[1], seed=1, draws=DRAWS)
    exact = sum(
        one.weight * np.array([ahead(one.fit, at, [x for x in range(4) if x != at]) for at in range(4)]) for one in fits
    )
    assert found.top[1] == pytest.approx(exact, abs=0.006)

"""Models R and Rc against dense algebra: likelihood on a fine grid, Henderson's equations in full, and boundaries."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.maths.adjusting.algebra import Algebra
from awards.maths.adjusting.mixed import fit_mixed
from awards.maths.adjusting.readings import Reading, Table
from tests.maths.adjusting.dense import category_matrix, deviance, henderson, matrices, readings, table_of

CASES = [((6, 4, 3), False), ((10, 5, 2), False), ((12, 7, 3), True), ((24, 6, 4), True)]


def dense_deviance(table, ratios, by_category):
    z_entry, z_judge, y = matrices(table)
    v = np.eye(len(y)) + ratios[0] ** 2 * z_entry @ z_entry.T + ratios[1] ** 2 * z_judge @ z_judge.T
    return deviance(category_matrix(table, by_category), v, y)


@pytest.mark.parametrize(("shape", "by_category"), CASES)
def test_the_likelihood_is_the_dense_one_everywhere(shape, by_category):
    table = table_of(*shape, groups=("A", "B"))
    algebra = Algebra(table, by_category=by_category)
    for ratios in itertools.product([0.0, 0.3, 1.0, 4.0], repeat=2):
        assert algebra.deviance(ratios) == pytest.approx(dense_deviance(table, ratios, by_category)[0], abs=1e-8)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("by_category", [False, True])
def test_no_point_of_a_fine_grid_is_better(seed, by_category):
    table = table_of(9, 5, 3, seed=seed, quality=0.3 * (seed % 3), severity=0.3 * (seed % 4), groups=("A", "B"))
    fit = fit_mixed(table, by_category=by_category)
    grid = [0.0, *np.linspace(0.05, 3.0, 40)]
    least = min(dense_deviance(table, ratios, by_category)[0] for ratios in itertools.product(grid, repeat=2))
    found, sd = dense_deviance(table, (fit.theta_entry, fit.theta_judge), by_category)
    assert found <= least + 1e-7
    assert (fit.reml_criterion, fit.sd_residual) == (pytest.approx(found, abs=1e-8), pytest.approx(sd, abs=1e-8))


@pytest.mark.parametrize(("shape", "by_category"), CASES)
def test_effects_and_errors_are_those_of_hendersons_equations(shape, by_category):
    table = table_of(*shape, groups=("A", "B"))
    fit = fit_mixed(table, by_category=by_category, ratios=(0.9, 0.4))
    z_entry, z_judge, y = matrices(table)
    x = category_matrix(table, by_category)
    effects, inverse = henderson(x, [z_entry, z_judge], [0.9, 0.4], y)
    p, count = x.shape[1], len(table.entries)
    in_category = np.array([x[list(table.entry).index(at)] for at in range(count)])
    assert fit.fixed == pytest.approx(effects[:p], abs=1e-9)
    assert fit.entry_effect == pytest.approx(effects[p : p + count], abs=1e-9)
    assert fit.judge_effect == pytest.approx(effects[p + count :], abs=1e-9)
    assert fit.entry_score == pytest.approx(in_category @ effects[:p] + effects[p : p + count], abs=1e-9)
    take = np.hstack([in_category, np.eye(count), np.zeros((count, len(table.judges)))])
    covariance = fit.sd_residual**2 * take @ inverse @ take.T
    assert fit.covariance(np.arange(count)) == pytest.approx(covariance, abs=1e-9)
    assert fit.entry_score_se == pytest.approx(np.sqrt(np.diagonal(covariance)), abs=1e-9)
    assert fit.fixed_se == pytest.approx(fit.sd_residual * np.sqrt(np.diagonal(inverse)[:p]), abs=1e-9)


@pytest.mark.parametrize(("shape", "by_category"), CASES)
def test_conditional_sds_take_the_category_means_as_known(shape, by_category):
    table = table_of(*shape, groups=("A", "B"))
    fit = fit_mixed(table, by_category=by_category, ratios=(0.9, 0.4))
    z_entry, z_judge, y = matrices(table)
    _, inverse = henderson(np.zeros((len(y), 0)), [z_entry, z_judge], [0.9, 0.4], y)
    sds = fit.sd_residual * np.sqrt(np.diagonal(inverse))
    assert np.concatenate([fit.entry_condsd, fit.judge_condsd]) == pytest.approx(sds, abs=1e-9)


def test_some_entries_covariance_is_that_part_of_the_whole():
    fit = fit_mixed(table_of(12, 7, 3))
    some = np.array([1, 4, 11])
    assert fit.covariance(some) == pytest.approx(fit.covariance(np.arange(12))[np.ix_(some, some)], abs=1e-12)


def test_entries_that_do_not_differ_are_all_predicted_alike():
    rows = [("A", "X", 1), ("A", "Y", 5), ("B", "X", 5), ("B", "Z", 1), ("C", "Y", 1), ("C", "Z", 5)]
    fit = fit_mixed(Table(Reading(entry, judge, float(y)) for entry, judge, y in rows))
    assert (fit.theta_entry, fit.sd_entry, fit.entry_effect.tolist()) == (0.0, 0.0, [0.0, 0.0, 0.0])
    assert (fit.entry_score_se > 0).all()


def test_judges_who_do_not_differ_have_no_effect():
    rows = [(f"E{i}", f"J{j}", float(i + (i + j) % 2)) for i in range(6) for j in range(4)]
    fit = fit_mixed(Table(Reading(*row) for row in rows))
    assert (fit.theta_judge, fit.judge_effect.tolist()) == (0.0, [0.0] * 4)
    assert fit.theta_entry > 1.0


def test_equal_scores_have_no_spread_and_no_reliability():
    fit = fit_mixed(Table(Reading(f"E{i}", f"J{j}", 4.0) for i in range(4) for j in range(3)))
    assert (fit.sd_entry, fit.sd_judge, fit.sd_residual) == (0.0, 0.0, 0.0)
    assert fit.entry_score.tolist() == [4.0] * 4
    assert math.isnan(fit.reliability)


def test_nothing_is_known_of_the_spread_of_one_score():
    fit = fit_mixed(Table([Reading("A", "X", 2.0)]))
    assert math.isnan(fit.sd_residual)
    assert fit.entry_score.tolist() == [2.0]


def test_entries_of_exact_sums_stop_at_the_largest_ratio():
    fit = fit_mixed(Table(Reading(f"E{i}", f"J{j}", i + 0.5 * j) for i in range(5) for j in range(4)))
    assert fit.entry_score == pytest.approx(np.arange(5) + 0.75, abs=1e-2)
    assert np.isfinite(fit.entry_score_se).all()


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(seed, chance):
    rows = readings(8, 5, 3, seed=seed, groups=("A", "B"))
    first, again = (
        fit_mixed(Table(rows), by_category=True),
        fit_mixed(Table(chance.sample(rows, len(rows))), by_category=True),
    )
    assert (first.entry_score.tolist(), first.entry_score_se.tolist()) == (
        again.entry_score.tolist(),
        again.entry_score_se.tolist(),
    )

"""Model F against dense algebra: the best of a fine grid, full covariance matrices, and the boundaries."""

import math
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from awards.maths.adjusting.fixed import fit_fixed
from awards.maths.adjusting.readings import Reading, Table
from tests.maths.adjusting.dense import deviance, henderson, matrices, readings, table_of

SHAPES = [(6, 4, 3), (10, 5, 2), (12, 7, 3), (24, 6, 4)]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("seed", [1, 2])
def test_the_ratio_is_the_best_of_a_fine_grid_by_dense_likelihood(shape, seed):
    table = table_of(*shape, seed=seed)
    z_entry, z_judge, y = matrices(table)
    ratios = np.linspace(0.0, 5.0, 1001)
    found = [deviance(z_entry, np.eye(len(y)) + ratio**2 * z_judge @ z_judge.T, y) for ratio in ratios]
    at = int(np.argmin([one for one, _ in found]))
    fit = fit_fixed(table)
    assert fit.theta == pytest.approx(ratios[at], abs=0.005)
    least, sd = deviance(z_entry, np.eye(len(y)) + fit.theta**2 * z_judge @ z_judge.T, y)
    assert least <= found[at][0] + 1e-9
    assert (fit.reml_criterion, fit.sd_residual) == (pytest.approx(least, abs=1e-8), pytest.approx(sd, abs=1e-9))


@pytest.mark.parametrize("shape", SHAPES)
def test_scores_severities_and_errors_are_those_of_the_dense_equations(shape):
    table = table_of(*shape)
    z_entry, z_judge, y = matrices(table)
    fit = fit_fixed(table)
    effects, inverse = henderson(z_entry, [z_judge], [fit.theta], y)
    count = len(table.entries)
    covariance = fit.sd_residual**2 * inverse[:count, :count]
    assert fit.adjusted == pytest.approx(effects[:count], abs=1e-9)
    assert fit.severity == pytest.approx(effects[count:], abs=1e-9)
    assert fit.se == pytest.approx(np.sqrt(np.diagonal(covariance)), abs=1e-9)
    assert fit.covariance(np.arange(count)) == pytest.approx(covariance, abs=1e-9)
    assert fit.sd_residual**2 * fit.w == pytest.approx(fit.sd_residual**2 * inverse[count:, count:], abs=1e-9)
    centre = np.eye(len(table.judges)) - 1.0 / len(table.judges)
    apart = fit.sd_residual**2 * centre @ inverse[count:, count:] @ centre
    assert fit.severity_se == pytest.approx(np.sqrt(np.diagonal(apart)), abs=1e-9)


def test_the_adjusted_score_is_the_mean_of_score_less_severity():
    table = table_of(10, 5, 3)
    fit = fit_fixed(table)
    for at, name in enumerate(table.entries):
        mine = [one.y - fit.severity[table.judges.index(one.judge)] for one in table.readings if one.entry == name]
        assert fit.adjusted[at] == pytest.approx(sum(mine) / len(mine), abs=1e-12)


def test_the_error_of_a_difference_leaves_out_what_both_share():
    fit = fit_fixed(table_of(12, 7, 3))
    full = fit.covariance(np.arange(12))
    expected = full[2, 2] + full[7, 7] - 2.0 * full[2, 7]
    assert fit.contrast_se(2, 7) ** 2 == pytest.approx(expected, abs=1e-12)
    assert fit.contrast_ses(2, np.arange(12))[[7, 2]].tolist() == [fit.contrast_se(2, 7), 0.0]
    shared = fit.theta**2 * fit.sd_residual**2 / len(fit.table.judges)
    assert fit.se**2 - fit.se_apart**2 == pytest.approx(np.full(12, shared), abs=1e-12)


def test_intervals_reach_by_students_t_on_the_scores_to_spare():
    table = table_of(12, 7, 3)
    fit = fit_fixed(table)
    reach = stats.t.ppf(0.95, 36 - 12 - 7 + 1)
    low, high = fit.interval()
    assert high - fit.adjusted == pytest.approx(reach * fit.se)
    assert fit.adjusted - low == pytest.approx(reach * fit.se)
    least, most = fit.severity_interval(0.5)
    assert (most - least) / 2 == pytest.approx(stats.t.ppf(0.75, 18) * fit.severity_se)


def test_links_are_weak_where_few_scores_join_two_judges():
    table = table_of(24, 6, 4)
    z_entry, z_judge, _ = matrices(table)
    seen = np.hstack([z_entry, z_judge])
    inverse = np.linalg.pinv(seen.T @ seen)[24:, 24:]
    fit = fit_fixed(table)
    expected = {
        (a, b): math.sqrt(inverse[a, a] + inverse[b, b] - 2 * inverse[a, b]) for a in range(6) for b in range(a + 1, 6)
    }
    assert {pair: fit.link_ses()[pair] / fit.sd_residual for pair in expected} == pytest.approx(expected, abs=1e-9)
    assert {(a, b) for a, b, _ in fit.weak_links()} == {pair for pair, se in expected.items() if se > 0.5}
    assert [se for *_, se in fit.weak_links()] == sorted((se for *_, se in fit.weak_links()), reverse=True)


def test_judges_of_unconnected_parts_have_no_known_difference():
    table = Table(
        [Reading(f"{part}{i}", f"{part}J{j}", float(i + j * i)) for part in "AB" for i in range(4) for j in (0, 1)]
    )
    ses = fit_fixed(table).link_ses()
    assert np.isnan(ses).tolist() == [[a // 2 != b // 2 for b in range(4)] for a in range(4)]


def complete(entries, judges, seed):
    chance = np.random.default_rng(seed)
    return [
        Reading(f"E{i}", f"J{j}", float(chance.integers(1, 6)) + (j == 0))
        for i in range(entries)
        for j in range(judges)
    ]


@pytest.mark.parametrize("seed", range(5))
def test_a_complete_design_changes_nothing(seed):
    table = Table(complete(6, 4, seed))
    assert fit_fixed(table).adjusted == pytest.approx(table.means, abs=1e-12)


def test_without_a_difference_between_judges_nothing_changes_at_all():
    rows = [("A", "X", 1), ("A", "Y", 2), ("B", "Y", 4), ("B", "Z", 3), ("C", "Z", 2), ("C", "X", 3), ("D", "X", 5)]
    table = Table(Reading(entry, judge, float(y)) for entry, judge, y in [*rows, ("D", "Y", 4), ("E", "Z", 1)])
    fit = fit_fixed(table)
    assert (fit.theta, fit.sd_judge) == (0.0, 0.0)
    assert fit.adjusted.tolist() == table.means.tolist()
    assert fit.severity.tolist() == [0.0, 0.0, 0.0]


def test_judges_who_agree_exactly_leave_no_spread():
    fit = fit_fixed(Table(Reading(f"E{i}", f"J{j}", i + 0.1) for i in range(4) for j in range(3)))
    assert (fit.theta, fit.sd_residual, fit.se.tolist()) == (0.0, 0.0, [0.0] * 4)
    assert fit.adjusted == pytest.approx([0.1, 1.1, 2.1, 3.1], abs=1e-12)


def test_one_score_each_leaves_the_spread_unknown_and_the_scores_alone():
    fit = fit_fixed(Table(Reading(f"E{i}", f"J{i % 2}", float(i)) for i in range(4)))
    assert math.isnan(fit.sd_residual)
    assert np.isnan(fit.se).all()
    assert fit.adjusted.tolist() == [0.0, 1.0, 2.0, 3.0]


def test_a_judge_far_from_the_rest_is_corrected_nearly_in_full():
    plain = readings(20, 6, 3, severity=0.0, noise=0.3)
    harsh = [Reading(one.entry, one.judge, one.y - 10.0 * (one.judge == "J00")) for one in plain]
    before, after = fit_fixed(Table(plain)), fit_fixed(Table(harsh))
    assert after.severity[1:] - after.severity[0] == pytest.approx(
        before.severity[1:] - before.severity[0] + 10.0, abs=0.2
    )
    moved = after.adjusted - before.adjusted
    assert moved == pytest.approx(np.full(20, moved.mean()), abs=0.2)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.randoms(use_true_random=False))
def test_order_and_names_never_matter(seed, chance: random.Random):
    rows = readings(8, 5, 3, seed=seed)
    shuffled = chance.sample(rows, len(rows))
    names = dict(zip(sorted({one.judge for one in rows}), chance.sample("VWXYZ", 5), strict=True))
    called = [Reading(one.entry, names[one.judge], one.y) for one in shuffled]
    first, again, renamed = fit_fixed(Table(rows)), fit_fixed(Table(shuffled)), fit_fixed(Table(called))
    assert (again.theta, again.adjusted.tolist(), again.se.tolist()) == (
        first.theta,
        first.adjusted.tolist(),
        first.se.tolist(),
    )
    assert renamed.adjusted == pytest.approx(first.adjusted, abs=1e-6)
    severities = dict(zip(renamed.table.judges, renamed.severity, strict=True))
    assert [severities[names[judge]] for judge in first.table.judges] == pytest.approx(first.severity, abs=1e-6)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.1, 20), st.floats(-50, 50))
def test_another_unit_and_origin_only_change_the_unit_and_the_origin(seed, unit, origin):
    rows = readings(8, 5, 3, seed=seed)
    first = fit_fixed(Table(rows))
    moved = fit_fixed(Table(Reading(one.entry, one.judge, origin + unit * one.y) for one in rows))
    assert moved.adjusted == pytest.approx(origin + unit * first.adjusted, abs=1e-4 * unit)
    assert moved.se == pytest.approx(unit * first.se, abs=1e-4 * unit)


def test_five_thousand_entries_are_fitted_as_the_dense_equations_would():
    chance = np.random.default_rng(5)
    merit, strict = chance.normal(size=5000), 0.6 * chance.normal(size=200)
    rows = [
        Reading(f"E{i:04}", f"J{j:03}", float(merit[i] + strict[j] + 0.6 * chance.normal()))
        for i in range(5000)
        for j in chance.choice(200, 3, replace=False)
    ]
    table = Table(rows)
    fit = fit_fixed(table)
    # The equations with the entries left out, for judges; then a few entries one by one from the readings.
    seen = np.zeros((5000, 200))
    seen[table.entry, table.judge] = 1.0
    pull = np.bincount(table.judge, weights=table.y - table.means[table.entry], minlength=200)
    precision = np.diag(seen.sum(0)) - seen.T @ seen / 3.0 + np.eye(200) / fit.theta**2
    assert fit.severity == pytest.approx(np.linalg.solve(precision, pull), abs=1e-9)
    inverse = np.linalg.inv(precision)
    for at in (0, 17, 2500, 4999):
        share = seen[at] / 3.0
        assert fit.se[at] == pytest.approx(fit.sd_residual * math.sqrt(1 / 3 + share @ inverse @ share), abs=1e-9)
    assert (fit.sd_residual, fit.sd_judge) == (pytest.approx(0.6, abs=0.02), pytest.approx(strict.std(), abs=0.03))

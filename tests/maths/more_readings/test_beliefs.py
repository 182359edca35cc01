import math

import numpy as np
import pytest

from awards.maths.adjusting.fixed import fit_fixed
from awards.maths.adjusting.readings import Reading, Table
from awards.maths.more_readings.beliefs import adjusted, both_random, raw
from awards.maths.more_readings.question import Spreads
from awards.maths.more_readings.spreads import LEAST_RATIO, fit_of, spreads_of
from tests.maths.more_readings.tables import EQUAL, dense, drawn, readings

FOUND = drawn(16, entries=8, judges=4, each=2)
NAMES = [f"E{e}" for e in range(8)]
JUDGES = [f"J{j}" for j in range(4)]


def one(number):
    return np.array([number])


def test_the_both_random_belief_is_that_of_one_dense_matrix():
    belief = both_random(fit_of(Table(FOUND), EQUAL), NAMES, JUDGES, category="")
    mean, covariance = dense(FOUND, NAMES, JUDGES, entry=0.6, judge=0.6, noise=0.6)
    assert belief.mean == pytest.approx(mean, abs=1e-9)
    assert belief.covariance == pytest.approx(covariance, abs=1e-9)


def test_entries_and_judges_without_a_score_are_like_others_of_their_kind():
    groups = {name: "a" if number < 4 else "b" for number, name in enumerate(NAMES)} | {"E8": "b"}
    found = [Reading(each.entry, each.judge, each.y, groups[each.entry]) for each in FOUND]
    spreads = Spreads(entry=0.5, judge=0.7, noise=0.6)
    names, judges = [*NAMES[4:], "E8"], [*JUDGES, "J9"]
    belief = both_random(fit_of(Table(found), spreads), names, judges, category="b")
    mean, covariance = dense(found, [*NAMES, "E8"], judges, entry=0.5, judge=0.7, noise=0.6, groups=groups)
    assert belief.mean == pytest.approx(mean[4:], abs=1e-9)
    assert belief.covariance == pytest.approx(covariance[4:, 4:], abs=1e-9)


def test_a_score_moves_means_and_takes_variance_as_adding_it_does():
    belief = both_random(fit_of(Table(FOUND), EQUAL), NAMES, JUDGES, category="")
    entry, judge = 0, 3
    assert ("E0", "J3") not in {(each.entry, each.judge) for each in FOUND}
    expected = float(belief.expected_scores(one(entry), one(judge))[0])
    mean, covariance = dense(
        [*FOUND, Reading("E0", "J3", expected + 1)], NAMES, JUDGES, entry=0.6, judge=0.6, noise=0.6
    )
    moved = belief.mean[:8] + belief.moves(one(entry), one(judge))[:, 0]
    assert moved == pytest.approx(mean[:8], abs=1e-9)
    assert belief.after(entry, judge).covariance == pytest.approx(covariance, abs=1e-9)


def test_the_pages_adjusted_order_moves_as_a_new_fit_with_the_same_ratio_would():
    fit = fit_fixed(Table(FOUND))
    assert fit.theta > 0
    page = adjusted(fit, [*NAMES, "E8"], JUDGES)
    assert page.mean[:8] == pytest.approx(fit.adjusted, abs=1e-12)
    for entry, judge, y in (("E0", "J3", 4.5), ("E8", "J1", 2.5)):
        at, by = one([*NAMES, "E8"].index(entry)), one(JUDGES.index(judge))
        names = NAMES if entry in NAMES else [*NAMES, entry]
        again, _ = dense([*FOUND, Reading(entry, judge, y)], names, JUDGES, entry=math.inf, judge=fit.theta, noise=1.0)
        moved = page.mean[:9] + page.moves(at, by)[:, 0] * (y - page.expected_scores(at, by)[0])
        assert moved[: len(names)] == pytest.approx(again[: len(names)], abs=1e-4)


def test_a_raw_mean_moves_as_a_mean_does():
    table = Table(readings({"E0": {"J0": 2.0, "J1": 3.0}, "E1": {"J0": 4.0}}))
    page = raw(table, ["E0", "E1"], ["J0", "J1"])
    moves = page.moves(one(0), one(0))[:, 0]
    assert (page.mean.tolist(), moves.tolist()) == ([2.5, 4.0, 0.0, 0.0], pytest.approx([1 / 3, 0.0]))


def test_spreads_are_those_of_the_both_random_model_and_never_hide_that_entries_differ():
    plain = drawn(11, entries=40, judges=6, each=3)
    found = spreads_of(Table(plain))
    assert (found.entry, found.judge, found.noise) == pytest.approx((0.6, 0.6, 0.6), abs=0.25)
    alike = [Reading(f"E{e}", f"J{j}", 3.0 + (0.5 if (e + j) % 2 else -0.5)) for e in range(24) for j in range(4)]
    nothing = spreads_of(Table(alike))
    assert nothing.entry == pytest.approx(LEAST_RATIO * nothing.noise)


def test_spreads_are_not_made_up_from_scores_that_do_not_tell():
    assert spreads_of(Table([Reading("E0", "J0", 3.0)])) is None
    assert spreads_of(Table([Reading(f"E{e}", f"J{j}", 3.0) for e in range(4) for j in range(3)])) is None


@pytest.mark.parametrize("spreads", [(-0.1, 0.6, 0.6), (0.6, 0.6, 0.0), (math.nan, 0.6, 0.6), (0.6, math.inf, 0.6)])
def test_spreads_must_be_spreads(spreads):
    with pytest.raises(ValueError, match="spreads are sds in points, the noise above 0"):
        Spreads(*spreads)

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from scipy import stats

from awards.maths.more_readings.gains import chances_of_change, expected_gains

NORMAL = np.linspace(-8, 8, 40_001)
WEIGHT = stats.norm.pdf(NORMAL) / stats.norm.pdf(NORMAL).sum()
numbers = some.floats(-2, 2).map(lambda number: round(number, 2))


@given(numbers, numbers)
def test_the_gain_is_what_the_better_of_two_is_ahead_on_average(ahead, spread):
    after = ahead + spread * NORMAL
    by_hand = float(WEIGHT @ np.maximum(after, 0.0)) - max(ahead, 0.0)
    assert float(expected_gains(np.array(ahead), np.array(spread))) == pytest.approx(by_hand, abs=1e-5)


@given(some.lists(some.tuples(numbers, numbers), min_size=3, max_size=6), some.integers(1, 2))
def test_the_chance_of_change_is_the_share_of_scores_after_which_others_are_in(lines, places):
    start, moves = np.array(lines).T
    order = np.argsort(-start, kind="stable")
    ins, outs = order[:places], order[places:]
    after = start + NORMAL[:, None] * moves
    changed = after[:, outs].max(axis=1) > after[:, ins].min(axis=1) + 1e-9
    seen = chances_of_change(start[:, None], moves[:, None], ins=ins, outs=outs)
    assert float(seen[0]) == pytest.approx(float(WEIGHT @ changed), abs=2e-3)


def test_who_cannot_be_overtaken_never_is():
    far = chances_of_change(np.array([[50.0], [0.0]]), np.array([[0.5], [0.0]]), ins=np.array([0]), outs=np.array([1]))
    nobody = chances_of_change(np.array([[1.0]]), np.array([[1.0]]), ins=np.array([0]), outs=np.array([], dtype=int))
    assert (far.tolist(), nobody.tolist()) == ([0.0], [0.0])

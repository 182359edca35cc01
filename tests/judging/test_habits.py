"""How judges use the scale: computed by hand, and rules that hold for any points."""

from __future__ import annotations

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as some

from awards.judging.habits import habits, mean_correlation
from awards.judging.scale_use import findings_of

VARIED = [
    {"use": one, "care": other} for one, other in zip([1, 5, 2, 4, 1, 5, 3, 3], [3, 2, 5, 1, 4, 1, 5, 3], strict=True)
]


def sheets(use, care):
    return [{"use": one, "care": other} for one, other in zip(use, care, strict=True)]


def test_seven_sheets_say_nothing():
    assert habits({"anna": VARIED[:7], "bert": VARIED}).keys() == {"bert"}


def test_the_range_and_the_spread_are_those_of_all_points():
    found = habits({"anna": sheets([1, 1, 1, 1, 5, 5, 5, 5], [3, 3, 3, 3, 3, 3, 3, 3])})["anna"]
    assert (found.sheets, found.lowest, found.highest) == (8, 1, 5)
    assert found.spread == pytest.approx(2**0.5)  # eight points are 2 off their mean of 3, eight are on it
    assert (found.panel_spread, found.narrow) == (None, False)


def test_criteria_that_rise_and_fall_together_stand_out():
    found = habits({"anna": sheets([0, 1, 2, 3, 4, 3, 2, 1], [1, 2, 3, 4, 5, 4, 3, 2])})["anna"]
    assert found.together == pytest.approx(1)
    assert (found.moves_together, found.same, found.same_throughout) == (True, 0, False)
    assert findings_of(found) == ["The criteria rise and fall together: their mean correlation is 1.00."]


def test_a_correlation_is_what_one_computes_by_hand():
    """Deviations -1.5, -.5, .5, 1.5 twice against -1.5, .5, -.5, 1.5 twice: 8 / 10."""
    assert mean_correlation(sheets([1, 2, 3, 4] * 2, [1, 3, 2, 4] * 2)) == pytest.approx(0.8)


def test_a_criterion_that_never_varies_correlates_with_nothing():
    assert mean_correlation(sheets([1, 2, 3, 4] * 2, [3] * 8)) is None


def test_criteria_of_different_categories_are_compared_only_where_eight_sheets_carry_both():
    common = [{"use": one, "care": one, f"own {one}": one} for one in [1, 2, 3, 4] * 2]
    assert mean_correlation(common) == pytest.approx(1)
    assert mean_correlation([sheet | {"own": 1} for sheet in common[:7]]) is None


@pytest.mark.parametrize(("same", "stands_out"), [(7, False), (8, True)])
def test_the_same_points_throughout_count_from_four_sheets_in_five(same, stands_out):
    alike, other = [3, 4, 3, 2, 5, 1, 4, 3], [(1, 5), (5, 1), (2, 4)]
    rows = [(points, points) for points in alike[:same]] + other[: 10 - same]
    found = habits({"anna": sheets(*zip(*rows, strict=True))})["anna"]
    assert (found.same, found.of_several, found.same_throughout) == (same, 10, stands_out)
    words = [f"The same points on every criterion in {same} of 10 sheets."]
    assert findings_of(found) == (words if stands_out else [])


def test_a_category_with_one_criterion_is_no_halo():
    found = habits({"anna": [{"use": 3}] * 8})["anna"]
    assert (found.of_several, found.same_throughout, found.together, findings_of(found)) == (0, False, None, [])


def test_a_small_part_of_the_scale_is_measured_by_the_middle_judge_of_the_panel():
    """Spreads 2, 2 and a quarter: sixteen points, one off the mean of 3.0625."""
    wide = sheets([1, 5] * 4, [5, 1] * 4)
    narrow = sheets([3, 3, 3, 3, 3, 3, 3, 4], [3] * 8)
    found = habits({"anna": wide, "bert": wide, "cleo": narrow})
    assert (found["anna"].spread, found["cleo"].panel_spread) == (2, 2)
    assert found["cleo"].spread == pytest.approx((15 / 256) ** 0.5)
    assert [judge for judge, habit in found.items() if habit.narrow] == ["cleo"]
    assert findings_of(found["cleo"])[-1] == (
        "A small part of the scale: the points have a spread of 0.2; the middle judge of the panel has 2.0."
    )


def test_two_judges_are_no_measure_for_each_other():
    found = habits({"anna": sheets([1, 5] * 4, [5, 1] * 4), "cleo": sheets([3, 3, 3, 3, 3, 3, 3, 4], [3] * 8)})
    assert [habit.narrow for habit in found.values()] == [False, False]


def test_whoever_uses_the_scale_as_others_do_does_not_stand_out():
    found = habits({"anna": VARIED, "bert": VARIED, "cleo": VARIED})
    assert [findings_of(habit) for habit in found.values()] == [[], [], []]


rows = some.lists(some.tuples(some.integers(0, 4), some.integers(0, 4), some.integers(0, 4)), min_size=8, max_size=12)


def named(these):
    return [dict(zip(("use", "care", "reach"), row, strict=True)) for row in these]


@for_all(rows)
def test_a_mean_correlation_lies_between_minus_one_and_one(these):
    found = mean_correlation(named(these))
    assert found is None or -1.000001 <= found <= 1.000001


@for_all(rows, some.randoms())
def test_the_order_of_sheets_and_one_point_more_everywhere_change_no_habit(these, random):
    shuffled = [tuple(points + 1 for points in row) for row in random.sample(these, len(these))]
    one, other = habits({"anna": named(these)})["anna"], habits({"anna": named(shuffled)})["anna"]
    assert (one.same, one.same_throughout, one.sheets) == (other.same, other.same_throughout, other.sheets)
    assert (one.lowest + 1, one.highest + 1) == (other.lowest, other.highest)
    assert one.spread == pytest.approx(other.spread)
    assert (one.together is None) == (other.together is None)
    assert one.together is None or one.together == pytest.approx(other.together, abs=1e-9)


@for_all(some.lists(rows, min_size=3, max_size=4))
def test_never_most_of_a_panel_is_narrow(panel):
    found = habits({str(number): named(these) for number, these in enumerate(panel)})
    assert sum(habit.narrow for habit in found.values()) <= len(panel) / 2

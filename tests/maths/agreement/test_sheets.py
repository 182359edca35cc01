"""Habits of scoring: one number for all criteria, criteria that move as one, totals that hardly differ."""

import pytest

from awards.maths.agreement.sheets import flatness, halo

TOLD_APART = [{"craft": n % 5, "impact": (3 * n + 1) % 5, "voice": (n * n) % 4} for n in range(10)]


def test_one_number_throughout_is_flagged_from_four_sheets_in_five():
    same = [{"craft": 3, "impact": 3}] * 8
    found = halo("J1", [*same, *TOLD_APART[:2]])
    assert (found.sheets, found.same, found.is_flagged) == (10, 0.8, True)
    assert found.words.startswith("On 80% of the sheets every criterion has the same points. Talk to the judge")
    fewer = [{"craft": n % 3, "impact": n % 3} for n in range(7)] + [
        {"craft": 5, "impact": 0}, {"craft": 0, "impact": 5}, {"craft": 5, "impact": 1},
    ]  # fmt: skip
    assert (halo("J1", fewer).same, halo("J1", fewer).is_flagged) == (0.7, False)


def test_criteria_that_rise_and_fall_together_are_flagged():
    found = halo("J1", [{"craft": n, "impact": 2 * n + 1, "voice": n + n % 2 * 0.1} for n in range(8)])
    assert found.same == 0
    assert found.correlation > 0.95
    assert found.words == (
        "The criteria rise and fall together as if they were one (correlation 1.00). "
        "Talk to the judge: a flag never drops a judge or a score."
    )


def test_a_judge_who_tells_criteria_apart_is_not_flagged():
    found = halo("J1", TOLD_APART)
    assert (found.is_flagged, found.words) == (False, "The criteria are told apart.")


def test_a_criterion_that_never_varies_goes_with_nothing():
    found = halo("J1", [{"craft": n, "impact": 4} for n in range(9)])
    assert (found.correlation, found.is_flagged) == (None, False)


@pytest.mark.parametrize("sheets", [[], TOLD_APART[:7], [{"craft": n} for n in range(12)]])
def test_fewer_than_eight_sheets_of_several_criteria_say_nothing(sheets):
    found = halo("J1", sheets)
    assert (found.correlation, found.same, found.is_flagged) == (None, None, False)
    assert found.words == "Not defined: it takes 8 sheets with two criteria or more."


def test_totals_that_hardly_differ_are_flagged_beside_the_middle_of_the_panel():
    wide = [1, 2, 3, 4, 5, 1, 2, 3]
    found = flatness({"J1": [3, 3, 3, 3, 3, 3, 3, 3.5], "J2": wide, "J3": wide, "J4": [2, 3, 4]})
    assert [one.is_flagged for one in found] == [True, False, False, False]
    assert found[0].panel_sd == found[1].sd
    assert found[0].words.startswith("The scores hardly differ: 0.18 points, where 1.41 is usual. Talk to the judge")
    assert found[1].words == "The scores use the scale about as widely as is usual on this panel."
    assert (found[3].sd, found[3].readings) == (None, 3)


def test_two_judges_are_no_measure_for_each_other():
    found = flatness({"J1": [3] * 8, "J2": [1, 5] * 4})
    assert [one.is_flagged for one in found] == [False, False]
    assert found[0].words == "Not defined: it takes 8 scores each by 3 judges."

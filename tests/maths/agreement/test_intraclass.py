"""Intraclass correlations against published figures, exact fractions and what an interval promises."""

import json

import pytest
from hypothesis import given, settings
from scipy import stats

from awards.maths.agreement.intraclass import FORMS, intraclass
from tests.maths.agreement.tables import SHROUT_FLEISS, complete, forms, mean_squares


def test_the_reference_panel_comes_out_within_a_millionth(reference_data):
    given_set = json.loads((reference_data / "judging" / "s5_agreement.json").read_text())["icc"]
    found = intraclass(given_set["data"])
    for form, expected in given_set["expected"].items():
        one = found[form]
        assert [one.value, one.low, one.high, one.f] == pytest.approx(
            [expected["value"], *expected["ci95"], expected["F"]], abs=1e-6
        )
        assert (one.df1, one.df2) == (expected["df1"], expected["df2"])


def test_the_example_of_shrout_and_fleiss_comes_out_as_they_published_it():
    found = intraclass(SHROUT_FLEISS)
    assert {form: round(one.value, 2) for form, one in found.items()} == {
        "ICC(1,1)": 0.17, "ICC(2,1)": 0.29, "ICC(3,1)": 0.71, "ICC(1,k)": 0.44, "ICC(2,k)": 0.62, "ICC(3,k)": 0.91,
    }  # fmt: skip
    assert (round(found["ICC(2,1)"].low, 2), round(found["ICC(2,1)"].high, 2)) == (0.02, 0.76)


@settings(max_examples=150, deadline=None)
@given(complete)
def test_every_form_is_what_its_definition_gives(rows):
    expected, found = forms(rows), intraclass(rows)
    for form in FORMS:
        if expected[form] is None:
            assert (found[form].value, found[form].why_not is None) == (None, False)
        else:
            assert found[form].value == pytest.approx(float(expected[form]), abs=1e-9)
            assert found[form].why_not is None


@settings(max_examples=60, deadline=None)
@given(complete)
def test_the_ends_of_an_interval_are_the_values_that_a_test_just_does_not_reject(rows):
    between, within, _, rest = (float(one) for one in mean_squares(rows))
    k, found = len(rows[0]), intraclass(rows)
    for form, error in (("ICC(1,1)", within), ("ICC(3,1)", rest)):
        one = found[form]
        if one.low is not None and between:
            for end, chance in ((one.low, 0.975), (one.high, 0.025)):
                ratio = between / error / (1 + k * end / (1 - end))
                assert stats.f.cdf(ratio, one.df1, one.df2) == pytest.approx(chance, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(complete)
def test_another_unit_or_another_order_of_judges_and_entries_changes_nothing(rows):
    first = intraclass(rows)
    other = intraclass([[100 + 0.25 * y for y in reversed(row)] for row in reversed(rows)])
    for form in FORMS:
        assert (other[form].value is None) == (first[form].value is None)
        if first[form].value is not None:
            assert other[form].value == pytest.approx(first[form].value, abs=1e-9)


@pytest.mark.parametrize(
    ("rows", "why_not"),
    [
        ([[1, 2, 3]], "There must be two entries or more."),
        ([], "There must be two entries or more."),
        ([[1], [2]], "There must be two judges or more."),
        ([[1, None], [2, 3]], "Not every judge scored every entry."),
        ([[4, 4], [4, 4]], "Every score is the same, so there is nothing to agree on."),
    ],
)
def test_where_it_is_not_defined_it_says_why(rows, why_not):
    found = intraclass(rows)
    assert [(found[form].value, found[form].why_not) for form in FORMS] == [(None, why_not)] * 6
    assert found["ICC(2,k)"].words == f"ICC(2,k): not defined. {why_not}"


def test_full_agreement_is_one_without_an_interval():
    found = intraclass([[1, 1], [2, 2], [5, 5]])
    assert [(one.value, one.low, one.f) for one in found.values()] == [(1.0, None, None)] * 6


def test_judges_at_odds_are_not_given_a_figure_that_means_nothing():
    found = intraclass([[0, 1], [1, 0]])
    assert (found["ICC(3,1)"].value, found["ICC(3,k)"].value) == (-1.0, None)
    assert found["ICC(3,k)"].why_not == "The entries differ even less than chance would have it."


def test_rows_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="a place for each judge"):
        intraclass([[1, 2], [1]])


def test_the_words_say_what_the_figure_amounts_to():
    found = intraclass(SHROUT_FLEISS)
    assert found["ICC(2,k)"].words == "ICC(2,k) is 0.62 (fair), with 95% certainty between 0.07 and 0.93."
    assert found["ICC(1,1)"].words.startswith("ICC(1,1) is 0.17 (mostly noise)")
    assert found["ICC(3,k)"].words.startswith("ICC(3,k) is 0.91 (good)")

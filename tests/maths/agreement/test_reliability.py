"""How far a published mean can be relied on, from three variances and the readings per entry."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.maths.agreement.reliability import reliability
from awards.maths.agreement.verdicts import reliability_word


def test_the_usual_case_is_what_the_formulas_give():
    found = reliability(entries=0.36, judges=0.36, rest=0.36, readings=4)
    assert [found.entries_share, found.judges_share, found.rest_share] == pytest.approx([1 / 3] * 3)
    assert (found.raw, found.adjusted) == (pytest.approx(2 / 3), pytest.approx(0.8))
    assert (found.judges_for_good_raw, found.judges_for_good_adjusted) == (6, 3)
    assert found.words == (
        (
            "Of all differences between scores, 33% come from the entries, 33% from strict and lenient judges and 33% "
            "from the rest."
        ),
        "Plain averages: fair (0.67). To reach 0.75, each entry would need 6 judges.",
        "Adjusted scores: good (0.80). To reach 0.75, each entry would need 3 judges.",
    )


@pytest.mark.parametrize(
    ("value", "word"), [(-0.2, "mostly noise"), (0.49, "mostly noise"), (0.5, "fair"), (0.75, "fair"), (0.751, "good")]
)
def test_words_follow_the_two_limits(value, word):
    assert reliability_word(value) == word


VARIANCE = st.floats(0.01, 10)


@settings(max_examples=100, deadline=None)
@given(VARIANCE, VARIANCE, VARIANCE)
def test_so_many_judges_reach_three_quarters_and_one_fewer_does_not(entries, judges, rest):
    for kind in ("raw", "adjusted"):
        needed = getattr(reliability(entries=entries, judges=judges, rest=rest, readings=1), f"judges_for_good_{kind}")
        enough = reliability(entries=entries, judges=judges, rest=rest, readings=needed)
        assert getattr(enough, kind) >= 0.75 - 1e-9
        if needed > 1:
            fewer = reliability(entries=entries, judges=judges, rest=rest, readings=needed - 1)
            assert getattr(fewer, kind) < 0.75


def test_entries_that_do_not_differ_are_said_not_to_be_told_apart():
    found = reliability(entries=0, judges=1, rest=1, readings=3)
    assert (found.raw, found.adjusted, found.judges_for_good_raw) == (0, 0, None)
    assert found.words[1] == (
        "Plain averages: mostly noise (0.00). "
        "These scores do not tell the entries apart, and more judges would not help."
    )


def test_without_variation_it_is_not_defined():
    found = reliability(entries=0, judges=0, rest=0, readings=3)
    assert (found.raw, found.adjusted, found.entries_share) == (None, None, None)
    assert found.words == ("Not defined: every score is the same.",)


def test_without_noise_one_judge_is_enough():
    assert reliability(entries=1, judges=0, rest=0, readings=1).judges_for_good_raw == 1


@pytest.mark.parametrize(
    "wrong",
    [{"entries": -1}, {"judges": float("nan")}, {"rest": float("inf")}, {"readings": 0}, {"readings": float("nan")}],
)
def test_numbers_that_cannot_be_are_refused(wrong):
    usual = {"entries": 1, "judges": 1, "rest": 1, "readings": 2}
    with pytest.raises(ValueError, match=r"Variances are numbers|There must be readings"):
        reliability(**usual | wrong)

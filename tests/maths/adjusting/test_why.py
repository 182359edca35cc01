"""Why a score is what it is: a sum that a calculator repeats from the printed figures."""

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from awards.maths.adjusting.fixed import fit_fixed
from awards.maths.adjusting.ties import ranks, tied
from awards.maths.adjusting.why import sum_of
from tests.maths.adjusting.dense import table_of


def by_calculator(told):
    """Check every printed step and give the mean that the printed figures have."""
    corrected = [Decimal(step.score) - Decimal(step.severity) for step in told.steps]
    assert [Decimal(step.corrected) for step in told.steps] == corrected
    assert (Decimal(told.total), told.count) == (sum(corrected), len(corrected))
    return (sum(corrected) / len(corrected)).quantize(Decimal(1).scaleb(-told.shown), rounding=ROUND_HALF_UP)


def test_the_sum_is_printed_step_by_step():
    told = sum_of("E1", [("X", 4.0, 0.23737), ("Y", 1.8, -0.0004), ("Z", 3.5, 0.275)], (9.3 - 0.51197) / 3)
    assert [(step.judge, step.score, step.severity, step.corrected) for step in told.steps] == [
        ("X", "4.000", "0.237", "3.763"),
        ("Y", "1.800", "0.000", "1.800"),
        ("Z", "3.500", "0.275", "3.225"),
    ]
    assert (told.total, told.count, told.mean, told.closes) == ("8.788", 3, "2.93", True)


def test_more_places_are_printed_where_rounding_would_show():
    # To three places the severities are 0.005 each, and the mean 3.995 would be shown as 4.00 instead of 3.99.
    told = sum_of("E1", [(judge, 4.0, 0.0054) for judge in "XYZ"], 3.9946)
    assert (told.decimals, told.total, told.mean, told.closes) == (4, "11.9838", "3.99", True)
    assert [step.severity for step in told.steps] == ["0.0054"] * 3


def test_a_score_that_is_not_the_mean_of_its_lines_is_said_not_to_close():
    assert not sum_of("E1", [("X", 4.0, 0.0)], 3.9).closes


@given(st.integers(0, 5000))
def test_every_sum_closes_on_the_score_that_is_shown(seed):
    table = table_of(8, 5, 3, seed=seed)
    fit = fit_fixed(table)
    for at, name in enumerate(table.entries):
        mine = [
            (table.judges[j], one.y, float(fit.severity[j]))
            for one, j in zip(table.readings, table.judge, strict=True)
            if one.entry == name
        ]
        told = sum_of(name, mine, float(fit.adjusted[at]))
        shown = Decimal(repr(float(fit.adjusted[at]))).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        assert (by_calculator(told), told.mean, told.closes) == (shown, str(shown), True)


def test_scores_within_the_tolerance_share_a_rank_measured_from_its_first():
    scores = {"d": 3.9991, "a": 4.0, "c": 3.9995, "b": 3.9996, "e": 1.0}
    assert ranks(scores, 0.0005) == {"a": 1, "b": 1, "c": 1, "d": 4, "e": 5}
    assert tied(ranks(scores, 0.0005)) == {"a", "b", "c"}
    assert ranks({}, 0.1) == {}


@given(st.dictionaries(st.text(min_size=1), st.floats(0, 100), min_size=1), st.floats(0.001, 1))
def test_ranks_never_contradict_scores(scores, tolerance):
    found = ranks(scores, tolerance)
    assert min(found.values()) == 1
    for one, other in ((a, b) for a in scores for b in scores):
        if scores[one] > scores[other] + 2 * tolerance:
            assert found[one] < found[other]
    assert all(rank == 1 + sum(other < rank for other in found.values()) for rank in found.values())

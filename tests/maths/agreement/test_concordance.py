"""Kendall's W against the reference, exact fractions and the mean correlation of ranks."""

import json
from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from awards.maths.agreement.concordance import concordance
from tests.maths.agreement.tables import complete, w_of


def test_the_reference_panel_comes_out_within_a_millionth(reference_data):
    sets = json.loads((reference_data / "judging" / "s5_agreement.json").read_text())
    found, expected = concordance(sets["icc"]["data"]), sets["kendall_w"]["expected_on_same_data"]
    assert [found.w, found.chi2, found.p, found.uncorrected] == pytest.approx(
        [expected[key] for key in ("W_tie_corrected", "chi2_tie_corrected", "p_tie_corrected", "W_uncorrected")],
        abs=1e-6,
    )
    assert found.df == expected["df"]


@settings(max_examples=150, deadline=None)
@given(complete)
def test_it_is_what_its_definition_gives(rows):
    expected, found = w_of(rows), concordance(rows)
    if expected is None:
        assert found.w is None
        assert found.why_not == "Every judge scored all entries alike, so there is no order to compare."
    else:
        assert found.w == pytest.approx(float(expected), abs=1e-12)
        assert found.chi2 == pytest.approx(len(rows[0]) * (len(rows) - 1) * float(expected))
        assert found.p == pytest.approx(stats.chi2.sf(found.chi2, len(rows) - 1))
        assert found.uncorrected <= found.w + 1e-12


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 4).flatmap(lambda judges: st.lists(st.permutations(range(6)), min_size=judges, max_size=judges)))
def test_without_ties_it_is_the_mean_correlation_of_ranks_on_another_scale(orders):
    m, rows = len(orders), np.array(orders).T
    mean = np.mean([stats.spearmanr(one, other)[0] for one, other in combinations(orders, 2)])
    found = concordance(rows.tolist())
    assert found.w == pytest.approx(((m - 1) * mean + 1) / m)
    assert found.uncorrected == pytest.approx(found.w)


@settings(max_examples=40, deadline=None)
@given(complete)
def test_only_the_order_of_a_judges_scores_counts(rows):
    stretched = [[y**3 + 7 * place for place, y in enumerate(row)] for row in rows]
    first, second = concordance(rows), concordance(stretched)
    assert (second.w, second.p) == (first.w, first.p)


@pytest.mark.parametrize(
    ("rows", "why_not"),
    [
        ([[1, 2]], "There must be two entries or more."),
        ([[1], [2]], "There must be two judges or more."),
        ([[1, 2, None], [2, 3, 1]], "Not every judge scored every entry."),
    ],
)
def test_where_it_is_not_defined_it_says_why(rows, why_not):
    found = concordance(rows)
    assert (found.w, found.chi2, found.df, found.p, found.uncorrected) == (None, None, None, None, None)
    assert found.words == f"Kendall’s W: not defined. {why_not}"


def test_the_same_order_by_every_judge_is_one():
    found = concordance([[1, 2, 1], [2, 3, 4], [3, 5, 5]])
    assert found.w == pytest.approx(1)
    assert found.words == "Kendall’s W is 1.00: 1 would be the same order by every judge, 0 no common order at all."

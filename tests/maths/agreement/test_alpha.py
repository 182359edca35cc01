"""Krippendorff's alpha against published figures, a matrix of coincidences filled pair by pair, and the package."""

import json
import tracemalloc

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.maths.agreement.alpha import Level, alpha
from tests.maths.agreement.tables import alpha_of, with_gaps

# Krippendorff 2011, example C: four observers, twelve units, missing values; published .743, .815 and .849.
FOUR_OBSERVERS = [
    [1, 1, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4], [1, 1, 2, 1],
    [2, 2, 2, 2], [5, 5, 5], [1, 1], [3],
]  # fmt: skip


def test_the_reference_set_comes_out_within_a_millionth(reference_data):
    given_set = json.loads((reference_data / "judging" / "s5_agreement.json").read_text())["krippendorff"]
    found = alpha(list(zip(*given_set["data"], strict=True)), Level.NOMINAL)
    assert found.value == pytest.approx(given_set["expected"]["nominal"], abs=1e-6)


@pytest.mark.parametrize(("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_the_published_example_with_missing_values_comes_out_as_published(level, published):
    found = alpha(FOUR_OBSERVERS, Level(level))
    assert (round(found.value, 3), found.entries, found.points) == (published, 11, 40)


@settings(max_examples=150, deadline=None)
@given(with_gaps, st.sampled_from(list(Level)))
def test_it_is_what_the_coincidences_give(units, level):
    expected = alpha_of([unit for unit in units if len(unit) > 1], level.value)
    found = alpha(units, level)
    assert (found.value is None) == (expected is None)
    if expected is not None:
        assert found.value == pytest.approx(float(expected), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(with_gaps, st.sampled_from(list(Level)))
def test_it_is_what_the_package_gives(units, level):
    found = alpha(units, level)
    if found.value is not None:
        pairable = [unit for unit in units if len(unit) > 1]
        rows = np.array([unit + [np.nan] * (4 - len(unit)) for unit in pairable], dtype=float).T
        assert found.value == pytest.approx(krippendorff.alpha(rows, level_of_measurement=level.value), abs=1e-9)


@settings(max_examples=60, deadline=None)
@given(with_gaps, st.randoms(use_true_random=False))
def test_the_order_of_entries_and_of_points_never_matters(units, chance):
    mixed = [chance.sample(unit, len(unit)) for unit in units]
    chance.shuffle(mixed)
    for level in Level:
        first, second = alpha(units, level), alpha(mixed, level)
        assert second.value == (None if first.value is None else pytest.approx(first.value, abs=1e-9))


@pytest.mark.parametrize(
    ("units", "why_not"),
    [
        ([], "No entry was scored by two judges."),
        ([[1], [2], []], "No entry was scored by two judges."),
        ([[3, 3], [3, 3], [5]], "Every score is the same, so there is nothing to agree on."),
    ],
)
@pytest.mark.parametrize("level", list(Level))
def test_without_variation_it_is_not_defined_and_never_one(units, why_not, level):
    found = alpha(units, level)
    assert (found.value, found.why_not) == (None, why_not)
    assert found.words == f"Krippendorff’s alpha ({level}): not defined. {why_not}"


def test_full_agreement_is_one():
    assert [alpha([[1, 1], [4, 4, 4]], level).value for level in Level] == pytest.approx([1, 1, 1])


def test_the_words_say_what_the_figure_rests_on():
    assert alpha(FOUR_OBSERVERS).words == (
        "Krippendorff’s alpha (interval) is 0.85: 1 would be full agreement, 0 is what chance alone would give. "
        "It rests on 40 scores of 11 entries."
    )


def test_fifteen_thousand_different_scores_take_no_matrix_of_all_of_them():
    points = np.random.default_rng(7).normal(size=(5000, 3))
    tracemalloc.start()
    found = alpha(points.tolist(), Level.ORDINAL)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert abs(found.value) < 0.05
    assert most < 100_000_000  # bytes; the matrix alone would be 1.8 GB

"""What a sheet adds up to and what it lacks."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.judging.rules import (
    Gap,
    Mark,
    comment_needed,
    missing,
    one_decimal,
    points_of,
    scale_of,
    sheet_total,
    total_so_far,
    total_words,
    wanting,
)
from tests.factories.seasons import SCALE

FIVE = scale_of(SCALE)
TEN = scale_of({"lowest": 1, "highest": 10, "words": {}, "comment_required_for": [1, 10]})


def test_the_total_is_the_weighted_share_of_the_highest_mark():
    weights = {"a": 35, "b": 65}
    assert sheet_total({"a": 5, "b": 5}, weights, highest=5) == 100
    assert sheet_total({"a": 4, "b": 3}, weights, highest=5) == Fraction(67)
    assert sheet_total({"a": 1, "b": 7}, weights, highest=10) == Fraction(49)
    assert sheet_total({"a": 1, "b": 2}, {"a": 33, "b": 67}, highest=3) == Fraction(167, 3)


def test_an_incomplete_sheet_has_no_total():
    with pytest.raises(KeyError):
        sheet_total({"a": 5}, {"a": 50, "b": 50}, highest=5)
    assert total_so_far({"a": Mark(5), "b": Mark()}, {"a": 50, "b": 50}, highest=5) is None
    assert total_so_far({"a": Mark(5), "b": Mark(0)}, {"a": 50, "b": 50}, highest=5) == 50


@given(st.dictionaries(st.text(max_size=3), st.tuples(st.integers(1, 50), st.integers(0, 5)), min_size=1))
def test_a_total_lies_between_nothing_and_the_sum_of_the_weights_whatever_the_order(marks):
    weights = {key: weight for key, (weight, _) in marks.items()}
    points = {key: point for key, (_, point) in marks.items()}
    total = sheet_total(points, weights, highest=5)
    assert 0 <= total <= sum(weights.values())
    assert total == sheet_total(dict(reversed(points.items())), dict(reversed(weights.items())), highest=5)


@pytest.mark.parametrize("text", ["", "6", "-1", "１", "²", "1_0", "01", " 1", "1e0", "NaN", "+1", "1.0", "9" * 40])
def test_only_the_points_of_the_scale_as_written_are_points(text):
    assert points_of(text, FIVE) is None


def test_every_point_of_a_scale_is_read():
    assert [points_of(str(point), FIVE) for point in range(-1, 7)] == [None, 0, 1, 2, 3, 4, 5, None]
    assert [points_of(str(point), TEN) for point in (0, 1, 10, 11)] == [None, 1, 10, None]


def test_a_comment_is_needed_where_the_scale_says_so():
    assert [comment_needed(point, FIVE) for point in (None, 0, 1, 2, 3, 4, 5)] == [
        False,
        True,
        True,
        False,
        False,
        False,
        True,
    ]
    assert [comment_needed(point, TEN) for point in (1, 5, 10)] == [True, False, True]


def test_what_is_missing_is_named_in_the_order_of_the_criteria():
    marks = {"a": Mark(5, " "), "b": Mark(3), "d": Mark(0, "Nothing is said of it.")}
    assert missing(marks, ["d", "c", "b", "a"], FIVE) == [Gap("c", None), Gap("a", 5)]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Fraction(100), "100.0"),
        (Fraction(725, 10), "72.5"),
        (Fraction(167, 3), "55.7"),
        (Fraction(1, 20), "0.1"),
        (Fraction(0), "0.0"),
    ],
)
def test_numbers_are_shown_with_one_decimal_place(value, words):
    assert one_decimal(value) == words


def test_the_total_in_words_says_how_far_it_goes():
    weights = {"a": 35, "b": 65}
    assert total_words({}, weights, highest=5) == "No points yet"
    assert total_words({"a": Mark(4), "b": Mark(None, "words")}, weights, highest=5) == (
        "So far 28.0 out of 100, 1 of 2 scored"
    )
    assert total_words({"a": Mark(4), "b": Mark(0)}, weights, highest=5) == "Total 28.0 out of 100"


@pytest.mark.parametrize(
    ("gaps", "words"),
    [
        ([], None),
        ([Gap("a", None)], "choose points for reach"),
        ([Gap("a", None), Gap("b", 5)], "choose points for reach and say why you gave 5 for impact"),
        (
            [Gap("a", None), Gap("b", 5), Gap("a", 0)],
            "choose points for reach, say why you gave 5 for impact and say why you gave 0 for reach",
        ),
    ],
)
def test_what_a_sheet_wants_is_one_sentence(gaps, words):
    assert wanting(gaps, {"a": "Reach", "b": "Impact"}) == words


def test_the_scale_says_for_which_points_a_comment_is_needed():
    assert [FIVE.comment_words, TEN.comment_words] == [
        "Needed when you give 0, 1 or 5", "Needed when you give 1 or 10",
    ]  # fmt: skip
    assert scale_of({"lowest": 0, "highest": 5}).comment_words is None

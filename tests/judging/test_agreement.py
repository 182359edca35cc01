"""How far judges agree: counted by hand, and compared with the slow way on made-up points."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as some

from awards.judging.agreement import Given, Pairs, agreement, apart_by, differing, near_by
from awards.judging.rules import Scale


def scale(lowest=0, highest=5):
    return Scale(lowest, highest, {}, frozenset())


def sheets(**judges):
    """Points by judge: for each entry in turn, the points on the criteria "use" and "care"; None: no complete sheet."""
    return [
        Given(entry, judge, criterion, points)
        for judge, rows in judges.items()
        for entry, row in enumerate(rows, 1)
        if row is not None
        for criterion, points in zip(("use", "care"), row, strict=True)
    ]


FOUR_ENTRIES = sheets(
    anna=[(3, 4), (2, 2), (5, 5), (1, 1)], bert=[(3, 5), (4, 2), (5, 4), (1, 1)], cleo=[(1, 4), (2, 2), (4, 4), (1, 3)]
)
"""By hand, on "use": the first entry has one equal pair (3, 3) and two that are two apart; the second one equal pair
(2, 2) and two two apart; the third one equal (5, 5) and two within one; the fourth three equal. Of 12 pairs 6 are equal
and 8 within one. On "care": 1 + 3 + 1 + 1 = 6 equal, 3 + 3 + 3 + 1 = 10 within one."""


def test_shares_are_what_one_counts_by_hand():
    found = agreement(FOUR_ENTRIES, scale())
    assert (found.judges, found.readings) == (3, 12)
    assert found.criteria == [("use", Pairs(12, 6, 8)), ("care", Pairs(12, 6, 10))]
    assert found.overall == Pairs(24, 12, 18)


def test_entries_with_differences_of_two_are_named_with_their_criteria():
    assert differing(FOUR_ENTRIES, scale()) == {1: ["use"], 2: ["use"], 4: ["care"]}


def test_nothing_is_shown_of_two_judges_however_much_they_read():
    found = agreement(sheets(anna=[(3, 3)] * 12, bert=[(3, 3)] * 12), scale())
    assert (found.judges, found.readings, found.overall) == (2, 12, None)
    assert found.criteria == [("use", None), ("care", None)]


@pytest.mark.parametrize(("entries", "shown"), [(3, False), (4, True)])
def test_nothing_is_shown_below_ten_pairs(entries, shown):
    rows = [(3, 3)] * entries
    found = agreement(sheets(anna=rows, bert=rows, cleo=rows), scale())
    assert (found.readings, found.overall is not None) == (3 * entries, shown)


def test_a_third_judge_who_shares_no_entry_does_not_lift_the_suppression():
    found = agreement(sheets(anna=[(3, 3)] * 12, bert=[(3, 3)] * 12, cleo=[None] * 12 + [(3, 3)]), scale())
    assert (found.judges, found.overall) == (2, None)


def test_a_criterion_of_few_readings_is_suppressed_by_itself():
    rare = [Given(1, judge, "rare", 3) for judge in ("anna", "bert", "cleo")]
    found = agreement(FOUR_ENTRIES + rare, scale())
    assert dict(found.criteria)["rare"] is None
    assert found.overall == Pairs(27, 15, 21)


def test_no_points_at_all_is_too_few():
    assert agreement([], scale()).overall is None
    assert differing([], scale()) == {}


def test_an_entry_with_fewer_sheets_than_asked_for_is_not_named():
    two = sheets(anna=[(0, 5)], bert=[(5, 5)])
    assert differing(two, scale()) == {1: ["use"]}
    assert differing(two, scale(), fewest_sheets=3) == {}


@pytest.mark.parametrize(
    ("lowest", "highest", "near", "apart"),
    [
        (0, 5, 1, 2),
        (1, 5, 1, 2),
        (0, 3, 1, 2),
        (0, 6, 1, 3),
        (0, 10, 2, 4),
        (0, 100, 20, 40),
        (0, 2, 0, 1),
        (0, 1, 0, 1),
    ],
)
def test_two_of_five_is_meant_in_proportion_on_other_scales(lowest, highest, near, apart):
    assert (near_by(scale(lowest, highest)), apart_by(scale(lowest, highest))) == (near, apart)


points = some.lists(
    some.builds(
        Given,
        entry=some.integers(1, 5),
        judge=some.sampled_from(["anna", "bert", "cleo", "dora"]),
        criterion=some.sampled_from(["use", "care"]),
        points=some.integers(0, 5),
    ),
    unique_by=lambda one: (one.entry, one.judge, one.criterion),
)


def slowly(given, within):
    return sum(
        abs(one.points - other.points) <= within
        for one, other in combinations(given, 2)
        if (one.entry, one.criterion) == (other.entry, other.criterion)
    )


@for_all(points)
def test_counting_agrees_with_comparing_every_two(given):
    found = agreement(given, scale())
    if found.overall is not None:
        assert found.overall == Pairs(slowly(given, 5), slowly(given, 0), slowly(given, 1))
        assert (found.judges >= 3, found.readings >= 10) == (True, True)
    else:
        assert found.judges < 3 or found.readings < 10
    for _, pairs in found.criteria:
        assert pairs is None or 0 <= pairs.equal <= pairs.near <= pairs.number


@for_all(points, some.randoms())
def test_the_order_of_sheets_changes_nothing(given, random):
    shuffled = random.sample(given, len(given))
    one, other = agreement(given, scale()), agreement(shuffled, scale())
    assert (one.judges, one.readings, one.overall) == (other.judges, other.readings, other.overall)
    assert dict(one.criteria) == dict(other.criteria)
    assert {entry: set(names) for entry, names in differing(given, scale()).items()} == {
        entry: set(names) for entry, names in differing(shuffled, scale()).items()
    }


@for_all(points)
def test_an_entry_is_named_exactly_where_two_judges_are_two_apart(given):
    expected = {
        (one.entry, one.criterion)
        for one, other in combinations(given, 2)
        if (one.entry, one.criterion) == (other.entry, other.criterion) and abs(one.points - other.points) >= 2
    }
    assert {(entry, name) for entry, names in differing(given, scale()).items() for name in names} == expected

"""The arithmetic of results, without a database."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.results.rules import (
    Difference,
    Sheet,
    Total,
    is_enough,
    ranking,
    ranks_of,
    sheet_total,
    shortlist_sizes,
    totals_of,
)

WEIGHTS = {"skill": 60, "effect": 40}


def sheet(entry, judge, skill, effect, **more):
    return Sheet(entry=entry, judge=judge, points={"skill": skill, "effect": effect}, **more)


def ranked(*sheets, **more):
    return ranking(sheets, WEIGHTS, highest=5, tie_criterion="effect", **more)


def twice(entry, skill, effect):
    return sheet(entry, "j", skill, effect), sheet(entry, "k", skill, effect)


marks = st.integers(0, 5)
sheets = st.lists(
    st.builds(
        sheet, st.sampled_from("ABCD"), st.sampled_from("jkl"), st.none() | marks, st.none() | marks,
        released=st.booleans(), recused=st.booleans(), complete=st.booleans(),
    ),
    max_size=12,
)  # fmt: skip


@given(sheets, st.randoms())
def test_the_order_of_sheets_never_changes_the_ranking(some, chance):
    shuffled = chance.sample(some, len(some))
    assert ranked(*shuffled) == ranked(*some)


@given(sheets, marks, marks)
def test_a_recused_judges_marks_never_count(some, skill, effect):
    plain = ranked(*some, sheet("A", "z", 0, 0, recused=True))
    other = ranked(*some, sheet("A", "z", skill, effect, recused=True))
    assert other == plain


@given(sheets)
def test_ranks_follow_the_exact_means(some):
    means = [one.mean for one in ranked(*some) if one.rank is not None]
    assert means == sorted(means, reverse=True)


@given(sheets)
def test_equal_means_share_a_rank_and_unequal_ones_do_not(some):
    standings = [one for one in ranked(*some) if one.rank is not None]
    assert all((one.mean == other.mean) == (one.rank == other.rank) for one in standings for other in standings)


def test_a_total_is_out_of_a_hundred_whatever_the_scale():
    assert sheet_total({"skill": 5, "effect": 5}, WEIGHTS, 5) == 100
    assert sheet_total({"skill": 3, "effect": 4}, WEIGHTS, 5) == 68
    assert sheet_total({"skill": 7, "effect": 10}, {"skill": 1, "effect": 2}, 10) == 90


def test_the_mean_is_exact():
    (standing,) = ranked(sheet("A", "j", 3, 4), sheet("A", "k", 4, 4), sheet("A", "l", 4, 4))
    assert standing.mean == Fraction(228, 3)
    (third,) = ranked(sheet("A", "j", 1, 1), sheet("A", "k", 1, 1), sheet("A", "l", 2, 1))
    assert third.mean == Fraction(72, 3) == 24


def test_missing_and_unfinished_sheets_are_missing_not_nought():
    (standing,) = ranked(sheet("A", "j", 4, 4), sheet("A", "k", 4, None), sheet("A", "l", 5, 5, complete=False))
    assert (standing.mean, standing.asked, standing.counted, standing.missing) == (80, 3, 1, 2)


def test_planned_sheets_are_neither_asked_for_nor_counted():
    (standing,) = ranked(sheet("A", "j", 4, 4), sheet("A", "k", 0, 0, released=False))
    assert (standing.mean, standing.asked, standing.counted) == (80, 1, 1)


def test_judges_who_stood_aside_are_counted_as_such():
    (standing,) = ranked(sheet("A", "j", 4, 4), sheet("A", "k", 0, 0, recused=True))
    assert (standing.mean, standing.asked, standing.recused) == (80, 1, 1)


def test_equal_means_are_ordered_by_the_tie_criterion():
    standings = ranked(*twice("A", 3, 3), *twice("B", 1, 6), *twice("C", 0, 0))
    assert [(one.entry, one.rank, one.undivided) for one in standings] == [
        ("B", 1, False),
        ("A", 1, False),
        ("C", 3, False),
    ]


def test_what_is_equal_throughout_is_for_the_panel():
    standings = ranked(*twice("A", 3, 3), *twice("B", 3, 3))
    assert [(one.rank, one.shares_rank, one.undivided) for one in standings] == [(1, True, True), (1, True, True)]


def test_entries_without_scores_come_last_without_a_rank():
    standings = ranked(*twice("A", 0, 0), entries=["A", "B"])
    assert [(one.entry, one.rank, one.mean) for one in standings] == [("A", 1, 0), ("B", None, None)]


def test_an_entry_with_one_score_or_too_few_of_those_asked_for_needs_scores():
    late = [sheet("B", judge, 0, 0, complete=False) for judge in "lm"]
    standings = ranked(*twice("A", 1, 1), *twice("B", 5, 5), *late, sheet("C", "j", 5, 5))
    assert [(one.entry, one.rank, one.mean, one.needs_scores) for one in standings] == [
        ("A", 1, 20, False), ("B", None, 100, True), ("C", None, 100, True),
    ]  # fmt: skip


@pytest.mark.parametrize(("counted", "asked", "enough"), [
    (0, 0, False), (1, 1, False), (2, 2, True), (2, 3, True), (2, 4, False), (3, 5, True), (5, 9, False),
])  # fmt: skip
def test_sixty_per_cent_of_those_asked_for_and_two_are_enough(counted, asked, enough):
    assert is_enough(counted, asked) == enough


def test_means_within_a_hundredth_share_a_rank_measured_from_its_first():
    means = {"A": Fraction(80), "B": Fraction("79.995"), "C": Fraction("79.99"), "D": Fraction("79.985")}
    assert ranks_of(means) == {"A": 1, "B": 1, "C": 1, "D": 4}


def test_whoever_abstained_is_no_score_and_is_not_asked_again():
    (standing,) = ranked(*twice("A", 4, 4), sheet("A", "l", 0, 0, released=False, abstained=True))
    assert (standing.mean, standing.asked, standing.abstained, standing.rank) == (80, 2, 1, 1)


def test_totals_are_exact_and_only_of_sheets_that_count():
    found = totals_of(
        [sheet("B", "j", 1, 2), sheet("A", "k", 4, None), sheet("A", "j", 3, 4)], {"skill": 1, "effect": 2}, highest=5,
        tie="effect",
    )  # fmt: skip
    assert list(found) == [Total("A", "j", Fraction(220, 3), 4), Total("B", "j", Fraction(100, 3), 2)]


def test_judges_far_apart_are_flagged_by_criterion():
    (standing,) = ranked(sheet("A", "j", 2, 3), sheet("A", "k", 4, 4))
    assert standing.differences == (Difference("skill", 2, 4),)


def test_a_shortlist_is_as_long_as_the_season_says_unless_there_are_fewer():
    assert [shortlist_sizes(entries, least=3, most=6) for entries in (2, 3, 5, 9)] == [(1, 2), (3, 3), (3, 5), (3, 6)]

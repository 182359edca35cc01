"""The arithmetic of results, without a database."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from awards.results.rules import Difference, Sheet, keeps_order, preselected, ranking, sheet_total, shortlist_sizes

WEIGHTS = {"skill": 60, "effect": 40}


def sheet(entry, judge, skill, effect, **more):
    return Sheet(entry=entry, judge=judge, points={"skill": skill, "effect": effect}, **more)


def ranked(*sheets, **more):
    return ranking(sheets, WEIGHTS, highest=5, tie_criterion="effect", **more)


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
    means = [one.mean for one in ranked(*some) if one.mean is not None]
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
    standings = ranked(sheet("A", "j", 3, 3), sheet("B", "j", 1, 6), sheet("C", "j", 0, 0))
    assert [(one.entry, one.rank, one.undivided) for one in standings] == [
        ("B", 1, False),
        ("A", 1, False),
        ("C", 3, False),
    ]


def test_what_is_equal_throughout_is_for_the_panel():
    standings = ranked(sheet("A", "j", 3, 3), sheet("B", "j", 3, 3))
    assert [(one.rank, one.shares_rank, one.undivided) for one in standings] == [(1, True, True), (1, True, True)]


def test_entries_without_scores_come_last_without_a_rank():
    standings = ranked(sheet("A", "j", 0, 0), entries=["A", "B"])
    assert [(one.entry, one.rank, one.mean) for one in standings] == [("A", 1, 0), ("B", None, None)]


def test_judges_far_apart_are_flagged_by_criterion():
    (standing,) = ranked(sheet("A", "j", 2, 3), sheet("A", "k", 4, 4))
    assert standing.differences == (Difference("skill", 2, 4),)


def test_a_shortlist_keeps_the_order_only_from_the_top():
    standings = ranked(sheet("A", "j", 5, 5), sheet("B", "j", 4, 4), sheet("C", "j", 3, 3))
    kept = {chosen: keeps_order(standings, chosen) for chosen in ("A", "AB", "ABC", "B", "AC")}
    assert kept == {"A": True, "AB": True, "ABC": True, "B": False, "AC": False}


def test_choosing_between_equals_or_past_the_unread_departs_from_the_order():
    level = ranked(sheet("A", "j", 5, 5), sheet("B", "j", 5, 5))
    unread = ranked(sheet("A", "j", 5, 5), entries=["A", "B"])
    assert (keeps_order(level, "A"), keeps_order(unread, "A")) == (False, False)


def test_the_top_is_ticked_beforehand_and_nobody_unread():
    standings = ranked(sheet("A", "j", 3, 3), sheet("B", "j", 5, 5), entries=["A", "B", "C"])
    assert (preselected(standings, 1), preselected(standings, 5)) == (["B"], ["B", "A"])


def test_a_shortlist_is_as_long_as_the_season_says_unless_there_are_fewer():
    assert [shortlist_sizes(entries, least=3, most=6) for entries in (2, 3, 5, 9)] == [(1, 2), (3, 3), (3, 5), (3, 6)]

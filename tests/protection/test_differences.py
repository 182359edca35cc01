from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from awards.protection.differences import Change, ChangeKind, differences

SAME, REMOVED, ADDED = ChangeKind.SAME, ChangeKind.REMOVED, ChangeKind.ADDED
TEXTS = st.one_of(
    st.text(), st.lists(st.sampled_from(["the ", "boy ", "Kyle ", "was\n", "seven", " ", "\n\n"])).map("".join)
)


def joined(changes, *kinds):
    return "".join(change.text for change in changes if change.kind in kinds)


def test_a_name_taken_out_is_one_removal_and_one_addition():
    assert differences("She met Kyle at home.", "She met the boy at home.") == [
        Change(SAME, "She met "),
        Change(REMOVED, "Kyle "),
        Change(ADDED, "the boy "),
        Change(SAME, "at home."),
    ]


def test_equal_texts_are_one_run():
    assert differences("One two.\nThree.", "One two.\nThree.") == [Change(SAME, "One two.\nThree.")]


def test_two_empty_texts_have_no_runs():
    assert differences("", "") == []


def test_a_text_against_nothing_is_removed_or_added():
    assert (differences("All of it", ""), differences("", "All of it")) == (
        [Change(REMOVED, "All of it")],
        [Change(ADDED, "All of it")],
    )


@given(TEXTS, TEXTS)
@example("a\x1cb", "a b\x85")
def test_the_runs_give_back_both_texts(original, copy):
    changes = differences(original, copy)
    assert (joined(changes, SAME, REMOVED), joined(changes, SAME, ADDED)) == (original, copy)


@given(TEXTS, TEXTS)
def test_runs_are_never_empty_and_neighbours_differ_in_kind(original, copy):
    changes = differences(original, copy)
    neighbours = pairwise(changes)
    assert [change for change in changes if not change.text] + [
        pair for pair in neighbours if pair[0].kind is pair[1].kind
    ] == []


def test_a_hostile_text_is_still_compared_in_whole():
    original, copy = "x " + "a b " * 15_000, "y " + "b a " * 15_000 + "z"
    changes = differences(original, copy)
    assert (joined(changes, SAME, REMOVED), joined(changes, SAME, ADDED)) == (original, copy)

"""The tie chain: each step parts those who are level, says what it did, and never looks at a name or a time."""

from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.maths.votes import Outcome, Step, count, settle
from awards.maths.votes.settling import Did
from tests.maths.votes.elections import counted, elections

CIRCLE = counted("ABC", "A>B>C", "B>C>A", "C>A>B")
EVEN = counted("AB", "2: A>B", "2: B>A")
FULL = ("borda", "adjusted", "second_ballot", "chair")


def taken(settlement):
    return [(one.step.value, one.did, "".join(one.left)) for one in settlement.steps]


def test_one_winner_of_the_duels_needs_no_chain():
    found = settle(counted("AB", "A>B"), FULL)
    assert (found.outcome, found.winners, found.level, found.steps) == (Outcome.WON, ("A",), (), ())


def test_points_for_places_part_two_who_are_level_one_to_one():
    # A and B are level in their duel; the places of the others part them.
    level = counted("ABCD", "2: A>B>C>D", "B>C>A>D", "B>A>C>D", "D>C>B>A", "A>D>C>B")
    assert level.duels["A"]["B"] == level.duels["B"]["A"]
    assert level.schulze_winners == ("A", "B")
    found = settle(level, FULL)
    assert found.steps[0].figures == {"A": 12, "B": 11}
    assert (found.outcome, found.winners, taken(found)) == (Outcome.WON, ("A",), [("borda", Did.DECIDED, "A")])


def test_the_score_of_the_judging_round_leaves_two_level_and_a_second_ballot_is_asked_for():
    found = settle(CIRCLE, FULL, adjusted={"A": 3.2, "B": 3.0, "C": 3.2})
    assert taken(found) == [
        ("borda", Did.LEFT_LEVEL, "ABC"), ("adjusted", Did.NARROWED, "AC"), ("second_ballot", Did.NEEDED, "AC"),
    ]  # fmt: skip
    assert (found.outcome, found.needs, found.level, found.winners) == (
        Outcome.SECOND_BALLOT, Step.SECOND_BALLOT, ("A", "C"), (),
    )  # fmt: skip
    assert not found.is_settled


def test_the_second_ballot_decides_or_hands_on_to_the_chair():
    scores = {"A": 3.2, "B": 3.0, "C": 3.2}
    won = settle(CIRCLE, FULL, adjusted=scores, second=counted("AC", "2: C>A", "A>C"))
    assert (won.outcome, won.winners, taken(won)[-1]) == (Outcome.WON, ("C",), ("second_ballot", Did.DECIDED, "C"))
    again = settle(CIRCLE, FULL, adjusted=scores, second=counted("CA", "C>A", "A>C"))
    assert taken(again)[-2:] == [("second_ballot", Did.LEFT_LEVEL, "AC"), ("chair", Did.NEEDED, "AC")]
    assert (again.outcome, again.needs, again.level) == (Outcome.CHAIR, Step.CHAIR, ("A", "C"))
    cast = settle(CIRCLE, FULL, adjusted=scores, second=counted("AC", "C>A", "A>C"), chair="A")
    assert (cast.outcome, cast.winners, taken(cast)[-1]) == (Outcome.WON, ("A",), ("chair", Did.DECIDED, "A"))


@pytest.mark.parametrize("adjusted", [None, {}, {"A": 1}])
def test_without_a_score_for_each_the_step_says_so_and_hands_on(adjusted):
    assert taken(settle(EVEN, ("adjusted", "chair"), adjusted=adjusted)) == [
        ("adjusted", Did.NO_FIGURES, "AB"), ("chair", Did.NEEDED, "AB"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("b", "within", "left"),
    [
        (3.1995, Fraction(5, 10_000), "AB"),
        (3.19949, Fraction(5, 10_000), "A"),
        (Decimal("3.1995"), Fraction(5, 10_000), "AB"),
        (Fraction(31995, 10_000), Fraction(4, 10_000), "A"),
    ],
)
def test_scores_are_level_within_half_a_thousandth_of_a_point_exactly(b, within, left):
    found = settle(EVEN, ("adjusted",), adjusted={"A": 3.2, "B": b}, within=within)
    assert "".join(found.steps[0].left) == left


def test_joint_winners_are_for_rules_that_allow_them():
    allowed = settle(EVEN, ("borda", "joint"), joint_allowed=True)
    assert (allowed.outcome, allowed.winners, allowed.level) == (Outcome.JOINT, ("A", "B"), ())
    assert taken(allowed)[-1] == ("joint", Did.DECIDED, "AB")
    refused = settle(EVEN, ("joint", "chair"))
    assert taken(refused) == [("joint", Did.NOT_ALLOWED, "AB"), ("chair", Did.NEEDED, "AB")]


def test_a_chain_that_ends_leaves_it_open_and_never_silently_picks():
    found = settle(EVEN, ("borda",), adjusted={"A": 1, "B": 2})
    assert (found.outcome, found.winners, found.level, found.needs) == (Outcome.OPEN, (), ("A", "B"), None)
    assert settle(EVEN, ()).outcome == Outcome.OPEN


def test_none_reaches_the_standard_wins_without_a_winner_and_shares_with_nobody():
    clear = settle(counted("AN", "N>A", none="N"), FULL)
    assert (clear.outcome, clear.winners, clear.is_settled) == (Outcome.NONE_REACHES, (), True)
    level = counted("AN", "N>A", "A>N", none="N")
    found = settle(level, ("adjusted", "joint", "chair"), adjusted={"A": 4}, joint_allowed=True)
    assert [did for _, did, _ in taken(found)] == [Did.NO_FIGURES, Did.CANNOT_SHARE, Did.NEEDED]
    assert settle(level, ("chair",), chair="N").outcome == Outcome.NONE_REACHES
    assert settle(level, ("chair",), chair="A").winners == ("A",)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"chain": ("borda", "borda")}, "names a step twice"),
        ({"chain": ("alphabet",)}, "'alphabet' is not a valid Step"),
        ({"chain": ("second_ballot",), "second": CIRCLE}, "not held between exactly those"),
        ({"chain": ("chair",), "chair": "C"}, "voted for somebody who was not level"),
    ],
)
def test_what_does_not_belong_to_the_tie_is_refused(more, words):
    with pytest.raises(ValueError, match=words):
        settle(EVEN, **more)


@settings(max_examples=100, deadline=None)
@given(elections(), st.permutations(FULL), st.booleans())
def test_names_and_their_order_never_decide(election, chain, joint):
    candidates, cast = election
    first = settle(count(candidates, cast), chain, joint_allowed=joint)
    for other in list(permutations(candidates))[:12]:
        again = settle(count(other, cast), chain, joint_allowed=joint)
        assert (again.outcome, set(again.winners), set(again.level)) == (
            first.outcome, set(first.winners), set(first.level),
        )  # fmt: skip
        assert set(again.winners) | set(again.level) <= set(again.tied)

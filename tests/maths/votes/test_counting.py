"""Counting head to head: the answers that anybody can check with a pencil, and ballots that cannot be counted."""

import json
import subprocess
import sys
from fractions import Fraction

import pytest

from awards.maths.votes import Ballot, BallotError, ballot_by_places, count
from tests.maths.votes.elections import counted


def test_the_reference_elections_are_counted_exactly(reference_data):
    elections = json.loads((reference_data / "judging" / "s6_panel_votes.json").read_text())["elections"]
    for election in elections:
        cast = [Ballot(tuple(map(tuple, one["ranking"])), one["count"]) for one in election["ballots"]]
        found, expected = count(election["candidates"], cast), election["expected"]
        assert found.duels == expected["pairwise"]
        assert found.condorcet_winner == expected["condorcet_winner"]
        assert list(found.schulze_winners) == expected["schulze_winners"]
        assert [list(tier) for tier in found.schulze_tiers] == expected["schulze_tiers"]
        assert found.borda == expected["borda"]


def test_who_beats_every_other_wins():
    found = counted("ABCD", "2: A>B>C>D", "2: C>B>D>A", "D>B>C>A")
    assert (found.condorcet_winner, found.schulze_tiers) == ("B", (("B",), ("C",), ("D",), ("A",)))


def test_the_published_example_of_the_method_comes_out_as_published():
    # M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent single-winner
    # election method" (2011): 45 voters, order E, A, C, B, D.
    found = counted(
        "ABCDE", "5: A>C>B>E>D", "5: A>D>E>C>B", "8: B>E>D>A>C", "3: C>A>B>E>D", "7: C>A>E>B>D", "2: C>B>A>D>E",
        "7: D>C>E>B>A", "8: E>B>A>D>C",
    )  # fmt: skip
    assert found.condorcet_winner is None
    assert found.schulze_tiers == (("E",), ("A",), ("C",), ("B",), ("D",))
    assert found.paths["E"] == {"A": 25, "B": 28, "C": 28, "D": 31}


def test_a_circle_is_broken_at_its_narrowest_win():
    found = counted("ABC", "4: A>B>C", "3: B>C>A", "2: C>A>B")
    assert (found.condorcet_winner, found.schulze_tiers) == (None, (("A",), ("B",), ("C",)))


def test_an_even_circle_leaves_all_level():
    assert counted("ABC", "A>B>C", "B>C>A", "C>A>B").schulze_tiers == (("A", "B", "C"),)


def test_candidates_left_out_are_joint_last():
    found = counted("ABCD", "B")
    assert found.schulze_tiers == (("B",), ("A", "C", "D"))
    assert found.borda == {"A": 1, "B": 3, "C": 1, "D": 1}


def test_equal_ranks_count_for_neither_and_share_the_points():
    found = counted("ABC", "AB>C", "2: A>BC")
    assert found.duels == {"A": {"B": 2, "C": 3}, "B": {"A": 0, "C": 1}, "C": {"A": 0, "B": 0}}
    assert found.borda == {"A": Fraction(11, 2), "B": Fraction(5, 2), "C": 1}
    assert found.level_votes("B", "C") == 2


def test_a_ballot_that_ranks_nobody_moves_nobody():
    assert counted("AB", "A>B", "").schulze_winners == ("A",)
    assert counted("AB", "").schulze_winners == ("A", "B")


def test_the_only_candidate_wins():
    found = counted("A", "A")
    assert (found.condorcet_winner, found.schulze_tiers, found.borda) == ("A", (("A",),), {"A": 0})


def test_none_reaches_the_standard_is_counted_as_any_other():
    plain, marked = counted("ABN", "2: N>A>B", "A>N>B"), counted("ABN", "2: N>A>B", "A>N>B", none="N")
    assert (marked.condorcet_winner, marked.none, plain.none) == ("N", "N", None)
    assert (plain.duels, plain.borda, plain.schulze_tiers) == (marked.duels, marked.borda, marked.schulze_tiers)


def test_places_as_people_type_them_make_a_ballot():
    assert ballot_by_places({"A": 3, "B": 1, "C": None, "D": 1}) == Ballot((("B", "D"), ("A",)))
    assert ballot_by_places({"A": None}) == Ballot(())


@pytest.mark.parametrize(
    ("candidates", "cast", "problems"),
    [
        ((), [Ballot(())], ["Nobody stands: there must be at least one candidate."]),
        (("A", "A"), [Ballot(())], ["“A” stands 2 times."]),
        (("A",), [], ["There is no ballot to count."]),
        (("A",), [Ballot((("B",),))], ["Ballot 1: The ballot ranks “B”, who does not stand."]),
        (("A", "B"), [Ballot((("A",), ("A",)), 0)], [
            "Ballot 1: The ballot ranks “A” 2 times; once is enough.", "Ballot 1: A ballot must be cast at least once.",
        ]),
    ],
)  # fmt: skip
def test_what_cannot_be_counted_is_refused_with_every_reason(candidates, cast, problems):
    with pytest.raises(BallotError) as refused:
        count(candidates, cast)
    assert list(refused.value.problems) == problems


def test_the_key_for_none_must_stand():
    with pytest.raises(BallotError, match="“N” is to mean that none reaches the standard, and is not among"):
        count("AB", [Ballot(())], none="N")


def test_counting_loads_no_numpy():
    told = subprocess.run(
        [sys.executable, "-c", "import sys, awards.maths.votes, awards.results.cli; print('numpy' in sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert told.stdout == "False\n"

"""Whether a panel may vote: more than half and at least three, and a word where the number is even."""

import pytest

from awards.maths.votes import quorum


@pytest.mark.parametrize(
    ("members", "voters", "needed"),
    [(3, 3, 3), (4, 3, 3), (5, 3, 3), (6, 4, 4), (7, 4, 4), (9, 5, 5)],
)
def test_more_than_half_and_three_may_vote(members, voters, needed):
    found = quorum(members, voters)
    assert (found.is_met, found.reasons, found.needed, found.voters) == (True, (), needed, voters)
    assert not quorum(members, needed - 1).is_met


def test_each_reason_why_too_few_may_vote_is_said():
    assert quorum(6, 3).reasons == (
        "Only 3 members may vote of the panel’s 6: more than half is needed, that is 4 or more.",
    )
    assert quorum(2, 2).reasons == ("Only 2 members may vote: at least 3 must be present with no conflict.",)
    assert quorum(5, 1).reasons == (
        "Only 1 member may vote of the panel’s 5: more than half is needed, that is 3 or more.",
        "Only 1 member may vote: at least 3 must be present with no conflict.",
    )
    assert quorum(3, 0).reasons[1] == "Nobody may vote: at least 3 must be present with no conflict."


def test_the_season_may_ask_for_more():
    assert not quorum(7, 4, least=5).is_met
    assert quorum(7, 5, least=5).is_met


def test_an_even_number_is_warned_of_and_stands_in_nobodys_way():
    found = quorum(5, 4)
    assert found.is_met
    assert found.warning is not None
    assert found.warning.startswith("4 members may vote, an even number: ties are much likelier")
    assert (quorum(5, 5).warning, quorum(5, 0).warning) == (None, None)


@pytest.mark.parametrize(("members", "voters"), [(3, 4), (-1, -1), (3, -1)])
def test_numbers_that_cannot_be_are_refused(members, voters):
    with pytest.raises(ValueError, match="no more members can vote than the panel has"):
        quorum(members, voters)

"""What a lay panel reads: short sentences whose numbers are those of the duels."""

from awards.maths.votes import count_words, settle, settlement_words, step_words
from tests.maths.votes.elections import counted


def test_a_winner_of_every_duel_is_said_to_win_any_run_off():
    assert count_words(counted("ABCD", "2: A>B>C>D", "2: C>B>D>A", "D>B>C>A")) == (
        "B beats every other finalist one to one: it would win any run-off.",
        "B beats A 3 to 2, C 3 to 2 and D 4 to 1.",
    )


def test_a_circle_is_told_duel_by_duel_and_so_is_what_breaks_it():
    assert count_words(counted("ABC", "4: A>B>C", "3: B>C>A", "2: C>A>B")) == (
        "A beat B 6 to 3, B beat C 7 to 2, C beat A 5 to 4: no one wins every duel.",
        "So chains of wins are compared (Schulze’s method): a chain is as strong as its narrowest win.",
        (
            "One to one C beat A, 5 to 4; but A beat B 6 to 3, B beat C 7 to 2: the narrowest win of that chain has 6 "
            "ballots, and the strongest chain back has 5 ballots."
        ),
        "A comes first.",
    )


def test_level_duels_are_told_with_the_ballots_that_put_both_level():
    assert count_words(counted("AC", "2: AC", "A>C", "C>A")) == (
        "A and C are level one to one, 1 to 1 (2 put them level): no one wins every duel.",
        "A and C are level: none of them has the stronger case against another.",
    )


def test_a_chain_past_a_level_duel_is_told_where_there_is_none_back():
    assert count_words(counted("ABC", "2: A>B>C", "B>C>A", "C>A>B")) == (
        "A and C are level one to one, 2 to 2: no one wins every duel.",
        "So chains of wins are compared (Schulze’s method): a chain is as strong as its narrowest win.",
        (
            "One to one A and C are level, 2 to 2; but A beat B 3 to 1, B beat C 3 to 1: the narrowest win of that "
            "chain has 3 ballots, and there is no chain back."
        ),
        "A comes first.",
    )


def test_names_are_shown_in_place_of_keys():
    found = counted("AB", "A>B")
    assert count_words(found, {"A": "Northfield", "B": "Southwell"})[1] == "Northfield beats Southwell 1 to 0."
    assert settlement_words(settle(found), found, {"A": "Northfield"}) == ("Northfield wins.",)


def test_a_vote_that_none_reaches_the_standard_is_told_as_that():
    found = counted("ABN", "2: N>A>B", "A>N>B", none="N")
    assert count_words(found) == (
        "Each finalist would lose a run-off against “no award”: more ballots put it lower.",
        "“none reaches the standard” beats A 2 to 1 and B 3 to 0.",
    )
    assert settlement_words(settle(found), found) == (
        "The panel’s vote is that none reaches the standard: there is no winner.",
    )


def test_the_only_one_on_the_ballot_is_said_to_be_that():
    assert count_words(counted("A", "A")) == ("A is the only one on the ballot.",)


def test_every_step_of_a_tie_says_what_it_did():
    circle = counted("ABC", "A>B>C", "B>C>A", "C>A>B")
    chain = ("borda", "adjusted", "joint", "second_ballot", "chair")
    scores = {"A": 3.2, "B": 3, "C": 3.2}
    first = settlement_words(settle(circle, chain, adjusted=scores), circle)
    assert first == (
        "A, B and C are level by duels.",
        "Points for places (Borda): A 3, B 3, C 3; it left A, B and C level.",
        "Score of the judging round: A 3.2, B 3, C 3.2; it left A and C level.",
        "Joint winners: the rules of this award do not allow them.",
        "A second ballot is needed, between A and C alone.",
        "There is no winner yet: A and C are still level.",
    )
    level = counted("AC", "A>C", "C>A")
    assert settlement_words(settle(circle, chain, adjusted=scores, second=level), circle)[-3:] == (
        "Second ballot between A and C: it left A and C level.",
        "The chair’s casting vote is needed, with a reason, between A and C.",
        "There is no winner yet: A and C are still level.",
    )
    cast = settle(circle, chain, adjusted=scores, second=level, chair="C")
    assert settlement_words(cast, circle)[-2:] == ("The chair’s casting vote: C.", "C wins.")
    decided = settle(circle, chain, adjusted=scores, second=counted("AC", "A>C"))
    assert settlement_words(decided, circle)[-2:] == ("Second ballot between A and C: A comes first.", "A wins.")


def test_joint_winners_open_ties_and_missing_scores_are_told():
    even = counted("AB", "A>B", "B>A")
    assert settlement_words(settle(even, ("joint",), joint_allowed=True), even)[1:] == (
        "Joint winners: A and B share the award.",
        "A and B win jointly.",
    )
    assert settlement_words(settle(even, ("adjusted",)), even)[1:] == (
        "Score of the judging round: it cannot part A and B, as there is not a score for each.",
        "The tie chain fixed beforehand ends here and A and B are still level: there is no winner yet.",
    )
    level = counted("AN", "A>N", "N>A", none="N")
    assert settlement_words(settle(level, ("joint",), joint_allowed=True), level)[1] == (
        "Joint winners: not possible, as “none reaches the standard” is one of those level."
    )
    assert step_words(settle(even, ("chair",)).steps[0], {"A": "Ash", "B": "Beech"}) == (
        "The chair’s casting vote is needed, with a reason, between Ash and Beech."
    )

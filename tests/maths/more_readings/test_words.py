import pytest

from awards.maths.more_readings.answer import Outcome
from awards.maths.more_readings.suggesting import suggest
from awards.maths.more_readings.words import outcome_words, percentage
from tests.maths.more_readings.tables import EQUAL, asking, drawn

ONE_JUDGE = "so one judge would compare the two."


@pytest.mark.parametrize(
    ("seed", "each", "places", "sentences"),
    [
        (0, 2, 1, [
            "It is open whether E5 or E6 is the better: 52% to 48%.", f"J2 has read E6, {ONE_JUDGE}",
            "By itself this reading would change who comes first with a probability of 48%.",
        ]),
        (11, 3, 3, [
            "It is open whether E2 or E6 belongs among the first 3: 54% to 46%.",
            "J1 is known to be lenient, and nobody like that has read E6.",
            "By itself this reading would change who is among the first 3 with a probability of 68%.",
        ]),
        (0, 3, 1, [
            "It is open whether E2 or E6 is the better: 63% to 37%.", "How J1 marks is known from 5 scores.",
            "By itself this reading would change who comes first with a probability of 23%.",
        ]),
        (0, 1, 1, [
            "E5 has 1 score and is not ranked yet.", "It is open whether E6 or E5 is the better: 70% to 30%.",
            f"J2 has read E6, {ONE_JUDGE}", "There is a place to spare: with this reading the entry may take it.",
        ]),
    ],
)  # fmt: skip
def test_a_reason_says_between_whom_it_is_open_why_this_judge_and_what_may_change(seed, each, places, sentences):
    found = drawn(seed, entries=9, judges=4, each=each)
    advice = suggest(asking(found, places=places, budget=6, judges=["J9"], spreads=EQUAL))
    assert " ".join(sentences) in [one.reason for one in advice.suggestions]


def test_a_judge_asked_for_both_rivals_is_told_as_one_who_compares_them():
    found = suggest(asking(drawn(0, entries=9, judges=4, each=2), budget=6, spreads=EQUAL)).suggestions
    assert [one.reason.split(". ")[1] for one in found if " too, " in one.reason][:1] == [
        "J0 is asked for E5 too, so one judge would compare the two"
    ]
    assert ("J0", "E5") in [(one.judge, one.entry) for one in found]


def test_percents_never_say_never_or_always():
    assert [percentage(chance) for chance in (0.0, 0.004, 0.01, 0.495, 0.99, 0.999)] == [
        "under 1%", "under 1%", "1%", "50%", "99%", "over 99%",
    ]  # fmt: skip


def test_it_says_why_there_are_no_more_suggestions():
    assert [outcome_words(outcome, 2, 5) for outcome in (Outcome.ENOUGH, Outcome.NOBODY_FREE)] == [
        "2 of 5 readings suggested: no other would by itself change who is in with a probability of 1% or more.",
        "2 of 5 readings suggested: no judge may and can read any more of the entries near the line.",
    ]
    assert outcome_words(Outcome.SPENT, 1, 1) == "1 of 1 reading suggested: all that were asked for."
    assert (
        outcome_words(Outcome.TOO_LITTLE_KNOWN, 0, 5)
        == "There are too few scores yet to tell where one more would help."
    )

"""The clock of a flag, and what its numbers say."""

from datetime import UTC, datetime, timedelta

import pytest

from awards.safeguarding.models import AskedOf, ConcernDecision, FlagOutcome
from awards.safeguarding.queries import FlagsOpen
from awards.safeguarding.rules import clock_words, is_overdue, look_by
from awards.safeguarding.words import ASKED_OF, DECISIONS, OUTCOMES

RAISED = datetime(2024, 3, 6, 12, tzinfo=UTC)
DUE = look_by(RAISED, 24)


def test_the_clock_is_the_seasons_number_of_hours():
    assert RAISED + timedelta(days=1) == DUE


@pytest.mark.parametrize(
    ("hours", "looked_after", "found"), [(24, None, False), (24.01, None, True), (30, 25, False), (30, 1, False)]
)
def test_a_flag_is_overdue_when_nobody_has_looked_and_the_time_is_past(hours, looked_after, found):
    looked = None if looked_after is None else RAISED + timedelta(hours=looked_after)
    assert is_overdue(DUE, looked, now=RAISED + timedelta(hours=hours)) is found


@pytest.mark.parametrize(
    ("looked_after", "hours", "words"),
    [
        (None, 1, "To be looked at by 12pm on Thursday 7 March 2024"),
        (None, 25, "Overdue: to be looked at by 12pm on Thursday 7 March 2024"),
        (1, 25, "Somebody looked at 1pm on Wednesday 6 March 2024"),
        (25, 26, "Somebody looked at 1pm on Thursday 7 March 2024, later than it should have been"),
    ],
)
def test_the_clock_in_words(looked_after, hours, words):
    looked = None if looked_after is None else RAISED + timedelta(hours=looked_after)
    assert clock_words(DUE, looked, zone="Europe/London", now=RAISED + timedelta(hours=hours)) == words


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((0, 0, 0), None),
        ((2, 1, 0), "2 flags to look at, 1 overdue"),
        ((1, 0, 0), "1 flag to look at"),
        ((0, 0, 3), "3 flags to close"),
        ((1, 1, 1), "1 flag to look at, 1 overdue; 1 flag to close"),
    ],
)
def test_what_waits_in_words(numbers, words):
    assert FlagsOpen(*numbers).words == words


def test_every_outcome_decision_and_person_asked_has_its_words():
    assert (set(OUTCOMES), set(DECISIONS), set(ASKED_OF)) == (set(FlagOutcome), set(ConcernDecision), set(AskedOf))

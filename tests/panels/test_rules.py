"""What panels decide without a database."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from awards.panels.rules import Step, next_step, reading_position, rules_digest
from awards.panels.words import JUDGE_WORDS, STAFF_WORDS, InterestKind

EARLY = datetime(2024, 3, 1, tzinfo=UTC)
LATE = datetime(2024, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("terms", "work", "declared", "newest", "step"),
    [
        (None, None, None, None, Step.TERMS),
        (EARLY, None, None, None, Step.WORK),
        (EARLY, EARLY, None, None, Step.CONFLICTS),
        (EARLY, EARLY, LATE, None, Step.ENTRIES),
        (EARLY, EARLY, LATE, EARLY, Step.ENTRIES),
        (EARLY, EARLY, LATE, LATE, Step.ENTRIES),
        (EARLY, EARLY, EARLY, LATE, Step.CONFLICTS),
        (EARLY, None, LATE, EARLY, Step.ENTRIES),
        (EARLY, None, EARLY, LATE, Step.WORK),
    ],
)
@pytest.mark.parametrize("practises", [False, True])
def test_the_next_step_is_terms_then_work_then_conflicts_then_practice_then_the_entries(
    terms, work, declared, newest, step, practises
):
    found = next_step(
        terms_accepted_at=terms, work_told_at=work, interests_completed_at=declared, newest_entry_at=newest,
        has_to_practise=practises,
    )  # fmt: skip
    assert found == (Step.PRACTICE if practises and step is Step.ENTRIES else step)


def test_judges_are_offered_every_kind_but_the_organisers_own():
    assert set(JUDGE_WORDS) == set(InterestKind) - {InterestKind.ORGANISER_TIE}
    assert set(STAFF_WORDS) == set(InterestKind)


def test_the_order_of_reading_is_each_judges_own_and_always_the_same():
    entries = [f"ENT-{number}" for number in range(12)]

    def order(judge):
        return sorted(entries, key=lambda entry: reading_position("PNL-1", judge, entry))

    assert order("USR-1") == order("USR-1")
    assert order("USR-1") != order("USR-2")


def test_the_digest_of_the_rules_ignores_the_order_of_keys():
    assert rules_digest({"a": 1, "b": [2]}) == rules_digest({"b": [2], "a": 1})
    assert rules_digest({"a": 1, "b": [2]}) != rules_digest({"a": 1, "b": [3]})

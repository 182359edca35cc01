"""What panels decide without a database."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.panels.rules import (
    Known,
    Step,
    likely_tie,
    next_step,
    proposed_pairs,
    reading_position,
    rules_digest,
)
from awards.panels.words import JUDGE_WORDS, STAFF_WORDS, InterestKind

EARLY = datetime(2024, 3, 1, tzinfo=UTC)
LATE = datetime(2024, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("terms", "declared", "newest", "step"),
    [
        (None, None, None, Step.TERMS),
        (EARLY, None, None, Step.CONFLICTS),
        (EARLY, LATE, None, Step.ENTRIES),
        (EARLY, LATE, EARLY, Step.ENTRIES),
        (EARLY, LATE, LATE, Step.ENTRIES),
        (EARLY, EARLY, LATE, Step.CONFLICTS),
    ],
)
def test_the_next_step_is_terms_then_conflicts_then_entries(terms, declared, newest, step):
    assert next_step(terms, declared, newest) == step


@pytest.mark.parametrize(
    ("judge", "nominees", "nominators", "kind"),
    [
        (Known("Bay Council", "a@bay.example"), [Known("bay  council", None)], [], InterestKind.SAME_EMPLOYER),
        (Known("Bay Council", "a@bay.example"), [Known("Other", "b@BAY.example")], [], InterestKind.SAME_EMPLOYER),
        (Known(None, "a@gmail.com"), [Known(None, "b@gmail.com")], [], None),
        (Known(None, "a@gmail.com"), [Known(None, "A@gmail.com")], [], InterestKind.OTHER),
        (Known(None, "a@x.example"), [], [Known(None, "A@x.example")], InterestKind.NOMINATED_OR_SUPPORTED),
        (Known(None, "a@x.example"), [], [Known(None, "b@x.example")], None),
        (Known(None, "a@x.example"), [Known(None, None)], [Known()], None),
    ],
)
def test_a_tie_is_proposed_where_the_records_suggest_one(judge, nominees, nominators, kind):
    tie = likely_tie(judge, nominees=nominees, nominators=nominators)
    assert (tie.kind if tie else None) == kind


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


def names(prefix, count):
    return [f"{prefix}{number}" for number in range(count)]


@st.composite
def situations(draw, *, entries=12, judges=7):
    these, those = names("E", draw(st.integers(0, entries))), names("J", draw(st.integers(1, judges)))
    every = list(product(these, those))
    barred = draw(st.sets(st.sampled_from(every))) if every else set()
    free = sorted(set(every) - barred)
    kept = draw(st.sets(st.sampled_from(free), max_size=4)) if free else set()
    return these, those, barred, kept, draw(st.integers(1, 3)), draw(st.text(max_size=3))


@given(situations())
def test_a_plan_never_assigns_a_barred_pair_and_gives_every_entry_all_the_readings_it_can_have(situation):
    entries, judges, barred, kept, readings, seed = situation
    proposal = proposed_pairs(entries, judges, barred=barred, readings=readings, kept=kept, seed=seed)
    pairs = set(proposal.pairs) | kept
    assert not set(proposal.pairs) & barred
    assert not set(proposal.pairs) & kept
    assert len(proposal.pairs) == len(set(proposal.pairs))
    per_entry = Counter(entry for entry, _ in pairs)
    already = Counter(entry for entry, _ in kept)
    able = {entry: sum((entry, judge) not in barred for judge in judges) for entry in entries}
    wanted = {entry: max(min(readings, able[entry]), already[entry]) for entry in entries}
    assert {entry: per_entry[entry] for entry in entries} == wanted
    assert {one.entry for one in proposal.short} == {entry for entry in entries if wanted[entry] < readings}
    assert proposal.loads == {judge: sum(reader == judge for _, reader in pairs) for judge in judges}


@given(situations())
def test_the_same_situation_in_another_order_gives_the_same_plan(situation):
    entries, judges, barred, kept, readings, seed = situation
    one = proposed_pairs(entries, judges, barred=barred, readings=readings, kept=kept, seed=seed)
    other = proposed_pairs(
        entries[::-1], judges[::-1], barred=sorted(barred), readings=readings, kept=sorted(kept), seed=seed
    )
    assert one == other


@given(situations(entries=4, judges=4))
def test_loads_are_within_one_wherever_that_is_possible(situation):
    entries, judges, barred, _, readings, seed = situation
    proposal = proposed_pairs(entries, judges, barred=barred, readings=readings, seed=seed)
    able = {entry: [judge for judge in judges if (entry, judge) not in barred] for entry in entries}
    ways = product(*(list(combinations(able[entry], min(readings, len(able[entry])))) for entry in entries))
    least = min(spread(Counter(dict.fromkeys(judges, 0)) + Counter(sum(way, ())), judges) for way in ways)
    if least <= 1:
        assert spread(proposal.loads, judges) == least


def spread(loads, judges):
    counts = [loads[judge] for judge in judges]
    return max(counts) - min(counts)


def test_without_conflicts_a_large_plan_is_as_even_as_can_be():
    proposal = proposed_pairs(names("E", 60), names("J", 12), barred=(), readings=4, seed="PNL-2345678")
    assert set(proposal.loads.values()) == {20}
    assert proposal.short == ()


def test_an_entry_without_enough_judges_is_named_with_the_reason():
    barred = {("E0", "J0"), ("E0", "J1")}
    proposal = proposed_pairs(["E0", "E1"], ["J0", "J1", "J2"], barred=barred, readings=2, seed="x")
    assert [(one.entry, one.found, one.why) for one in proposal.short] == [
        ("E0", 1, "1 of 3 judges may read it, and it needs 2.")
    ]
    assert ("E0", "J2") in proposal.pairs

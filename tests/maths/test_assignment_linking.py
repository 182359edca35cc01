"""Linking: exact on small panels, by swaps on large ones, bridges where panels are apart, and refusals by name."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from awards.maths.assignment import solving
from awards.maths.assignment.checking import check, prove
from awards.maths.assignment.graph import cutting_readings, labels_of
from awards.maths.assignment.solution import Reason
from awards.maths.assignment.solving import solve
from bench.assignment import made_up
from tests.maths.readings import faults, hangs_together, instance, pieces


def blocks(entries, judges, *, count, **more):
    """Give an instance whose affinity keeps entries and judges of a block among themselves."""
    own = {
        (f"E{e}", f"J{j}"): 50 + (7 * e + 3 * j) % 11
        for e in range(1, entries + 1)
        for j in range(1, judges + 1)
        if e % count == j % count
    }
    return instance(entries, judges, affinity=own, even=False, **more)


def crossing(asked, pairs, count):
    return sum(int(e[1:]) % count != int(j[1:]) % count for e, j in pairs)


def test_a_large_instance_keeps_every_promise():
    asked = made_up(entries=500, judges=40, each=4)
    solution = solve(asked)
    assert faults(asked, solution.pairs) == []
    assert pieces(asked, solution.pairs) == 1
    assert (solution.optimal, solution.gap, solution.reasons) == (True, 0, ())
    assert solution.objective == asked.affinity_of(solution.pairs)


def test_a_large_instance_in_four_blocks_is_linked_within_its_gap():
    asked = made_up(entries=500, judges=40, each=4, blocks=4)
    solution = solve(asked)
    assert faults(asked, solution.pairs) == []
    assert (sum(solution.components_without_link.values()), pieces(asked, solution.pairs)) == (4, 1)
    assert solution.bound == solution.objective_without_link
    assert 0 < solution.gap < solution.bound / 500
    assert solution.optimal is False


def test_swaps_come_near_to_the_proved_optimum(monkeypatch):
    asked = blocks(24, 8, count=2, load=(5, 7))
    proved = solve(asked)
    monkeypatch.setattr(solving, "SMALL", 0)
    swapped = solve(asked)
    assert (proved.gap, proved.connected, swapped.connected) == (0, True, True)
    assert faults(asked, swapped.pairs) == []
    assert swapped.objective <= proved.objective <= swapped.bound
    assert proved.objective - swapped.objective <= 10


def test_one_bridge_asked_means_just_linked():
    asked = blocks(24, 8, count=2, load=(6, 6))
    assert crossing(asked, solve(asked).pairs, 2) == 2


@pytest.mark.parametrize("bridges", [2, 4])
def test_sub_panels_are_bridged_by_as_many_swaps_as_asked(bridges):
    asked = blocks(24, 8, count=2, load=(6, 6), bridges=bridges)
    solution = solve(asked)
    assert faults(asked, solution.pairs) == []
    assert crossing(asked, solution.pairs, 2) == 2 * bridges
    assert solution.proof.promises[-1].key == "bridged"
    assert solution.proof.held is True


def test_bridges_stay_inside_their_category():
    sides = {f"E{e}": ("odd" if e % 2 else "even") for e in range(1, 25)}
    asked = blocks(24, 8, count=2, load=(6, 6), groups=sides, bridges=4)
    solution = solve(asked)
    assert crossing(asked, solution.pairs, 2) == 0
    assert solution.components == {"even": 1, "odd": 1}


def test_too_few_readings_to_bridge_are_told():
    asked = blocks(4, 4, count=2, load=(2, 2), bridges=4)
    solution = solve(asked)
    assert solution.connected is True
    assert [promise.held for promise in solution.proof.promises if promise.key == "bridged"] == [False]


def test_parts_that_conflicts_keep_apart_are_named():
    asked = instance(4, 4, conflicts={(f"E{e}", f"J{j}") for e in (1, 2) for j in (3, 4)} | {
        (f"E{e}", f"J{j}") for e in (3, 4) for j in (1, 2)
    })  # fmt: skip
    solution = solve(asked)
    assert (solution.feasible, solution.connected, faults(asked, solution.pairs)) == (True, False, [])
    [trouble] = solution.reasons
    assert trouble.reason is Reason.NOT_LINKED
    assert trouble.words == (
        "Comparison: no plan within the limits, with something to read for every judge, links these parts: "
        "E1, E2 are read only by J1, J2; E3, E4 are read only by J3, J4."
    )
    assert solution.proof.problems == [
        "The entries fall into 2 parts that cannot be compared: E1, E2 are read only by J1, J2."
    ]


def test_only_the_category_that_cannot_hang_together_is_named():
    groups = {"E1": "one", "E2": "one", "E3": "two", "E4": "two"}
    conflicts = {("E1", "J1"), ("E1", "J2"), ("E2", "J3"), ("E2", "J4")}
    solution = solve(instance(4, 4, load=(0, 4), groups=groups, conflicts=conflicts))
    assert [trouble.facts["group"] for trouble in solution.reasons] == ["one"]
    assert solution.components == {"one": 2, "two": 1}


def test_single_readings_by_several_judges_cannot_be_linked_and_are_said_so():
    asked = instance(6, 3, needed=1)
    solution = solve(asked)
    assert [trouble.reason for trouble in solution.reasons] == [Reason.NOT_LINKED]
    assert solution.loads == {"J1": 2, "J2": 2, "J3": 2}


def test_where_a_proof_is_too_much_work_the_words_claim_no_more_than_was_tried(monkeypatch):
    asked = instance(
        4, 4, needed={"E1": 2, "E2": 2, "E3": 2, "E4": 1}, load=(1, 2), conflicts={("E1", "J3"), ("E2", "J3")}
    )

    def no_link(_desk, _rows):
        return False

    monkeypatch.setattr(solving, "SMALL", 0)
    monkeypatch.setattr(solving, "link", no_link)
    reasons = {trouble.reason for seed in range(9) for trouble in solve(replace(asked, seed=str(seed))).reasons}
    assert reasons == {Reason.NO_LINK_FOUND}


@given(some.integers(2, 4), some.integers(2, 3), some.booleans(), some.sets(some.integers(0, 143), max_size=20))
@settings(max_examples=25, deadline=None)
def test_swaps_never_break_a_limit_a_conflict_or_a_kept_reading(count, needed, even, barred):
    asked = blocks(16, 9, count=count, needed=needed, load=(0, 8), bridges=2)
    conflicts = frozenset((f"E{n // 9 + 1}", f"J{n % 9 + 1}") for n in barred)
    asked = replace(asked, conflicts=conflicts, kept=frozenset({("E1", "J1"), ("E2", "J2")}) - conflicts, even=even)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(solving, "SMALL", 0)
        solution = solve(asked)
    if solution.feasible:
        assert faults(asked, solution.pairs) == []
        assert hangs_together(asked, solution.pairs) is (solution.reasons == ())


@given(some.sets(some.tuples(some.integers(0, 4), some.integers(0, 4)), max_size=14))
@settings(max_examples=100, deadline=None)
def test_a_reading_cuts_when_its_loss_leaves_one_part_more(found):
    readings = sorted(found)
    whole = len(set(labels_of(readings)))
    for position, cuts in enumerate(cutting_readings(readings)):
        entry, judge = readings[position]
        rest = readings[:position] + readings[position + 1 :]
        lonely = (entry not in {e for e, _ in rest}) + (judge not in {j for _, j in rest})
        assert cuts is (len(set(labels_of(rest))) + lonely > whole)


def test_a_plan_changed_by_hand_is_proved_afresh():
    asked = instance(4, 4, load=(2, 2), conflicts={("E1", "J4")}, seed="one")
    pairs = set(solve(asked).pairs)
    assert check(asked, pairs) == []
    gone = min(pair for pair in pairs if pair[0] == "E1")
    problems = check(asked, pairs - {gone} | {("E1", "J4")})
    assert "In spite of a conflict: E1 with J4." in problems
    assert f"Outside their limits: {gone[1]} (1, not 2 to 2)" in " ".join(problems)
    assert prove(asked, pairs - {gone}).promises[1].words == "Not the readings asked for: E1 (1 instead of 2)."

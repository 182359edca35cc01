"""Plans of readings: the reference sets, replanning, refusals by name, and the same answer in any order."""

import json
import random
import subprocess
import sys
from dataclasses import replace

import pytest

from awards.maths.assignment.instance import InstanceError, passed_over, read_instance
from awards.maths.assignment.solution import Reason
from awards.maths.assignment.solving import solve
from tests.maths.readings import faults, instance, pieces, squares


def reference(folder, name):
    data = json.loads((folder / "judging" / "assign" / f"{name}.json").read_text())
    return data, read_instance(data)


@pytest.mark.parametrize("name", ["a1_tiny_bruteforce", "a2_30x10x3"])
def test_the_optimum_is_that_of_the_reference(reference_data, name):
    data, asked = reference(reference_data, name)
    solution = solve(asked)
    assert solution.objective == data["expected"]["optimum"]
    assert (solution.optimal, solution.components, faults(asked, solution.pairs)) == (True, {"": 1}, [])


def test_the_refusal_is_that_of_the_reference(reference_data):
    data, asked = reference(reference_data, "a3_infeasible_conflicts")
    answer = solve(asked).as_data()
    assert {key: answer[key] for key in data["expected"]} == data["expected"]
    assert {key: answer["reasons"][0][key] for key in ("reason", "entry", "eligible", "needed")} == {
        key: value for key, value in data["expected"].items() if key != "feasible"
    }


def test_the_connected_optimum_is_that_of_the_reference(reference_data):
    data, asked = reference(reference_data, "a5_connected_tiny")
    answer = solve(asked).as_data()
    expected = {key: value for key, value in data["expected"].items() if key in answer}
    assert {key: answer[key] for key in expected} == expected
    assert len(expected) == 3
    assert (answer["objective"], answer["components"], answer["optimal"]) == (789, 1, True)


def shuffled(asked, seed):
    chance = random.Random(seed)  # noqa: S311
    entries, judges = list(asked.entries), list(asked.judges)
    chance.shuffle(entries)
    chance.shuffle(judges)
    items = list(asked.affinity.items())
    chance.shuffle(items)
    return replace(asked, entries=tuple(entries), judges=tuple(judges), affinity=dict(items))


def test_the_same_question_in_any_order_gets_the_same_answer():
    asked = instance(12, 5, needed=3, affinity={("E3", "J2"): 4, ("E7", "J5"): 4}, seed="autumn")
    assert {solve(shuffled(asked, seed)).pairs for seed in range(4)} == {solve(asked).pairs}


def test_another_seed_gives_another_plan_that_is_as_good():
    asked = instance(12, 5, needed=2)  # 24 readings: four judges of 5, one of 4
    plans = {solve(replace(asked, seed=str(number))).pairs for number in range(4)}
    assert len(plans) == 4
    assert {squares(plan) for plan in plans} == {4 * 25 + 16}


def test_a_judge_who_drops_out_is_replanned_without_losing_a_reading_that_was_begun():
    asked = instance(12, 6, needed=3, seed="autumn")
    before = set(solve(asked).pairs)
    begun = frozenset(sorted(pair for pair in before if pair[1] != "J6")[:7])
    judges = asked.judges[:5]
    after = replace(asked, judges=judges, load=dict.fromkeys(judges, (0, 12)), kept=begun, liked=frozenset(before))
    solution = solve(after)
    assert faults(after, solution.pairs) == []
    assert begun <= set(solution.pairs)
    assert set(solution.dropped) == {pair for pair in before if pair[1] == "J6"}
    assert max(solution.loads.values()) - min(solution.loads.values()) <= 1


def test_a_late_entry_changes_nothing_that_need_not_change():
    asked = instance(10, 5, needed=2, load=(0, 10), seed="autumn")
    before = frozenset(solve(asked).pairs)
    late = instance(11, 5, needed=2, load=(0, 10), seed="autumn", liked=before, even=False)
    assert solve(late).dropped == ()


REFUSALS = {
    "a reading to keep with a conflict": (
        {"kept": {("E1", "J1")}, "conflicts": {("E1", "J1")}},
        Reason.KEPT_CONFLICT,
        "The reading of E1 by J1 is to be kept, but J1 has a conflict with E1.",
        ["Let the reading of E1 by J1 go"],
    ),
    "too many to keep of an entry": (
        {"kept": {("E1", "J1"), ("E1", "J2"), ("E1", "J3")}},
        Reason.KEPT_TOO_MANY,
        "3 readings of E1 must stay, more than the 2 asked for.",
        ["Ask for 3 readings of E1"],
    ),
    "too many to keep by a judge": (
        {"kept": {("E1", "J1"), ("E2", "J1")}, "load": {"J1": (0, 1), "J2": (0, 4), "J3": (0, 4)}},
        Reason.KEPT_OVER_LOAD,
        "2 readings by J1 must stay, more than their most, 1.",
        ["Raise the most of J1 by 1 (one reading is short)"],
    ),
    "more readings than room": (
        {"load": (0, 2)},
        Reason.TOO_LITTLE_ROOM,
        "8 readings are needed, and judges may read 6 in all: 2 short.",
        ["Raise the mosts by 2 in all", "More judges, with room for 2 readings", "Ask for 2 fewer readings in all"],
    ),
    "leasts above what is needed": (
        {"load": (3, 4)},
        Reason.TOO_FEW_READINGS,
        "Judges are to read at least 9 in all, and only 8 readings are needed: 1 too many.",
        ["Lower the leasts by 1 in all", "Ask for 1 more readings in all"],
    ),
    "an entry without judges": (
        {"conflicts": {("E2", "J1"), ("E2", "J3")}},
        Reason.TOO_FEW_JUDGES,
        "E2 needs 2 readings, and only J2 may read it: too few eligible judges.",
        [
            "One more judge who may read E2",
            "Lift one conflict of E2, with J1, J3",
            "Ask for one reading of E2 instead of 2",
        ],
    ),
    "a judge without entries": (
        {"load": {"J1": (2, 4), "J2": (0, 4), "J3": (0, 4)}, "conflicts": {("E1", "J1"), ("E2", "J1"), ("E3", "J1")}},
        Reason.TOO_FEW_ENTRIES,
        "J1 is to read at least 2, and may read only 1 of the entries.",
        ["Lower the least of J1 to 1"],
    ),
    "a group of entries": (
        {
            "needed": {"E1": 2, "E2": 2, "E3": 2, "E4": 1},
            "load": {"J1": (0, 2), "J2": (0, 2), "J3": (0, 4)},
            "conflicts": {("E1", "J3"), ("E2", "J3"), ("E3", "J3")},
        },
        Reason.ROOM_SHORT,
        "E1, E2, E3 need 6 readings, and the judges who may read them have room for 4: 2 short.",
        [
            "Raise the most of J1, J2 by 1 (2 readings are short)",
            "Lift 2 conflicts, of E1 with J3, E2 with J3",
            "One more judge who may read E1, E2, with room for 2 readings",
            "Ask for one reading of E1 instead of 2, one reading of E2 instead of 2",
        ],
    ),
    "a group of judges": (
        {
            "needed": 1,
            "load": {"J1": (2, 4), "J2": (2, 4), "J3": (0, 4)},
            "conflicts": {("E1", "J1"), ("E1", "J2")},
        },
        Reason.LEAST_OUT_OF_REACH,
        "J1, J2 are to read at least 4 in all, and the entries they may read give room for 3: 1 short.",
        ["Lower the least of J2 to 1", "Lift one conflict, of E1 with J1"],
    ),
}


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_names_what_bites_and_the_least_that_helps(name):
    limits, reason, words, changes = REFUSALS[name]
    solution = solve(instance(4, 3, **limits))
    assert (solution.feasible, solution.pairs) == (False, ())
    assert [(trouble.reason, trouble.words) for trouble in solution.reasons] == [(reason, words)]
    assert [change.words for change in solution.relaxations] == changes


def test_no_entries_or_no_judges_are_answered_too():
    assert (solve(instance(0, 3)).feasible, solve(instance(3, 0)).feasible) == (True, False)
    assert solve(instance(2, 2, needed=0)).pairs == ()


def test_loads_are_even_unless_affinity_comes_first():
    likes = {(f"E{e}", "J1"): 9 for e in range(1, 7)}
    asked = instance(6, 3, needed=1, affinity=likes, bridges=0)
    assert sorted(solve(asked).loads.values()) == [2, 2, 2]
    assert solve(replace(asked, even=False)).loads == {"J1": 6, "J2": 0, "J3": 0}
    assert pieces(asked, solve(asked).pairs) == 3


GOOD = {"entries": ["A", "B"], "judges": ["X"], "per_entry": 1, "load": {"X": [0, 2]}}


def changed(**other):
    return GOOD | other


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ([], "the file must hold a JSON object, with “entries” and “judges”"),
        ({"entries": [], "judges": ["X"]}, "“entries” must be a list of names"),
        (changed(entries=["A", "A"]), "“entries” names A twice"),
        (changed(per_entry="two"), "“per_entry” must hold whole numbers, not 'two'"),
        (changed(per_entry={"A": 1}), "“per_entry” must give a number for each entry, also for B"),
        (changed(load={}), "“load” must give [least, most] for X"),
        (changed(load=None), "“load” must be an object: judge → [least, most]"),
        (changed(load={"X": [2, 1]}), "“load” must give for X, a least from 0 up to the most"),
        (changed(conflicts=[["A"]]), "“conflicts” must be a list of [entry, judge], not ['A']"),
        (changed(conflicts=[["A", "Y"]]), "“conflicts” names A with Y, and one of them is not in the lists"),
        (changed(affinity=[[1]]), "“affinity” must be a row for each of 2 entries with a number for each of 1 judges"),
        (changed(affinity=[[1], [0.5]]), "“affinity” must hold whole numbers, not 0.5"),
        (changed(groups={"C": "x"}), "“groups” must give known entries only, not C"),
        (changed(even="yes"), "“even” must be true or false"),
    ],
)  # fmt: skip
def test_an_instance_that_cannot_be_understood_is_refused_by_the_key(data, words):
    with pytest.raises(InstanceError) as refused:
        read_instance(data)
    assert str(refused.value) == words


def test_readings_of_each_entry_may_be_one_number_or_its_own():
    assert read_instance(GOOD).needed == {"A": 1, "B": 1}
    assert read_instance(changed(per_entry={"A": 1, "B": 0})).needed == {"A": 1, "B": 0}
    assert passed_over(changed(conflict=[])) == ["conflict"]


def test_what_pages_use_does_not_load_the_solver():
    modules = "instance, solution, checking"
    code = (
        f"import sys, awards.panels.cli; from awards.maths.assignment import {modules}; print('scipy' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "False\n"

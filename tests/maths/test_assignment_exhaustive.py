"""The solver against every plan of tiny instances, one by one."""

from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as some

from awards.maths.assignment.checking import check
from awards.maths.assignment.solution import Reason
from awards.maths.assignment.solving import solve
from tests.maths.readings import every_plan, faults, hangs_together, instance, pieces, rank, squares

PATIENT = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
BRIEF = settings(PATIENT, max_examples=25)


@some.composite
def tiny(draw, *, keeping=True, groups=True):
    """Give any small instance, many of them impossible."""
    entries, judges = draw(some.integers(1, 5)), draw(some.integers(1, 4))
    who, by = [f"E{n}" for n in range(1, entries + 1)], [f"J{n}" for n in range(1, judges + 1)]
    pairs = [(e, j) for e in who for j in by]
    subset = some.sets(some.sampled_from(pairs), max_size=4)
    conflicts = draw(subset)
    windows = some.tuples(some.integers(0, 2), some.integers(0, 4)).map(lambda two: (two[0], two[0] + two[1]))
    return instance(
        entries,
        judges,
        needed={e: draw(some.integers(0, min(3, judges))) for e in who},
        load={j: draw(windows) for j in by},
        conflicts=conflicts,
        kept=draw(some.sets(some.sampled_from(pairs), max_size=2)) - conflicts if keeping else set(),
        liked=draw(subset),
        affinity={pair: draw(some.integers(0, 9)) for pair in pairs} if draw(some.booleans()) else {},
        groups={e: draw(some.sampled_from(["one", "two"])) for e in who} if groups and draw(some.booleans()) else {},
        even=draw(some.booleans()),
        seed=draw(some.sampled_from(["", "a", "b"])),
    )


def readers(plan):
    return {judge for _, judge in plan}


def busy(asked):
    """Give the judges who read in the plain plan: where loads are to be even, linking does not empty their desks."""
    return readers(solve(replace(asked, bridges=0)).pairs)


@given(tiny())
@PATIENT
def test_the_plan_is_the_best_of_all_that_hang_together_or_the_refusal_is_true(asked):
    plans = list(every_plan(asked))
    linked = [
        plan for plan in plans if hangs_together(asked, plan) and (not asked.even or busy(asked) <= readers(plan))
    ]
    solution = solve(asked)
    assert solution.feasible is bool(plans)
    if not plans:
        assert solution.reasons
        assert solution.pairs == ()
        return
    assert faults(asked, solution.pairs) == []
    assert solution.objective == asked.affinity_of(solution.pairs)
    if linked:
        assert hangs_together(asked, solution.pairs)
        assert solution.reasons == ()
        assert rank(asked, solution.pairs) == min(rank(asked, plan) for plan in linked)
        assert (solution.optimal, solution.gap) == (True, 0)
        assert check(asked, solution.pairs) == []
    else:
        assert {trouble.reason for trouble in solution.reasons} == {Reason.NOT_LINKED}
        assert max(solution.components.values()) > 1


@given(tiny(groups=False))
@PATIENT
def test_without_linking_the_plan_is_the_best_of_all(asked):
    asked = replace(asked, bridges=0)
    plans = list(every_plan(asked))
    assume(plans)
    solution = solve(asked)
    assert faults(asked, solution.pairs) == []
    assert rank(asked, solution.pairs) == min(rank(asked, plan) for plan in plans)
    assert list(solution.components.values()) == [pieces(asked, solution.pairs)]
    assert solution.dropped == tuple(sorted(asked.liked - set(solution.pairs)))


@given(tiny())
@PATIENT
def test_loads_are_as_even_as_limits_and_conflicts_allow(asked):
    asked = replace(asked, even=True, bridges=0)
    plans = list(every_plan(asked))
    assume(plans)
    assert squares(solve(asked).pairs) == min(squares(plan) for plan in plans)


@some.composite
def crowded(draw):
    """Give an instance whose conflicts leave too little room, but not for one entry alone."""
    who, by = [f"E{n}" for n in range(1, 6)], [f"J{n}" for n in range(1, 5)]
    pairs = [(e, j) for e in who for j in by]
    conflicts = draw(some.sets(some.sampled_from(pairs), min_size=4, max_size=9))
    free = [pair for pair in pairs if pair not in conflicts]
    asked = instance(
        5,
        4,
        needed={e: min(draw(some.integers(1, 3)), sum(pair[0] == e for pair in free)) for e in who},
        load={j: (0, draw(some.integers(1, 5))) for j in by},
        conflicts=conflicts,
        kept=draw(some.sets(some.sampled_from(free), max_size=1)),
    )
    assume([trouble.reason for trouble in solve(asked).reasons] == [Reason.ROOM_SHORT])
    return asked


def relaxed(asked, change):
    """Give the instance with a change made, or nothing where the change names no figures to apply."""
    facts = change.facts
    if change.change == "fewer_readings" and "entries" in facts:
        return replace(asked, needed={**asked.needed, **facts["entries"]})
    if change.change == "lift_conflicts" and "pairs" in facts:
        return replace(asked, conflicts=asked.conflicts - {tuple(pair) for pair in facts["pairs"]})
    if change.change == "raise_most" and "judges" in facts:
        by = facts["judges"]
        return replace(asked, load={j: (least, most + by.get(j, 0)) for j, (least, most) in asked.load.items()})
    if change.change == "more_judges" and "entries" in facts:
        return joined(asked, facts)
    return None


def joined(asked, facts):
    """Let further judges in who may read those entries alone."""
    new = tuple(f"N{number}" for number in range(facts["judges"]))
    others = frozenset((e, j) for e in asked.entries for j in new if e not in facts["entries"])
    load = {**asked.load, **dict.fromkeys(new, (0, len(asked.entries)))}
    return replace(asked, judges=asked.judges + new, load=load, conflicts=asked.conflicts | others)


@given(crowded())
@BRIEF
def test_every_change_proposed_against_a_shortage_of_a_group_is_enough(asked):
    solution = solve(asked)
    assert not any(every_plan(asked))
    assert solution.relaxations
    for change in solution.relaxations:
        assert any(every_plan(relaxed(asked, change))), change.words


@given(crowded())
@BRIEF
def test_the_shortage_of_a_group_is_the_truth(asked):
    for trouble in solve(asked).reasons:
        if trouble.reason is Reason.ROOM_SHORT:
            entries, short = trouble.facts["entries"], trouble.facts["short"]
            room = sum(
                min(
                    asked.load[judge][1] - sum(pair[1] == judge for pair in asked.kept),
                    sum((e, judge) not in asked.conflicts | asked.kept for e in entries),
                )
                for judge in asked.judges
            )
            needed = sum(asked.needed[e] - sum(pair[0] == e for pair in asked.kept) for e in entries)
            assert needed - room == short

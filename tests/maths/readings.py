"""An examiner of plans that shares no code with the solver, and every plan of a tiny instance one by one."""

from collections import Counter
from itertools import combinations, product

from awards.maths.assignment.instance import Instance


def instance(entries, judges, *, needed=2, load=None, **more):
    """Give an instance with names E1, E2, … and J1, J2, …; every judge may read anything unless told."""
    who = tuple(f"E{number}" for number in range(1, entries + 1))
    by = tuple(f"J{number}" for number in range(1, judges + 1))
    return Instance(
        entries=who,
        judges=by,
        needed=needed if isinstance(needed, dict) else dict.fromkeys(who, needed),
        load=load if isinstance(load, dict) else dict.fromkeys(by, load or (0, entries)),
        conflicts=frozenset(more.pop("conflicts", ())),
        kept=frozenset(more.pop("kept", ())),
        liked=frozenset(more.pop("liked", ())),
        **more,
    )


def faults(asked, pairs):
    """Give every hard limit that a plan breaks."""
    per_entry, per_judge = Counter(e for e, _ in pairs), Counter(j for _, j in pairs)
    found = [("entry", e) for e in asked.entries if per_entry[e] != asked.needed[e]]
    found += [("judge", j) for j in asked.judges if not asked.load[j][0] <= per_judge[j] <= asked.load[j][1]]
    found += [("conflict", pair) for pair in pairs if pair in asked.conflicts]
    found += [("lost", pair) for pair in asked.kept if pair not in set(pairs)]
    found += [("stranger", (e, j)) for e, j in pairs if e not in asked.entries or j not in asked.judges]
    return found + ([("twice", pairs)] if len(set(pairs)) != len(pairs) else [])


def pieces(asked, pairs, group=None):
    """Count the pieces that the readings of one category (or the only one) fall into, by walking from each."""
    mine = [(e, j) for e, j in pairs if group is None or asked.groups.get(e, "") == group]
    left, number = {e for e, _ in mine}, 0
    while left:
        number, walk = number + 1, {left.pop()}
        while walk:
            judges = {j for e, j in mine if e in walk}
            left -= walk
            walk = {e for e, j in mine if j in judges} & left
    return number


def hangs_together(asked, pairs):
    """Say whether every category is in one piece."""
    return all(pieces(asked, pairs, group) <= 1 for group in {asked.groups.get(e, "") for e in asked.entries})


def every_plan(asked):
    """Give every plan that keeps the hard limits."""
    able = {e: [j for j in asked.judges if (e, j) not in asked.conflicts] for e in asked.entries}
    choices = [
        [judges for judges in combinations(able[e], asked.needed[e]) if kept_by(asked, e) <= set(judges)]
        for e in asked.entries
    ]
    for chosen in product(*choices):
        loads = Counter(judge for judges in chosen for judge in judges)
        if all(asked.load[j][0] <= loads[j] <= asked.load[j][1] for j in asked.judges):
            yield tuple((e, j) for e, judges in zip(asked.entries, chosen, strict=True) for j in judges)


def kept_by(asked, entry):
    """Give the judges whose reading of an entry must stay."""
    return {j for e, j in asked.kept if e == entry}


def squares(pairs):
    """Give the sum of the squares of the loads: the smaller, the more even."""
    return sum(load * load for load in Counter(j for _, j in pairs).values())


def rank(asked, pairs):
    """Give how good a plan is by the aims in their order; the smaller the better."""
    affinity, liked = -asked.affinity_of(pairs), -len(asked.liked & set(pairs))
    return (squares(pairs), liked, affinity) if asked.even else (affinity, squares(pairs), liked)

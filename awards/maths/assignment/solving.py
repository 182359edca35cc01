"""Solve an instance: the best plan with its proof, or why there is none. Slow for a page: let a job or command ask."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from awards.maths.assignment.checking import names, prove
from awards.maths.assignment.exact import SMALL, TooHardError, linked_optimum
from awards.maths.assignment.graph import Part, by_group, parts_of
from awards.maths.assignment.instance import EVERYTHING, Instance, Pair
from awards.maths.assignment.linking import bridge, desk_of, link
from awards.maths.assignment.refusing import obstacles
from awards.maths.assignment.solution import Reason, Solution, Trouble
from awards.maths.assignment.space import Flags, Space
from awards.maths.assignment.tiers import Costs, plain_optimum


@dataclass(frozen=True, slots=True)
class _Linked:
    """A plan after linking; whether it is the best there is, and the categories proved not to hang together."""

    plan: Flags
    exact: bool
    hopeless: frozenset[str] = frozenset()


def solve(instance: Instance) -> Solution:
    """Find the best readings; the same question in any order gets the same answer.

    The best plain plan is found first, exactly. Where it falls into parts, small instances get the best plan that
    does not, proved; large ones are linked by the cheapest swaps, and the gap to the bound is told.
    """
    space = Space.of(instance)
    found = obstacles(instance, space)
    if found:
        changes = [change for finding in found for change in finding.relaxations]
        return Solution(feasible=False, reasons=tuple(finding.trouble for finding in found), relaxations=tuple(changes))
    costs = Costs.of(instance, space)
    plain = plain_optimum(instance, space, costs)
    parts = _parts(instance, space.pairs(plain))
    if instance.bridges == 0 or all(len(found) <= 1 for found in parts.values()):
        return _solution(instance, space, plain=plain, linked=_Linked(plain, exact=True))
    if instance.even:
        space = _everybody_stays(space, plain)
    linked = _linked(instance, space, costs=costs, plain=plain)
    if instance.bridges > 1:
        linked = _bridged(instance, space, costs=costs, linked=linked, parts=parts)
    return _solution(instance, space, plain=plain, linked=linked)


def _everybody_stays(space: Space, plain: Flags) -> Space:
    """Leave every judge who reads at least one reading: emptying a desk would link too, and be as uneven as can be."""
    once = plain.any(axis=0) & ~space.taken.any(axis=0)
    return replace(space, low=np.maximum(space.low, once))


def _parts(instance: Instance, pairs: tuple[Pair, ...]) -> dict[str, tuple[Part, ...]]:
    return {group: parts_of(found) for group, found in by_group(instance, pairs).items()}


def _rows(instance: Instance, space: Space, group: str) -> NDArray[np.intp]:
    rows = [row for row, entry in enumerate(space.entries) if instance.group_of(entry) == group]
    return np.array(rows, dtype=np.intp)


def _linked(instance: Instance, space: Space, *, costs: Costs, plain: Flags) -> _Linked:
    """Link what the plain plan leaves apart, exactly where that is small enough."""
    groups = _parts(instance, space.pairs(plain))
    hopeless = _hopeless(instance, space)
    if int(space.open.sum()) <= SMALL and hopeless < groups.keys():
        try:
            plan = linked_optimum(instance, space, costs=costs, plain=plain, groups=groups.keys() - hopeless)
        except TooHardError:
            pass
        else:
            if plan is not None:
                return _Linked(plan, exact=True, hopeless=hopeless)
            hopeless = frozenset(groups)
    return _Linked(_by_swaps(instance, space, costs=costs, plain=plain), exact=False, hopeless=hopeless)


def _hopeless(instance: Instance, space: Space) -> frozenset[str]:
    """Give the categories that counting, or reading every pair allowed, shows not to hang together."""
    read = (space.open & (space.need > 0)[:, None]) | space.taken
    groups = _parts(instance, space.pairs(read))
    if _too_few_to_link(space, read, groups=len(groups)):
        return frozenset(groups)
    return frozenset(group for group, found in groups.items() if len(found) > 1)


def _too_few_to_link(space: Space, read: Flags, *, groups: int) -> bool:
    """Say whether there are fewer readings than it takes to join all entries and judges, the least there can be."""
    readings = int(space.need.sum() + space.taken.sum())
    room = np.sort(space.high + space.taken.sum(axis=0))[::-1]
    enough = int(np.searchsorted(np.cumsum(room), readings)) + 1
    judges = max(enough, int(((space.low > 0) | space.taken.any(axis=0)).sum()))
    return readings < int(read.any(axis=1).sum()) + judges - groups


def _by_swaps(instance: Instance, space: Space, *, costs: Costs, plain: Flags) -> Flags:
    desk = desk_of(instance, space, costs=costs, plan=plain)
    for group, found in _parts(instance, space.pairs(plain)).items():
        if len(found) > 1:
            link(desk, _rows(instance, space, group))
    return desk.plan


def _bridged(
    instance: Instance, space: Space, *, costs: Costs, linked: _Linked, parts: dict[str, tuple[Part, ...]]
) -> _Linked:
    desk = desk_of(instance, space, costs=costs, plan=linked.plan)
    for group, found in parts.items():
        if len(found) > 1:
            bridge(desk, _rows(instance, space, group), instance=instance, space=space, parts=found)
    exact = linked.exact and bool((desk.plan == linked.plan).all())
    return _Linked(desk.plan, exact=exact, hopeless=linked.hopeless)


def _solution(instance: Instance, space: Space, *, plain: Flags, linked: _Linked) -> Solution:
    before, pairs = space.pairs(plain), space.pairs(linked.plan)
    apart = {group: found for group, found in _parts(instance, before).items() if len(found) > 1}
    now = _parts(instance, pairs)
    loads = Counter(judge for _, judge in pairs)
    objective, bound = instance.affinity_of(pairs), instance.affinity_of(before)
    return Solution(
        feasible=True,
        objective=objective,
        pairs=pairs,
        components={group: len(found) for group, found in now.items()},
        loads={judge: loads[judge] for judge in space.judges},
        bound=objective if linked.exact else max(bound, objective),
        objective_without_link=bound,
        components_without_link={group: len(apart.get(group, (1,))) for group in now},
        parts=apart,
        dropped=tuple(sorted(instance.liked - set(pairs))),
        reasons=tuple(_apart(instance, now, linked.hopeless)) if instance.bridges else (),
        proof=prove(instance, pairs, parts=apart if instance.bridges > 1 else None),
    )


def _apart(instance: Instance, parts: dict[str, tuple[Part, ...]], hopeless: frozenset[str]) -> list[Trouble]:
    """Name the parts that are left apart, and say whether that is proved or only all that was found."""
    troubles = []
    limits = "the limits, with something to read for every judge," if instance.even else "the limits"
    for group, found in parts.items():
        if len(found) > 1:
            proved = group in hopeless
            why = f"no plan within {limits} links" if proved else "no swap was found that links"
            who = "; ".join(f"{names(part.entries)} are read only by {names(part.judges)}" for part in found)
            where = f" of {group}" if group != EVERYTHING else ""
            named = [{"entries": list(part.entries), "judges": list(part.judges)} for part in found]
            troubles.append(
                Trouble(
                    reason=Reason.NOT_LINKED if proved else Reason.NO_LINK_FOUND,
                    words=f"Comparison{where}: {why} these parts: {who}.",
                    facts={"group": group, "parts": named},
                )
            )
    return troubles

"""The aims of a plan in their order: even loads, the plan before, affinity, and seeded noise for what is left."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from awards.maths.assignment.flows import is_open
from awards.maths.assignment.instance import Instance
from awards.maths.assignment.linear import Steps, best, within
from awards.maths.assignment.space import Flags, Numbers, Space

_NEAR: Final = 2
"""Loads this far from the level are looked at one by one, and farther ones only when they turn out to be needed."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What each pair costs by each aim; less is better."""

    liked: Numbers
    affinity: Numbers
    noise: Numbers

    @classmethod
    def of(cls, instance: Instance, space: Space) -> Costs:
        """Count pairs of the plan before and affinity as gains."""
        liked = -space.flags(instance.liked).astype(np.int64)
        return cls(liked, -space.affinity(instance), space.noise(instance.seed))


def plain_optimum(instance: Instance, space: Space, costs: Costs) -> Flags:
    """Give the best plan by all aims in their order, whether it hangs together or not; the space must hold one."""
    plan, left = space.taken, space
    for aim in aims(instance, costs):
        plan, left = aim(left)
    return plan


def aims(instance: Instance, costs: Costs) -> list[Callable[[Space], tuple[Flags, Space]]]:
    """Give the aims in the order that the instance asks for; each gives its plan and what is open to the next."""

    def by(cost: Numbers) -> Callable[[Space], tuple[Flags, Space]]:
        return lambda space: _cheapest(space, cost)

    if instance.even:
        return [_evenly, by(costs.liked), by(costs.affinity), by(costs.noise)]
    return [by(costs.affinity), _evenly, by(costs.liked), by(costs.noise)]


def level_of(least: Numbers, most: Numbers, total: int) -> int:
    """Give the load that everybody comes to, their own limits allowing, before the last few readings are given."""
    highest = int(most.max(initial=0))
    return bisect_right(range(highest + 1), total, key=lambda level: int(np.clip(level, least, most).sum())) - 1


def most_even(space: Space) -> Space:
    """Keep the plans whose loads are as even as can be: the sum of their squares is the least.

    Loads are counted with what is taken. Most often everybody can come to the same level, give or take one; only
    where limits and conflicts forbid that, a programme with rising costs finds what is nearest to it.
    """
    given = space.taken.sum(axis=0)
    least, most = given + space.low, given + space.high
    level = level_of(least, most, int(given.sum() + space.need.sum()))
    near = replace(space, low=np.clip(level, least, most) - given, high=np.clip(level + 1, least, most) - given)
    if is_open(near):
        return near
    return _by_steps(space, np.clip(level - _NEAR, least, most), np.clip(level + 1 + _NEAR, least, most))


def _evenly(space: Space) -> tuple[Flags, Space]:
    return space.taken, most_even(space)


def _cheapest(space: Space, cost: Numbers) -> tuple[Flags, Space]:
    if not cost[space.open].any():
        return space.taken, space
    found = best(space, cost)
    return space.taken | found.plan, found.space


def _by_steps(space: Space, start: Numbers, end: Numbers) -> Space:
    """Minimise the squares; a load outside `start` to `end` is priced too low, so the window grows until none is."""
    given = space.taken.sum(axis=0)
    nothing = np.zeros(space.open.shape, dtype=np.int64)
    while True:
        found = best(space, nothing, steps=_steps(space, start, end))
        loads = given + found.plan.sum(axis=0)
        if np.all((start - 1 <= loads) & (loads <= end + 1)):
            break
        start, end = np.minimum(start, loads), np.maximum(end, loads)
    settled = found.space.taken.sum(axis=0) - given
    low = np.maximum(found.space.low + settled, start - 1 - given)
    high = np.minimum(found.space.high + settled, end + 1 - given)
    return within(found.space, space, low=low, high=high)


def _steps(space: Space, start: Numbers, end: Numbers) -> Steps:
    """Let the reading after k others cost 2k + 1, one by one between start and end; as the nearest outside."""
    given = space.taken.sum(axis=0)
    judge: list[int] = []
    width: list[int] = []
    cost: list[int] = []
    for one, (first, last) in enumerate(zip(start.tolist(), end.tolist(), strict=True)):
        inside = range(first, last)
        judge += [one] * (len(inside) + 2)
        width += [
            first - int(given[one] + space.low[one]),
            *(1 for _ in inside),
            int(given[one] + space.high[one]) - last,
        ]
        cost += [2 * first - 1, *(2 * load + 1 for load in inside), 2 * last + 1]
    return Steps(np.array(judge), np.array(width, dtype=np.int64), np.array(cost, dtype=np.int64))

"""The best plan that hangs together, proved: whole-number programmes with a cut for every split that turns up.

Meant for small panels, where it takes a second or so; `linking` has the way for large ones.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, milp
from scipy.sparse import csr_array

from awards.maths.assignment.graph import by_group, parts_of
from awards.maths.assignment.instance import Instance
from awards.maths.assignment.programme import Programme, Row
from awards.maths.assignment.space import Flags, Space
from awards.maths.assignment.tiers import Costs, most_even

SMALL: Final = 400
"""Up to so many open pairs the proof is tried."""
_NODES: Final = 200
_TINY: Final = 80
"""Up to so many open pairs all splits can be forbidden at once, which needs no luck but many columns."""
_CUTS: Final = 18
"""After so many cuts that is done, where it can be; otherwise one goes on, and gives up at twice as many."""
_INFEASIBLE: Final = 2


class TooHardError(ArithmeticError):
    """No proof within the effort allowed."""


@dataclass(slots=True)
class _Search:
    """A programme, and what was learnt of it: the cuts so far, and the aims that are met."""

    programme: Programme
    limits: list[LinearConstraint]
    cuts: list[Row]
    carrying: list[LinearConstraint]


def linked_optimum(
    instance: Instance, space: Space, *, costs: Costs, plain: Flags, groups: AbstractSet[str]
) -> Flags | None:
    """Give the best plan by all aims in their order among those that hang together; nothing when there is none.

    Only the categories in `groups` have to. `plain` is the best plan without that: its parts are the first splits
    to be forbidden.

    Raises:
        TooHardError: it was given up; nothing is known.
    """
    if instance.even:
        level = _search(Programme.of(instance, most_even(space), groups), costs, plain=plain, evenness=False)
        if level is not None:
            return level
    return _search(Programme.of(instance, space, groups), costs, plain=plain, evenness=True)


def _search(programme: Programme, costs: Costs, *, plain: Flags, evenness: bool) -> Flags | None:
    """Meet one aim after the other; `evenness` may be left out where all plans are equally even."""
    search = _Search(programme, [programme.limits()], [], [])
    _forbid(search, plain)
    found: Row | None = None
    for cost in programme.aims(costs, evenness=evenness):
        found = _best_linked(search, cost)
        if found is None:
            return None
        search.limits.append(LinearConstraint(csr_array(cost[None, :]), -np.inf, round(float(cost @ found))))
    return _by_noise(search, costs, found)


def _by_noise(search: _Search, costs: Costs, found: Row | None) -> Flags | None:
    """Settle what is left by noise; where that takes too long, any of the plans that are equally good will do."""
    try:
        last = _best_linked(search, search.programme.of_pairs(costs.noise))
    except TooHardError:
        if found is None:
            raise
        last = found
    return None if last is None else search.programme.plan(last)


def _best_linked(search: _Search, cost: Row) -> Row | None:
    """Solve, forbid the split found, and solve again until nothing is split; at last forbid all splits."""
    while True:
        found = _solved(search, cost)
        if found.status == _INFEASIBLE:
            return None
        if found.status != 0:
            raise TooHardError(found.message)
        values: Row = np.rint(found.x[: search.programme.width])
        if not _forbid(search, search.programme.plan(values)):
            return values
        if search.carrying:
            raise TooHardError("a split in spite of the carrying")
        if len(search.cuts) > _CUTS and len(search.programme.rows) <= _TINY:
            search.carrying = search.programme.carrying()
        elif len(search.cuts) > 2 * _CUTS:
            raise TooHardError("too many splits")


def _solved(search: _Search, cost: Row) -> OptimizeResult:
    more = search.programme.tokens() if search.carrying else 0
    limits = [_widened(limit, more) for limit in search.limits]
    if search.cuts:
        limits.append(_widened(LinearConstraint(csr_array(np.array(search.cuts)), 1, np.inf), more))
    ones, none = np.ones(len(cost)), np.zeros(more)
    return milp(
        np.concatenate([cost, none]),
        integrality=np.concatenate([ones, none]),
        bounds=Bounds(0, np.concatenate([ones, none + np.inf])),
        constraints=limits + search.carrying,
        options={"node_limit": _NODES, "mip_rel_gap": 0},
    )


def _widened(limit: LinearConstraint, more: int) -> LinearConstraint:
    """Add empty columns."""
    matrix = csr_array(limit.A)
    matrix.resize((matrix.shape[0], matrix.shape[1] + more))
    return LinearConstraint(matrix, limit.lb, limit.ub)


def _forbid(search: _Search, plan: Flags) -> bool:
    """Add a cut for every part of this plan that hangs together with nobody else; say whether there was any."""
    programme, split = search.programme, False
    for group, pairs in by_group(programme.instance, programme.space.pairs(plan)).items():
        parts = parts_of(pairs)
        if len(parts) > 1 and group in programme.groups:
            search.cuts += [programme.cut(part, group=group) for part in parts]
            split = True
    return split

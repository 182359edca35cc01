"""One aim at a time, exactly: the linear programme of a plan, and all plans that are as good by that aim.

The programme is a flow, so its corners are whole numbers, in the readings and in the prices (duals). By the prices
every best plan is known: it takes what is cheaper than its price, leaves what is dearer, and the rest stays open to
the next aim. So aims are met one after the other without adding them up with weights, and without rounding.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csc_array

from awards.maths.assignment.flows import some_plan
from awards.maths.assignment.space import Flags, Numbers, Space

WHOLE: Final = 60_000
"""Up to so many open pairs the programme is solved as it is; beyond, pairs are let in by their price."""
AT_FIRST: Final = 16
"""Pairs of each entry that are let in at first, the cheapest; as many again each time that more would pay."""
_EXACT: Final = 1e-4


class NotWholeError(ArithmeticError):
    """The solver gave an answer that is no corner of the programme; it never should."""


@dataclass(frozen=True, slots=True)
class Steps:
    """What readings cost their judge: each step is so many readings wide and costs so much for each.

    Every judge begins at the least readings of the space; the steps of one judge rise.
    """

    judge: Numbers
    width: Numbers
    cost: Numbers


@dataclass(frozen=True, slots=True)
class Best:
    """The outcome of one aim: one best plan (beside what was taken before), and the space of all of them."""

    plan: Flags
    space: Space


def flat(space: Space) -> Steps:
    """Let every judge read anything from their least to their most at no cost."""
    return Steps(np.arange(len(space.judges)), space.high - space.low, np.zeros(len(space.judges), dtype=np.int64))


def best(space: Space, cost: Numbers, *, steps: Steps | None = None) -> Best:
    """Find the plans of least cost; the space must hold one.

    Raises:
        NotWholeError: the solver failed.
    """
    stairs = flat(space) if steps is None else steps
    let_in = space.open if space.open.sum() <= WHOLE else _cheapest(space.open, cost) | some_plan(space)
    while True:
        plan, of_entry, of_judge = _solve(space, cost, steps=stairs, let_in=let_in)
        reduced = cost - of_entry[:, None] - of_judge[None, :]
        paying = space.open & ~let_in & (reduced < 0)
        if not paying.any():
            break
        let_in = let_in | _cheapest(paying, reduced)
    rest = stairs.cost + of_judge[stairs.judge]
    open_steps, full = (rest == 0) & (stairs.width > 0), (rest < 0) | (stairs.width == 0)
    narrowed = replace(space, open=space.open & (reduced <= 0)).taking(space.open & (reduced < 0))
    low = space.low + np.bincount(stairs.judge, np.where(full, stairs.width, 0), len(space.judges)).astype(np.int64)
    slack = np.bincount(stairs.judge, np.where(open_steps, stairs.width, 0), len(space.judges)).astype(np.int64)
    return Best(plan, within(narrowed, space, low=low, high=low + slack))


def within(narrowed: Space, before: Space, *, low: Numbers, high: Numbers) -> Space:
    """Keep to these loads, which are counted as the space before counted them."""
    settled = narrowed.taken.sum(axis=0) - before.taken.sum(axis=0)
    return replace(narrowed, low=np.maximum(low - settled, 0), high=high - settled)


def _cheapest(among: Flags, cost: Numbers) -> Flags:
    """Mark the cheapest pairs of each entry among those marked."""
    if among.shape[1] <= AT_FIRST:
        return among.copy()
    ranked = np.where(among, cost, np.iinfo(np.int64).max)
    chosen = np.argpartition(ranked, AT_FIRST, axis=1)[:, :AT_FIRST]
    marked = np.zeros_like(among)
    np.put_along_axis(marked, chosen, values=True, axis=1)
    return marked & among


def _solve(space: Space, cost: Numbers, *, steps: Steps, let_in: Flags) -> tuple[Flags, Numbers, Numbers]:
    """Solve the programme over the pairs let in; give the plan and the prices of entries and of judges."""
    rows, columns = np.nonzero(let_in & space.open)
    entries, pairs, stairs = len(space.entries), len(rows), len(steps.judge)
    one = np.ones(pairs)
    matrix = csc_array(
        (
            np.concatenate([one, one, -np.ones(stairs)]),
            (
                np.concatenate([rows, entries + columns, entries + steps.judge]),
                np.concatenate([np.arange(pairs), np.arange(pairs), pairs + np.arange(stairs)]),
            ),
        ),
        shape=(entries + len(space.judges), pairs + stairs),
    )
    upper = np.concatenate([one, steps.width])
    found = linprog(
        np.concatenate([cost[rows, columns], steps.cost]),
        A_eq=matrix,
        b_eq=np.concatenate([space.need, space.low]),
        bounds=np.column_stack([np.zeros(len(upper)), upper]),
        method="highs-ds",
    )
    if found.x is None:
        raise NotWholeError(found.message)
    prices = _whole(found.eqlin.marginals)
    plan = np.zeros_like(space.open)
    plan[rows, columns] = _whole(found.x[:pairs]) == 1
    return plan, prices[:entries], prices[entries:]


def _whole(values: np.ndarray) -> Numbers:
    rounded: Numbers = np.rint(values).astype(np.int64)
    if np.abs(values - rounded).max(initial=0) > _EXACT:
        raise NotWholeError("the solver's answer is not in whole numbers")
    return rounded

"""Whether there is any plan at all, by the greatest flow; and the entries and judges that stand in its way."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

from awards.maths.assignment.space import Flags, Numbers, Space


class NoPlanError(ValueError):
    """There is no plan within the limits."""


@dataclass(frozen=True, slots=True)
class Filled:
    """The most readings that fit: which, how many are short, and the cut that proves it.

    `entries` and `judges` are the side of the cut where readings are left over.
    """

    plan: Flags
    short: int
    entries: Flags
    judges: Flags


def some_plan(space: Space) -> Flags:
    """Give any plan within the limits (beside what is taken).

    Raises:
        NoPlanError: there is none.
    """
    total = int(space.need.sum())
    spare = total - int(space.low.sum())
    if min(spare, int(space.need.min(initial=0)), int((space.high - space.low).min(initial=0))) < 0:
        raise NoPlanError
    filled = _flow(space, sure=space.low, extra=space.high - space.low, spare=spare)
    if filled.short:
        raise NoPlanError
    return filled.plan


def is_open(space: Space) -> bool:
    """Say whether there is any plan within the limits."""
    try:
        some_plan(space)
    except NoPlanError:
        return False
    return True


def fill_entries(space: Space) -> Filled:
    """Give entries as many of their readings as the judges' mosts allow; leasts are left aside."""
    return _flow(space, sure=space.high, extra=np.zeros_like(space.high), spare=0)


def fill_judges(space: Space) -> Filled:
    """Give judges as many of their least readings as entries need; what is short is counted in judges' readings."""
    turned = replace(
        space,
        entries=space.judges,
        judges=space.entries,
        open=space.open.T,
        taken=space.taken.T,
        need=space.low,
        low=np.zeros_like(space.need),
        high=space.need,
    )
    filled = fill_entries(turned)
    return Filled(filled.plan.T, filled.short, filled.judges, filled.entries)


def _flow(space: Space, *, sure: Numbers, extra: Numbers, spare: int) -> Filled:
    """Send readings from entries through open pairs to judges: `sure` each, and `spare` of their `extra` in all."""
    entries, judges = len(space.entries), len(space.judges)
    source, pool, sink = entries + judges, entries + judges + 1, entries + judges + 2
    rows, columns = np.nonzero(space.open)
    seats = entries + np.arange(judges)
    tails: list[Numbers] = [np.full(entries, source), rows, seats, seats, np.array([pool])]
    heads: list[Numbers] = [
        np.arange(entries),
        entries + columns,
        np.full(judges, sink),
        np.full(judges, pool),
        np.array([sink]),
    ]
    room: list[Numbers] = [space.need, np.ones(len(rows), dtype=np.int64), sure, extra, np.array([spare])]
    capacity = csr_array(
        (np.concatenate(room).astype(np.int32), (np.concatenate(tails), np.concatenate(heads))),
        shape=(sink + 1, sink + 1),
    )
    capacity.eliminate_zeros()
    found = maximum_flow(capacity, source, sink)
    left = csr_array(capacity - found.flow)
    left.eliminate_zeros()
    near = np.zeros(sink + 1, dtype=bool)
    near[breadth_first_order(left, source, return_predecessors=False)] = True
    plan = found.flow[:entries, entries:source].toarray() > 0
    short = int(space.need.sum()) - int(found.flow_value)
    return Filled(plan, short, near[:entries], near[entries:source])

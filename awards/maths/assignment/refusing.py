"""Why there is no plan, when no single entry or judge is to blame: the group that bites, and the least that helps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from awards.maths.assignment.checking import names
from awards.maths.assignment.counting import Finding, counted, fewer, lowered, more_judges, raised, readings
from awards.maths.assignment.flows import Filled, fill_entries, fill_judges, is_open
from awards.maths.assignment.instance import Instance
from awards.maths.assignment.linear import Steps, best
from awards.maths.assignment.solution import Reason, Relaxation, Trouble
from awards.maths.assignment.space import Flags, Numbers, Space


def obstacles(instance: Instance, space: Space) -> list[Finding]:
    """Give every reason why no plan keeps the limits; nothing when one does."""
    found = counted(instance)
    if found:
        return found
    return [*_room_short(instance, space), *_least_out_of_reach(instance, space)]


def _room_short(instance: Instance, space: Space) -> Iterator[Finding]:
    filled = fill_entries(space)
    if not filled.short:
        return
    entries = [one for one, marked in zip(space.entries, filled.entries, strict=True) if marked]
    judges = [one for one, marked in zip(space.judges, filled.judges, strict=True) if marked]
    needed = int(space.need[filled.entries].sum())
    still = "still need" if instance.kept else "need"
    words = (
        f"{names(entries)} {still} {readings(needed)}, and the judges who may read them have room for "
        f"{needed - filled.short}: {filled.short} short."
    )
    facts = {"entries": entries, "judges": judges, "needed": needed, "short": filled.short}
    trouble = Trouble(reason=Reason.ROOM_SHORT, words=words, facts=facts)
    changes = [*_raise(space, filled), *_lift(instance, space), *_ask_less(instance, space, filled)]
    yield Finding(trouble, tuple(changes))


def _least_out_of_reach(instance: Instance, space: Space) -> Iterator[Finding]:
    filled = fill_judges(space)
    if not filled.short:
        return
    judges = [one for one, marked in zip(space.judges, filled.judges, strict=True) if marked]
    least = int(space.low[filled.judges].sum())
    words = (
        f"{names(judges)} are to read at least {least}{' more' if instance.kept else ''} in all, and the entries "
        f"they may read give room for {least - filled.short}: {filled.short} short."
    )
    facts = {"judges": judges, "least": least, "short": filled.short}
    missing = space.low - filled.plan.sum(axis=0)
    lower = [
        (judge, instance.load[judge][0] - int(by)) for judge, by in zip(space.judges, missing, strict=True) if by > 0
    ]
    trouble = Trouble(reason=Reason.LEAST_OUT_OF_REACH, words=words, facts=facts)
    yield Finding(trouble, (lowered(lower), *_lift(instance, space)))


def _raise(space: Space, filled: Filled) -> Iterator[Relaxation]:
    """Find the fewest readings above the mosts, spread over judges as evenly as can be."""
    rooms = space.open.sum(axis=0)
    wide = replace(space, high=np.maximum(rooms, space.high))
    if not is_open(wide):
        return
    extra = np.minimum(wide.high - space.high, filled.short)
    count = len(space.judges)
    within = Steps(np.arange(count), space.high - space.low, np.zeros(count, dtype=np.int64))
    above = np.repeat(np.arange(count), extra)
    nth = np.concatenate([np.arange(1, more + 1) for more in extra]) if len(above) else above
    steps = Steps(
        np.concatenate([within.judge, above]),
        np.concatenate([within.width, np.ones(len(above), dtype=np.int64)]),
        # One more reading short would cost more than any unevenness.
        np.concatenate([within.cost, nth + int(filled.short) ** 2]),
    )
    plan = best(wide, np.zeros(space.open.shape, dtype=np.int64), steps=steps).plan
    over = np.maximum(plan.sum(axis=0) - space.high, 0)
    yield raised([(judge, int(by)) for judge, by in zip(space.judges, over, strict=True) if by], int(over.sum()))


def _ask_less(instance: Instance, space: Space, filled: Filled) -> Iterator[Relaxation]:
    """Name the entries that go short when the others are filled, for more judges or fewer readings."""
    judges, missing = _shortest_of_each(space)
    short = [(entry, int(by)) for entry, by in zip(space.entries, missing, strict=True) if by]
    yield more_judges([entry for entry, _ in short], judges, room=filled.short)
    if is_open(replace(space, need=space.need - missing)):
        yield fewer([(entry, instance.needed[entry] - by, instance.needed[entry]) for entry, by in short])


def _shortest_of_each(space: Space) -> tuple[int, Numbers]:
    """Let further judges in who may read anything, as few as can be, and give what they would have to read."""
    judges = 0
    while True:
        judges += 1
        more = np.ones((len(space.entries), judges), dtype=bool)
        wide = replace(
            space,
            judges=(*space.judges, *(f"another {number}" for number in range(judges))),
            open=np.hstack([space.open, more]),
            taken=np.hstack([space.taken, ~more]),
            low=np.zeros(len(space.judges) + judges, dtype=np.int64),
            high=np.concatenate([space.high, np.full(judges, len(space.entries))]),
        )
        if is_open(wide):
            break
    cost = np.zeros(wide.open.shape, dtype=np.int64)
    cost[:, len(space.judges) :] = 1
    missing: Numbers = best(wide, cost).plan[:, len(space.judges) :].sum(axis=1)
    return judges, missing


def _lift(instance: Instance, space: Space) -> Iterator[Relaxation]:
    """Find the fewest conflicts whose lifting would be enough."""
    barred: Flags = space.flags(instance.conflicts)
    wide = replace(space, open=space.open | barred)
    if not is_open(wide):
        return
    lifted = space.pairs(best(wide, barred.astype(np.int64)).plan & barred)
    listed = names(f"{entry} with {judge}" for entry, judge in lifted)
    number = "one conflict" if len(lifted) == 1 else f"{len(lifted)} conflicts"
    words = f"Lift {number}, of {listed}"
    yield Relaxation(change="lift_conflicts", words=words, facts={"pairs": [list(pair) for pair in lifted]})

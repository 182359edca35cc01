"""Linking sub-panels by swaps, the cheapest first: two readings change judges, or one moves to another judge.

A reading whose loss would cut its own part in two is given up only in a swap whose other half stays whole, so every
step leaves one part fewer. Needs, conflicts, limits and kept readings are never touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from awards.maths.assignment.checking import shared_wanted
from awards.maths.assignment.graph import Part, cutting_readings, labels_of
from awards.maths.assignment.instance import Instance
from awards.maths.assignment.space import NOISE, Flags, Numbers, Space
from awards.maths.assignment.tiers import Costs

_AT_ONCE: Final = 256
_TRIES: Final = 40
"""Bridges that turn out to loosen another place and are taken back, before two sub-panels are left as they are."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A plan being changed, and what may be changed at what price."""

    plan: Flags
    allowed: Flags
    locked: Flags
    price: NDArray[np.float64]
    unevenness: float
    """The price of one more in the squares of the loads."""
    least: Numbers
    most: Numbers

    def step_of_load(self) -> NDArray[np.float64]:
        """Give the price of moving a reading from a judge (row) to a judge (column); infinite outside limits."""
        loads = self.plan.sum(axis=0)
        price: NDArray[np.float64] = self.unevenness * 2.0 * (loads[None, :] - loads[:, None] + 1)
        price[loads - 1 < self.least, :] = np.inf
        price[:, loads + 1 > self.most] = np.inf
        return price

    def change(self, out: list[tuple[int, int]], into: list[tuple[int, int]]) -> None:
        """Take readings out of the plan and put others in."""
        for row, column in out:
            self.plan[row, column] = False
        for row, column in into:
            self.plan[row, column] = True


@dataclass(frozen=True, slots=True)
class Change:
    """Readings that go and readings that come, and what it costs."""

    price: float
    out: list[tuple[int, int]]
    into: list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Readings:
    """The readings of one category: their entry, judge and part, and which would cut their part when lost."""

    entry: NDArray[np.intp]
    judge: NDArray[np.intp]
    part: NDArray[np.intp]
    cutting: Flags
    locked: Flags

    @classmethod
    def of(cls, desk: Desk, rows: NDArray[np.intp]) -> Readings:
        """Look at the readings of these entries as the plan stands."""
        at, judge = np.nonzero(desk.plan[rows])
        entry = rows[at]
        pairs = list(zip(entry.tolist(), judge.tolist(), strict=True))
        part = np.array(labels_of(pairs), dtype=np.intp)
        return cls(entry, judge, part, np.array(cutting_readings(pairs), dtype=bool), desk.locked[entry, judge])

    @property
    def parts(self) -> int:
        """Give the number of parts."""
        return int(self.part.max(initial=-1)) + 1


def desk_of(instance: Instance, space: Space, *, costs: Costs, plan: Flags) -> Desk:
    """Lay out a plan for changing; prices put the aims in the order of the instance."""
    spread = int(np.abs(costs.affinity).max(initial=0)) + 1
    noise = costs.noise / NOISE
    if instance.even:
        price = noise + 8.0 * costs.affinity + 64.0 * spread * costs.liked
        unevenness = 512.0 * spread
    else:
        price = noise + 8.0 * costs.liked + 1024.0 * len(space.entries) * costs.affinity
        unevenness = 64.0
    given = space.taken.sum(axis=0)
    return Desk(
        plan.copy(), space.open | space.taken, space.taken, price, unevenness, given + space.low, given + space.high
    )


def link(desk: Desk, rows: NDArray[np.intp]) -> bool:
    """Link the parts of one category until they are one; say whether that was possible by swaps and moves."""
    while (readings := Readings.of(desk, rows)).parts > 1:
        sizes = np.bincount(readings.part)
        found = (_cheapest_link(desk, readings, part=int(part)) for part in np.argsort(sizes, kind="stable"))
        change = next((one for one in found if one is not None), None)
        if change is None:
            return False
        desk.change(change.out, change.into)
    return True


def bridge(desk: Desk, rows: NDArray[np.intp], *, instance: Instance, space: Space, parts: tuple[Part, ...]) -> None:
    """Swap on until each two of these sub-panels share as many readings as asked, as far as that goes."""
    wanted = shared_wanted(instance, len(parts))
    sides = [(np.isin(space.entries, part.entries), np.isin(space.judges, part.judges)) for part in parts]
    for other in range(len(sides)):
        for one in range(other):
            _bridge_two(desk, rows, sides=(sides[one], sides[other]), wanted=wanted)


def _bridge_two(
    desk: Desk, rows: NDArray[np.intp], *, sides: tuple[tuple[Flags, Flags], tuple[Flags, Flags]], wanted: int
) -> None:
    (our_entries, our_judges), (their_entries, their_judges) = sides
    across = np.outer(our_entries, their_judges) | np.outer(their_entries, our_judges)
    barred: set[tuple[tuple[int, int], ...]] = set()
    while int((desk.plan & across).sum()) < wanted and len(barred) < _TRIES:
        readings = Readings.of(desk, rows)
        loose = ~readings.cutting & ~readings.locked
        ours = loose & our_entries[readings.entry] & our_judges[readings.judge]
        theirs = loose & their_entries[readings.entry] & their_judges[readings.judge]
        change = _cheapest_swap(desk, readings, ours=ours, theirs=theirs, barred=barred)
        if change is None:
            return
        desk.change(change.out, change.into)
        if Readings.of(desk, rows).parts > readings.parts:
            desk.change(change.into, change.out)
            barred.add(tuple(change.out))


def _cheapest_link(desk: Desk, readings: Readings, *, part: int) -> Change | None:
    """Give the cheapest change that links this part to another."""
    ours = (readings.part == part) & ~readings.locked
    theirs = (readings.part != part) & ~readings.locked
    changes = [_cheapest_swap(desk, readings, ours=ours, theirs=theirs), _cheapest_move(desk, readings, part=part)]
    return min((change for change in changes if change), key=lambda change: change.price, default=None)


def _cheapest_swap(
    desk: Desk,
    readings: Readings,
    *,
    ours: Flags,
    theirs: Flags,
    barred: set[tuple[tuple[int, int], ...]] | None = None,
) -> Change | None:
    """Give the cheapest exchange of judges between one of our readings and one of theirs."""
    choice: Change | None = None
    entry, judge = readings.entry[theirs], readings.judge[theirs]
    if not len(entry):
        return None
    for some in _slices(np.nonzero(ours)[0]):
        our_entry, our_judge = readings.entry[some], readings.judge[some]
        price = _exchange(desk, (our_entry, our_judge), (entry, judge))
        price[np.outer(readings.cutting[some], readings.cutting[theirs])] = np.inf
        for mine, his in _barred_in(barred or set(), (our_entry, our_judge), (entry, judge)):
            price[mine, his] = np.inf
        lowest = float(price.min())
        if lowest < (np.inf if choice is None else choice.price):
            one, two = divmod(int(price.argmin()), price.shape[1])
            first, second = (int(our_entry[one]), int(our_judge[one])), (int(entry[two]), int(judge[two]))
            choice = Change(lowest, [first, second], [(first[0], second[1]), (second[0], first[1])])
    return choice


def _exchange(
    desk: Desk, ours: tuple[NDArray[np.intp], NDArray[np.intp]], theirs: tuple[NDArray[np.intp], NDArray[np.intp]]
) -> NDArray[np.float64]:
    """Price every exchange; infinite where a pair is not allowed or is read already."""
    fits = desk.allowed & ~desk.plan
    price = np.where(fits, desk.price, np.inf)
    there, back = price[np.ix_(ours[0], theirs[1])], price[np.ix_(theirs[0], ours[1])].T
    saved: NDArray[np.float64] = desk.price[ours][:, None] + desk.price[theirs][None, :]
    return there + back - saved


def _barred_in(
    barred: set[tuple[tuple[int, int], ...]],
    ours: tuple[NDArray[np.intp], NDArray[np.intp]],
    theirs: tuple[NDArray[np.intp], NDArray[np.intp]],
) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    for first, second in barred:
        mine = np.nonzero((ours[0] == first[0]) & (ours[1] == first[1]))[0]
        his = np.nonzero((theirs[0] == second[0]) & (theirs[1] == second[1]))[0]
        yield mine, his


def _cheapest_move(desk: Desk, readings: Readings, *, part: int) -> Change | None:
    """Give the cheapest move of a reading to a judge, between this part and another."""
    home = np.full(desk.plan.shape[1], -1, dtype=np.intp)
    home[readings.judge] = readings.part
    only = np.bincount(readings.judge, minlength=len(home))[readings.judge] == 1
    loose = np.nonzero((~readings.cutting | only) & ~readings.locked)[0]
    if not len(loose):
        return None
    entry, judge = readings.entry[loose], readings.judge[loose]
    own = readings.part[loose][:, None]
    links = (home >= 0)[None, :] & (home[None, :] != own) & ((home[None, :] == part) | (own == part))
    price = desk.price[entry] - desk.price[entry, judge][:, None] + desk.step_of_load()[judge]
    price[~(links & desk.allowed[entry])] = np.inf
    at, column = np.unravel_index(int(price.argmin()), price.shape)
    if not np.isfinite(price[at, column]):
        return None
    row = int(entry[at])
    return Change(float(price[at, column]), [(row, int(judge[at]))], [(row, int(column))])


def _slices(positions: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
    for start in range(0, len(positions), _AT_ONCE):
        yield positions[start : start + _AT_ONCE]

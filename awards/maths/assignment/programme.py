"""The whole-number programme of a small panel: its columns, its limits, and what makes a plan hang together."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import LinearConstraint
from scipy.sparse import csr_array

from awards.maths.assignment.graph import Part
from awards.maths.assignment.instance import Instance
from awards.maths.assignment.space import Flags, Numbers, Space
from awards.maths.assignment.tiers import Costs

Row = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Programme:
    """One column for each open pair, and after them one for each reading a judge may have above their least.

    Only the categories in `groups` are to hang together.
    """

    instance: Instance
    space: Space
    groups: AbstractSet[str]
    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    seats: NDArray[np.intp]

    @classmethod
    def of(cls, instance: Instance, space: Space, groups: AbstractSet[str]) -> Self:
        """Lay out the columns."""
        rows, columns = np.nonzero(space.open)
        seats = np.repeat(np.arange(len(space.judges)), space.high - space.low)
        return cls(instance, space, groups, rows, columns, seats)

    @property
    def width(self) -> int:
        """Give the number of columns."""
        return len(self.rows) + len(self.seats)

    def plan(self, values: Row) -> Flags:
        """Give the plan that an answer stands for."""
        chosen = self.space.taken.copy()
        chosen[self.rows, self.columns] |= values[: len(self.rows)] == 1
        return chosen

    def limits(self) -> LinearConstraint:
        """Ask for every entry's readings, and for every judge's seats to be those of their readings."""
        entries, pairs, one = len(self.space.entries), np.arange(len(self.rows)), np.ones(len(self.rows))
        at = (
            np.concatenate([self.rows, entries + self.columns, entries + self.seats]),
            np.concatenate([pairs, pairs, len(pairs) + np.arange(len(self.seats))]),
        )
        values = np.concatenate([one, one, -np.ones(len(self.seats))])
        matrix = csr_array((values, at), shape=(entries + len(self.space.judges), self.width))
        exactly = np.concatenate([self.space.need, self.space.low])
        return LinearConstraint(matrix, exactly, exactly)

    def of_pairs(self, cost: Numbers) -> Row:
        """Give what every column costs where only readings do."""
        return np.concatenate([cost[self.rows, self.columns].astype(float), np.zeros(len(self.seats))])

    def aims(self, costs: Costs, *, evenness: bool) -> list[Row]:
        """Give the costs by each aim but noise, in the order of the instance; an aim that says nothing is left out."""
        base = self.space.taken.sum(axis=0) + self.space.low
        room = self.space.high - self.space.low
        steps = [2 * (int(load) + more) + 1 for load, wide in zip(base, room, strict=True) for more in range(int(wide))]
        spread = np.concatenate([np.zeros(len(self.rows)), np.array(steps, dtype=float)]) * evenness
        liked, affinity = self.of_pairs(costs.liked), self.of_pairs(costs.affinity)
        order = [spread, liked, affinity] if self.instance.even else [affinity, spread, liked]
        return [row for row in order if row.any()]

    def cut(self, part: Part, *, group: str) -> Row:
        """Ask for a reading across the border of this part: of its entries elsewhere, or by its judges of others'."""
        inside, own = set(part.entries), set(part.judges)
        crossing = [
            (self.space.judges[column] in own) != (self.space.entries[row] in inside)
            and self.instance.group_of(self.space.entries[row]) == group
            for row, column in zip(self.rows.tolist(), self.columns.tolist(), strict=True)
        ]
        return np.concatenate([np.array(crossing, dtype=float), np.zeros(len(self.seats))])

    def carrying(self) -> list[LinearConstraint]:
        """Ask that from one entry of each category a token can be carried to each other along readings.

        That says at once what all the cuts say together, at the price of two more columns for each pair: first all
        from entry to judge, then all back.
        """
        pairs = np.argwhere(self._readable())
        column_of = {pair: at for at, pair in enumerate(zip(self.rows.tolist(), self.columns.tolist(), strict=True))}
        found = []
        for group in sorted(self.groups):
            mine = [at for at, (row, _) in enumerate(pairs) if self.instance.group_of(self.space.entries[row]) == group]
            ways = [(int(pairs[at][0]), int(pairs[at][1]), self.width + at) for at in mine]
            found += list(_carried(ways, column_of, back=len(pairs), width=self.width + 2 * len(pairs)))
        return found

    def tokens(self) -> int:
        """Give how many columns the carrying adds."""
        return 2 * int(self._readable().sum())

    def _readable(self) -> Flags:
        """Mark the pairs of entries that are read at all."""
        return self.space.taken | self.space.open & (self.space.need > 0)[:, None]


def _carried(
    ways: list[tuple[int, int, int]], column_of: dict[tuple[int, int], int], *, back: int, width: int
) -> Iterator[LinearConstraint]:
    """Keep the tokens of one category; `ways` are entry, judge and the column of what goes from one to the other."""
    entries = sorted({entry for entry, _, _ in ways})
    if len(entries) <= 1:
        return
    others = len(entries) - 1
    judges = sorted({judge for _, judge, _ in ways})
    arrives = np.zeros((len(entries) + len(judges), width))
    room = np.zeros((2 * len(ways), width))
    at_most = np.zeros(2 * len(ways))
    for at, (entry, judge, there) in enumerate(ways):
        giver, taker = entries.index(entry), len(entries) + judges.index(judge)
        arrives[giver, there], arrives[taker, there] = -1, 1
        arrives[giver, there + back], arrives[taker, there + back] = 1, -1
        room[2 * at, there] = room[2 * at + 1, there + back] = 1
        if (entry, judge) in column_of:
            room[2 * at : 2 * at + 2, column_of[entry, judge]] = -others
        else:
            at_most[2 * at : 2 * at + 2] = others
    wanted = np.concatenate([[-others], np.ones(others), np.zeros(len(judges))])
    yield LinearConstraint(csr_array(arrives), wanted, wanted)
    yield LinearConstraint(csr_array(room), -np.inf, at_most)

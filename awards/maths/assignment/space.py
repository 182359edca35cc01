"""An instance as arrays: which pairs are open, which are settled, how many readings are left to give."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from awards.maths.assignment.instance import Instance, Pair

Flags = NDArray[np.bool_]
"""One for each entry (row) and judge (column)."""
Numbers = NDArray[np.int64]
NOISE: Final = 1 << 20
"""Seeded noise is a whole number from 1, below this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """The plans still open: every pair that is `taken`, and of those that are `open` as many as `need` and loads say.

    `need`, `low` and `high` count what is left to give beside the pairs taken. Rows and columns are in order of name.
    """

    entries: tuple[str, ...]
    judges: tuple[str, ...]
    open: Flags
    taken: Flags
    need: Numbers
    low: Numbers
    high: Numbers

    @classmethod
    def of(cls, instance: Instance) -> Self:
        """Give the plans that keep the hard limits of an instance: needs, loads, conflicts and kept readings."""
        entries, judges = tuple(sorted(instance.entries)), tuple(sorted(instance.judges))
        blank = np.zeros((len(entries), len(judges)), dtype=bool)
        space = cls(
            entries=entries,
            judges=judges,
            open=~blank,
            taken=blank,
            need=np.array([instance.needed[entry] for entry in entries], dtype=np.int64),
            low=np.array([instance.load[judge][0] for judge in judges], dtype=np.int64),
            high=np.array([instance.load[judge][1] for judge in judges], dtype=np.int64),
        )
        allowed = ~space.flags(instance.conflicts)
        most = np.minimum(space.high, np.maximum(len(entries), space.low))
        kept = space.flags(instance.kept)
        return replace(space, open=allowed & ~kept, high=most).taking(kept)

    def taking(self, more: Flags) -> Self:
        """Settle that these pairs, open until now, are part of the plan."""
        by_entry, by_judge = more.sum(axis=1), more.sum(axis=0)
        return replace(
            self,
            open=self.open & ~more,
            taken=self.taken | more,
            need=self.need - by_entry,
            low=np.maximum(self.low - by_judge, 0),
            high=self.high - by_judge,
        )

    def flags(self, pairs: Iterable[Pair]) -> Flags:
        """Mark these pairs; strangers are passed over."""
        rows = {entry: row for row, entry in enumerate(self.entries)}
        columns = {judge: column for column, judge in enumerate(self.judges)}
        marked = np.zeros((len(self.entries), len(self.judges)), dtype=bool)
        for entry, judge in pairs:
            if entry in rows and judge in columns:
                marked[rows[entry], columns[judge]] = True
        return marked

    def affinity(self, instance: Instance) -> Numbers:
        """Give the affinity of every pair, 0 where none is given."""
        rows = {entry: row for row, entry in enumerate(self.entries)}
        columns = {judge: column for column, judge in enumerate(self.judges)}
        found = np.zeros((len(self.entries), len(self.judges)), dtype=np.int64)
        for (entry, judge), value in instance.affinity.items():
            if entry in rows and judge in columns:
                found[rows[entry], columns[judge]] = value
        return found

    def noise(self, seed: str) -> Numbers:
        """Give every pair its seeded noise; the same names and the same seed always give the same."""
        chance = np.random.default_rng(int.from_bytes(hashlib.sha256(seed.encode()).digest()))
        return chance.integers(1, NOISE, size=(len(self.entries), len(self.judges)), dtype=np.int64)

    def pairs(self, plan: Flags) -> tuple[Pair, ...]:
        """Name the pairs of a plan, in order."""
        return tuple((self.entries[row], self.judges[column]) for row, column in zip(*np.nonzero(plan), strict=True))

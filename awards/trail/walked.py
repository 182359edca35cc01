"""The log as a check walks along it: what stands at which place, what is missing, what came in afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from awards.trail.findings import Finding

LATE: Final = timedelta(hours=3)
"""By how much an entry with a lower number may say an earlier time than those sealed before it: what was committed
late says the time at which its request began, and is sealed within the hour."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is remembered of an entry."""

    id: Any
    tag: Any
    when: Any

    @property
    def words(self) -> str:
        """Name it."""
        return f"entry {self.id} ({self.tag}, {self.when})"

    @property
    def moment(self) -> datetime | None:
        """When it was written, if that can be read; a time without a zone was never written by the portal."""
        try:
            found = datetime.fromisoformat(self.when)
        except (TypeError, ValueError):
            return None
        return found if found.tzinfo else None


@dataclass(slots=True)
class Walked:
    """The leaves in the order of the log, and the entries that were found for them."""

    positions: list[Any] = field(default_factory=list)
    """The place that each leaf says it has."""
    ids: list[Any] = field(default_factory=list)
    leaves: list[bytes] = field(default_factory=list)
    entries: dict[int, Seen] = field(default_factory=dict)
    """By the leaf's number in the order of the log, which is its place if none is missing."""
    waiting: list[Seen] = field(default_factory=list)
    """Entries that no leaf names, in the order of their numbers."""

    def add(self, position: Any, entry_id: Any, leaf: bytes) -> int:
        """Take the next leaf, and give its number."""
        self.positions.append(position)
        self.ids.append(entry_id)
        self.leaves.append(leaf)
        return len(self.leaves) - 1

    def missing(self) -> Iterator[Finding]:
        """Say which places have no leaf, and which leaves no entry."""
        expected = 0
        for number, position in enumerate(self.positions):
            if position != expected:
                where = self.between(number)
                words = f"Place {expected} of the log is missing: what was sealed there, {where}, was removed."
                yield Finding("removed", words, place=expected)
            if number not in self.entries:
                gone, where = self.ids[number], self.around(number)
                words = f"Entry {gone}, sealed at place {position}, was removed; it stood {where}."
                yield Finding("removed", words, entry=gone, place=_number(position))
            expected = _number(position) + 1

    def put_among_others(self) -> Iterator[Finding]:
        """Say which entries have a number among older ones and a time long gone, and were sealed after those."""
        highest, latest = 0, None
        places: list[int | None] = [*sorted(self.entries), *(None for _ in self.waiting)]
        waiting = iter(self.waiting)
        for number in places:
            seen = self.entries[number] if number is not None else next(waiting)
            moment = seen.moment
            if seen.id < highest and moment and latest and moment < latest - LATE:
                words = f"{seen.words[0].upper()}{seen.words[1:]} was added among others after those were sealed."
                place = None if number is None else _number(self.positions[number])
                yield Finding("added", words, entry=seen.id, tag=seen.tag, at=seen.when, place=place)
            highest = max(highest, seen.id)
            latest = max(filter(None, (latest, moment)), default=None)

    def between(self, number: int) -> str:
        """Name the neighbours of a place without a leaf, which comes before the leaf with this number."""
        return self._neighbours(number - 1, number)

    def around(self, number: int) -> str:
        """Name the neighbours of the leaf with this number."""
        return self._neighbours(number - 1, number + 1)

    def stretch(self, first: int, last: int) -> str:
        """Name the entries from one leaf to another."""
        return f"{self._named(first)} to {self._named(last)}"

    def _neighbours(self, before: int, after: int) -> str:
        sides = [("after", before), ("before", after)]
        return " and ".join(f"{word} {self._named(one)}" for word, one in sides if 0 <= one < len(self.ids)) or "alone"

    def _named(self, number: int) -> str:
        seen = self.entries.get(number)
        return seen.words if seen else f"entry {self.ids[number]}"


def _number(position: Any) -> int:
    return position if type(position) is int else 0

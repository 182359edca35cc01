"""Reads nested data key by key and collects every fault with its place, so that all can be mended at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar

T = TypeVar("T", str, int, bool)
E = TypeVar("E", bound=StrEnum)


class _Required:
    """Marks a key that has no default."""


REQUIRED: Final = _Required()

_WORDS: Final[Mapping[type, str]] = {str: "text", int: "a whole number", bool: "true or false"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a data file: the dotted path of the place, and what to do about it."""

    path: str
    words: str

    def __str__(self) -> str:
        return f"{self.path}: {self.words}"


def repeated(keys: Iterable[str]) -> list[str]:
    """Give the keys that stand more than once, in the order in which they first stand."""
    return [key for key, count in Counter(keys).items() if count > 1]


class Table:
    """One mapping of a data file; reading notes faults and gives stand-ins, so that reading can go on.

    Whoever made the list of faults must look at it before using anything read.
    """

    def __init__(self, data: Mapping[str, object], path: str, faults: list[Fault]) -> None:
        self._data = data
        self._read: set[str] = set()
        self.path = path
        self.faults = faults

    def over(self, defaults: Mapping[str, object]) -> Table:
        """Give the same table with these values wherever it has none of its own."""
        return Table({**defaults, **self._data}, self.path, self.faults)

    def data(self) -> dict[str, object]:
        """Give everything in the table as it stands; all of it counts as read."""
        self._read.update(self._data)
        return dict(self._data)

    def fault(self, key: str, words: str) -> None:
        """Note what is wrong with a key of this table (or, with an empty key, with the table)."""
        self.faults.append(Fault(self._place(key), words))

    def raw(self, key: str) -> object:
        """Give the value as it stands; None when there is none."""
        self._read.add(key)
        return self._data.get(key)

    def take(self, key: str, kind: type[T], default: T | _Required = REQUIRED) -> T:
        """Give a value of exactly this type; without a default a missing one is a fault."""
        value = self.raw(key)
        if type(value) is kind:
            return value
        if value is None and not isinstance(default, _Required):
            return default
        missing = f"is missing: give {_WORDS[kind]}"
        self.fault(key, missing if value is None else f"must be {_WORDS[kind]}, not {value!r}")
        return kind()

    def maybe(self, key: str, kind: type[T]) -> T | None:
        """Give a value of exactly this type, or None when it is absent or null."""
        return None if self.raw(key) is None else self.take(key, kind)

    def choice(self, key: str, kind: type[E], default: E | _Required = REQUIRED) -> E:
        """Give one of the values of the enum; without a default a missing one is a fault."""
        value = self.raw(key)
        if value is None and not isinstance(default, _Required):
            return default
        known = {str(one): one for one in kind}
        if isinstance(value, str) and value in known:
            return known[value]
        words = ", ".join(known)
        self.fault(
            key, f"is missing: give one of {words}" if value is None else f"must be one of {words}, not {value!r}"
        )
        return next(iter(kind))

    def maybe_choice(self, key: str, kind: type[E]) -> E | None:
        """Give one of the values of the enum, or None when it is absent or null."""
        return None if self.raw(key) is None else self.choice(key, kind)

    def list_of(self, key: str, kind: type[T], default: tuple[T, ...] | _Required = REQUIRED) -> tuple[T, ...]:
        """Give a list whose members are all of exactly this type."""
        value = self.raw(key)
        if value is None and not isinstance(default, _Required):
            return default
        if not isinstance(value, list):
            self.fault(key, f"must be a list, each member {_WORDS[kind]}")
            return ()
        for position, member in enumerate(value):
            if type(member) is not kind:
                self.fault(f"{key}[{position}]", f"must be {_WORDS[kind]}, not {member!r}")
        return tuple(member for member in value if type(member) is kind)

    def table(self, key: str, *, required: bool = True) -> Table:
        """Give the mapping under a key; an empty one where it may be left out."""
        value = self.raw(key)
        if isinstance(value, Mapping):
            return Table(value, self._place(key), self.faults)
        if value is not None or required:
            self.fault(key, "must be a table of keys and values")
        return Table({}, self._place(key), self.faults)

    def tables(self, key: str, *, required: bool = True) -> tuple[Table, ...]:
        """Give the list of mappings under a key; an empty one where it may be left out."""
        value = self.raw(key)
        if value is None and not required:
            return ()
        if not isinstance(value, list):
            self.fault(key, "must be a list of tables")
            return ()
        return tuple(self._members(key, value))

    def texts_by_key(self, key: str) -> dict[str, str]:
        """Give a mapping of keys to sentences; an empty one where it is left out."""
        table = self.table(key, required=False)
        return {name: table.take(name, str) for name in table.data()}

    def finish(self) -> None:
        """Note every key that nobody asked for: a mistyped key must not be passed over in silence."""
        for key in self._data:
            if key not in self._read:
                self.fault(key, "is not a known key here: correct or remove it")

    def _members(self, key: str, members: list[object]) -> Iterator[Table]:
        for position, member in enumerate(members):
            place = f"{key}[{position}]"
            if isinstance(member, Mapping):
                yield Table(member, self._place(place), self.faults)
            else:
                self.fault(place, "must be a table of keys and values")

    def _place(self, key: str) -> str:
        return ".".join(part for part in (self.path, key) if part)

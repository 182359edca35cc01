"""What a plan of readings is asked for: entries, judges, limits, conflicts; and reading it from JSON."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

Pair = tuple[str, str]
"""An entry and a judge: one reading."""
EVERYTHING: Final = ""
"""The group of an entry that names none."""
KEYS: Final = frozenset({
    "entries", "judges", "per_entry", "load", "conflicts", "kept", "liked", "affinity", "groups", "seed", "bridges",
    "even",
})  # fmt: skip
"""What the JSON form may hold."""


class InstanceError(ValueError):
    """What was asked cannot be understood; the words name the key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Instance:
    """A question to `solve`.

    `needed` is how many readings an entry is to have in all, `load` the least and the most readings of a judge in
    all; `kept` readings count in both and stay. `liked` are the pairs of the plan before: as few as can be are given
    up. `affinity` (missing: 0) is to be as high as can be. The entries of each group must hang together by their
    judges, and sub-panels that the plain optimum leaves apart are linked by `bridges` swaps (0: not at all). `even`
    puts even loads before affinity; otherwise they come after it. The `seed` settles what is left.

    Raises:
        InstanceError: an entry or judge is named twice, has no number, or a reading to keep names a stranger.
    """

    entries: tuple[str, ...]
    judges: tuple[str, ...]
    needed: Mapping[str, int]
    load: Mapping[str, tuple[int, int]]
    conflicts: frozenset[Pair]
    kept: frozenset[Pair] = frozenset()
    liked: frozenset[Pair] = frozenset()
    affinity: Mapping[Pair, int] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    seed: str = ""
    bridges: int = 1
    even: bool = True

    def __post_init__(self) -> None:
        for key, names in (("entries", self.entries), ("judges", self.judges)):
            if len(set(names)) != len(names):
                raise InstanceError(f"“{key}” names {_first_twice(names)} twice")
        _need(all(self.needed.get(entry, -1) >= 0 for entry in self.entries), "per_entry", "a number for each entry")
        _need(all(judge in self.load for judge in self.judges), "load", "a least and a most for each judge")
        for judge in self.judges:
            least, most = self.load[judge]
            _need(0 <= least <= most, "load", f"for {judge}, a least from 0 up to the most")
        strangers = self.kept - {(entry, judge) for entry, judge in self.kept if self.knows((entry, judge))}
        _need(not strangers, "kept", f"known entries and judges only, not {_in_words(strangers)}")
        _need(self.bridges >= 0, "bridges", "a number from 0 up")

    def knows(self, pair: Pair) -> bool:
        """Say whether both the entry and the judge are part of this."""
        return pair[0] in self.needed and pair[1] in self.load

    def group_of(self, entry: str) -> str:
        """Give the category whose readings must hang together with this entry's."""
        return self.groups.get(entry, EVERYTHING)

    def affinity_of(self, pairs: Collection[Pair]) -> int:
        """Add up how well judges suit what they would read."""
        return sum(self.affinity.get(pair, 0) for pair in pairs)


def read_instance(data: object) -> Instance:
    """Read the JSON form: the instance itself, or an object that holds it under “instance”.

    Raises:
        InstanceError: something is missing or of the wrong kind; the words name the key.
    """
    inner = data.get("instance", data) if isinstance(data, Mapping) else data
    if not isinstance(inner, Mapping):
        raise InstanceError("the file must hold a JSON object, with “entries” and “judges”")
    entries, judges = _names(inner, "entries"), _names(inner, "judges")
    known = (frozenset(entries), frozenset(judges))
    return Instance(
        entries=entries,
        judges=judges,
        needed=_needed(inner, entries),
        load=_load(inner, judges),
        conflicts=_pairs(inner, "conflicts", known),
        kept=_pairs(inner, "kept", known),
        liked=_pairs(inner, "liked", None),
        affinity=_affinity(inner, entries, judges),
        groups=_groups(inner, entries),
        seed=str(inner.get("seed", "")),
        bridges=_whole(inner.get("bridges", 1), "bridges"),
        even=_yes_or_no(inner, "even"),
    )


def passed_over(data: object) -> list[str]:
    """Give the keys of the JSON form that mean nothing here, so that a misspelt one is noticed."""
    inner = data.get("instance", data) if isinstance(data, Mapping) else {}
    return sorted(str(key) for key in inner if key not in KEYS | {"expected"}) if isinstance(inner, Mapping) else []


def _need(held: bool, key: str, what: str) -> None:  # noqa: FBT001 - the thing itself
    if not held:
        raise InstanceError(f"“{key}” must give {what}")


def _first_twice(names: Sequence[str]) -> str:
    return next(name for position, name in enumerate(names) if name in names[:position])


def _in_words(pairs: Collection[Pair]) -> str:
    return ", ".join(f"{entry} with {judge}" for entry, judge in sorted(pairs))


def _names(data: Mapping[str, object], key: str) -> tuple[str, ...]:
    found = data.get(key)
    if not isinstance(found, list) or not found or not all(isinstance(name, str) and name for name in found):
        raise InstanceError(f"“{key}” must be a list of names")
    return tuple(found)


def _whole(value: object, key: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise InstanceError(f"“{key}” must hold whole numbers, not {value!r}")
    return value


def _yes_or_no(data: Mapping[str, object], key: str) -> bool:
    value = data.get(key, False)
    if not isinstance(value, bool):
        raise InstanceError(f"“{key}” must be true or false")
    return value


def _needed(data: Mapping[str, object], entries: Sequence[str]) -> dict[str, int]:
    found = data.get("per_entry")
    if isinstance(found, Mapping):
        missing = [entry for entry in entries if entry not in found]
        _need(not missing, "per_entry", f"a number for each entry, also for {', '.join(missing)}")
        return {entry: _whole(found[entry], "per_entry") for entry in entries}
    return dict.fromkeys(entries, _whole(found, "per_entry"))


def _load(data: Mapping[str, object], judges: Sequence[str]) -> dict[str, tuple[int, int]]:
    found = data.get("load")
    if not isinstance(found, Mapping):
        raise InstanceError("“load” must be an object: judge → [least, most]")
    limits = {}
    for judge in judges:
        window = found.get(judge)
        if not isinstance(window, list) or len(window) != 2:  # noqa: PLR2004 - a least and a most
            raise InstanceError(f"“load” must give [least, most] for {judge}")
        limits[judge] = (_whole(window[0], "load"), _whole(window[1], "load"))
    return limits


def _pairs(
    data: Mapping[str, object], key: str, known: tuple[frozenset[str], frozenset[str]] | None
) -> frozenset[Pair]:
    found = data.get(key, [])
    if not isinstance(found, list):
        raise InstanceError(f"“{key}” must be a list of [entry, judge]")
    pairs = set()
    for item in found:
        if not isinstance(item, list) or len(item) != 2 or not all(isinstance(name, str) for name in item):  # noqa: PLR2004
            raise InstanceError(f"“{key}” must be a list of [entry, judge], not {item!r}")
        pair = (item[0], item[1])
        if known and not (pair[0] in known[0] and pair[1] in known[1]):
            raise InstanceError(f"“{key}” names {pair[0]} with {pair[1]}, and one of them is not in the lists")
        pairs.add(pair)
    return frozenset(pairs)


def _affinity(data: Mapping[str, object], entries: Sequence[str], judges: Sequence[str]) -> dict[Pair, int]:
    rows = data.get("affinity")
    if rows is None:
        return {}
    shape = f"a row for each of {len(entries)} entries with a number for each of {len(judges)} judges"
    if not isinstance(rows, list) or len(rows) != len(entries):
        raise InstanceError(f"“affinity” must be {shape}")
    found: dict[Pair, int] = {}
    for entry, row in zip(entries, rows, strict=True):
        if not isinstance(row, list) or len(row) != len(judges):
            raise InstanceError(f"“affinity” must be {shape}; the row of {entry} is not")
        found.update({(entry, judge): _whole(value, "affinity") for judge, value in zip(judges, row, strict=True)})
    return found


def _groups(data: Mapping[str, object], entries: Sequence[str]) -> dict[str, str]:
    found = data.get("groups", {})
    if not isinstance(found, Mapping) or not all(isinstance(name, str) for name in found.values()):
        raise InstanceError("“groups” must be an object: entry → category")
    strangers = [entry for entry in found if entry not in entries]
    _need(not strangers, "groups", f"known entries only, not {', '.join(strangers)}")
    return dict(found)

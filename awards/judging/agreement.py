"""Pure rules of agreement: how often judges who read the same entry gave the same points, counted and never averaged.

Only sheets that are complete come in here. Nothing in it says which entry or which judge stands higher.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from awards.judging.rules import Scale

FEWEST_JUDGES = 3
FEWEST_PAIRS = 10
"""Below these, the figures would say more about single judges than about a panel."""
_USUAL_SPAN = 5
_APART = 2
_NEAR = 1


@dataclass(frozen=True, slots=True)
class Given:
    """The points that one judge gave one entry on one criterion, in a sheet that is complete."""

    entry: int
    judge: str
    criterion: str
    points: int


@dataclass(frozen=True, slots=True)
class Pairs:
    """So many pairs of points that two judges gave the same entry on the same criterion; how many are alike."""

    number: int
    equal: int
    near: int
    """Equal ones are among them."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far judges agree: over all criteria and for each; None where that rests on too little to be shown."""

    judges: int
    """Judges who read an entry that another judge read as well."""
    readings: int
    """Pairs of readings of the same entry."""
    overall: Pairs | None
    criteria: Sequence[tuple[str, Pairs | None]]


def near_by(scale: Scale) -> int:
    """Give by how many points two judges may differ and still be near: one of five, in proportion on other scales."""
    return min(max(1, _span(scale) * _NEAR // _USUAL_SPAN), apart_by(scale) - 1)


def apart_by(scale: Scale) -> int:
    """Give from how many points on judges differ: two of five, in proportion, rounded up on other scales."""
    return max(1, -(-_span(scale) * _APART // _USUAL_SPAN))


def agreement(given: Sequence[Given], scale: Scale) -> Agreement:
    """Compare every two readings of the same entry, criterion by criterion, in the order in which criteria come."""
    near, judges, readings = near_by(scale), *_read_twice(given)
    found = {criterion: _compared(ones, near) for criterion, ones in _by_criterion(given).items()}
    whole = Pairs(*(sum(getattr(one, name) for one, _ in found.values()) for name in ("number", "equal", "near")))
    shown = len(judges) >= FEWEST_JUDGES and readings >= FEWEST_PAIRS
    return Agreement(
        judges=len(judges),
        readings=readings,
        overall=whole if shown else None,
        criteria=[
            (name, pairs if shown and who >= FEWEST_JUDGES and pairs.number >= FEWEST_PAIRS else None)
            for name, (pairs, who) in found.items()
        ],
    )


def differing(given: Iterable[Given], scale: Scale, *, fewest_sheets: int = 2) -> Mapping[int, Sequence[str]]:
    """Give, by entry, the criteria on which its judges differ by two points or more; other entries are left out.

    The two points are of a scale from 0 to 5, in proportion on others: see `apart_by`. Entries with fewer complete
    sheets than `fewest_sheets` are left out as well.
    """
    points: dict[int, dict[str, list[int]]] = {}
    for one in given:
        points.setdefault(one.entry, {}).setdefault(one.criterion, []).append(one.points)
    apart = apart_by(scale)
    found = {
        entry: [name for name, these in criteria.items() if max(these) - min(these) >= apart]
        for entry, criteria in points.items()
        if max(len(these) for these in criteria.values()) >= fewest_sheets
    }
    return {entry: names for entry, names in found.items() if names}


def _span(scale: Scale) -> int:
    return scale.highest - scale.lowest


def _by_criterion(given: Iterable[Given]) -> dict[str, list[Given]]:
    found: dict[str, list[Given]] = {}
    for one in given:
        found.setdefault(one.criterion, []).append(one)
    return found


def _read_twice(given: Iterable[Given]) -> tuple[set[str], int]:
    """Give the judges who share an entry with another judge, and how many pairs of readings there are."""
    readers: dict[int, set[str]] = {}
    for one in given:
        readers.setdefault(one.entry, set()).add(one.judge)
    shared = [these for these in readers.values() if len(these) > 1]
    return set[str]().union(*shared), sum(_pairs_of(len(these)) for these in shared)


def _compared(given: Iterable[Given], near: int) -> tuple[Pairs, int]:
    """Give the pairs on one criterion, and how many judges stand behind them."""
    points: dict[int, Counter[int]] = {}
    readers: dict[int, set[str]] = {}
    for one in given:
        points.setdefault(one.entry, Counter())[one.points] += 1
        readers.setdefault(one.entry, set()).add(one.judge)
    number = sum(_pairs_of(these.total()) for these in points.values())
    equal = sum(_pairs_of(count) for these in points.values() for count in these.values())
    close = sum(
        these[one] * these[other]
        for these in points.values()
        for one, other in combinations(these, 2)
        if abs(one - other) <= near
    )
    judges = set[str]().union(*(these for these in readers.values() if len(these) > 1))
    return Pairs(number, equal, equal + close), len(judges)


def _pairs_of(number: int) -> int:
    return number * (number - 1) // 2

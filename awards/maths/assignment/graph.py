"""How readings hang together: the parts of the judge–entry graph, and the readings whose loss would cut it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from awards.maths.assignment.instance import Instance, Pair


@dataclass(frozen=True, slots=True)
class Part:
    """Entries and judges that hang together by readings and with nobody else."""

    entries: tuple[str, ...]
    judges: tuple[str, ...]


def by_group(instance: Instance, pairs: Iterable[Pair]) -> dict[str, list[Pair]]:
    """Sort readings by the category of their entry; a category without readings is there too."""
    found: dict[str, list[Pair]] = {instance.group_of(entry): [] for entry in sorted(instance.entries)}
    for pair in sorted(pairs):
        found[instance.group_of(pair[0])].append(pair)
    return found


def parts_of(pairs: Iterable[Pair]) -> tuple[Part, ...]:
    """Give the connected components of these readings, the smallest first."""
    readings = sorted(pairs)
    labels = labels_of(readings)
    entries: dict[int, set[str]] = {}
    judges: dict[int, set[str]] = {}
    for (entry, judge), label in zip(readings, labels, strict=True):
        entries.setdefault(label, set()).add(entry)
        judges.setdefault(label, set()).add(judge)
    parts = [Part(tuple(sorted(entries[label])), tuple(sorted(judges[label]))) for label in entries]
    return tuple(sorted(parts, key=lambda part: (len(part.entries), part.entries)))


def labels_of(readings: Sequence[tuple[object, object]]) -> list[int]:
    """Say of each reading which component it belongs to, numbered from 0 as they are met."""
    root: dict[tuple[int, object], tuple[int, object]] = {}

    def top(node: tuple[int, object]) -> tuple[int, object]:
        root.setdefault(node, node)
        while root[node] != node:
            root[node] = root[root[node]]
            node = root[node]
        return node

    for entry, judge in readings:
        root[top((0, entry))] = top((1, judge))
    numbers: dict[tuple[int, object], int] = {}
    return [numbers.setdefault(top((0, entry)), len(numbers)) for entry, _ in readings]


def cutting_readings(readings: Sequence[tuple[int, int]]) -> list[bool]:
    """Say of each reading whether its loss alone would leave two parts where there was one."""
    near: dict[tuple[int, int], list[tuple[tuple[int, int], int]]] = {}
    for position, (entry, judge) in enumerate(readings):
        near.setdefault((0, entry), []).append(((1, judge), position))
        near.setdefault((1, judge), []).append(((0, entry), position))
    seen: dict[tuple[int, int], int] = {}
    lowest: dict[tuple[int, int], int] = {}
    cuts = [False] * len(readings)
    for start in near:
        if start not in seen:
            _walk(start, near, seen=seen, lowest=lowest, cuts=cuts)
    return cuts


def _walk(
    start: tuple[int, int],
    near: dict[tuple[int, int], list[tuple[tuple[int, int], int]]],
    *,
    seen: dict[tuple[int, int], int],
    lowest: dict[tuple[int, int], int],
    cuts: list[bool],
) -> None:
    """Tarjan's search for bridges, without recursion: a judge may read thousands."""
    seen[start] = lowest[start] = len(seen)
    path: list[tuple[tuple[int, int], int, Iterator[tuple[tuple[int, int], int]]]] = [(start, -1, iter(near[start]))]
    while path:
        node, came_by, others = path[-1]
        step = next(others, None)
        if step is None:
            path.pop()
            if path:
                before = path[-1][0]
                lowest[before] = min(lowest[before], lowest[node])
                cuts[came_by] = lowest[node] > seen[before]
        elif step[1] != came_by:
            other, position = step
            if other in seen:
                lowest[node] = min(lowest[node], seen[other])
            else:
                seen[other] = lowest[other] = len(seen)
                path.append((other, position, iter(near[other])))

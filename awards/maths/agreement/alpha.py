"""Krippendorff's alpha: agreement beyond chance, where not every judge reads every entry.

After K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011). Points of an interval scale are compared as
they are, of an ordinal scale by their middle ranks among all pairable points, which is the same as his sum over the
ranks between them. Squared differences of all pairs are then a variance, so that the time grows with the number of
points; the package `krippendorff`, with which the tests compare, holds a matrix of points by points for every entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy import stats

Floats = NDArray[np.float64]


class Level(StrEnum):
    """What may be done with the points of a scale."""

    NOMINAL = "nominal"
    """Equal or not."""
    ORDINAL = "ordinal"
    """More or less."""
    INTERVAL = "interval"
    """So much more or less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alpha:
    """Alpha on one level; `value` is None where it is not defined, and `why_not` says why."""

    level: Level
    value: float | None
    entries: int
    """Entries with two points or more: the others say nothing of agreement."""
    points: int
    """Points on those entries."""
    why_not: str | None = None

    @property
    def words(self) -> str:
        """The figure with what it means."""
        if self.value is None:
            return f"Krippendorff’s alpha ({self.level}): not defined. {self.why_not}"
        return (
            f"Krippendorff’s alpha ({self.level}) is {self.value:.2f}: 1 would be full agreement, 0 is what chance "
            f"alone would give. It rests on {self.points} scores of {self.entries} entries."
        )


def alpha(units: Iterable[Sequence[float]], level: Level = Level.INTERVAL) -> Alpha:
    """Work out alpha from the points that each entry got, by whichever judges; missing points are left out.

    It is not defined where no entry has two points, and where all points are the same: nothing then varies that judges
    could agree on.
    """
    pairable = [unit for unit in units if len(unit) > 1]
    points = np.array([point for unit in pairable for point in unit], dtype=np.float64)
    entry = np.repeat(np.arange(len(pairable)), [len(unit) for unit in pairable])
    found = partial(Alpha, level=level, entries=len(pairable), points=len(points))
    if not pairable:
        return found(value=None, why_not="No entry was scored by two judges.")
    if points.min() == points.max():
        return found(value=None, why_not="Every score is the same, so there is nothing to agree on.")
    observed, expected = _by_equality(points, entry) if level is Level.NOMINAL else _by_distance(points, entry, level)
    return found(value=1 - observed / expected)


def _by_equality(points: Floats, entry: NDArray[np.int64]) -> tuple[float, float]:
    """Give the share of unlike pairs inside entries and among all points."""
    _, kind = np.unique(points, return_inverse=True)
    sizes, kinds = np.bincount(entry), np.bincount(kind)
    (of_entry, _), alike = np.unique(np.stack([entry, kind]), axis=1, return_counts=True)
    unlike = sizes.astype(np.float64) ** 2 - np.bincount(of_entry, weights=alike.astype(np.float64) ** 2)
    number = len(points)
    return (
        float((unlike / (sizes - 1)).sum() / number),
        float((number**2 - (kinds.astype(np.float64) ** 2).sum()) / (number * (number - 1))),
    )


def _by_distance(points: Floats, entry: NDArray[np.int64], level: Level) -> tuple[float, float]:
    """Give the mean squared distance inside entries and among all points."""
    place = stats.rankdata(points) if level is Level.ORDINAL else points
    place = (place - place.mean()) / np.ptp(place)
    sizes = np.bincount(entry)
    middle = np.bincount(entry, weights=place) / sizes
    inside = np.bincount(entry, weights=(place - middle[entry]) ** 2)
    number = len(points)
    return (
        float((2 * sizes * inside / (sizes - 1)).sum() / number),
        float(2 * (place**2).sum() / (number - 1)),
    )

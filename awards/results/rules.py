"""Pure arithmetic of results: exact means out of 100, ranks, ties, where judges differ, and departures from order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

FAR_APART = 2
"""Points between two judges on one criterion from which the panel is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One judge's marks on one entry; `points` maps a criterion's key to whole points, None for no mark yet."""

    entry: str
    judge: str
    points: Mapping[str, int | None]
    released: bool = True
    recused: bool = False
    complete: bool = True

    def is_asked(self) -> bool:
        """Whether this judge was asked to read the entry and has not stood aside."""
        return self.released and not self.recused

    def counts(self, criteria: Collection[str]) -> bool:
        """Whether the marks count: asked for, marked complete, and every criterion has a mark."""
        return self.is_asked() and self.complete and all(self.points.get(key) is not None for key in criteria)


@dataclass(frozen=True, slots=True)
class Difference:
    """A criterion on which two judges are far apart, with the lowest and highest mark given."""

    criterion: str
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one entry stands. Means are exact, out of 100; rank and means are None while no sheet counts."""

    entry: str
    rank: int | None
    mean: Fraction | None
    lowest: Fraction | None
    highest: Fraction | None
    asked: int
    counted: int
    recused: int
    tie_value: Fraction | None
    """Mean points on the season's tie criterion."""
    differences: tuple[Difference, ...]
    shares_rank: bool = False
    undivided: bool = False
    """Equal to another entry even by the tie criterion: the panel decides."""

    @property
    def missing(self) -> int:
        """How many sheets were asked for and are not in."""
        return self.asked - self.counted


def sheet_total(points: Mapping[str, int | None], weights: Mapping[str, int], highest: int) -> Fraction:
    """Give a complete sheet's total out of 100: the sum of weight x points / highest point, over all weight."""
    weighted = sum(weight * (points[key] or 0) for key, weight in weights.items())
    return Fraction(100 * weighted, highest * sum(weights.values()))


def ranking(
    sheets: Iterable[Sheet],
    weights: Mapping[str, int],
    *,
    highest: int,
    tie_criterion: str | None,
    entries: Collection[str] = (),
) -> list[Standing]:
    """Rank entries by exact mean; equal means share a rank and stand in the order of the tie criterion.

    `entries` names those that must be listed although nobody has a sheet on them. Entries without any counted
    sheet come last, without a rank. What is equal throughout is ordered by reference, which is random and says
    nothing; such standings are marked `undivided`.
    """
    of: dict[str, list[Sheet]] = {entry: [] for entry in entries}
    for sheet in sheets:
        of.setdefault(sheet.entry, []).append(sheet)
    unranked = [_standing(entry, of[entry], weights, highest=highest, tie=tie_criterion) for entry in of]
    return _with_ranks(sorted(unranked, key=_order))


def keeps_order(standings: Sequence[Standing], chosen: Collection[str]) -> bool:
    """Whether choosing these entries simply follows the scores: nobody left out is ahead of, or level with, them."""
    inside = [_place(one) for one in standings if one.entry in chosen]
    outside = [_place(one) for one in standings if one.entry not in chosen]
    if any(one.rank is None for one in standings):
        return False
    return not inside or not outside or max(inside) < min(outside)


def preselected(standings: Sequence[Standing], most: int) -> list[str]:
    """Give the entries at the top of the scores, at most so many, in order."""
    return [one.entry for one in standings if one.rank is not None][:most]


def shortlist_sizes(entries: int, *, least: int, most: int) -> tuple[int, int]:
    """Give the smallest and largest shortlist: the season's, unless there are fewer entries than its smallest."""
    return (1 if entries < least else least, min(most, entries))


def _standing(
    entry: str, sheets: Sequence[Sheet], weights: Mapping[str, int], *, highest: int, tie: str | None
) -> Standing:
    counted = [sheet for sheet in sheets if sheet.counts(weights)]
    totals = [sheet_total(sheet.points, weights, highest) for sheet in counted]
    ties = [sheet.points[tie] or 0 for sheet in counted] if tie else []
    return Standing(
        entry=entry,
        rank=None,
        mean=_mean(totals),
        lowest=min(totals, default=None),
        highest=max(totals, default=None),
        asked=sum(sheet.is_asked() for sheet in sheets),
        counted=len(counted),
        recused=sum(sheet.recused for sheet in sheets),
        tie_value=_mean(ties),
        differences=tuple(_differences(counted, weights)),
    )


def _mean(values: Sequence[Fraction] | Sequence[int]) -> Fraction | None:
    return Fraction(sum(values, start=Fraction(0)), len(values)) if values else None


def _differences(counted: Sequence[Sheet], criteria: Iterable[str]) -> Iterable[Difference]:
    for key in criteria:
        marks = [sheet.points[key] or 0 for sheet in counted]
        if marks and max(marks) - min(marks) >= FAR_APART:
            yield Difference(key, min(marks), max(marks))


def _place(standing: Standing) -> tuple[bool, Fraction, Fraction]:
    """Give what decides the order, best first; two entries with the same place are undivided."""
    mean, tie = standing.mean, standing.tie_value
    return (mean is None, -(mean or Fraction(0)), -(tie or Fraction(0)))


def _order(standing: Standing) -> tuple[bool, Fraction, Fraction, str]:
    return (*_place(standing), standing.entry)


def _with_ranks(standings: Sequence[Standing]) -> list[Standing]:
    means = [one.mean for one in standings]
    places = [_place(one) for one in standings]
    return [_ranked(one, means, places.count(_place(one))) for one in standings]


def _ranked(standing: Standing, means: Sequence[Fraction | None], level: int) -> Standing:
    if standing.mean is None:
        return standing
    rank = 1 + means.index(standing.mean)
    return replace(standing, rank=rank, shares_rank=means.count(standing.mean) > 1, undivided=level > 1)

"""Pure arithmetic of results: exact means out of 100, ranks, ties, where judges differ, and departures from order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

FAR_APART = 2
"""Points between two judges on one criterion from which the panel is told."""
EQUAL_WITHIN = Fraction(1, 100)
"""Means this near to the first of their rank share it: 0.0005 of a scale from 0 to 5, out of 100."""
FEWEST_SCORES = 2
ENOUGH_OF_ASKED = Fraction(3, 5)
"""An entry with fewer scores, or a smaller share of those asked for, has no rank: it needs scores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One judge's marks on one entry; `points` maps a criterion's key to whole points, None for no mark yet."""

    entry: str
    judge: str
    points: Mapping[str, int | None]
    released: bool = True
    recused: bool = False
    abstained: bool = False
    complete: bool = True

    def is_asked(self) -> bool:
        """Whether this judge was asked to read the entry and has not stood aside."""
        return self.released and not self.recused

    def counts(self, criteria: Collection[str]) -> bool:
        """Whether the marks count: asked for, marked complete, and every criterion has a mark."""
        return self.is_asked() and self.complete and all(self.points.get(key) is not None for key in criteria)


@dataclass(frozen=True, slots=True)
class Total:
    """What one sheet that counts gives an entry: out of 100, exact; `tie_points` on the criterion that decides ties."""

    entry: str
    judge: str
    value: Fraction
    tie_points: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """A criterion on which two judges are far apart, with the lowest and highest mark given."""

    criterion: str
    lowest: int
    highest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where one entry stands. Means are exact, out of 100, and None while no sheet counts.

    An entry that needs scores has no rank, and no part in the ranks of others.
    """

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
    abstained: int = 0
    """How many judges said that they cannot judge it."""
    needs_scores: bool = False
    """Too few scores to be ranked."""

    @property
    def missing(self) -> int:
        """How many sheets were asked for and are not in."""
        return self.asked - self.counted


def sheet_total(points: Mapping[str, int | None], weights: Mapping[str, int], highest: int) -> Fraction:
    """Give a complete sheet's total out of 100: the sum of weight x points / highest point, over all weight."""
    weighted = sum(weight * (points[key] or 0) for key, weight in weights.items())
    return Fraction(100 * weighted, highest * sum(weights.values()))


def is_enough(counted: int, asked: int) -> bool:
    """Whether so many scores, of so many asked for, are enough for a rank."""
    return counted >= FEWEST_SCORES and counted >= ENOUGH_OF_ASKED * asked


def totals_of(sheets: Iterable[Sheet], weights: Mapping[str, int], *, highest: int, tie: str | None) -> Iterator[Total]:
    """Give the exact total of every sheet that counts, by entry and judge."""
    for sheet in sorted(sheets, key=lambda one: (one.entry, one.judge)):
        if sheet.counts(weights):
            points = sheet.points[tie] if tie else None
            yield Total(sheet.entry, sheet.judge, sheet_total(sheet.points, weights, highest), points)


def ranking(
    sheets: Iterable[Sheet],
    weights: Mapping[str, int],
    *,
    highest: int,
    tie_criterion: str | None,
    entries: Collection[str] = (),
) -> list[Standing]:
    """Rank entries by exact mean; equal means share a rank and stand in the order of the tie criterion.

    `entries` names those that must be listed although nobody has a sheet on them. Entries that need scores come
    last, without a rank. What is equal throughout is ordered by reference, which is random and says nothing; such
    standings are marked `undivided`.
    """
    of: dict[str, list[Sheet]] = {entry: [] for entry in entries}
    for sheet in sheets:
        of.setdefault(sheet.entry, []).append(sheet)
    found = [_standing(entry, of[entry], weights, highest=highest, tie=tie_criterion) for entry in of]
    ranks = ranks_of({one.entry: one.mean for one in found if one.mean is not None and not one.needs_scores})
    return _in_order(replace(one, rank=ranks.get(one.entry)) for one in found)


def ranks_of(means: Mapping[str, Fraction]) -> dict[str, int]:
    """Rank by mean, 1 for the highest; whoever lies within `EQUAL_WITHIN` of the first of a rank shares it.

    Measured from the first, so that a long row of small steps does not become one tie.
    """
    ranks: dict[str, int] = {}
    first, rank = Fraction(), 0
    for position, (entry, mean) in enumerate(sorted(means.items(), key=lambda one: -one[1]), start=1):
        if not rank or first - mean > EQUAL_WITHIN:
            first, rank = mean, position
        ranks[entry] = rank
    return ranks


def shortlist_sizes(entries: int, *, least: int, most: int) -> tuple[int, int]:
    """Give the smallest and largest shortlist: the season's, unless there are fewer entries than its smallest."""
    return (1 if entries < least else least, min(most, entries))


def _standing(
    entry: str, sheets: Sequence[Sheet], weights: Mapping[str, int], *, highest: int, tie: str | None
) -> Standing:
    counted = [sheet for sheet in sheets if sheet.counts(weights)]
    totals = [sheet_total(sheet.points, weights, highest) for sheet in counted]
    ties = [sheet.points[tie] or 0 for sheet in counted] if tie else []
    asked = sum(sheet.is_asked() for sheet in sheets)
    return Standing(
        entry=entry,
        rank=None,
        mean=_mean(totals),
        lowest=min(totals, default=None),
        highest=max(totals, default=None),
        asked=asked,
        counted=len(counted),
        recused=sum(sheet.recused for sheet in sheets),
        tie_value=_mean(ties),
        differences=tuple(_differences(counted, weights)),
        abstained=sum(sheet.abstained and not sheet.recused for sheet in sheets),
        needs_scores=not is_enough(len(counted), asked),
    )


def _mean(values: Sequence[Fraction] | Sequence[int]) -> Fraction | None:
    return Fraction(sum(values, start=Fraction(0)), len(values)) if values else None


def _differences(counted: Sequence[Sheet], criteria: Iterable[str]) -> Iterable[Difference]:
    for key in criteria:
        marks = [sheet.points[key] or 0 for sheet in counted]
        if marks and max(marks) - min(marks) >= FAR_APART:
            yield Difference(key, min(marks), max(marks))


def _place(standing: Standing) -> tuple[bool, int, Fraction]:
    """Give what decides the order, best first; two entries with the same place are undivided."""
    return (standing.rank is None, standing.rank or 0, -(standing.tie_value or Fraction(0)))


def _in_order(standings: Iterable[Standing]) -> list[Standing]:
    ordered = sorted(standings, key=lambda one: (*_place(one), one.entry))
    ranks, places = Counter(one.rank for one in ordered), Counter(_place(one) for one in ordered)
    return [
        one if one.rank is None else replace(one, shares_rank=ranks[one.rank] > 1, undivided=places[_place(one)] > 1)
        for one in ordered
    ]

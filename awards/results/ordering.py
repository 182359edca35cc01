"""One order of a category's entries: by the number the locked rules name, equal ones by the tie criterion. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from awards.maths.adjusting.result import Basis, CategoryResult
from awards.results.rules import Standing

ADJUSTED = str(Basis.ADJUSTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where one entry stands in the order. `rank` is 1 for the best and shared by equals.

    `level` is the place, from 0, of the first entry that nothing divides from it: those with the same level are for
    the panel to decide between.
    """

    entry: str
    rank: int
    level: int
    shares_rank: bool
    undivided: bool


@dataclass(frozen=True, slots=True)
class Order:
    """The order that counts, best first, without entries that need scores; and which number it rests on."""

    basis: Basis
    places: tuple[Place, ...]

    @property
    def entries(self) -> list[str]:
        """The references, best first."""
        return [one.entry for one in self.places]

    @property
    def levels(self) -> dict[str, int]:
        """The level of each, by reference: lower is better, the same is for the panel to decide."""
        return {one.entry: one.level for one in self.places}


NO_ORDER = Order(Basis.RAW, ())


def order_of(standings: Sequence[Standing], result: CategoryResult | None, wanted: str) -> Order:
    """Give the order by adjusted score where the rules want it and the scores allow it, else by the plain mean."""
    if result is not None and wanted == ADJUSTED and result.basis is Basis.ADJUSTED:
        return Order(Basis.ADJUSTED, _places(standings, _adjusted_ranks(result)))
    ranks = {one.entry: one.rank for one in standings if one.rank is not None}
    return Order(Basis.RAW, _places(standings, ranks))


def _adjusted_ranks(result: CategoryResult) -> dict[str, int]:
    return {one.entry: one.adjusted_rank for one in result.entries if one.adjusted_rank is not None}


def _places(standings: Sequence[Standing], ranks: Mapping[str, int]) -> tuple[Place, ...]:
    ties = {one.entry: one.tie_value or Fraction(0) for one in standings if one.entry in ranks}
    ordered = sorted(ties, key=lambda entry: (ranks[entry], -ties[entry], entry))
    sharing = Counter(ranks[entry] for entry in ordered)
    alike = Counter((ranks[entry], ties[entry]) for entry in ordered)
    first: dict[tuple[int, Fraction], int] = {}
    for at, entry in enumerate(ordered):
        first.setdefault((ranks[entry], ties[entry]), at)
    return tuple(
        Place(
            entry=entry,
            rank=ranks[entry],
            level=first[ranks[entry], ties[entry]],
            shares_rank=sharing[ranks[entry]] > 1,
            undivided=alike[ranks[entry], ties[entry]] > 1,
        )
        for entry in ordered
    )

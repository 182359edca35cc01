"""What a fit found, as a job stores it and a page shows it: plain values, no numpy, there and back through JSON."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from enum import StrEnum
from typing import Any, Self


class Basis(StrEnum):
    """Which of the two numbers decides the order."""

    ADJUSTED = "adjusted"
    RAW = "raw"


class Band(StrEnum):
    """How surely an entry is among the first k: in from 0.9, out up to 0.1, on the line between."""

    IN = "in"
    LINE = "line"
    OUT = "out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What scores must offer before they are adjusted or ranked; fixed with the season's rules, before scoring."""

    judges: int = 3
    scores_per_judge: float = 3.0
    spare: int = 5
    """N - E - J + 1: scores left over once each entry and each judge has a number of its own."""
    scores_per_entry: int = 2
    share_of_asked: float = 0.6


@dataclass(frozen=True, slots=True)
class Remark:
    """A reason for refusing, or something to know about the figures: a `code` for code, `words` for people."""

    code: str
    words: str


Refusal = Remark


@dataclass(frozen=True, slots=True)
class Part:
    """Entries and judges that hang together by scores and share neither judge nor entry with the others."""

    entries: tuple[str, ...]
    judges: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One judge's line of the sum, as decimal strings: score - severity = corrected, exactly."""

    judge: str
    score: str
    severity: str
    corrected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """How an entry's adjusted score comes about: the corrected scores add up to `total`, which over `count` is `mean`.

    All figures are decimal strings with `decimals` places. `mean` is the quotient rounded half up to `shown` places;
    `closes` says whether the score shown elsewhere, rounded so, is the same.
    """

    entry: str
    steps: tuple[Step, ...]
    total: str
    count: int
    mean: str
    decimals: int
    shown: int
    closes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryResult:
    """One entry of a category. Scores are on the scale of the readings; ranks are 1 for the best, equal when tied.

    `low` to `high` is the 90% interval of the adjusted score, None where there is none. `part` is the number, from 0,
    of the connected part it was read in. `needs_scores` entries have no rank.
    """

    entry: str
    n: int
    asked: int
    raw: float | None = None
    raw_rank: int | None = None
    adjusted: float | None = None
    adjusted_rank: int | None = None
    se: float | None = None
    se_apart: float | None = None
    """Standard error without what all entries share."""
    low: float | None = None
    high: float | None = None
    p_top: float | None = None
    p_best: float | None = None
    expected_rank: float | None = None
    band: Band | None = None
    tied: bool = False
    """Equal, by the basis, to another entry within the tolerance."""
    changed: bool = False
    """Among the first k by one of the two numbers and not by the other."""
    part: int | None = None
    part_rank: int | None = None
    """Rank by raw mean within the part."""
    needs_scores: bool = False
    why: Sum | None = None

    @property
    def difference(self) -> float | None:
        """Give adjusted less raw, in points."""
        return None if self.adjusted is None or self.raw is None else self.adjusted - self.raw

    @property
    def rank_change(self) -> int | None:
        """Give how many places the correction lifts the entry; negative when it sinks."""
        if self.adjusted_rank is None or self.raw_rank is None:
            return None
        return self.raw_rank - self.adjusted_rank


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeResult:
    """One judge of a pool: points above (lenient, positive) or below (strict) the panel, with a 90% interval."""

    judge: str
    n: int
    severity: float
    se: float | None
    low: float | None
    high: float | None
    differs: bool
    """The interval excludes 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakLink:
    """Two judges whose difference in severity is hardly known: a standard error over half a residual sd."""

    one: str
    other: str
    se: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Categories fitted together because they share judges: the spreads by both models, and the judges.

    Spreads are None, and judges missing, where the scores are too few to adjust.
    """

    categories: tuple[str, ...]
    scores: int
    entries: int
    spare: int
    complete: bool
    model: str
    sd_judge: float | None
    sd_residual: float | None
    mixed_sd_entry: float | None
    mixed_sd_judge: float | None
    mixed_sd_residual: float | None
    averaged: bool
    draws: int
    judges: tuple[JudgeResult, ...]
    weak_links: tuple[WeakLink, ...]
    weak_link_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """How far one entry is ahead of the next by the basis, with the 90% interval of the difference where known."""

    ahead: str
    behind: str
    difference: float
    se: float | None
    low: float | None
    high: float | None
    close: bool
    """Too close to call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryResult:
    """One category's order. `entries` are the ranked, best first by the basis; `needs_scores` stand apart.

    `refusals` says why nothing is adjusted (then the basis is raw and chances and bands are missing); `pool` is the
    position of its pool, None where it spans several parts or nobody has scored.
    """

    category: str
    basis: Basis
    places: int | None
    refusals: tuple[Refusal, ...]
    notes: tuple[Remark, ...]
    parts: tuple[Part, ...]
    entries: tuple[EntryResult, ...]
    needs_scores: tuple[EntryResult, ...]
    pool: int | None
    seed: int | None
    lead: Gap | None
    line: Gap | None
    headline: str

    @property
    def refused(self) -> Refusal | None:
        """Give the first reason for refusing."""
        return next(iter(self.refusals), None)

    @property
    def changed(self) -> tuple[str, ...]:
        """Name the entries that the correction moves over the line, either way."""
        return tuple(one.entry for one in self.entries if one.changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """Everything that a fit found: `scale` is the largest score there can be, `tolerance` what counts as equal."""

    scale: float
    tolerance: float
    limits: Limits
    pools: tuple[Pool, ...]
    categories: tuple[CategoryResult, ...]

    def of(self, category: str) -> CategoryResult:
        """Give one category's result.

        Raises:
            KeyError: nothing is known of the category.
        """
        for one in self.categories:
            if one.category == category:
                return one
        raise KeyError(category)

    def as_data(self) -> dict[str, Any]:
        """Give plain lists and objects that JSON can hold."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Self:
        """Take what `as_data` gave, through JSON or not."""
        return typing.cast("Self", _rebuilt(cls, data))


def _rebuilt(kind: Any, data: Any) -> Any:
    """Give the value of this type that plain data stand for."""
    if typing.get_origin(kind) is types.UnionType:
        inner = next(one for one in typing.get_args(kind) if one is not types.NoneType)
        return None if data is None else _rebuilt(inner, data)
    if typing.get_origin(kind) is tuple:
        return tuple(_rebuilt(typing.get_args(kind)[0], one) for one in data)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{field.name: _rebuilt(hints[field.name], data[field.name]) for field in fields(kind)})
    return kind(data)

"""What is asked: the scores so far with their rules, and who could still read what."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import TypeAlias

from awards.maths.adjusting.question import Question as Scoring

Pair: TypeAlias = tuple[str, str]
"""An entry and a judge."""


@dataclass(frozen=True, slots=True)
class Spreads:
    """How far entries of a category, judges, and scores of one entry corrected for judges lie apart, as sds in points.

    Raises:
        ValueError: one is negative or no number, or there is no noise.
    """

    entry: float
    judge: float
    noise: float

    def __post_init__(self) -> None:
        if not (isfinite(self.entry + self.judge + self.noise) and min(self.entry, self.judge) >= 0 < self.noise):
            raise ValueError(f"spreads are sds in points, the noise above 0, not {self}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Scores, and what may be added to them.

    `scoring` is what the page's own order was made from; its `places` name the categories to be decided and how many
    are in (1 for the winner), its other categories only tell about judges. `may_read` holds the pairs without a
    conflict, done ones or not; `room` how many more readings each judge can take (missing: none), `budget` how many
    there may be in all. `spreads` are fitted unless they are given.

    Raises:
        ValueError: room, a place or the budget is negative.
    """

    scoring: Scoring
    may_read: Collection[Pair]
    room: Mapping[str, int]
    budget: int
    spreads: Spreads | None = None

    def __post_init__(self) -> None:
        if min(self.budget, *self.scoring.places.values(), *self.room.values()) < 0:
            raise ValueError("places, room and the budget are numbers from 0 up")

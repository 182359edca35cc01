"""What is to be fitted, and by which rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from awards.maths.adjusting.ranks import DRAWS
from awards.maths.adjusting.readings import Reading, ReadingsError
from awards.maths.adjusting.result import Basis, Limits
from awards.maths.adjusting.ties import TOLERANCE
from awards.maths.adjusting.why import SHOWN

_ROUNDING = 1e-9


@dataclass(frozen=True, kw_only=True)
class Question:
    """Readings and rules.

    `readings` hold one weighted total per judge and entry, complete ballots only, on a scale up to `scale`.
    `categories` names the category of every entry, also of those without a reading; `asked` how many scores were asked
    for (recusals taken off), by default as many as there are; `places` how long each category's shortlist is.
    `basis` is the season's rule: adjusted scores decide where they may, or raw means always do.
    `averaged` says whether chances average over the variance ratios: by default where a pool has under 20 entries.
    """

    readings: Sequence[Reading]
    categories: Mapping[str, str] = field(default_factory=dict)
    asked: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)
    scale: float = 5.0
    limits: Limits = field(default_factory=Limits)
    basis: Basis = Basis.ADJUSTED
    averaged: bool | None = None
    draws: int = DRAWS
    shown: int = SHOWN

    @property
    def tolerance(self) -> float:
        """Give how far apart two scores may be and still be equal."""
        return TOLERANCE * self.scale

    def is_enough(self, n: int, asked: int) -> bool:
        """Say whether an entry with n valid scores may be ranked."""
        # 0.6 has no exact binary form: three of five are 60%.
        return n >= self.limits.scores_per_entry and n >= self.limits.share_of_asked * asked - _ROUNDING

    @cached_property
    def given(self) -> tuple[Reading, ...]:
        """Give the readings, each with the category that `categories` tells for its entry.

        Raises:
            ReadingsError: a reading names another one.
        """
        known = self.categories
        wrong = [one for one in self.readings if one.group and known.get(one.entry, one.group) != one.group]
        if wrong:
            raise ReadingsError([f"{one.entry} is in “{known[one.entry]}”, not in “{one.group}”" for one in wrong])
        return tuple(Reading(one.entry, one.judge, one.y, known.get(one.entry, one.group)) for one in self.readings)

"""The answer to an instance: the readings with their proof, or why there are none and the least that would help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from awards.maths.assignment.checking import Proof
from awards.maths.assignment.graph import Part
from awards.maths.assignment.instance import Pair


class Reason(StrEnum):
    """Why there is no plan, or not a whole one."""

    KEPT_CONFLICT = "a reading to keep has a conflict"
    KEPT_TOO_MANY = "more readings to keep than needed"
    KEPT_OVER_LOAD = "more readings to keep than a judge's most"
    TOO_LITTLE_ROOM = "too few readings allowed"
    TOO_FEW_READINGS = "too few readings needed"
    TOO_FEW_JUDGES = "too few eligible judges"
    TOO_FEW_ENTRIES = "too few entries for a judge's least"
    ROOM_SHORT = "too little room among eligible judges"
    LEAST_OUT_OF_REACH = "least readings out of reach"
    NOT_LINKED = "parts cannot be linked"
    NO_LINK_FOUND = "no link between parts was found"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One constraint that bites: what it is, in words, with names and figures."""

    reason: Reason
    words: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def as_data(self) -> dict[str, object]:
        """Give it as JSON holds it."""
        return {"reason": str(self.reason), **self.facts, "words": self.words}


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """One small change that would help: what to change, by how much, in words."""

    change: str
    words: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def as_data(self) -> dict[str, object]:
        """Give it as JSON holds it."""
        return {"change": self.change, **self.facts, "words": self.words}


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """A plan, or an honest refusal.

    `feasible` says that the readings keep every limit; whether they also hang together is in `components` (the
    number of parts of each category) and in `reasons`. `objective` is the affinity of the readings and `bound` what
    no plan as even, as faithful to the plan before and as well linked can pass; `gap` is the difference, 0 when
    exact. `objective_without_link` and `components_without_link` are the plain optimum's, before anything was
    linked, and `parts` its sub-panels where there were several. `dropped` are pairs of the plan before given up.
    """

    feasible: bool
    objective: int = 0
    pairs: tuple[Pair, ...] = ()
    components: Mapping[str, int] = field(default_factory=dict)
    loads: Mapping[str, int] = field(default_factory=dict)
    bound: int = 0
    objective_without_link: int = 0
    components_without_link: Mapping[str, int] = field(default_factory=dict)
    parts: Mapping[str, tuple[Part, ...]] = field(default_factory=dict)
    dropped: tuple[Pair, ...] = ()
    reasons: tuple[Trouble, ...] = ()
    relaxations: tuple[Relaxation, ...] = ()
    proof: Proof = field(default_factory=lambda: Proof(()))

    @property
    def gap(self) -> int:
        """Give how much more affinity there might be."""
        return self.bound - self.objective

    @property
    def connected(self) -> bool:
        """Say whether the entries of each category hang together."""
        return self.feasible and all(number <= 1 for number in self.components.values())

    @property
    def optimal(self) -> bool:
        """Say whether this is known to be the best there is."""
        return self.feasible and self.gap == 0

    def as_data(self) -> dict[str, object]:
        """Give the answer as JSON holds it."""
        reasons = [reason.as_data() for reason in self.reasons]
        data: dict[str, object] = {
            "feasible": self.feasible,
            "objective": self.objective if self.feasible else None,
            "pairs": [list(pair) for pair in self.pairs],
            "components": _number(self.components),
            "reasons": reasons,
            "relaxations": [relaxation.as_data() for relaxation in self.relaxations],
        }
        if not self.feasible:
            return data | {key: value for key, value in reasons[0].items() if key != "words"}
        return data | {
            "optimal": self.optimal,
            "optimum": self.objective if self.optimal else None,
            "optimum_connected": self.objective if self.optimal and self.connected else None,
            "optimum_without_link": self.objective_without_link,
            "components_without_link": _number(self.components_without_link),
            "bound": self.bound,
            "gap": self.gap,
            "loads": dict(self.loads),
            "dropped": [list(pair) for pair in self.dropped],
            "proof": self.proof.as_data(),
        }


def _number(components: Mapping[str, int]) -> object:
    """Give the number of parts; by category only where there are several."""
    return next(iter(components.values()), 0) if len(components) <= 1 else dict(components)

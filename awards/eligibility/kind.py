"""What every kind of rule looks like: typed parameters, the sentences it needs, and its objections."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from awards.eligibility.facts import Facts
from awards.eligibility.verdict import Outcome
from awards.eligibility.window import SeasonWindow


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing that stands against a nomination; `code` picks the season's sentence for it."""

    code: str
    outcome: Outcome
    about: str | None = None


class Kind(ABC):
    """A kind of rule: its fields are the parameters a season gives, `SAYS` every objection it knows."""

    __slots__ = ()
    SAYS: ClassVar[frozenset[str]]

    @abstractmethod
    def objections(self, facts: Facts, window: SeasonWindow, /) -> Iterable[Objection]:
        """Give everything this rule has against the facts; nothing means the rule is met."""

    @property
    def says(self) -> frozenset[str]:
        """The objections possible with these parameters: the season must supply a sentence for each."""
        return self.SAYS


def fails(code: str, about: str | None = None) -> Objection:
    """Object that the rule is failed on the facts given."""
    return Objection(code, Outcome.NOT_MET, about)


def asks(code: str, about: str | None = None) -> Objection:
    """Object that a deciding fact is missing, or that a person must decide."""
    return Objection(code, Outcome.NEEDS_PERSON, about)

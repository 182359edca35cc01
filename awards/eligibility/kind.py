"""What every kind of rule looks like: typed parameters, its sentence, what it rests on, and its objections."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from awards.eligibility.facts import Facts
from awards.eligibility.verdict import Outcome
from awards.eligibility.window import SeasonWindow
from awards.eligibility.wording import Wording


@dataclass(frozen=True, slots=True)
class Objection:
    """One thing that stands against a nomination; `code` picks the season's sentence for it."""

    code: str
    outcome: Outcome
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Ground:
    """One fact a rule looked at, in short words; `about` names the person it is a fact of."""

    words: str
    about: str | None = None

    def __str__(self) -> str:
        return self.words if self.about is None else f"{self.about or 'No name given'}: {self.words}"


class Kind(ABC):
    """A kind of rule: its fields are the parameters a season gives, `SAYS` every objection it knows.

    `FILLS` names what the season's sentences for this kind may fill in besides {name} and the dates.
    """

    __slots__ = ()
    SAYS: ClassVar[frozenset[str]]
    FILLS: ClassVar[frozenset[str]] = frozenset()

    @abstractmethod
    def objections(self, facts: Facts, window: SeasonWindow, /) -> Iterable[Objection]:
        """Give everything this rule has against the facts; nothing means the rule is met."""

    @abstractmethod
    def sentence(self, words: Wording, /) -> str:
        """Say for the public what this rule asks: every parameter that decides anything shows in it."""

    @abstractmethod
    def grounds(self, facts: Facts, words: Wording, /) -> Iterable[Ground]:
        """Give the facts this rule looks at, never more of a person than it needs: an age, not a date of birth."""

    def brief(self, _words: Wording, /) -> str:
        """Give what this rule adds to a category's one-line "Open to …"; nothing where it describes nobody."""
        return ""

    def fills(self, _words: Wording, /) -> Mapping[str, str]:
        """Give what the season's sentences may fill in of this rule's parameters, by the names of `FILLS`."""
        return {}

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

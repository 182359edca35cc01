"""The words with which rules speak of themselves: the season's dates, its own labels for choices, lists and numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, Final

from awards.core.times import day_words, moment_words, short_day_words
from awards.eligibility.window import SeasonWindow

Labels = Mapping[str, Mapping[str, str]]
"""What a season calls its choices: the name of the list, the key of the choice, the words shown for it."""

NO_LABELS: Final[Labels] = MappingProxyType({})
"""For a season without words of its own; choices then go by their keys."""

NOT_GIVEN: Final = "not given"
_NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ARTICLES: Final = ("A", "An", "The")
_COMMON_NOUNS: Final = frozenset({"employer_types", "works_in", "team_services", "programme_stages"})


@dataclass(frozen=True, slots=True)
class Wording:
    """What a rule needs to say itself: the season's window, and what the season calls its choices."""

    window: SeasonWindow
    labels: Labels = field(default_factory=lambda: NO_LABELS)
    _said: dict[Any, str] = field(default_factory=dict, compare=False, repr=False)

    def once(self, kind: Any, make: Callable[[Wording], str]) -> str:
        """Give what is made of these words for a kind of rule, made only once: one wording serves many verdicts."""
        if kind not in self._said:
            self._said[kind] = make(self)
        return self._said[kind]

    def choice(self, offer: str, key: str) -> str:
        """Give the season's words for a choice, as they stand inside a sentence."""
        words = self.labels.get(offer, {}).get(key) or key.replace("_", " ")
        first, _, rest = words.partition(" ")
        common = first in _ARTICLES or (offer in _COMMON_NOUNS and words[1:2].islower())
        return f"{first[:1].lower()}{first[1:]} {rest}".strip() if common else words

    def any_of(self, offer: str, keys: Iterable[str]) -> str:
        """Give choices of a list as "a council, a trust or an agency"; "nothing on the list" when there is none."""
        return joined([self.choice(offer, key) for key in keys]) or "nothing on the list"

    def day(self, day: date | None) -> str:
        """Give a day as "Friday 23 February 2024"; None stands for the day on which nominations close."""
        return day_words(day or self.window.closes_on)

    def moment(self, moment: datetime) -> str:
        """Give an instant as "11:59pm on Friday 23 February 2024"."""
        return moment_words(moment, self.window.zone.key)

    @property
    def places(self) -> dict[str, str]:
        """What any sentence of a season may fill in."""
        opens_on, closes_on = self.window.opens_on, self.window.closes_on
        return {"opens_on": short_day_words(opens_on), "closes_on": short_day_words(closes_on)}


def joined(words: Iterable[str], *, last: str = "or") -> str:
    """Give words as "a, b or c"."""
    *others, final = [*words] or [""]
    return f"{', '.join(others)} {last} {final}" if others else final


def number(count: int) -> str:
    """Give a small number in words and a larger one in figures."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else str(count)


def how_many(count: int, one: str, more: str) -> str:
    """Give "one person" or "three people"."""
    return f"{number(count)} {one if count == 1 else more}"


def sentence_of(text: str) -> str:
    """Give the text with a capital at its head, and a full stop."""
    return f"{text[:1].upper()}{text[1:]}."


def said(*, answer: bool | None, yes: str, no: str) -> str:
    """Give the words for a yes, a no, or what nobody has answered."""
    return NOT_GIVEN if answer is None else yes if answer else no

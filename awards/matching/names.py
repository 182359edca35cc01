"""Names of people made comparable, and how like two of them are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA, JaroWinkler

from awards.matching.lists import given_names, letters_of, share_a_family, word_set
from awards.matching.spelling import WORDS_KEPT, plain_words

_FIRST_AND_LAST: Final = 2
_TOO_SHORT_FOR_A_SLIP: Final = 4
"""Letters: in a shorter word a letter more makes another name; at this length the first letter has to agree."""
_LONG: Final = 6
_LONG_FOR_A_GIVEN_NAME: Final = 8
"""Letters that both have at least where two wrong ones count as a slip."""
_SHORTEST_START: Final = 3
_SHORTEST_END: Final = 4
"""Letters that a short form has at least which is the start, or the end, of the long one."""
_ALIKE: Final = 0.93
"""From this Jaro-Winkler similarity on, long words count as nearly the same."""
_ASIDE: Final = re.compile(r"[(\[\"“”«]([^)\]\"“”»]{1,200})[)\]\"“”»]")
_NEE: Final = re.compile(r"\b(?:n[ée]e|formerly|now|known as|aka|a\.k\.a\.)\b", re.IGNORECASE)


class Fit(IntEnum):
    """How one word of a name fits another, from not at all to the same."""

    NONE = 0
    INITIAL = 1
    NEAR = 2
    TWO_LETTERS = 3
    ONE_LETTER = 4
    SHORT_FORM = 5
    SAME = 6


@dataclass(frozen=True, slots=True)
class PersonName:
    """The words of one name in the order in which they are said, the last name last."""

    words: tuple[str, ...]

    @property
    def given(self) -> str:
        """The first word."""
        return self.words[0] if self.words else ""

    @property
    def last(self) -> str:
        """The last word; empty for a single name."""
        return self.words[-1] if len(self.words) > 1 else ""

    @property
    def joined(self) -> str:
        """All words as one."""
        return "".join(self.words)


def names_of(full_name: str, known_as: str | None = None) -> tuple[PersonName, ...]:
    """Give the names that somebody goes by: as typed first, then with what stands in brackets or in "known as"."""
    aside = [one.strip() for one in _ASIDE.findall(full_name)]
    main, *after = _NEE.split(_ASIDE.sub(" ", full_name))
    base = _said(main)
    found = [PersonName(base)]
    for other in [*aside, *after, *([known_as] if known_as else [])]:
        words = _said(_NEE.sub(" ", other))
        if len(words) == 1 and len(base) > 1:
            found += [PersonName((*words, *base[1:]))]
            if other in aside or other in after:  # a former or a second last name may stand in brackets too
                found += [PersonName((*base[:-1], *words))]
        elif words:
            found.append(PersonName(words))
    return tuple(dict.fromkeys(one for one in found if one.words))


def _said(text: str) -> tuple[str, ...]:
    """Give the words of a name without titles, in the order in which they are said: "Smith, Jane" is Jane Smith."""
    parts = [part for part in (_bare(part) for part in text.split(",")) if part]
    return tuple(word for part in reversed(parts) for word in part) if parts else ()


def _bare(text: str) -> tuple[str, ...]:
    """Give the words of one part of a name without titles; a name of two words keeps both ("Ma Li" is a name)."""
    titles, after = word_set("titles"), word_set("after_names")
    kept = plain_words(text)
    if len(kept) > _FIRST_AND_LAST:
        kept = tuple(word for word in kept if word not in after)
    while len(kept) > 1 and kept[0] in titles:
        kept = kept[1:]
    return () if all(word in after | titles for word in kept) else kept


@lru_cache(WORDS_KEPT)
def fit(one: str, other: str) -> Fit:
    """Say how two words of names fit."""
    if one == other:
        return Fit.SAME
    short, long = sorted((one, other), key=len)
    if len(short) == 1:
        return Fit.INITIAL if long.startswith(short) else Fit.NONE
    return Fit.SHORT_FORM if share_a_family(one, other) else _near(short, long)


@lru_cache(WORDS_KEPT)
def given_fit(one: str, other: str) -> Fit:
    """Say how two given names fit: Paul and Paula, Frances and Francis are a letter apart and not the same."""
    found = fit(one, other)
    if found is Fit.NONE and 1 in {len(one), len(other)}:
        return Fit.NONE if letters_of(one).isdisjoint(letters_of(other)) else Fit.INITIAL
    if found in {Fit.SAME, Fit.NONE, Fit.INITIAL} or share_a_family(one, other):
        return found
    return Fit.NONE if _names_of_their_own(one, other, found) else found


def _names_of_their_own(one: str, other: str, found: Fit) -> bool:
    names, shorter = given_names(), min(len(one), len(other))
    both_known = one in names and other in names
    of_a_woman = f"{one}a" == other or f"{other}a" == one
    return both_known or of_a_woman or (found is Fit.TWO_LETTERS and shorter < _LONG_FOR_A_GIVEN_NAME)


def _near(short: str, long: str) -> Fit:
    if len(long) < _TOO_SHORT_FOR_A_SLIP:
        return Fit.NONE
    apart = OSA.distance(short, long, score_cutoff=2)
    if apart == 1:
        return Fit.NONE if len(long) == _TOO_SHORT_FOR_A_SLIP and short[0] != long[0] else Fit.ONE_LETTER
    if apart == 2 and len(short) >= _LONG:  # noqa: PLR2004 - two letters
        return Fit.TWO_LETTERS
    return _part_or_alike(short, long)


def _part_or_alike(short: str, long: str) -> Fit:
    if long.startswith(short) and len(short) >= _SHORTEST_START and len(long) - len(short) <= _LONG:
        return Fit.SHORT_FORM
    ends = long.endswith(short) and len(short) >= _SHORTEST_END
    alike = len(short) >= _LONG and JaroWinkler.similarity(short, long) >= _ALIKE
    return Fit.NEAR if ends or alike else Fit.NONE


@dataclass(frozen=True, slots=True)
class Alignment:
    """How the words of two names lie on one another."""

    given: Fit
    """The first names: the best fit of one's first word among the other's words before the last."""
    last: Fit
    """The last names; none where either name is a single word."""
    turned: bool
    """First and last stand the other way round in one of them."""
    spare: tuple[int, int]
    """How many words of either name fit nothing in the other; particles are not counted."""


def align(one: PersonName, other: PersonName) -> Alignment:
    """Lay two names on one another, in order or turned, whichever fits better."""
    straight = _aligned(one, other, turned=False)
    if straight.given >= Fit.SHORT_FORM and straight.last >= Fit.SHORT_FORM:
        return straight
    return max((straight, *_turned(one, other)), key=_worth)


def _turned(one: PersonName, other: PersonName) -> Iterator[Alignment]:
    """Give how they fit with the last name first in one of them: only whole names, and nothing may be left over."""
    words = other.words
    if len(one.words) > 1 and len(words) > 1:
        for order in {(*words[1:], words[0]), (words[-1], *words[:-1])}:
            found = _aligned(one, PersonName(order), turned=True)
            if 0 in found.spare and Fit.INITIAL not in {found.given, found.last}:
                yield found


def _worth(found: Alignment) -> tuple[bool, int, bool]:
    return bool(found.given and found.last), int(found.given) + int(found.last), not found.turned


def _aligned(one: PersonName, other: PersonName, *, turned: bool) -> Alignment:
    single = not one.last or not other.last
    return Alignment(
        given=_given_fit(one, other),
        last=Fit.NONE if single else _last_fit(one, other),
        turned=turned,
        spare=_spare(one.words, other.words),
    )


def _given_fit(one: PersonName, other: PersonName) -> Fit:
    """Give how the first names fit; a name that is not the first may be the one in use where the other has fewer."""
    mine, theirs = one.words[:-1] or one.words, other.words[:-1] or other.words
    found = max(given_fit(one.given, other.given), _joined_fit(mine, theirs))
    if found is Fit.NONE and len(mine) > len(theirs):
        return max(given_fit(other.given, word) for word in mine)
    if found is Fit.NONE and len(theirs) > len(mine):
        return max(given_fit(one.given, word) for word in theirs)
    return found


def _joined_fit(mine: Collection[str], theirs: Collection[str]) -> Fit:
    """Give the fit of all first names as one word: "Lesley Ann" and "Lesleyann" are the same."""
    return Fit.SAME if "".join(mine) == "".join(theirs) else Fit.NONE


def _last_fit(one: PersonName, other: PersonName) -> Fit:
    """Give how the last names fit: either may have more words, or have them joined, or be one half of the other."""
    return max(
        *(fit(one.last, word) for word in _endings(other)),
        *(fit(other.last, word) for word in _endings(one)),
        *(_halves(one, other)),
    )


def _endings(name: PersonName) -> Iterator[str]:
    """Give the last word, the last two as one, the last three as one: "mc glinchey" may be "mcglinchey"."""
    for start in range(len(name.words) - 1, max(len(name.words) - 4, 0), -1):
        yield "".join(name.words[start:])


def _halves(one: PersonName, other: PersonName) -> Iterator[Fit]:
    """Give the fits with one half of a double last name."""
    for name, last in ((one, other.last), (other, one.last)):
        for word in name.words[1:-1]:
            if len(word) > 1 and fit(word, last) >= Fit.ONE_LETTER and word not in word_set("particles"):
                yield fit(word, last)
    yield Fit.NONE


def _spare(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[int, int]:
    """Count the words of either that fit nothing in the other, each word used once."""
    left = [word for word in one if word not in word_set("particles")]
    right = [word for word in other if word not in word_set("particles")]
    if "".join(left) == "".join(right):
        return 0, 0
    fits = sorted(
        ((max(fit(a, b), given_fit(a, b)), i, j) for i, a in enumerate(left) for j, b in enumerate(right)), reverse=True
    )
    mine: set[int] = set()
    theirs: set[int] = set()
    for how, i, j in fits:
        if how and i not in mine and j not in theirs:
            mine.add(i)
            theirs.add(j)
    return len(left) - len(mine), len(right) - len(theirs)

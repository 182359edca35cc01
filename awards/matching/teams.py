"""Names of teams and of employers made comparable."""

from __future__ import annotations

from typing import Final

from rapidfuzz.distance import OSA

from awards.matching.lists import word_set
from awards.matching.spelling import plain

_PLURAL: Final = 5
"""Letters from which on a last s is taken for the plural's."""
_LONG: Final = 5
"""Letters that a word has at least in which one may be wrong."""


def team_words(name: str, *, employer: str | None = None) -> frozenset[str]:
    """Give the words that tell one team from another; those of its employer's name do not, unless nothing is left."""
    words = [word for word in plain(name).split() if word not in word_set("of_any_team")]
    own = [word for word in words if word not in employer_words(employer)]
    return frozenset(_single(word) for word in own or words or plain(name).split())


def initials(name: str, *, employer: str | None = None) -> str:
    """Give the first letters of the words that count; a service counts as a team: "Emergency Duty Service" is "edt"."""
    words = [word for word in plain(name).split() if word not in {"the", "of", "and", "for", "a"}]
    own = [word for word in words if word not in employer_words(employer)] or words
    return "".join("t" if word in {"service", "services"} else word[0] for word in own)


def employer_words(name: str | None) -> frozenset[str]:
    """Give the words that tell one employer from another; all of them if none does."""
    words = plain(name or "").split()
    return frozenset(word for word in words if word not in word_set("of_any_employer")) or frozenset(words)


def same_employer(one: str | None, other: str | None) -> bool | None:
    """Whether two employers are the same, as far as their names tell; None where either is not known."""
    mine, theirs = employer_words(one), employer_words(other)
    if not mine or not theirs:
        return None
    return mine <= theirs or theirs <= mine or _near("".join(sorted(mine)), "".join(sorted(theirs)))


def common_share(one: frozenset[str], other: frozenset[str]) -> float:
    """Give how much of two sets of words is common, from 0 to 1; words that differ by one letter count as one word."""
    matched = sum(any(_near(word, another) for another in other) for word in one)
    backwards = sum(any(_near(word, another) for another in one) for word in other)
    return (matched + backwards) / (len(one) + len(other)) if one or other else 0.0


def _single(word: str) -> str:
    if len(word) >= _PLURAL and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) >= _PLURAL and word.endswith("s") and not word.endswith("ss") else word


def _near(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) >= _LONG and OSA.distance(one, other, score_cutoff=1) <= 1)

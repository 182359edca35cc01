"""The word lists that matching rests on, read from their files once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from awards.matching.spelling import plain

_FOLDER: Final = Path(__file__).parent / "words"


@cache
def word_set(name: str) -> frozenset[str]:
    """Give the words of a list, as they stand in its file but for lines of comment."""
    return frozenset(word for line in _lines(name) for word in line.split())


@cache
def families() -> Mapping[str, frozenset[int]]:
    """Give for each given name the families of names that it stands in."""
    found: dict[str, set[int]] = {}
    for number, line in enumerate(_lines("nicknames")):
        for name in plain(line).split():
            found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


def share_a_family(one: str, other: str) -> bool:
    """Whether two given names are forms of one name."""
    known = families()
    return not known.get(one, frozenset()).isdisjoint(known.get(other, frozenset()))


@cache
def given_names() -> frozenset[str]:
    """Give the given names that are known to be names of their own."""
    return frozenset(families()) | word_set("given_names")


def letters_of(given: str) -> frozenset[str]:
    """Give the first letters of what a given name may be a form of: Becky may be an R."""
    return frozenset(given[:1]).union(*(_first_letters()[number] for number in families().get(given, ())))


@cache
def _first_letters() -> Mapping[int, frozenset[str]]:
    letters: dict[int, set[str]] = {}
    for name, numbers in families().items():
        for number in numbers:
            letters.setdefault(number, set()).add(name[0])
    return {number: frozenset(found) for number, found in letters.items()}


def _lines(name: str) -> list[str]:
    lines = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("#")]

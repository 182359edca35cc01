"""The word lists: read once from `words/*.txt`, and looked up by the plain form of a word.

A list holds one word or phrase a line; a line that begins with `#` says what the list is; a star at the end of a
phrase stands for any ending of its last word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

LISTS: Final = Path(__file__).parent / "words"
MARKS: Final = "\u0300-\u036f"
_PIECE: Final = re.compile(rf"(?:[^\W_]|[{MARKS}])+(?:['’ʼ`](?:[^\W\d_]|[{MARKS}])+)*")
_OTHER_APOSTROPHES: Final = str.maketrans({"’": "'", "ʼ": "'", "`": "'"})


def pieces(text: str) -> Iterable[re.Match[str]]:
    """Give each piece of the text that is a word: letters and digits with inner apostrophes; hyphens divide."""
    return _PIECE.finditer(text)


def _without_accents(word: str) -> str:
    split = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in split if not unicodedata.combining(letter))


def plain(word: str) -> str:
    """Give the form in which words are looked up: lower case, no accents, straight apostrophes, no possessive."""
    short = word.translate(_OTHER_APOSTROPHES).casefold()
    if not short.isascii():
        short = _without_accents(short[:60])
    return short.removesuffix("'s") or short


def lines_of(name: str) -> list[str]:
    """Give the entries of one list, without its heading.

    Raises FileNotFoundError for a list that does not exist.
    """
    lines = (LISTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """Give the entries of one list as single plain words; a double name counts as each whole word it joins."""
    return frozenset(plain(piece.group()) for line in lines_of(name) for piece in pieces(line))


def is_everyday(word: str) -> bool:
    """Whether a plain word, or what it is the plural of, is of everyday English."""
    common = words("common")
    return word in common or word.removesuffix("s") in common or word.removesuffix("es") in common or "n't" in word


class Phrases:
    """Phrases of one or more words, found at a place of a text in time that does not grow with the list."""

    def __init__(self, entries: Iterable[str]) -> None:
        index: dict[str, list[tuple[tuple[str, ...], bool]]] = {}
        for entry in entries:
            found = tuple(plain(piece.group()) for piece in pieces(entry))
            if found:
                index.setdefault(found[0][:3], []).append((found, entry.endswith("*")))
        self._index = {key: sorted(set(held), key=_longest_first) for key, held in index.items()}

    def length_at(self, plains: list[str], at: int) -> int:
        """Give how many words the longest phrase that begins at this word has; 0 for none."""
        for phrase, any_ending in self._index.get(plains[at][:3], ()):
            end = at + len(phrase)
            if tuple(plains[at:end]) == phrase:
                return len(phrase)
            if any_ending and tuple(plains[at : end - 1]) == phrase[:-1] and _begins(plains, end - 1, phrase[-1]):
                return len(phrase)
        return 0


def _begins(plains: list[str], at: int, stem: str) -> bool:
    return at < len(plains) and plains[at].startswith(stem)


def _longest_first(held: tuple[tuple[str, ...], bool]) -> tuple[int, int, tuple[str, ...]]:
    return -len(held[0]), -sum(map(len, held[0])), held[0]


@cache
def phrases(name: str) -> Phrases:
    """Give one list as phrases."""
    return Phrases(lines_of(name))

"""A text as it is read: its words one by one, and what is known of each before anything is looked for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from awards.protection import vocabulary as v
from awards.protection.words import Phrases, phrases, pieces, plain, words

ENDS_A_SENTENCE: Final = frozenset(".!?\n\r•…")
OPENS_SPEECH: Final = frozenset(':;“"‘')
NAME_JOINS: Final = frozenset({" ", "-", "\u2010", "\u2011", "\u00a0"})


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: where it stands, how it is written, its plain form, and what stands before it.

    `opens` says that a capital tells nothing here, because a sentence, a line or a speech begins.
    """

    start: int
    end: int
    text: str
    plain: str
    gap: str
    opens: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper() or self.text[0].istitle()

    @property
    def shouted(self) -> bool:
        """Whether it is two capitals or more and nothing else."""
        return len(self.plain) > 1 and self.text.isupper()

    @property
    def is_letter(self) -> bool:
        """Whether it is one capital letter alone."""
        return len(self.plain) == 1 and self.capital

    @property
    def joined(self) -> bool:
        """Whether it follows the word before with only a space or a hyphen between."""
        return self.gap in NAME_JOINS


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its words, those of them that are well-known terms, and the words of the nominees' names."""

    text: str
    words: list[Word]
    plains: list[str]
    known: frozenset[int]
    nominees: frozenset[str]
    places: Phrases

    def plain_at(self, at: int) -> str:
        """Give the plain form of a word, and nothing before the first or after the last."""
        return self.plains[at] if 0 <= at < len(self.plains) else ""

    def follows(self, at: int) -> bool:
        """Whether this word stands with only a space or a hyphen after the one before it."""
        return 0 < at < len(self.words) and self.words[at].joined

    def is_nominees(self, at: int) -> bool:
        """Whether this word is one of a nominee's names, written as a name."""
        word = self.words[at]
        return word.plain in self.nominees and (word.capital or word.plain not in words("common"))


def read(text: str, *, nominees: Collection[str], places: Collection[str]) -> Reading:
    """Read a text: find its words and what is known of them."""
    found: list[Word] = []
    end = 0
    for piece in pieces(text):
        gap = text[end : piece.start()]
        before = found[-1] if found else None
        found.append(Word(piece.start(), piece.end(), piece.group(), plain(piece.group()), gap, _opens(gap, before)))
        end = piece.end()
    plains = [word.plain for word in found]
    return Reading(text, found, plains, _known(found, plains), _names_of(nominees), _more_places(places))


def _opens(gap: str, before: Word | None) -> bool:
    if before is None:
        return True
    if not ENDS_A_SENTENCE.isdisjoint(gap):
        return not (gap in {". ", "."} and (before.plain in v.ABBREVIATED or before.is_letter))
    return not OPENS_SPEECH.isdisjoint(gap)


def _known(found: list[Word], plains: list[str]) -> frozenset[int]:
    terms, known, at = phrases("known"), set[int](), 0
    while at < len(found):
        length = terms.length_at(plains, at)
        known.update(range(at, at + length))
        at += length or 1
    return frozenset(known)


def _names_of(nominees: Collection[str]) -> frozenset[str]:
    return frozenset(plain(piece.group()) for name in nominees for piece in pieces(name))


def _more_places(places: Collection[str]) -> Phrases:
    """Take names of places, but not those of councils and trusts as employers."""
    return Phrases(
        name for name in places if v.COUNCIL_WORDS.isdisjoint(plain(piece.group()) for piece in pieces(name))
    )

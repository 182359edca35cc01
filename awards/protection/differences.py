"""What a copy changes in its original, word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile
from typing import Final

_WORDS: Final = re.compile(r"\S+\s*|\s+")
_LINES: Final = re.compile(r"[^\n]*\n|[^\n]+")
MOST_PAIRS: Final = 300_000
"""How many pairs of equal pieces are compared. Texts of 2,000 words have a tenth; past it, lines are compared."""


class ChangeKind(StrEnum):
    """Whether a run of words is in both texts, in the original alone, or in the copy alone."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Change:
    """A run of words with the white space after them. Two that follow each other never have the same kind."""

    kind: ChangeKind
    text: str


def differences(original: str, copy: str) -> list[Change]:
    """Compare two texts: same and removed runs joined give the original, same and added ones the copy.

    Compared are words; in texts of a hostile size or make, lines; and at worst the middle is one removal and addition.
    """
    for pieces_of in (_WORDS.findall, _LINES.findall):
        before, after = pieces_of(original), pieces_of(copy)
        head = _same_length(before, after)
        tail = _same_length(before[head:][::-1], after[head:][::-1])
        old, new = before[head : len(before) - tail], after[head : len(after) - tail]
        if _pairs(old, new) <= MOST_PAIRS:
            break
    middle = _compared(old, new) if _pairs(old, new) <= MOST_PAIRS else _replaced(old, new)
    ends = (ChangeKind.SAME, before[:head]), (ChangeKind.SAME, before[len(before) - tail :])
    return list(_runs([ends[0], *middle, ends[1]]))


def _same_length(before: Sequence[str], after: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda both: both[0] == both[1], zip(before, after, strict=False)))


def _pairs(old: list[str], new: list[str]) -> int:
    counted = Counter(new)
    return sum(times * counted[piece] for piece, times in Counter(old).items())


def _compared(old: list[str], new: list[str]) -> Iterator[tuple[ChangeKind, list[str]]]:
    for tag, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield ChangeKind.SAME, old[start:end]
        else:
            yield from _replaced(old[start:end], new[new_start:new_end])


def _replaced(old: list[str], new: list[str]) -> Iterator[tuple[ChangeKind, list[str]]]:
    yield ChangeKind.REMOVED, old
    yield ChangeKind.ADDED, new


def _runs(parts: list[tuple[ChangeKind, list[str]]]) -> Iterator[Change]:
    """Join the pieces of each run and leave out empty ones; runs of one kind that meet become one."""
    last: Change | None = None
    for kind, run in parts:
        text = "".join(run)
        if not text:
            continue
        if last and last.kind is kind:
            last = Change(kind, last.text + text)
            continue
        if last:
            yield last
        last = Change(kind, text)
    if last:
        yield last

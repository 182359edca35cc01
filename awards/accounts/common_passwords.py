"""Which passwords too many people choose: told offline, from a list of ours and from the habits behind it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).parent / "data"
LEET: Final = str.maketrans("013457$@!|", "oieastsail")
"""Signs that stand for letters; nobody who guesses is held up by them."""
ROWS: Final = (
    "01234567890123456789", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm", "azertyuiopqsdfghjklmwxcvbn", "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
    "1q2w3e4r5t6y7u8i9o0p", "q1w2e3r4t5y6u7i8o9p0",
)  # fmt: skip
"""What fingers run along; backwards as well."""
STARTS: Final = ("", "my", "the", "ilove", "iam", "welcome", "password")
FEWEST_KINDS: Final = 5
"""Different characters that a password has at least."""
WALKED: Final = 4
"""Characters along a row that count as a walk."""
LEFT: Final = 5
"""Letters and digits that must be left of a password once everybody's habits, or what others know, are taken out."""
SHORTEST_WORD: Final = 3


def is_common(password: str) -> bool:
    """Say whether a password is listed, or is a common word, a repetition or a walk along the keys, with trimmings."""
    folded = folded_of(password)
    if folded in listed():
        return True
    return len(set(folded)) < FEWEST_KINDS or _is_repeated(folded) or _is_walked(folded) or _is_one_word(folded)


def mentions(password: str, words: list[str]) -> bool:
    """Say whether little is left of a password without these words (names, addresses) and parts of them."""
    rest = folded_of(password)
    parts = {part for word in words for part in re.split(r"[\W_]+", folded_of(word)) if len(part) >= SHORTEST_WORD}
    if not any(part in rest for part in parts):
        return False
    for part in sorted(parts, key=len, reverse=True):
        rest = rest.replace(part, "")
    return len(re.sub(r"[\W\d_]", "", rest)) < LEFT


def folded_of(text: str) -> str:
    """Give the text without case, in NFC: the form of the list."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


@cache
def listed() -> frozenset[str]:
    """Give the list of common passwords, of twelve characters or more."""
    return frozenset((DATA / "common_passwords.txt").read_text(encoding="utf-8").split("\n")[:-1])


@cache
def stems() -> frozenset[str]:
    """Give the words of which common passwords are made."""
    return frozenset((DATA / "common_stems.txt").read_text(encoding="utf-8").split())


def _is_repeated(folded: str) -> bool:
    """Whether it is one short piece over and over, like "abcabcabcabc"."""
    return re.fullmatch(r"(.{1,12}?)\1+.{0,3}", folded, re.DOTALL) is not None


def _is_walked(folded: str) -> bool:
    """Whether little is left without runs along rows of the keyboard, of the alphabet and of the digits."""
    rest, rows = folded, [*ROWS, *(row[::-1] for row in ROWS)]
    start = 0
    while start < len(rest):
        run = _run_at(rest[start:], rows)
        rest, start = (rest[:start] + rest[start + run :], start) if run else (rest, start + 1)
    return len(rest) < LEFT


def _run_at(text: str, rows: list[str]) -> int:
    """Give how many characters at the start of a text lie side by side in one of the rows; 0 if fewer than count."""
    sizes = range(min(len(text), max(map(len, rows))), WALKED - 1, -1)
    return next((size for size in sizes if any(text[:size] in row for row in rows)), 0)


def _is_one_word(folded: str) -> bool:
    """Whether it is one common word with digits and signs around it, said once or twice."""
    for bare in (_bare(folded), _bare(folded).translate(LEET), _bare(folded.translate(LEET))):
        said = [bare[len(start) :] for start in STARTS if bare.startswith(start)]
        if any(word in stems() or _halved(word) in stems() for word in said):
            return True
    return False


def _bare(text: str) -> str:
    """Give a text without the digits and signs at its ends."""
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)


def _halved(word: str) -> str:
    half = len(word) // 2
    return word[:half] if word[:half] == word[half:] else word

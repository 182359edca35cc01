"""Text made comparable: one spelling for what only looks or is typed differently."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_LETTERS: Final = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ə": "e",
})  # fmt: skip
"""Letters that no decomposition takes apart."""

_LOOK_ALIKES: Final = str.maketrans({
    **dict(zip("авгеікмнорстухјѕԁһӏь", "abreikmhopctyxjsdhlb", strict=True)),
    **dict(zip("αβεζηικμνορτυχσω", "abezhikmvoptuxow", strict=True)),
})  # fmt: skip
"""Cyrillic and Greek small letters by the Latin letter that looks like them."""

_DIGITS: Final = str.maketrans({"0": "o", "1": "l", "3": "e", "5": "s"})
WORDS_KEPT: Final = 1 << 16
"""How many answers of a pure function of words are kept: the same few thousand words meet in every pair."""

_APOSTROPHES: Final = re.compile("['’‘‛ʼʻʹ`´′ʿʾ]")
_SEPARATORS: Final = re.compile(r"[^\w]+|_+")


def joined_spaces(text: str) -> str:
    """Give the text in one case with single spaces: what is left differs by more than capitals and spaces."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


@lru_cache(WORDS_KEPT)
def plain(text: str) -> str:
    """Give small letters without accents, apostrophes, full widths and look-alikes; other signs stand as spaces."""
    letters = unicodedata.normalize("NFKC", text).casefold()
    letters = _APOSTROPHES.sub("", letters)
    letters = "".join(one for one in letters if unicodedata.category(one) != "Cf")
    letters = "".join(one for one in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(one))
    letters = letters.translate(_LETTERS).translate(_LOOK_ALIKES)
    return _SEPARATORS.sub(" ", letters).strip()


def plain_words(text: str) -> tuple[str, ...]:
    """Give the words of the plain text; a digit inside a word is the letter that it looks like."""
    return tuple(_without_digits(word) for word in plain(text).split())


def mixes_scripts(text: str) -> bool:
    """Whether the text holds look-alikes: letters of another script, full widths or digits among Latin letters."""
    small = _APOSTROPHES.sub("", text).casefold()
    return any(_mixed(word) for word in small.split())


def _mixed(word: str) -> bool:
    letters = [one for one in unicodedata.normalize("NFC", word) if one.isalnum()]
    latin = any(unicodedata.name(one, "").startswith("LATIN") for one in letters)
    foreign = any(one.translate(_LOOK_ALIKES) != one or one.translate(_DIGITS) != one for one in letters)
    wide = any(unicodedata.normalize("NFKC", one) != one for one in letters)
    return wide or (latin and foreign)


def _without_digits(word: str) -> str:
    return word.translate(_DIGITS) if any(one.isalpha() for one in word) else word

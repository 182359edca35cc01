"""Typed text: one rule for what is kept, and one way to count words."""

from __future__ import annotations

import unicodedata

_LINE_ENDS = {
    "\r\n": "\n",
    "\r": "\n",
    "\u2028": "\n",
    "\u2029": "\n",
    "\x85": "\n",
    "\x0b": "\n",
    "\x0c": "\n",
}
_NON_CHARACTERS = range(0xFDD0, 0xFDF0)
_LAST_TWO_OF_A_PLANE = 0xFFFE
_FLAG_TAGS = range(0xE0020, 0xE0080)
"""Invisible letters of which the flags of England, Scotland and Wales are made."""
_KEPT_FORMAT = {"\u200c", "\u200d"}
"""Zero-width joiners: part of emoji and of several scripts."""


def tidy(text: str) -> str:
    """Give the text in the one form that is stored, whichever database stores it.

    Line ends become line feeds; control characters, lone surrogates, non-characters and invisible direction
    marks are dropped; the rest is NFC. PostgreSQL refuses NUL where SQLite keeps it, so it never gets there.
    """
    for end, newline in _LINE_ENDS.items():
        text = text.replace(end, newline)
    kept = "".join(character for character in text if _is_kept(character))
    return unicodedata.normalize("NFC", kept)


def tidy_line(text: str) -> str:
    """Give the text as one line with single spaces, as names and subjects are stored."""
    return " ".join(tidy(text).split())


def word_count(text: str) -> int:
    """Count words as the browser's script does: pieces between white space."""
    return len(text.split())


def _is_kept(character: str) -> bool:
    if character in "\n\t" or character in _KEPT_FORMAT:
        return True
    code = ord(character)
    if code in _NON_CHARACTERS or code & _LAST_TWO_OF_A_PLANE == _LAST_TWO_OF_A_PLANE:
        return False
    return unicodedata.category(character) not in {"Cc", "Cs", "Cf"} or code in _FLAG_TAGS

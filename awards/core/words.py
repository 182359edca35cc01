"""Typed text: one rule for what is kept, and one way to count words, the same in every browser.

Both rest on tables written out here and in ``static/js/words.js``, never on what a version of Python, of a browser or
of Unicode calls white space: a test counts thousands of texts in both.
"""

from __future__ import annotations

import re
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
WHITE = "\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""White space, as ranges of a character class: what separates words. No-break spaces are among it."""
INVISIBLE = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters, but for the white space among them
    "\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"  # invisible marks
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001"  # marks of shorthand, of music and of language
    "\ufdd0-\ufdef"  # non-characters, and the last two of every plane
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
)
"""What is dropped, as ranges of a character class; the zero-width joiners of emoji and of several scripts, and the
letters of which the flags of England, Scotland and Wales are made, are kept."""
SURROGATES = "\ud800-\udfff"
"""Halves of characters; a browser sends U+FFFD in their stead, so only the server ever drops one."""

_DROPPED = re.compile(f"[{INVISIBLE}{SURROGATES}]")
_WORD = re.compile(f"[^{WHITE}{INVISIBLE}{SURROGATES}][^{WHITE}]*")


def tidy(text: str) -> str:
    """Give the text in the one form that is stored, whichever database stores it.

    Line ends become line feeds; control characters, lone surrogates, non-characters and invisible direction
    marks are dropped; the rest is NFC. PostgreSQL refuses NUL where SQLite keeps it, so it never gets there.
    """
    for end, newline in _LINE_ENDS.items():
        text = text.replace(end, newline)
    return unicodedata.normalize("NFC", _DROPPED.sub("", text))


def tidy_line(text: str) -> str:
    """Give the text as one line with single spaces, as names and subjects are stored."""
    return " ".join(tidy(text).split())


def word_count(text: str) -> int:
    """Count words: pieces between white space that hold more than what `tidy` drops.

    The count is the same before and after `tidy`, and the same as that of the browser's script.
    """
    return sum(1 for _ in _WORD.finditer(text))

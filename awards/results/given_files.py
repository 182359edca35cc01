"""Files that an operator hands to a command: read whole, and every problem said in words before anything is counted."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from unicodedata import category

import click

LARGEST_FILE: Final = 20_000_000
"""Bytes; a panel's scores or ballots take a thousandth of it."""
LARGEST_NUMBER: Final = 1e9
"""No scale goes this far; beyond it squares lose their meaning."""
LONGEST_NAME: Final = 200
"""Characters."""
MOST_TOLD: Final = 200
"""A file with more problems than these is not what it is meant to be."""
_SHOWN: Final = 40


class UnusableFile(Exception):  # noqa: N818 - said as people say it
    """A file cannot be used; `problems` says why, one line each."""

    def __init__(self, problems: Sequence[str]) -> None:
        """Keep the problems."""
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


def text_of(path: Path) -> str:
    """Read a text file.

    Raises:
        UnusableFile: it is too large, cannot be read, or is not text in UTF-8.
    """
    try:
        with path.open("rb") as file:
            found = file.read(LARGEST_FILE + 1)
        if len(found) > LARGEST_FILE:
            raise UnusableFile([f"the file is larger than {LARGEST_FILE // 1_000_000} MB"])
        return found.decode("utf-8-sig")
    except OSError as wrong:
        raise UnusableFile([f"the file cannot be read: {wrong.strerror}"]) from None
    except UnicodeDecodeError:
        raise UnusableFile(["the file is not text in UTF-8"]) from None


def json_of(text: str) -> object:
    """Read JSON.

    Raises:
        UnusableFile: it is not JSON, is nested too deep, or has a key twice in one object.
    """
    try:
        return json.loads(text, object_pairs_hook=_without_doubles)
    except RecursionError:
        raise UnusableFile(["the JSON is nested too deep"]) from None
    except ValueError as wrong:
        raise UnusableFile([f"not JSON that can be used: {wrong}"]) from None


def is_number(value: object) -> bool:
    """Say whether a value is a number of a usable size; true, false, NaN and infinities are not."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST_NUMBER


def is_name(value: object) -> bool:
    """Say whether a value is a name that can be shown: some text of at most 200 characters, on one line."""
    if not isinstance(value, str) or not value.strip() or len(value) > LONGEST_NAME:
        return False
    return not any(category(character) in {"Cc", "Cs"} for character in value)


def tell(path: Path, problems: Sequence[str]) -> None:
    """Write problems to the error output, one a line; what a terminal cannot show is written out as a code."""
    aside = len(problems) - MOST_TOLD
    more = [f"… and {aside} more"] if aside > 0 else []
    for problem in [*problems[:MOST_TOLD], *more]:
        click.echo(f"{path}: {problem}".encode("utf-8", "backslashreplace").decode(), err=True)


def shown(value: object) -> str:
    """Show a value of a file in a message: names and numbers as they are, cut short; other things by their kind."""
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    if isinstance(value, int) and abs(value) > LARGEST_NUMBER:
        return "a huge number"
    text = json.dumps(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _without_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        [(key, _)] = Counter(key for key, _ in pairs).most_common(1)
        raise ValueError(f"the key {shown(key)} is there twice")
    return found

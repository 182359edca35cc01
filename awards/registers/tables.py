"""Reads pasted text and uploaded files as tables of plain text: nothing in a cell is ever evaluated."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median_low
from typing import Final

from awards.core.words import tidy, tidy_line

MOST_CHARACTERS: Final = 1_000_000
MOST_LINES: Final = 5_000
MOST_COLUMNS: Final = 50
_MOST_CELLS: Final = 1_000
"""Cells of one line, empty ones at its end too: spreadsheets write some of those, and nobody writes more."""
LONGEST_CELL: Final = 500
"""Characters of one cell; more is no name, no status and no town."""

_SEPARATORS: Final = ("\t", ";", ",", "|")
_LINES_LOOKED_AT: Final = 20
_AS_TEXT: Final = re.compile(r'="(.*)"')
"""How spreadsheets keep figures as text: ="00123"."""
_OTHER_FILES: Final = ((b"PK\x03\x04", "a spreadsheet or an archive"), (b"\xd0\xcf\x11\xe0", "an old spreadsheet"),
                       (b"%PDF", "a PDF"))  # fmt: skip
_ZEROES_OF_WIDE_TEXT: Final = 0.2
"""The share of zero bytes from which on text is taken for UTF-16 that does not say so."""


class UnreadableTableError(ValueError):
    """Text that is no table; its words say what is wrong, in a sentence for staff."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of plain text: every row has the same number of cells, each of one line."""

    rows: tuple[tuple[str, ...], ...]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[0]) if self.rows else 0

    def below(self, *, header: bool) -> tuple[tuple[str, ...], ...]:
        """Give the rows without the heading, if there is one."""
        return self.rows[1:] if header else self.rows


def decoded(content: bytes) -> str:
    """Give the text of a file in UTF-8, UTF-16 or Windows-1252.

    Raises:
        UnreadableTableError: it is a spreadsheet, a PDF or no text at all.
    """
    for start, what in _OTHER_FILES:
        if content.startswith(start):
            raise UnreadableTableError(f"The file is {what}. Save the list as CSV and choose that file")
    for encoding in _encodings(content):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", errors="replace")


def sheet_of(text: str) -> Sheet:
    """Read text separated by tabs, commas, semicolons or bars, one row a line, cells quoted or not.

    Rows with fewer cells than others are filled up with empty ones; empty rows are left out.

    Raises:
        UnreadableTableError: nothing in it, too much of it, or a quotation mark that is never closed.
    """
    if len(text) > MOST_CHARACTERS:
        raise UnreadableTableError(f"The list must be {MOST_CHARACTERS:,} characters or less. Send it in parts")
    clean = tidy(text)
    try:
        rows = list(_rows(clean, _separator(clean)))
    except csv.Error:
        raise UnreadableTableError("A cell of the list is far too long: look for a stray quotation mark") from None
    if not rows:
        raise UnreadableTableError("The list is empty. Paste it, or choose a file")
    width = max(len(row) for row in rows)
    return Sheet(tuple((*row, *[""] * (width - len(row))) for row in rows))


def _rows(text: str, separator: str) -> Iterator[tuple[str, ...]]:
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    for number, row in enumerate(reader, 1):
        if number > MOST_LINES:
            raise UnreadableTableError(f"The list must have {MOST_LINES:,} lines or fewer. Send it in parts")
        cells = _cells(row, reader.line_num) if len(row) <= _MOST_CELLS else None
        if cells is None or len(cells) > MOST_COLUMNS:
            raise UnreadableTableError(f"Line {reader.line_num} has more than {MOST_COLUMNS} columns")
        if cells:
            yield cells


def _cells(row: Sequence[str], line: int) -> tuple[str, ...]:
    """Give the cells of a line without the empty ones at its end."""
    cells = [_cell(cell, line) for cell in row]
    width = len(cells)
    while width and not cells[width - 1]:
        width -= 1
    return tuple(cells[:width])


def _cell(text: str, line: int) -> str:
    clean = tidy_line(text)
    if len(clean) > LONGEST_CELL:
        words = f"Line {line} has a cell of more than {LONGEST_CELL} characters"
        raise UnreadableTableError(f"{words}: look for a quotation mark that is never closed")
    found = _AS_TEXT.fullmatch(clean)
    return found.group(1).strip() if found else clean


def _separator(text: str) -> str:
    """Give what separates the cells: a tab wherever there are tabs, else what makes the most columns."""
    head = "\n".join([line for line in text[:100_000].split("\n") if line.strip()][:_LINES_LOOKED_AT])
    widths = {}
    for sign in _SEPARATORS:
        widths[sign] = median_low([len(row) for row in csv.reader(io.StringIO(head), delimiter=sign)] or [1])
    if widths["\t"] > 1:
        return "\t"
    best = max(_SEPARATORS[1:], key=lambda sign: widths[sign])
    return best if widths[best] > 1 else ","


def _encodings(content: bytes) -> list[str]:
    """Give the encodings to try, the likeliest first."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    head = content[:2000]
    if head and head.count(0) / len(head) > _ZEROES_OF_WIDE_TEXT:
        return ["utf-16-be" if head[0] == 0 else "utf-16-le"]
    return ["utf-8-sig"]

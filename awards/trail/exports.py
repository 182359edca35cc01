"""The trail as a file for spreadsheets."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sqlalchemy.orm import Session

from awards.core.spreadsheets import as_cell
from awards.ledger.canonical import instant
from awards.trail.listing import line_of
from awards.trail.queries import Wanted, every_name, rows_of

COLUMNS: Final = (
    "number", "when (UTC)", "who", "reference", "actor", "what", "sentence", "about", "facts", "reason",
    "place in the log",
)  # fmt: skip

_LATER: Final = re.compile(r"([\t\r\n,;|\"'])([ \u00a0]*)(?=[=+\-@\t\r＝＋－＠])")
"""What comes after a separator: a program that splits elsewhere than at commas makes a cell begin there."""


def trail_csv(session: Session, wanted: Wanted) -> Iterator[str]:
    """Write the narrowed trail, newest first, as it is read; closes the session, which is nobody else's."""
    with session:
        yield from csv_lines(COLUMNS, _rows(session, wanted))


def _rows(session: Session, wanted: Wanted) -> Iterator[list[str | int]]:
    names = every_name(session)
    for entry, position in rows_of(session, wanted):
        line = line_of(entry, names, zone="UTC")
        facts = "; ".join(f"{name}: {value}" for name, value in line.facts)
        yield [
            entry.id, instant(entry.at), line.who, line.reference, entry.actor, entry.tag, line.says, entry.subject,
            facts, line.reason or "", "not sealed yet" if position is None else position,
        ]  # fmt: skip


def csv_lines(heading: Sequence[str], rows: Iterable[Sequence[str | int]]) -> Iterator[str]:
    """Write a table as CSV (RFC 4180, with a byte order mark for spreadsheets), line by line, every text made safe."""
    yield "\ufeff" + _line(heading)
    for row in rows:
        yield _line([safe_text(cell) if isinstance(cell, str) else cell for cell in row])


def safe_text(text: str) -> str:
    """Give a text with an apostrophe before whatever a spreadsheet would work out, also after a separator; no NUL."""
    return as_cell(_LATER.sub(r"\1\2'", text.replace("\0", "")))


def _line(cells: Sequence[str | int]) -> str:
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerow(cells)
    return written.getvalue()

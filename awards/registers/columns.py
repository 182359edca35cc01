"""Which column of a list holds what, and what the words in it mean: guesses that staff confirm or correct."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from awards.core.words import tidy_line
from awards.matching.spelling import plain
from awards.registers.rules import day_in
from awards.registers.tables import Sheet
from awards.registers.vocabulary import Vocabulary, programme_called, stage_called, standing_called
from awards.registers.words import ListKind, RegisterResult

FIELDS: Final[Mapping[ListKind, Mapping[str, str]]] = {
    ListKind.REGISTER: {
        "number": "Registration number",
        "name": "Name",
        "status": "Status",
        "until": "Registered until",
        "town": "Town of employment",
    },
    ListKind.PROGRAMME: {
        "name": "Name",
        "email": "Email address",
        "programme": "Programme",
        "status": "Status",
        "stage": "Stage",
        "cohort": "Cohort",
    },
}
"""What a column of a list may hold, and what staff read."""

WORD_FIELDS: Final[Mapping[ListKind, tuple[str, ...]]] = {
    ListKind.REGISTER: ("status",),
    ListKind.PROGRAMME: ("programme", "status", "stage"),
}
"""Columns whose words staff say the meaning of."""

LEFT_OUT: Final = "left_out"
"""What a word means whose lines are to be left out, or a programme that is none of the season's."""
MOST_WORDS: Final = 40
"""Different words of a column; more is no column of this kind."""

_HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "number": ("registration number", "registration no", "register number", "reg number", "reg no", "sw number",
               "swe number", "social work england number", "number", "no"),
    "email": ("email", "email address", "e mail", "e mail address", "mail"),
    "until": ("registered until", "registration until", "until", "expiry", "expiry date", "expires", "end date",
              "registration end date", "valid until", "renewal date"),
    "status": ("status", "registration status", "registered", "standing", "programme status", "current status"),
    "town": ("town", "town of employment", "employer town", "place", "location", "city", "town of employer"),
    "programme": ("programme", "program", "scheme", "course", "programme name"),
    "stage": ("stage", "year", "year of programme", "programme stage"),
    "cohort": ("cohort", "intake", "cohort year", "year of intake"),
    "name": ("name", "full name", "registered name", "social worker", "participant", "fellow", "person"),
}  # fmt: skip
_NUMBER: Final = re.compile(r"SW\s*-?\s*\d{1,10}|\d{3,10}", re.ASCII | re.IGNORECASE)
_NAME: Final = re.compile(r"[^\W\d_][^\d@]*[\s,][^\d@]*[^\W\d_].*")
_LAPSED: Final = frozenset({"no", "lapsed", "expired", "removed", "not registered", "no longer registered"})
_SAMPLE: Final = 50
_MOSTLY: Final = 0.6


@dataclass(frozen=True, slots=True)
class Columns:
    """How a list is read: whether its first line is a heading, which column holds what, what its words mean."""

    header: bool = False
    fields: Mapping[str, int] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] | None = None
    """None until staff have said it."""

    def as_data(self) -> dict[str, Any]:
        """Give it as it is stored with the list."""
        words = self.words and {name: dict(meanings) for name, meanings in self.words.items()}
        return {"header": self.header, "fields": dict(self.fields), "words": words}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Columns | None:
        """Give what was stored; None before the columns were mapped."""
        return cls(data["header"], data["fields"], data["words"]) if data else None

    def cell(self, row: Sequence[str], name: str) -> str:
        """Give the cell of a row that holds something; empty where no column does."""
        place = self.fields.get(name)
        return row[place] if place is not None and place < len(row) else ""

    def meaning(self, row: Sequence[str], name: str) -> str | None:
        """Give what the word in a row means; None for a line to leave out or a word without meaning."""
        found = ((self.words or {}).get(name) or {}).get(key_of(self.cell(row, name)))
        return None if found == LEFT_OUT else found


def key_of(word: str) -> str:
    """Give the one form in which a word's meaning is kept."""
    return tidy_line(word).casefold()


def guessed(kind: ListKind, sheet: Sheet) -> Columns:
    """Guess from the first line and from what the cells look like."""
    first = sheet.rows[0] if sheet.rows else ()
    named = {}
    for place, cell in enumerate(first):
        name = _heading(kind, cell)
        if name is not None and name not in named:
            named[name] = place
    header = bool(named) and not any(_NUMBER.fullmatch(cell) or "@" in cell or day_in(cell) for cell in first)
    fields = named if header else {}
    for place in range(sheet.width):
        if place not in fields.values():
            name = _by_content([row[place] for row in sheet.below(header=header)[:_SAMPLE]], kind)
            if name is not None and name not in fields:
                fields[name] = place
    return Columns(header, fields)


def words_in(kind: ListKind, columns: Columns, sheet: Sheet) -> dict[str, dict[str, str]]:
    """Give the different words of each column whose words have a meaning: by their kept form, as first written.

    A field of a programme list that no column holds has one empty word, which stands for everybody on the list.
    """
    found: dict[str, dict[str, str]] = {}
    for name in WORD_FIELDS[kind]:
        if name in columns.fields:
            words: dict[str, str] = {}
            for row in sheet.below(header=columns.header):
                word = columns.cell(row, name)
                words.setdefault(key_of(word), word)
            found[name] = words
        elif kind is ListKind.PROGRAMME:
            found[name] = {"": ""}
    return found


def meaning_of(kind: ListKind, name: str, *, word: str, vocabulary: Vocabulary) -> str | None:
    """Guess what a word of a column means; None where nobody could know."""
    if kind is ListKind.REGISTER:
        return _register_word(plain(word))
    if name == "programme":
        return programme_called(vocabulary, word)
    return standing_called(word) if name == "status" else (stage_called(vocabulary, word) if word else LEFT_OUT)


def _register_word(word: str) -> str | None:
    if not word or word in {"not found", "no match", "no result", "no results", "none", "unknown"}:
        return RegisterResult.NOT_FOUND
    if word.startswith("registered") or word in {"yes", "active", "current", "live", "on the register"}:
        return RegisterResult.REGISTERED
    return RegisterResult.LAPSED if word in _LAPSED else None


def _heading(kind: ListKind, cell: str) -> str | None:
    words = plain(cell)
    return next((name for name, known in _HEADINGS.items() if words in known and name in FIELDS[kind]), None)


def _by_content(cells: Sequence[str], kind: ListKind) -> str | None:
    filled = [cell for cell in cells if cell]
    known = _register_word if kind is ListKind.REGISTER else standing_called
    tests: dict[str, Callable[[str], bool]] = {
        "number": lambda cell: _NUMBER.fullmatch(cell) is not None,
        "email": lambda cell: "@" in cell,
        "until": lambda cell: day_in(cell) is not None,
        "status": lambda cell: known(plain(cell)) is not None,
        "name": lambda cell: _NAME.fullmatch(cell) is not None,
    }
    for name, test in tests.items():
        if name in FIELDS[kind] and filled and sum(map(test, filled)) >= _MOSTLY * len(filled):
            return name
    return None

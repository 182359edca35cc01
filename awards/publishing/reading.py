"""Reading a file of past winners (JSON), with every fault named by its path in the file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from awards.core.words import tidy, tidy_line
from awards.publishing.models import Voice, WinnerKind
from awards.publishing.rules import same_person

VOICES = {"article": Voice.PRESS} | {str(voice): voice for voice in Voice}
"""What a file may say of whose words a citation is."""
FIRST_YEAR, LAST_YEAR = 1900, 2999
LONGEST = 2_000
"""Characters that any one text of the file may have."""


class WinnersFileError(Exception):
    """A file that cannot be imported; `problems` holds a sentence for each fault, with its path in the file."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(self.problems))


@dataclass(frozen=True, slots=True, kw_only=True)
class PastWinner:
    """One winner as published before."""

    category: str
    display_name: str
    kind: WinnerKind
    role: str | None
    organisation: str | None
    area: str | None
    joint: bool
    citation: str | None
    voice: Voice | None
    nominated_by: str | None
    presented_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastEdition:
    """One year's ceremony, the categories (key and name, in order) and the winners."""

    year: int
    ceremony_on: date | None
    ceremony_place: str | None
    categories: tuple[tuple[str, str], ...]
    winners: tuple[PastWinner, ...]


@dataclass(frozen=True, slots=True)
class PastWinners:
    """A whole file: where it comes from and its editions."""

    source: str
    editions: tuple[PastEdition, ...]


def read_past_winners(path: Path) -> PastWinners:
    """Read a file of past winners.

    Raises:
        ValueError: the file is not JSON at all (or is no text).
        WinnersFileError: with every fault found in it.
    """
    reader = _Reader()
    found = reader.whole(json.loads(path.read_text(encoding="utf-8")))
    if reader.problems:
        raise WinnersFileError(reader.problems)
    return found


class _Reader:
    """Walks the file once and collects what is wrong; what it gives back is only used if nothing was."""

    def __init__(self) -> None:
        self.problems: list[str] = []

    def whole(self, content: Any) -> PastWinners:
        table = self.table(content, "the file")
        source = self.line(table, "source", "source", needed=True)
        listed = self.items(table, "editions", "editions")
        editions = tuple(self.edition(one, f"editions[{number}]") for number, one in enumerate(listed))
        self.each_once((str(one.year) for one in editions), "editions[{}].year", "year")
        return PastWinners(source or "", editions)

    def edition(self, content: Any, at: str) -> PastEdition:
        table = self.table(content, at)
        categories = tuple(
            self.category(one, f"{at}.categories[{number}]")
            for number, one in enumerate(self.items(table, "categories", f"{at}.categories"))
        )
        self.each_once((key for key, _name in categories), at + ".categories[{}].key", "category")
        known = {key for key, _name in categories}
        winners = tuple(
            self.winner(one, f"{at}.winners[{number}]", known)
            for number, one in enumerate(self.items(table, "winners", f"{at}.winners"))
        )
        people = (f"{one.category}: {same_person(one.display_name)}" for one in winners)
        self.each_once(people, at + ".winners[{}].display_name", "winner of this category", name_it=False)
        return PastEdition(
            year=self.year(table, f"{at}.year"),
            ceremony_on=self.day(table, "ceremony_on", f"{at}.ceremony_on"),
            ceremony_place=self.line(table, "ceremony_place", f"{at}.ceremony_place"),
            categories=categories,
            winners=winners,
        )

    def category(self, content: Any, at: str) -> tuple[str, str]:
        table = self.table(content, at)
        key = self.line(table, "key", f"{at}.key", needed=True) or ""
        return key[:64], self.line(table, "name", f"{at}.name", needed=True) or ""

    def winner(self, content: Any, at: str, categories: set[str]) -> PastWinner:
        table = self.table(content, at)
        category = self.line(table, "category", f"{at}.category", needed=True) or ""
        if category and category not in categories:
            self.fault(f"{at}.category", f"{category!r} is not among the edition's categories")
        citation = self.text(table, "citation", f"{at}.citation")
        voice = self.choice(table, "citation_voice", f"{at}.citation_voice", choices=VOICES) if citation else None
        kinds = {str(kind): kind for kind in WinnerKind}
        return PastWinner(
            category=category,
            display_name=self.line(table, "display_name", f"{at}.display_name", needed=True) or "",
            kind=self.choice(table, "kind", f"{at}.kind", choices=kinds) or WinnerKind.PERSON,
            role=self.line(table, "role", f"{at}.role"),
            organisation=self.line(table, "organisation", f"{at}.organisation"),
            area=self.line(table, "area", f"{at}.area"),
            joint=self.flag(table, "joint", f"{at}.joint"),
            citation=citation,
            voice=voice,
            nominated_by=self.line(table, "nominated_by", f"{at}.nominated_by"),
            presented_by=self.line(table, "presented_by", f"{at}.presented_by"),
        )

    def fault(self, at: str, what: str) -> None:
        self.problems.append(f"{at}: {what}")

    def table(self, content: Any, at: str) -> dict[str, Any]:
        if isinstance(content, dict):
            return content
        self.fault(at, "must be an object")
        return {}

    def items(self, table: dict[str, Any], key: str, at: str) -> Iterator[Any]:
        value = table.get(key)
        if not isinstance(value, list):
            self.fault(at, "must be a list")
            return iter(())
        return iter(value)

    def text(self, table: dict[str, Any], key: str, at: str) -> str | None:
        value = table.get(key)
        if value is not None and not isinstance(value, str):
            self.fault(at, "must be text or null")
            return None
        found = tidy(value or "").strip()
        if len(found) > LONGEST:
            self.fault(at, f"must be {LONGEST:,} characters or less")
        return found or None

    def line(self, table: dict[str, Any], key: str, at: str, *, needed: bool = False) -> str | None:
        before = len(self.problems)
        found = tidy_line(self.text(table, key, at) or "") or None
        if needed and found is None and len(self.problems) == before:
            self.fault(at, "is missing")
        return found

    def flag(self, table: dict[str, Any], key: str, at: str) -> bool:
        value = table.get(key, False)
        if not isinstance(value, bool):
            self.fault(at, "must be true or false")
        return value is True

    def choice(self, table: dict[str, Any], key: str, at: str, *, choices: dict[str, Any]) -> Any:
        value = table.get(key)
        if not isinstance(value, str) or value not in choices:
            self.fault(at, f"must be one of {', '.join(choices)}")
            return None
        return choices[value]

    def year(self, table: dict[str, Any], at: str) -> int:
        value = table.get("year")
        if isinstance(value, bool) or not isinstance(value, int) or not FIRST_YEAR <= value <= LAST_YEAR:
            self.fault(at, f"must be a year between {FIRST_YEAR} and {LAST_YEAR}")
            return FIRST_YEAR
        return value

    def day(self, table: dict[str, Any], key: str, at: str) -> date | None:
        value = self.text(table, key, at)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError:
            self.fault(at, "must be a date such as 2023-05-17, or null")
            return None

    def each_once(self, values: Iterable[str], at: str, what: str, *, name_it: bool = True) -> None:
        """Report what is there twice, by its place; a person's name is not repeated in the report."""
        seen: set[str] = set()
        for number, value in enumerate(values):
            if value in seen:
                named = f" {value!r}" if name_it else ""
                self.fault(at.format(number), f"the {what}{named} is in the file twice")
            seen.add(value)

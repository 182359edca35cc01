"""Reads a file of eligibility cases: made-up nominations with the verdict that people agreed they deserve."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from awards.eligibility.cases_facts import FactsReader
from awards.eligibility.facts import Facts
from awards.eligibility.reading import Fault, Table, repeated
from awards.eligibility.verdict import Level, Verdict
from awards.eligibility.window import SeasonWindow

_FOR_PEOPLE_ONLY = ("title", "reason", "interpretations")


class UnreadableCasesError(Exception):
    """The file is no readable set of cases; `problems` names every case and place that is wrong."""

    def __init__(self, path: Path, problems: tuple[str, ...]) -> None:
        super().__init__(f"{path} cannot be used as a file of cases")
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One made-up nomination; `expected` and `rules` are None where the file does not say."""

    id: str
    category: str
    window: SeasonWindow
    facts: Facts
    expected: Level | None
    rules: tuple[str, ...] | None

    def agrees_with(self, verdict: Verdict) -> bool:
        """Whether the verdict, and the rules that decided it where the case names them, are as expected."""
        if self.expected is not None and verdict.level is not self.expected:
            return False
        return self.rules is None or verdict.rules == self.rules


def read_cases(path: Path, *, zone: ZoneInfo) -> tuple[Case, ...]:
    """Every case of a JSON file, with the file's defaults filled in and its days read in the zone.

    Raises UnreadableCasesError with every fault at once.
    """
    document = _document(path)
    faults: list[Fault] = []
    top = Table(document, "", faults)
    reader = FactsReader(top.table("form", required=False).table("defaults", required=False))
    cases = tuple(_case(table, reader, zone) for table in top.tables("cases"))
    for case_id in repeated(case.id for case in cases if case is not None):
        top.fault("cases", f"the id {case_id} stands twice: give each case its own")
    if faults:
        raise UnreadableCasesError(path, tuple(map(str, faults)))
    return tuple(case for case in cases if case is not None)


def _document(path: Path) -> Mapping[str, object]:
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as wrong:
        raise UnreadableCasesError(path, (f"the file cannot be read: {wrong}",)) from wrong
    except json.JSONDecodeError as wrong:
        raise UnreadableCasesError(path, (f"line {wrong.lineno} is not JSON: {wrong.msg}",)) from wrong
    if not isinstance(document, dict):
        raise UnreadableCasesError(path, ("the file must hold one JSON object with a list of cases",))
    return cast("Mapping[str, object]", document)


def _case(table: Table, reader: FactsReader, zone: ZoneInfo) -> Case | None:
    """One case, its faults named by its id rather than by its position."""
    case_id, category = table.take("id", str), table.take("category", str)
    table.path = f"case {case_id}" if case_id else table.path
    for key in _FOR_PEOPLE_ONLY:
        table.raw(key)
    expected = table.maybe_choice("expected", Level)
    rules = table.list_of("rules", str) if table.raw("rules") is not None else None
    window = _window(table.table("edition"), zone)
    facts = reader.facts(table.table("facts"), category)
    table.finish()
    if window is None or facts is None:
        return None
    return Case(id=case_id, category=category, window=window, facts=facts, expected=expected, rules=rules)


def _window(edition: Table, zone: ZoneInfo) -> SeasonWindow | None:
    year = edition.take("year", int)
    opens_on, closes_on = _day(edition, "nominations_open"), _day(edition, "nominations_close")
    edition.take("hypothetical", bool, default=False)
    edition.finish()
    if opens_on is None or closes_on is None:
        return None
    if closes_on < opens_on:
        edition.fault("nominations_close", "must not come before nominations_open")
        return None
    return SeasonWindow.of_whole_days(opens_on, closes_on, zone, year=year)


def _day(table: Table, key: str) -> date | None:
    text = table.take(key, str)
    try:
        return date.fromisoformat(text)
    except ValueError:
        table.fault(key, f"must be a date such as 2024-02-23, not {text!r}")
        return None

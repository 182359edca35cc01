"""Turns the facts of one case, with the file's defaults filled in, into `Facts`."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypeVar

from awards.eligibility.facts import (
    Facts,
    Nominator,
    NomineeKind,
    Person,
    PreviousWin,
    ProgrammeState,
    ProgrammeStatus,
    Registration,
    Team,
    TeamStructure,
)
from awards.eligibility.reading import Table

D = TypeVar("D", date, datetime)


class FactsReader:
    """Reads facts; what a case leaves out comes from the defaults, and is unknown where they are silent."""

    def __init__(self, defaults: Table) -> None:
        self._nominator = defaults.table("nominator", required=False).data()
        self._person = defaults.table("person", required=False).data()
        self._team = defaults.table("team", required=False).data()
        parts = ("nominator", "person", "team")
        self._whole = {key: value for key, value in defaults.data().items() if key not in parts}

    def facts(self, given: Table, category: str) -> Facts | None:
        """Read the facts of one case; None, with the faults noted, when they cannot be used."""
        before = len(given.faults)
        table = given.over(self._whole)
        table.raw("later_change")  # what happens after submission is no part of the verdict
        facts = Facts(
            category=category,
            submitted_at=_moment(table),
            nominator=_nominator(table.table("nominator", required=False).over(self._nominator)),
            nominee_aware=table.maybe("nominee_aware", bool),
            nominee_kind=table.choice("nominee_kind", NomineeKind, NomineeKind.PERSON),
            benefits=table.maybe("benefits", str),
            people=tuple(_person(one.over(self._person)) for one in table.tables("people", required=False)),
            team=_team(table.table("team").over(self._team)) if table.raw("team") is not None else None,
        )
        table.finish()
        return None if len(table.faults) > before else facts


def _nominator(table: Table) -> Nominator:
    nominator = Nominator(
        is_nominee=table.maybe("is_nominee", bool),
        knows_nominee=table.maybe("knows_nominee", bool),
        organiser_role=table.maybe("organiser_role", str),
        judges_categories=_maybe_texts(table, "judges_categories"),
    )
    table.finish()
    return nominator


def _person(table: Table) -> Person:
    person = Person(
        name=table.take("name", str, ""),
        date_of_birth=_date(table, "date_of_birth"),
        registration=table.maybe_choice("swe", Registration),
        employer_type=table.maybe("employer_type", str),
        employer_on_list=table.maybe("employer_on_list", bool),
        delegated_functions=table.maybe("delegated_functions", bool),
        seconded_to=table.maybe("seconded_to", str),
        placed_with=table.maybe("placed_with", str),
        in_post=table.maybe("in_post", bool),
        works_in=table.maybe("works_in", str),
        nation=table.maybe("nation", str),
        lived_experience=table.maybe("lived_experience", bool),
        lived_experience_nation=table.maybe("lived_experience_nation", str),
        adult_confirmed_16_17=table.maybe("adult_confirmed_16_17", bool),
        programmes=_programmes(table),
        deceased=table.maybe("deceased", bool),
        previous_wins=_previous_wins(table),
        judges_categories=_maybe_texts(table, "judges_categories"),
        organiser_role=table.maybe("organiser_role", str),
    )
    table.finish()
    return person


def _team(table: Table) -> Team:
    team = Team(
        structure=table.maybe_choice("structure", TeamStructure),
        lead_employer_type=table.maybe("lead_employer_type", str),
        nation=table.maybe("nation", str),
        service=table.maybe("service", str),
        members=table.maybe("members", int),
        children_social_workers=table.maybe("children_social_workers", int),
        active=table.maybe("active", bool),
    )
    table.finish()
    return team


def _programmes(table: Table) -> tuple[ProgrammeStatus, ...] | None:
    if table.raw("programmes") is None:
        return None
    found = []
    for one in table.tables("programmes"):
        status = one.choice("status", ProgrammeState, ProgrammeState.UNKNOWN)
        found.append(ProgrammeStatus(one.take("programme", str), status, one.maybe("stage", str)))
        one.finish()
    return tuple(found)


def _previous_wins(table: Table) -> tuple[PreviousWin, ...] | None:
    if table.raw("previous_wins") is None:
        return None
    found = []
    for one in table.tables("previous_wins"):
        found.append(PreviousWin(category=one.take("category", str), year=one.take("year", int)))
        one.finish()
    return tuple(found)


def _maybe_texts(table: Table, key: str) -> tuple[str, ...] | None:
    return None if table.raw(key) is None else table.list_of(key, str)


def _date(table: Table, key: str) -> date | None:
    return _iso(table, key, date, words="must be a real date such as 2006-11-05")


def _moment(table: Table) -> datetime | None:
    words = "must be a time with its offset such as 2024-02-02T10:00:00+00:00"
    moment = _iso(table, "submitted_at", datetime, words=words)
    if moment is not None and moment.tzinfo is None:
        table.fault("submitted_at", words)
        return None
    return moment


def _iso(table: Table, key: str, kind: type[D], *, words: str) -> D | None:
    text = table.maybe(key, str)
    try:
        return None if text is None else kind.fromisoformat(text)
    except ValueError:
        table.fault(key, f"{words}, not {text!r}")
        return None

"""Invented people, teams and nominations that nothing stands against, to be changed one fact at a time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from awards.eligibility.facts import (
    Facts,
    Nominator,
    NomineeKind,
    Person,
    ProgrammeState,
    ProgrammeStatus,
    Registration,
    Team,
    TeamStructure,
)
from awards.eligibility.rules import assess
from awards.eligibility.verdict import Verdict
from awards.eligibility.window import SeasonWindow
from awards.seasons.reading import FRONTLINE_2024, LANTERN_2025, read_season

LONDON = ZoneInfo("Europe/London")
FRONTLINE = read_season(FRONTLINE_2024)
LANTERN = read_season(LANTERN_2025)

NOMINATOR = Nominator(is_nominee=False, knows_nominee=True, organiser_role="none", judges_categories=())

PERSON = Person(
    name="Marlowe Quist",
    date_of_birth=date(2001, 6, 9),
    registration=Registration.REGISTERED,
    employer_type="council",
    employer_on_list=True,
    delegated_functions=False,
    in_post=True,
    works_in="statutory_childrens",
    nation="England",
    lived_experience=True,
    lived_experience_nation="England",
    programmes=(),
    deceased=False,
    previous_wins=(),
    judges_categories=(),
    organiser_role="none",
)

FELLOW = replace(PERSON, name="Ottoline Vane", programmes=(ProgrammeStatus("headline", ProgrammeState.COMPLETED),))
TRAINEE = replace(
    PERSON, name="Bertil Okonjo", programmes=(ProgrammeStatus("frontline", ProgrammeState.CURRENT, "year_1"),)
)

TEAM = Team(
    structure=TeamStructure.SINGLE_AGENCY,
    lead_employer_type="council",
    nation="England",
    service="children_social_work",
    members=6,
    children_social_workers=4,
    active=True,
)

_SOUND_PEOPLE = {"fellowship": FELLOW, "participant": TRAINEE}


def sound(category: str, **changes: Any) -> Facts:
    """Give facts that every rule of the Frontline category is content with, but for the changes."""
    is_team = category == "team"
    whole: dict[str, Any] = {
        "category": category,
        "nominator": NOMINATOR,
        "nominee_aware": True,
        "nominee_kind": NomineeKind.TEAM if is_team else NomineeKind.PERSON,
        "benefits": "England",
        "people": () if is_team else (_SOUND_PEOPLE.get(category, PERSON),),
        "team": TEAM if is_team else None,
    }
    return Facts(**(whole | changes))


def person(category: str = "practice", **changes: Any) -> Person:
    """Give the category's sound person, but for the changes."""
    return replace(_SOUND_PEOPLE.get(category, PERSON), **changes)


def judged(facts: Facts, *, window: SeasonWindow = FRONTLINE.window) -> Verdict:
    """Judge the facts by the Frontline rules of their category."""
    return assess(facts, FRONTLINE.rules_of(facts.category), window)


def with_person(category: str, **changes: Any) -> Facts:
    """Give the category's sound facts about one person with these changes."""
    return sound(category, people=(person(category, **changes),))


def with_team(**changes: Any) -> Facts:
    """Give sound facts about a team with these changes."""
    return sound("team", team=replace(TEAM, **changes))

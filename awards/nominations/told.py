"""What the rules say of the nominator's own answers, and the answers that it rests on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from awards.core.times import short_day_words
from awards.eligibility.facts import ProgrammeState, Registration, TeamStructure
from awards.eligibility.rules import RuleSpec
from awards.eligibility.verdict import Level, Verdict
from awards.nominations.facts import NO_PROGRAMME, verdict_as_told
from awards.nominations.models import Nomination
from awards.nominations.rules import NATION, PERSON_FACTS, TEAM_FACTS, facts_asked, vocabulary_of
from awards.nominations.summaries import SummaryRow
from awards.seasons.models import Season
from awards.seasons.words import NomineeShape

_LABELS: Final = {
    NATION: "Where the work takes place",
    "employer_type": "Kind of employer",
    "works_in": "Kind of work",
    "in_post": "In this post now",
    "registration": "Registered as a social worker",
    "date_of_birth": "Date of birth",
    "lived_experience": "Has the lived experience that the award is for",
    "programme": "Programme",
    "programme_status": "Where they stand with the programme",
    "programme_stage": "How far they have got",
    "structure": "One employer or several",
    "lead_employer_type": "Kind of employer that leads the team",
    "service": "Kind of work of the team",
    "members": "People in the team",
    "children_social_workers": "Of them in children’s social work",
    "active": "The team still exists",
}
"""What eligibility may rest on, in the order it is shown."""

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "registration": {
        Registration.REGISTERED: "Yes",
        Registration.NOT_REGISTERED: "No",
        Registration.LAPSED: "Not any more",
        Registration.OTHER_UK_REGISTER: "On the register of another UK nation",
    },
    "programme": {NO_PROGRAMME: "None of those offered"},
    "programme_status": {
        ProgrammeState.CURRENT: "On it now",
        ProgrammeState.COMPLETED: "Finished it",
        ProgrammeState.DEFERRED: "Taking a break from it",
        ProgrammeState.OFFERED: "Has a place, not started yet",
        ProgrammeState.LEFT_AFTER_QUALIFYING: "Left after qualifying",
        ProgrammeState.WITHDRAWN: "Left before the end",
    },
    "structure": {
        TeamStructure.SINGLE_AGENCY: "One employer",
        TeamStructure.MULTI_AGENCY: "Several employers working together",
    },
    "lived_experience": {"yes": "Yes", "no": "No"},
}


@dataclass(frozen=True, slots=True)
class Heading:
    """What the verdict is called on a page, and how it is toned."""

    title: str
    word: str
    tone: str


@dataclass(frozen=True, slots=True)
class Told:
    """What the rules say as things stand, and what the nominator told us that decides it."""

    verdict: Verdict
    heading: Heading
    rows: list[SummaryRow]


def told(nomination: Nomination, rules: Collection[RuleSpec]) -> Told:
    """Put the nominator's own answers to the rules; needs season, category, nominator and nominees loaded."""
    verdict = verdict_as_told(nomination, rules)
    return Told(verdict, verdict_heading(verdict, nomination.category.name), list(_rows(nomination, rules, verdict)))


def verdict_heading(verdict: Verdict, category_name: str) -> Heading:
    """Give what a verdict is called for the nominator; a person confirms it in any case."""
    if verdict.level is Level.ELIGIBLE:
        return Heading(f"From what you told us, this fits the {category_name}", "Fits", "good")
    if verdict.level is Level.NEEDS_CHECK:
        return Heading(f"A person will check whether this fits the {category_name}", "To be checked", "attention")
    return Heading(f"From what you told us, this does not fit the {category_name}", "Does not fit", "bad")


def _rows(nomination: Nomination, rules: Iterable[RuleSpec], verdict: Verdict) -> Iterator[SummaryRow]:
    """Give the answers that the deciding rules look at, or all that are looked at when nothing speaks against it."""
    season = nomination.season
    deciding = [rule.kind for rule in rules if not verdict.rules or rule.id in verdict.rules]
    asked = facts_asked(deciding, season.vocabulary)
    if NATION in asked:
        yield SummaryRow(_LABELS[NATION], _in_words(season, NATION, nomination.benefits))
    if nomination.category.nominee_kind is NomineeShape.TEAM:
        facts = nomination.team or {}
        yield from _of_one({name: facts.get(name) for name in TEAM_FACTS & asked}, season)
        return
    several = len(nomination.nominees) > 1
    for person in nomination.nominees:
        whose = f"{person.full_name or 'No name yet'}: " if several else ""
        yield from _of_one({name: getattr(person, name) for name in PERSON_FACTS & asked}, season, whose=whose)


def _of_one(facts: dict[str, Any], season: Season, *, whose: str = "") -> Iterator[SummaryRow]:
    """Give the facts about one person or team in the order they are shown."""
    for name, label in _LABELS.items():
        if name in facts:
            yield SummaryRow(f"{whose}{label}", _in_words(season, name, facts[name]))


def _in_words(season: Season, name: str, value: Any) -> str:
    if value is None:
        return "Not known"
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return short_day_words(value)
    own = _WORDS.get(name, {})
    offered = {one["key"]: one["label"] for one in season.vocabulary.get(vocabulary_of(name) or "", ())}
    return str(own.get(value) or offered.get(value) or value)

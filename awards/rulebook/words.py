"""The parameters of rules in the words that staff read."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from awards.core.times import day_words
from awards.eligibility.facts import ProgrammeState
from awards.eligibility.kind import Kind
from awards.eligibility.kinds_nomination import JudgeScope, Stance
from awards.eligibility.kinds_people import Quota
from awards.eligibility.wording import Labels
from awards.screening.wording import Row, plain, row
from awards.seasons.checks_rules import CHOICES_OF

PARAMETERS: Final[Mapping[str, str]] = {
    "ages": "Ages",
    "by_placement": "Employers whose people count by where they work",
    "employers": "Employers that count",
    "fields": "Fields of work that count",
    "judges": "Judges who have a conflict",
    "least": "Least number",
    "most": "Greatest number",
    "nation": "Nation",
    "of": "Lived experience of what",
    "oldest": "Oldest age",
    "on": "Day on which ages are judged",
    "programmes": "Programmes that count",
    "quota": "How many have to be registered",
    "register": "Name of the register",
    "services": "Services that count",
    "stages": "Stages that count",
    "stance": "When people put themselves forward",
    "statuses": "Standings that count",
    "teams_exempt": "May a team be put forward by its member or manager?",
    "unclear": "Standings that staff decide about",
    "unclear_fields": "Fields of work that staff decide about",
    "unclear_services": "Services that staff decide about",
    "youngest": "Youngest age",
}
"""What each parameter is called, whichever kind has it."""

WORDS: Final[Mapping[object, str]] = {
    Stance.ALLOW: "It is allowed",
    Stance.ASK: "Staff decide",
    Stance.BAR: "It is not allowed",
    JudgeScope.ANY_CATEGORY: "Judges of any category",
    JudgeScope.SAME_CATEGORY: "Judges of this category only",
    Quota.EACH: "Everybody put forward",
    Quota.AT_LEAST_ONE: "At least one of them",
    ProgrammeState.CURRENT: "On it now",
    ProgrammeState.COMPLETED: "Finished it",
    ProgrammeState.DEFERRED: "Taking a break from it",
    ProgrammeState.OFFERED: "Has a place, not started yet",
    ProgrammeState.WITHDRAWN: "Left before the end",
    ProgrammeState.LEFT_AFTER_QUALIFYING: "Left after qualifying",
    ProgrammeState.UNKNOWN: "Not known",
    True: "Yes",
    False: "No",
}
"""What each choice that the portal itself knows is called."""

OBJECTIONS: Final[Mapping[str, str]] = {
    "has_died": "Somebody has died",
    "no": "No lived experience",
    "unclear": "Standing that staff decide about",
}
"""What an objection is about, where its code does not say it."""

EMPTY: Final[Mapping[str, str]] = {"on": "The day nominations close", "most": "No limit", "nation": "Any nation"}
"""What it means that a parameter has no value."""


def parameter_rows(kind: Kind, params: Mapping[str, object], labels: Labels) -> list[Row]:
    """Give each parameter of a rule with its value in words; `params` are those of the kind itself."""
    return [row(PARAMETERS[name], value_words(name, getattr(kind, name), labels)) for name in params]


def value_words(name: str, value: object, labels: Labels) -> str:
    """Give one value in words."""
    if value is None:
        return EMPTY[name]
    if isinstance(value, tuple):
        return ", ".join(value_words(name, one, labels) for one in value) or "None"
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, bool | Stance | JudgeScope | Quota | ProgrammeState):
        return WORDS[value]
    return labels.get(CHOICES_OF.get(name, ""), {}).get(str(value), str(value))


def objection_words(code: str) -> str:
    """Say what an objection is about."""
    return OBJECTIONS.get(code) or plain(code) or code

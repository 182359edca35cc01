"""The sentences that consents are asked with, every version that was ever used: a consent says what it said then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from awards.nominees.words import WORDING, Stage, Thing

TEAM_NAME = "The team’s name, in the form I chose"


@dataclass(frozen=True, slots=True)
class Sentences:
    """One version: the question of each stage, the line of each thing, and the things asked about on their own."""

    stages: Mapping[Stage, str]
    things: Mapping[Thing, str]
    """``{reveals}`` stands for what the category tells about people."""
    apart: Mapping[Stage, str]
    """The choices of a question of its own, where one thing is asked about for each stage."""


WORDINGS: Final[Mapping[str, Sentences]] = {
    "2024-1": Sentences(
        stages={
            Stage.FINALIST: "If you become a finalist, what may we show?",
            Stage.WINNER: "If you win, what may we show?",
        },
        things={
            Thing.NAME: "My name, in the form chosen above",
            Thing.STORY: "A few sentences about what I did",
            Thing.PLACE: "Where I work, or the area I am from",
            Thing.PHOTOGRAPH: "A photograph of me, if I send one",
            Thing.CATEGORY: "The award itself, which tells people about my {reveals}",
        },
        apart={},
    ),
    "2024-2": Sentences(
        stages={
            Stage.FINALIST: "If you become a finalist, what may we show?",
            Stage.WINNER: "If you win, what may we show?",
        },
        things={
            Thing.NAME: "My name, in the form I chose",
            Thing.STORY: "A few sentences about what I did",
            Thing.PLACE: "Where I work, or the area I am from",
            Thing.PHOTOGRAPH: "A photograph of me, if I send one",
            Thing.CATEGORY: "Being named under this award tells everybody about your {reveals}. May we name you there?",
            Thing.SEARCH: "May search engines, feeds and data files have what we show of you?",
        },
        apart={
            Stage.FINALIST: "Yes, if I become a finalist",
            Stage.WINNER: "Yes, if I win",
        },
    ),
}
"""By version. A version that was used once is never changed and never taken out."""

PRESENT: Final = WORDINGS[WORDING]
APART: Final = (Thing.CATEGORY, Thing.SEARCH)
"""What is asked about on its own, not in one list with the rest."""


def question_of(thing: Thing, reveals: str | None) -> str:
    """Give the question about a thing that is asked about on its own, as it is asked now."""
    return PRESENT.things[thing].format(reveals=reveals or "")


def line_of(thing: Thing, *, team: bool = False) -> str:
    """Give the line to tick for one of the other things, as it is asked now."""
    return TEAM_NAME if team and thing is Thing.NAME else PRESENT.things[thing]


def as_agreed(version: str, stage: Stage, thing: Thing, *, reveals: str | None, team: bool = False) -> str:
    """Give the words with which one consent was given, as one line; a version not known here gives its own name."""
    sentences = WORDINGS.get(version)
    if sentences is None or thing not in sentences.things:
        return f"{stage.value.capitalize()}: {thing.value} (wording {version})"
    line = TEAM_NAME if team and thing is Thing.NAME else sentences.things[thing].format(reveals=reveals or "")
    if thing in APART and sentences.apart:
        return f"{line} {sentences.apart[stage]}"
    return f"{sentences.stages[stage]} {line}"

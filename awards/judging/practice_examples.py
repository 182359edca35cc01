"""The invented entries of the practice round, read from data once."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from awards.judging.copies import Copied, paragraphs_of
from awards.seasons.models import Category
from awards.seasons.words import NomineeShape

DATA = Path(__file__).parent / "data" / "practice.toml"


@dataclass(frozen=True, slots=True)
class Example:
    """One invented entry."""

    key: str
    for_teams: bool
    title: str
    place: str
    voices: Sequence[tuple[str, Sequence[Copied]]]


@cache
def all_examples() -> tuple[Example, ...]:
    """Give every invented entry, in the order of the file."""
    found = []
    for one in tomllib.loads(DATA.read_text(encoding="utf-8"))["examples"]:
        voices: dict[str, list[Copied]] = {}
        for passage in one["passages"]:
            voices.setdefault(passage["voice"], []).append(Copied(passage["question"], paragraphs_of(passage["text"])))
        found.append(Example(one["key"], one["kind"] == "team", one["title"], one["place"], list(voices.items())))
    return tuple(found)


def examples_for(category: Category) -> list[Example]:
    """Give the two invented entries that judges of this category practise on: of teams, or of people."""
    for_teams = category.nominee_kind is NomineeShape.TEAM
    return [example for example in all_examples() if example.for_teams is for_teams]

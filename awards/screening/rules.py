"""Pure decisions of screening: how an entry is titled, who counts as a child, how passages are ordered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from awards.nominees.rules import ADULT_AT, age_at

LONGEST_VOICE = 64
"""Characters that the word for a relationship may have."""


@dataclass(frozen=True, slots=True)
class Copied:
    """One question with the words judges are to read."""

    question: str
    text: str


def is_child(date_of_birth: date | None, on: date, *, if_unknown: bool) -> bool:
    """Whether somebody is under 18 on the day; who is not known to be born before it counts as the caller says."""
    age = age_at(date_of_birth, on)
    return if_unknown if age is None else age < ADULT_AT


def joined_names(names: Sequence[str]) -> str:
    """Write names as "A", "A and B" or "A, B and C"."""
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def relationship_words(key: str | None, vocabulary: Mapping[str, object]) -> str | None:
    """Give the season's words for how a nominator knows the nominee ("A colleague"); None when not said."""
    if not key:
        return None
    offered = vocabulary.get("relationships")
    choices = offered if isinstance(offered, list) else []
    words = next((str(choice["label"]) for choice in choices if choice.get("key") == key), key.replace("_", " "))
    return words[:LONGEST_VOICE]


def grouped_by_voice(voices: Iterable[str | None]) -> list[int]:
    """Give the order (as indexes) in which passages of one voice stand together, voices as they first appear."""
    listed = list(voices)
    place = {voice: number for number, voice in reversed(list(enumerate(listed)))}
    return sorted(range(len(listed)), key=lambda index: place[listed[index]])

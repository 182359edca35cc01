"""The organiser's programmes by every name they ever had: the season's vocabulary is the dated data behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from awards.eligibility.facts import ProgrammeState
from awards.matching.spelling import plain

Vocabulary = Mapping[str, Any]
"""A season's choices as it stores them: {"programmes": [{"key", "label", "names": [{"name", "since", "until"}]}]}"""

_EMPTY_WORDS: Final = frozenset({"the", "programme", "program", "scheme"})
_STANDINGS: Final[Mapping[str, ProgrammeState]] = {
    "current": ProgrammeState.CURRENT, "participant": ProgrammeState.CURRENT, "active": ProgrammeState.CURRENT,
    "on programme": ProgrammeState.CURRENT, "completed": ProgrammeState.COMPLETED, "complete": ProgrammeState.COMPLETED,
    "finished": ProgrammeState.COMPLETED, "fellow": ProgrammeState.COMPLETED, "alumni": ProgrammeState.COMPLETED,
    "alumnus": ProgrammeState.COMPLETED, "alumna": ProgrammeState.COMPLETED, "graduated": ProgrammeState.COMPLETED,
    "deferred": ProgrammeState.DEFERRED, "on break": ProgrammeState.DEFERRED, "offered": ProgrammeState.OFFERED,
    "offer holder": ProgrammeState.OFFERED, "withdrawn": ProgrammeState.WITHDRAWN,
    "withdrew": ProgrammeState.WITHDRAWN, "left": ProgrammeState.WITHDRAWN,
    "left after qualifying": ProgrammeState.LEFT_AFTER_QUALIFYING,
}  # fmt: skip
STANDING_WORDS: Final[Mapping[ProgrammeState, str]] = {
    ProgrammeState.CURRENT: "On it now",
    ProgrammeState.COMPLETED: "Finished it",
    ProgrammeState.DEFERRED: "Taking a break from it",
    ProgrammeState.OFFERED: "Has a place, not started yet",
    ProgrammeState.LEFT_AFTER_QUALIFYING: "Left after qualifying",
    ProgrammeState.WITHDRAWN: "Left before the end",
    ProgrammeState.UNKNOWN: "Not known",
}


def programme_called(vocabulary: Vocabulary, words: str) -> str | None:
    """Give the key of the programme that has, or ever had, this name; None for no programme of the season."""
    wanted = _bare(words)
    for choice in vocabulary.get("programmes", ()):
        if wanted and wanted in {_bare(name) for name in (choice["key"], *_names(choice))}:
            return str(choice["key"])
    return None


def programme_words(vocabulary: Vocabulary, key: str | None, *, on: date) -> str | None:
    """Give the name that a programme had on a day; its label where no name of that day is known."""
    choice = _choice(vocabulary, "programmes", key)
    if choice is None:
        return key
    for name in choice.get("names", ()):
        if str(name.get("since") or "") <= on.isoformat() < str(name.get("until") or "9999-12-31"):
            return str(name["name"])
    return str(choice["label"])


def same_programme(vocabulary: Vocabulary, one: str, other: str) -> bool:
    """Whether two keys name one programme: the same key, or names in common."""
    first, second = (_choice(vocabulary, "programmes", key) for key in (one, other))
    if first is None or second is None:
        return one == other
    return one == other or bool({_bare(name) for name in _names(first)} & {_bare(name) for name in _names(second)})


def stage_called(vocabulary: Vocabulary, words: str) -> str | None:
    """Give the key of the stage that has this label or key; None for none of them."""
    choices = vocabulary.get("programme_stages", ())
    return next((one["key"] for one in choices if plain(words) in {plain(one["label"]), _spaced(one["key"])}), None)


def stage_words(vocabulary: Vocabulary, key: str | None) -> str | None:
    """Give the label of a stage."""
    choice = _choice(vocabulary, "programme_stages", key)
    return key if choice is None else str(choice["label"])


def standing_called(words: str) -> ProgrammeState | None:
    """Give the standing on a programme that these words mean, as far as they are usual ones."""
    return _STANDINGS.get(plain(words))


def _choice(vocabulary: Vocabulary, offer: str, key: str | None) -> dict[str, Any] | None:
    return next((one for one in vocabulary.get(offer, ()) if one["key"] == key), None)


def _names(choice: Mapping[str, Any]) -> Iterator[str]:
    yield choice["label"]
    yield from (name["name"] for name in choice.get("names", ()))


def _bare(name: str) -> str:
    return " ".join(word for word in _spaced(name).split() if word not in _EMPTY_WORDS)


def _spaced(name: str) -> str:
    return plain(name.replace("_", " "))

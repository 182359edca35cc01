"""The rules of judging as data: what a version may not change, and what it says in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Content = Mapping[str, Any]
"""The content of a version, as `panels.locking.rules_to_lock` gives it."""

WHOLE = 100
LASTING = ("ranking", "ballots")
"""What stays as it was locked."""
MOST_READINGS = 20
MOST_SHORTLISTED = 50
TIE_WORDS = {
    "criterion": "the average on the criterion that the category names for ties",
    "panel": "the panel, with a reason",
}
COUNTING_WORDS = {
    "mean": "Each score sheet becomes a total out of 100: for every criterion its weight, times the points given, "
    "divided by the highest point. An entry’s result is the plain average of the sheets that count. It is kept "
    "exact, and shown to one decimal place."
}


@dataclass(frozen=True, slots=True)
class Names:
    """What categories and criteria are called, by their keys; criteria by the keys of both."""

    categories: Mapping[str, str]
    criteria: Mapping[tuple[str, str], str]


def rule_faults(content: Content, before: Content) -> list[str]:
    """Give what keeps this content from following that one, in sentences."""
    least, most = content["shortlist"]["min"], content["shortlist"]["max"]
    readings = [content["readings_per_entry"], *content["readings_by_category"].values()]
    faults = {
        "The scale cannot change once judges may have scored with it.": content["scale"] == before["scale"],
        "How readings are counted cannot change after the rules are locked.": content["counting"] == before["counting"],
        "What the order rests on and how votes are settled cannot change after the rules are locked.": (
            [content.get(key) for key in LASTING] == [before.get(key) for key in LASTING]
        ),
        "The criteria of a category stay the same; only their weights change.": _bare(content) == _bare(before),
        f"The shortlist must have from 1 to {MOST_SHORTLISTED} entries.": 1 <= least <= most <= MOST_SHORTLISTED,
        f"Every entry must be read from 1 to {MOST_READINGS} times.": 1
        <= min(readings)
        <= max(readings)
        <= MOST_READINGS,
        "What decides ties must be chosen from the list.": (
            bool(content["ties"]) and set(content["ties"]) <= TIE_WORDS.keys()
        ),
        "Every weight must be a whole number from 1 to 100, and those of a category must total 100.": all(
            weights_total(one["weight"] for one in some) for some in content["categories"].values()
        ),
    }
    return [text for text, fine in faults.items() if not fine]


def weights_total(weights: Iterator[int] | Sequence[int]) -> bool:
    """Whether these weights are shares of a whole."""
    listed = list(weights)
    return all(1 <= one <= WHOLE for one in listed) and sum(listed) == WHOLE


def ties_words(ties: Sequence[str]) -> str:
    """Say what decides between entries with the same result."""
    return ", then ".join(TIE_WORDS[one] for one in ties)


def shortlist_words(content: Content) -> str:
    """Say how many entries are shortlisted in each category."""
    least, most = content["shortlist"]["min"], content["shortlist"]["max"]
    return f"{most} in each category" if least == most else f"From {least} to {most} in each category"


def readings_words(content: Content, names: Names) -> str:
    """Say how many judges read each entry, and where it is another number."""
    others = [
        f"{number} in {names.categories.get(key, key)}" for key, number in content["readings_by_category"].items()
    ]
    number = content["readings_per_entry"]
    words = f"{number} {'judge reads' if number == 1 else 'judges read'} each entry"
    return f"{words}; {', '.join(others)}" if others else words


def differences(before: Content, after: Content, names: Names) -> list[str]:
    """Say what one version changed of the one before, a sentence each."""
    return [
        *_weights_changed(before, after, names),
        *_changed("Shortlist", shortlist_words(before), shortlist_words(after)),
        *_changed("Readings", readings_words(before, names), readings_words(after, names)),
        *_changed("Equal results are decided by", ties_words(before["ties"]), ties_words(after["ties"])),
    ]


def _weights_changed(before: Content, after: Content, names: Names) -> Iterator[str]:
    for key, some in after["categories"].items():
        was = {one["key"]: one["weight"] for one in before["categories"].get(key, ())}
        moved = [
            f"{names.criteria.get((key, one['key']), one['key'])} from {was[one['key']]} to {one['weight']}"
            for one in some
            if was.get(one["key"], one["weight"]) != one["weight"]
        ]
        if moved:
            yield f"Weights of {names.categories.get(key, key)}: {', '.join(moved)}."


def _changed(what: str, was: str, becomes: str) -> Iterator[str]:
    if was != becomes:
        yield f"{what}: “{was}” became “{becomes}”."


def _bare(content: Content) -> dict[str, list[tuple[str, bool]]]:
    return {key: [(one["key"], one["tie_break"]) for one in some] for key, some in content["categories"].items()}

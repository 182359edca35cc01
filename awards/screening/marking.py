"""What a page marks in a story: likely details in the original, what is left of them, and what was changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from awards.nominations.completeness import team_name_of
from awards.nominations.models import Nomination
from awards.places.gazetteer import other_names_on, places_on
from awards.protection.details import Detail, DetailKind, find_details
from awards.protection.differences import Change, differences
from awards.protection.reading import read
from awards.protection.words import is_everyday
from awards.screening.needs import counted
from awards.seasons.models import Season

KINDS: Final = {
    "name": ("likely name", "likely names"),
    "age": ("age", "ages"),
    "school": ("school", "schools"),
    "place": ("place", "places"),
    "health": ("detail of health", "details of health"),
    "court": ("detail of court", "details of court"),
    "contact": ("contact detail", "contact details"),
}
"""Each kind of detail for people, one and several."""
INSTEAD: Final = "the name of who is put forward: write “the nominee”"
_STAND_IN: Final = re.compile(r"\[[a-z][a-z ’'/-]{0,40}\]")
"""What staff write for what they took out: "[court]"."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text: a likely detail with its kind and why, or plain words."""

    text: str
    kind: str | None = None
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is no finding, or helps to find: the nominees' own names, and what places are called."""

    nominees: tuple[str, ...]
    places: tuple[str, ...]
    team: str | None = None
    hidden: bool = False
    """Whether judges must not learn who is put forward, so that the nominees' own names are findings too."""

    def details_of(self, text: str) -> list[Detail]:
        """Give the likely details of a text, in order; what stands in square brackets for a detail is none."""
        stand_ins = [one.span() for one in _STAND_IN.finditer(text)]
        found = [
            one
            for one in find_details(text, nominees=self.nominees, places=self.places)
            if not any(start < one.end <= end for start, end in stand_ins)  # "to [court]" begins before it
        ]
        return sorted([*found, *(self.own_names_in(text) if self.hidden else ())], key=lambda one: one.start)

    def own_names_in(self, text: str) -> list[Detail]:
        """Give where a text names those put forward: any word of their names written as a name, or the team whole."""
        reading = read(text, nominees=self.nominees, places=())
        words = [
            Detail(word.start, word.end, DetailKind.NAME, INSTEAD)
            for at, word in enumerate(reading.words)
            if reading.is_nominees(at) and len(word.plain) > 1 and not (word.opens and is_everyday(word.plain))
        ]
        if not self.team:
            return words
        team = re.compile(rf"(?<!\w){re.escape(self.team)}(?!\w)", re.IGNORECASE)
        return words + [Detail(*one.span(), DetailKind.NAME, INSTEAD) for one in team.finditer(text)]


def known_of(nomination: Nomination, *, today: date) -> Known:
    """Give what is known for the stories of a whole nomination."""
    names = [name for one in nomination.nominees for name in (one.full_name, one.known_as) if name]
    hidden = hides_identities(nomination.season)
    return Known(tuple(dict.fromkeys(names)), _place_names(today), team_name_of(nomination), hidden=hidden)


def hides_identities(season: Season) -> bool:
    """Whether judges of the season must not learn from the copy who is put forward."""
    return bool(season.judging.get("hide_identities"))


def marked(text: str, known: Known) -> list[list[Piece]]:
    """Give the paragraphs of a text in pieces, with its likely details marked; where two overlap the first counts."""
    details = known.details_of(text)
    paragraphs, start = [], 0
    for line in text.split("\n"):
        here = [one for one in details if one.start < start + len(line) and one.end > start]
        if line.strip():
            paragraphs.append(list(_pieces(line, here, offset=start)))
        start += len(line) + 1
    return paragraphs


def still_there(texts: Iterable[str], known: Known) -> str | None:
    """Say how many likely details the texts still hold: "2 likely names, 1 age"; None when there is none."""
    found = Counter(str(detail.kind) for text in texts for detail in known.details_of(text))
    words = [counted(found[kind], *KINDS[kind]) for kind in KINDS if found[kind]]
    return ", ".join(words) or None


def changes_of(original: str, copy: str) -> Sequence[Change]:
    """Give what was taken out and put in, among what is the same; nothing when nothing was changed."""
    return [] if original.strip() == copy.strip() else list(differences(original, copy))


def _pieces(line: str, details: Sequence[Detail], *, offset: int) -> Iterator[Piece]:
    done = 0
    for detail in details:
        start, end = max(detail.start - offset, done), min(detail.end - offset, len(line))
        if end <= start:
            continue
        if start > done:
            yield Piece(line[done:start])
        yield Piece(line[start:end], str(detail.kind), detail.why)
        done = end
    if done < len(line):
        yield Piece(line[done:])


@lru_cache(maxsize=4)
def _place_names(today: date) -> tuple[str, ...]:
    here = places_on(today)
    others = other_names_on(today)
    return tuple(dict.fromkeys(name for place in here for name in (place.name, *others[place.key])))

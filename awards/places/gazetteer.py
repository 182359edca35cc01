"""Which councils and children's trusts there are on a day, and which one a typed name means.

The list is the portal's own, in `data/england.toml`: the upper-tier and unitary councils of England, which have the
duty of children's services, and the trusts that do it for some of them. It is dated data, because councils are
reorganised: a place is in force from its first day to its last, both included. Pure: no database, no request.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from awards.places.rules import plain_name, readings

ENGLAND: Final = Path(__file__).parent / "data" / "england.toml"


class PlaceKind(StrEnum):
    """What kind of council a place is, or that it is a trust."""

    UNITARY = "unitary"
    METROPOLITAN = "metropolitan"
    LONDON_BOROUGH = "london_borough"
    CITY_CORPORATION = "city_corporation"
    COUNTY = "county"
    CHILDRENS_TRUST = "childrens_trust"
    OTHER_COUNCIL = "other_council"
    """A council that is not in this list but that a season names itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A council with children's services, or a children's trust, with the days on which it was or is in force.

    `key` is what is stored and never changes; `name` is what is shown. Without `since` it was there before the list
    begins (1 April 1998); without `until` it has no end yet. `became` are the keys of those that took over. `councils`
    is for trusts alone: the key of each council whose duty they do, with the first day on which they did it.
    """

    key: str
    name: str
    region: str
    kind: PlaceKind
    aliases: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    became: tuple[str, ...] = ()
    councils: tuple[tuple[str, date], ...] = ()

    @property
    def is_trust(self) -> bool:
        """Whether it is a children's trust; otherwise it is a council."""
        return self.kind is PlaceKind.CHILDRENS_TRUST

    def in_force_on(self, day: date) -> bool:
        """Whether the place was there on the day; its first and its last day count."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@lru_cache(maxsize=16)
def places_on(day: date) -> tuple[Place, ...]:
    """Give every place in force on the day, councils and trusts together, in the order of their names."""
    return tuple(place for place in _listed().values() if place.in_force_on(day))


def place_by_key(key: str) -> Place | None:
    """Give the place with this key, in force or ended; None if there never was one."""
    return _listed().get(key)


def place_named(text: str, day: date) -> Place | None:
    """Give the place in force on the day that the text names; None if it names none.

    Case, punctuation, "&", "Saint" and what stands around a name ("Council", "London Borough of", "LB") do not matter,
    and aliases count. Nothing is guessed: a name that is nearly right names nobody.
    """
    names = _by_name(day)
    return next((names[reading] for reading in readings(text) if reading in names), None)


def councils_of(trust: Place, day: date) -> tuple[Place, ...]:
    """Give the councils whose duty the trust did on the day; none before it began or after it ended."""
    if not trust.in_force_on(day):
        return ()
    doing = (_listed()[key] for key, first in trust.councils if first <= day)
    return tuple(council for council in doing if council.in_force_on(day))


@lru_cache(maxsize=16)
def other_names_on(day: date) -> Mapping[str, tuple[str, ...]]:
    """Give by key what else each place of the day may be looked for by.

    That is its aliases, the names of those it took over from, and for a trust the councils whose duty it does. They
    help to find a place in the list; only aliases name it outright.
    """
    earlier: dict[str, list[str]] = {}
    for ended in _listed().values():
        for key in ended.became:
            earlier.setdefault(key, []).append(ended.name)
    return {
        place.key: _others(place, [*earlier.get(place.key, ()), *(one.name for one in councils_of(place, day))])
        for place in places_on(day)
    }


def _others(place: Place, more: list[str]) -> tuple[str, ...]:
    names = dict.fromkeys([*place.aliases, *more])
    return tuple(name for name in names if plain_name(name) not in plain_name(place.name))


@lru_cache(maxsize=16)
def _by_name(day: date) -> Mapping[str, Place]:
    """Give the places of a day by their plain names and aliases; a name comes before somebody else's alias."""
    here = places_on(day)
    aliases = {plain_name(alias): place for place in here for alias in place.aliases}
    return aliases | {plain_name(place.name): place for place in here}


@cache
def _listed() -> Mapping[str, Place]:
    """Give every place that the list has ever held, by key, in the order of their names."""
    data = tomllib.loads(ENGLAND.read_text(encoding="utf-8"))
    return {place.key: place for place in sorted(_read(data), key=lambda place: (plain_name(place.name), place.key))}


def _read(data: Mapping[str, Any]) -> Iterator[Place]:
    for group in data["councils"]:
        for row in group["places"]:
            yield _place(row, region=group["region"], kind=PlaceKind(group["kind"]))
    for row in data["trusts"]:
        yield _place(row, region=row["region"], kind=PlaceKind.CHILDRENS_TRUST)


def _place(row: Mapping[str, Any], *, region: str, kind: PlaceKind) -> Place:
    return Place(
        key=row["key"],
        name=row["name"],
        region=region,
        kind=kind,
        aliases=tuple(row.get("aliases", ())),
        since=row.get("from"),
        until=row.get("until"),
        became=tuple(row.get("became", ())),
        councils=tuple(row.get("councils", {}).items()),
    )

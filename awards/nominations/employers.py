"""Who somebody works for: a place from the list of councils and children’s trusts, or a name that is not in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from awards.nominations.models import Nominee
from awards.places.gazetteer import Place, PlaceKind, other_names_on, place_by_key, place_named, places_on
from awards.places.rules import plain_name, readings
from awards.seasons.models import Season
from awards.seasons.queries import window_of

COUNCIL: Final = "council"
TRUST: Final = "childrens_trust"
KINDS_LISTED: Final = frozenset({COUNCIL, TRUST})
"""The kinds of employer of which there is a list."""
NAMED_BY_SEASON: Final = {"more_councils": PlaceKind.OTHER_COUNCIL, "more_childrens_trusts": PlaceKind.CHILDRENS_TRUST}
"""Under which words of its vocabulary a season names places that its list of employers has besides the portal's own."""
NOT_LISTED: Final = "not-in-list"
"""What is chosen when the employer is not in the list."""


@dataclass(frozen=True, slots=True)
class Employer:
    """An employer as told: its name as it is shown, and the place of the list that it is, if any."""

    name: str
    place: Place | None = None

    @property
    def key(self) -> str | None:
        """The key of the place; None for an employer that is not in the list."""
        return self.place.key if self.place else None


@dataclass(frozen=True, slots=True)
class EmployerFault:
    """What is wrong with what was told: whether the list or the box is to be mended, and what to do."""

    in_list: bool
    words: str


_NOTHING_TOLD: Final = EmployerFault(in_list=True, words="Choose the employer from the list, or enter its name")


def kind_of(place: Place) -> str:
    """Give the kind of employer that a place is."""
    return TRUST if place.is_trust else COUNCIL


def places_offered(season: Season) -> tuple[Place, ...]:
    """Give the places that a season's forms offer: in force on its closing day, and those that the season names itself.

    Only those of the kinds in the season's vocabulary: nothing where it knows neither councils nor trusts. Needs the
    programme loaded.
    """
    known = {choice["key"] for choice in season.vocabulary.get("employer_types", ())}
    more = _named_by(season)
    here = places_on(_closing_day(season))
    every = sorted((*here, *more), key=lambda place: plain_name(place.name)) if more else here
    return tuple(place for place in every if kind_of(place) in known)


def also_found_by(place: Place, season: Season) -> tuple[str, ...]:
    """Give what else a place may be looked for by: other names, places it took over from, whose duty a trust does."""
    return other_names_on(_closing_day(season)).get(place.key, ())


def employer_told(chosen: str, typed: str, season: Season) -> Employer | EmployerFault:
    """Give the employer from what was chosen in the list and what was typed in the box beside it.

    A typed name that the list knows, by whatever name, is that place.
    """
    offered = {place.name: place for place in places_offered(season)}
    found = _named(typed, season)
    named = offered.get(found.name) if found else None
    if chosen in {"", NOT_LISTED}:
        return _from_box(typed, named, must_type=bool(chosen) or not offered)
    place = offered.get(chosen)
    if place is None:
        return _NOTHING_TOLD
    if typed and named is not place:
        words = f"You chose {place.name} and also entered a name. Empty the box, or choose “Not in this list”"
        return EmployerFault(in_list=False, words=words)
    return Employer(place.name, place)


def _from_box(typed: str, named: Place | None, *, must_type: bool) -> Employer | EmployerFault:
    if named is not None:
        return Employer(named.name, named)
    if typed:
        return Employer(typed)
    return EmployerFault(in_list=False, words="Enter the name of the employer") if must_type else _NOTHING_TOLD


def disagreement(employer: Employer, kind: str | None, season: Season) -> str | None:
    """Give what to say when another kind of employer was answered than the place is; None when they agree.

    A kind that is not known agrees with every place, and an employer that is not in the list with every kind.
    """
    place = employer.place
    if place is None or kind is None or kind == kind_of(place):
        return None
    words = {choice["key"]: choice["label"] for choice in season.vocabulary.get("employer_types", ())}
    what = "a children’s trust" if place.is_trust else "a council"
    return f"You answered “{words.get(kind, kind)}”, but {place.name} is {what}. Change one of the two answers"


def on_list(nominee: Nominee, season: Season) -> bool | None:
    """Whether somebody's employer is in the list on the season's closing day; None when it is not known yet.

    Of other employers than councils and trusts there is no list that they could be missing from. An employer that was
    told to be a council but is a trust, or the other way round, is not in the list as what it was told to be.
    """
    kind = nominee.employer_type
    if kind is not None and kind not in KINDS_LISTED:
        return True
    if not nominee.employer:
        return None
    key = nominee.employer_place
    place = place_told(key, season) if key else _named(nominee.employer, season)
    return place is not None and place.in_force_on(_closing_day(season)) and kind in {None, kind_of(place)}


def place_told(key: str, season: Season) -> Place | None:
    """Give the place that was stored by this key, in force or ended; None if neither list nor season knows it."""
    return place_by_key(key) or next((place for place in _named_by(season) if place.key == key), None)


def _named(text: str, season: Season) -> Place | None:
    more = {plain_name(place.name): place for place in _named_by(season)}
    found = next((more[reading] for reading in readings(text) if reading in more), None)
    return found or place_named(text, _closing_day(season))


def _named_by(season: Season) -> tuple[Place, ...]:
    return tuple(
        Place(key=choice["key"], name=choice["label"], region="", kind=kind)
        for words, kind in NAMED_BY_SEASON.items()
        for choice in season.vocabulary.get(words, ())
    )


def _closing_day(season: Season) -> date:
    return window_of(season).closes_on

"""Kinds of rule about the people put forward: how many, how old, registered, in what post."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from awards.eligibility.ages import age_on
from awards.eligibility.facts import Facts, NomineeKind, Person, Registration
from awards.eligibility.kind import Kind, Objection, asks, fails
from awards.eligibility.window import SeasonWindow

_PUT_RIGHT_BY_NAMING = (NomineeKind.ORGANISATION, NomineeKind.TEAM)


class Quota(StrEnum):
    """How many of the people must meet a rule."""

    EACH = "each"
    AT_LEAST_ONE = "at_least_one"


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleBetween(Kind):
    """Between `least` and `most` people are named; no `most` means no upper limit.

    Raises ValueError when the limits cannot both hold.
    """

    least: int
    most: int | None = None
    SAYS: ClassVar[frozenset[str]] = frozenset({"name_the_people", "too_few", "too_many"})

    def __post_init__(self) -> None:
        if self.least < 1 or (self.most is not None and self.most < self.least):
            raise ValueError("least must be 1 or more, and most not under least")

    @property
    def says(self) -> frozenset[str]:
        """Without an upper limit nobody can be too many."""
        return self.SAYS - (frozenset({"too_many"}) if self.most is None else frozenset())

    def objections(self, facts: Facts, _window: SeasonWindow, /) -> Iterable[Objection]:
        """Ask where naming people would put it right: an organisation or a team with nobody named."""
        named = len(facts.people)
        if named == 0:
            put_right = facts.nominee_kind in _PUT_RIGHT_BY_NAMING
            yield asks("name_the_people") if put_right else fails("too_few")
        elif named < self.least:
            yield fails("too_few")
        elif self.most is not None and named > self.most:
            yield fails("too_many")


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered(Kind):
    """Each of the people, or at least one, is on the professional register named in the season's data."""

    register: str
    quota: Quota = Quota.EACH
    SAYS: ClassVar[frozenset[str]] = frozenset({"not_registered", "lapsed", "another_register", "not_known"})
    _CODES: ClassVar[dict[Registration | None, str]] = {
        Registration.NOT_REGISTERED: "not_registered",
        Registration.LAPSED: "lapsed",
        Registration.OTHER_UK_REGISTER: "another_register",
        None: "not_known",
    }
    _ASKED: ClassVar[frozenset[Registration | None]] = frozenset({Registration.OTHER_UK_REGISTER, None})

    def objections(self, facts: Facts, _window: SeasonWindow, /) -> Iterable[Objection]:
        """Where one is enough, a person who might be that one keeps the rule from failing."""
        standings = [person.registration for person in facts.people]
        if self.quota is Quota.EACH:
            return [
                self._objection(person) for person in facts.people if person.registration is not Registration.REGISTERED
            ]
        if Registration.REGISTERED in standings:
            return []
        open_still = [person for person in facts.people if person.registration in self._ASKED]
        return [self._objection(person) for person in open_still or facts.people]

    def _objection(self, person: Person) -> Objection:
        code = self._CODES[person.registration]
        asked = person.registration in self._ASKED
        return asks(code, person.name) if asked else fails(code, person.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Kind):
    """Each person holds a post in one of the `fields` at one of the `employers` on the day of submission.

    Kinds of employer in `by_placement` (an agency) count by where the worker is placed, as do secondments.
    Work in an `unclear_fields` field is for staff to decide.
    """

    employers: tuple[str, ...]
    fields: tuple[str, ...]
    by_placement: tuple[str, ...] = ()
    unclear_fields: tuple[str, ...] = ()
    SAYS: ClassVar[frozenset[str]] = frozenset(
        {
            "left_post", "post_not_said", "employer_not_said", "placement_not_said", "employer_not_on_list",
            "employer_does_not_count", "functions_delegated", "delegation_not_said",
            "field_does_not_count", "field_unclear", "field_not_said",
        }
    )  # fmt: skip

    def objections(self, facts: Facts, _window: SeasonWindow, /) -> Iterable[Objection]:
        """Every part of a post that does not fit speaks, person by person."""
        for person in facts.people:
            for found in (self._in_post(person), self._employer(person), self._field(person)):
                if found is not None:
                    yield found

    def _in_post(self, person: Person) -> Objection | None:
        if person.in_post is None:
            return asks("post_not_said", person.name)
        return None if person.in_post else fails("left_post", person.name)

    def _employer(self, person: Person) -> Objection | None:
        host = person.seconded_to or person.placed_with or person.employer_type
        if host is None:
            return asks("employer_not_said", person.name)
        if host in self.by_placement:
            return asks("placement_not_said", person.name)
        if host not in self.employers:
            return self._by_delegation(person)
        return None if person.employer_on_list else asks("employer_not_on_list", person.name)

    def _by_delegation(self, person: Person) -> Objection:
        if person.delegated_functions is None:
            return asks("delegation_not_said", person.name)
        if person.delegated_functions:
            return asks("functions_delegated", person.name)
        return fails("employer_does_not_count", person.name)

    def _field(self, person: Person) -> Objection | None:
        if person.works_in is None:
            return asks("field_not_said", person.name)
        if person.works_in in self.unclear_fields:
            return asks("field_unclear", person.name)
        return None if person.works_in in self.fields else fails("field_does_not_count", person.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeRange(Kind):
    """Each person is `youngest` to `oldest` years old on the closing date, both ages included.

    Raises ValueError when the ages cannot both hold.
    """

    youngest: int
    oldest: int
    SAYS: ClassVar[frozenset[str]] = frozenset({"too_young", "too_old", "not_known"})

    def __post_init__(self) -> None:
        if not 0 <= self.youngest <= self.oldest:
            raise ValueError("youngest must be 0 or more, and oldest not under youngest")

    def objections(self, facts: Facts, window: SeasonWindow, /) -> Iterable[Objection]:
        """One date for all, so that the order of submission never matters."""
        for person in facts.people:
            if person.date_of_birth is None:
                yield asks("not_known", person.name)
            elif not _reached(person, self.youngest, window):
                yield fails("too_young", person.name)
            elif _reached(person, self.oldest + 1, window):
                yield fails("too_old", person.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class AdultConfirmation(Kind):
    """For each person of one of the `ages` on the closing date an adult's confirmation is held."""

    ages: tuple[int, ...]
    SAYS: ClassVar[frozenset[str]] = frozenset({"not_confirmed"})

    def objections(self, facts: Facts, window: SeasonWindow, /) -> Iterable[Objection]:
        """Silent about somebody whose age is unknown: the rule on age speaks for that."""
        for person in facts.people:
            of_age = any(_reached(person, age, window) and not _reached(person, age + 1, window)
                         for age in self.ages)  # fmt: skip
            if of_age and not person.adult_confirmed_16_17:
                yield asks("not_confirmed", person.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class LivedExperience(Kind):
    """Each person has the lived experience the category is for: yes or no, never more than that is asked."""

    nation: str | None = None
    SAYS: ClassVar[frozenset[str]] = frozenset({"no", "not_said", "elsewhere"})

    def objections(self, facts: Facts, _window: SeasonWindow, /) -> Iterable[Objection]:
        """Experience in another nation than the one named, or in none given, is for staff to decide."""
        for person in facts.people:
            if person.lived_experience is None:
                yield asks("not_said", person.name)
            elif not person.lived_experience:
                yield fails("no", person.name)
            elif self.nation is not None and person.lived_experience_nation != self.nation:
                yield asks("elsewhere", person.name)


def _reached(person: Person, age: int, window: SeasonWindow) -> bool:
    """Whether the person has the age on the closing date; nobody unborn or of unknown birth has."""
    born_on = person.date_of_birth
    return born_on is not None and born_on <= window.closes_on and age_on(born_on, window.closes_on) >= age

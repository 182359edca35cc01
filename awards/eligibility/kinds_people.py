"""Kinds of rule about the people put forward: how many, how old, registered, with what experience."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from awards.core.times import short_day_words
from awards.eligibility.ages import age_on
from awards.eligibility.facts import Facts, NomineeKind, Person, Registration
from awards.eligibility.kind import Ground, Kind, Objection, asks, fails
from awards.eligibility.window import SeasonWindow
from awards.eligibility.wording import NOT_GIVEN, Wording, how_many, joined, number, said, sentence_of

_PUT_RIGHT_BY_NAMING = (NomineeKind.ORGANISATION, NomineeKind.TEAM)
_SHAPES = {
    NomineeKind.PERSON: "a person",
    NomineeKind.GROUP: "a group",
    NomineeKind.TEAM: "a team",
    NomineeKind.ORGANISATION: "an organisation",
}
_STANDINGS = {
    Registration.REGISTERED: "registered",
    Registration.LAPSED: "lapsed",
    Registration.NOT_REGISTERED: "not registered",
    Registration.OTHER_UK_REGISTER: "on another United Kingdom register",
    None: NOT_GIVEN,
}


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
    FILLS: ClassVar[frozenset[str]] = frozenset({"people", "least", "most"})

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

    def sentence(self, words: Wording, /) -> str:
        """Say how many people can be put forward."""
        return sentence_of(f"{self.brief(words)} {'is' if (self.most or self.least) == 1 else 'are'} put forward")

    def grounds(self, facts: Facts, _words: Wording, /) -> Iterable[Ground]:
        """Give how many people are named; an organisation or a team still has to name them."""
        shape = f", as {_SHAPES[facts.nominee_kind]}" if not facts.people else ""
        yield Ground(f"People put forward: {len(facts.people)}{shape}")

    def brief(self, _words: Wording, /) -> str:
        """Give "one person", "one to three people" or "at least two people"."""
        if self.most is None:
            return f"at least {how_many(self.least, 'person', 'people')}"
        if self.least == self.most:
            return how_many(self.least, "person", "people")
        up_to = "or" if self.most == self.least + 1 else "to"
        return f"{number(self.least)} {up_to} {how_many(self.most, 'person', 'people')}"

    def fills(self, words: Wording, /) -> Mapping[str, str]:
        """Give the numbers in words; without an upper limit the most is "any number"."""
        most = "any number" if self.most is None else number(self.most)
        return {"people": self.brief(words), "least": number(self.least), "most": most}


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered(Kind):
    """Each of the people, or at least one, is on the professional register named in the season's data."""

    register: str
    quota: Quota = Quota.EACH
    SAYS: ClassVar[frozenset[str]] = frozenset({"not_registered", "lapsed", "another_register", "not_known"})
    FILLS: ClassVar[frozenset[str]] = frozenset({"register"})
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

    def sentence(self, _words: Wording, /) -> str:
        """Say who has to be on which register."""
        who = "Everybody" if self.quota is Quota.EACH else "At least one of the people"
        return f"{who} put forward is registered with {self.register}."

    def grounds(self, facts: Facts, _words: Wording, /) -> Iterable[Ground]:
        """Give each person's standing on the register."""
        for person in facts.people:
            yield Ground(f"registration with {self.register}: {_STANDINGS[person.registration]}", person.name)

    def brief(self, _words: Wording, /) -> str:
        """Give who is registered."""
        return f"{'' if self.quota is Quota.EACH else 'at least one of them '}registered with {self.register}"

    def fills(self, _words: Wording, /) -> Mapping[str, str]:
        """Give the register's name."""
        return {"register": self.register}

    def _objection(self, person: Person) -> Objection:
        code = self._CODES[person.registration]
        asked = person.registration in self._ASKED
        return asks(code, person.name) if asked else fails(code, person.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeRange(Kind):
    """Each person is `youngest` to `oldest` years old `on` a day, both ages included; no day means the closing date.

    Raises ValueError when the ages cannot both hold.
    """

    youngest: int
    oldest: int
    on: date | None = None
    SAYS: ClassVar[frozenset[str]] = frozenset({"too_young", "too_old", "not_known"})
    FILLS: ClassVar[frozenset[str]] = frozenset({"youngest", "oldest", "on"})

    def __post_init__(self) -> None:
        if not 0 <= self.youngest <= self.oldest:
            raise ValueError("youngest must be 0 or more, and oldest not under youngest")

    def objections(self, facts: Facts, window: SeasonWindow, /) -> Iterable[Objection]:
        """One date for all, so that the order of submission never matters."""
        day = self.on or window.closes_on
        for person in facts.people:
            if person.date_of_birth is None:
                yield asks("not_known", person.name)
            elif not _reached(person, self.youngest, day):
                yield fails("too_young", person.name)
            elif _reached(person, self.oldest + 1, day):
                yield fails("too_old", person.name)

    def sentence(self, words: Wording, /) -> str:
        """Say the ages and the day on which they are judged."""
        return f"Everybody put forward is {self._ages} years old on {words.day(self.on)}."

    def grounds(self, facts: Facts, words: Wording, /) -> Iterable[Ground]:
        """Give each person's age on the day."""
        day = self.on or words.window.closes_on
        return [Ground(_age_words(person, day), person.name) for person in facts.people]

    def brief(self, words: Wording, /) -> str:
        """Give the ages and the day."""
        return f"{self._ages} years old on {words.day(self.on)}"

    def fills(self, words: Wording, /) -> Mapping[str, str]:
        """Give both ages in figures, and the day."""
        return {"youngest": str(self.youngest), "oldest": str(self.oldest), "on": words.day(self.on)}

    @property
    def _ages(self) -> str:
        return str(self.youngest) if self.youngest == self.oldest else f"{self.youngest} to {self.oldest}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AdultConfirmation(Kind):
    """For each person of one of the `ages` `on` a day (none: the closing date) an adult's confirmation is held."""

    ages: tuple[int, ...]
    on: date | None = None
    SAYS: ClassVar[frozenset[str]] = frozenset({"not_confirmed"})
    FILLS: ClassVar[frozenset[str]] = frozenset({"ages", "on"})

    def objections(self, facts: Facts, window: SeasonWindow, /) -> Iterable[Objection]:
        """Silent about somebody whose age is unknown: the rule on age speaks for that."""
        day = self.on or window.closes_on
        for person in facts.people:
            of_age = any(_reached(person, age, day) and not _reached(person, age + 1, day) for age in self.ages)
            if of_age and not person.adult_confirmed_16_17:
                yield asks("not_confirmed", person.name)

    def sentence(self, words: Wording, /) -> str:
        """Say for which ages, on which day, an adult has to confirm."""
        ages = self.fills(words)["ages"]
        whom = f"For everybody who is {ages} years old on {words.day(self.on)}"
        return f"{whom}, an adult chosen by the young person has confirmed."

    def grounds(self, facts: Facts, words: Wording, /) -> Iterable[Ground]:
        """Give each person's age on the day, and whether an adult confirmed."""
        day = self.on or words.window.closes_on
        for person in facts.people:
            confirmed = said(answer=person.adult_confirmed_16_17, yes="yes", no="not yet")
            yield Ground(f"{_age_words(person, day)}; an adult confirmed: {confirmed}", person.name)

    def fills(self, words: Wording, /) -> Mapping[str, str]:
        """Give the ages in figures, and the day."""
        ages = joined(str(age) for age in sorted(self.ages)) or "of no age in particular"
        return {"ages": ages, "on": words.day(self.on)}


@dataclass(frozen=True, slots=True, kw_only=True)
class LivedExperience(Kind):
    """Each person has lived experience `of` what the category is for: yes or no, never more than that is asked."""

    nation: str | None = None
    of: str = "what this award is for"
    SAYS: ClassVar[frozenset[str]] = frozenset({"no", "not_said", "elsewhere"})
    FILLS: ClassVar[frozenset[str]] = frozenset({"nation", "of"})

    def objections(self, facts: Facts, _window: SeasonWindow, /) -> Iterable[Objection]:
        """Experience in another nation than the one named, or in none given, is for staff to decide."""
        for person in facts.people:
            if person.lived_experience is None:
                yield asks("not_said", person.name)
            elif not person.lived_experience:
                yield fails("no", person.name)
            elif self.nation is not None and person.lived_experience_nation != self.nation:
                yield asks("elsewhere", person.name)

    def sentence(self, words: Wording, /) -> str:
        """Say what experience it is, that no more is asked, and where it has to be from."""
        asked = f"Everybody put forward has lived experience of {self.of}. We never ask more than yes or no."
        if self.nation is None:
            return asked
        return f"{asked} Our staff decide where it is from outside {words.choice('nations', self.nation)}."

    def grounds(self, facts: Facts, words: Wording, /) -> Iterable[Ground]:
        """Give the yes or no and, where it matters, the nation."""
        for person in facts.people:
            answer = said(answer=person.lived_experience, yes="yes", no="no")
            where = person.lived_experience_nation
            place = NOT_GIVEN if where is None else words.choice("nations", where)
            nation = f"; nation: {place}" if self.nation is not None else ""
            yield Ground(f"lived experience of {self.of}: {answer}{nation}", person.name)

    def brief(self, _words: Wording, /) -> str:
        """Give what experience it is."""
        return f"with lived experience of {self.of}"

    def fills(self, words: Wording, /) -> Mapping[str, str]:
        """Give what it is of, and the nation."""
        return {"of": self.of, "nation": words.choice("nations", self.nation) if self.nation else "any nation"}


def _reached(person: Person, age: int, day: date) -> bool:
    """Whether the person has the age on the day; nobody unborn or of unknown birth has."""
    born_on = person.date_of_birth
    return born_on is not None and born_on <= day and age_on(born_on, day) >= age


def _age_words(person: Person, day: date) -> str:
    """Give the age on the day and never the day of birth."""
    born_on = person.date_of_birth
    if born_on is None:
        return f"date of birth {NOT_GIVEN}"
    age = str(age_on(born_on, day)) if born_on <= day else "not yet born"
    return f"{age} on {short_day_words(day)}"

"""What the records suggest ties a judge to an entry, and why; the judge or staff decide whether it is a conflict.

Pure. Staff read every tie. A judge is told of a tie only where the words tell nothing that the judge is not shown
anyway: nothing about who nominated, no name that is not on the list, and no employer where the category hides it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import product
from typing import Final

from awards.matching.names import Fit, PersonName, align, names_of
from awards.matching.spelling import plain_words
from awards.panels.words import InterestKind
from awards.places.gazetteer import Place, place_by_key, place_named
from awards.places.rules import plain_name

OPEN_MAIL_DOMAINS: Final = frozenset({
    "aol.com", "btinternet.com", "gmail.com", "googlemail.com", "hotmail.co.uk", "hotmail.com", "icloud.com",
    "live.co.uk", "live.com", "me.com", "msn.com", "nhs.net", "outlook.com", "proton.me", "protonmail.com",
    "sky.com", "talktalk.net", "virginmedia.com", "yahoo.co.uk", "yahoo.com",
})  # fmt: skip
"""Addresses that anybody (or a whole nation's service) may have: sharing one says nothing."""

PAST: Final = timedelta(days=3 * 365 + 1)
"""For how long an earlier employer still ties."""

LEGAL_FORMS: Final = frozenset({"limited", "ltd", "cic", "plc", "llp"})

_K = InterestKind


class Part(StrEnum):
    """What somebody has to do with an entry."""

    NOMINEE = "nominee"
    NOMINATOR = "nominator"
    ADULT = "adult"
    """The adult who supports a young nominee."""


_WHO: Final = {Part.NOMINEE: "the nominee", Part.NOMINATOR: "a nominator", Part.ADULT: "the adult who supports them"}

_OWN_ADDRESS: Final = {
    Part.NOMINEE: "This entry gives your own email address.",
    Part.NOMINATOR: "A nomination came from your own email address.",
    Part.ADULT: "Your own email address was given as that of an adult who supports this person.",
}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody behind an entry, as far as the records know."""

    part: Part
    name: str | None = None
    known_as: str | None = None
    email: str | None = None
    employer: str | None = None
    place: str | None = None
    """The key of the employer in the list of places."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A conflict that the same judge has with another entry."""

    kind: InterestKind
    own: bool
    """Whether the judge declared it; what staff added is never told to them."""
    nominee: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """What is known of a judge."""

    name: str
    email: str
    employer: str | None = None
    past_employers: tuple[str, ...] = ()
    managed: tuple[str, ...] = ()
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """An entry: the name and place that judges see, whether its category hides places, and who is behind it."""

    title: str
    place: str | None
    hides_place: bool
    people: Sequence[Person]


@dataclass(frozen=True, slots=True)
class Told:
    """A tie as the judge is told it: the answer that is chosen beforehand (None: only a hint), and why."""

    kind: InterestKind | None
    why: str


@dataclass(frozen=True, slots=True)
class Tie:
    """A connection that looks likely: its kind, why as staff read it, and what the judge may be told."""

    kind: InterestKind
    why: str
    told: Told | None = None
    only_a_hint: bool = False


@dataclass(frozen=True, slots=True)
class _Pair:
    """A judge and somebody behind an entry, on a day."""

    judge: Judge
    person: Person
    about: About
    today: date

    @property
    def shown_names(self) -> tuple[PersonName, ...]:
        """The person's names of which every word is on the list: a former one could else be found by typing names."""
        shown = {*plain_words(self.about.title), *(word for name in names_of(self.about.title) for word in name.words)}
        names = _names(self.person) if self.person.part is Part.NOMINEE else ()
        return tuple(name for name in names if shown.issuperset(name.words))

    def shares_employer(self, *employers: str | None) -> bool:
        """Whether one of these is the person's employer."""
        theirs = _employer_of(self.person, self.today)
        return any(not theirs.isdisjoint(employer_keys(one, None, self.today)) for one in employers)

    def told_of_work(self, words: str) -> Told | None:
        """Give what the judge is told of a tie through work; nothing of hidden places, which could be tried out."""
        if self.person.part is not Part.NOMINEE or self.about.hides_place:
            return None
        return Told(_K.SAME_EMPLOYER, words)

    def told_of_name(self, kind: InterestKind | None, words: str, *, fits_shown: bool) -> Told | None:
        """Give what the judge is told of a tie by name; nothing unless it is a name on the list that fits."""
        return Told(kind, words) if fits_shown else None


def ties_between(judge: Judge, about: About, *, today: date) -> list[Tie]:
    """Give every tie that the records suggest between a judge and an entry, the strongest first."""
    people = [*about.people, Person(Part.NOMINEE, employer=about.place)]
    found: dict[tuple[InterestKind, str], Tie] = {}
    for finder in (_same_person, _managed, _earlier, _same_work, _same_last_name):
        for person in people:
            for tie in finder(_Pair(judge, person, about, today)):
                found.setdefault((tie.kind, tie.why), tie)
    return list(found.values())


def told_of(ties: Iterable[Tie]) -> Told | None:
    """Give what the judge is told of these ties: the strongest that may be told; None if none may."""
    return next((tie.told for tie in ties if tie.told is not None), None)


@lru_cache(maxsize=4096)
def employer_keys(name: str | None, place: str | None, today: date) -> frozenset[str]:
    """Give what an employer is known by: the places it is in the list of councils and trusts, else its plain name.

    A council that ended is also known by those that took over; a name is looked up as of three years ago too.
    """
    listed = place_by_key(place) if place else None
    named = [place_named(name, day) for day in (today, today - PAST)] if name else []
    places = [one for one in (listed, *named) if one is not None]
    return frozenset(key for one in places for key in _keys(one)) or _plain_employer(name)


def _keys(place: Place) -> list[str]:
    return [f"place:{key}" for key in (place.key, *place.became)]


def _plain_employer(name: str | None) -> frozenset[str]:
    words = plain_name(name or "").removeprefix("the ").split()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return frozenset({f"name:{' '.join(words)}"} if words else ())


def _same_person(pair: _Pair) -> Iterator[Tie]:
    judge, part = pair.judge, pair.person.part
    kind = _K.IS_NOMINEE if part is Part.NOMINEE else _K.NOMINATED_OR_SUPPORTED
    if _address(judge.email) and _address(judge.email) == _address(pair.person.email):
        yield Tie(kind, f"Has the same email address as {_WHO[part]}.", Told(kind, _OWN_ADDRESS[part]))
    elif _same_name(judge.name, _names(pair.person)):
        fits = _same_name(judge.name, pair.shown_names)
        told = pair.told_of_name(kind, "This entry gives a name like yours.", fits_shown=fits)
        yield Tie(kind, f"Has the same name as {_WHO[part]}.", told)


def _managed(pair: _Pair) -> Iterator[Tie]:
    if any(_is_named(name, _names(pair.person)) for name in pair.judge.managed):
        words = "You told us that you manage or managed somebody of this name, or they you."
        why = f"Told us of line management with somebody named like {_WHO[pair.person.part]}."
        fits = any(_is_named(name, pair.shown_names) for name in pair.judge.managed)
        yield Tie(_K.LINE_MANAGEMENT, why, pair.told_of_name(_K.LINE_MANAGEMENT, words, fits_shown=fits))


def _earlier(pair: _Pair) -> Iterator[Tie]:
    for one in pair.judge.earlier if pair.person.part is Part.NOMINEE else ():
        if _is_same(one.nominee, pair.person, _names(pair.person)):
            fits = bool(pair.shown_names) and _is_same(one.nominee, pair.person, pair.shown_names)
            words = "You declared a conflict with somebody of this name before."
            told = pair.told_of_name(one.kind, words, fits_shown=fits)
            why = "Has a conflict with the same nominee on another panel or in another season."
            yield Tie(one.kind, why, told if one.own else None)
        elif one.kind is _K.SAME_EMPLOYER and _share_employer(one.nominee, pair):
            told = pair.told_of_work("You declared a conflict with somebody of the same employer before.")
            why = f"Has a conflict with another nominee of the same employer{_named(pair.person)}."
            yield Tie(one.kind, why, told if one.own else None)


def _same_work(pair: _Pair) -> Iterator[Tie]:
    """Find the employer now, one of the last three years, or the domain of a work address: the first that is shared."""
    judge, who, named = pair.judge, _WHO[pair.person.part], _named(pair.person)
    if pair.shares_employer(judge.employer):
        told = pair.told_of_work("You and this entry have the same employer in our records.")
        yield Tie(_K.SAME_EMPLOYER, f"Same employer as {who}{named}.", told)
    elif pair.shares_employer(*judge.past_employers):
        told = pair.told_of_work("You worked for the employer of this entry in the last three years.")
        yield Tie(_K.SAME_EMPLOYER, f"Same employer as {who} in the last three years{named}.", told)
    elif _share_domain(judge.email, pair.person.email):
        told = pair.told_of_work("Your email address belongs to the same organisation as theirs.")
        yield Tie(_K.SAME_EMPLOYER, f"Email address of the same organisation as {who}.", told)


def _same_last_name(pair: _Pair) -> Iterator[Tie]:
    mine = {name.last for name in names_of(pair.judge.name)} - {""}
    theirs = _names(pair.person)
    if not _same_name(pair.judge.name, theirs) and mine & {name.last for name in theirs}:
        hint = "You have the same last name. This is only a hint: say nothing if you are not related."
        why = f"Same last name as {_WHO[pair.person.part]}: only a hint."
        fits = not mine.isdisjoint(name.last for name in pair.shown_names)
        yield Tie(_K.FAMILY_OR_FRIEND, why, pair.told_of_name(None, hint, fits_shown=fits), only_a_hint=True)


def _share_employer(one: Person, pair: _Pair) -> bool:
    return not _employer_of(one, pair.today).isdisjoint(_employer_of(pair.person, pair.today))


def _is_same(one: Person, other: Person, names: Iterable[PersonName]) -> bool:
    same_address = bool(_address(one.email)) and _address(one.email) == _address(other.email)
    return same_address or (bool(one.name) and _same_name(one.name or "", names))


def _same_name(name: str, names: Iterable[PersonName]) -> bool:
    """Whether a whole name is one of these, in whatever order their words stand."""
    mine = {frozenset(one.words) for one in names_of(name) if one.last}
    return not mine.isdisjoint({frozenset(one.words) for one in names if one.last})


def _is_named(name: str, names: Iterable[PersonName]) -> bool:
    """Whether a name that somebody typed is one of these: short forms and a slip of the pen do not matter."""
    fits = (align(mine, theirs) for mine, theirs in product(names_of(name), names))
    return any(fit.given >= Fit.SHORT_FORM and fit.last >= Fit.ONE_LETTER for fit in fits)


def _names(person: Person) -> tuple[PersonName, ...]:
    return names_of(person.name, person.known_as) if person.name else ()


def _employer_of(person: Person, today: date) -> frozenset[str]:
    return employer_keys(person.employer, person.place, today)


def _named(person: Person) -> str:
    return f": {person.employer}" if person.employer else ""


def _address(email: str | None) -> str:
    return (email or "").strip().casefold()


def _share_domain(one: str, other: str | None) -> bool:
    """Whether two addresses, not the same, are of one organisation."""
    return bool(_work_domain(one)) and _work_domain(one) == _work_domain(other) and _address(one) != _address(other)


def _work_domain(email: str | None) -> str:
    domain = _address(email).rpartition("@")[2]
    return "" if domain in OPEN_MAIL_DOMAINS else domain

"""How like two identities are: a score from 0 to 1, and why, in words for staff.

Every thing that both say adds or takes points; the points together, put on a scale from 0 to 1, are the score. The
points were set by hand on the tuning half of the labelled set; see docs/decisions/0018.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from rapidfuzz.distance import OSA

from awards.matching.addresses import domain_of, is_private, name_in
from awards.matching.lists import given_names, word_set
from awards.matching.names import Alignment, Fit, PersonName, align, given_fit, names_of
from awards.matching.spelling import joined_spaces, mixes_scripts
from awards.matching.teams import common_share, initials, same_employer, team_words

LIKELY: Final = 0.5
"""From this score on a pair is shown to staff."""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What is known of somebody put forward; what is not known is None.

    `email` may be any token that is the same for the same address, such as a keyed index. `employer` is the key of a
    place or the name of an employer. `team` is the team that a person works in; of a team, `name` is its own name.
    """

    key: str
    category: str
    name: str
    known_as: str | None = None
    is_team: bool = False
    team: str | None = None
    email: str | None = None
    registration_number: str | None = None
    employer: str | None = None
    date_of_birth: date | None = None

    @cached_property
    def names(self) -> tuple[PersonName, ...]:
        """The names that a person goes by, the one typed first."""
        return names_of(self.name, self.known_as)

    @cached_property
    def name_in_email(self) -> str:
        """The first name that the email address spells out; empty where it spells none."""
        return name_in(self.email, last_names={one.last for one in self.names})

    @cached_property
    def number(self) -> str:
        """The digits of the registration number without leading zeros; empty if there is none."""
        digits = "".join(one for one in self.registration_number or "" if one in "0123456789")
        return digits.lstrip("0")

    @cached_property
    def team_words(self) -> frozenset[str]:
        """The words of a team's name that tell it from others."""
        return team_words(self.name, employer=self.employer)


@dataclass(frozen=True, slots=True)
class Why:
    """One thing that speaks for or against two being the same: its points, and ready words."""

    code: str
    words: str
    points: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like two identities are, and why, what weighs most first."""

    score: float
    why: tuple[Why, ...]

    @property
    def is_likely(self) -> bool:
        """Whether a person should look at it."""
        return self.score >= LIKELY


def likeness(a: Identity, b: Identity, *, office_email: bool = False) -> Likeness:
    """Say how like two identities are; `office_email` if many different people share the address they have in common.

    A team and a person are never alike.
    """
    if a.is_team != b.is_team:
        return Likeness(0.0, (Why("kind", "One is a team, the other a person", -20),))
    named = _team_named(a, b) if a.is_team else _person_named(a, b)
    kin = named.code == "first-names" and {a.names[0].given, b.names[0].given} <= given_names()
    rare = not (a.is_team or _is_common(a) or _is_common(b))
    found = [named, _spelt_out(a, b), _number(a, b), _born(a, b, kin=kin), _employed(a, b, rare=rare), _in_team(a, b)]
    found.append(_email(a, b, alike=named.points > _OTHER_NAMES and not kin, office=office_email))
    why = sorted((one for one in found if one), key=lambda one: -abs(one.points))
    total = sum(one.points for one in why) - _DOUBT
    return Likeness(round(1 / (1 + math.exp(-total)), 3), tuple(why))


_DOUBT: Final = 3.0
"""Points that have to be outweighed before two are likelier the same than not."""

_OTHER_NAMES: Final = -3.0
"""With fewer points than these two names are quite different ones."""
_SHORTEST_INITIALS: Final = 3

_ONLY_LOOKS: Final = 8.0
"""Names that only look different are shown to staff whatever employers and addresses say."""
_OFF_GIVEN: Final = {
    Fit.SAME: 0.0, Fit.SHORT_FORM: 0.3, Fit.ONE_LETTER: 0.8, Fit.TWO_LETTERS: 1.2, Fit.NEAR: 1.2, Fit.INITIAL: 2.0,
}  # fmt: skip
_OFF_LAST: Final = {
    Fit.SAME: 0.0, Fit.SHORT_FORM: 1.0, Fit.ONE_LETTER: 0.6, Fit.TWO_LETTERS: 1.2, Fit.NEAR: 1.5, Fit.INITIAL: 2.5,
}  # fmt: skip


def _person_named(a: Identity, b: Identity) -> Why:
    if _same_words(a, b):
        return _same_name(a.name, b.name)
    best = Why("names", "Different names", -6.0)
    for mine in a.names:
        for theirs in b.names:
            found = _named(mine, theirs, align(mine, theirs))
            best = max(best, found, key=lambda one: one.points)
    return best


def _same_words(a: Identity, b: Identity) -> bool:
    return bool(a.names and b.names) and a.names[0].joined == b.names[0].joined


def _same_name(one: str, other: str) -> Why:
    if one == other:
        return Why("name", "Same name", 4.0)
    if joined_spaces(one) == joined_spaces(other):
        return Why("name-case", "Same name but for capitals and spaces", _ONLY_LOOKS)
    if mixes_scripts(one) != mixes_scripts(other):
        return Why("name-look-alike", "Names differ only by letters that look alike", _ONLY_LOOKS)
    return Why("name-signs", "Same name but for accents, signs or titles", 4.0)


def _named(mine: PersonName, theirs: PersonName, found: Alignment) -> Why:
    if mine.joined == theirs.joined:
        return Why("name-known-as", "Same name as the one that they are known by", 4.0)
    if not mine.last or not theirs.last:
        points = 0.5 if found.given >= Fit.SHORT_FORM else -4.0
        return Why("single-name", "One gives a single name only", points)
    if found.given and found.last:
        return _both_fit(found, common=mine.last in word_set("common_last_names"))
    return _half_fits(found)


def _half_fits(found: Alignment) -> Why:
    if found.last:
        return Why("first-names", "Same last name, another first name", -2.0)
    if found.given >= Fit.SHORT_FORM:
        return Why("last-names", "Same first name, another last name", -1.5)
    return Why("names", "Different names", -6.0)


def _both_fit(found: Alignment, *, common: bool) -> Why:
    both_have_more = all(found.spare)
    points = 4.0 - (1.0 if common and Fit.INITIAL in (found.given, found.last) else 0.0)
    points -= _OFF_GIVEN[found.given] + _OFF_LAST[found.last] + 0.3 * found.turned
    points -= 1.5 if both_have_more else 0.3 * any(found.spare)
    return Why("names-alike", _words_of(found), points)


_LAST_WORDS: Final = {
    Fit.ONE_LETTER: "Names differ by one letter", Fit.TWO_LETTERS: "Names differ by two letters",
    Fit.SHORT_FORM: "One last name is the start of the other", Fit.NEAR: "Last names are nearly the same",
}  # fmt: skip
_GIVEN_WORDS: Final = _LAST_WORDS | {
    Fit.SHORT_FORM: "First names are forms of one name", Fit.NEAR: "First names are nearly the same",
}  # fmt: skip


def _words_of(found: Alignment) -> str:
    """Say the one thing by which two names differ most."""
    if Fit.INITIAL in {found.given, found.last}:
        return "One of the names is only an initial"
    if found.last < Fit.SAME and found.last <= found.given:
        return _LAST_WORDS[found.last]
    return _GIVEN_WORDS[found.given] if found.given < Fit.SAME else _words_of_the_rest(found)


def _words_of_the_rest(found: Alignment) -> str:
    if all(found.spare):
        return "Same first and last name, another name between"
    if any(found.spare):
        return "One gives one name more"
    return "Same names in another order" if found.turned else "Same name but for accents, signs or titles"


def _team_named(a: Identity, b: Identity) -> Why:
    mine, theirs = a.team_words, b.team_words
    if mine == theirs:
        return Why("team", "Same team name", 4.0)
    if _is_initials(a, b) or _is_initials(b, a):
        return Why("team-initials", "One team name is the initials of the other", 2.5)
    share = common_share(mine, theirs)
    if share >= 1:
        return Why("team-letters", "Team names differ by a letter", 3.5)
    if mine <= theirs or theirs <= mine:
        return Why("team-more", "One team name has more words", 1.5)
    return Why("team-names", "Team names have words in common" if share else "Different team names", 6 * share - 5.0)


def _is_initials(short: Identity, long: Identity) -> bool:
    letters = "".join(joined_spaces(short.name).split())
    whole = initials(long.name, employer=long.employer), initials(long.name)
    return len(letters) >= _SHORTEST_INITIALS and (letters in whole or f"({letters})" in joined_spaces(long.name))


def _number(a: Identity, b: Identity) -> Why | None:
    if not a.number or not b.number:
        return None
    if a.number == b.number:
        return Why("number", "Same registration number", 6.0)
    if OSA.distance(a.number, b.number, score_cutoff=1) == 1:
        return Why("number-near", "Registration numbers differ by one digit", -1.0)
    return Why("numbers", "Different registration numbers", -6.0)


def _born(a: Identity, b: Identity, *, kin: bool) -> Why | None:
    one, other = a.date_of_birth, b.date_of_birth
    if one is None or other is None:
        return None
    if one == other:
        return Why("born", "Same date of birth", 0.5 if kin else 2.5)  # twins have that
    if OSA.distance(f"{one:%Y%m%d}", f"{other:%Y%m%d}") == 1 or (one.year, one.month, one.day) == (
        other.year, other.day, other.month
    ):  # fmt: skip
        return Why("born-near", "Dates of birth differ by one digit or its place", -0.5)
    return Why("born-apart", "Different dates of birth", -5.0)


def _employed(a: Identity, b: Identity, *, rare: bool) -> Why | None:
    same = same_employer(a.employer, b.employer)
    if same is None:
        return None
    if same:
        return Why("employer", "Same employer", 1.5)
    return Why("employers", "Different employers", -1.0 if rare else -2.0)


def _is_common(one: Identity) -> bool:
    return any(name.last in word_set("common_last_names") for name in one.names[:1])


def _spelt_out(a: Identity, b: Identity) -> Why | None:
    """Look at the first name that an address spells out: jonathan.smith@ is not Joanna's."""
    if a.is_team:
        return None
    for one, other in ((a, b), (b, a)):
        spelt = one.name_in_email
        if spelt and other.names and not any(_fits_any(spelt, name) for name in other.names):
            return Why("spelt-out", "An email address spells another first name", -2.5)
    return None


def _fits_any(spelt: str, name: PersonName) -> bool:
    return any(given_fit(spelt, word) for word in name.words)


def _in_team(a: Identity, b: Identity) -> Why | None:
    if a.is_team or not a.team or not b.team:
        return None
    share = common_share(team_words(a.team, employer=a.employer), team_words(b.team, employer=b.employer))
    return Why("works-in", "Same team", 1.0) if share >= 1 else Why("works-in-other", "Different teams", -1.0)


def _email(a: Identity, b: Identity, *, alike: bool, office: bool) -> Why | None:
    if not a.email or not b.email:
        return None
    if a.email.casefold() != b.email.casefold():
        return None if a.is_team else _two_emails(a, b)  # a team has several contacts
    if office:
        return Why("office-email", "Same email address, which many others share", 0.5)
    return Why("email", "Same email address", 4.0 if alike else 1.5)


def _two_emails(a: Identity, b: Identity) -> Why | None:
    """Two addresses at one employer say that it is two people; elsewhere they say nothing."""
    one, other = domain_of(a.email), domain_of(b.email)
    if one and one == other and not is_private(a.email):
        return Why("emails", "Different email addresses at the same employer", -2.5)
    return None

"""Pure decisions about how a nominee is named and what may be shown."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, Protocol

from awards.eligibility.ages import age_on
from awards.nominees.words import NameForm, Stage, Thing

ADULT_AT: Final = 18
CHILD: Final = "child"
ADULT: Final = "adult"
"""What stays of a date of birth once it has gone: how old somebody was when put forward."""
"""Years of age; a child is anyone younger."""
MOST_WORDS: Final = 8
"""Words of a typed name that are looked at, so that nobody tries a whole list of names at once."""
_SHORTEST_WORD: Final = 2

_PLAIN_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i", "ŋ": "n", "ŧ": "t"}
)
_APOSTROPHES = "'’‘`´ʼʻ′＇"
_HYPHENS = "-‐‑‒–—−­"


class GivenConsent(Protocol):
    """What a consent says: for what, at which stage, and whether it was withdrawn."""

    stage: Stage
    thing: Thing
    withdrawn_at: datetime | None


def age_at(date_of_birth: date | None, day: date) -> int | None:
    """Give whole years of age on a day; None when the date of birth is not known or not yet reached."""
    return None if date_of_birth is None or date_of_birth > day else age_on(date_of_birth, day)


def default_name_form(age: int | None) -> NameForm:
    """Give how somebody is named until they choose: children by first name only (and no place)."""
    return NameForm.FIRST_NAME if age is not None and age < ADULT_AT else NameForm.FULL_NAME


def shown_name(  # noqa: PLR0917 - a name is read left to right
    full_name: str, known_as: str | None, name_form: NameForm, public_name: str | None
) -> str | None:
    """Give the name the world sees, in the form the nominee chose; None when it is withheld."""
    if name_form is NameForm.WITHHELD:
        return None
    if name_form is NameForm.OTHER:
        return public_name or None
    words = full_name.split()
    if name_form is NameForm.INITIALS:
        return " ".join(word[0].upper() for word in words) or None
    if name_form is NameForm.FIRST_NAME:
        first = (known_as or "").split() or words
        return first[0] if first else None
    return full_name or None


def may_show(consents: Iterable[GivenConsent], stage: Stage, thing: Thing) -> bool:
    """Whether a consent that still stands allows this thing to be shown at this stage; silence is no."""
    return any(
        consent.stage is stage and consent.thing is thing and consent.withdrawn_at is None for consent in consents
    )


def things_offered(*, reveals: str | None, unsafe_to_locate: bool = False, child: bool = False) -> tuple[Thing, ...]:
    """Give what consent is asked for.

    The category only where being in it reveals something about a person; feeds, data files and search engines there
    and of children. A place is not offered to somebody who is not safe if people know where they live or work.
    """
    left_out = {Thing.CATEGORY} if not reveals else set()
    left_out |= set() if needs_search_consent(reveals=reveals, child=child) else {Thing.SEARCH}
    left_out |= {Thing.PLACE} if unsafe_to_locate else set()
    return tuple(thing for thing in Thing if thing not in left_out)


def needs_search_consent(*, reveals: str | None, child: bool) -> bool:
    """Whether feeds, data files and search engines need a consent of their own."""
    return child or bool(reveals)


def was_child(date_of_birth: date | None, day: date | None) -> bool:
    """Whether somebody is known to have been under 18 on a day; without a day, a date of birth is taken for one."""
    if date_of_birth is None:
        return False
    age = age_at(date_of_birth, day) if day else None
    return age is None or age < ADULT_AT


def name_matches(typed: str, *names: str | None) -> bool:
    """Whether what was typed holds a word of one of the names, compared loosely.

    Any word of two or more letters will do; case, accents, hyphens and apostrophes make no difference. A name of
    single letters must be typed whole. Only the first few words that are typed count.
    """
    known = [name for name in names if name]
    tried = _words(" ".join(typed.split()[:MOST_WORDS]))
    if any(tried & _words(name) for name in known):
        return True
    whole = _letters(_plain(typed))
    return bool(whole) and any(not _words(name) and whole == _letters(_plain(name)) for name in known)


def _words(name: str) -> set[str]:
    """Give the words of a name, those with a hyphen or an apostrophe both as one word and as two."""
    plain = _plain(name)
    joined, parted = plain, plain
    for mark in _APOSTROPHES + _HYPHENS:
        joined, parted = joined.replace(mark, ""), parted.replace(mark, " ")
    cleaned = (_letters(word) for word in (*joined.split(), *parted.split()))
    return {word for word in cleaned if len(word) >= _SHORTEST_WORD}


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def _plain(name: str) -> str:
    """Give a name in lower case without accents."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).translate(_PLAIN_LETTERS)

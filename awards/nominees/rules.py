"""Pure decisions about how a nominee is named and what may be shown."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, Protocol

from awards.eligibility.ages import age_on
from awards.nominees.words import NameForm, Stage, Thing

ADULT_AT: Final = 18
"""Years of age; a child is anyone younger."""


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


def things_offered(*, reveals: str | None, unsafe_to_locate: bool = False) -> tuple[Thing, ...]:
    """Give what consent is asked for: the category only where being in it reveals something about a person.

    A place is not offered to somebody who is not safe if people know where they live or work.
    """
    left_out = ({Thing.CATEGORY} if not reveals else set()) | ({Thing.PLACE} if unsafe_to_locate else set())
    return tuple(thing for thing in Thing if thing not in left_out)

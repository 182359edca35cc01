"""Pure decisions of publishing: how people are named together, whose words a citation is, what may be shown."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WITHHELD = "Name withheld"
"""What stands where a name may not."""

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

VOICE_WORDS = {
    "judges": "The judges",
    "nominator": "The nominator",
    "presenter": "The presenter",
    "organiser": "The organiser",
    "press": "As reported in the press",
    "winner": "In their own words",
}
"""Whose words a citation is, as the public reads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonShown:
    """One person behind an award and what they let the world see; `name` is None where it may not be shown."""

    name: str | None
    story: bool = False
    place: bool = False
    category: bool = True
    """Whether they agreed to be named in this category (true where being named in it reveals nothing)."""
    search: bool = True
    """Whether feeds, data files and search engines may have them (true where nobody has to be asked)."""
    role: bool = True
    """Whether the role may be said: a young person's may name a school, so it needs the consent for the place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Openness:
    """What may be shown of an award, given all the people behind it."""

    name: str
    everybody_named: bool
    """Nobody is withheld, so that words about the work cannot give somebody away."""
    anybody_named: bool
    story: bool
    place: bool
    searchable: bool
    """Feeds, data files and search engines may have it: everybody agreed who has to be asked."""
    role: bool


def openness(people: Sequence[PersonShown]) -> Openness:
    """Say what may be shown of an award won by these people.

    A name needs its own consent and, in a category that reveals something, the consent for that. Story and
    place need everybody's: what is told of one is told of all. So do feeds and search engines.
    """
    names = [person.name for person in people if person.name and person.category]
    everybody = bool(people) and len(names) == len(people)
    return Openness(
        name=together(names, len(people) - len(names)),
        everybody_named=everybody,
        anybody_named=bool(names),
        story=everybody and all(person.story for person in people),
        place=everybody and all(person.place for person in people),
        searchable=all(person.category and person.search for person in people),
        role=everybody and all(person.role for person in people),
    )


def together(names: Sequence[str], withheld: int = 0) -> str:
    """Write names as "A", "A and B" or "A, B and C"; those withheld are counted ("A and two others")."""
    if not names:
        return WITHHELD
    counted = f"{count_words(withheld)} other{'s' if withheld > 1 else ''}"
    parts = [*names, *([counted] if withheld else [])]
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part)


def count_words(number: int) -> str:
    """Write a small number as a word."""
    return _NUMBERS[number] if number < len(_NUMBERS) else str(number)


def as_heading(name: str) -> str:
    """Write a category's name with a capital, however it was published."""
    return name[:1].upper() + name[1:]


def initials(name: str, *, several: bool = False) -> str:
    """Give the letters that stand for a portrait: of a name, or one for each of several people."""
    if name == WITHHELD:
        return "–"
    words = name.replace(",", " and ").split(" and ") if several else name.split()
    letters = [word.strip()[0] for word in words if word.strip()]
    return "".join(letters[:3] if several else [*letters[:1], *letters[1:][-1:]]).upper()


def distinct(values: Iterable[str | None]) -> list[str]:
    """Give what is there, each once, in order."""
    return list(dict.fromkeys(value for value in values if value))


def first_word(name: str | None) -> str | None:
    """Give the first of the words in a name; None for none."""
    return name.split()[0] if name and name.split() else None


def same_person(name: str) -> str:
    """Give the form in which two spellings of a name count as one: case, accents' encoding and spaces aside."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def import_key(year: int, category: str, display_name: str) -> str:
    """Give the key by which an imported winner is known again; the name is in it only as a hash."""
    digest = hashlib.sha256(same_person(display_name).encode()).hexdigest()[:32]
    return f"{year}:{category}:{digest}"

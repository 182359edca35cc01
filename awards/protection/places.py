"""Schools, places and named buildings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from awards.protection import vocabulary as v
from awards.protection.kinds import Detail, DetailKind
from awards.protection.reading import Reading
from awards.protection.words import Phrases, is_everyday, phrases, words

_POSTCODE: Final = re.compile(r"(?<!\w)[A-Za-z]{1,2}\d[A-Za-z\d]? ?\d[A-Za-z]{2}(?!\w)")
_DISTRICT: Final = re.compile(
    r"(?<!\w)(?:AL|BA|BB|BD|BH|BL|BN|BR|BS|CB|CH|CM|CR|CT|CV|CW|DA|DE|DH|DL|DN|DT|DY|EC|EN|EX|FY|GL|GU|HA|HD|HG|HP|HR|HU|HX|"
    r"IG|IP|KT|LA|LE|LN|LS|LU|ME|MK|NE|NG|NN|NR|NW|OL|OX|PE|PL|PO|PR|RG|RH|RM|SE|SG|SK|SL|SN|SO|SP|SR|SS|ST|SW|SY|TA|TF|TN|"
    r"TQ|TR|TS|TW|UB|WA|WC|WD|WF|WN|WR|WS|WV|YO)\d{1,2}(?!\w)"
)
_ROOM: Final = re.compile(r"(?i)(?<!\w)(?:flat|room|apartment|block|caravan|ward|unit) \d{1,3}[a-z]?(?!\w)")
_FURTHEST: Final = 5
"""How many words a name of a place or an organisation may have before or after the word that tells its kind."""
_LONGEST_NUMBER: Final = 4
"""How many characters the number of a house may have, as in 112b."""
_SHORTEST_IN_SMALL_LETTERS: Final = 4
"""Shorter words in lower case are no names of places."""


def place_details(reading: Reading) -> Iterator[Detail]:
    """Find schools, streets, postcodes, named buildings, and places of the gazetteers."""
    for pattern, why in ((_POSTCODE, "a postcode"), (_DISTRICT, "a postal district"), (_ROOM, "part of an address")):
        for found in pattern.finditer(reading.text):
            yield Detail(found.start(), found.end(), DetailKind.PLACE, why)
    for at, word in enumerate(reading.plains):
        if word in v.SCHOOLS or word in v.STREETS or word in v.SITES or word in v.ALWAYS_SITES:
            yield from _named_by_its_kind(reading, at)
    yield from _of_the_gazetteers(reading)
    yield from _unexplained_in_small_letters(reading)


def _named_by_its_kind(reading: Reading, at: int) -> Iterator[Detail]:
    """Find what "Oakfield Academy" and "the Gleadless estate" name: capitals before the word that tells the kind."""
    word = reading.words[at]
    is_school = word.plain in v.SCHOOLS
    if at in reading.known and word.plain != "university":
        return
    if word.plain == "university" and reading.plain_at(at + 1) == "of":
        yield from _university_of(reading, at)
        return
    first = _first_of_the_name(reading, at)
    if first == at and (is_school or word.plain in v.OWN_NAMED_STREETS) and _is_named_in_small_letters(reading, at):
        first = at - 1
    elif not (word.capital or is_school or word.plain in v.ALWAYS_SITES):
        return
    if first == at or (not (word.capital and word.plain != "high") and not _is_unusual(reading, first, at)):
        return
    last = _last_of_the_name(reading, at) if is_school else at
    if reading.plain_at(last + 1) in v.ORGANISATIONS and reading.words[last + 1].capital:
        return
    kind = DetailKind.SCHOOL if is_school else DetailKind.PLACE
    start = _with_a_number(reading, first) if word.plain in v.STREETS else reading.words[first].start
    why = "a school by name" if is_school else "a place by name"
    yield Detail(start, reading.words[last].end, kind, why)


def _university_of(reading: Reading, at: int) -> Iterator[Detail]:
    end = at + 2
    while end < min(at + _FURTHEST, len(reading.words)) and reading.follows(end) and reading.words[end].capital:
        end += 1
    if end > at + 2:
        start = reading.words[at].start
        yield Detail(start, reading.words[end - 1].end, DetailKind.SCHOOL, "a university by name")


def _is_named_in_small_letters(reading: Reading, at: int) -> bool:
    """Whether a word that is none of everyday English stands right before, as in "oakfield high"."""
    before = reading.plain_at(at - 1)
    return (
        reading.follows(at)
        and before.isalpha()
        and len(before) >= _SHORTEST_IN_SMALL_LETTERS
        and not is_everyday(before)
    )


def _first_of_the_name(reading: Reading, at: int) -> int:
    """Walk back over capitals, "of" and "the" between them, and the dot of "St."."""
    first, back = at, at - 1
    while back >= max(0, at - _FURTHEST) and _goes_together(reading, back):
        word = reading.words[back]
        if word.capital and not (word.plain in v.STOPS or back in reading.known):
            first = back
        elif word.plain not in {"of", "and", "the", "our"}:
            break
        back -= 1
    return first


def _goes_together(reading: Reading, back: int) -> bool:
    follower = reading.words[back + 1]
    return follower.joined or (follower.gap == ". " and reading.plain_at(back) == "st")


def _is_unusual(reading: Reading, first: int, at: int) -> bool:
    """Whether some word of the name is none of everyday English, or is not only the opening of a sentence."""
    common = words("common")
    return any(
        word.plain not in common or (not word.opens and not word.shouted and word.plain not in v.STOPS)
        for word in reading.words[first:at]
    )


def _last_of_the_name(reading: Reading, at: int) -> int:
    furthest = at + _FURTHEST
    while at < furthest and reading.follows(at + 1) and reading.words[at + 1].plain in v.SCHOOLS:
        at += 1
    if reading.follows(at + 1) and reading.plain_at(at + 1) in {"sixth"} and reading.plain_at(at + 2) == "form":
        return at + 2
    return at


def _with_a_number(reading: Reading, first: int) -> int:
    before = reading.words[first - 1] if first else None
    return (
        before.start
        if before and before.text[0].isdigit() and len(before.text) <= _LONGEST_NUMBER
        else reading.words[first].start
    )


def _of_the_gazetteers(reading: Reading) -> Iterator[Detail]:
    gazetteers = (reading.places, phrases("towns"), phrases("counties"), phrases("countries"))
    at = 0
    while at < len(reading.words):
        length = max(_length_in(gazetteer, reading, at) for gazetteer in gazetteers)
        if length and _means_the_place(reading, at, length) and not _is_an_employer(reading, at, length):
            last = reading.words[at + length - 1]
            yield Detail(reading.words[at].start, last.end, DetailKind.PLACE, "a place by name")
        at += length or 1


def _length_in(gazetteer: Phrases, reading: Reading, at: int) -> int:
    return gazetteer.length_at(reading.plains, at)


def _means_the_place(reading: Reading, at: int, length: int) -> bool:
    """Whether the word stands for the place, where it could also be a word of everyday English or a person's name."""
    word, before = reading.words[at], reading.plain_at(at - 1)
    placed = before in v.PLACE_BEFORE and reading.follows(at)
    if reading.is_nominees(at) and not placed:
        return False
    everyday = word.plain in words("common")
    of_people = word.plain in words("first_names") or word.plain in words("surnames")
    if not word.capital:
        return not everyday and not of_people and len(word.plain) > _SHORTEST_IN_SMALL_LETTERS
    if length > 1:
        return True
    if everyday:
        return placed and not word.opens
    return placed or not of_people


def _begins_a_clause(reading: Reading, at: int) -> bool:
    """Whether this is an "and" that no capital follows: what comes after is no part of a name."""
    return reading.plains[at] == "and" and at + 1 < len(reading.words) and not reading.words[at + 1].capital


def _unexplained_in_small_letters(reading: Reading) -> Iterator[Detail]:
    """Find what may be a place after "in" or "near" where somebody writes without capitals, as in "in ullswater"."""
    for at, word in enumerate(reading.words):
        if word.capital or reading.plain_at(at - 1) not in v.BEFORE_SMALL_PLACES or not reading.follows(at):
            continue
        unknown = (
            word.plain.isalpha()
            and len(word.plain) > _SHORTEST_IN_SMALL_LETTERS
            and not is_everyday(word.plain)
            and at not in reading.known
        )
        if unknown and not word.plain.endswith(v.UNLIKE_NAMES) and word.text.isascii():
            yield Detail(word.start, word.end, DetailKind.PLACE, "a word after in or near that no list explains")


def _is_an_employer(reading: Reading, at: int, length: int) -> bool:
    """Whether the place is only the first word of a council, a trust, a service, a university or a team."""
    if (reading.plain_at(at - 2), reading.plain_at(at - 1)) in v.EMPLOYER_BEFORE:
        return True
    after = at + length
    for step in range(after, min(after + _FURTHEST, len(reading.words))):
        word = reading.words[step]
        if not (word.joined or word.gap in {" & ", "’ ", "' "}):
            return False
        if word.plain in v.EMPLOYER_AFTER:
            return True
        if (word.plain not in v.EMPLOYER_FILL and not word.capital) or _begins_a_clause(reading, step):
            return False
    return False

"""Names of people other than the nominees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from awards.protection import vocabulary as v
from awards.protection.kinds import Detail, DetailKind
from awards.protection.reading import Reading
from awards.protection.words import is_everyday, words

_LONGEST: Final = 5
"""How many words a name may have."""
_INITIALS: Final = 2
_SHORTEST_AFTER_A_CUE: Final = 3
_SHORTEST_IN_SMALL_LETTERS: Final = 4
"""Shorter names in lower case are more often something else."""


def name_details(reading: Reading) -> Iterator[Detail]:
    """Find first names, names after titles and after words of kinship, initials, and capitals that nothing explains."""
    met = _capitals_met(reading)
    at = 0
    while at < len(reading.words):
        why = _begins_a_name(reading, at, met)
        if not why:
            at += 1
            continue
        end = _end_of_the_name(reading, at)
        if not _is_of_a_nominee(reading, at, end):
            yield Detail(_start_of_the_name(reading, at), reading.words[end - 1].end, DetailKind.NAME, why)
        at = end


def _begins_a_name(reading: Reading, at: int, met: frozenset[str]) -> str:
    """Say why a name begins at this word; nothing where none does."""
    word = reading.words[at]
    if word.text[0].isdigit() or at in reading.known:
        return ""
    if word.is_letter:
        return "an initial" * _is_an_initial(reading, at)
    if _is_after_a_cue(reading, at):
        return "a word that a name usually follows"
    if word.plain in words("first_names"):
        return "a first name" * _is_a_first_name_here(reading, at)
    return _unexplained(reading, at, met) if word.capital else ""


def _capital_follows(reading: Reading, at: int) -> bool:
    if at + 1 >= len(reading.words):
        return False
    follower = reading.words[at + 1]
    return follower.capital and follower.gap in {" ", ". "} and not _is_of_work(reading, at + 1)


def _is_of_work(reading: Reading, at: int) -> bool:
    word = reading.plains[at]
    return at in reading.known or word in v.ORGANISATIONS or word in v.TITLES_OF_WORK or word in v.SITES


def _is_after_a_cue(reading: Reading, at: int) -> bool:
    """Whether "his brother", "called" or the like stands before, and this word can be a name."""
    word, before = reading.words[at], reading.plain_at(at - 1)
    if not reading.follows(at) or before not in v.KIN | v.NAMED or _is_of_work(reading, at):
        return False
    if before == "known" or word.plain in words("common"):
        return False
    return word.capital or (
        word.plain.isalpha() and len(word.plain) >= _SHORTEST_AFTER_A_CUE and not word.plain.endswith(v.UNLIKE_NAMES)
    )


def _is_a_first_name_here(reading: Reading, at: int) -> bool:
    """Judge a word of the list of first names by how it is written and what stands around it."""
    word = reading.words[at]
    everyday = word.plain in words("common")
    if not word.capital:
        return not everyday and len(word.plain) >= _SHORTEST_IN_SMALL_LETTERS
    if _is_a_month(reading, at) or _is_in_a_title(reading, at) or _names_a_thought(reading, at):
        return False
    if word.plain in v.MONTHS_THAT_ARE_NAMES and word.opens:
        return reading.plain_at(at + 1) in v.ONLY_PEOPLE or _surname_follows(reading, at)
    if everyday and (word.opens or word.shouted):
        after = reading.plain_at(at + 1)
        acts = after in v.AFTER_A_NAME or (after.endswith("ed") and reading.follows(at + 1))
        return acts or word.text[-2:] in {"'s", "’s"} or _surname_follows(reading, at)
    return True


def _names_a_thought(reading: Reading, at: int) -> bool:
    """Whether a theory or a report is called after somebody, as in "the Harlow model"."""
    return reading.follows(at + 1) and reading.plains[at + 1] in v.THOUGHTS and not reading.words[at + 1].capital


def _is_a_month(reading: Reading, at: int) -> bool:
    if reading.plains[at] not in v.MONTHS_THAT_ARE_NAMES:
        return False
    before, after = reading.plain_at(at - 1), reading.plain_at(at + 1)
    return before in v.BEFORE_A_MONTH or before[:1].isdigit() or after[:1].isdigit() or after in {"half", "and", "bank"}


def _is_in_a_title(reading: Reading, at: int) -> bool:
    """Whether an everyday word with a capital is part of the name of a programme, as in "Hope Project"."""
    word, step = reading.words[at], at + 1
    while step < min(at + _LONGEST, len(reading.words)) and reading.follows(step) and reading.words[step].capital:
        if reading.plains[step] in v.ORGANISATIONS:
            return True
        step += 1
    before = reading.words[at - 1] if reading.follows(at) else None
    return bool(
        before
        and before.capital
        and not before.opens
        and word.plain in words("common")
        and before.plain in words("common")
        and before.plain not in words("first_names")
        and before.plain not in v.TITLES | v.KIN | v.TITLES_OF_WORK
    )


def _surname_follows(reading: Reading, at: int) -> bool:
    if not reading.follows(at + 1):
        return False
    follower = reading.words[at + 1]
    return follower.capital and (follower.plain in words("surnames") or follower.plain not in words("common"))


def _unexplained(reading: Reading, at: int, met: frozenset[str]) -> str:
    """Judge a word with a capital that is no known first name."""
    word = reading.words[at]
    if word.plain in v.TITLES and _capital_follows(reading, at):
        return "a title and a name"
    if _is_before_a_family(reading, at):
        return "a family's name"
    if word.shouted:
        return "initials" * _are_initials(reading, at)
    if is_everyday(word.plain) or _is_of_work(reading, at) or _is_in_a_title(reading, at) or _is_mixed(word.text):
        return ""
    return "a capital that no list explains" * (not word.opens or _opens_with_a_name(reading, at, met))


def _opens_with_a_name(reading: Reading, at: int, met: frozenset[str]) -> bool:
    """Whether a word that opens a sentence, and that no list holds, is a name rather than a rare word."""
    word = reading.plains[at]
    if word.endswith(v.UNLIKE_NAMES):
        return False
    return word in met or word in words("surnames") or reading.plain_at(at + 1) in v.AFTER_A_NAME - {"and"}


def _is_mixed(text: str) -> bool:
    """Whether digits or inner capitals make it a brand, as in CoramBAAF; "McKay" and "O'Neill" are none."""
    rest = text.removeprefix("Mc").removeprefix("Mac").removeprefix("O'").removeprefix("O’")[1:]
    return any(sign.isdigit() or sign.isupper() for sign in rest) and "'" not in text and "’" not in text


def _are_initials(reading: Reading, at: int) -> bool:
    word = reading.plains[at]
    if len(word) != _INITIALS:
        return False
    return word not in v.ABBREVIATIONS and word not in words("common") and not reading.plain_at(at + 1)[:1].isdigit()


def _is_before_a_family(reading: Reading, at: int) -> bool:
    """Whether it is the name in "the Baker family"."""
    before, after = reading.plain_at(at - 1), reading.plain_at(at + 1)
    word = reading.words[at]
    return (
        before == "the"
        and not word.opens
        and after in v.FAMILY
        and not reading.words[at + 1].capital
        and (word.plain in words("surnames") or not is_everyday(word.plain))
        and reading.follows(at)
    )


def _is_an_initial(reading: Reading, at: int) -> bool:
    """Whether a capital letter alone stands for a person: "child K", "J.B.", "K's mum"."""
    word, before, after = reading.words[at], reading.plain_at(at - 1), reading.plain_at(at + 1)
    if before in v.NOT_LETTERS_AFTER or after in {"level", "levels", "star"} or not word.text[0].isalpha():
        return False
    if word.gap in {"&", " & ", "/"} or reading.text[word.end : word.end + 1] in {"&", "/", "-"}:
        return False
    if _letters_from(reading, at) in v.ABBREVIATIONS:
        return False
    if word.plain in {"a", "i"} and len(word.text) == 1:
        return before in {"child", "baby", "mr", "mrs", "ms"} or (
            at + 1 < len(reading.words) and _dotted(reading, at + 1)
        )
    return True


def _dotted(reading: Reading, at: int) -> bool:
    return reading.words[at].is_letter and reading.words[at].gap in {".", ". "}


def _letters_from(reading: Reading, at: int) -> str:
    end = at + 1
    while end < min(at + _LONGEST, len(reading.words)) and _dotted(reading, end):
        end += 1
    furthest = max(0, at - _LONGEST)
    while at > furthest and _dotted(reading, at):
        at -= 1
    return "".join(reading.plains[at:end])[: _LONGEST * 2]


def _end_of_the_name(reading: Reading, at: int) -> int:
    """Give the place after the last word of the name that begins here."""
    end, furthest = at + 1, min(at + _LONGEST, len(reading.words))
    while end < furthest and _goes_on(reading, end):
        end += 1
    while end - 1 > at and reading.plains[end - 1] in v.PARTICLES and not reading.words[end - 1].capital:
        end -= 1
    return end


def _start_of_the_name(reading: Reading, at: int) -> int:
    """Take in the words that belong to it before: "child K", "little Mo", "the Kowalczyk twins", "Hooyo Sahra"."""
    before = reading.words[at - 1] if reading.follows(at) else None
    if before is None or at - 1 in reading.known:
        return reading.words[at].start
    if before.plain in v.SMALL_WORDS_OF_NAMES or (before.plain == "the" and reading.plain_at(at + 1) in v.FAMILY):
        return before.start
    stranger = (
        before.capital and not before.shouted and before.plain not in v.STOPS and before.plain not in v.TITLES_OF_WORK
    )
    if (
        stranger
        and not is_everyday(before.plain)
        and not reading.is_nominees(at - 1)
        and before.text[-2:] not in {"'s", "’s"}
    ):
        return before.start
    return reading.words[at].start


def _goes_on(reading: Reading, at: int) -> bool:
    word, before = reading.words[at], reading.words[at - 1]
    if word.plain in v.FAMILY and word.joined and not word.capital and reading.plain_at(at - 2) == "the":
        return True
    dotted = word.gap in {". ", "."} and (before.is_letter or before.plain in v.TITLES)
    if not (word.joined or dotted) or before.text[-2:] in {"'s", "’s"}:
        return False
    if word.plain in v.PARTICLES and not word.capital:
        return True
    if not word.capital or word.plain in {"i", "i'm", "i've"}:
        return False
    return at not in reading.known and word.plain not in v.ORGANISATIONS and word.plain not in v.STOPS


def _is_of_a_nominee(reading: Reading, at: int, end: int) -> bool:
    """Whether the name is a nominee's own: first and last of its words are, titles aside."""
    while at + 1 < end and reading.plains[at] in v.TITLES:
        at += 1
    return reading.is_nominees(at) and reading.is_nominees(end - 1)


def _capitals_met(reading: Reading) -> frozenset[str]:
    """Give the words that have a capital inside a sentence and none without one anywhere."""
    small = {word.plain for word in reading.words if not word.capital}
    return (
        frozenset(word.plain for word in reading.words if word.capital and not word.opens and not word.shouted) - small
    )

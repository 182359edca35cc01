"""The likely pairs among many identities, found without comparing each with each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Final

from awards.matching.likeness import Identity, Likeness, likeness
from awards.matching.lists import families, letters_of
from awards.matching.names import PersonName
from awards.matching.spelling import WORDS_KEPT, joined_spaces
from awards.matching.teams import initials

OFFICE: Final = 4
"""An address shared by more different names than this is an office's, and says little."""
CROWD: Final = 60
"""A key that more identities share than this tells nobody apart; nothing is compared for its sake."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two identities, by key in order, that are likely the same."""

    first: str
    second: str
    likeness: Likeness


def likely_pairs(identities: Iterable[Identity], *, compared: Callable[[int], None] | None = None) -> list[Pair]:
    """Give the pairs that a person should look at, the likeliest first.

    Only identities that share a key (a number, an address, parts of a name) are compared; `compared` is told how
    many comparisons that took. A whole list of thousands takes seconds.
    """
    known = list(identities)
    offices = office_emails(known)
    candidates = candidate_pairs(known)
    if compared is not None:
        compared(len(candidates))
    found = []
    for i, j in sorted(candidates):
        one, other = sorted((known[i], known[j]), key=lambda identity: identity.key)
        how = likeness(one, other, office_email=one.email in offices)
        if how.is_likely:
            found.append(Pair(one.key, other.key, how))
    return sorted(found, key=lambda pair: (-pair.likeness.score, pair.first, pair.second))


def office_emails(identities: Sequence[Identity]) -> frozenset[str]:
    """Give the addresses that many different names share."""
    names: dict[str, set[str]] = defaultdict(set)
    for one in identities:
        if one.email:
            names[one.email].add(joined_spaces(one.name))
    return frozenset(email for email, shared in names.items() if len(shared) > OFFICE)


def candidate_pairs(identities: Sequence[Identity]) -> set[tuple[int, int]]:
    """Give the pairs, as places in the list, that share a key which tells people apart."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for place, one in enumerate(identities):
        for key in set(keys_of(one)):
            blocks[key].append(place)
    return {pair for block in blocks.values() if len(block) <= CROWD for pair in combinations(block, 2)}


def keys_of(identity: Identity) -> Iterator[str]:
    """Give the keys of one identity: whoever shares none of them with it is not compared with it."""
    if identity.number:
        yield f"number:{identity.number}"
    if identity.email:
        yield f"email:{identity.email}"
    if identity.is_team:
        yield from _keys_of_team(identity)
        return
    for name in identity.names:
        yield from _keys_of_name(name)
        if identity.date_of_birth:
            yield from (f"born:{identity.date_of_birth}:{word[0]}" for word in name.words)


def _keys_of_name(name: PersonName) -> Iterator[str]:
    """Give keys of every two words, so that order, one wrong letter in one word and short forms do no harm."""
    yield f"whole:{name.joined}"
    if not name.last:
        yield f"single:{name.given}"
    for i, first in enumerate(name.words):
        for j, last in enumerate(name.words):
            if i != j and len(last) > 1:
                yield f"sound:{skeleton(last)}:{first[0]}"
                yield from (f"sound:{skeleton(last)}:{letter}" for letter in letters_of(first))
                yield from (f"given:{family}:{last[:2]}" for family in _known(first))
                yield from (f"given:{family}:-{last[-3:]}" for family in _known(first))


def _known(word: str) -> list[str]:
    """Give the families of names that a word stands in; one that stands in none is its own."""
    return [str(number) for number in families().get(word, ())] or [skeleton(word)]


_SAME_SOUND: Final = (
    ("ph", "f"), ("ck", "k"), ("q", "k"), ("c", "k"), ("w", "v"), ("z", "s"), ("th", "t"), ("gh", "g"), ("kh", "k"),
    ("sh", "s"), ("j", "y"), ("y", ""), ("h", ""),
)  # fmt: skip


@lru_cache(WORDS_KEPT)
def skeleton(word: str) -> str:
    """Give the first letter and the consonants, roughly by sound, each once: spellings of a name share it."""
    for written, sound in _SAME_SOUND:
        word = word[:1] + word[1:].replace(written, sound)
    kept = word[:1]
    for letter in word[1:]:
        if letter not in "aeiou" and letter != kept[-1]:
            kept += letter
    return kept


def _keys_of_team(identity: Identity) -> Iterator[str]:
    words = sorted(identity.team_words)
    yield f"team:{' '.join(words)}"
    yield f"letters:{initials(identity.name)}"
    yield f"letters:{initials(identity.name, employer=identity.employer)}"
    yield f"letters:{''.join(joined_spaces(identity.name).split())}"
    employer = joined_spaces(identity.employer or "")
    for word in words:
        yield f"team:{employer}:{word[:4]}"
    yield from (f"team:{one} {other}" for one, other in combinations(words, 2))

"""One ballot: candidates in tiers, best first; who is not ranked stands joint last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


class BallotError(ValueError):
    """A ballot or a list of candidates cannot be counted; `problems` says why, one sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        """Keep the problems; the message is all of them."""
        super().__init__(" ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Ballot:
    """A ranking in tiers, best first, cast `times` times in the same words. Candidates in one tier are level."""

    tiers: tuple[tuple[str, ...], ...]
    times: int = 1

    def ranks(self, candidates: Collection[str]) -> dict[str, int]:
        """Give each candidate's tier as a number, 0 for the best; who is not ranked shares the number after the last.

        `candidates` are all that stand; the ballot may leave some of them out.
        """
        last = dict.fromkeys(candidates, len(self.tiers))
        return last | {one: number for number, tier in enumerate(self.tiers) for one in tier}


def ballot_by_places(places: Mapping[str, int | None]) -> Ballot:
    """Make a ballot of a place for each candidate (1 is best, equal places are level, None is not ranked).

    Places may leave gaps: 1, 1, 3 and 1, 1, 2 are the same ballot.
    """
    given = sorted({place for place in places.values() if place is not None})
    return Ballot(tuple(tuple(one for one, place in places.items() if place == wanted) for wanted in given))


def ballot_problems(candidates: Collection[str], ballot: Ballot) -> list[str]:
    """Say in one sentence each why a ballot cannot be counted; an empty list if it can."""
    named = Counter(one for tier in ballot.tiers for one in tier)
    known = frozenset(candidates)
    strangers = [f"The ballot ranks “{one}”, who does not stand." for one in named if one not in known]
    twice = [f"The ballot ranks “{one}” {times} times; once is enough." for one, times in named.items() if times > 1]
    cast = [] if ballot.times >= 1 else ["A ballot must be cast at least once."]
    return strangers + twice + cast

"""Counting ballots head to head: duels, the candidate who wins them all, else Schulze's paths; Borda beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, permutations

from awards.maths.votes.ballots import Ballot, BallotError, ballot_problems

Table = Mapping[str, Mapping[str, int]]
"""A whole number for each ordered pair of different candidates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What a set of ballots says; equal for the same ballots in any order."""

    candidates: tuple[str, ...]
    none: str | None
    """The candidate that stands for "none reaches the standard"; None where the ballot does not offer it."""
    ballots: int
    duels: Table
    """`duels[a][b]`: how many ballots put a above b; ballots that put both level count for neither."""
    condorcet_winner: str | None
    """Who beats every other candidate one to one."""
    paths: Table
    """`paths[a][b]`: winning votes of the narrowest duel on the strongest chain of won duels from a to b; 0: none."""
    schulze_tiers: tuple[tuple[str, ...], ...]
    """Best first; candidates of one tier are not told apart by duels."""
    borda: Mapping[str, Fraction]
    """Points: a candidate gets one for each other it is ranked above, half for each it is level with."""

    @property
    def schulze_winners(self) -> tuple[str, ...]:
        """The first tier: one candidate, or several whom the duels leave level."""
        return self.schulze_tiers[0]

    def beats(self, one: str, other: str) -> bool:
        """Say whether more ballots put the one above the other than the other way round."""
        return self.duels[one][other] > self.duels[other][one]

    def level_votes(self, one: str, other: str) -> int:
        """Give how many ballots put the two level."""
        return self.ballots - self.duels[one][other] - self.duels[other][one]


def count(candidates: Sequence[str], ballots: Iterable[Ballot], *, none: str | None = None) -> Count:
    """Count ballots on the candidates who stand; `none` is the one that means "none reaches the standard".

    Raises:
        BallotError: nobody stands, somebody stands twice, `none` does not stand, there is no ballot, or a ballot
            cannot be counted; all the problems at once.
    """
    cast = list(ballots)
    problems = _problems(candidates, cast, none)
    if problems:
        raise BallotError(problems)
    ranked = _ranked(candidates, cast)
    duels = _duels(candidates, ranked)
    paths = _strongest_paths(candidates, duels)
    return Count(
        candidates=tuple(candidates),
        none=none,
        ballots=ranked.total(),
        duels=duels,
        condorcet_winner=_beating_all(candidates, duels),
        paths=paths,
        schulze_tiers=_tiers(candidates, paths),
        borda=_borda(candidates, duels, ranked.total()),
    )


def _problems(candidates: Sequence[str], ballots: Sequence[Ballot], none: str | None) -> list[str]:
    found = [] if candidates else ["Nobody stands: there must be at least one candidate."]
    found += [f"“{one}” stands {times} times." for one, times in Counter(candidates).items() if times > 1]
    if none is not None and none not in candidates:
        found.append(f"“{none}” is to mean that none reaches the standard, and is not among the candidates.")
    if not ballots:
        found.append("There is no ballot to count.")
    for number, ballot in enumerate(ballots, 1):
        found += [f"Ballot {number}: {problem}" for problem in ballot_problems(candidates, ballot)]
    return found


def _ranked(candidates: Sequence[str], ballots: Iterable[Ballot]) -> Counter[tuple[int, ...]]:
    """Give how often each ranking was cast, as the candidates' tiers in the order of candidates."""
    found: Counter[tuple[int, ...]] = Counter()
    for ballot in ballots:
        ranks = ballot.ranks(candidates)
        found[tuple(ranks[one] for one in candidates)] += ballot.times
    return found


def _duels(candidates: Sequence[str], ranked: Counter[tuple[int, ...]]) -> dict[str, dict[str, int]]:
    table = {one: {other: 0 for other in candidates if other != one} for one in candidates}
    for ranks, times in ranked.items():
        for (one, first), (other, second) in combinations(zip(candidates, ranks, strict=True), 2):
            if first < second:
                table[one][other] += times
            elif second < first:
                table[other][one] += times
    return table


def _beating_all(candidates: Sequence[str], duels: Table) -> str | None:
    """Give the candidate who beats every other; nobody else can then do so."""
    for one in candidates:
        if all(duels[one][other] > duels[other][one] for other in duels[one]):
            return one
    return None


def _strongest_paths(candidates: Sequence[str], duels: Table) -> dict[str, dict[str, int]]:
    """Widen by winning votes: a chain is as strong as its narrowest won duel, a pair has its strongest chain."""
    paths = {
        one: {other: votes if votes > duels[other][one] else 0 for other, votes in row.items()}
        for one, row in duels.items()
    }
    for by in candidates:
        for start, row in paths.items():
            reach = 0 if start == by else row[by]
            if reach:
                for end, onward in paths[by].items():
                    if end != start and min(reach, onward) > row[end]:
                        row[end] = min(reach, onward)
    return paths


def _tiers(candidates: Sequence[str], paths: Table) -> tuple[tuple[str, ...], ...]:
    """Take whoever no remaining candidate has a stronger chain against; again, until nobody is left."""
    above = dict.fromkeys(candidates, 0)
    for one, other in permutations(candidates, 2):
        above[other] += paths[one][other] > paths[other][one]
    left, tiers = list(candidates), []
    while left:
        # The relation is transitive and has no circle, so there is always somebody with nobody above them.
        tier = tuple(one for one in left if not above[one])
        left = [one for one in left if above[one]]
        for one in tier:
            for other in left:
                above[other] -= paths[one][other] > paths[other][one]
        tiers.append(tier)
    return tuple(tiers)


def _borda(candidates: Sequence[str], duels: Table, ballots: int) -> dict[str, Fraction]:
    """Add up duels: each is worth the ballots won, and half of the ballots that put both level."""
    return {
        one: sum((Fraction(ballots + votes - duels[other][one], 2) for other, votes in duels[one].items()), Fraction())
        for one in candidates
    }

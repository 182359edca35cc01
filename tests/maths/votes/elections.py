"""Small elections for the tests, and counts of them by definition that share no code with the package."""

from fractions import Fraction
from itertools import pairwise, permutations

from hypothesis import strategies as st

from awards.maths.votes import Ballot, count

CANDIDATES = "ABCDE"


def ballots(*given):
    """Make ballots of words like "A>BC>D" or "3: A>B"; who is not named is not ranked."""
    found = []
    for words in given:
        times, _, ranking = words.rpartition(":")
        tiers = tuple(tuple(tier.strip()) for tier in ranking.split(">") if tier.strip())
        found.append(Ballot(tiers, int(times or 1)))
    return found


def counted(candidates, *given, none=None):
    """Count ballots given in words."""
    return count(candidates, ballots(*given), none=none)


@st.composite
def elections(draw, *, fewest=1, most=5, most_ballots=7):
    """Draw candidates and ballots with equal ranks and unranked candidates."""
    candidates = CANDIDATES[: draw(st.integers(fewest, most))]
    found = []
    for _ in range(draw(st.integers(1, most_ballots))):
        ranks = draw(st.lists(st.integers(0, len(candidates)), min_size=len(candidates), max_size=len(candidates)))
        placed = {one: rank for one, rank in zip(candidates, ranks, strict=True) if rank < len(candidates)}
        tiers = [tuple(one for one in placed if placed[one] == rank) for rank in sorted(set(placed.values()))]
        found.append(Ballot(tuple(tiers), draw(st.integers(1, 3))))
    return tuple(candidates), found


def place_of(ballot, one):
    """Give the number of a candidate's tier; beyond the last for who is not ranked."""
    places = [number for number, tier in enumerate(ballot.tiers) if one in tier]
    return places[0] if places else len(ballot.tiers)


def votes_for(given, one, other):
    """Count the ballots that put the one above the other."""
    return sum(ballot.times for ballot in given if place_of(ballot, one) < place_of(ballot, other))


def strongest_path(candidates, given, *, start, end):
    """Search every simple path for the one whose narrowest won duel has most votes."""
    best = 0
    between = [one for one in candidates if one not in {start, end}]
    for length in range(len(between) + 1):
        for middle in permutations(between, length):
            path = (start, *middle, end)
            links = [
                votes_for(given, one, other) if votes_for(given, one, other) > votes_for(given, other, one) else 0
                for one, other in pairwise(path)
            ]
            best = max(best, min(links))
    return best


def borda_of(candidates, given, one):
    """Give a point for each candidate below and half for each level, ballot by ballot."""
    return sum(
        (
            ballot.times * (Fraction(place_of(ballot, one) < place_of(ballot, other))
                            + Fraction(place_of(ballot, one) == place_of(ballot, other), 2))
            for ballot in given for other in candidates if other != one
        ),
        Fraction(),
    )  # fmt: skip

"""What the ballots of a vote come to: counted one against one, and settled by the chain fixed beforehand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from awards.maths.votes import Ballot as Ranking
from awards.maths.votes import Count, Outcome, Settlement, Step, count, count_words, settle, settlement_words
from awards.meetings.lifecycle import NONE, VoteState
from awards.meetings.models import Ballot, Vote

NONE_WORDS = "None reaches the standard"
LEVEL_WITHIN = Fraction(1, 100)
"""Scores out of 100 this near are level: 0.0005 of a scale from 0 to 5, in proportion."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A closed vote with its count; `settlement` is that of the vote whose tie it parts, where it parts one."""

    vote: Vote
    count: Count
    settlement: Settlement

    @property
    def is_settled(self) -> bool:
        """Whether nobody needs to do anything more."""
        return self.settlement.is_settled

    def words(self, titles: Mapping[str, str]) -> tuple[str, ...]:
        """Say what the ballots and the chain came to, in sentences."""
        names = {**titles, NONE: f"“{NONE_WORDS.lower()}”"}
        return (*count_words(self.count, names), *settlement_words(self.settlement, self.count, names))

    def first_places(self) -> int:
        """Give how many ballots put a winner first, alone or with others."""
        won = set(self.settlement.winners) or {NONE}
        return sum(bool(won & set(one.ranking[0])) for one in self.vote.ballots if one.ranking)


def ranking_of(ranking: Sequence[Sequence[str]]) -> Ranking:
    """Give stored tiers as the count takes them."""
    return Ranking(tuple(tuple(tier) for tier in ranking))


def count_of(vote: Vote) -> Count:
    """Count a vote's ballots. No statement.

    Raises:
        awards.maths.votes.BallotError: there is no ballot.
    """
    none = NONE if NONE in vote.candidates else None
    return count(vote.candidates, [ranking_of(one.ranking) for one in vote.ballots], none=none)


def counted(vote: Vote, votes: Sequence[Vote], adjusted: Mapping[str, Fraction] | None = None) -> Counted:
    """Count a vote among all of its meeting and settle it. No statement.

    `adjusted` are the scores of the round, for a vote that is just being closed; they are kept with its result.
    """
    base = base_of(vote, votes)
    second = second_of(base, votes) if vote is base else vote
    casting: Mapping[str, Any] = base.casting or {}
    settlement = settle(
        count_of(base),
        base.chain,
        adjusted=scores_kept(base) if adjusted is None or vote is not base else adjusted,
        joint_allowed=Step.JOINT in base.chain,
        within=LEVEL_WITHIN,
        second=count_of(second) if second else None,
        chair=casting.get("entry"),
    )
    return Counted(vote, count_of(vote), settlement)


def base_of(vote: Vote, votes: Sequence[Vote]) -> Vote:
    """Give the vote whose tie this one parts, or the vote itself."""
    return next((one for one in votes if one.number == vote.follows), vote)


def second_of(base: Vote, votes: Sequence[Vote]) -> Vote | None:
    """Give the closed second ballot that follows a vote, if there is one."""
    found = (one for one in votes if one.follows == base.number and one.state is VoteState.CLOSED)
    return next(found, None)


def scores_kept(vote: Vote) -> dict[str, Fraction]:
    """Give the scores of the round as they were when the vote was closed."""
    kept: Mapping[str, str] = (vote.result or {}).get("adjusted", {})
    return {entry: Fraction(score) for entry, score in kept.items()}


def last_settled(votes: Sequence[Vote]) -> Counted | None:
    """Give the latest closed vote, second ballots apart, if it is settled; None before there is one."""
    closed = [one for one in votes if one.state is VoteState.CLOSED and one.follows is None]
    if not closed:
        return None
    found = counted(max(closed, key=lambda one: one.number), votes)
    return found if found.is_settled else None


def as_votes(found: Counted, meeting_ref: str) -> dict[str, Any]:
    """Give a settled vote as a decision keeps it."""
    none = found.settlement.outcome is Outcome.NONE_REACHES
    return {
        "meeting": meeting_ref,
        "vote": found.vote.number,
        "winners": [] if none else list(found.settlement.winners),
        "for": found.first_places(),
        "present": len(found.vote.voters),
    }


def result_of(found: Counted, *, adjusted: Mapping[str, Fraction], members: int, early: str) -> dict[str, Any]:
    """Give what is stored of a vote that is being closed."""
    return {
        "duels": {one: dict(row) for one, row in found.count.duels.items()},
        "outcome": str(found.settlement.outcome),
        "winners": list(found.settlement.winners),
        "level": list(found.settlement.level),
        "adjusted": {entry: str(score) for entry, score in adjusted.items()},
        "members": members,
        "early": early,
    }


def ballot_of(vote: Vote, member_id: int) -> Ballot | None:
    """Give one member's ballot, if it is cast."""
    return next((one for one in vote.ballots if one.member_id == member_id), None)

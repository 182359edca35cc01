"""The acts of a panel meeting: votes, decisions, minutes, and what happened to a winner afterwards."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, ClassVar

from awards.ledger.act import Act, BadActError, checked_label
from awards.ledger.canonical import as_plain, canonical

NOBODY = "NOBODY"
"""The option "none reaches the standard" on a ballot."""


class Purpose(StrEnum):
    """What a vote or a decision settles."""

    SHORTLIST = "shortlist"
    WINNERS = "winners"


class Departure(StrEnum):
    """Why a panel departs from the order of the scores, or from a vote."""

    NEW_FACT = "new_fact"
    ELIGIBILITY = "eligibility"
    CONFLICT = "conflict"
    PORTFOLIO = "portfolio_balance"
    JUDGEMENT = "judgement"


class Happening(StrEnum):
    """What happened to a winner or finalist afterwards."""

    WITHDREW = "withdrew"
    DIED = "died"
    SUSPENDED = "suspended"
    CONFLICTED = "conflicted"
    OTHER = "other"


class Afterwards(StrEnum):
    """What became of the award: taken from one of several, given to the next, given to nobody, or kept."""

    PULLED = "pulled"
    NEXT_CHOSEN = "next_chosen"
    VACANT = "vacant"
    POSTHUMOUS = "posthumous"


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteOpened(Act):
    """A vote among candidates (entry labels, perhaps `NOBODY`) by voters: members present and not recused from any.

    `vote` names it in the season ("V-1"); a second ballot is another vote that `follows` the first one by name, and
    its candidates are exactly those whom the first left level. `members` counts the whole panel of the category.
    `chain` is what breaks ties, in turn: "borda", "adjusted", "second_ballot", "chair", "joint" (`maths.votes.Step`).
    """

    kind: ClassVar[str] = "vote_opened"
    vote: str
    category: str
    purpose: Purpose
    candidates: Sequence[str]
    voters: Sequence[str]
    members: int
    chain: Sequence[str]
    joint_allowed: bool = False
    follows: str | None = None

    def __post_init__(self) -> None:
        for one in self.voters:
            checked_label(one)
        for one in self.candidates:
            if one != NOBODY:
                checked_label(one)
        if len(set(self.candidates)) != len(self.candidates) or len(set(self.voters)) != len(self.voters):
            raise BadActError("Nobody stands, and nobody votes, twice in one vote.")


def sealed_ballot(vote: str, voter: str, ranking: Sequence[Sequence[str]], *, salt: bytes) -> str:
    """Give the hash that `BallotCast` shows of a ballot while it is secret; keep the salt (16 bytes) with the ballot.

    SHA-256 (hex) of the canonical JSON of {ranking, salt (hex), vote, voter}.
    """
    whole = {"vote": vote, "voter": voter, "ranking": ranking, "salt": salt.hex()}
    return hashlib.sha256(canonical(whole)).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class BallotCast(Act):
    """One voter cast a ballot, or cast another in its place; what it says shows when the vote closes."""

    kind: ClassVar[str] = "ballot_cast"
    vote: str
    voter: str
    sealed: str
    """From `sealed_ballot`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ballot:
    """One ballot as it is opened: tiers of candidates, best first (equal ranks share a tier), and its salt."""

    ranking: Sequence[Sequence[str]]
    salt: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteClosed(Act):
    """All have voted, or the vote was ended: the ballots by voter, and what they were counted to.

    `duels[a][b]` is how many prefer a to b. `outcome`, `winners` and `level` are those of `maths.votes.settle` with
    the vote's chain and no chair yet; for a second ballot, those of the first vote settled with this one as `second`.
    """

    kind: ClassVar[str] = "vote_closed"
    vote: str
    ballots: Mapping[str, Ballot]
    duels: Mapping[str, Mapping[str, int]]
    outcome: str
    winners: Sequence[str]
    level: Sequence[str]

    def content(self) -> dict[str, Any]:
        """Give the act with each ballot's tiers and salt, by voter."""
        plain: dict[str, Any] = {
            one.name: as_plain(getattr(self, one.name)) for one in fields(self) if one.name != "ballots"
        }
        opened = {voter: {"ranking": one.ranking, "salt": one.salt.hex()} for voter, one in self.ballots.items()}
        return {**plain, "ballots": as_plain(opened)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChairCast(Act):
    """The chair's casting vote settles a vote whose chain came to it, with the hash of why."""

    kind: ClassVar[str] = "chair_cast"
    vote: str
    chosen: str
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Act):
    """What was decided about a category; a later one for the same purpose replaces it, and both stay in the record.

    `scored_order` is the ranking at the time: for a shortlist every ranked entry that is not withdrawn, for winners
    the finalists; without scores it is empty. `decided_order` are those chosen, none for winners being an award
    withheld (`withheld` then). `departs` when somebody is left out who stands strictly before somebody chosen, or
    when the winners of a closed vote are not those chosen; then `departure`, `reason` and `second` (the second
    person, not `by`) are needed. `votes` are for and against, if counted by hand.
    """

    kind: ClassVar[str] = "decided"
    category: str
    purpose: Purpose
    scored_order: Sequence[str]
    decided_order: Sequence[str]
    commended: Sequence[str] = ()
    withheld: bool = False
    departs: bool = False
    departure: Departure | None = None
    took_part: Sequence[str] = ()
    votes: Mapping[str, int] = field(default_factory=dict)
    vote: str | None = None
    reason: str | None
    by: str
    second: str | None = None

    def __post_init__(self) -> None:
        Act.__post_init__(self)
        for one in (*self.scored_order, *self.decided_order, *self.commended, *self.took_part):
            checked_label(one)
        if self.departs and not (self.departure and self.reason and self.second and self.second != self.by):
            raise BadActError("A departure needs its kind, its reason and a second person.")


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesSigned(Act):
    """The chair signed the minutes of the panel meeting, whose text has this SHA-256 (hex)."""

    kind: ClassVar[str] = "minutes_signed"
    meeting: str
    sha256: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Addendum(Act):
    """What happened to a chosen entry after the decision, and what became of the award.

    `chosen` is the entry that takes the place, for `Afterwards.NEXT_CHOSEN` alone.
    """

    kind: ClassVar[str] = "addendum"
    category: str
    purpose: Purpose = Purpose.WINNERS
    entry: str
    what: Happening
    outcome: Afterwards
    chosen: str | None = None
    reason: str
    by: str
    second: str

    def __post_init__(self) -> None:
        Act.__post_init__(self)
        if self.second == self.by:
            raise BadActError("An addendum needs a second person.")
        if (self.outcome is Afterwards.NEXT_CHOSEN) != (self.chosen is not None):
            raise BadActError("Say who is chosen when, and only when, the next is chosen.")

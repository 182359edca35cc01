"""Votes and minutes as acts of the sealed record: labels and hashes, no names, no words of people."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from awards.core.actor import Actor, Audience
from awards.ledger import acts
from awards.meetings.balloting import Counted
from awards.meetings.lifecycle import NONE
from awards.meetings.models import Ballot, Vote
from awards.meetings.table import Member, Table
from awards.sealing.acting import append_act, label_of, staff_label_of


def vote_name(meeting_ref: str, number: int) -> str:
    """Give the name of a vote in the record of its season."""
    return f"{meeting_ref}-{number}"


def seal_opened(session: Session, table: Table, vote: Vote, *, voters: Sequence[Member], at: datetime) -> None:
    """Enter that a vote was opened."""
    act = acts.VoteOpened(
        vote=_name(table, vote),
        category=table.meeting.category.key,
        purpose=acts.Purpose(table.meeting.purpose.value),
        candidates=[_candidate(session, table, one) for one in vote.candidates],
        voters=[label_of(session, table.season.id, one.ref) for one in voters],
        members=len(table.members),
        chain=list(vote.chain),
        joint_allowed="joint" in vote.chain,
        follows=None if vote.follows is None else vote_name(table.meeting.ref, vote.follows),
    )
    append_act(session, table.season.id, act, at=at)


def seal_cast(session: Session, table: Table, ballot: Ballot, *, vote: Vote, member: Member, at: datetime) -> None:
    """Enter that a ballot was cast, hidden behind its salted hash until the vote is closed."""
    name, voter = _name(table, vote), label_of(session, table.season.id, member.ref)
    sealed = acts.sealed_ballot(name, voter, _tiers(session, table, ballot), salt=bytes.fromhex(ballot.salt))
    append_act(session, table.season.id, acts.BallotCast(vote=name, voter=voter, sealed=sealed), at=at)


def seal_closed(
    session: Session, table: Table, counted: Counted, *, voters: Mapping[int, str], at: datetime
) -> None:  # fmt: skip
    """Enter a vote's ballots and what they came to; `voters` are the references of members, by id."""
    vote, settlement = counted.vote, counted.settlement

    def labels(refs: Sequence[str]) -> list[str]:
        return [_candidate(session, table, one) for one in refs]

    act = acts.VoteClosed(
        vote=_name(table, vote),
        ballots={
            label_of(session, table.season.id, voters[one.member_id]): acts.Ballot(
                ranking=_tiers(session, table, one), salt=bytes.fromhex(one.salt)
            )
            for one in vote.ballots
        },
        duels={
            _candidate(session, table, one): {_candidate(session, table, other): n for other, n in row.items()}
            for one, row in counted.count.duels.items()
        },
        outcome=str(settlement.outcome),
        winners=labels(settlement.winners),
        level=labels(settlement.level),
    )
    append_act(session, table.season.id, act, at=at)


def seal_casting(
    session: Session, table: Table, vote: Vote, *, chosen: str, reason: str, actor: Actor, at: datetime
) -> None:  # fmt: skip
    """Enter the chair's casting vote with the hash of why."""
    act = acts.ChairCast(
        vote=_name(table, vote),
        chosen=_candidate(session, table, chosen),
        by=_by(session, table, actor),
        reason=acts.reason_hash(reason, secrets.token_bytes(16)),
    )
    append_act(session, table.season.id, act, at=at)


def seal_minutes(session: Session, table: Table, sha256: str, *, actor: Actor, at: datetime) -> None:
    """Enter that the chair signed minutes with this hash."""
    act = acts.MinutesSigned(meeting=table.meeting.ref, sha256=sha256, by=_by(session, table, actor))
    append_act(session, table.season.id, act, at=at)


def _name(table: Table, vote: Vote) -> str:
    return vote_name(table.meeting.ref, vote.number)


def _by(session: Session, table: Table, actor: Actor) -> str:
    known = label_of if actor.audience is Audience.JUDGES else staff_label_of
    return known(session, table.season.id, actor.reference)


def _candidate(session: Session, table: Table, ref: str) -> str:
    return acts.NOBODY if ref == NONE else label_of(session, table.season.id, ref)


def _tiers(session: Session, table: Table, ballot: Ballot) -> list[list[str]]:
    return [[_candidate(session, table, one) for one in tier] for tier in ballot.ranking]

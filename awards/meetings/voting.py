"""Votes of a meeting: opened with their voters, cast in secret, counted head to head, settled by the chain."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import require
from awards.meetings.agenda import Figures, scores_of
from awards.meetings.balloting import ballot_of, base_of, counted, result_of
from awards.meetings.lifecycle import VOTE, VoteState
from awards.meetings.models import Ballot, Vote
from awards.meetings.policy import (
    ballots_that_count,
    may_call_off_vote,
    may_cast,
    may_cast_last,
    may_close_vote,
    may_open_second,
    may_open_vote,
    second_voters,
)
from awards.meetings.queries import refs_of_members
from awards.meetings.sealed import seal_cast, seal_casting, seal_closed, seal_opened
from awards.meetings.table import Member, Table
from awards.seasons.judging_rules import ballot_ties_of


def open_vote(session: Session, table: Table, candidates: Sequence[str], *, actor: Actor, now: datetime) -> Vote:
    """Put these candidates to the vote of everybody who is there and has no tie to any of them.

    Raises:
        Refused: another vote is open, too few candidates or voters, or one does not lead the meeting.
    """
    require(may_open_vote(table, candidates))
    voters = table.voters_for(candidates)
    return _opened(session, table, candidates, voters=voters, follows=None, actor=actor, now=now)


def open_second_ballot(session: Session, table: Table, vote: Vote, *, actor: Actor, now: datetime) -> Vote:
    """Open a second ballot among exactly those whom a vote left level, as a new vote; the first one is kept.

    Raises:
        Refused: the chain does not ask for one, it was held, too few may vote, or one does not lead the meeting.
    """
    found = counted(vote, table.votes)
    require(may_open_second(table, found))
    voters = second_voters(table, base_of(vote, table.votes))
    return _opened(session, table, found.settlement.level, voters=voters, follows=vote.number, actor=actor, now=now)


def cast_ballot(
    session: Session,
    table: Table,
    vote: Vote,
    *,
    member: Member,
    ranking: Sequence[Sequence[str]],
    actor: Actor,
    now: datetime,
) -> Ballot:
    """Cast a member's ballot, or put another in its place while the vote is open; whoever else acts keys it in.

    Raises:
        Refused: the vote is closed, the member has no ballot, or they cast one that somebody else would change.
    """
    keyed_in = actor.reference != member.ref
    require(may_cast(vote, member, table=table, keyed_in=keyed_in))
    ballot = ballot_of(vote, member.id)
    again = ballot is not None
    if ballot is None:
        ballot = Ballot(vote_id=vote.id, member_id=member.id)
        session.add(ballot)
    ballot.ranking = [list(tier) for tier in ranking]
    ballot.salt, ballot.cast_at = secrets.token_hex(16), now
    ballot.keyed_in_by = actor.reference if keyed_in else None
    record(session, Tag.BALLOT_CAST, table.meeting.ref, actor=actor, at=now, vote=vote.number, member=member.ref,
           again=again, keyed_in=keyed_in)  # fmt: skip
    seal_cast(session, table, ballot, vote=vote, member=member, at=now)
    session.flush()
    return ballot


def close_vote(session: Session, table: Table, vote: Vote, *, reason: str, actor: Actor, now: datetime) -> None:
    """Close a vote and count it; ballots of members who have declared a tie since they voted do not count.

    Raises:
        Refused: not all have voted and too few have, or nobody says why it ends now; or one does not lead.
    """
    require(may_close_vote(table, vote, reason=reason))
    standing = ballots_that_count(table, vote)
    for ballot in set(vote.ballots) - set(standing):
        session.delete(ballot)
    set_committed_value(vote, "ballots", standing)
    vote.state = VOTE.after("close", vote.state)
    vote.closed_at, vote.closed_by = now, actor.reference
    scores = scores_of(Figures.from_data(one) for one in table.meeting.agenda)
    adjusted = {entry: score for entry, score in scores.items() if entry in vote.candidates}
    found = counted(vote, table.votes, adjusted)
    vote.result = result_of(found, adjusted=adjusted, members=len(table.members), early=reason)
    record(session, Tag.VOTE_CLOSED, table.meeting.ref, actor=actor, at=now, reason=reason or None, vote=vote.number,
           cast=len(standing), voters=len(vote.voters), outcome=str(found.settlement.outcome))  # fmt: skip
    seal_closed(session, table, found, voters=refs_of_members(session, vote.voters), at=now)
    session.flush()


def call_off_vote(session: Session, table: Table, vote: Vote, *, reason: str, actor: Actor, now: datetime) -> None:
    """Call an open vote off; nobody ever learns what was on its ballots.

    Raises:
        Refused: it is not open, no reason is given, or one does not lead the meeting.
    """
    require(may_call_off_vote(table, vote, reason=reason))
    vote.state = VOTE.after("call_off", vote.state)
    record(session, Tag.VOTE_CALLED_OFF, table.meeting.ref, actor=actor, at=now, reason=reason, vote=vote.number)
    session.flush()


def cast_last(
    session: Session, table: Table, vote: Vote, *, chosen: str, reason: str, actor: Actor, now: datetime
) -> None:  # fmt: skip
    """Give the chair's casting vote between those whom the chain left level.

    Raises:
        Refused: one does not chair the panel or had no ballot, the chain did not come to it, or no reason is given.
    """
    require(may_cast_last(table, counted(vote, table.votes), chosen=chosen, reason=reason))
    base = base_of(vote, table.votes)
    base.casting = {"entry": chosen, "by": actor.reference, "reason": reason}
    record(session, Tag.VOTE_SETTLED, table.meeting.ref, actor=actor, at=now, reason=reason, vote=base.number,
           chosen=chosen)  # fmt: skip
    seal_casting(session, table, base, chosen=chosen, reason=reason, actor=actor, at=now)
    session.flush()


def _opened(
    session: Session,
    table: Table,
    candidates: Sequence[str],
    *,
    voters: Sequence[Member],
    follows: int | None,
    actor: Actor,
    now: datetime,
) -> Vote:
    vote = Vote(
        meeting_id=table.meeting.id,
        number=max((one.number for one in table.votes), default=0) + 1,
        follows=follows,
        state=VoteState.OPEN,
        candidates=list(candidates),
        voters=[one.id for one in voters],
        chain=list(ballot_ties_of(table.season)),
        opened_at=now,
        opened_by=actor.reference,
    )
    session.add(vote)
    record(session, Tag.VOTE_OPENED, table.meeting.ref, actor=actor, at=now, vote=vote.number, follows=follows,
           candidates=list(candidates), voters=[one.ref for one in voters])  # fmt: skip
    seal_opened(session, table, vote, voters=voters, at=now)
    session.flush()
    return vote

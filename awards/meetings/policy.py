"""What may be done at a meeting, and every reason why not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from awards.core.permission import Permission, Reason
from awards.maths.votes import Quorum, Step, quorum
from awards.meetings.balloting import Counted, ballot_of, base_of
from awards.meetings.lifecycle import MEETING, NONE, VOTE, MeetingState, VoteState
from awards.meetings.models import Ballot, Meeting, Vote
from awards.meetings.table import Member, Table
from awards.results.models import DecisionKind
from awards.results.policy import may_decide_shortlist, may_decide_winners
from awards.results.queries import Board
from awards.seasons.judging_rules import quorum_of
from awards.seasons.models import Season

LEAST_REASON = 20
"""Characters, at least, of the reasons that a meeting asks for: enough for a short sentence."""
UNFINISHED = frozenset({MeetingState.OPEN, MeetingState.ENDED})


def may_open(
    board: Board, purpose: DecisionKind, *, members: Sequence[Member], meetings: Sequence[Meeting], now: datetime
) -> Permission:  # fmt: skip
    """Say whether a panel may meet about a category: the order may be seen, and no other meeting is on."""
    category = board.category
    timely = may_decide_shortlist if purpose is DecisionKind.SHORTLIST else may_decide_winners
    on = [one for one in meetings if one.category_id == category.id and one.state in UNFINISHED]
    return Permission.unless(
        *timely(category, board.entries, now=now).reasons,
        None if members else Reason("no-panel", f"No panel judges the {category.name}."),
        Reason("meeting-is-on", f"A meeting about the {category.name} is on: end it and sign its minutes first.")
        if on
        else None,
    )


def may_lead(table: Table) -> Permission:
    """Say whether the reader may lead this meeting, and whether it is going on."""
    return Permission.unless(*_leads(table), *MEETING.may("end", table.meeting.state).reasons)


def may_open_vote(table: Table, candidates: Sequence[str]) -> Permission:
    """Say whether these candidates may be put to the vote: nobody else's vote is open, and enough members may vote."""
    permission = may_lead(table)
    if not permission:
        return permission
    entries = {one.ref for one in table.entries}
    strangers = set(candidates) - entries - {NONE}
    return Permission.unless(
        Reason("vote-is-open", "A vote is open: count it, or call it off, first.") if table.open_vote else None,
        Reason("not-choosable", "The vote names an entry that is not, or no longer, open to it.")
        if strangers
        else None,
        Reason("too-few-candidates", "Choose at least two candidates.") if len(set(candidates)) < 2 else None,  # noqa: PLR2004
        *(Reason("no-quorum", text) for text in quorum_for(table, candidates).reasons),
    )


def may_open_second(table: Table, counted: Counted) -> Permission:
    """Say whether a second ballot may be opened among those whom a vote left level."""
    base = base_of(counted.vote, table.votes)
    held = [one for one in table.votes if one.follows == base.number and one.state is not VoteState.CALLED_OFF]
    needed = counted.settlement.needs is Step.SECOND_BALLOT
    voters = second_voters(table, base)
    enough = quorum(len(table.members), len(voters), least=quorum_of(table.season))
    return Permission.unless(
        *may_lead(table).reasons,
        Reason("vote-is-open", "A vote is open: count it, or call it off, first.") if table.open_vote else None,
        None if needed and not held else Reason("no-second", "This vote needs no second ballot."),
        *(Reason("no-quorum", text) for text in enough.reasons),
    )


def second_voters(table: Table, base: Vote) -> list[Member]:
    """Give who votes in a second ballot: those of the first one who are still there and still have no tie."""
    allowed = {one.id for one in table.voters_for(base.candidates)}
    return [one for one in table.present if one.id in base.voters and one.id in allowed]


def may_cast(vote: Vote, member: Member | None, *, table: Table, keyed_in: bool = False) -> Permission:
    """Say whether a member's ballot may be cast, or changed; staff never touch one that the member cast themselves."""
    known = member is not None and member.id in vote.voters and table.may_know(member, vote)
    cast = ballot_of(vote, member.id) if member else None
    own = keyed_in and cast is not None and cast.keyed_in_by is None
    closed = "This vote is closed, so no ballot can be cast or changed any more."
    return Permission.unless(
        None if vote.state is VoteState.OPEN else Reason("vote-is-closed", closed),
        None if known else Reason("no-ballot", "This member has no ballot in this vote."),
        Reason("voted-themselves", "This member has cast a ballot themselves, and only they can change it.")
        if own
        else None,
        Reason("not-present", "This member is noted as not present.")
        if keyed_in and member is not None and not member.present
        else None,
    )


def may_close_vote(table: Table, vote: Vote, *, reason: str = "") -> Permission:
    """Say whether a vote may be counted: all have voted, or enough have and somebody says why it ends now."""
    gone = {one for one in vote.candidates if one != NONE} - {one.ref for one in table.live}
    permission = Permission.unless(
        *may_lead(table).reasons,
        *VOTE.may("close", vote.state).reasons,
        Reason("candidate-withdrawn", "A candidate is withdrawn: call this vote off and open another.")
        if gone
        else None,
    )
    cast = len(ballots_that_count(table, vote))
    if not permission or (cast and cast == len(voters_of(table, vote))):
        return permission
    enough = quorum(len(table.members), min(cast, len(table.members)), least=quorum_of(table.season))
    short = f"Not all have voted. Say in {LEAST_REASON} characters or more why the vote is counted now."
    return Permission.unless(
        None if enough.is_met else Reason("no-quorum-yet", f"Not all have voted, and it takes {enough.needed} ballots "
                                          "to count before that."),
        None if len(reason) >= LEAST_REASON else Reason("no-reason", short),
    )  # fmt: skip


def voters_of(table: Table, vote: Vote) -> list[Member]:
    """Give who still has a ballot in an open vote: whoever got one and has declared no tie since."""
    return [one for one in table.members if one.id in vote.voters and table.may_know(one, vote)]


def ballots_that_count(table: Table, vote: Vote) -> list[Ballot]:
    """Give the ballots of those who still have one."""
    there = {one.id for one in voters_of(table, vote)}
    return [one for one in vote.ballots if one.member_id in there]


def may_call_off_vote(table: Table, vote: Vote, *, reason: str = "") -> Permission:
    """Say whether a vote may be called off, uncounted."""
    short = f"Say in {LEAST_REASON} characters or more why the vote is called off."
    return Permission.unless(
        *may_lead(table).reasons,
        *VOTE.may("call_off", vote.state).reasons,
        None if len(reason) >= LEAST_REASON else Reason("no-reason", short),
    )


def may_cast_last(table: Table, counted: Counted, *, chosen: str = "", reason: str = "") -> Permission:
    """Say whether the reader may give the chair's casting vote: the chain came to it, and they had a ballot."""
    reader, base = table.reader, base_of(counted.vote, table.votes)
    chairs = reader is not None and reader.is_chair and reader.id in base.voters and table.sees(base)
    waits = counted.settlement.needs is Step.CHAIR
    short = f"Say why in {LEAST_REASON} characters or more: the reason goes into the minutes."
    return Permission.unless(
        None
        if chairs
        else Reason("not-the-chair", "Only the chair, with a ballot in this vote, has the casting vote."),
        *MEETING.may("end", table.meeting.state).reasons,
        None if waits else Reason("no-casting", "This vote does not wait for a casting vote."),
        Reason("not-level", "Choose one of those who are level.")
        if waits and chosen not in counted.settlement.level
        else None,
        None if len(reason) >= LEAST_REASON else Reason("no-reason", short),
    )


def may_end(table: Table) -> Permission:
    """Say whether the meeting may end: no vote is open, and nothing that it decided waits for a second person."""
    return Permission.unless(
        *may_lead(table).reasons,
        Reason("vote-is-open", "A vote is open: count it, or call it off, first.") if table.open_vote else None,
        None if table.present else Reason("nobody-there", "Note who is at the meeting first."),
    )


def may_resume(table: Table) -> Permission:
    """Say whether a meeting may go on: its minutes are written and not signed, and staff say so."""
    only = Reason("only-staff", "Only staff can let a meeting go on.") if table.reader is not None else None
    return Permission.unless(only, *MEETING.may("resume", table.meeting.state).reasons)


def may_call_off(table: Table, *, reason: str = "") -> Permission:
    """Say whether a meeting may be called off: nothing was decided, and staff say why."""
    short = f"Say in {LEAST_REASON} characters or more why the meeting is called off."
    return Permission.unless(
        Reason("only-staff", "Only staff can call a meeting off.") if table.reader is not None else None,
        *MEETING.may("call_off", table.meeting.state).reasons,
        Reason("vote-is-open", "A vote is open: count it, or call it off, first.") if table.open_vote else None,
        Reason("has-decided", "The meeting has decided, so it cannot be called off.")
        if table.meeting.decision_id
        else None,
        None if len(reason) >= LEAST_REASON else Reason("no-reason", short),
    )  # fmt: skip


def may_sign(table: Table, *, seen: str) -> Permission:
    """Say whether the reader may sign the minutes: they chair the panel, and read what is there now."""
    chairs = table.reader is not None and table.reader.is_chair
    changed = Reason("minutes-changed", "The minutes were written anew meanwhile. Read them again, then sign.")
    return Permission.unless(
        None if chairs else Reason("not-the-chair", "Only the chair of the panel can sign the minutes."),
        *MEETING.may("sign", table.meeting.state).reasons,
        changed if chairs and table.meeting.minutes_sha256 != seen else None,
    )


def quorum_for(table: Table, candidates: Sequence[str]) -> Quorum:
    """Say whether enough members may vote on these candidates."""
    return quorum_of_members(table.members, table.voters_for(candidates), table.season)


def quorum_of_members(members: Sequence[Member], voters: Sequence[Member], season: Season) -> Quorum:
    """Say whether so many voters of a panel may decide."""
    return quorum(len(members), len(voters), least=quorum_of(season))


def advice_on(table: Table, voters: Sequence[Member]) -> list[str]:
    """Give advice on who is there; it never stands in the way."""
    even = quorum_of_members(table.members, voters, table.season).warning
    lived = sum(one.lived_experience for one in voters)
    fewer = any(one.lived_experience for one in table.members) and voters and 2 * lived <= len(voters)
    words = (
        f"{lived} of the {len(voters)} who may vote sit on the panel for their own experience of social care. "
        "A majority of them is what such a panel is meant to have: wait for more of them if you can."
    )
    return [*([even] if even else []), *([words] if fewer else [])]


def _leads(table: Table) -> tuple[Reason, ...]:
    text = "Only staff, or the chair of the panel without a conflict in this award, lead the meeting."
    return () if table.leads else (Reason("does-not-lead", text),)

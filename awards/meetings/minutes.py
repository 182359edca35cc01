"""The minutes of a meeting: written once by the portal, frozen with their hash, and what of them one may read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from awards.meetings.balloting import base_of, counted
from awards.meetings.lifecycle import NONE, VoteState
from awards.meetings.models import Vote
from awards.meetings.policy import ballots_that_count, voters_of
from awards.meetings.table import Table
from awards.panels.naming import shown_name
from awards.results.models import Decision, DecisionKind

Minutes = Mapping[str, Any]
"""As stored: plain values without floats; every part names the entries it speaks of."""


def minutes_of(
    table: Table, decisions: Sequence[Decision], names: Mapping[str, str], *, with_words: bool, now: datetime
) -> dict[str, Any]:
    """Write the minutes of a meeting as it stands; `names` are of those who decided, by reference."""
    whole = _for_all(table)
    entries = {one.ref: shown_name(one, table.season).title for one in table.every_entry}
    return {
        "meeting": table.meeting.ref,
        "category": table.meeting.category.name,
        "purpose": str(table.meeting.purpose),
        "opened_at": table.meeting.opened_at.isoformat(),
        "ended_at": now.isoformat(),
        "entries": entries,
        "scope": [one.ref for one in table.live],
        "present": [_person(one) for one in table.members if one.present],
        "absent": [_person(one) for one in table.members if not one.present],
        "out": [
            {"name": member.name, "entry": entry.ref}
            for entry in whole.scope
            for member in table.members
            if not member.knows(entry)
        ],
        "agenda": [
            {"entry": one.entry, "why": one.why, "raw": one.raw, "adjusted": one.adjusted, "range": one.span}
            for one in whole.agenda
        ],
        "words": [
            {"entry": one.ref, "words": whole.notes[one.id].words}
            for one in whole.scope
            if with_words and one.id in whole.notes and whole.notes[one.id].words
        ],
        "votes": [_vote(one, table, entries) for one in table.votes],
        "decisions": [_decision(one, names) for one in decisions],
    }


def minutes_for(table: Table) -> dict[str, Any]:
    """Give as much of the stored minutes as the reader may know of.

    Fellow members do not read who stands down from what. Whoever stands down from an entry, or has not declared
    about it, reads neither what was decided nor what was said, for both tell of it even where they do not name it.
    """
    minutes: dict[str, Any] = dict(table.meeting.minutes or {})
    reader = table.reader
    if reader is None or not minutes:
        return minutes | {"is_whole": True}
    known = {one.ref for one in table.every_entry if reader.knows(one)}
    is_whole = set(minutes["scope"]) <= known
    kept = {
        "is_whole": is_whole,
        "entries": {ref: title for ref, title in minutes["entries"].items() if ref in known},
        "scope": [],
        "out": [one for one in minutes["out"] if reader.is_chair and one["entry"] in known],
        "votes": [_vote_for(one, minutes, known, is_whole=is_whole) for one in minutes["votes"]],
    }
    if not is_whole:
        there = [one for one in minutes["agenda"] if one["entry"] in known]
        listed = sorted(there, key=lambda one: (minutes["entries"][one["entry"]], one["entry"]))
        kept |= {"agenda": [{"entry": one["entry"], "raw": one["raw"]} for one in listed], "words": [], "decisions": []}
    return minutes | kept


def _for_all(table: Table) -> Table:
    """Give the table as staff see it: the minutes are of the whole meeting, whoever ends it."""
    return Table(
        meeting=table.meeting, season=table.season, members=table.members, every_entry=table.every_entry,
        notes=table.notes, organiser_ties=table.organiser_ties, votes=table.votes, reader=None,
    )  # fmt: skip


def _person(member: Any) -> dict[str, Any]:
    return {"ref": member.ref, "name": member.name, "chair": member.is_chair}


def _vote(vote: Vote, table: Table, entries: Mapping[str, str]) -> dict[str, Any]:
    base = base_of(vote, table.votes)
    found: dict[str, Any] = {
        "number": vote.number,
        "follows": vote.follows,
        "state": str(vote.state),
        "candidates": list(vote.candidates),
        "voters": [one.name for one in voters_of(table, vote)],
        "cast": len(ballots_that_count(table, vote)),
        "keyed_in": sum(one.keyed_in_by is not None for one in vote.ballots),
        "duels": {},
        "words": [],
        "early": "",
        "casting": "",
    }
    if vote.state is VoteState.CLOSED and vote.result:
        found["duels"] = vote.result["duels"]
        found["words"] = list(counted(vote, table.votes).words(entries))
        found["early"] = vote.result["early"]
        found["casting"] = (base.casting or {}).get("reason", "")
    return found


def _vote_for(vote: Mapping[str, Any], minutes: Minutes, known: set[str], *, is_whole: bool) -> dict[str, Any]:
    """Give a vote as it may be read; of one that is about somebody unknown only that it was held.

    It is about those who stood in the vote whose tie it parts as well and, for winners, about every finalist.
    """
    first = [one["candidates"] for one in minutes["votes"] if one["number"] == vote["follows"]]
    finalists = [one["entry"] for one in minutes["agenda"]] if minutes["purpose"] == DecisionKind.WINNERS else []
    if not {*vote["candidates"], *(ref for refs in first for ref in refs), *finalists} - {NONE} <= known:
        return {"number": vote["number"], "candidates": None}
    return dict(vote) if is_whole else {**vote, "early": "", "casting": ""}


def _decision(decision: Decision, names: Mapping[str, str]) -> dict[str, Any]:
    second = decision.confirmed_by
    return {
        "state": str(decision.state),
        "chosen": list(decision.decided_order),
        "commended": list(decision.commended),
        "reason": decision.reason,
        "departure": None if decision.departure is None else str(decision.departure),
        "taking_part": decision.taking_part or "",
        "by": names.get(decision.decided_by, decision.decided_by),
        "second": None if second is None else names.get(second, second),
        "at": decision.decided_at.isoformat(),
        "votes": decision.votes,
    }

"""Deciding shortlists and winners; every decision is kept with its reason and who made it.

One that departs from the order of the scores waits, and moves nothing, until a second person confirms it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.audit.models import AuditEntry
from awards.core.actor import Actor
from awards.core.permission import Permission, Reason, require
from awards.results.deciding import (
    Stance,
    departure_worded,
    nothing_waits,
    scored_order,
    shortlist_stance,
    winners_stance,
)
from awards.results.deciding_seal import seal_decision
from awards.results.deciding_seconds import may_be_seconded, may_second
from awards.results.further_readings_running import may_decide_now
from awards.results.lifecycle import DECISION, DecisionState
from awards.results.models import Decision, DecisionKind, DepartureKind
from awards.results.policy import choosable, may_decide_shortlist, may_decide_winners, strangers_to
from awards.results.queries import Board
from awards.results.rules import shortlist_sizes
from awards.screening.actions import move_entry
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.seasons.models import Category

ORDER_KEPT = "The shortlist follows the order of the judges’ scores."
"""The reason of a shortlist that departs from nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortlistChoice:
    """Who is to be a finalist, and the words for it; a departure from the scores needs all of them."""

    entries: Collection[str]
    reason: str = ""
    departure: DepartureKind | None = None
    taking_part: str = ""
    votes: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WinnersChoice:
    """What was decided at the end: winners (none withholds the award), those commended, and the words for it.

    `votes`: {"meeting", "vote", "winners", "for", "present"} of the closed vote that it rests on, where there is one.
    """

    winners: Collection[str]
    commended: Collection[str] = ()
    reason: str
    departure: DepartureKind | None = None
    taking_part: str = ""
    votes: Mapping[str, Any] | None = None


def decide_shortlist(
    session: Session, board: Board, choice: ShortlistChoice, *, actor: Actor, now: datetime
) -> Decision:
    """Make these entries the finalists and pass over the others; the latest decision that holds counts, all are kept.

    A departure from the order waits for a second person and moves nothing before.

    Raises:
        Refused: it is not the time, an earlier decision waits, the number does not fit, equals are divided without a
            reason, or a departure lacks its kind, a long enough reason or the names of those who took part.
    """
    category, chosen = board.category, choice.entries
    require(may_decide_shortlist(category, board.entries, now=now))
    require(nothing_waits(board, DecisionKind.SHORTLIST))
    require(may_decide_now(session, board, now=now))
    require(strangers_to(board.entries, chosen))
    require(_fitting_size(category, len(board.entries), len(chosen)))
    stance = shortlist_stance(board, chosen)
    require(_shortlist_worded(choice, stance))
    order = [entry for entry in scored_order(board, DecisionKind.SHORTLIST) if entry in chosen]
    decision = _written(
        board, DecisionKind.SHORTLIST, choice, stance=stance,
        decided=[*order, *sorted(set(chosen) - set(order))], actor=actor, now=now,
    )  # fmt: skip
    decision.reason = choice.reason or ORDER_KEPT
    session.add(decision)
    noted = record(session, Tag.SHORTLIST_DECIDED, subject_of(category), actor=actor, at=now, reason=decision.reason,
                   finalists=decision.decided_order, passed_over=len(board.entries) - len(decision.decided_order),
                   order_kept=stance is Stance.FOLLOWS, state=decision.state)  # fmt: skip
    _settle(session, board, decision, noted=noted)
    return decision


def decide_winners(session: Session, board: Board, choice: WinnersChoice, *, actor: Actor, now: datetime) -> Decision:
    """Choose the winners and those commended among the finalists, or withhold the award; always with a reason.

    Whoever stands first, or won the vote in `choice.votes`, wins at once; anybody else waits for a second person.

    Raises:
        Refused: it is not the time, an earlier decision waits, somebody is not a finalist, a reason is missing, a
            departure is not fully worded or, for an award without nominations, nobody said who took part.
    """
    category, entries = board.category, choosable(board.category, board.entries)
    require(may_decide_winners(category, board.entries, now=now))
    require(nothing_waits(board, DecisionKind.WINNERS))
    require(may_decide_now(session, board, now=now))
    require(strangers_to(entries, {*choice.winners, *choice.commended}))
    stance = winners_stance(board, choice.winners, choice.votes)
    require(_winners_worded(category, choice, stance))
    decision = _written(
        board, DecisionKind.WINNERS, choice, stance=stance,
        decided=[entry.ref for entry in entries if entry.ref in choice.winners], actor=actor, now=now,
    )  # fmt: skip
    decision.commended = [entry.ref for entry in entries if entry.ref in choice.commended]
    session.add(decision)
    noted = record(session, Tag.WINNERS_DECIDED, subject_of(category), actor=actor, at=now, reason=choice.reason,
                   winners=decision.decided_order, commended=decision.commended, state=decision.state)  # fmt: skip
    _settle(session, board, decision, noted=noted)
    return decision


def confirm_decision(session: Session, decision: Decision, board: Board, *, actor: Actor, now: datetime) -> None:
    """Stand behind a departure as its second person (staff, or the chair of the panel): it holds from now on.

    Raises:
        Refused: it does not wait, it is one's own, one may not stand behind it, or what it rests on has changed.
    """
    require(DECISION.may("confirm", decision.state))
    require(may_second(session, decision, board, actor=actor))
    require(may_be_seconded(decision, board, now=now))
    require(may_decide_now(session, board, now=now))
    _end(decision, "confirm", actor=actor, now=now)
    noted = record(session, Tag.DECISION_CONFIRMED, subject_of(board.category), actor=actor, at=now,
                   reason=decision.reason, kind=decision.kind, departure=decision.departure,
                   decided=decision.decided_order)  # fmt: skip
    _settle(session, board, decision, noted=noted, second=actor)


def refuse_decision(
    session: Session, decision: Decision, board: Board, *, reason: str, actor: Actor, now: datetime
) -> None:
    """Turn a waiting departure down, or take one's own back; it never takes effect, and stays on record.

    Raises:
        Refused: it does not wait, one has no say in it, or no reason is given.
    """
    require(DECISION.may("refuse", decision.state))
    require(may_second(session, decision, board, actor=actor, own=True))
    require(Permission.unless(None if reason else Reason("no-reason", "Say why: the reason is kept.")))
    _end(decision, "refuse", actor=actor, now=now)
    record(session, Tag.DECISION_REFUSED, subject_of(board.category), actor=actor, at=now, reason=reason,
           kind=decision.kind, departure=decision.departure)  # fmt: skip
    session.flush()


def subject_of(category: Category) -> str:
    """Give the reference under which the trail speaks of a category."""
    return f"{category.season.programme.key}/{category.season.key}/{category.key}"


def _end(decision: Decision, verb: str, *, actor: Actor, now: datetime) -> None:
    decision.state = DECISION.after(verb, decision.state)
    decision.confirmed_by, decision.confirmed_at = actor.reference, now


def _written(
    board: Board,
    kind: DecisionKind,
    choice: ShortlistChoice | WinnersChoice,
    *,
    stance: Stance,
    decided: list[str],
    actor: Actor,
    now: datetime,
) -> Decision:
    departs = stance is Stance.DEPARTS
    return Decision(
        category_id=board.category.id,
        kind=kind,
        reason=choice.reason,
        scored_order=scored_order(board, kind),
        decided_order=decided,
        commended=[],
        taking_part=choice.taking_part or None,
        votes=dict(choice.votes) if choice.votes else None,
        decided_by=actor.reference,
        decided_at=now,
        state=DecisionState.WAITING if departs else DecisionState.HOLDING,
        departure=choice.departure if departs else None,
    )


def _settle(
    session: Session, board: Board, decision: Decision, *, noted: AuditEntry, second: Actor | None = None
) -> None:  # fmt: skip
    """Let a decision that holds take effect, and enter it in the record of judging; one that waits does neither."""
    session.flush()
    if decision.state is not DecisionState.HOLDING:
        return
    if decision.kind is DecisionKind.SHORTLIST:
        for entry in board.entries:
            move_entry(session, entry, "shortlist" if entry.ref in decision.decided_order else "pass_over")
    else:
        for entry in choosable(board.category, board.entries):
            _move_to_outcome(session, entry, decision)
    seal_decision(session, board.category, decision, reason_hash=noted.reason_hash, second=second)
    session.flush()


def _fitting_size(category: Category, entries: int, chosen: int) -> Permission:
    season = category.season
    least, most = shortlist_sizes(entries, least=season.shortlist_min, most=season.shortlist_max)
    text = f"Choose {least} finalists." if least == most else f"Choose between {least} and {most} finalists."
    return Permission.unless(None if least <= chosen <= most else Reason("shortlist-size", text))


def _shortlist_worded(choice: ShortlistChoice, stance: Stance) -> Permission:
    if stance is Stance.DEPARTS:
        return departure_worded(choice)
    text = "Say why you choose between equals, or leave out an entry that needs scores."
    silent = stance is Stance.BETWEEN_EQUALS and not choice.reason
    return Permission.unless(Reason("no-reason", text) if silent else None)


def _winners_worded(category: Category, choice: WinnersChoice, stance: Stance) -> Permission:
    both = set(choice.winners) & set(choice.commended)
    needs_names = not category.nominated and not choice.taking_part
    return Permission.unless(
        Reason("won-and-commended", "An entry can win or be commended, not both.") if both else None,
        None if choice.reason else Reason("no-reason", "Say why: the reason is kept with the decision."),
        Reason("nobody-took-part", "Say who took part and the interests they declared.") if needs_names else None,
        *(departure_worded(choice).reasons if stance is Stance.DEPARTS and choice.reason else ()),
    )


def _move_to_outcome(session: Session, entry: Entry, decision: Decision) -> None:
    if entry.state is EntryState.IN_JUDGING:  # named by the organiser: finalist without a round of scores
        if entry.ref not in {*decision.decided_order, *decision.commended}:
            return
        move_entry(session, entry, "shortlist")
    move_entry(session, entry, "unchoose")
    if entry.ref in decision.decided_order:
        move_entry(session, entry, "choose")
    elif entry.ref in decision.commended:
        move_entry(session, entry, "commend")

"""Deciding shortlists and winners; every decision is kept with its reason and who made it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import Permission, Reason, require
from awards.results.models import Decision, DecisionKind
from awards.results.policy import choosable, may_decide_shortlist, may_decide_winners, strangers_to
from awards.results.queries import Board
from awards.results.rules import keeps_order, shortlist_sizes
from awards.screening.actions import move_entry
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.seasons.models import Category

ORDER_KEPT = "The shortlist follows the order of the judges’ scores."
"""The reason of a shortlist that departs from nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WinnersChoice:
    """What was decided at the end: winners (none withholds the award), those commended, and the words for it."""

    winners: Collection[str]
    commended: Collection[str] = ()
    reason: str
    taking_part: str = ""


def decide_shortlist(
    session: Session, board: Board, chosen: Collection[str], *, reason: str, actor: Actor, now: datetime
) -> Decision:
    """Make these entries the finalists and pass over the others; the latest decision holds, all are kept.

    Raises:
        Refused: it is not the time, the number does not fit, or the scores' order is left without a reason.
    """
    category, entries = board.category, board.entries
    require(may_decide_shortlist(category, entries, now=now))
    require(strangers_to(entries, chosen))
    require(_fitting_size(category, len(entries), len(chosen)))
    kept = keeps_order(board.standings, chosen)
    require(Permission.unless(None if kept or reason else Reason("no-reason", "Say why you depart from the scores.")))
    for entry in entries:
        move_entry(session, entry, "shortlist" if entry.ref in chosen else "pass_over")
    decided = [standing.entry for standing in board.standings if standing.entry in chosen]
    decision = Decision(
        category_id=category.id,
        kind=DecisionKind.SHORTLIST,
        reason=reason or ORDER_KEPT,
        scored_order=_scored_order(board),
        decided_order=decided,
        commended=[],
        decided_by=actor.reference,
        decided_at=now,
    )
    session.add(decision)
    record(session, Tag.SHORTLIST_DECIDED, subject_of(category), actor=actor, at=now, reason=decision.reason,
           finalists=decided, passed_over=len(entries) - len(decided), order_kept=kept)  # fmt: skip
    session.flush()
    return decision


def decide_winners(session: Session, board: Board, choice: WinnersChoice, *, actor: Actor, now: datetime) -> Decision:
    """Choose the winners and those commended among the finalists, or withhold the award; always with a reason.

    Raises:
        Refused: it is not the time, somebody is not a finalist, a reason is missing or, for an award without
            nominations, nobody said who took part.
    """
    category, entries = board.category, choosable(board.category, board.entries)
    require(may_decide_winners(category, board.entries, now=now))
    require(strangers_to(entries, {*choice.winners, *choice.commended}))
    require(_fully_worded(category, choice))
    for entry in entries:
        _move_to_outcome(session, entry, choice)
    decision = Decision(
        category_id=category.id,
        kind=DecisionKind.WINNERS,
        reason=choice.reason,
        scored_order=_scored_order(board),
        decided_order=[entry.ref for entry in entries if entry.ref in choice.winners],
        commended=[entry.ref for entry in entries if entry.ref in choice.commended],
        taking_part=choice.taking_part or None,
        decided_by=actor.reference,
        decided_at=now,
    )
    session.add(decision)
    record(session, Tag.WINNERS_DECIDED, subject_of(category), actor=actor, at=now, reason=choice.reason,
           winners=decision.decided_order, commended=decision.commended)  # fmt: skip
    session.flush()
    return decision


def subject_of(category: Category) -> str:
    """Give the reference under which the trail speaks of a category."""
    return f"{category.season.programme.key}/{category.season.key}/{category.key}"


def _scored_order(board: Board) -> list[str]:
    return [standing.entry for standing in board.standings if standing.rank is not None]


def _fitting_size(category: Category, entries: int, chosen: int) -> Permission:
    season = category.season
    least, most = shortlist_sizes(entries, least=season.shortlist_min, most=season.shortlist_max)
    text = f"Choose {least} finalists." if least == most else f"Choose between {least} and {most} finalists."
    return Permission.unless(None if least <= chosen <= most else Reason("shortlist-size", text))


def _fully_worded(category: Category, choice: WinnersChoice) -> Permission:
    both = set(choice.winners) & set(choice.commended)
    needs_names = not category.nominated and not choice.taking_part
    return Permission.unless(
        Reason("won-and-commended", "An entry can win or be commended, not both.") if both else None,
        None if choice.reason else Reason("no-reason", "Say why: the reason is kept with the decision."),
        Reason("nobody-took-part", "Say who took part and the interests they declared.") if needs_names else None,
    )


def _move_to_outcome(session: Session, entry: Entry, choice: WinnersChoice) -> None:
    if entry.state is EntryState.IN_JUDGING:  # named by the organiser: finalist without a round of scores
        if entry.ref not in {*choice.winners, *choice.commended}:
            return
        move_entry(session, entry, "shortlist")
    move_entry(session, entry, "unchoose")
    if entry.ref in choice.winners:
        move_entry(session, entry, "choose")
    elif entry.ref in choice.commended:
        move_entry(session, entry, "commend")

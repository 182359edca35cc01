"""Whether a choice follows the order that counts, divides equals, or departs from it; and what it then needs."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any, Protocol

from awards.core.permission import Permission, Reason
from awards.results.models import DecisionKind, DepartureKind
from awards.results.policy import choosable
from awards.results.queries import Board

SHORTEST_REASON = 40
"""Characters, at least, of the reason for a departure from the order of the scores."""

DEPARTURE_WORDS = {
    DepartureKind.NEW_FACT: "A new fact: the panel knows something that the judges could not read",
    DepartureKind.ELIGIBILITY: "Eligibility: an entry turned out not to fit the award, or to fit it after all",
    DepartureKind.CONFLICT: "A conflict of interest: a score should not have counted as it did",
    DepartureKind.BALANCE: "Balance: the choice as a whole, not one entry alone",
    DepartureKind.JUDGEMENT: "Judgement: the panel discussed the entries and sees them in another order",
}
"""Why a decision may depart from the scores, as the panel reads it."""


class Stance(StrEnum):
    """How a choice stands to the order that counts."""

    FOLLOWS = "follows"
    BETWEEN_EQUALS = "between_equals"
    """The order itself does not say: equals are divided, or somebody without enough scores is passed over."""
    DEPARTS = "departs"
    """Somebody is left out who stands before somebody chosen."""


class Worded(Protocol):
    """The words of a choice."""

    @property
    def reason(self) -> str:
        """Why."""

    @property
    def departure(self) -> DepartureKind | None:
        """Why it departs from the scores, in kind."""

    @property
    def taking_part(self) -> str:
        """Who decided it."""


def levels_of(board: Board, among: Collection[str]) -> dict[str, int]:
    """Give the place of each ranked entry among these in the order that counts, lower is better; equals share one."""
    return {ref: level for ref, level in board.levels.items() if ref in among}


def stance_of(levels: Mapping[str, int], among: Collection[str], chosen: Collection[str]) -> Stance:
    """Say how choosing these `among` those open to choice stands to the order; no choice at all departs from nothing.

    An entry without a place, for want of scores, stands behind all that have one.
    """
    last = max(levels.values(), default=-1) + 1
    inside = [levels.get(one, last) for one in chosen]
    outside = [levels.get(one, last) for one in among if one not in chosen]
    if not inside or not outside or max(inside) < min(outside):
        unplaced = any(one not in levels for one in among)
        return Stance.BETWEEN_EQUALS if unplaced and levels and inside else Stance.FOLLOWS
    return Stance.DEPARTS if max(inside) > min(outside) else Stance.BETWEEN_EQUALS


def shortlist_stance(board: Board, chosen: Collection[str]) -> Stance:
    """Say how a shortlist stands to the order."""
    among = [entry.ref for entry in board.entries]
    return stance_of(levels_of(board, among), among, chosen)


def winners_stance(board: Board, winners: Collection[str], votes: Mapping[str, Any] | None) -> Stance:
    """Say how a choice of winners stands to the order of the finalists or, where the panel voted, to the vote.

    Whoever the panel's closed vote chose is no departure; anybody else is one, wherever they stand.
    """
    if not board.category.nominated:
        return Stance.FOLLOWS
    if votes is not None and "winners" in votes:
        return Stance.FOLLOWS if set(votes["winners"]) == set(winners) else Stance.DEPARTS
    among = [entry.ref for entry in choosable(board.category, board.entries)]
    return stance_of(levels_of(board, among), among, winners)


def scored_order(board: Board, kind: DecisionKind) -> list[str]:
    """Give the order that counts at this moment: all entries for a shortlist, the finalists for winners."""
    entries = board.entries if kind is DecisionKind.SHORTLIST else choosable(board.category, board.entries)
    levels = levels_of(board, [entry.ref for entry in entries])
    return sorted(levels, key=lambda ref: levels[ref])


def departure_worded(choice: Worded) -> Permission:
    """Refuse a departure without its kind, a reason of some length, and the names of those who decided it."""
    return Permission.unless(
        None
        if choice.departure
        else Reason("no-departure-kind", "Choose why you depart from the order of the scores."),
        None if len(choice.reason) >= SHORTEST_REASON else Reason("short-reason", short_reason()),
        None
        if choice.taking_part
        else Reason("nobody-took-part", "Say who took part and the interests they declared."),
    )


def short_reason() -> str:
    """Say how long the reason for a departure must be."""
    return f"Say why in {SHORTEST_REASON} characters or more: a departure from the scores must be understood later."


def nothing_waits(board: Board, kind: DecisionKind) -> Permission:
    """Refuse a decision while an earlier one of its kind waits for a second person."""
    text = (
        "An earlier decision departs from the scores and waits for a second person. Confirm or refuse it first, "
        "then decide again."
    )
    return Permission.unless(Reason("one-waits", text) if board.waiting(kind) else None)

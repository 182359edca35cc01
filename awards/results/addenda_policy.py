"""What may become of an award after something happened to whoever holds it, and who may stand behind that."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from awards.core.actor import Actor
from awards.core.permission import Permission, Reason
from awards.results.deciding import SHORTEST_REASON
from awards.results.deciding_seconds import another_person, is_of_staff
from awards.results.lifecycle import DecisionState
from awards.results.models import Addendum, Happening, Outcome
from awards.results.policy import SHORTLISTED
from awards.results.queries import Board
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class AddendumChoice:
    """What happened, to whom, and what becomes of the award; `told`: one neutral line says that it is not held."""

    entry: str
    happening: Happening
    outcome: Outcome
    next_entry: str | None = None
    reason: str
    taking_part: str
    told: bool = False


def affected(board: Board) -> list[Entry]:
    """Give the entries to which something may have happened that matters: winners first, then those commended."""
    rank = {EntryState.WINNER: 0, EntryState.COMMENDED: 1, EntryState.FINALIST: 2}
    chosen = [entry for entry in board.entries if entry.state in SHORTLISTED]
    return sorted(chosen, key=lambda entry: (rank[entry.state], entry.title, entry.ref))


def next_in_line(board: Board) -> list[Entry]:
    """Give those who could be chosen instead, in the order that counts; those without a place in it come last."""
    levels = board.levels
    others = [entry for entry in board.entries if entry.state in SHORTLISTED - {EntryState.WINNER}]
    return sorted(others, key=lambda entry: (levels.get(entry.ref, len(levels)), entry.ref))


def may_propose(board: Board, earlier: Sequence[Addendum], choice: AddendumChoice) -> Permission:
    """Say whether this may be written down as it is."""
    waits = any(one.state is DecisionState.WAITING for one in earlier)
    text = "Something else about this category waits for a second person. Confirm or refuse it first."
    return Permission.unless(
        Reason("one-waits", text) if waits else None,
        *_whole(choice),
        *fits(board, choice).reasons,
    )


def fits(board: Board, choice: AddendumChoice) -> Permission:
    """Say whether what happened and what becomes of the award go together, as the entries stand now."""
    entry = next((one for one in affected(board) if one.ref == choice.entry), None)
    if entry is None:
        return Permission.unless(Reason("not-chosen", "Choose somebody who is a finalist, a winner or commended."))
    return Permission.unless(*_outcome(board, entry, choice), _next(board, entry, choice))


def still_fits(board: Board, addendum: Addendum) -> Permission:
    """Say whether a waiting addendum still goes together with how the entries stand."""
    return fits(
        board,
        AddendumChoice(
            entry=addendum.entry.ref,
            happening=addendum.happening,
            outcome=addendum.outcome,
            next_entry=addendum.next_entry.ref if addendum.next_entry else None,
            reason=addendum.reason,
            taking_part=addendum.taking_part,
        ),
    )


def may_second_addendum(addendum: Addendum, actor: Actor, *, own: bool = False) -> Permission:
    """Say whether this person has a say in a waiting addendum: another one of staff; `own`: or who wrote it."""
    return Permission.unless(
        None if is_of_staff(actor) else Reason("no-say", "Only awards staff can stand behind this."),
        None if own else another_person(addendum.proposed_by, actor),
    )


def _whole(choice: AddendumChoice) -> Iterable[Reason]:
    if len(choice.reason) < SHORTEST_REASON:
        text = f"Say what happened and why this follows from it, in {SHORTEST_REASON} characters or more."
        yield Reason("short-reason", text)
    if not choice.taking_part:
        yield Reason("nobody-took-part", "Say who decided this.")


def _outcome(board: Board, entry: Entry, choice: AddendumChoice) -> Iterable[Reason]:
    alone = sum(one.state is EntryState.WINNER for one in board.entries) == 1
    wins = entry.state is EntryState.WINNER
    if choice.outcome is Outcome.POSTHUMOUS and choice.happening is not Happening.DIED:
        yield Reason("nobody-died", "An award is given in memory only of somebody who has died.")
    if choice.outcome in {Outcome.VACANT, Outcome.NEXT_CHOSEN} and not wins:
        yield Reason("no-winner", "Nobody wins this award by that entry: take the entry off the list instead.")
    if choice.outcome is Outcome.PULLED and wins and alone:
        yield Reason("sole-winner", "Nobody else holds this award: leave it vacant, or choose who has it instead.")
    if choice.outcome is Outcome.VACANT and wins and not alone:
        yield Reason("others-hold-it", "Others hold this award as well: take only this entry off it.")


def _next(board: Board, entry: Entry, choice: AddendumChoice) -> Reason | None:
    if choice.outcome is not Outcome.NEXT_CHOSEN:
        return None
    if choice.next_entry is None:
        return Reason("no-next", "Choose who has the award instead.")
    open_to = {one.ref for one in next_in_line(board)} - {entry.ref}
    text = "Choose a finalist of this category who does not hold the award already."
    return None if choice.next_entry in open_to else Reason("not-next", text)

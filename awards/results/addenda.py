"""What happens to a winner or finalist after the decision: written down by one of staff, confirmed by another.

Confirming is `publishing.afterwards.confirm_addendum`, which calls `settle_addendum` here and then puts right what
is public.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.comms.actions import cancel_messages
from awards.core.actor import Actor
from awards.core.permission import Permission, Reason, require
from awards.core.references import new_reference
from awards.results.addenda_policy import AddendumChoice, may_propose, may_second_addendum, still_fits
from awards.results.addenda_queries import addenda_of
from awards.results.addenda_seal import seal_addendum
from awards.results.lifecycle import ADDENDUM, DecisionState
from awards.results.models import Addendum, Outcome
from awards.results.queries import Board
from awards.screening.actions import move_entry


def propose_addendum(
    session: Session, board: Board, choice: AddendumChoice, *, actor: Actor, now: datetime
) -> Addendum:  # fmt: skip
    """Write down what happened after a decision and what becomes of the award; nothing changes until it is confirmed.

    Raises:
        Refused: another one of the category waits, the entry is no finalist, what happened and what becomes of the
            award do not fit together, or the words are missing.
    """
    category = board.category
    require(may_propose(board, addenda_of(session, category), choice))
    by_ref = {entry.ref: entry for entry in board.entries}
    addendum = Addendum(
        ref=new_reference("ADD"),
        season_id=category.season_id,
        category_id=category.id,
        entry=by_ref[choice.entry],
        next_entry=by_ref[choice.next_entry] if choice.next_entry else None,
        happening=choice.happening,
        outcome=choice.outcome,
        reason=choice.reason,
        taking_part=choice.taking_part,
        told=choice.told and choice.outcome is Outcome.VACANT,
        state=DecisionState.WAITING,
        proposed_by=actor.reference,
        proposed_at=now,
    )
    session.add(addendum)
    record(session, Tag.ADDENDUM_PROPOSED, addendum.ref, actor=actor, at=now, reason=choice.reason,
           entry=choice.entry, happening=choice.happening, outcome=choice.outcome,
           next_entry=choice.next_entry)  # fmt: skip
    session.flush()
    return addendum


def settle_addendum(session: Session, board: Board, addendum: Addendum, *, actor: Actor, now: datetime) -> None:
    """Let an addendum hold, as its second person: entries move, mail about the award stops, the record is told.

    Whoever lost the award leaves the season's results altogether; a posthumous award stays where it is. Called by
    `publishing.afterwards.confirm_addendum` alone.

    Raises:
        Refused: it does not wait, it is one's own, one is not of staff, or it fits no more.
    """
    require(ADDENDUM.may("confirm", addendum.state))
    require(may_second_addendum(addendum, actor))
    require(still_fits(board, addendum))
    addendum.state = ADDENDUM.after("confirm", addendum.state)
    addendum.confirmed_by, addendum.confirmed_at = actor.reference, now
    was = addendum.entry.state
    if addendum.outcome is not Outcome.POSTHUMOUS:
        move_entry(session, addendum.entry, "withdraw")
        cancel_messages(session, addendum.entry.ref)
    if addendum.next_entry is not None:
        move_entry(session, addendum.next_entry, "choose")
    noted = record(session, Tag.ADDENDUM_CONFIRMED, addendum.ref, actor=actor, at=now, reason=addendum.reason,
                   entry=addendum.entry.ref, happening=addendum.happening, outcome=addendum.outcome,
                   was=was)  # fmt: skip
    seal_addendum(session, board.category, addendum, was=was, reason_hash=noted.reason_hash or "", second=actor)
    session.flush()


def refuse_addendum(session: Session, addendum: Addendum, *, reason: str, actor: Actor, now: datetime) -> None:
    """Turn a waiting addendum down, or take one's own back; nothing changes, and it stays on record.

    Raises:
        Refused: it does not wait, one is not of staff, or no reason is given.
    """
    require(ADDENDUM.may("refuse", addendum.state))
    require(may_second_addendum(addendum, actor, own=True))
    require(Permission.unless(None if reason else Reason("no-reason", "Say why: the reason is kept.")))
    addendum.state = ADDENDUM.after("refuse", addendum.state)
    addendum.confirmed_by, addendum.confirmed_at = actor.reference, now
    record(session, Tag.ADDENDUM_REFUSED, addendum.ref, actor=actor, at=now, reason=reason, entry=addendum.entry.ref)
    session.flush()

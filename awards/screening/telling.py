"""Telling a nominator how a ruling changed things: not at once, so that a ruling can be taken back unheard."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.comms.actions import LinkOrder, queue_message
from awards.comms.models import Message, MessageState
from awards.comms.policy import may_stop
from awards.links.purposes import Purpose
from awards.nominations.models import Nomination, Nominator
from awards.screening.models import Ruling, RulingDecision
from awards.seasons.queries import programme_key_of

WAITS: Final = timedelta(minutes=15)
"""How long word to the nominator waits, so that taking a ruling back is real."""
GOES: Final = "screening/goes_forward_after_all"
DOES_NOT_GO: Final = "screening/not_going_forward"
"""Kinds of mail; they give no reason, the nomination's page does."""


def tell_nominator(session: Session, nomination: Nomination, ruling: Ruling, *, now: datetime) -> None:
    """Tell the nominator if what they heard last is no longer so; a message of the contrary that waits is stopped.

    Nobody is told that a nomination goes forward who never heard the contrary.
    """
    nominator = session.get_one(Nominator, nomination.nominator_id)
    last = _told_last(session, nomination.ref)
    heard_no = last is not None and last.kind == DOES_NOT_GO
    if nominator.email is None or heard_no is (ruling.decision is RulingDecision.INELIGIBLE):
        return
    if last is not None and stop_for_good(last, now=now):
        return
    kind = DOES_NOT_GO if ruling.decision is RulingDecision.INELIGIBLE else GOES
    queue_message(
        session,
        kind,
        to=nominator.email,
        about=nomination.ref,
        programme_key=programme_key_of(session, nomination.season_id),
        key=key_of(kind, nomination, ruling),
        now=now,
        not_before=now + WAITS,
        link=LinkOrder(Purpose.READ_RECEIPT, nomination.ref),
        reference=nomination.ref,
    )


def stop_for_good(message: Message, *, now: datetime) -> bool:
    """Stop a message that still waits; gives whether it could be stopped."""
    if not may_stop(message, now=now):
        return False
    message.state, message.stopped_at = MessageState.CANCELLED, None
    return True


def key_of(kind: str, nomination: Nomination, ruling: Ruling) -> str:
    """Give the key of the one message of this kind about a ruling."""
    return f"{kind}:{nomination.ref}:{ruling.id}"


def _told_last(session: Session, ref: str) -> Message | None:
    """Give the last message about how it was ruled on that went, or is to go."""
    chosen = select(Message).where(
        Message.about == ref, Message.kind.in_((GOES, DOES_NOT_GO)), Message.state != MessageState.CANCELLED
    )
    return session.scalars(chosen.order_by(Message.id.desc()).limit(1)).first()

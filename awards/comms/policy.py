"""What staff may do with a message, and why not."""

from __future__ import annotations

from datetime import datetime

from awards.comms.models import Message, MessageState
from awards.core.permission import Permission, Reason


def may_send_again(message: Message) -> Permission:
    """Say whether the message may be queued once more: it did not arrive, or staff had stopped it."""
    failed = message.state is MessageState.PARKED or message.stopped_at is not None
    objection = Reason("not-parked", "Only a message that was not delivered can be sent again.")
    return Permission.unless(None if failed else objection)


def may_stop(message: Message, *, now: datetime) -> Permission:
    """Say whether the message can still be stopped: it waits, and no worker has taken it to deliver it."""
    waits = message.state is MessageState.QUEUED
    going = message.leased_until is not None and message.leased_until > now
    return Permission.unless(
        None if waits else Reason("not-waiting", "Only a message that is waiting to go can be stopped."),
        Reason("just-going", "The message is going out just now, so it can no longer be stopped.") if going else None,
    )


def may_mark_returned(message: Message) -> Permission:
    """Say whether the message can have come back: it was sent."""
    sent = message.state is MessageState.SENT
    return Permission.unless(None if sent else Reason("not-sent", "Only a message that was sent can have come back."))

"""The outbox in words: what each message is, how many are in each state, and how it will read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from jinja2 import Environment

from awards.comms.models import RETURNED, Message, MessageState
from awards.comms.wording import Wording, wording_of

FRESH_LINK = "[a fresh link]"
"""What a preview shows in place of the link, which is made only at delivery."""

STATES = {
    MessageState.QUEUED: ("Waiting to go", "info"),
    MessageState.SENT: ("Sent", "good"),
    MessageState.PARKED: ("Could not be delivered", "bad"),
    MessageState.CANCELLED: ("Stopped", "neutral"),
}
"""What staff read, and the tone that repeats it."""


_TROUBLES = {
    RETURNED: "It came back",
    "SMTPRecipientsRefused": "The address was refused",
}


class Sender(Protocol):
    """The programme that a message is from."""

    key: str
    name: str
    organiser: str
    contact_email: str
    zone: str
    is_home: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """One way to narrow the list: its words with their count, its value, and whether it is chosen."""

    text: str
    value: str | None
    chosen: bool


def state_of(text: str | None) -> MessageState | None:
    """Give the state that the address asks for; anything else asks for none."""
    return MessageState(text) if text in set(MessageState) else None


def state_filters(counts: Mapping[MessageState, int], *, chosen: MessageState | None) -> list[Filter]:
    """Give the links above the list: all, and each state that some message is in."""
    each = [
        Filter(f"{words} ({counts[state]})", state.value, state is chosen)
        for state, (words, _) in STATES.items()
        if counts[state] or state is chosen
    ]
    return [Filter(f"All ({sum(counts.values())})", None, chosen is None), *each]


def kind_words(message: Message) -> str:
    """Give what a message is, in words: "screening/not_going_forward" is "Not going forward"."""
    return message.kind.rpartition("/")[2].replace("_", " ").capitalize()


def trouble_words(message: Message) -> str | None:
    """Say what went wrong with the last attempt to deliver a message; None if nothing did."""
    if message.stopped_at is not None:
        return "Stopped by staff before it went"
    if message.last_error is None:
        return None
    return _TROUBLES.get(message.last_error, "The mail server could not be reached, or would not take it")


def preview(jinja: Environment, message: Message, programme: Sender, *, base_url: str) -> Wording:
    """Word a message as delivery would, with words in place of the link; nothing is made and nothing is sent."""
    context: dict[str, object] = dict(message.arguments) | {
        "link": FRESH_LINK if message.link_purpose else None,
        "programme": {
            "name": programme.name,
            "organiser": programme.organiser,
            "contact_email": programme.contact_email,
            "zone": programme.zone,
            "base_url": base_url + ("" if programme.is_home else f"/{programme.key}"),
        },
    }
    return wording_of(jinja, message.kind, context)

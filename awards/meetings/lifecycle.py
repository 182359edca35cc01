"""The states of a meeting and of a vote."""

from __future__ import annotations

from enum import StrEnum

from awards.core.lifecycle import Lifecycle, Move

NONE = "none"
"""The candidate of a vote that means "none reaches the standard"."""


class MeetingState(StrEnum):
    """Where a meeting stands; its minutes are written when it ends, and hold once the chair has signed them."""

    OPEN = "open"
    ENDED = "ended"
    SIGNED = "signed"
    CALLED_OFF = "called_off"


class VoteState(StrEnum):
    """Where a vote stands; ballots are secret while it is open."""

    OPEN = "open"
    CLOSED = "closed"
    CALLED_OFF = "called_off"


_M, _V = MeetingState, VoteState

MEETING = Lifecycle(
    "meeting",
    {
        "end": Move(frozenset({_M.OPEN}), _M.ENDED),
        "resume": Move(frozenset({_M.ENDED}), _M.OPEN),
        "sign": Move(frozenset({_M.ENDED}), _M.SIGNED),
        "call_off": Move(frozenset({_M.OPEN, _M.ENDED}), _M.CALLED_OFF),
    },
)

VOTE = Lifecycle(
    "vote",
    {
        "close": Move(frozenset({_V.OPEN}), _V.CLOSED),
        "call_off": Move(frozenset({_V.OPEN}), _V.CALLED_OFF),
    },
)

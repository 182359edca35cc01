"""The states of an announcement."""

from __future__ import annotations

from enum import StrEnum

from awards.core.lifecycle import Lifecycle, Move


class AnnouncementState(StrEnum):
    """Where an announcement stands; only a released one is public."""

    PREPARED = "prepared"
    HELD = "held"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


_S = AnnouncementState

ANNOUNCEMENT = Lifecycle(
    "announcement",
    {
        "hold": Move(frozenset({_S.PREPARED}), _S.HELD),
        "unhold": Move(frozenset({_S.HELD}), _S.PREPARED),
        "release": Move(frozenset({_S.PREPARED}), _S.RELEASED),
        "withdraw": Move(frozenset({_S.RELEASED}), _S.WITHDRAWN),
        "prepare": Move(frozenset({_S.WITHDRAWN, _S.PREPARED}), _S.PREPARED),
    },
)

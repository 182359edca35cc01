"""The states of a score sheet."""

from __future__ import annotations

from enum import StrEnum

from awards.core.lifecycle import Lifecycle, Move


class SheetState(StrEnum):
    """Where a score sheet stands; a complete one can still be adjusted until it is handed in."""

    STARTED = "started"
    COMPLETE = "complete"
    HANDED_IN = "handed_in"


_S = SheetState

# What is typed on a complete sheet leaves it complete ("complete") unless something is missing then ("save").
SHEET = Lifecycle(
    "score sheet",
    {
        "save": Move(frozenset({_S.STARTED, _S.COMPLETE}), _S.STARTED),
        "complete": Move(frozenset({_S.STARTED, _S.COMPLETE}), _S.COMPLETE),
        "hand_in": Move(frozenset({_S.COMPLETE}), _S.HANDED_IN),
        "reopen": Move(frozenset({_S.HANDED_IN}), _S.COMPLETE),
    },
)

"""The states of an assignment."""

from __future__ import annotations

from enum import StrEnum

from awards.core.lifecycle import Lifecycle, Move


class AssignmentState(StrEnum):
    """Where one judge's reading of one entry stands."""

    PLANNED = "planned"
    RELEASED = "released"
    RECUSED = "recused"
    REMOVED = "removed"


_S = AssignmentState

ASSIGNMENT = Lifecycle(
    "assignment",
    {
        "release": Move(frozenset({_S.PLANNED}), _S.RELEASED),
        "recuse": Move(frozenset({_S.PLANNED, _S.RELEASED}), _S.RECUSED),
        "remove": Move(frozenset({_S.PLANNED, _S.RELEASED}), _S.REMOVED),
        "restore": Move(frozenset({_S.REMOVED}), _S.PLANNED),
    },
)

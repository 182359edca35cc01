"""The states of an assignment."""

from __future__ import annotations

from enum import StrEnum

from awards.core.lifecycle import Lifecycle, Move


class AssignmentState(StrEnum):
    """Where one judge's reading of one entry stands; one who abstained cannot judge it, without an interest in it."""

    PLANNED = "planned"
    RELEASED = "released"
    RECUSED = "recused"
    ABSTAINED = "abstained"
    REMOVED = "removed"


class PlanState(StrEnum):
    """Where a plan of readings stands: one asked for later replaces one that was not applied."""

    ASKED = "asked"
    MADE = "made"
    APPLIED = "applied"
    REPLACED = "replaced"


_S = AssignmentState

ASSIGNMENT = Lifecycle(
    "assignment",
    {
        "release": Move(frozenset({_S.PLANNED}), _S.RELEASED),
        "recuse": Move(frozenset({_S.PLANNED, _S.RELEASED}), _S.RECUSED),
        "abstain": Move(frozenset({_S.RELEASED}), _S.ABSTAINED),
        "remove": Move(frozenset({_S.PLANNED, _S.RELEASED}), _S.REMOVED),
        "restore": Move(frozenset({_S.REMOVED, _S.RECUSED, _S.ABSTAINED}), _S.PLANNED),
    },
)

_P = PlanState

PLAN = Lifecycle(
    "plan",
    {
        "make": Move(frozenset({_P.ASKED}), _P.MADE),
        "apply": Move(frozenset({_P.MADE}), _P.APPLIED),
        "replace": Move(frozenset({_P.ASKED, _P.MADE}), _P.REPLACED),
    },
)

"""The states of a nomination and the moves between them."""

from __future__ import annotations

from enum import StrEnum

from awards.core.lifecycle import Lifecycle, Move


class NominationState(StrEnum):
    """Where a nomination stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ELIGIBLE = "eligible"
    INELIGIBLE = "ineligible"
    WITHDRAWN = "withdrawn"
    SET_ASIDE = "set_aside"
    """The people put forward do not want it; the nominator is told no more than that it does not go forward."""
    MERGED = "merged"
    """It goes forward with another nomination of the same nominee, which stands for both."""


_DRAFT = NominationState.DRAFT
_SUBMITTED = NominationState.SUBMITTED
_ELIGIBLE = NominationState.ELIGIBLE
_INELIGIBLE = NominationState.INELIGIBLE
_SET_ASIDE = NominationState.SET_ASIDE
_MERGED = NominationState.MERGED
_RULED = frozenset({_SUBMITTED, _ELIGIBLE, _INELIGIBLE})

NOMINATION = Lifecycle(
    "nomination",
    {
        "submit": Move(frozenset({_DRAFT}), _SUBMITTED),
        "rule_eligible": Move(_RULED, _ELIGIBLE),
        "rule_ineligible": Move(_RULED, _INELIGIBLE),
        "withdraw": Move(frozenset({_DRAFT}) | _RULED | {_SET_ASIDE, _MERGED}, NominationState.WITHDRAWN),
        "set_aside": Move(_RULED, _SET_ASIDE),
        "take_up_again": Move(frozenset({_SET_ASIDE}), _SUBMITTED),
        "reopen": Move(frozenset({_ELIGIBLE, _INELIGIBLE}), _SUBMITTED),
        "merge": Move(frozenset({_SUBMITTED, _ELIGIBLE}), _MERGED),
        "unmerge": Move(frozenset({_MERGED}), _SUBMITTED),
    },
)

NOMINATOR_WORDS = {
    _DRAFT: "Draft: not sent yet",
    _SUBMITTED: "Sent: we are checking it",
    _ELIGIBLE: "Checked: it goes forward",
    _INELIGIBLE: "Not going forward",
    _SET_ASIDE: "Not going forward",
    _MERGED: "Sent: we are checking it",
    NominationState.WITHDRAWN: "Withdrawn",
}
"""What the nominator reads."""

STAFF_WORDS = {
    _DRAFT: "Draft",
    _SUBMITTED: "To be ruled on",
    _ELIGIBLE: "Ruled eligible",
    _INELIGIBLE: "Ruled ineligible",
    _SET_ASIDE: "Set aside",
    _MERGED: "Merged into another",
    NominationState.WITHDRAWN: "Withdrawn",
}
"""What staff read."""

"""The states of an entry and the moves between them."""

from __future__ import annotations

from enum import StrEnum

from awards.core.lifecycle import Lifecycle, Move


class EntryState(StrEnum):
    """Where an entry stands: in judging, or a successive result."""

    IN_JUDGING = "in_judging"
    FINALIST = "finalist"
    NOT_SHORTLISTED = "not_shortlisted"
    WINNER = "winner"
    COMMENDED = "commended"
    WITHDRAWN = "withdrawn"


_S = EntryState

ENTRY = Lifecycle(
    "entry",
    {
        "shortlist": Move(frozenset({_S.IN_JUDGING, _S.NOT_SHORTLISTED, _S.FINALIST}), _S.FINALIST),
        "pass_over": Move(frozenset({_S.IN_JUDGING, _S.FINALIST, _S.NOT_SHORTLISTED}), _S.NOT_SHORTLISTED),
        "choose": Move(frozenset({_S.FINALIST, _S.COMMENDED, _S.WINNER}), _S.WINNER),
        "commend": Move(frozenset({_S.FINALIST, _S.COMMENDED}), _S.COMMENDED),
        "unchoose": Move(frozenset({_S.WINNER, _S.COMMENDED, _S.FINALIST}), _S.FINALIST),
        "withdraw": Move(frozenset(set(_S) - {_S.WITHDRAWN}), _S.WITHDRAWN),
    },
)

STAFF_WORDS = {
    _S.IN_JUDGING: "In judging",
    _S.FINALIST: "Finalist",
    _S.NOT_SHORTLISTED: "Not shortlisted",
    _S.WINNER: "Chosen to win",
    _S.COMMENDED: "Commended",
    _S.WITHDRAWN: "Withdrawn",
}
"""What staff read."""

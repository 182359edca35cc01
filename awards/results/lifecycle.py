"""The states of a decision, of an addendum, of feedback, and of a search for further readings."""

from __future__ import annotations

from enum import StrEnum

from awards.core.lifecycle import Lifecycle, Move


class DecisionState(StrEnum):
    """Where a decision stands; one that departs from the scores waits for a second person before it holds."""

    WAITING = "waiting"
    HOLDING = "holding"
    REFUSED = "refused"


class FeedbackState(StrEnum):
    """Where the feedback on an entry stands; nobody outside reads a draft."""

    DRAFT = "draft"
    READY = "ready"


class SearchState(StrEnum):
    """Where a search for further readings stands."""

    ASKED = "asked"
    MADE = "made"
    ACCEPTED = "accepted"
    ENDED = "ended"
    REPLACED = "replaced"


_D, _F, _S = DecisionState, FeedbackState, SearchState

DECISION = Lifecycle(
    "decision",
    {"confirm": Move(frozenset({_D.WAITING}), _D.HOLDING), "refuse": Move(frozenset({_D.WAITING}), _D.REFUSED)},
)

ADDENDUM = Lifecycle("addendum", DECISION.moves)

FEEDBACK = Lifecycle(
    "feedback",
    {"finish": Move(frozenset({_F.DRAFT}), _F.READY), "take_back": Move(frozenset({_F.READY}), _F.DRAFT)},
)

SEARCH = Lifecycle(
    "search for further readings",
    {
        "make": Move(frozenset({_S.ASKED}), _S.MADE),
        "accept": Move(frozenset({_S.MADE}), _S.ACCEPTED),
        "end": Move(frozenset({_S.ACCEPTED}), _S.ENDED),
        "replace": Move(frozenset({_S.ASKED, _S.MADE}), _S.REPLACED),
    },
)

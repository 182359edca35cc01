"""The words for outcomes, answers and decisions; only named staff read them."""

from __future__ import annotations

from awards.safeguarding.models import AskedOf, Concern, ConcernDecision, FlagOutcome

OUTCOMES = {
    FlagOutcome.REFERRED: "Passed on to those who must act: children’s or adults’ services, or the police",
    FlagOutcome.ADVICE: "Advice was asked for or given, and nothing else follows",
    FlagOutcome.ORGANISER: "The organiser deals with it under its own policy",
    FlagOutcome.NO_ACTION: "Looked into: nobody is at risk, and nothing follows",
}

ASKED_OF = {AskedOf.NOMINEE: "The nominee", AskedOf.EMPLOYER: "The employer"}

DECISIONS = {
    ConcernDecision.GOES_ON: "They go on",
    ConcernDecision.PAUSED: "They are paused",
    ConcernDecision.LEFT_OUT: "They are left out",
}


def standing_words(concern: Concern | None) -> tuple[str, str]:
    """Give how far one asking is, and its tone; the answer itself is not among the words."""
    if concern is None:
        return "Not asked yet", "attention"
    if concern.decision is not None:
        return f"Decided: {DECISIONS[concern.decision].lower()}", "info"
    return ("To be decided", "attention") if concern.answered_at else ("Asked, no answer yet", "neutral")

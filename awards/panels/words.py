"""How a judge may be connected with an entry, and what each kind is called."""

from __future__ import annotations

from enum import StrEnum


class InterestKind(StrEnum):
    """How a judge is connected with an entry."""

    SAME_EMPLOYER = "same_employer"
    LINE_MANAGEMENT = "line_management"
    FAMILY_OR_FRIEND = "family_or_friend"
    NOMINATED_OR_SUPPORTED = "nominated_or_supported"
    TAUGHT_OR_TUTORED = "taught_or_tutored"
    FINANCIAL = "financial"
    SUPPORTED_ME = "supported_me"
    PREFER_NOT_TO_SAY = "prefer_not_to_say"
    ORGANISER_TIE = "organiser_tie"
    IS_NOMINEE = "is_nominee"
    OTHER = "other"


_K = InterestKind

JUDGE_WORDS = {
    _K.SAME_EMPLOYER: "We work for the same employer, or did in the last three years",
    _K.LINE_MANAGEMENT: "I manage or managed them, or they me",
    _K.FAMILY_OR_FRIEND: "Family or close friend",
    _K.NOMINATED_OR_SUPPORTED: "I nominated them or supported the nomination",
    _K.TAUGHT_OR_TUTORED: "I taught or tutored them",
    _K.FINANCIAL: "There is a financial tie between us",
    _K.SUPPORTED_ME: "This person supported me or my family",
    _K.PREFER_NOT_TO_SAY: "I am connected and prefer not to say how",
    _K.IS_NOMINEE: "I am one of the people put forward",
    _K.OTHER: "Something else",
}
"""What judges choose from, in this order."""

STAFF_WORDS = {
    _K.SAME_EMPLOYER: "Same employer",
    _K.LINE_MANAGEMENT: "Line management",
    _K.FAMILY_OR_FRIEND: "Family or close friend",
    _K.NOMINATED_OR_SUPPORTED: "Nominated or supported the entry",
    _K.TAUGHT_OR_TUTORED: "Taught or tutored",
    _K.FINANCIAL: "Financial tie",
    _K.SUPPORTED_ME: "Supported the judge or their family",
    _K.PREFER_NOT_TO_SAY: "Connected, prefers not to say how",
    _K.ORGANISER_TIE: "Tie of the organiser",
    _K.IS_NOMINEE: "Is one of the people put forward",
    _K.OTHER: "Other",
}
"""What staff read, and choose from when they add an interest for a judge."""


class PlanCause(StrEnum):
    """Why a plan of readings was asked for."""

    STAFF = "staff"
    CONFLICT = "conflict"
    ABSTAINED = "abstained"
    LEFT = "left"

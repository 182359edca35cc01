"""What a link may be for, how long it lives, and whether it may be used again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


class Purpose(StrEnum):
    """The one thing a link opens."""

    RESUME_NOMINATION = "resume_nomination"
    READ_RECEIPT = "read_receipt"
    NOMINEE_NOTICE = "nominee_notice"
    ADULT_CONFIRMATION = "adult_confirmation"
    JUDGE_SIGN_IN = "judge_sign_in"
    STAFF_SIGN_IN = "staff_sign_in"


@dataclass(frozen=True, slots=True)
class Terms:
    """How long a link lives and whether the first use consumes it; and the words on its door."""

    lives: timedelta
    single_use: bool
    button: str


TERMS = {
    Purpose.RESUME_NOMINATION: Terms(timedelta(days=14), False, "Open my nomination"),  # noqa: FBT003
    Purpose.READ_RECEIPT: Terms(timedelta(days=14), False, "Open my copy"),  # noqa: FBT003
    Purpose.NOMINEE_NOTICE: Terms(timedelta(days=60), False, "Continue"),  # noqa: FBT003
    Purpose.ADULT_CONFIRMATION: Terms(timedelta(days=30), False, "Continue"),  # noqa: FBT003
    Purpose.JUDGE_SIGN_IN: Terms(timedelta(days=2), True, "Sign in to judge"),  # noqa: FBT003
    Purpose.STAFF_SIGN_IN: Terms(timedelta(hours=1), True, "Sign in"),  # noqa: FBT003
}

"""What a link may be for, how long it lives, and whether it may be used again or sent anew."""

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
    STAFF_SETUP = "staff_setup"
    PASSWORD_RESET = "password_reset"  # noqa: S105 - a purpose, not a password
    DEMO_ENTRY = "demo_entry"
    """Signs a member of the demo's staff in; nothing opens it where there is no demo."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """How long a link lives, whether the first use consumes it, and the words on its door.

    `renewable`: whoever holds one that ran out may have a new one sent to the address on file.
    """

    lives: timedelta
    button: str
    single_use: bool = False
    renewable: bool = False


TERMS = {
    Purpose.RESUME_NOMINATION: Terms(lives=timedelta(days=14), button="Open my nomination", renewable=True),
    Purpose.READ_RECEIPT: Terms(lives=timedelta(days=14), button="Open my copy", renewable=True),
    Purpose.NOMINEE_NOTICE: Terms(lives=timedelta(days=60), button="Continue", renewable=True),
    Purpose.ADULT_CONFIRMATION: Terms(lives=timedelta(days=30), button="Continue", renewable=True),
    Purpose.JUDGE_SIGN_IN: Terms(lives=timedelta(days=2), button="Sign in to judge", single_use=True),
    Purpose.STAFF_SETUP: Terms(lives=timedelta(days=2), button="Set up my account", single_use=True),
    Purpose.PASSWORD_RESET: Terms(lives=timedelta(hours=1), button="Choose a new password", single_use=True),
    Purpose.DEMO_ENTRY: Terms(lives=timedelta(hours=12), button="Enter the demo", single_use=True),
}

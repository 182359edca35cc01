"""Who did something: an audience and that person's own reference."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Audience(StrEnum):
    """Whom a door opens to (one list for the whole house)."""

    EVERYONE = "everyone"
    NOMINATORS = "nominators"
    NOMINEES = "nominees"
    SUPPORTERS = "supporters"
    JUDGES = "judges"
    STAFF = "staff"


class Role(StrEnum):
    """What a person with an account may be granted."""

    ADMINISTRATOR = "administrator"
    STAFF = "staff"
    CONFIDENTIAL_STAFF = "confidential_staff"
    READ_ONLY = "read_only"
    JUDGE = "judge"


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts: their audience, their reference and, for staff, their roles."""

    audience: Audience
    reference: str
    roles: frozenset[Role] = frozenset()
    seen_by: str = ""
    """Who looks with these eyes, if it is not they themselves: an administrator's reference ("see as")."""

    def __str__(self) -> str:
        return f"{self.audience}:{self.reference}" + (f" seen by {self.seen_by}" if self.seen_by else "")


SYSTEM = Actor(Audience.STAFF, "system")
"""The worker and the operator's commands."""

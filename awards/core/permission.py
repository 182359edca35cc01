"""Permission is what policies return: yes, or no with every reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One objection: a stable code for tests and logs, and a sentence for people."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Permission:
    """Yes, or no with every reason; never a bare bool."""

    reasons: tuple[Reason, ...] = ()

    @classmethod
    def unless(cls, *objections: Reason | None) -> Permission:
        """Give permission unless an objection was found; all objections are kept."""
        return cls(tuple(found for found in objections if found))

    def __bool__(self) -> bool:
        return not self.reasons


class Refused(Exception):  # noqa: N818 - "Refused" is the word of the house; it is a refusal, not an error
    """A policy said no; the reasons are shown to the person with status 409."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission
        super().__init__("; ".join(reason.text for reason in permission.reasons))

    @classmethod
    def because(cls, code: str, text: str) -> Refused:
        """Refuse for one reason."""
        return cls(Permission((Reason(code, text),)))


def require(permission: Permission) -> None:
    """Go on only with permission.

    Raises:
        Refused: with every reason of the permission that was not given.
    """
    if not permission:
        raise Refused(permission)

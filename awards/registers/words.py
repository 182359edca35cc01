"""The fixed words of checks and lists, used by rules and tables alike."""

from __future__ import annotations

from enum import StrEnum


class ListKind(StrEnum):
    """What an uploaded or pasted list is."""

    REGISTER = "register"
    """What the professional register answered for the numbers that were searched."""
    PROGRAMME = "programme"
    """The organiser's own list of who is or was on which training programme."""


class RegisterResult(StrEnum):
    """What the register said of somebody."""

    REGISTERED = "registered"
    LAPSED = "lapsed"
    NOT_FOUND = "not_found"
    OTHER_NAME = "other_name"
    """The number belongs to somebody of another name: a person must look."""

"""The fixed words of a season's data that both its file and its tables use."""

from __future__ import annotations

from enum import StrEnum


class Release(StrEnum):
    """Who lifts the embargo."""

    BY_A_PERSON = "person"
    BY_THE_CLOCK = "clock"


class NomineeShape(StrEnum):
    """What a category is for: one person, several people or a team."""

    PERSON = "person"
    PEOPLE = "people"
    TEAM = "team"


class Asked(StrEnum):
    """A fact that a category's form asks about the nominee."""

    EMPLOYER = "employer"
    ROLE = "role"
    REGISTRATION = "registration"
    DATE_OF_BIRTH = "date_of_birth"
    LIVED_EXPERIENCE = "lived_experience"
    PROGRAMME = "programme"
    TEAM = "team"

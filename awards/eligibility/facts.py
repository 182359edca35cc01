"""What a rule may know about a nomination; `None` always means unknown or not given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

NO_ROLE = "none"
"""The `organiser_role` of somebody who does not work for the organiser."""


class NomineeKind(StrEnum):
    """The shape of nominee the nominator entered."""

    PERSON = "person"
    GROUP = "group"
    TEAM = "team"
    ORGANISATION = "organisation"


class Registration(StrEnum):
    """Standing on the professional register the season names."""

    REGISTERED = "registered"
    LAPSED = "lapsed"
    NOT_REGISTERED = "not_registered"
    OTHER_UK_REGISTER = "other_uk_register"


class ProgrammeState(StrEnum):
    """How far somebody got with a training programme."""

    CURRENT = "current"
    COMPLETED = "completed"
    DEFERRED = "deferred"
    OFFERED = "offered"
    WITHDRAWN = "withdrawn"
    LEFT_AFTER_QUALIFYING = "left_after_qualifying"
    UNKNOWN = "unknown"


class TeamStructure(StrEnum):
    """Whether a team belongs to one employer or to several."""

    SINGLE_AGENCY = "single_agency"
    MULTI_AGENCY = "multi_agency"


@dataclass(frozen=True, slots=True)
class ProgrammeStatus:
    """One training programme and where the person stands on it; keys come from the season's vocabulary."""

    programme: str
    status: ProgrammeState = ProgrammeState.UNKNOWN
    stage: str | None = None


@dataclass(frozen=True, slots=True)
class PreviousWin:
    """An award won in an earlier season of the same programme."""

    category: str
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Nominator:
    """What is known of the person who nominates."""

    is_nominee: bool | None = None
    knows_nominee: bool | None = None
    organiser_role: str | None = None
    judges_categories: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What is known of one person put forward, on the day of submission.

    `seconded_to` and `placed_with` are the exception to "None is unknown": None there means neither.
    """

    name: str
    date_of_birth: date | None = None
    registration: Registration | None = None
    employer_type: str | None = None
    employer_on_list: bool | None = None
    delegated_functions: bool | None = None
    seconded_to: str | None = None
    placed_with: str | None = None
    in_post: bool | None = None
    works_in: str | None = None
    nation: str | None = None
    lived_experience: bool | None = None
    lived_experience_nation: str | None = None
    adult_confirmed_16_17: bool | None = None
    programmes: tuple[ProgrammeStatus, ...] | None = None
    deceased: bool | None = None
    previous_wins: tuple[PreviousWin, ...] | None = None
    judges_categories: tuple[str, ...] | None = None
    organiser_role: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """What is known of a team put forward; both counts are numbers of people."""

    structure: TeamStructure | None = None
    lead_employer_type: str | None = None
    nation: str | None = None
    service: str | None = None
    members: int | None = None
    children_social_workers: int | None = None
    active: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Everything the rules of one category may look at.

    `submitted_at` is the effective time of submission; None means some time inside the window.
    Raises ValueError for a time without a zone, which could not be compared with the window.
    """

    category: str
    nominator: Nominator
    submitted_at: datetime | None = None
    nominee_aware: bool | None = None
    nominee_kind: NomineeKind = NomineeKind.PERSON
    benefits: str | None = None
    people: tuple[Person, ...] = ()
    team: Team | None = None

    def __post_init__(self) -> None:
        if self.submitted_at is not None and self.submitted_at.tzinfo is None:
            raise ValueError("submitted_at needs a time zone")

"""Pure decisions about what a nomination asks and what was typed into it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from awards.core.words import word_count
from awards.eligibility.kind import Kind
from awards.eligibility.kinds_nomination import Nation
from awards.eligibility.kinds_people import AdultConfirmation, AgeRange, LivedExperience, Registered
from awards.eligibility.kinds_post import Post
from awards.eligibility.kinds_programme import ProgrammeStanding, StageReached
from awards.eligibility.kinds_team import MultiAgencyMember, SingleAgencyTeam, TeamActive, TeamSize

LONGEST_DRAFT: Final = 10_000
"""Characters of an answer that a draft keeps; the limit in words is checked when it is sent."""
NATION: Final = "nation"
TEAM_FACTS: Final = frozenset(
    {"structure", "lead_employer_type", "service", "members", "children_social_workers", "active"}
)
PERSON_FACTS: Final = frozenset(
    {
        "employer_type", "works_in", "in_post", "registration", "date_of_birth", "lived_experience",
        "programme", "programme_status", "programme_stage",
    }
)  # fmt: skip
"""What eligibility may rest on about one person, by the column it is kept in."""

_FACTS_OF_KIND: Final[Mapping[type[Kind], frozenset[str]]] = {
    Nation: frozenset({NATION}),
    Post: frozenset({"employer_type", "works_in", "in_post"}),
    Registered: frozenset({"registration"}),
    AgeRange: frozenset({"date_of_birth"}),
    AdultConfirmation: frozenset({"date_of_birth"}),
    LivedExperience: frozenset({"lived_experience"}),
    ProgrammeStanding: frozenset({"programme", "programme_status"}),
    StageReached: frozenset({"programme", "programme_status", "programme_stage"}),
    TeamSize: frozenset({"members"}),
    SingleAgencyTeam: frozenset({"structure", "lead_employer_type", "service"}),
    MultiAgencyMember: frozenset({"structure", "children_social_workers"}),
    TeamActive: frozenset({"active"}),
}
_FIELDS_OF_ASKED: Final[Mapping[str, frozenset[str]]] = {
    "employer": frozenset({"employer", "employer_type"}),
    "role": frozenset({"role"}),
    "registration": frozenset({"registration", "registration_number"}),
    "date_of_birth": frozenset({"date_of_birth"}),
    "lived_experience": frozenset({"lived_experience"}),
    "programme": frozenset({"programme", "programme_status"}),
}
_VOCABULARY_OF: Final[Mapping[str, str]] = {
    "employer_type": "employer_types",
    "lead_employer_type": "employer_types",
    "works_in": "works_in",
    "service": "team_services",
    "programme": "programmes",
    "programme_status": "programmes",
    "programme_stage": "programme_stages",
}

_MONTHS: Final = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
                  "november", "december")  # fmt: skip
_NUMBER: Final = re.compile(r"[0-9]{1,4}")
_REGISTER_NUMBER: Final = re.compile(r"(?:SW)?0*([0-9]{1,10})")
_YEAR_DIGITS: Final = 4
_SHORTEST_MONTH: Final = 3
"""Letters by which a month is known: "Sep", "Sept" and "September" are one."""


@dataclass(frozen=True, slots=True)
class DayFault:
    """What is wrong with a typed date: the part it is about (day, month, year or all) and what to do."""

    part: str
    words: str


def facts_asked(kinds: Iterable[Kind], vocabulary: Collection[str]) -> frozenset[str]:
    """Give the facts that these kinds of rule look at and that the nominator can tell.

    A choice whose words the season's vocabulary lacks cannot be asked.
    """
    wanted = frozenset(fact for kind in kinds for fact in _FACTS_OF_KIND.get(type(kind), ()))
    return _offered(wanted, vocabulary)


def vocabulary_of(fact: str) -> str | None:
    """Give the name of the season's vocabulary that a fact is chosen from; None for one that is not."""
    return _VOCABULARY_OF.get(fact)


def person_fields(asks: Iterable[str], facts: Collection[str], vocabulary: Collection[str]) -> frozenset[str]:
    """Give the fields of a person's page: what the category asks and what its rules look at."""
    asked = frozenset(name for one in asks for name in _FIELDS_OF_ASKED.get(one, ()))
    return _offered(asked | (PERSON_FACTS & frozenset(facts)), vocabulary)


def normal_registration(text: str) -> str:
    """Give a register number in the one form it is kept in: "sw 000 123" becomes "SW123".

    A number of another shape is kept as typed, in capitals: the register is the proof, not the format.
    """
    bare = re.sub(r"[\s-]", "", text).upper()
    found = _REGISTER_NUMBER.fullmatch(bare)
    return f"SW{found.group(1)}" if found else bare


def whole_number(text: str) -> int | None:
    """Give a whole number written in plain digits, up to 9999; None for anything else."""
    return int(text) if _NUMBER.fullmatch(text) else None


def typed_day(day: str, month: str, year: str, *, today: date) -> date | DayFault | None:
    """Give a date of birth from its three boxes; None when all are empty.

    One fault at a time, in the order missing, impossible, not in the past. Months may be names.
    """
    parts = {"day": day, "month": month, "year": year}
    missing = [name for name, text in parts.items() if not text]
    if missing:
        return None if len(missing) == len(parts) else _missing(missing)
    numbers = (whole_number(day), _month(month), whole_number(year) if len(year) == _YEAR_DIGITS else None)
    if numbers[2] is None:
        return DayFault("year", "Year must include 4 numbers")
    try:
        found = date(numbers[2], numbers[1] or 0, numbers[0] or 0)
    except ValueError:
        return DayFault("all", "Date of birth must be a real date")
    return found if found < today else DayFault("all", "Date of birth must be in the past")


def within_limit(text: str, limit: int) -> bool:
    """Whether the text has no more words than the limit; the limit itself is allowed."""
    return word_count(text) <= limit


def _missing(names: list[str]) -> DayFault:
    return DayFault(names[0], f"Date of birth must include a {' and '.join(names)}")


def _month(text: str) -> int | None:
    word = text.strip(".").casefold()
    if len(word) >= _SHORTEST_MONTH:
        return next((number for number, name in enumerate(_MONTHS, 1) if name.startswith(word)), None)
    return whole_number(word)


def _offered(names: frozenset[str], vocabulary: Collection[str]) -> frozenset[str]:
    return frozenset(name for name in names if _VOCABULARY_OF.get(name, "") in {"", *vocabulary})

"""What a detail is: where it stands, of what kind it is, and why it was found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class DetailKind(StrEnum):
    """What a detail may tell about somebody."""

    NAME = "name"
    AGE = "age"
    SCHOOL = "school"
    PLACE = "place"
    HEALTH = "health"
    COURT = "court"
    CONTACT = "contact"


@dataclass(frozen=True, slots=True)
class Detail:
    """A stretch of a text, `text[start:end]`, that may tell who somebody is or what nobody need know.

    `why` is a short phrase for staff: what was seen.
    """

    start: int
    end: int
    kind: DetailKind
    why: str

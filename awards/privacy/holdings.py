"""The data map: of whom each table is, why it is held, how long, and who sees it; a table without a line fails."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from awards.privacy.rules import Rule


class Whom(StrEnum):
    """Of whom something is held, in the words of the privacy page."""

    NOMINATORS = "people who nominate"
    NOMINEES = "people who are nominated"
    SUPPORTERS = "adults who confirm for somebody under 18"
    STORIES = "people in a story"
    WINNERS = "finalists and winners"
    JUDGES = "judges"
    STAFF = "awards staff"
    VISITORS = "visitors"
    NOBODY = "nobody"


class Why(StrEnum):
    """Why something is held; each rests on one basis in law."""

    RUN = "to run the awards"
    PUBLISH = "to show who was honoured"
    SAFE = "to keep people safe"
    ANSWER = "to be able to show that it was done fairly"
    SECURE = "to keep the portal and its accounts safe"
    RIGHTS = "to respect your wishes"


BASIS: Final = {
    Why.RUN: "legitimate interests",
    Why.PUBLISH: "your consent, for each thing by itself",
    Why.SAFE: "legitimate interests; safeguarding of children and of people at risk",
    Why.ANSWER: "legitimate interests",
    Why.SECURE: "legitimate interests",
    Why.RIGHTS: "legal obligation",
}
"""On what each purpose rests, for the data map and the DPIA."""

TEAM: Final = "awards staff"
NAMED: Final = "named staff only"
PANEL: Final = "judges of the panel who have no tie, awards staff"
ADMINISTRATORS: Final = "administrators"
EVERYBODY: Final = "everybody"
MACHINES: Final = "nobody; the portal alone"
SEASON: Final = "as long as the season is kept as a record"
CONSENTS: Final = "as long as what it allows is public, and a year after"


@dataclass(frozen=True, slots=True)
class Holding:
    """One table: what is in it, in plain words, of whom, why, how long, and who sees it."""

    table: str
    what: str
    of: tuple[Whom, ...]
    why: Why
    kept: Rule | str
    seen_by: str

    @property
    def is_of_somebody(self) -> bool:
        """Whether it says anything of a person."""
        return self.of != (Whom.NOBODY,)


def of_nobody(*tables: str, kept: Rule | str = SEASON, seen_by: str = TEAM) -> tuple[Holding, ...]:
    """Give lines for tables that say nothing of anybody: texts of the awards, states, numbers, references."""
    return tuple(Holding(one, "settings and references", (Whom.NOBODY,), Why.RUN, kept, seen_by) for one in tables)


@dataclass(frozen=True, slots=True)
class Held:
    """What is held of somebody, for the privacy page: one line for all tables that say the same."""

    what: str
    why: Why
    kept: Rule | str
    seen_by: str


def held_of(holdings: tuple[Holding, ...], whom: Whom) -> list[Held]:
    """Give what is held of these people, each kind of thing once, in the order of the map."""
    lines = (Held(one.what, one.why, one.kept, one.seen_by) for one in holdings if whom in one.of)
    return list(dict.fromkeys(lines))

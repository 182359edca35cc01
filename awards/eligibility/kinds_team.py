"""Kinds of rule about teams: their size, whose they are, who is in them, whether they still exist."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from awards.eligibility.facts import Facts, NomineeKind, Team, TeamStructure
from awards.eligibility.kind import Kind, Objection, asks, fails
from awards.eligibility.window import SeasonWindow


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSize(Kind):
    """A team of at least `least` members is put forward.

    Raises ValueError for a team of fewer than one.
    """

    least: int = 2
    SAYS: ClassVar[frozenset[str]] = frozenset({"too_small", "name_the_team", "not_said"})

    def __post_init__(self) -> None:
        if self.least < 1:
            raise ValueError("least must be 1 or more")

    def objections(self, facts: Facts, _window: SeasonWindow, /) -> Iterable[Objection]:
        """Without a team, one person fails; any other shape can be put right by naming the team."""
        if facts.team is None:
            alone = facts.nominee_kind is NomineeKind.PERSON
            yield fails("too_small") if alone else asks("name_the_team")
        elif facts.team.members is None:
            yield asks("not_said")
        elif facts.team.members < self.least:
            yield fails("too_small")


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleAgencyTeam(Kind):
    """A team of one employer belongs to one of the `employers` and to one of the `services`.

    A service in `unclear_services` is for staff to decide.
    """

    employers: tuple[str, ...]
    services: tuple[str, ...]
    unclear_services: tuple[str, ...] = ()
    SAYS: ClassVar[frozenset[str]] = frozenset(
        {
            "employer_does_not_count", "employer_not_said", "service_does_not_count", "service_unclear",
            "service_not_said", "structure_not_said",
        }
    )  # fmt: skip

    def objections(self, facts: Facts, _window: SeasonWindow, /) -> Iterable[Objection]:
        """Silent about teams of several agencies, and where no team is put forward."""
        if facts.team is None or facts.team.structure is TeamStructure.MULTI_AGENCY:
            return []
        if facts.team.structure is None:
            return [asks("structure_not_said")]
        found = (self._employer(facts.team), self._service(facts.team))
        return [one for one in found if one is not None]

    def _employer(self, team: Team) -> Objection | None:
        if team.lead_employer_type is None:
            return asks("employer_not_said")
        return None if team.lead_employer_type in self.employers else fails("employer_does_not_count")

    def _service(self, team: Team) -> Objection | None:
        if team.service is None:
            return asks("service_not_said")
        if team.service in self.unclear_services:
            return asks("service_unclear")
        return None if team.service in self.services else fails("service_does_not_count")


@dataclass(frozen=True, slots=True, kw_only=True)
class MultiAgencyMember(Kind):
    """A team of several agencies has at least `least` members in children's social work."""

    least: int = 1
    SAYS: ClassVar[frozenset[str]] = frozenset({"too_few", "not_said"})

    def objections(self, facts: Facts, _window: SeasonWindow, /) -> Iterable[Objection]:
        """Who leads the team does not matter; silent about teams of one agency."""
        if facts.team is None or facts.team.structure is not TeamStructure.MULTI_AGENCY:
            return
        if facts.team.children_social_workers is None:
            yield asks("not_said")
        elif facts.team.children_social_workers < self.least:
            yield fails("too_few")


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamActive(Kind):
    """The team still exists, or staff decide."""

    SAYS: ClassVar[frozenset[str]] = frozenset({"disbanded", "not_said"})

    def objections(self, facts: Facts, _window: SeasonWindow, /) -> Iterable[Objection]:
        """Never a failure: work done by a team that has ended may still be honoured."""
        if facts.team is not None and not facts.team.active:
            yield asks("not_said" if facts.team.active is None else "disbanded")

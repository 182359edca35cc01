"""Kinds of rule about teams: their size, whose they are, who is in them, whether they still exist."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from awards.eligibility.facts import Facts, NomineeKind, Team, TeamStructure
from awards.eligibility.kind import Ground, Kind, Objection, asks, fails
from awards.eligibility.window import SeasonWindow
from awards.eligibility.wording import NOT_GIVEN, Wording, how_many, number, said, sentence_of


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSize(Kind):
    """A team of at least `least` members is put forward.

    Raises ValueError for a team of fewer than one.
    """

    least: int = 2
    FILLS: ClassVar[frozenset[str]] = frozenset({"least"})
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

    def sentence(self, words: Wording, /) -> str:
        """Say how large a team has to be."""
        return sentence_of(f"{self.brief(words)} is put forward")

    def grounds(self, facts: Facts, _words: Wording, /) -> Iterable[Ground]:
        """Give the size of the team."""
        team = facts.team
        size = "no team is named" if team is None else NOT_GIVEN if team.members is None else str(team.members)
        yield Ground(f"Members of the team: {size}")

    def brief(self, _words: Wording, /) -> str:
        """Give "a team of two or more people"."""
        return f"a team of {number(self.least)} or more people"

    def fills(self, _words: Wording, /) -> Mapping[str, str]:
        """Give the least number in words."""
        return {"least": number(self.least)}


@dataclass(frozen=True, slots=True, kw_only=True)
class SingleAgencyTeam(Kind):
    """A team of one employer belongs to one of the `employers` and to one of the `services`.

    A service in `unclear_services` is for staff to decide.
    """

    employers: tuple[str, ...]
    services: tuple[str, ...]
    unclear_services: tuple[str, ...] = ()
    FILLS: ClassVar[frozenset[str]] = frozenset({"employers", "services"})
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

    def sentence(self, words: Wording, /) -> str:
        """Say whose teams count, what they do, and what staff decide."""
        fills = self.fills(words)
        parts = [f"A team of one employer belongs to {fills['employers']}, and works in {fills['services']}."]
        if self.unclear_services:
            unclear = words.any_of("team_services", self.unclear_services)
            parts.append(f"Our staff decide about a team that works in {unclear}.")
        return " ".join(parts)

    def grounds(self, facts: Facts, words: Wording, /) -> Iterable[Ground]:
        """Give whose the team is and what it does."""
        yield Ground(_structure_words(facts.team))
        if facts.team is not None:
            employer, service = facts.team.lead_employer_type, facts.team.service
            yield Ground(f"Employer: {NOT_GIVEN if employer is None else words.choice('employer_types', employer)}")
            yield Ground(f"Service: {NOT_GIVEN if service is None else words.choice('team_services', service)}")

    def fills(self, words: Wording, /) -> Mapping[str, str]:
        """Give the employers and the services that count."""
        return {
            "employers": words.any_of("employer_types", self.employers),
            "services": words.any_of("team_services", self.services),
        }

    def brief(self, words: Wording, /) -> str:
        """Give whose teams count."""
        fills = self.fills(words)
        return f"of {fills['employers']} working in {fills['services']}, or of several employers"

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
    FILLS: ClassVar[frozenset[str]] = frozenset({"members"})
    SAYS: ClassVar[frozenset[str]] = frozenset({"too_few", "not_said"})

    def objections(self, facts: Facts, _window: SeasonWindow, /) -> Iterable[Objection]:
        """Who leads the team does not matter; silent about teams of one agency."""
        if facts.team is None or facts.team.structure is not TeamStructure.MULTI_AGENCY:
            return
        if facts.team.children_social_workers is None:
            yield asks("not_said")
        elif facts.team.children_social_workers < self.least:
            yield fails("too_few")

    def sentence(self, words: Wording, /) -> str:
        """Say how many members have to be in children's social work."""
        members = self.fills(words)["members"]
        return f"A team of several employers has at least {members} in children’s social work."

    def grounds(self, facts: Facts, _words: Wording, /) -> Iterable[Ground]:
        """Give how many there are."""
        yield Ground(_structure_words(facts.team))
        if facts.team is not None:
            count = facts.team.children_social_workers
            yield Ground(f"Members in children’s social work: {NOT_GIVEN if count is None else count}")

    def brief(self, words: Wording, /) -> str:
        """Give what a team of several employers needs."""
        return f"with at least {self.fills(words)['members']} in children’s social work if it is of several employers"

    def fills(self, _words: Wording, /) -> Mapping[str, str]:
        """Give "one member" or "two members"."""
        return {"members": how_many(self.least, "member", "members")}


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamActive(Kind):
    """The team still exists, or staff decide."""

    SAYS: ClassVar[frozenset[str]] = frozenset({"disbanded", "not_said"})

    def objections(self, facts: Facts, _window: SeasonWindow, /) -> Iterable[Objection]:
        """Never a failure: work done by a team that has ended may still be honoured."""
        if facts.team is not None and not facts.team.active:
            yield asks("not_said" if facts.team.active is None else "disbanded")

    def sentence(self, _words: Wording, /) -> str:
        """Say that the team is one that still works together."""
        return "The team still works together, or our staff have decided."

    def grounds(self, facts: Facts, _words: Wording, /) -> Iterable[Ground]:
        """Give whether it does."""
        active = facts.team.active if facts.team else None
        yield Ground(f"The team still works together: {said(answer=active, yes='yes', no='no')}")


def _structure_words(team: Team | None) -> str:
    if team is None:
        return "No team is named"
    return f"Team of: {_STRUCTURES[team.structure]}"


_STRUCTURES: Mapping[TeamStructure | None, str] = {
    TeamStructure.SINGLE_AGENCY: "one employer",
    TeamStructure.MULTI_AGENCY: "several employers",
    None: NOT_GIVEN,
}

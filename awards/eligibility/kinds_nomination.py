"""Kinds of rule about the nomination itself: in time, by whom, free of conflicts, in which nation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from awards.eligibility.facts import NO_ROLE, Facts, Nominator, NomineeKind, Person
from awards.eligibility.kind import Kind, Objection, asks, fails
from awards.eligibility.window import SeasonWindow


class Stance(StrEnum):
    """What a season does about something its call may leave open."""

    ALLOW = "allow"
    ASK = "ask"
    BAR = "bar"


class JudgeScope(StrEnum):
    """Which judges have a conflict: those of any category, or of this one only."""

    ANY_CATEGORY = "any_category"
    SAME_CATEGORY = "same_category"


@dataclass(frozen=True, slots=True, kw_only=True)
class InsideWindow(Kind):
    """The nomination was submitted between the opening and the closing second, both included."""

    SAYS: ClassVar[frozenset[str]] = frozenset({"early", "late"})

    def objections(self, facts: Facts, window: SeasonWindow, /) -> Iterable[Objection]:
        """Object outside the window; a submission without a time counts as made inside it."""
        if facts.submitted_at is not None and window.is_before(facts.submitted_at):
            yield fails("early")
        if facts.submitted_at is not None and window.is_after(facts.submitted_at):
            yield fails("late")


@dataclass(frozen=True, slots=True, kw_only=True)
class NominatorKnowsNominee(Kind):
    """Whoever nominates knows the people they put forward."""

    SAYS: ClassVar[frozenset[str]] = frozenset({"does_not_know", "not_said"})

    def objections(self, facts: Facts, _window: SeasonWindow, /) -> Iterable[Objection]:
        """Fail on a plain no; ask about silence."""
        if facts.nominator.knows_nominee is None:
            yield asks("not_said")
        elif not facts.nominator.knows_nominee:
            yield fails("does_not_know")


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfNomination(Kind):
    """People do not put themselves forward, unless the season allows it or staff decide."""

    stance: Stance
    teams_exempt: bool = True
    SAYS: ClassVar[frozenset[str]] = frozenset({"self_nominated", "not_said"})

    def objections(self, facts: Facts, _window: SeasonWindow, /) -> Iterable[Objection]:
        """Let a team be put forward by its member or manager where teams are exempt."""
        exempt = self.teams_exempt and facts.nominee_kind is NomineeKind.TEAM
        if exempt or self.stance is Stance.ALLOW:
            return
        if facts.nominator.is_nominee is None:
            yield asks("not_said")
        elif facts.nominator.is_nominee:
            yield fails("self_nominated") if self.stance is Stance.BAR else asks("self_nominated")


@dataclass(frozen=True, slots=True, kw_only=True)
class NomineeKnows(Kind):
    """The people put forward know of it before anything reaches the judges."""

    SAYS: ClassVar[frozenset[str]] = frozenset({"not_aware", "not_said"})

    def objections(self, facts: Facts, _window: SeasonWindow, /) -> Iterable[Objection]:
        """Ask, never fail: the nominee can still be told."""
        if facts.nominee_aware is None:
            yield asks("not_said")
        elif not facts.nominee_aware:
            yield asks("not_aware")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictOfInterest(Kind):
    """Ties of nominator or nominee to the organiser or the judges are cleared by staff; they never bar."""

    judges: JudgeScope = JudgeScope.ANY_CATEGORY
    SAYS: ClassVar[frozenset[str]] = frozenset(
        {
            "nominator_judges",
            "nominator_works_for_organiser",
            "nominee_judges",
            "nominee_works_for_organiser",
            "not_said",
        }
    )

    def objections(self, facts: Facts, _window: SeasonWindow, /) -> Iterable[Objection]:
        """Ask about each tie of the nominator and of each person put forward."""
        yield from self._ties("nominator", facts.nominator, facts.category)
        for person in facts.people:
            yield from self._ties("nominee", person, facts.category)

    def _ties(self, who: str, somebody: Nominator | Person, category: str) -> Iterator[Objection]:
        about = somebody.name if isinstance(somebody, Person) else None
        role, judging = somebody.organiser_role, somebody.judges_categories
        if role is None or judging is None:
            yield asks("not_said", about)
        if role not in {None, NO_ROLE}:
            yield asks(f"{who}_works_for_organiser", about)
        if judging and (self.judges is JudgeScope.ANY_CATEGORY or category in judging):
            yield asks(f"{who}_judges", about)


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviousWinner(Kind):
    """Whoever won the same category in the season immediately before needs a check that the work is new."""

    SAYS: ClassVar[frozenset[str]] = frozenset({"won_last_time", "not_known"})

    def objections(self, facts: Facts, window: SeasonWindow, /) -> Iterable[Objection]:
        """Ask about that one win; any other, and any shortlisting, is free."""
        for person in facts.people:
            if person.previous_wins is None:
                yield asks("not_known", person.name)
            elif any(
                win.category == facts.category and win.year == window.previous_year for win in person.previous_wins
            ):
                yield asks("won_last_time", person.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Living(Kind):
    """The people put forward are living, or staff decide with the family."""

    SAYS: ClassVar[frozenset[str]] = frozenset({"has_died", "not_known"})

    def objections(self, facts: Facts, _window: SeasonWindow, /) -> Iterable[Objection]:
        """Ask, never fail: an award may be given after a death."""
        for person in facts.people:
            if person.deceased is None:
                yield asks("not_known", person.name)
            elif person.deceased:
                yield asks("has_died", person.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nation(Kind):
    """The people, the team and those who benefit are in the nation the programme is for."""

    nation: str
    SAYS: ClassVar[frozenset[str]] = frozenset({"person_elsewhere", "team_elsewhere", "benefits_elsewhere", "not_said"})

    def objections(self, facts: Facts, _window: SeasonWindow, /) -> Iterable[Objection]:
        """Object to each place that lies elsewhere or is not given."""
        for person in facts.people:
            yield from self._elsewhere(person.nation, "person_elsewhere", person.name)
        if facts.team is not None:
            yield from self._elsewhere(facts.team.nation, "team_elsewhere", None)
        yield from self._elsewhere(facts.benefits, "benefits_elsewhere", None)

    def _elsewhere(self, nation: str | None, code: str, about: str | None) -> Iterator[Objection]:
        if nation is None:
            yield asks("not_said", about)
        elif nation != self.nation:
            yield fails(code, about)

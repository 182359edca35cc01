"""Kinds of rule about the nomination itself: in time, by whom, free of conflicts, in which nation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from awards.eligibility.facts import NO_ROLE, Facts, Nominator, NomineeKind, Person, PreviousWin
from awards.eligibility.kind import Ground, Kind, Objection, asks, fails
from awards.eligibility.window import SeasonWindow
from awards.eligibility.wording import NOT_GIVEN, Wording, said


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

    def sentence(self, words: Wording, /) -> str:
        """Give both ends of the window."""
        window = words.window
        return f"The nomination is sent from {words.moment(window.opens_at)} to {words.moment(window.closes_at)}."

    def grounds(self, facts: Facts, words: Wording, /) -> Iterable[Ground]:
        """Give when it counts as sent."""
        sent = facts.submitted_at
        yield Ground(f"Sent: {words.moment(sent) if sent else 'in time, as far as is known'}")


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

    def sentence(self, _words: Wording, /) -> str:
        """Say who may nominate."""
        return "Whoever nominates knows the people they put forward."

    def grounds(self, facts: Facts, _words: Wording, /) -> Iterable[Ground]:
        """Give what the nominator said."""
        knows = said(answer=facts.nominator.knows_nominee, yes="yes", no="no")
        yield Ground(f"Nominator knows them: {knows}")


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

    def sentence(self, _words: Wording, /) -> str:
        """Say what happens to people who put themselves forward, and whether that holds for teams."""
        if self.stance is Stance.ALLOW:
            return "People may put themselves forward."
        whom = "themselves" if self.teams_exempt else "themselves or their own team"
        teams = " A team may be put forward by its member or manager." if self.teams_exempt else ""
        if self.stance is Stance.BAR:
            return f"Nobody puts {whom} forward.{teams}"
        return f"Our staff decide about people who put {whom} forward.{teams}"

    def grounds(self, facts: Facts, _words: Wording, /) -> Iterable[Ground]:
        """Give what the nominator said; a team is put forward as a team."""
        if facts.nominee_kind is NomineeKind.TEAM:
            yield Ground("A team is put forward")
        mine = said(answer=facts.nominator.is_nominee, yes="yes", no="no")
        yield Ground(f"Nominator is one of the people put forward: {mine}")


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

    def sentence(self, _words: Wording, /) -> str:
        """Say who has to know."""
        return "The people put forward know about it before the judges see anything."

    def grounds(self, facts: Facts, _words: Wording, /) -> Iterable[Ground]:
        """Give what the nominator said."""
        yield Ground(f"The people put forward know: {said(answer=facts.nominee_aware, yes='yes', no='not yet')}")


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

    def sentence(self, _words: Wording, /) -> str:
        """Say which ties are looked at."""
        judges = "any category" if self.judges is JudgeScope.ANY_CATEGORY else "this category"
        return (
            f"Our staff decide about a nomination by or of somebody who works for the organiser or who judges {judges}."
        )

    def grounds(self, facts: Facts, _words: Wording, /) -> Iterable[Ground]:
        """Give the ties of the nominator and of each person put forward."""
        yield Ground(f"Nominator: {_tie(facts.nominator)}")
        for person in facts.people:
            yield Ground(_tie(person), person.name)

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

    def sentence(self, words: Wording, /) -> str:
        """Say whose earlier win is looked at; in a first season there is none."""
        year = words.window.previous_year
        if year is None:
            return "There is no earlier season whose winners our staff would look at."
        return f"Whoever won this category in {year} can be put forward for new work: our staff check that it is new."

    def grounds(self, facts: Facts, words: Wording, /) -> Iterable[Ground]:
        """Give whether each person won this category the season before."""
        year = words.window.previous_year
        for person in facts.people:
            wins = person.previous_wins
            won = None if wins is None else any(one == (facts.category, year) for one in _pairs(wins))
            yield Ground(f"winner of this category in {year or 'an earlier season'}: "
                         f"{said(answer=won, yes='yes', no='no')}", person.name)  # fmt: skip


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

    def sentence(self, _words: Wording, /) -> str:
        """Say that a death is for people to decide about."""
        return "The people put forward are living, or our staff have decided with the family."

    def grounds(self, facts: Facts, _words: Wording, /) -> Iterable[Ground]:
        """Give whether each person is known to have died."""
        for person in facts.people:
            yield Ground(f"has died: {said(answer=person.deceased, yes='yes', no='no')}", person.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nation(Kind):
    """The people, the team and those who benefit are in the nation the programme is for."""

    nation: str
    SAYS: ClassVar[frozenset[str]] = frozenset({"person_elsewhere", "team_elsewhere", "benefits_elsewhere", "not_said"})
    FILLS: ClassVar[frozenset[str]] = frozenset({"nation"})

    def objections(self, facts: Facts, _window: SeasonWindow, /) -> Iterable[Objection]:
        """Object to each place that lies elsewhere or is not given."""
        for person in facts.people:
            yield from self._elsewhere(person.nation, "person_elsewhere", person.name)
        if facts.team is not None:
            yield from self._elsewhere(facts.team.nation, "team_elsewhere", None)
        yield from self._elsewhere(facts.benefits, "benefits_elsewhere", None)

    def sentence(self, words: Wording, /) -> str:
        """Say which nation all of them are in."""
        nation = words.choice("nations", self.nation)
        return f"The people or the team put forward, and the people their work is for, are in {nation}."

    def grounds(self, facts: Facts, words: Wording, /) -> Iterable[Ground]:
        """Give each place that was told."""
        for person in facts.people:
            yield Ground(f"nation: {_place(person.nation, words)}", person.name)
        if facts.team is not None:
            yield Ground(f"Nation of the team: {_place(facts.team.nation, words)}")
        yield Ground(f"The people the work is for: {_place(facts.benefits, words)}")

    def fills(self, words: Wording, /) -> Mapping[str, str]:
        """Give the nation."""
        return {"nation": words.choice("nations", self.nation)}

    def _elsewhere(self, nation: str | None, code: str, about: str | None) -> Iterator[Objection]:
        if nation is None:
            yield asks("not_said", about)
        elif nation != self.nation:
            yield fails(code, about)


def _tie(somebody: Nominator | Person) -> str:
    role, judging = somebody.organiser_role, somebody.judges_categories
    works = "works for the organiser: " + (NOT_GIVEN if role is None else "no" if role == NO_ROLE else "yes")
    judges = None if judging is None else ", ".join(judging).replace("_", " ") or "no"
    return f"{works}; judges: {judges or NOT_GIVEN}"


def _pairs(wins: Iterable[PreviousWin]) -> Iterator[tuple[str, int]]:
    return ((one.category, one.year) for one in wins)


def _place(nation: str | None, words: Wording) -> str:
    return NOT_GIVEN if nation is None else words.choice("nations", nation)

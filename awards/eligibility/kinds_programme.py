"""Kinds of rule about training programmes: who is on one, who has finished one, how far they have got."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from awards.eligibility.facts import Facts, Person, ProgrammeState
from awards.eligibility.kind import Kind, Objection, asks, fails
from awards.eligibility.window import SeasonWindow


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeStanding(Kind):
    """Each person has one of the `statuses` on at least one of the `programmes`.

    A status in `unclear` (deferred, say) is for staff to decide.
    """

    programmes: tuple[str, ...]
    statuses: tuple[ProgrammeState, ...]
    unclear: tuple[ProgrammeState, ...] = (ProgrammeState.UNKNOWN,)
    SAYS: ClassVar[frozenset[str]] = frozenset(
        {"none_of_these", "finished", "still_on_it", "other_status", "unclear", "not_said"}
    )
    _CODES: ClassVar[dict[ProgrammeState, str]] = {
        ProgrammeState.COMPLETED: "finished",
        ProgrammeState.CURRENT: "still_on_it",
    }

    @property
    def says(self) -> frozenset[str]:
        """Standings that are wanted, or left to staff, are never held against anybody."""
        return self.SAYS - {self._CODES.get(status) for status in (*self.statuses, *self.unclear)}

    def objections(self, facts: Facts, _window: SeasonWindow, /) -> Iterable[Objection]:
        """Go by each person's best standing: one fitting programme is enough."""
        for person in facts.people:
            found = self._standing(person)
            if found is not None:
                yield found

    def _standing(self, person: Person) -> Objection | None:
        if person.programmes is None:
            return asks("not_said", person.name)
        held = [one.status for one in person.programmes if one.programme in self.programmes]
        if not held:
            return fails("none_of_these", person.name)
        if any(status in self.statuses for status in held):
            return None
        if any(status in self.unclear for status in held):
            return asks("unclear", person.name)
        # Sorted, so that the sentence does not hang on the order in which programmes were typed.
        codes = sorted(self._CODES.get(status, "other_status") for status in held)
        return fails(codes[0], person.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageReached(Kind):
    """Each person now on one of the `programmes` has reached one of the `stages`, or staff decide."""

    programmes: tuple[str, ...]
    stages: tuple[str, ...]
    SAYS: ClassVar[frozenset[str]] = frozenset({"not_yet", "not_said"})

    def objections(self, facts: Facts, _window: SeasonWindow, /) -> Iterable[Objection]:
        """Silent about people who are not on a programme: the rule on standing speaks for that."""
        for person in facts.people:
            reached = [
                one.stage
                for one in person.programmes or ()
                if one.programme in self.programmes and one.status is ProgrammeState.CURRENT
            ]
            if reached and not any(stage in self.stages for stage in reached):
                yield asks("not_said" if None in reached else "not_yet", person.name)

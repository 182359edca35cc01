"""Kinds of rule about training programmes: who is on one, who has finished one, how far they have got."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from awards.eligibility.facts import Facts, Person, ProgrammeState
from awards.eligibility.kind import Ground, Kind, Objection, asks, fails
from awards.eligibility.window import SeasonWindow
from awards.eligibility.wording import NOT_GIVEN, Wording, joined

_HAS: Mapping[ProgrammeState, str] = {
    ProgrammeState.CURRENT: "is now on",
    ProgrammeState.COMPLETED: "has finished",
    ProgrammeState.DEFERRED: "has deferred",
    ProgrammeState.OFFERED: "has been offered a place on",
    ProgrammeState.WITHDRAWN: "has withdrawn from",
    ProgrammeState.LEFT_AFTER_QUALIFYING: "has left after qualifying from",
    ProgrammeState.UNKNOWN: "may be or have been on",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeStanding(Kind):
    """Each person has one of the `statuses` on at least one of the `programmes`.

    A status in `unclear` (deferred, say) is for staff to decide.
    """

    programmes: tuple[str, ...]
    statuses: tuple[ProgrammeState, ...]
    unclear: tuple[ProgrammeState, ...] = (ProgrammeState.UNKNOWN,)
    FILLS: ClassVar[frozenset[str]] = frozenset({"programmes"})
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

    def sentence(self, words: Wording, /) -> str:
        """Say which standings on which programmes count, and what staff decide."""
        programmes = words.any_of("programmes", self.programmes)
        parts = [f"Everybody put forward {joined(_HAS[one] for one in self.statuses)} {programmes}."]
        if self.unclear:
            unclear = joined(_STANDINGS[one] for one in self.unclear)
            parts.append(f"Our staff decide where somebody’s standing is this: {unclear}.")
        return " ".join(parts)

    def grounds(self, facts: Facts, words: Wording, /) -> Iterable[Ground]:
        """Give each person's programmes, and how far they got."""
        return [Ground(_programme_words(person, words), person.name) for person in facts.people]

    def brief(self, words: Wording, /) -> str:
        """Give the standings and the programmes."""
        programmes = words.any_of("programmes", self.programmes)
        return f"each of whom {joined(_HAS[one] for one in self.statuses)} {programmes}"

    def fills(self, words: Wording, /) -> Mapping[str, str]:
        """Give the programmes."""
        return {"programmes": words.any_of("programmes", self.programmes)}

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
    FILLS: ClassVar[frozenset[str]] = frozenset({"programmes", "stages"})
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

    def sentence(self, words: Wording, /) -> str:
        """Say which stages of which programmes count."""
        fills = self.fills(words)
        return (
            f"Whoever is now on {fills['programmes']} has reached the {fills['stages']}; "
            "our staff decide about somebody who has not."
        )

    def grounds(self, facts: Facts, words: Wording, /) -> Iterable[Ground]:
        """Give each person's programmes, and how far they got."""
        return [Ground(_programme_words(person, words), person.name) for person in facts.people]

    def fills(self, words: Wording, /) -> Mapping[str, str]:
        """Give the programmes and the stages."""
        return {
            "programmes": words.any_of("programmes", self.programmes),
            "stages": words.any_of("programme_stages", self.stages),
        }


def _programme_words(person: Person, words: Wording) -> str:
    """Give every programme of a person with standing and stage, in the same order whatever was typed first."""
    if person.programmes is None:
        return f"programme: {NOT_GIVEN}"
    held = [
        f"{words.choice('programmes', one.programme)}, {_STANDINGS[one.status]}"
        + (f", {words.choice('programme_stages', one.stage)}" if one.stage else "")
        for one in person.programmes
    ]
    return f"programme: {'; '.join(sorted(held)) or 'none'}"


_STANDINGS: Mapping[ProgrammeState, str] = {
    ProgrammeState.CURRENT: "now on it",
    ProgrammeState.COMPLETED: "finished",
    ProgrammeState.DEFERRED: "deferred",
    ProgrammeState.OFFERED: "offered a place",
    ProgrammeState.WITHDRAWN: "withdrew",
    ProgrammeState.LEFT_AFTER_QUALIFYING: "left after qualifying",
    ProgrammeState.UNKNOWN: "not known",
}

"""The kind of rule about a post: who employs somebody, and in what field they work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from awards.eligibility.facts import Facts, Person
from awards.eligibility.kind import Ground, Kind, Objection, asks, fails
from awards.eligibility.window import SeasonWindow
from awards.eligibility.wording import NOT_GIVEN, Wording, said


@dataclass(frozen=True, slots=True, kw_only=True)
class Post(Kind):
    """Each person holds a post in one of the `fields` at one of the `employers` on the day of submission.

    Kinds of employer in `by_placement` (an agency) count by where the worker is placed, as do secondments.
    Work in an `unclear_fields` field is for staff to decide.
    """

    employers: tuple[str, ...]
    fields: tuple[str, ...]
    by_placement: tuple[str, ...] = ()
    unclear_fields: tuple[str, ...] = ()
    FILLS: ClassVar[frozenset[str]] = frozenset({"employers", "fields"})
    SAYS: ClassVar[frozenset[str]] = frozenset(
        {
            "left_post", "post_not_said", "employer_not_said", "placement_not_said", "employer_not_on_list",
            "employer_does_not_count", "functions_delegated", "delegation_not_said",
            "field_does_not_count", "field_unclear", "field_not_said",
        }
    )  # fmt: skip

    def objections(self, facts: Facts, _window: SeasonWindow, /) -> Iterable[Objection]:
        """Every part of a post that does not fit speaks, person by person."""
        for person in facts.people:
            for found in (self._in_post(person), self._employer(person), self._field(person)):
                if found is not None:
                    yield found

    def sentence(self, words: Wording, /) -> str:
        """Say which employers and fields count, who counts by placement, and what staff decide."""
        employers, fields = words.any_of("employer_types", self.employers), words.any_of("works_in", self.fields)
        parts = [f"On the day the nomination is sent, everybody put forward has a post at {employers}, in {fields}."]
        through = f" or who works for {words.any_of('employer_types', self.by_placement)}" if self.by_placement else ""
        parts.append(f"For somebody who is seconded{through}, it is the place they work at that counts.")
        if self.unclear_fields:
            parts.append(f"Our staff decide about work in {words.any_of('works_in', self.unclear_fields)}.")
        return " ".join(parts)

    def grounds(self, facts: Facts, words: Wording, /) -> Iterable[Ground]:
        """Give each person's post, employer, whether the list has it, and field."""
        for person in facts.people:
            yield Ground(f"in post: {said(answer=person.in_post, yes='yes', no='no')}", person.name)
            yield Ground(self._employer_words(person, words), person.name)
            field = NOT_GIVEN if person.works_in is None else words.choice("works_in", person.works_in)
            yield Ground(f"works in: {field}", person.name)

    def brief(self, words: Wording, /) -> str:
        """Give the field and the employers."""
        fills = self.fills(words)
        return f"with a post in {fills['fields']} at {fills['employers']}"

    def fills(self, words: Wording, /) -> Mapping[str, str]:
        """Give the employers and the fields that count."""
        return {
            "employers": words.any_of("employer_types", self.employers),
            "fields": words.any_of("works_in", self.fields),
        }

    def _employer_words(self, person: Person, words: Wording) -> str:
        kind, host = person.employer_type, person.seconded_to or person.placed_with
        told = NOT_GIVEN if kind is None else words.choice("employer_types", kind)
        placed = f", working at {words.choice('employer_types', host)}" if host else ""
        listed = said(answer=person.employer_on_list, yes="on the list", no="not on the list")
        if (host or kind) in self.employers:
            return f"employer: {told}{placed}, {listed if person.employer_on_list is not None else 'not looked up'}"
        duties = said(answer=person.delegated_functions, yes="yes", no="no")
        return f"employer: {told}{placed}; does a council’s duties: {duties}"

    def _in_post(self, person: Person) -> Objection | None:
        if person.in_post is None:
            return asks("post_not_said", person.name)
        return None if person.in_post else fails("left_post", person.name)

    def _employer(self, person: Person) -> Objection | None:
        host = person.seconded_to or person.placed_with or person.employer_type
        if host is None:
            return asks("employer_not_said", person.name)
        if host in self.by_placement:
            return asks("placement_not_said", person.name)
        if host not in self.employers:
            return self._by_delegation(person)
        return None if person.employer_on_list else asks("employer_not_on_list", person.name)

    def _by_delegation(self, person: Person) -> Objection:
        if person.delegated_functions is None:
            return asks("delegation_not_said", person.name)
        if person.delegated_functions:
            return asks("functions_delegated", person.name)
        return fails("employer_does_not_count", person.name)

    def _field(self, person: Person) -> Objection | None:
        if person.works_in is None:
            return asks("field_not_said", person.name)
        if person.works_in in self.unclear_fields:
            return asks("field_unclear", person.name)
        return None if person.works_in in self.fields else fails("field_does_not_count", person.name)

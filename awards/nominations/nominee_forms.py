"""Forms about the people or the team put forward, holding only what the category asks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, ClassVar

from wtforms import SelectField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # the stubs stop at 3.2

from awards.eligibility.rules import RuleSpec
from awards.nominations.employers import (
    NOT_LISTED,
    Employer,
    EmployerFault,
    also_found_by,
    disagreement,
    employer_told,
    kind_of,
    place_told,
    places_offered,
)
from awards.nominations.facts_forms import UNKNOWN, FactsForm, name_register, person_so_far, team_so_far
from awards.nominations.forms import drop_fields, email_field, line_field
from awards.nominations.models import Nomination
from awards.nominations.rules import TEAM_FACTS, facts_asked, normal_registration, person_fields
from awards.seasons.models import Season


class EmployerForm(FactsForm):
    """Asks for an employer: by the list of councils and trusts, with a box beside it for what is not in the list.

    Where the season's vocabulary knows neither, only the box is left. A place that was told settles the kind of
    employer if that was not known; a kind that says something else is an error beside the field.
    """

    PLACE: ClassVar[str]
    """The field with the list."""
    NAME: ClassVar[str]
    """The field with the box."""
    KIND: ClassVar[str]
    """The field that asks what kind of employer it is."""
    FIRST: ClassVar[tuple[str, ...]]
    """The fields that stand on the page before the facts."""

    def __init__(self, season: Season, asked: Collection[str], **options: Any) -> None:
        super().__init__(season, asked, **options)
        self.season = season
        self.told: Employer | None = None
        choices = _choices(season)
        if choices:
            self[self.PLACE].choices = choices
            self[self.NAME].label.text = "Name of the employer, if it is not in the list"
        else:
            drop_fields(self, {self.PLACE})
        self._fields: dict[str, Any] = {name: self[name] for name in self._in_page_order()}

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, and that the employer is told once and agrees with the kind that was told."""
        fine = super().validate(extra_validators)
        return self._employer_fits() and fine

    def facts(self) -> dict[str, Any]:
        """Give what was typed, by column; a place settles what kind of employer it is."""
        place = self.told.place if self.told else None
        return super().facts() | ({self.KIND: kind_of(place)} if place and self.KIND in self else {})

    def _in_page_order(self) -> list[str]:
        """Give the names of the fields as they stand on the page: errors are listed in this order."""
        names = [field.short_name for field in self]
        return [name for name in self.FIRST if name in names] + [name for name in names if name not in self.FIRST]

    def _employer_fits(self) -> bool:
        if self.NAME not in self:
            return True
        box, listed = self[self.NAME], self._fields.get(self.PLACE)
        if box.errors:
            return False
        told = employer_told((listed.data if listed else "") or "", box.data or "", self.season)
        if isinstance(told, EmployerFault):
            (listed if listed and told.in_list else box).errors = [told.words]
            return False
        self.told = told
        kind = self[self.KIND].data if self.KIND in self else None
        wrong = disagreement(told, None if kind == UNKNOWN[0] else kind, self.season)
        if wrong:
            (listed or box).errors = [wrong]
        return not wrong


class PersonForm(EmployerForm):
    """Asks about one person."""

    PLACE, NAME, KIND = "employer_place", "employer", "employer_type"
    FIRST = ("full_name", "known_as", "email", "employer_place", "employer", "role", "registration_number")

    full_name = line_field("Full name", "Enter their full name")
    known_as = line_field("Name they like to be known by")
    email = email_field("Email address", None)
    employer_place = SelectField("Employer", validate_choice=False)
    employer = line_field("Employer")
    role = line_field("Role")
    registration_number = line_field("Registration number", longest=16)

    @classmethod
    def of(cls, nomination: Nomination, rules: Collection[RuleSpec], *, number: int, today: date) -> PersonForm:
        """Give the form of the person with this number, with what was typed before."""
        season, people = nomination.season, nomination.nominees
        facts = facts_asked((rule.kind for rule in rules), season.vocabulary)
        asked = person_fields(nomination.category.asks, facts, season.vocabulary)
        answered: dict[str, Any] = {}
        if number <= len(people):
            person = people[number - 1]
            employer = _employer_so_far(cls, season, name=person.employer, key=person.employer_place)
            answered = person_so_far(person) | employer
        form = cls(season, asked, today=today, data=answered)
        drop_fields(form, {"employer", "role", "registration_number"} - asked)
        drop_fields(form, () if "employer" in asked else {"employer_place"})
        name_register(form, rules)
        return form

    def details(self) -> dict[str, Any]:
        """Give what was typed, by column."""
        names = ("full_name", "known_as", "email", "role", "registration_number")
        given: dict[str, Any] = {name: self[name].data or None for name in names if name in self}
        if given.get("registration_number"):
            given["registration_number"] = normal_registration(given["registration_number"])
        if self.told:
            given |= {"employer": self.told.name, "employer_place": self.told.key}
        return self.facts() | given


class TeamForm(EmployerForm):
    """Asks about a team and the person to write to about it."""

    PLACE, NAME, KIND = "lead_employer_place", "lead_employer", "lead_employer_type"
    FIRST = ("team_name", "lead_employer_place", "lead_employer")

    team_name = line_field("Name of the team", "Enter the name of the team")
    lead_employer_place = SelectField("Employer that leads the team", validate_choice=False)
    lead_employer = line_field("Employer that leads the team")
    partners = line_field("Partner bodies", longest=1000)
    contact_name = line_field(
        "Full name of somebody in the team", "Enter the name of the person we can contact about the team"
    )
    contact_email = email_field("Their email address", None)

    @classmethod
    def of(cls, nomination: Nomination, rules: Collection[RuleSpec], *, today: date) -> TeamForm:
        """Give the form of this nomination's team, with what was typed before."""
        season, people, told = nomination.season, nomination.nominees, nomination.team or {}
        asked = facts_asked((rule.kind for rule in rules), season.vocabulary) & TEAM_FACTS
        contact = {"contact_name": people[0].full_name, "contact_email": people[0].email} if people else {}
        key = people[0].employer_place if people else None
        employer = _employer_so_far(cls, season, name=told.get("lead_employer"), key=key)
        so_far = {"partners": told.get("partners"), "team_name": nomination.team_name}
        data = team_so_far(nomination) | so_far | employer | contact
        return cls(season, asked, today=today, data=data)

    def team_facts(self) -> dict[str, Any]:
        """Give what was typed about the team."""
        lead = self.told.name if self.told else None
        return self.facts() | {"lead_employer": lead, "partners": self.partners.data or None}

    def contact(self) -> dict[str, Any]:
        """Give what was typed about the person to write to, and the place that leads the team."""
        return {
            "full_name": self.contact_name.data,
            "email": self.contact_email.data or None,
            "employer_place": self.told.key if self.told else None,
        }


def _choices(season: Season) -> Sequence[SelectChoice]:
    """Give the list with its two headings; empty where the season offers no places."""
    found = [
        SelectChoice(
            place.name,
            render_kw={"data-also": "|".join(also_found_by(place, season))},
            optgroup="Children’s trusts" if place.is_trust else "Councils",
        )
        for place in sorted(places_offered(season), key=lambda place: place.is_trust)
    ]
    first = [SelectChoice("", "Choose an employer"), SelectChoice(NOT_LISTED, "Not in this list")]
    return [*first, *found] if found else []


def _employer_so_far(form: type[EmployerForm], season: Season, *, name: str | None, key: str | None) -> dict[str, Any]:
    """Give an employer that was told before, as the list and the box show it."""
    place = place_told(key, season) if key else None
    if place in places_offered(season):
        return {form.PLACE: place.name, form.NAME: ""}
    return {form.PLACE: NOT_LISTED if name else "", form.NAME: name}

"""Forms that ask what eligibility rests on, holding only what the category’s rules look at."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from types import SimpleNamespace
from typing import Any

from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, StopValidation, ValidationError

from awards.eligibility.facts import ProgrammeState, Registration, TeamStructure
from awards.eligibility.kinds_nomination import Nation
from awards.eligibility.kinds_people import Registered
from awards.eligibility.rules import RuleSpec
from awards.nominations.facts import NO_PROGRAMME
from awards.nominations.forms import YES_NO, Choices, choices_of, drop_fields, yes_or_no
from awards.nominations.models import Nomination, Nominee
from awards.nominations.rules import (
    NATION,
    PERSON_FACTS,
    TEAM_FACTS,
    DayFault,
    facts_asked,
    typed_day,
    whole_number,
)
from awards.seasons.models import Season
from awards.seasons.words import NomineeShape
from awards.web.forms import Form

UNKNOWN = ("unknown", "I do not know")
YES_NO_UNKNOWN = [*YES_NO, UNKNOWN]
BORN = ("born_day", "born_month", "born_year")
REGISTRATIONS = [
    (Registration.REGISTERED.value, "Yes"),
    (Registration.NOT_REGISTERED.value, "No"),
    (Registration.LAPSED.value, "Not any more"),
    (Registration.OTHER_UK_REGISTER.value, "On the register of Scotland, Wales or Northern Ireland"),
    UNKNOWN,
]
STATUSES = [
    (ProgrammeState.CURRENT.value, "On it now"),
    (ProgrammeState.COMPLETED.value, "Finished it"),
    (ProgrammeState.DEFERRED.value, "Taking a break from it"),
    (ProgrammeState.OFFERED.value, "Has a place, not started yet"),
    (ProgrammeState.LEFT_AFTER_QUALIFYING.value, "Left after qualifying"),
    (ProgrammeState.WITHDRAWN.value, "Left before the end"),
    (ProgrammeState.UNKNOWN[0], UNKNOWN[1]),
]
STRUCTURES = [
    (TeamStructure.SINGLE_AGENCY.value, "One employer"),
    (TeamStructure.MULTI_AGENCY.value, "Several employers working together"),
    UNKNOWN,
]


class FactsForm(Form):
    """Asks what eligibility rests on; the fields that a category does not need are taken out."""

    nation = RadioField("Where does this work take place?", [InputRequired("Say where the work takes place")])
    employer_type = RadioField("Who do they work for?", [InputRequired("Say what kind of employer they work for")])
    works_in = RadioField("What kind of work do they do?", [InputRequired("Say what kind of work they do")])
    in_post = RadioField("Are they in this post now?", [InputRequired("Say whether they are in this post")])
    registration = RadioField(
        "Are they registered as a social worker?", [InputRequired("Say whether they are registered")]
    )
    born_day, born_month, born_year = StringField("Day"), StringField("Month"), StringField("Year")
    lived_experience = RadioField(
        "Do they have the lived experience that this award is for?",
        [InputRequired("Say whether they have lived experience")],
    )
    programme = RadioField("Which programme?", [InputRequired("Say which programme they are or were on")])
    programme_status = RadioField("Where do they stand with the programme?")
    programme_stage = RadioField("If they are on it now, how far have they got?")
    structure = RadioField(
        "Does the team belong to one employer or to several?",
        [InputRequired("Say whether the team belongs to one employer or to several")],
    )
    lead_employer_type = RadioField(
        "Who does the team belong to, or who leads it?", [InputRequired("Say what kind of employer leads the team")]
    )
    service = RadioField("What kind of work does the team do?", [InputRequired("Say what kind of work the team does")])
    members = StringField("How many people are in the team?")
    children_social_workers = StringField("How many of them work in children’s social work?")
    active = RadioField("Does the team still exist?", [InputRequired("Say whether the team still exists")])

    def __init__(self, season: Season, asked: Collection[str], *, today: date, **options: Any) -> None:
        super().__init__(**options)
        self.today = today
        self.born_on: date | None = None
        self.asks_born = "date_of_birth" in asked
        drop_fields(self, ({NATION} | PERSON_FACTS | TEAM_FACTS) - set(asked))
        drop_fields(self, () if self.asks_born else BORN)
        for name, choices in _offered(season).items():
            if name in self:
                self[name].choices = choices

    @property
    def date_of_birth(self) -> SimpleNamespace:
        """The three boxes as the one control that the date macro draws."""
        day, month, year = (self[name] for name in BORN)
        label = SimpleNamespace(text="Date of birth")
        return SimpleNamespace(id="date_of_birth", label=label, errors=[], day=day, month=month, year=year)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, and the date of birth as a whole."""
        fine = super().validate(extra_validators)
        if not self.asks_born:
            return fine
        found = typed_day(*((self[name].data or "") for name in BORN), today=self.today)
        if isinstance(found, DayFault):
            part = self[f"born_{found.part}"] if found.part != "all" else self.born_day
            part.errors = [found.words]
            return False
        self.born_on = found
        return fine

    def validate_programme_status(self, field: RadioField) -> None:
        """Ask where somebody stands with a programme, unless they have been on none."""
        _needed_if(field, "Say where they stand with it", needed=self.programme.data not in {NO_PROGRAMME, UNKNOWN[0]})

    def validate_programme_stage(self, field: RadioField) -> None:
        """Ask how far somebody has got, if they are on a programme now."""
        _needed_if(field, "Say how far they have got", needed=self.programme_status.data == ProgrammeState.CURRENT)

    def validate_members(self, field: StringField) -> None:
        """Ask for a whole number above nothing."""
        if not whole_number(field.data or ""):
            raise ValidationError("Enter how many people are in the team, in numbers, like 8")

    def validate_children_social_workers(self, field: StringField) -> None:
        """Ask for a whole number, no more than the team has; it may be 0, and may stay empty when it is not known."""
        if not field.data:
            return
        some = whole_number(field.data)
        everybody = whole_number(self.members.data or "") if "members" in self else None
        if some is None:
            raise ValidationError("Enter how many work in children’s social work, in numbers, like 3")
        if everybody and some > everybody:
            raise ValidationError(f"How many work in children’s social work must be {everybody} or less")

    def facts(self) -> dict[str, Any]:
        """Give what was typed, by column; "I do not know" is None."""
        given = {name: _stored(name, self[name].data) for name in (PERSON_FACTS | TEAM_FACTS) if name in self}
        return given | ({"date_of_birth": self.born_on} if self.asks_born else {})

    def nation_typed(self) -> str | None:
        """Give the nation, if it is asked."""
        return self.nation.data if NATION in self else None


class EligibilityForm(FactsForm):
    """The first questions: only what the rules of the category look at."""

    @classmethod
    def of(cls, nomination: Nomination, rules: Collection[RuleSpec], *, today: date) -> EligibilityForm:
        """Give the form of this nomination with what was answered before."""
        season, people = nomination.season, nomination.nominees
        is_team = nomination.category.nominee_kind is NomineeShape.TEAM
        asked = facts_asked((rule.kind for rule in rules), season.vocabulary) - (
            PERSON_FACTS if is_team else TEAM_FACTS
        )
        answered = team_so_far(nomination) if is_team else person_so_far(people[0]) if people else {}
        form = cls(season, asked, today=today, data=answered | {NATION: nomination.benefits})
        _offer_nation(form, season, rules)
        name_register(form, rules)
        return form


def _needed_if(field: RadioField, missing: str, *, needed: bool) -> None:
    """Accept no choice where the question does not apply; otherwise ask for one."""
    if not field.data:
        field.errors = []
        raise StopValidation(missing if needed else "")


def _offered(season: Season) -> dict[str, Choices]:
    employers = [*choices_of(season, "employer_types"), UNKNOWN]
    return {
        "in_post": YES_NO_UNKNOWN,
        "active": YES_NO_UNKNOWN,
        "lived_experience": YES_NO_UNKNOWN,
        "registration": REGISTRATIONS,
        "programme_status": STATUSES,
        "structure": STRUCTURES,
        "employer_type": employers,
        "lead_employer_type": employers,
        "works_in": [*choices_of(season, "works_in"), UNKNOWN],
        "service": [*choices_of(season, "team_services"), UNKNOWN],
        "programme": [*choices_of(season, "programmes"), (NO_PROGRAMME, "None of these"), UNKNOWN],
        "programme_stage": [*choices_of(season, "programme_stages"), UNKNOWN],
    }


def _offer_nation(form: FactsForm, season: Season, rules: Collection[RuleSpec]) -> None:
    nations = [rule.kind.nation for rule in rules if isinstance(rule.kind, Nation)]
    if nations:
        offered = choices_of(season, "nations")
        form.nation.choices = offered or [(nations[0], nations[0]), ("elsewhere", "Somewhere else")]


def name_register(form: FactsForm, rules: Collection[RuleSpec]) -> None:
    """Ask about the register by the name that the rules give it."""
    registers = [rule.kind.register for rule in rules if isinstance(rule.kind, Registered)]
    if registers and "registration" in form:
        form.registration.label.text = f"Are they registered with {registers[0]}?"


def _stored(name: str, typed: str | None) -> Any:
    """Give a typed choice as it is stored."""
    if name in {"members", "children_social_workers"}:
        return whole_number(typed or "")
    if typed in {None, "", UNKNOWN[0]} and name != "programme_status":
        return None
    return typed == "yes" if name in {"in_post", "active"} else typed


def _typed(name: str, stored: Any) -> str:
    """Give a stored value as the choice that was made: what is not known was answered with "I do not know"."""
    if name in {"members", "children_social_workers"}:
        return "" if stored is None else str(stored)
    if isinstance(stored, bool):
        return yes_or_no(stored) or ""
    return str(stored or UNKNOWN[0])


def person_so_far(person: Nominee) -> dict[str, Any]:
    """Give what was told of a person before, as the fields show it."""
    born = person.date_of_birth
    facts = {name: _typed(name, getattr(person, name)) for name in PERSON_FACTS - {"date_of_birth"}}
    names = ("full_name", "known_as", "email", "role", "registration_number")
    days = {} if born is None else dict(zip(BORN, (str(born.day), str(born.month), str(born.year)), strict=True))
    return facts | {name: getattr(person, name) for name in names} | days


def team_so_far(nomination: Nomination) -> dict[str, Any]:
    """Give the facts that were told of a team before, as the fields show them."""
    told = nomination.team
    return {} if told is None else {name: _typed(name, told.get(name)) for name in TEAM_FACTS}

"""Shape and wording of what staff put right about somebody put forward."""

from __future__ import annotations

from typing import Any

from wtforms import TextAreaField
from wtforms.validators import DataRequired

from awards.nominations.forms import email_field, line_field
from awards.nominations.models import Nominee
from awards.nominations.nominee_forms import PersonForm
from awards.nominees.correcting import Fact
from awards.web.forms import Form

WHY = "How do you know, and who asked for it?"
WHY_MISSING = "Enter how you know, and who asked for it"


class PersonFactsForm(PersonForm):
    """Everything that the nominator told of one person."""

    reason = TextAreaField(WHY, [DataRequired(WHY_MISSING)])


class ContactFactsForm(Form):
    """The contact of a team, or somebody whom the organiser honours."""

    full_name = line_field("Full name", "Enter their full name")
    known_as = line_field("Name they like to be known by")
    email = email_field("Email address", None)
    role = line_field("Role")
    employer = line_field("Employer")
    reason = TextAreaField(WHY, [DataRequired(WHY_MISSING)])

    @classmethod
    def of_nominee(cls, nominee: Nominee) -> ContactFactsForm:
        """Give the form with what is held."""
        return cls(obj=nominee)

    def details(self) -> dict[str, Fact]:
        """Give what was typed, by column."""
        names = ("full_name", "known_as", "email", "role", "employer")
        given: dict[str, Any] = {name: self[name].data or None for name in names}
        return given

"""Shape and wording of what administrators type about people with accounts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

from wtforms import (  # type: ignore[attr-defined]  # the stubs do not know SelectChoice yet
    EmailField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional

from awards.accounts.forms import EMAIL_WRONG
from awards.accounts.granting import Place
from awards.accounts.models import User
from awards.accounts.people import Details, seen_state
from awards.accounts.people_policy import GIVEN_HERE
from awards.accounts.people_words import AUDIENCE_WORDS, ROLE_WORDS
from awards.core.actor import Audience, Role
from awards.web.forms import Form

LONGEST_NAME = 200
LONGEST_REASON = 2_000


class SeenForm(Form):
    """A form about an account: what was seen is what is changed."""

    version = HiddenField("Version")

    @classmethod
    def about(cls, person: User, **given: Any) -> Self:
        """Give the form as it is first drawn for this account."""
        return cls(version=seen_state(person), **given)

    @property
    def seen(self) -> str:
        """The fingerprint of the account that was looked at."""
        return self.version.data or ""

    @property
    def status(self) -> int:
        """422 when something is wrong, else 200."""
        return 422 if self.errors else 200


class ReasonForm(SeenForm):
    """Something done to an account that needs a reason."""

    reason = TextAreaField(
        "Reason",
        [
            DataRequired("Say why: the reason is kept"),
            Length(max=LONGEST_REASON, message=f"Your reason must be {LONGEST_REASON:,} characters or less"),
        ],
    )

    @property
    def why(self) -> str:
        """What was typed."""
        return self.reason.data or ""


class DetailsForm(SeenForm):
    """Name, address and employer."""

    name = StringField(
        "Full name",
        [
            DataRequired("Enter their full name"),
            Length(max=LONGEST_NAME, message=f"A name must be {LONGEST_NAME} characters or less"),
        ],
    )
    email = EmailField(
        "Email address",
        [InputRequired("Enter their email address"), Length(max=254, message=EMAIL_WRONG), Email(EMAIL_WRONG)],
    )
    employer = StringField(
        "Employer",
        [Optional(), Length(max=LONGEST_NAME, message=f"An employer must be {LONGEST_NAME} characters or less")],
    )

    @property
    def details(self) -> Details:
        """What was typed."""
        return Details(name=self.name.data or "", email=self.email.data or "", employer=self.employer.data)


class InviteForm(DetailsForm):
    """Somebody new on staff, and what they are to do."""

    role = RadioField(
        "What they do",
        [InputRequired("Select what they do")],
        choices=[SelectChoice(role.value, ROLE_WORDS[role]) for role in GIVEN_HERE],
    )


class RolesForm(SeenForm):
    """Everything that somebody may do here."""

    roles = SelectMultipleField("Roles")

    @classmethod
    def of(cls, person: User, offered: Sequence[tuple[Place, str]], held: set[Place]) -> Self:
        """Give the form with these roles to choose from, those that are held ticked."""
        form = cls(version=seen_state(person), roles=[_value(place) for place in held])
        form.roles.choices = [SelectChoice(_value(place), words) for place, words in offered]
        form.roles.data = form.roles.data or []
        return form

    @property
    def wanted(self) -> set[Place]:
        """The roles that were ticked."""
        pairs = [value.rpartition(":") for value in self.roles.data or []]
        return {Place(key, Role(role)) for key, _, role in pairs}


class SeeAsForm(ReasonForm):
    """Whose pages an administrator wants to see with somebody's eyes, and why."""

    audience = RadioField("Which pages", [InputRequired("Select which pages you want to see")])

    @classmethod
    def of(cls, person: User, audiences: Sequence[Audience]) -> Self:
        """Give the form with this person's audiences; the only one is chosen already."""
        form = cls(version=seen_state(person), audience=audiences[0].value if len(audiences) == 1 else None)
        form.audience.choices = [SelectChoice(one.value, AUDIENCE_WORDS[one]) for one in audiences]
        return form


def _value(place: Place) -> str:
    return f"{place.key}:{place.role}"

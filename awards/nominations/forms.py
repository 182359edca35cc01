"""Shape and wording of what nominators are asked; forms about nominees are built from the category's data."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from typing import Any

from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    RadioField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import Email, InputRequired, Length, Optional, ValidationError

from awards.nominations.completeness import too_long
from awards.nominations.drafting import AboutYou, Declared
from awards.nominations.facts import STRANGER, TIE_JUDGE, TIE_NONE, TIE_STAFF
from awards.nominations.models import Credit, Nomination
from awards.nominations.rules import whole_number, within_limit
from awards.seasons.models import Category, Question, Season
from awards.web.forms import Form

EMAIL_WRONG = "Enter an email address in the correct format, like name@example.com"
LONGEST_NAME = 200
YES_NO = [("yes", "Yes"), ("no", "No")]
CREDITS = [
    (Credit.NOT_AT_ALL.value, "Do not name me"),
    (Credit.FIRST_NAME.value, "Yes, with my first name only"),
    (Credit.FULL_NAME.value, "Yes, with my full name"),
    (Credit.ORGANISATION.value, "Yes, with my organisation only"),
]
CREDITS_UNDER_18 = CREDITS[:2]
"""A child is named by the first name at most, and only if they choose it."""

Choices = list[tuple[str, str]]


def email_field(label: str, missing: str | None) -> EmailField:
    """Give a field for an address (254 characters at most); without words for a missing one it may stay empty."""
    first = InputRequired(missing) if missing else Optional()
    return EmailField(label, [first, Email(EMAIL_WRONG)])


def line_field(label: str, missing: str | None = None, *, longest: int = LONGEST_NAME) -> StringField:
    """Give a field for one line of text, any characters; without words for a missing one it may stay empty."""
    first = [InputRequired(missing)] if missing else []
    return StringField(label, [*first, Length(max=longest, message=f"{label} must be {longest} characters or less")])


def choices_of(season: Season, name: str) -> Choices:
    """Give what the season's vocabulary offers under a name."""
    return [(choice["key"], choice["label"]) for choice in season.vocabulary.get(name, ())]


class TrapForm(Form):
    """A form with a box that people cannot see; only a program that fills in everything fills it in."""

    website = StringField("Leave this box empty", filters=[lambda text: (text or "")[:1]])

    @property
    def trapped(self) -> bool:
        """Whether the hidden box was filled in."""
        return bool(self.website.data)


class StartForm(TrapForm):
    """Asks for the category."""

    category = RadioField("Which award?", [InputRequired("Choose the award you want to nominate for")])

    def __init__(self, categories: Sequence[Category], **options: Any) -> None:
        super().__init__(**options)
        self.category.choices = [(category.slug, category.name) for category in categories]


class FindForm(Form):
    """Asks for the address that links go to."""

    email = email_field("Email address", "Enter your email address")


class AboutYouForm(Form):
    """Asks who nominates and how they know the nominee; of somebody under 18 no more than has to be known."""

    is_adult = RadioField("Are you 18 or over?", [InputRequired("Say whether you are 18 or over")])
    name = line_field("Your full name", "Enter your full name")
    email = email_field("Your email address", "Enter your email address")
    phone = TelField("Your phone number", [Length(max=40, message="Phone number must be 40 characters or less")])
    organisation = line_field("Your organisation")
    job = line_field("Your job")
    relationship = RadioField("How do you know them?", [InputRequired("Say how you know them")])
    is_nominee = RadioField(
        "Are you one of the people you are nominating?",
        [InputRequired("Say whether you are one of the people nominated")],
    )
    organiser_tie = RadioField("", [InputRequired("Say whether you work for or judge for the organiser")])
    credit = RadioField(
        "If they become finalists or win, may we say who nominated them?",
        [InputRequired("Choose whether you may be named with the award")],
    )
    name_hidden = BooleanField("Do not tell the people I nominate that it was me")

    def __init__(self, nomination: Nomination, **options: Any) -> None:
        super().__init__(data=_about_you_so_far(nomination), **options)
        organiser = nomination.season.programme.organiser
        stranger = (STRANGER, "I do not know them")
        self.relationship.choices = [*choices_of(nomination.season, "relationships"), stranger]
        self.under_18 = nomination.nominator.under_18
        """What was said before; the page then asks for less."""
        self.is_adult.choices = self.is_nominee.choices = YES_NO
        self.credit.choices = CREDITS_UNDER_18 if self.under_18 else CREDITS
        if nomination.keyed_in_by is not None:  # what came by post may have no address
            self.email.validators = (Optional(), Email(EMAIL_WRONG))
        self.organiser_tie.label.text = f"Do you work for {organiser}, or judge these awards?"
        self.organiser_tie.choices = [
            (TIE_NONE, "No"),
            (TIE_STAFF, f"I work for {organiser}"),
            (TIE_JUDGE, "I judge these awards this year"),
        ]

    def validate_credit(self, field: RadioField) -> None:
        """Refuse to name somebody under 18 by more than the first name."""
        if self.is_adult.data == "no" and field.data not in dict(CREDITS_UNDER_18):
            raise ValidationError("You are under 18, so choose your first name only, or not to be named")

    @property
    def not_kept(self) -> bool:
        """Whether somebody under 18 typed what is not kept of them."""
        return self.is_adult.data == "no" and any(one.data for one in (self.phone, self.organisation, self.job))

    def about_you(self) -> AboutYou:
        """Give what was typed, without what is not kept of somebody under 18."""
        adult = self.is_adult.data == "yes"
        return AboutYou(
            under_18=not adult,
            name=self.name.data or "",
            email=self.email.data or None,
            phone=(self.phone.data or None) if adult else None,
            organisation=(self.organisation.data or None) if adult else None,
            job=(self.job.data or None) if adult else None,
            relationship=self.relationship.data,
            is_nominee=self.is_nominee.data == "yes",
            organiser_tie=self.organiser_tie.data,
            credit=Credit(self.credit.data),
            name_hidden=bool(self.name_hidden.data),
        )


class AnswerForm(Form):
    """Asks one question in words; more than the limit is an error that keeps the text."""

    text = TextAreaField("")
    version = HiddenField()

    def __init__(self, question: Question, **options: Any) -> None:
        super().__init__(**options)
        self.question, self.key = question, question.key
        self.text.label.text = question.label

    @property
    def typed(self) -> str:
        """What was typed, tidied."""
        return self.text.data or ""

    @property
    def typed_over(self) -> int:
        """The version of the text that was on the page, 0 when there was none; -1 when it asked another question.

        A draft that was moved to another award may ask something else under the same key.
        """
        number, _, asked = (self.version.data or "").partition(".")
        return whole_number(number) or 0 if asked == self._asked() else -1

    def version_after(self, number: int) -> str:
        """Give what the page carries when it shows this version of the text."""
        return f"{number}.{self._asked()}"

    def _asked(self) -> str:
        return hashlib.sha256(self.question.label.encode()).hexdigest()[:8]

    def validate_text(self, field: TextAreaField) -> None:
        """Refuse an empty answer to a question that is not optional, and too many words."""
        if not field.data and not self.question.optional:
            raise ValidationError("Enter your answer")
        if not within_limit(field.data or "", self.question.word_limit):
            raise ValidationError(too_long(self.question))


class SendForm(TrapForm):
    """Asks for nothing: only the button counts."""


class DeclarationsForm(Form):
    """Asks for the declarations."""

    nominee_knows = RadioField(
        "Do the people you are nominating know about it, and are they content?",
        [InputRequired("Say whether the people nominated know about it")],
    )
    true = BooleanField(
        "What I have written is true, as far as I know", [InputRequired("Confirm that what you have written is true")]
    )
    no_child_named = BooleanField(
        "I have left out everything by which a child or family could be recognised",
        [InputRequired("Confirm that no child or family can be recognised")],
    )
    privacy_read = BooleanField(
        "I have read how what I write is used and kept",
        [InputRequired("Confirm that you have read how what you write is used")],
    )

    def __init__(self, nomination: Nomination, **options: Any) -> None:
        super().__init__(
            data={
                "nominee_knows": yes_or_no(nomination.nominee_knows),
                "true": nomination.declared_true,
                "no_child_named": nomination.declared_no_child_named,
                "privacy_read": nomination.declared_privacy_read,
            },
            **options,
        )
        self.nominee_knows.choices = [("yes", "Yes"), ("no", "No, not yet")]

    def declared(self) -> Declared:
        """Give what was declared."""
        return Declared(
            nominee_knows=self.nominee_knows.data == "yes",
            true=self.true.data,
            no_child_named=self.no_child_named.data,
            privacy_read=self.privacy_read.data,
        )


def yes_or_no(value: bool | None) -> str | None:  # noqa: FBT001 - it is the value itself
    """Give a stored yes or no as its choice."""
    return None if value is None else "yes" if value else "no"


def drop_fields(form: Form, names: Collection[str]) -> None:
    """Take fields out of a form that this category does not ask."""
    for name in names:
        if name in form:
            del form[name]


def _about_you_so_far(nomination: Nomination) -> dict[str, Any]:
    nominator = nomination.nominator
    return {
        "is_adult": yes_or_no(None if nominator.under_18 is None else not nominator.under_18),
        "name": nominator.name,
        "email": nominator.email,
        "phone": nominator.phone,
        "organisation": nominator.organisation,
        "job": nominator.job,
        "relationship": nomination.relationship_to_nominee,
        "is_nominee": yes_or_no(nomination.nominator_is_nominee),
        "organiser_tie": nomination.organiser_tie,
        "credit": nomination.credit or Credit.NOT_AT_ALL.value,
        "name_hidden": nomination.name_hidden_from_nominee,
    }

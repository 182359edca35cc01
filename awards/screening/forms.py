"""Shape and wording of what staff fill in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import BooleanField, EmailField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # the stubs stop at 3.2
from wtforms.validators import DataRequired, Email, Length, Optional, ValidationError

from awards.nominations.models import Nominee
from awards.screening.admitting import Admission, Honoured
from awards.screening.models import Entry, Passage
from awards.seasons.models import Category
from awards.web.forms import Form

EMAIL_WRONG = "Enter an email address in the correct format, like name@example.com"
REASON_FIRST = "Enter the reason"
STAMP = "I have read this copy: no child or family can be identified"
STAMP_MISSING = "Confirm that you have read this copy and that no child or family can be identified"


class ReasonForm(Form):
    """A reason, for what is taken out."""

    reason = TextAreaField("Reason", [DataRequired(REASON_FIRST)])


class HonourForm(Form):
    """Somebody whom the organiser honours without a nomination."""

    category = SelectField("Award")
    full_name = StringField("Full name", [DataRequired("Enter their full name"), Length(max=200)])
    known_as = StringField("Name to be known by", [Length(max=200)])
    role = StringField("Role", [Length(max=200)])
    organisation = StringField("Organisation", [Length(max=200)])
    email = EmailField("Email address", [Optional(), Length(max=254, message=EMAIL_WRONG), Email(EMAIL_WRONG)])
    not_told = StringField("Why no notice is sent", [Length(max=500)])
    why = TextAreaField("Why are they honoured?", [DataRequired("Enter why they are honoured")])
    decided = TextAreaField(
        "Who took part in the decision, and which interests did they declare?",
        [DataRequired("Enter who took part and which interests they declared")],
    )

    def offer(self, categories: Sequence[Category]) -> None:
        """Offer these awards."""
        self.offered = {one.key: one for one in categories}
        self.category.choices = [SelectChoice(one.key, one.name) for one in categories]

    @property
    def chosen(self) -> Category:
        """The award that was chosen; ask only once the form has been found valid."""
        return self.offered[self.category.data]

    @property
    def typed(self) -> Honoured:
        """Whom it names, as typed."""
        return Honoured(
            full_name=self.full_name.data or "",
            known_as=self.known_as.data or None,
            role=self.role.data or None,
            organisation=self.organisation.data or None,
            email=self.email.data or None,
            why=self.why.data or "",
            not_told=self.not_told.data or None,
        )

    def validate_not_told(self, field: StringField) -> None:
        """Ask for a reason when there is no address to write to."""
        if not (self.email.data or field.data):
            raise ValidationError("Enter an email address, or why no notice is sent")


class AdmissionForm(Form):
    """How one nomination goes to judges; `admission_form` adds the boxes, in the order of the page."""

    untold: Sequence[Nominee] = ()

    @property
    def typed(self) -> Admission:
        """What was typed."""
        return Admission(
            title=self["title"].data or "",
            place=self["place"].data or "",
            into=self["into"].data or "",
            not_told=self.not_told,
        )

    @property
    def not_told(self) -> dict[int, str]:
        """Why somebody goes forward without a notice, by nominee id."""
        typed = zip(self.untold, self.not_told_boxes, strict=True)
        return {nominee.id: box.data for nominee, box in typed if box.data}

    @property
    def not_told_boxes(self) -> list[Any]:
        """The boxes for reasons, in the order of the nominees."""
        return [self[f"not_told_{number}"] for number in range(len(self.untold))]


def admission_form(untold: Sequence[Nominee], entries: Iterable[Entry]) -> type[AdmissionForm]:
    """Make the form: names, a reason for each nominee without a notice, and which entry it becomes."""
    fields: dict[str, Any] = {
        "title": StringField("Name judges see", [DataRequired("Enter the name judges see"), Length(max=300)]),
        "place": StringField("Employer or area judges see", [Length(max=300)]),
    }
    for number, nominee in enumerate(untold):
        words = f"Why {nominee.full_name} goes forward without a notice"
        fields[f"not_told_{number}"] = StringField(words, [Length(max=500)])
    existing = [SelectChoice(entry.ref, f"Add to {entry.ref}, {entry.title}") for entry in entries]
    fields["into"] = SelectField("What it becomes", choices=[SelectChoice("", "A new entry"), *existing])
    return type("AdmissionFormOfOne", (AdmissionForm,), {"untold": untold, **fields})


class HonouredCopyForm(Form):
    """What judges read of somebody whom the organiser honours; `honoured_copy_form` adds a box a passage."""

    passages: Sequence[Passage] = ()

    @property
    def boxes(self) -> list[Any]:
        """The boxes of the passages, in their order."""
        return [self[f"passage_{number}"] for number in range(len(self.passages))]

    @property
    def texts(self) -> list[str]:
        """The passages as typed."""
        return [box.data or "" for box in self.boxes]


def honoured_copy_form(passages: Sequence[Passage]) -> type[HonouredCopyForm]:
    """Make the form: a box a passage, and the stamp."""
    fields: dict[str, Any] = {
        f"passage_{number}": TextAreaField(passage.question, default=passage.text)
        for number, passage in enumerate(passages)
    }
    fields["stamped"] = BooleanField(STAMP, [DataRequired(STAMP_MISSING)])
    return type("HonouredCopyFormOfOne", (HonouredCopyForm,), {"passages": passages, **fields})

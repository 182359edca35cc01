"""The form that the style guide shows: every kind of field, right and wrong."""

from __future__ import annotations

from wtforms import (
    BooleanField,
    EmailField,
    FileField,
    Form,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # the stubs stop at 3.2
from wtforms.validators import InputRequired

RELATIONS = [SelectChoice("colleague", "A colleague"), SelectChoice("manager", "A manager")]
YES_NO = [SelectChoice("yes", "Yes"), SelectChoice("no", "No")]
PLACES = [
    SelectChoice("", "Choose an employer"),
    SelectChoice("not-in-list", "Not in this list"),
    SelectChoice("Westmarch", render_kw={"data-also": "The Marches|Old Westmarch"}, optgroup="Councils"),
    SelectChoice("Lunedale Families First", render_kw={"data-also": ""}, optgroup="Children’s trusts"),
]
POINTS = [SelectChoice("0", "No evidence of it"), SelectChoice("5", "Outstanding: others should copy this")]


class When(Form):
    """A date in three boxes."""

    day = StringField("Day")
    month = StringField("Month")
    year = StringField("Year", [InputRequired("The date must include a year")])


class Everything(Form):
    """What the style guide needs of `form` and `wrong`."""

    name = StringField("Nominee’s full name", [InputRequired("Enter their full name")])
    email = EmailField("Your email address")
    phone = TelField("Phone number")
    years = IntegerField("Years in the job")
    budget = IntegerField("Budget")
    authority = SelectField("Where do they work?", [InputRequired("Choose where they work")], choices=RELATIONS)
    employer = SelectField("Employer", [InputRequired("Choose the employer from the list")], choices=PLACES)
    employer_name = StringField("Name of the employer, if it is not in the list")
    photo = FileField("A photograph")
    story = TextAreaField("Why should they win?", [InputRequired("Tell us why they should win")])
    relation = RadioField("How do you know them?", [InputRequired("Choose one")], choices=RELATIONS)
    agreed = RadioField("Have they agreed?", choices=YES_NO, default="yes")
    topics = SelectMultipleField("What is it about?", [InputRequired("Select at least one")], choices=RELATIONS)
    consent = BooleanField("This is true as far as I know", [InputRequired("Tick the box to go on")])
    happened = FormField(When, label="When did this happen?")
    impact = RadioField("Impact on children", [InputRequired("Choose a score")], choices=POINTS)
    website = StringField("Leave this box empty")
    practice = RadioField("Practice", choices=POINTS)

"""Shape and wording of what staff and judges fill in about panels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import BooleanField, EmailField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, InputRequired, Length

from awards.core.times import day_words
from awards.panels.models import Panel
from awards.panels.rules import Tie
from awards.panels.words import JUDGE_WORDS, STAFF_WORDS, InterestKind
from awards.screening.models import Entry
from awards.seasons.local_time import instant
from awards.seasons.models import Category
from awards.web.forms import Form

NONE = "none"
"""What a judge chooses who has no connection with an entry."""

CHOOSE = {"": "Choose"}
"""The first choice of a list, which is none."""

EMAIL_WRONG = "Enter an email address in the correct format, like name@example.com"
DAYS_AHEAD = 21
NOTE_LENGTH = Length(max=1000, message="The note must be 1,000 characters or less")


class PanelForm(Form):
    """Asks for a panel's name and categories."""

    name = StringField(
        "Name of the panel",
        [
            DataRequired("Enter a name for the panel"),
            Length(max=100, message="The name must be 100 characters or less"),
        ],
    )
    categories = SelectMultipleField("Categories", [InputRequired("Choose at least one category")])

    def chosen(self, free: Sequence[Category]) -> list[Category]:
        """Give the categories that were ticked."""
        return [category for category in free if category.key in (self.categories.data or [])]


def panel_form(free: Sequence[Category]) -> PanelForm:
    """Give the form that offers these categories."""
    form = PanelForm()
    form.categories.choices = {category.key: category.name for category in free}
    return form


class JudgeForm(Form):
    """Asks whom to invite."""

    name = StringField(
        "Full name",
        [
            DataRequired("Enter the judge’s full name"),
            Length(max=200, message="The name must be 200 characters or less"),
        ],
    )
    email = EmailField(
        "Email address",
        [DataRequired("Enter the judge’s email address"), Length(max=254, message=EMAIL_WRONG), Email(EMAIL_WRONG)],
    )
    employer = StringField("Employer", [Length(max=200, message="The employer must be 200 characters or less")])
    is_chair = BooleanField("They chair this panel")


class PairForm(Form):
    """Asks for an entry and a judge."""

    entry = SelectField("Entry", [InputRequired("Choose an entry")])
    judge = SelectField("Judge", [InputRequired("Choose a judge")])


class InterestForm(PairForm):
    """Asks staff for an interest of a judge."""

    kind = SelectField(
        "How they are connected",
        [InputRequired("Choose how they are connected")],
        choices=CHOOSE | {kind.value: words for kind, words in STAFF_WORDS.items()},
    )
    note = TextAreaField("Note for staff", [NOTE_LENGTH])


def fill_pairs(form: PairForm, panel: Panel, entries: Sequence[Entry]) -> None:
    """Let the form offer the panel's entries and judges."""
    form.entry.choices = CHOOSE | {entry.ref: f"{entry.title} ({entry.category.name})" for entry in entries}
    names = sorted((member.user.name, member.user.ref) for member in panel.members)
    form.judge.choices = CHOOSE | {ref: name for name, ref in names}


class ReopenForm(Form):
    """Asks until when judging is open again, and why."""

    closes_on = SelectField("Open until 11:59pm on", [InputRequired("Choose a day")])
    reason = TextAreaField(
        "Why is it opened again?",
        [
            DataRequired("Say why judging is opened again"),
            Length(max=1000, message="The reason must be 1,000 characters or less"),
        ],
    )


def reopen_form(now: datetime, zone: ZoneInfo) -> ReopenForm:
    """Give the form that offers the days ahead."""
    form = ReopenForm()
    today = now.astimezone(zone).date()
    days = [today + timedelta(days=number) for number in range(DAYS_AHEAD)]
    form.closes_on.choices = {day.isoformat(): day_words(day) for day in days}
    return form


def end_of_day(text: str, zone: ZoneInfo) -> datetime:
    """Give the last second of the chosen day on the zone's clock."""
    return instant(datetime.combine(date.fromisoformat(text), time(23, 59, 59)), zone)


class ConflictForm(Form):
    """Asks a judge about one entry they were reading."""

    kind = SelectField(
        "How are you connected?",
        [InputRequired("Say how you are connected")],
        choices=CHOOSE | {kind.value: words for kind, words in JUDGE_WORDS.items()},
    )
    note = TextAreaField("Anything staff should know", [NOTE_LENGTH])


class ConflictsForm(Form):
    """Asks a judge about every entry of a panel; `conflicts_form` adds the fields."""

    def declared(self) -> dict[str, tuple[InterestKind, str]]:
        """Give what was chosen, by entry reference; entries without a connection are left out."""
        said = {
            name.removeprefix("kind_"): field.data for name, field in self._fields.items() if name.startswith("kind_")
        }
        return {
            ref: (InterestKind(kind), str(self[f"note_{ref}"].data or "")) for ref, kind in said.items() if kind != NONE
        }


def conflicts_form(entries: Sequence[Entry], ties: Mapping[int, Tie]) -> ConflictsForm:
    """Make the form with a choice and a note for every entry; likely ties are chosen beforehand.

    An entry that was admitted after the page was drawn is missing from what is sent, and so is asked again.
    """
    choices = {NONE: "No connection"} | {kind.value: words for kind, words in JUDGE_WORDS.items()}
    fields: dict[str, Any] = {}
    for entry in entries:
        tie = ties.get(entry.id)
        fields[f"kind_{entry.ref}"] = SelectField(
            f"{entry.title}, {entry.place}" if entry.place else entry.title,
            [InputRequired(f"Say whether you are connected with {entry.title}")],
            choices=choices,
            default=tie.kind.value if tie else NONE,
        )
        fields[f"note_{entry.ref}"] = TextAreaField(f"Note about {entry.title}", [NOTE_LENGTH])
    fields["looked"] = BooleanField(
        "I have looked at every name, and I am not connected with anybody else on this list",
        [InputRequired("Confirm that you have looked at every name")],
    )
    made: type[ConflictsForm] = type("ConflictsForm", (ConflictsForm,), fields)
    return made()

"""Shape and wording of what staff and judges fill in about panels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import BooleanField, EmailField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Email, InputRequired, Length

from awards.core.permission import Refused
from awards.core.times import day_words
from awards.panels.actions import Declared
from awards.panels.declaring import Listed, Mine
from awards.panels.models import Interest, Panel
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
    lived_experience = BooleanField("They sit on the panel for their own experience of social care")


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
    """Let the form offer the panel's entries and judges; those who left are named so."""
    form.entry.choices = CHOOSE | {entry.ref: f"{entry.title} ({entry.category.name})" for entry in entries}
    names = sorted((member.user.name, member.user.ref, member.left_at) for member in panel.members)
    form.judge.choices = CHOOSE | {ref: f"{name} (has left)" if left else name for name, ref, left in names}


def kind_chosen(value: str) -> InterestKind:
    """Give the kind of conflict that a button of the page sends.

    Raises:
        Refused: no button sends that.
    """
    if value not in STAFF_WORDS:
        raise Refused.because("no-such-kind", "Choose how they are connected.")
    return InterestKind(value)


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
    """Asks a judge about every name of a panel; `conflicts_form` adds the fields."""

    listed: Sequence[Listed] = ()

    def kind_of(self, one: Listed) -> Any:
        """Give the field of a name."""
        return self[f"kind_{one.key}"]

    def declared(self) -> dict[Entry, Declared]:
        """Give what was chosen; entries without a connection are left out."""
        chosen = {one.entry: self.kind_of(one).data for one in self.listed}
        return {entry: Declared(InterestKind(kind)) for entry, kind in chosen.items() if kind != NONE}


def conflicts_form(listed: Sequence[Listed]) -> ConflictsForm:
    """Make the form with a choice for every name; likely ties are chosen beforehand.

    An entry that was admitted after the page was drawn is missing from what is sent, and so is asked again.
    """
    choices = {NONE: "No connection"} | {kind.value: words for kind, words in JUDGE_WORDS.items()}
    fields: dict[str, Any] = {"listed": listed}
    for one in listed:
        likely = one.told.kind if one.told else None
        fields[f"kind_{one.key}"] = SelectField(
            one.label,
            [InputRequired(f"Say whether you are connected with {one.title}")],
            choices=choices,
            default=likely.value if likely in JUDGE_WORDS else NONE,
        )
    fields["looked"] = BooleanField(
        "I have looked at every name, and I am not connected with anybody else on this list",
        [InputRequired("Confirm that you have looked at every name")],
    )
    made: type[ConflictsForm] = type("ConflictsForm", (ConflictsForm,), fields)
    return made()


class NotesForm(Form):
    """Asks a judge what staff should know of their conflicts; `notes_form` adds the fields."""

    mine: Sequence[Mine] = ()

    def note_of(self, one: Mine) -> Any:
        """Give the box of a conflict."""
        return self[f"note_{one.key}"]

    def notes(self) -> dict[Interest, str]:
        """Give what was typed."""
        return {one.interest: self.note_of(one).data or "" for one in self.mine if one.takes_note}


def notes_form(mine: Sequence[Mine]) -> NotesForm:
    """Make the form with a box for every conflict with which a note goes."""
    fields: dict[str, Any] = {"mine": mine}
    for one in mine:
        if one.takes_note:
            label = f"Note about {one.title}"
            fields[f"note_{one.key}"] = TextAreaField(label, [NOTE_LENGTH], default=one.interest.note)
    made: type[NotesForm] = type("NotesForm", (NotesForm,), fields)
    return made()


class OrganiserTieForm(Form):
    """Asks staff how the organiser is tied to an entry."""

    entry = SelectField("Entry", [InputRequired("Choose an entry")])
    words = StringField(
        "How the organiser is tied to it",
        [DataRequired("Say how the organiser is tied to it"), Length(max=300, message="Write 300 characters or less")],
    )


def organiser_tie_form(entries: Sequence[Entry]) -> OrganiserTieForm:
    """Give the form that offers the panel's entries."""
    form = OrganiserTieForm()
    form.entry.choices = CHOOSE | {entry.ref: f"{entry.title} ({entry.category.name})" for entry in entries}
    return form

"""The forms with which staff look for further readings and ask judges for them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import (  # type: ignore[attr-defined]  # the stubs do not know SelectChoice yet
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    ValidationError,
)
from wtforms.validators import InputRequired

from awards.core.times import day_words
from awards.panels.forms import end_of_day
from awards.results.further_readings import LONGEST
from awards.results.models import DecisionKind
from awards.results.searching import MOST_READINGS, Pair
from awards.web.forms import Form

APART = "|"
"""Between the entry and the judge in the value of a tick box."""
_KINDS = {
    DecisionKind.SHORTLIST: "Who is shortlisted",
    DecisionKind.WINNERS: "Who wins",
}
_USUAL_DAYS = 7
_NUMBER = f"Enter a number from 1 to {MOST_READINGS}"


class SeekForm(Form):
    """What further readings are to settle, and how many there may be."""

    kind = RadioField(
        "What should they settle?",
        [InputRequired("Choose what they should settle")],
        choices=[SelectChoice(kind, words) for kind, words in _KINDS.items()],
    )
    budget = StringField("How many more readings can your judges take in all?", [InputRequired(_NUMBER)])

    @property
    def number(self) -> int:
        """The budget, once the form is valid."""
        return int(self.budget.data or "0")

    def validate_budget(self, field: Any) -> None:
        """Take plain figures within reason.

        Raises:
            ValidationError: it is no such number.
        """
        text = field.data or ""
        plain = text.isascii() and text.isdigit() and len(text) <= len(str(MOST_READINGS))
        if not plain or not 1 <= int(text) <= MOST_READINGS:
            raise ValidationError(_NUMBER)


class AcceptForm(Form):
    """Which of the readings that were found to ask for, and until when."""

    readings = SelectMultipleField("Readings to ask for", [InputRequired("Choose at least one reading to ask for")])
    until = SelectField("Open until 11:59pm on", [InputRequired("Choose a day")])

    @property
    def pairs(self) -> list[Pair]:
        """The entries and judges that were ticked."""
        split = (one.partition(APART) for one in self.readings.data or [])
        return [(entry, judge) for entry, _, judge in split]

    def until_when(self, zone: ZoneInfo) -> datetime:
        """Give the last second of the day that was chosen."""
        return end_of_day(self.until.data, zone)


def accept_form(labels: Mapping[Pair, str], *, now: datetime, zone: ZoneInfo, posted: bool = True) -> AcceptForm:
    """Give the form over the readings that were found, all ticked at first, and the days ahead.

    `posted`: what was sent, if anything, was this form.
    """
    form, today = AcceptForm() if posted else AcceptForm(formdata=None), now.astimezone(zone).date()
    form.readings.choices = [SelectChoice(f"{entry}{APART}{judge}", label) for (entry, judge), label in labels.items()]
    days = [today + timedelta(days=number) for number in range(1, LONGEST.days)]
    form.until.choices = {day.isoformat(): day_words(day) for day in days}
    if not (posted and form.is_submitted()):
        form.readings.data = [f"{entry}{APART}{judge}" for entry, judge in labels]
        form.until.data = days[_USUAL_DAYS - 1].isoformat()
    return form

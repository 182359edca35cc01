"""Shape and wording of what staff fill in for nominators: what came by post, later deadlines, answers to requests."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from wtforms import EmailField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # the stubs stop at 3.2
from wtforms.validators import DataRequired, Email, InputRequired, Length, Optional, ValidationError

from awards.core.times import local_day, time_words
from awards.nominations.forms import EMAIL_WRONG, LONGEST_NAME
from awards.nominations.keying_in import CHANNELS, Arrived
from awards.nominations.moments import MomentFault, typed_moment
from awards.seasons.models import Category
from awards.web.forms import Form

DAY = ("day", "month", "year")


class MomentForm(Form):
    """Asks for a day and a time on the clocks of the programme's zone."""

    WHAT = "The day"

    day, month, year = StringField("Day"), StringField("Month"), StringField("Year")
    time = StringField("Time")

    def __init__(self, *, zone: str, moment: datetime | None = None, **options: Any) -> None:
        super().__init__(data=_boxes(moment, zone) | options.pop("data", {}), **options)
        self.zone = zone
        self.moment: datetime | None = None

    @property
    def date(self) -> SimpleNamespace:
        """The three boxes as the one control that the date macro draws."""
        day, month, year = (self[name] for name in DAY)
        label = SimpleNamespace(text=self.WHAT)
        return SimpleNamespace(id="date", label=label, errors=[], day=day, month=month, year=year)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check every field, and the day with the time as a whole."""
        fine = super().validate(extra_validators)
        day, month, year = ((self[name].data or "") for name in DAY)
        found = typed_moment((day, month, year), self.time.data or "", what=self.WHAT, zone=self.zone)
        if isinstance(found, MomentFault):
            self[found.part].errors = [*self[found.part].errors, found.words]
            return False
        self.moment = found
        missing = self.moment_missing() if found is None else None
        if missing:
            self.day.errors = [*self.day.errors, missing]
        return fine and missing is None

    def moment_missing(self) -> str | None:
        """Give what to say when nothing was typed; None where that is fine."""
        return f"Enter {self.WHAT[0].lower()}{self.WHAT[1:]}"


class LaterDeadlineForm(MomentForm):
    """Until when one nomination may be sent, and why."""

    WHAT = "The later deadline"

    reason = TextAreaField("Why do they get more time?", [DataRequired("Enter why they get more time")])

    @property
    def until(self) -> datetime:
        """The moment typed.

        Raises:
            ValueError: the form has not been found valid.
        """
        if self.moment is None:
            raise ValueError("no later deadline was typed")
        return self.moment


class KeyInForm(MomentForm):
    """How a nomination came, whose it is, and when it arrived if nominations have closed since."""

    WHAT = "The day it arrived"

    channel = RadioField(
        "How did the nomination come?",
        [InputRequired("Choose how the nomination came")],
        choices=[SelectChoice(key, words) for key, words in CHANNELS.items()],
    )
    category = RadioField("Which award is it for?", [InputRequired("Choose the award it is for")])
    name = StringField(
        "Full name of the person who nominates",
        [
            DataRequired("Enter the name of the person who nominates"),
            Length(max=LONGEST_NAME, message=f"The name must be {LONGEST_NAME} characters or less"),
        ],
    )
    email = EmailField("Their email address", [Optional(), Length(max=254, message=EMAIL_WRONG), Email(EMAIL_WRONG)])
    reason = TextAreaField("How do we know that it arrived then?")

    def __init__(self, *, has_closed: bool, **options: Any) -> None:
        super().__init__(**options)
        self.has_closed = has_closed

    def offer(self, categories: Iterable[Category]) -> None:
        """Offer these awards."""
        self.offered = {one.slug: one for one in categories}
        self.category.choices = [SelectChoice(one.slug, one.name) for one in self.offered.values()]

    def moment_missing(self) -> str | None:
        """After the close, when it arrived is asked; before that it arrived in time anyway."""
        return "Enter the day and the time it arrived" if self.has_closed else None

    def validate_reason(self, field: TextAreaField) -> None:
        """After the close, ask how the arrival is known."""
        if self.has_closed and not field.data:
            raise ValidationError("Enter how we know that it arrived then")

    @property
    def chosen(self) -> Category:
        """The award that was chosen; ask only once the form has been found valid."""
        return self.offered[self.category.data]

    @property
    def typed(self) -> Arrived:
        """How it came and whose it is, as typed."""
        return Arrived(
            channel=self.channel.data,
            name=self.name.data or "",
            email=self.email.data or None,
            at=self.moment,
            known_by=self.reason.data or "",
        )


class DraftFilterForm(Form):
    """Narrows the list of drafts; it changes nothing, so it needs no token."""

    class Meta(Form.Meta):
        """A form that only asks."""

        csrf = False

    category = SelectField("Category", default="", validate_choice=False)

    def offer(self, categories: Iterable[Category]) -> None:
        """Offer these categories."""
        self.keys = {one.key: one.name for one in categories}
        self.category.choices = [
            SelectChoice("", "All categories"),
            *(SelectChoice(key, name) for key, name in self.keys.items()),
        ]

    @property
    def wanted(self) -> str | None:
        """The key of the category to narrow by; what is not on offer narrows nothing."""
        return self.category.data if self.category.data in self.keys else None


class AnswerCorrectionForm(Form):
    """Whether a correction was made, and what the nominator is told."""

    made = RadioField(
        "Was the correction made?",
        [InputRequired("Say whether the correction was made")],
        choices=[SelectChoice("yes", "Yes, it is put right"), SelectChoice("no", "No, it stays as it was sent")],
    )
    answer = TextAreaField("What do you tell the nominator?", [DataRequired("Enter what the nominator is told")])


def _boxes(moment: datetime | None, zone: str) -> dict[str, str]:
    if moment is None:
        return {}
    local = local_day(moment, zone)
    return {
        "day": str(local.day),
        "month": str(local.month),
        "year": str(local.year),
        "time": time_words(moment, zone),
    }

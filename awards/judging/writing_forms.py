"""Shape and wording of what staff fill in to remind judges, or to write to them."""

from __future__ import annotations

from collections.abc import Mapping

from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from awards.judging.writing_policy import LONGEST_MESSAGE
from awards.seasons.judging_settings import MOST_DAYS, ReminderRule
from awards.web.forms import Form

MOST_REMINDERS = 10
"""Reminders before the close, and as many after it, that one rule may hold."""


class RemindersForm(Form):
    """Asks for the days on which judges are reminded."""

    before = StringField("Days before judging closes")
    on = BooleanField("Remind on the day on which judging closes")
    after = StringField("Days after judging has closed")

    def validate_before(self, field: StringField) -> None:
        """Refuse anything but whole days."""
        days_of(field.data)

    def validate_after(self, field: StringField) -> None:
        """Refuse anything but whole days."""
        days_of(field.data)

    @property
    def rule(self) -> ReminderRule:
        """The rule that was typed; the form is valid."""
        return ReminderRule(
            before=tuple(sorted(days_of(self.before.data), reverse=True)),
            on=bool(self.on.data),
            after=tuple(sorted(days_of(self.after.data))),
        )


def reminders_form(rule: ReminderRule) -> RemindersForm:
    """Give the form, filled with the rule that holds unless something was posted."""
    return RemindersForm(data={"before": _written(rule.before), "on": rule.on, "after": _written(rule.after)})


def days_of(text: object) -> set[int]:
    """Read "7, 2" as whole days, each once; nothing is no day.

    Raises:
        ValidationError: there is anything else in it, or too much.
    """
    parts = [part.strip() for part in str(text or "").split(",") if part.strip()]
    wrong = [part for part in parts if not (part.isascii() and part.isdigit() and len(part) <= len(str(MOST_DAYS)))]
    days = set() if wrong else {int(part) for part in parts}
    if wrong or any(not 1 <= day <= MOST_DAYS for day in days):
        raise ValidationError(f"Enter whole days from 1 to {MOST_DAYS} with commas between them, like 7, 2")
    if len(days) > MOST_REMINDERS:
        raise ValidationError(f"Enter {MOST_REMINDERS} days or fewer")
    return days


class MessageForm(Form):
    """Asks what to write, and to whom; `seen` is whom the page showed, `ref` what the message will be called."""

    to = SelectField("To", [InputRequired("Choose whom to write to")])
    text = TextAreaField(
        "Message",
        [
            DataRequired("Enter the message"),
            Length(max=LONGEST_MESSAGE, message=f"The message must be {LONGEST_MESSAGE:,} characters or less"),
        ],
    )
    seen = HiddenField()
    ref = HiddenField()


def message_form(choices: Mapping[str, str], *, chosen: str | None) -> MessageForm:
    """Give the form that offers these recipients."""
    form = MessageForm(data={"to": chosen} if chosen in choices else {})
    form.to.choices = {"": "Choose"} | dict(choices)
    return form


def _written(days: tuple[int, ...]) -> str:
    return ", ".join(str(day) for day in days)

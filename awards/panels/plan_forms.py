"""Shape and wording of what staff set before a plan, and of a judge's leaving."""

from __future__ import annotations

from typing import Any

from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from awards.panels.limits import Limits, limits_of
from awards.panels.models import Panel
from awards.panels.policy import may_set_readings
from awards.seasons.models import Season
from awards.web.forms import Form

MOST_READINGS = 20
MOST_LOAD = 5_000


class LimitsForm(Form):
    """Asks how much is read on a panel; an empty box leaves it open."""

    readings = StringField("Readings for each entry")
    least = StringField("Least readings for a judge")
    most = StringField("Most readings for a judge")

    def validate_readings(self, field: Any) -> None:
        """Take a whole number from 1 up."""
        _check(field, least=1, most=MOST_READINGS)

    def validate_least(self, field: Any) -> None:
        """Take a whole number."""
        _check(field, least=0, most=MOST_LOAD)

    def validate_most(self, field: Any) -> None:
        """Take a whole number, not below the least."""
        _check(field, least=0, most=MOST_LOAD)
        least, most = _number(self.least.data), _number(field.data)
        if least is not None and most is not None and most < least:
            raise ValidationError(f"The most readings for a judge must be {least} or more, like the least")

    def limits(self, before: Limits) -> Limits:
        """Give what was typed; the readings stay as they were where they are not asked for."""
        readings = _number(self.readings.data) if "readings" in self else before.readings
        return Limits(readings, _number(self.least.data), _number(self.most.data))


def limits_form(panel: Panel, season: Season) -> LimitsForm:
    """Give the form, filled with what the panel asks for now; without the readings once the rules are locked."""
    now = limits_of(panel)
    filled = {"readings": now.readings, "least": now.least, "most": now.most}
    form = LimitsForm(data={name: "" if number is None else str(number) for name, number in filled.items()})
    if not may_set_readings(season):
        del form.readings
    return form


class LeftForm(Form):
    """Asks why a judge leaves."""

    reason = TextAreaField(
        "Why do they leave?",
        [
            DataRequired("Say why the judge leaves"),
            Length(max=1000, message="The reason must be 1,000 characters or less"),
        ],
    )


def _number(text: Any) -> int | None:
    typed = str(text or "").strip()
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= len(str(MOST_LOAD)) else None


def _check(field: Any, *, least: int, most: int) -> None:
    if not str(field.data or "").strip():
        return
    number = _number(field.data)
    if number is None or not least <= number <= most:
        raise ValidationError(f"{field.label.text} must be a whole number from {least} to {most:,}")

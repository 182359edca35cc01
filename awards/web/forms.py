"""The base of every form: one rule for typed text, and its errors as a list for the summary."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import EmailField, SelectField, SelectMultipleField, StringField

from awards.core.words import tidy

LONGEST = 10_000
"""Characters that any one field may carry; more is refused by name rather than cut."""
ENCODED_WORD = "=?"
"""How an encoded word of a mail header begins: an address may hold it, and no mail could then be made."""
ONE_VALUE = (StringField, SelectField)
"""Fields that a browser sends once: texts, dates in a box, hidden values, radios and lists to choose one from."""


def tidy_typed(value: Any) -> Any:
    """Bring typed text into the one stored form; a WTForms filter."""
    return tidy(value).strip() if isinstance(value, str) else value


class Form(FlaskForm):
    """A form whose text fields are tidied and bounded before they are checked."""

    class Meta(FlaskForm.Meta):
        """Adds the house's filter to every field."""

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Bind a field with the house's filter first."""
            filters = [tidy_typed, *unbound_field.kwargs.get("filters", ())]
            options = {key: value for key, value in options.items() if key != "filters"}
            return unbound_field.bind(form=form, filters=filters, **options)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the form, refusing any text that is too long to be meant.

        What tidying leaves of a text decides whether anything was typed: a space or an invisible mark is nothing.
        """
        for field in self:
            if field.raw_data:
                field.raw_data = [tidy_typed(one) for one in field.raw_data]
        fine = super().validate(extra_validators)
        for field in self:
            wrong = _refused(field)
            if wrong:
                field.errors = [wrong]
                fine = False
        return bool(fine)


def _refused(field: Any) -> str | None:
    """Say why no form takes what a field holds, whatever its own rules say; None if it may."""
    if isinstance(field.data, str) and len(field.data) > LONGEST:
        return f"{field.label.text} must be {LONGEST:,} characters or less"
    if isinstance(field, EmailField) and ENCODED_WORD in (field.data or ""):
        return "Enter an email address in the correct format, like name@example.com"
    several = len(set(field.raw_data or ())) > 1
    if several and isinstance(field, ONE_VALUE) and not isinstance(field, SelectMultipleField):
        return f"{field.label.text} was sent twice with different values. Enter it once"
    return None


def problems(*forms: Any) -> list[tuple[str, str]]:
    """Give (field id, message) for every error of the forms, in page order, for the error summary."""
    found = []
    for form in forms:
        for field in form:
            found += [(field.id, message) for message in _flat(field.errors)]
        found += [("", message) for message in _flat(form.form_errors)]
    return found


def _flat(errors: Any) -> list[str]:
    if isinstance(errors, dict):
        return [message for inner in errors.values() for message in _flat(inner)]
    return [message for error in errors for message in ([error] if isinstance(error, str) else _flat(error))]

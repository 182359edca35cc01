"""Forms as lists of what a browser sends: what is saved, what was typed, and where the two differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, HiddenField, RadioField, SelectMultipleField
from wtforms.csrf.core import CSRFTokenField

from awards.core.words import tidy
from awards.nominations.forms import AnswerForm
from awards.nominations.typed_pages import Fields
from awards.web.forms import Form

TICKED: Final = "y"
_LABELS: Final = {"born_day": "Date of birth: day", "born_month": "Date of birth: month",
                  "born_year": "Date of birth: year"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """A field in which what is saved and what was typed differ; `kind` says which component draws it."""

    label: str
    saved: str
    typed: str
    kind: str
    control: Any
    word_limit: int | None = None


def saved_fields(form: Form) -> dict[str, list[str]]:
    """Give what the form was filled with before anything was typed into it."""
    return {field.name: _listed(field, field.object_data) for field in _asked(form)}


def typed_fields(form: Form) -> dict[str, list[str]]:
    """Give what was typed into a form that was sent, as typed; text boxes that were not drawn count as untouched."""
    return {
        field.name: _values(field.raw_data or ())
        for field in _asked(form)
        if field.raw_data or isinstance(field, BooleanField | RadioField | SelectMultipleField)
    }


def fill(form: Form, fields: Fields) -> None:
    """Put these values in place of what the form was filled with."""
    for field in _asked(form):
        if field.name in fields:
            values = fields[field.name] or [""]  # a box made empty stays empty
            field.process(MultiDict((field.name, value) for value in values), field.object_data)


def pairs(form: Form, stored: Fields, typed: Fields) -> list[Pair]:
    """Give the fields that differ, ready to be drawn; where nothing was typed, what is stored is filled in."""
    differing = [
        field for field in _asked(form) if field.name in typed and typed[field.name] != stored.get(field.name, [])
    ]
    found = [_pair(field, stored.get(field.name, []), typed[field.name]) for field in differing]
    fill(
        form,
        {field.name: stored[field.name] for field in differing if stored.get(field.name) and not typed[field.name]},
    )
    return found


def answer_pair(form: AnswerForm, stored: str) -> Pair:
    """Give the one field of an answer's page."""
    return Pair(form.question.label, stored, form.typed, "field", form.text, form.question.word_limit)


def the_rest(typed: Fields, drawn: list[Pair]) -> list[tuple[str, str]]:
    """Give (name, value) of everything typed that is not among the fields drawn."""
    names = {pair.control.name for pair in drawn}
    return [(name, value) for name, values in typed.items() if name not in names for value in values]


def _asked(form: Form) -> Iterator[Any]:
    return (field for field in form if not isinstance(field, CSRFTokenField | HiddenField))


def _listed(field: Any, value: Any) -> list[str]:
    """Give a value that a field was filled with as what a browser would send."""
    if isinstance(field, BooleanField):
        return [TICKED] if value else []
    several = value if isinstance(value, list | tuple | set | frozenset) else [] if value is None else [value]
    return _values(str(one) for one in several)


def _values(given: Any) -> list[str]:
    """Give values in the one form in which they are compared: tidied, without empty ones, in order."""
    return sorted(filter(None, (tidy(value).strip() for value in given)))


def _pair(field: Any, stored: list[str], typed: list[str]) -> Pair:
    return Pair(
        label=_LABELS.get(field.name, field.label.text),
        saved=_in_words(field, stored),
        typed=_in_words(field, typed),
        kind=_kind(field),
        control=field,
    )


def _kind(field: Any) -> str:
    if isinstance(field, BooleanField):
        return "checkbox"
    if isinstance(field, RadioField):
        return "radios"
    return "checkboxes" if isinstance(field, SelectMultipleField) else "field"


def _in_words(field: Any, values: list[str]) -> str:
    """Give values as people read them: the words of a choice, not its key."""
    if isinstance(field, BooleanField):
        return "Ticked" if values else "Not ticked"
    words = (
        {str(choice.value): str(choice.label) for choice in field.iter_choices()}
        if hasattr(field, "iter_choices")
        else {}
    )
    return ", ".join(words.get(value, value) for value in values)

"""The parameters of a kind of rule as boxes on a form, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from enum import StrEnum
from types import SimpleNamespace, UnionType
from typing import Any, Final, cast, get_args, get_origin, get_type_hints

from wtforms import Form, RadioField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # the stubs stop at 3.2

from awards.eligibility.kind import Kind
from awards.nominations.rules import DayFault, typed_day, whole_number
from awards.rulebook.words import EMPTY, PARAMETERS, WORDS
from awards.seasons.checks_rules import CHOICES_OF
from awards.seasons.documents import RuleBook

YES, NO = "yes", "no"
PARTS: Final = ("day", "month", "year")


class Sort(StrEnum):
    """How a parameter is asked for."""

    WHOLE = "whole"
    WHOLES = "wholes"
    DAY = "day"
    ONE = "one"
    MANY = "many"
    TEXT = "text"


class WrongBoxError(Exception):
    """What was typed for a parameter cannot be used: which box, and what to do."""

    def __init__(self, box: str, words: str) -> None:
        super().__init__(words)
        self.box, self.words = box, words


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: its name, how it is asked for, what it offers, whether it may be empty, its value now."""

    name: str
    sort: Sort
    inner: Any
    choices: tuple[tuple[str, str], ...]
    may_be_empty: bool
    value: Any

    @property
    def box(self) -> str:
        """The name of its box on the form, or of the first of three."""
        return f"p_{self.name}_day" if self.sort is Sort.DAY else f"p_{self.name}"

    @property
    def unbound(self) -> dict[str, Any]:
        """The boxes to put on a form, with what they hold now."""
        label, offers = PARAMETERS[self.name], [SelectChoice(*one) for one in self.choices]
        if self.sort is Sort.DAY:
            now = (self.value.day, self.value.month, self.value.year) if self.value else ("", "", "")
            return {
                f"p_{self.name}_{part}": StringField(part.capitalize(), default=str(text))
                for part, text in zip(PARTS, now, strict=True)
            }
        if self.sort is Sort.MANY:
            offered: Any = SelectMultipleField(
                label, choices=offers, default=list(map(str, self.value)), validate_choice=False
            )
            return {self.box: offered}
        if self.sort is Sort.ONE:
            picked: Any = RadioField(label, choices=offers, default=self._text, validate_choice=False)
            return {self.box: picked}
        return {self.box: StringField(label, default=self._text)}

    @property
    def _text(self) -> str:
        if self.inner is bool:
            return YES if self.value else NO
        if self.sort is Sort.WHOLES:
            return ", ".join(map(str, self.value))
        return "" if self.value is None else str(self.value)

    def control(self, form: Form) -> Any:
        """Give what a macro draws: the box, or three of them as one."""
        if self.sort is not Sort.DAY:
            return form[self.box]
        day, month, year = (form[f"p_{self.name}_{part}"] for part in PARTS)
        label = SimpleNamespace(text=PARAMETERS[self.name])
        return SimpleNamespace(id=f"p_{self.name}", label=label, errors=[], day=day, month=month, year=year)

    def read(self, form: Form) -> Any:
        """Give what was typed as the data of the parameter.

        Raises:
            WrongBoxError: it cannot be used.
        """
        return _READERS[self.sort](self, form)


def parameters_of(kind: Kind, book: RuleBook) -> list[Parameter]:
    """Give every parameter of a rule as it is asked for, with the choices of the season."""
    hints = get_type_hints(type(kind))
    return [_parameter(one, hints[one.name], getattr(kind, one.name), book=book) for one in fields(cast("Any", kind))]


def _parameter(field: Any, hint: Any, value: Any, *, book: RuleBook) -> Parameter:
    inner = get_args(hint)[0] if get_origin(hint) in {UnionType, tuple} else hint
    sort = _sort(field.name, hint, inner)
    may_be_empty = get_origin(hint) is UnionType or (sort is Sort.MANY and field.default is not MISSING)
    choices = _choices(field.name, inner, book)
    if sort is Sort.ONE and may_be_empty:
        choices = (("", EMPTY[field.name]), *choices)
    return Parameter(field.name, sort, inner, choices, may_be_empty, value)


def _sort(name: str, hint: Any, inner: Any) -> Sort:
    several = get_origin(hint) is tuple
    if inner is date:
        return Sort.DAY
    if inner is int:
        return Sort.WHOLES if several else Sort.WHOLE
    if several:
        return Sort.MANY
    return Sort.TEXT if inner is str and name not in CHOICES_OF else Sort.ONE


def _choices(name: str, inner: Any, book: RuleBook) -> tuple[tuple[str, str], ...]:
    if inner is bool:
        return ((YES, WORDS[True]), (NO, WORDS[False]))
    if isinstance(inner, type) and issubclass(inner, StrEnum):
        return tuple((one.value, WORDS[one]) for one in inner)
    return tuple((one.key, one.label) for one in book.vocabulary.get(CHOICES_OF.get(name, ""), ()))


def _whole(parameter: Parameter, form: Form) -> int | None:
    typed = str(form[parameter.box].data or "")
    if not typed and parameter.may_be_empty:
        return None
    found = whole_number(typed)
    if found is None:
        raise WrongBoxError(parameter.box, "Enter a whole number in figures, like 16")
    return found


def _wholes(parameter: Parameter, form: Form) -> list[int]:
    typed = str(form[parameter.box].data or "").replace(",", " ").split()
    found = [number for text in typed if (number := whole_number(text)) is not None]
    if not typed or len(found) < len(typed):
        raise WrongBoxError(parameter.box, "Enter whole numbers with commas between them, like 16, 17")
    return found


def _day(parameter: Parameter, form: Form) -> str | None:
    typed = [str(form[f"p_{parameter.name}_{part}"].data or "") for part in PARTS]
    found = typed_day(typed[0], typed[1], typed[2], today=date.max)
    if isinstance(found, DayFault):
        box = "day" if found.part == "all" else found.part
        raise WrongBoxError(f"p_{parameter.name}_{box}", found.words.replace("Date of birth", "The day", 1))
    return found.isoformat() if found else None


def _one(parameter: Parameter, form: Form) -> Any:
    typed = str(form[parameter.box].data or "")
    if typed not in dict(parameter.choices):
        raise WrongBoxError(parameter.box, "Choose one of these")
    if parameter.inner is bool:
        return typed == YES
    return typed or None


def _many(parameter: Parameter, form: Form) -> list[str]:
    typed = [one for one in form[parameter.box].data or [] if one in dict(parameter.choices)]
    if not typed and not parameter.may_be_empty:
        raise WrongBoxError(parameter.box, "Choose at least one of these")
    return typed


def _text(parameter: Parameter, form: Form) -> str:
    typed = str(form[parameter.box].data or "")
    if not typed:
        raise WrongBoxError(parameter.box, f"Enter the {PARAMETERS[parameter.name].lower()}")
    return typed


_READERS: Final[Mapping[Sort, Any]] = {
    Sort.WHOLE: _whole,
    Sort.WHOLES: _wholes,
    Sort.DAY: _day,
    Sort.ONE: _one,
    Sort.MANY: _many,
    Sort.TEXT: _text,
}

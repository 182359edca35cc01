"""Shape and wording of what staff paste, map and record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # the stubs stop at 3.2
from wtforms.validators import InputRequired, Length

from awards.core.times import short_day_words
from awards.registers.actions import PastedList
from awards.registers.columns import FIELDS, MOST_WORDS, Columns, guessed, key_of, words_in
from awards.registers.contents import Contents, Found
from awards.registers.models import ListKind, RegisterResult
from awards.registers.rules import day_in
from awards.registers.tables import MOST_CHARACTERS, Sheet, UnreadableTableError, decoded, sheet_of
from awards.registers.wording import RESULTS
from awards.web.forms import Form

NOBODY: Final = "nobody"
"""The choice for "none of these"."""
_DAY_WRONG: Final = "Enter a real date, like 23 February 2024 or 23/2/2024"


@dataclass(frozen=True, slots=True)
class Typed:
    """A long text as it was pasted; not cut and not tidied, since the columns of a table hang on every sign."""

    text: str


class PasteField(TextAreaField):
    """A box for a whole list: much more may be pasted into it than into any other box."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take what was pasted as it is."""
        self.data = Typed(valuelist[0]) if valuelist else None  # type: ignore[assignment]  # more than a text field holds

    def _value(self) -> str:
        return self.data.text if isinstance(self.data, Typed) else ""

    @property
    def text(self) -> str:
        """What was pasted; empty where nothing was."""
        return self._value()


class DayField(StringField):
    """A day in one box, in words or in figures."""

    @property
    def day(self) -> date | None:
        """The day; None where there is none or it is not one."""
        return day_in(self.data or "")


class UploadForm(Form):
    """A list, pasted or in a file, and the day of which it is."""

    table = PasteField("Paste the list here")
    file = FileField("Or choose a file")
    searched = PasteField("The numbers that you searched for")
    as_of = DayField("Which day is the list of?")

    def __init__(self, kind: ListKind, *, today: date, **options: Any) -> None:
        super().__init__(data={"as_of": short_day_words(today)}, **options)
        self.kind, self.today = kind, today
        self._rows, self._text = 0, ""
        if kind is not ListKind.REGISTER:
            del self.searched

    def suggest(self, searched: str | None) -> None:
        """Fill in, before anything was typed, which numbers were searched."""
        if searched and "searched" in self and not self.is_submitted():
            self.searched.data = Typed(searched)  # type: ignore[assignment]  # as the field itself takes it

    @property
    def pasted(self) -> PastedList:
        """What was given; ask only once the form has been found valid."""
        return PastedList(
            kind=self.kind,
            contents=Contents(self._text, self.searched.text if "searched" in self else ""),
            as_of=self.as_of.day or self.today,
            rows=self._rows,
            file_name=self.file.data.filename if self.file.data else None,
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the day, and that what was given is a table."""
        fine = super().validate(extra_validators)
        for field, words in self._objections():
            field.errors = [words]
            fine = False
        return fine

    def _objections(self) -> Iterable[tuple[Any, str]]:
        day = self.as_of.day
        if day is None:
            yield self.as_of, _DAY_WRONG
        elif day > self.today:
            yield self.as_of, "The day must be today or in the past"
        pasted = bool(self.table.text.strip())
        if pasted == bool(self.file.data):
            yield (
                self.table,
                "Paste the list or choose a file, not both" if pasted else "Paste the list, or choose a file",
            )
            return
        try:
            self._text = self.table.text if pasted else decoded(self.file.data.read(4 * MOST_CHARACTERS))
            self._rows = len(sheet_of(self._text).rows)
        except UnreadableTableError as wrong:
            yield (self.table if pasted else self.file), str(wrong)


class ColumnsForm(Form):
    """Which column holds what; `columns_form` adds a choice for each thing that a list of this kind may hold."""

    kind: ListKind
    sheet: Sheet
    header = BooleanField("The first line is a heading")

    @property
    def selects(self) -> list[Any]:
        """The choices, in the order of the page."""
        return [self[f"column_{name}"] for name in FIELDS[self.kind]]

    @property
    def columns(self) -> Columns:
        """What was chosen."""
        chosen = {name: self[f"column_{name}"].data for name in FIELDS[self.kind]}
        return Columns(bool(self.header.data), {name: int(place) for name, place in chosen.items() if place})

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for what nothing can be done without, and for columns that hold what they are said to."""
        if not super().validate(extra_validators):
            return False
        wrong = dict(self._objections())
        for name, words in wrong.items():
            self[f"column_{name}"].errors = [words]
        return not wrong

    def _objections(self) -> Iterable[tuple[str, str]]:
        fields = self.columns.fields
        first = "number" if self.kind is ListKind.REGISTER else "name"
        if first not in fields:
            yield first, f"Choose the column of the {FIELDS[self.kind][first].lower()}"
        if self.kind is ListKind.REGISTER and not {"status", "until"} & set(fields):
            yield "status", "Choose the column of the status, or of “Registered until”"
        for name, place in fields.items():
            if list(fields.values()).index(place) < list(fields).index(name):
                yield name, "This column holds something else already: choose another, or none"
        for name, words in words_in(self.kind, self.columns, self.sheet).items():
            if len(words) > MOST_WORDS:
                label = FIELDS[self.kind][name].lower()
                yield name, f"This column has {len(words)} different words. Choose the column that holds the {label}"


def columns_form(kind: ListKind, sheet: Sheet, mapped: Columns | None) -> type[ColumnsForm]:
    """Make the form, with what was chosen before or else a guess."""
    now = mapped or guessed(kind, sheet)
    offered = [SelectChoice("", "No column"), *(SelectChoice(str(place), _called(sheet, place))
                                                for place in range(sheet.width))]  # fmt: skip
    fields: dict[str, Any] = {
        f"column_{name}": SelectField(label, choices=offered, default=str(now.fields.get(name, "")))
        for name, label in FIELDS[kind].items()
    }
    fields["header"] = BooleanField("The first line is a heading", default=now.header)
    return type("ColumnsFormOfOne", (ColumnsForm,), {"kind": kind, "sheet": sheet, **fields})


def _called(sheet: Sheet, place: int) -> str:
    return f"Column {place + 1}: {sheet.rows[0][place][:60] or 'empty at first'}"


@dataclass(frozen=True, slots=True)
class WordChoice:
    """One word of a list, what it may mean, and what it is taken to mean until staff say otherwise."""

    column: str
    word: str
    label: str
    choices: Sequence[tuple[str, str]]
    guess: str


class WordsForm(Form):
    """What each word of a list means; `words_form` adds a choice a word."""

    asked: Sequence[WordChoice] = ()

    @property
    def selects(self) -> list[Any]:
        """The choices, in the order of the page."""
        return [self[f"word_{number}"] for number in range(len(self.asked))]

    @property
    def words(self) -> dict[str, dict[str, str]]:
        """What was chosen, by column and word."""
        chosen: dict[str, dict[str, str]] = {}
        for asked, select in zip(self.asked, self.selects, strict=True):
            chosen.setdefault(asked.column, {})[key_of(asked.word)] = select.data
        return chosen


def words_form(asked: Sequence[WordChoice]) -> type[WordsForm]:
    """Make the form: a choice a word."""
    fields: dict[str, Any] = {}
    for number, one in enumerate(asked):
        fields[f"word_{number}"] = SelectField(
            one.label,
            [InputRequired(f"Say what {one.label} means")],
            choices=[
                SelectChoice("", "Choose what it means"),
                *(SelectChoice(key, words) for key, words in one.choices),
            ],
            default=one.guess,
        )
    return type("WordsFormOfOne", (WordsForm,), {"asked": asked, **fields})


class LookForm(Form):
    """What somebody of staff saw in the public register."""

    result = RadioField(
        "What does the register say?",
        [InputRequired("Say what the register says")],
        choices=[SelectChoice(result.value, words) for result, words in RESULTS.items()],
    )
    name = StringField("Name in the register", [Length(max=200)])
    town = StringField("Town of employment", [Length(max=200)])
    until = DayField("Registered until")
    on = DayField("When did you look?")

    def __init__(self, *, today: date, **options: Any) -> None:
        super().__init__(data={"on": short_day_words(today)}, **options)
        self.today = today

    @property
    def day(self) -> date:
        """The day of the look-up; ask only once the form has been found valid."""
        return self.on.day or self.today

    @property
    def found(self) -> Found:
        """What was seen."""
        return Found(
            result=RegisterResult(self.result.data),
            name=self.name.data or None,
            town=self.town.data or None,
            until=self.until.day,
        )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check both days as well."""
        fine = super().validate(extra_validators)
        wrong = {self.until: _DAY_WRONG} if self.until.data and self.until.day is None else {}
        if self.on.day is None or self.on.day > self.today:
            wrong[self.on] = _DAY_WRONG if self.on.day is None else "The day must be today or in the past"
        for field, words in wrong.items():
            field.errors = [words]
        return fine and not wrong


class MemberForm(Form):
    """Who on the list a nominee is."""

    member = RadioField("Who on the list is this?", [InputRequired("Choose who on the list this is, or nobody")])

    def offer(self, people: Mapping[int, str]) -> None:
        """Offer these lines of the list, and nobody."""
        lines = [SelectChoice(str(key), words) for key, words in people.items()]
        self.member.choices = [*lines, SelectChoice(NOBODY, "None of these, or nobody on the list")]

    @property
    def chosen(self) -> int | None:
        """The line that was chosen; None for nobody. Ask only once the form has been found valid."""
        return None if self.member.data == NOBODY else int(self.member.data)


class ConfirmForm(Form):
    """Many nominees who match a line of the list exactly, all ticked until staff untick some."""

    matches = SelectMultipleField("These match exactly")

    def offer(self, matches: Mapping[str, str]) -> None:
        """Offer these: the nominee's reference and the line's number, and what is shown of both."""
        self.matches.choices = [SelectChoice(key, words) for key, words in matches.items()]
        if not self.is_submitted():
            self.matches.data = list(matches)

    def validate_matches(self, field: SelectMultipleField) -> None:
        """Ask for at least one."""
        if not field.data:
            field.errors = [*field.errors, "Choose at least one"]

"""The steps by which a list is read: its columns, its words, and what applying it would record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from awards.core.actor import Actor
from awards.core.permission import Permission, Refused
from awards.core.times import short_day_words
from awards.registers.columns import FIELDS, LEFT_OUT, Columns, meaning_of, words_in
from awards.registers.contents import Contents, contents_of, is_mapped, people_in, reading_of
from awards.registers.forms import ColumnsForm, WordChoice, WordsForm, columns_form, words_form
from awards.registers.models import ListKind, ListUpload, RegisterResult
from awards.registers.pages import FindingRow, finding_rows
from awards.registers.policy import may_apply
from awards.registers.previewed import mark_of_findings, mark_of_people
from awards.registers.queries import ABOUT_REGISTERS, applied_before, categories_about, register_lines
from awards.registers.tables import Sheet
from awards.registers.vocabulary import STANDING_WORDS, Vocabulary, programme_words
from awards.registers.wording import KINDS, RESULTS, person_words
from awards.seasons.models import Season

FIRST_LINES: Final = 5
MOST_SHOWN: Final = 200
"""Lines of what would be recorded that a page shows."""
_MEANINGS: Final = tuple(
    (result.value, RESULTS[result])
    for result in (RegisterResult.REGISTERED, RegisterResult.LAPSED, RegisterResult.NOT_FOUND)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListStep:
    """What every step shows of its list."""

    upload: ListUpload
    what: str
    day: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnsPage(ListStep):
    """The first lines of a list, and the form that says what its columns hold."""

    form: ColumnsForm
    heads: Sequence[dict[str, str]]
    lines: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsPage(ListStep):
    """The form that says what the words of a list mean."""

    form: WordsForm


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewPage(ListStep):
    """What applying a list would record."""

    permission: Permission
    mark: str
    """Of what is shown: only that is applied."""
    findings: Sequence[FindingRow] = ()
    people: Sequence[str] = ()
    count: int
    more: int
    """How many of them are not shown."""
    notes: Sequence[str]
    """What in the list says nothing of anybody, in words."""


def columns_page(upload: ListUpload) -> ColumnsPage:
    """Put together the first step. No statement.

    Raises:
        Refused: the list was applied.
    """
    sheet = contents_of(upload).sheet
    return ColumnsPage(
        **_step(upload),
        form=columns_form(upload.kind, sheet, Columns.from_data(upload.columns))(),
        heads=[{"text": "Line"}, *({"text": f"Column {place + 1}"} for place in range(sheet.width))],
        lines=[[cell[:80] for cell in row] for row in sheet.rows[:FIRST_LINES]],
    )


def words_page(upload: ListUpload, vocabulary: Vocabulary) -> WordsPage:
    """Put together the second step. No statement.

    Raises:
        Refused: the list was applied, or its columns are not known.
    """
    sheet, columns = contents_of(upload).sheet, Columns.from_data(upload.columns)
    if columns is None:
        raise Refused.because("no-columns", "Say first which column holds what.")
    return WordsPage(**_step(upload), form=words_form(list(_asked(upload, columns, sheet, vocabulary=vocabulary)))())


def preview_page(session: Session, season: Season, upload: ListUpload, *, actor: Actor) -> PreviewPage:
    """Put together the last step. Three statements.

    Raises:
        Refused: the list was applied, or it is not known how to read it.
    """
    contents, columns = contents_of(upload), Columns.from_data(upload.columns)
    if columns is None or not is_mapped(columns):
        raise Refused.because("not-mapped", "Say first what the columns and words mean.")
    permission = may_apply(actor, upload, mapped=True, applied_before=applied_before(session, upload))
    if upload.kind is ListKind.PROGRAMME:
        return _preview_of_people(season, upload, contents, columns=columns, permission=permission)
    lines = register_lines(session, season, categories_about(session, season, ABOUT_REGISTERS))
    reading = reading_of(contents, columns, lines, as_of=upload.as_of)
    rows = finding_rows(reading.findings)
    notes = _notes(
        (reading.strangers, "with a number that no nominee has"),
        (reading.left_out, "without a number, without a status or date, or left out"),
        (reading.repeated, "with a number that stood in the list before: its first line counts"),
    )
    return PreviewPage(
        **_step(upload),
        permission=permission,
        mark=mark_of_findings(upload, reading.findings),
        findings=rows[:MOST_SHOWN],
        count=len(rows),
        more=max(0, len(rows) - MOST_SHOWN),
        notes=notes,
    )


def _preview_of_people(
    season: Season, upload: ListUpload, contents: Contents, *, columns: Columns, permission: Permission
) -> PreviewPage:
    people = people_in(contents, columns)
    left_out = len(contents.sheet.below(header=columns.header)) - len(people)
    return PreviewPage(
        **_step(upload),
        permission=permission,
        mark=mark_of_people(upload, people),
        people=[person_words(one, season.vocabulary, on=upload.as_of) for one in people[:MOST_SHOWN]],
        count=len(people),
        more=max(0, len(people) - MOST_SHOWN),
        notes=_notes((left_out, "without a name, or of a programme that is left out")),
    )


def _step(upload: ListUpload) -> dict[str, Any]:
    return {"upload": upload, "what": KINDS[upload.kind], "day": short_day_words(upload.as_of)}


def _notes(*counted: tuple[int, str]) -> list[str]:
    return [f"{count} {'line' if count == 1 else 'lines'} {words}" for count, words in counted if count]


def _asked(upload: ListUpload, columns: Columns, sheet: Sheet, *, vocabulary: Vocabulary) -> Iterator[WordChoice]:
    known = columns.words or {}
    for name, words in words_in(upload.kind, columns, sheet).items():
        choices = _choices(upload, name, vocabulary)
        for key, word in words.items():
            meant = known.get(name, {}).get(key) or meaning_of(upload.kind, name, word=word, vocabulary=vocabulary)
            label = _label(FIELDS[upload.kind][name], word, of_all=name not in columns.fields)
            guess = meant if meant in dict(choices) else ""
            yield WordChoice(column=name, word=word, label=label, choices=choices, guess=guess or "")


def _label(column: str, word: str, *, of_all: bool) -> str:
    if of_all:
        return f"{column} of everybody on the list"
    return f"{column} “{word}”" if word else f"{column}, where it is empty"


def _choices(upload: ListUpload, name: str, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    if upload.kind is ListKind.REGISTER:
        return [*_MEANINGS, (LEFT_OUT, "Leave these lines out")]
    if name == "programme":
        programmes = vocabulary.get("programmes", ())
        offered = [(one["key"], programme_words(vocabulary, one["key"], on=upload.as_of) or "") for one in programmes]
        return [*offered, (LEFT_OUT, "None of these: leave these lines out")]
    if name == "status":
        return [(state.value, words) for state, words in STANDING_WORDS.items()]
    stages = [(one["key"], one["label"]) for one in vocabulary.get("programme_stages", ())]
    return [*stages, (LEFT_OUT, "No stage")]

"""What a list holds: the text as it came, read as a table, and what each of its lines says of somebody."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from awards.core.permission import Refused
from awards.eligibility.facts import Registration
from awards.matching.likeness import Identity, likeness
from awards.registers.columns import Columns
from awards.registers.models import ListUpload, RegisterResult
from awards.registers.queries import RegisterLine, normal_number
from awards.registers.rules import day_in, result_by_date, speaks_against, standing, unsettled
from awards.registers.tables import Sheet, sheet_of


@dataclass(frozen=True, slots=True)
class Contents:
    """A list as it was pasted or uploaded, and the numbers that were searched for it, as typed."""

    table: str
    searched: str = ""

    def packed(self) -> str:
        """Give it as it is kept, encrypted, until it is applied."""
        return json.dumps({"table": self.table, "searched": self.searched}, ensure_ascii=False)

    @property
    def sheet(self) -> Sheet:
        """Give the list as a table; it was read once before it was kept."""
        return sheet_of(self.table)

    @property
    def numbers(self) -> frozenset[str]:
        """Give the numbers that were searched, in the form they are kept in."""
        return frozenset(number for line in self.searched.split("\n") if (number := normal_number(line.strip())))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the register says of one number, as a list has it or as somebody saw it."""

    result: RegisterResult
    name: str | None = None
    town: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a list would record of one nominee."""

    line: RegisterLine
    found: Found
    as_of: date

    @property
    def proves(self) -> Registration | None:
        """The standing on the day of sending that it would prove; None where it proves nothing."""
        found, line = self.found, self.line
        return standing(found.result, said=line.said, until=found.until, checked_on=self.as_of, sent_on=line.sent_on)

    @property
    def speaks_against(self) -> bool:
        """Whether it would contradict what the nominator said."""
        return speaks_against(self.found.result, said=self.line.said, found=self.proves)

    @property
    def unsettled(self) -> bool:
        """Whether it was seen in the weeks of renewal, and proves nothing yet."""
        return unsettled(self.found.until, checked_on=self.as_of)


@dataclass(slots=True)
class Reading:
    """What a list would record, and how many of its lines say nothing of any nominee."""

    findings: list[Finding] = field(default_factory=list)
    strangers: int = 0
    """Lines with a number that no nominee has."""
    left_out: int = 0
    """Lines without a number, of a word that is left out, or with neither a status nor a date."""
    repeated: int = 0
    """Lines whose number stood in the list before; the first one counts."""


def contents_of(upload: ListUpload) -> Contents:
    """Give what a list holds.

    Raises:
        Refused: it was applied, and what it held was erased then.
    """
    if upload.content is None:
        raise Refused.because("applied-already", "This list was applied already, and what it held is erased.")
    kept = json.loads(upload.content)
    return Contents(kept["table"], kept["searched"])


def is_mapped(columns: Columns | None) -> bool:
    """Whether it is known how to read a list."""
    return columns is not None and columns.words is not None


def reading_of(contents: Contents, columns: Columns, lines: Sequence[RegisterLine], *, as_of: date) -> Reading:
    """Say what a list of the register's answers would record of the nominees in these lines. No statement."""
    by_number: dict[str, list[RegisterLine]] = {}
    for line in lines:
        if line.number:
            by_number.setdefault(line.number, []).append(line)
    reading, seen, listed = Reading(), set[str](), set[str]()
    for row in contents.sheet.below(header=columns.header):
        number = normal_number(columns.cell(row, "number"))
        found = _found(row, columns, as_of=as_of)
        if number is not None:
            listed.add(number)  # whatever its line says: the register has it, so it was found
        if number is None or found is None:
            reading.left_out += 1
        elif number in seen:
            reading.repeated += 1
        else:
            seen.add(number)
            nominees = by_number.get(number, [])
            reading.strangers += not nominees
            reading.findings += (Finding(line, _of_whom(found, line), as_of) for line in nominees)
    missing = [line for number in contents.numbers - listed for line in by_number.get(number, [])]
    reading.findings += _not_found(missing, as_of)
    return reading


def _not_found(lines: Iterable[RegisterLine], as_of: date) -> Iterator[Finding]:
    in_order = sorted(lines, key=lambda line: (line.number or "", line.nominee.id))
    return (Finding(line, Found(result=RegisterResult.NOT_FOUND), as_of) for line in in_order)


def _found(row: Sequence[str], columns: Columns, *, as_of: date) -> Found | None:
    until = day_in(columns.cell(row, "until"))
    if "status" in columns.fields:
        meaning = columns.meaning(row, "status")
        result = RegisterResult(meaning) if meaning else None
    else:
        result = result_by_date(until, on=as_of)
    if result is None:
        return None
    name, town = (columns.cell(row, one) or None for one in ("name", "town"))
    return Found(result=result, name=name, town=town, until=until)


def _of_whom(found: Found, line: RegisterLine) -> Found:
    """Say "another name" where the register has the number under a name that is not like the nominee's."""
    if found.name is None or found.result is RegisterResult.NOT_FOUND or same_name(line, found.name):
        return found
    return Found(result=RegisterResult.OTHER_NAME, name=found.name, town=found.town, until=found.until)


def same_name(line: RegisterLine, name: str) -> bool:
    """Whether a name that the register has is like enough to the nominee's, or to the one they are known by."""
    nominee = line.nominee
    theirs = Identity(key="theirs", category="", name=nominee.full_name, known_as=nominee.known_as)
    return likeness(theirs, Identity(key="found", category="", name=name)).is_likely


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """One line of the organiser's own list, its words read as keys of the season's vocabulary."""

    name: str
    email: str | None
    programme: str | None
    status: str | None
    stage: str | None
    cohort: str | None


def people_in(contents: Contents, columns: Columns) -> list[Somebody]:
    """Give everybody on the organiser's list who has a name and was on one of the season's programmes. No statement."""
    return [one for row in contents.sheet.below(header=columns.header) if (one := _somebody(row, columns))]


def _somebody(row: Sequence[str], columns: Columns) -> Somebody | None:
    name, email = columns.cell(row, "name"), columns.cell(row, "email")
    programme = columns.meaning(row, "programme")
    if not name or programme is None:
        return None
    return Somebody(
        name=name,
        email=email if "@" in email else None,
        programme=programme,
        status=columns.meaning(row, "status"),
        stage=columns.meaning(row, "stage"),
        cohort=columns.cell(row, "cohort")[:64] or None,
    )

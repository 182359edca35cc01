"""The scores that a fit starts from: one weighted total per judge and entry, in the same order whoever lists them."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats: TypeAlias = NDArray[np.float64]
Wholes: TypeAlias = NDArray[np.int64]

LARGEST: Final = 1e9
"""No scale goes this far; beyond it squares lose their meaning."""
_NUMBER: Final = re.compile(r"[+-]?(\d+(?:\.\d*)?|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_COLUMNS: Final = ("entry", "judge", "y")
_CATEGORY: Final = "category"


class ReadingsError(Exception):
    """Scores that cannot be used; `problems` names each row and what is wrong with it."""

    def __init__(self, problems: Sequence[str]) -> None:
        """Keep every problem, in the order of the rows."""
        super().__init__("; ".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class Reading:
    """One judge's weighted total `y` for one entry, on the season's scale; `group` is the entry's category."""

    entry: str
    judge: str
    y: float
    group: str = ""


class Table:
    """Readings as arrays, sorted by entry and judge, so that the order they came in never matters.

    `entries`, `judges` and `groups` are sorted names; `entry`, `judge` and `y` have one item per reading, and
    `group` has one per entry: positions in those names.

    Raises:
        ReadingsError: nothing to fit, a pair twice, an entry in two categories, or a score that is no number.
    """

    def __init__(self, readings: Iterable[Reading]) -> None:
        """Sort the readings and number their entries, judges and categories."""
        given = list(readings)
        problems = list(_problems(given))
        if problems:
            raise ReadingsError(problems)
        self.readings = tuple(sorted(given, key=lambda reading: (reading.entry, reading.judge)))
        self.entries = tuple(sorted({reading.entry for reading in given}))
        self.judges = tuple(sorted({reading.judge for reading in given}))
        group_of = {reading.entry: reading.group for reading in given}
        self.groups = tuple(sorted(set(group_of.values())))
        row = {name: position for position, name in enumerate(self.entries)}
        column = {name: position for position, name in enumerate(self.judges)}
        self.entry: Wholes = np.array([row[reading.entry] for reading in self.readings], dtype=np.int64)
        self.judge: Wholes = np.array([column[reading.judge] for reading in self.readings], dtype=np.int64)
        self.y: Floats = np.array([reading.y for reading in self.readings], dtype=np.float64)
        self.group: Wholes = np.array([self.groups.index(group_of[name]) for name in self.entries], dtype=np.int64)

    def __len__(self) -> int:
        """Give the number of readings, N."""
        return len(self.readings)

    @cached_property
    def n(self) -> Wholes:
        """Give the number of scores of each entry."""
        return np.bincount(self.entry, minlength=len(self.entries))

    @cached_property
    def loads(self) -> Wholes:
        """Give the number of scores by each judge."""
        return np.bincount(self.judge, minlength=len(self.judges))

    @cached_property
    def means(self) -> Floats:
        """Give the plain average of each entry, rounded once (`math.fsum`), not once for each sum."""
        starts = np.flatnonzero(np.diff(self.entry, prepend=-1))
        parts = np.split(self.y, starts[1:])
        return np.array([math.fsum(part) / len(part) for part in parts])

    @cached_property
    def incidence(self) -> sparse.csr_array:
        """Give N, entries by judges: 1 where the judge scored the entry."""
        shape = (len(self.entries), len(self.judges))
        return sparse.csr_array((np.ones(len(self)), (self.entry, self.judge)), shape=shape)

    @cached_property
    def within(self) -> Floats:
        """Give each score less the average of its entry."""
        return self.y - self.means[self.entry]

    def category_scores(self, category: Wholes) -> Wholes:
        """Give, for each reading, the number that `category` gives its entry."""
        return np.asarray(category[self.entry])

    @property
    def spare(self) -> int:
        """Give N - E - J + 1: the scores left over once each entry and each judge has a number of its own."""
        return len(self) - len(self.entries) - len(self.judges) + 1

    @property
    def complete(self) -> bool:
        """Say whether every judge scored every entry."""
        return len(self) == len(self.entries) * len(self.judges)

    def only(self, entries: Iterable[str]) -> Table:
        """Give the readings of some of the entries.

        Raises:
            ReadingsError: none of them has a reading.
        """
        wanted = set(entries)
        return Table(reading for reading in self.readings if reading.entry in wanted)

    def seed(self, salt: str = "") -> int:
        """Give the seed of the draws: the first 48 bits of SHA-256 over the sorted readings, so nobody picks it."""
        text = "\n".join(f"{one.entry}\t{one.judge}\t{one.y!r}\t{one.group}" for one in self.readings)
        return int.from_bytes(sha256(f"{salt}\n{text}".encode()).digest()[:6], "big")


def read_csv(lines: Iterable[str]) -> Table:
    """Read columns `entry`, `judge`, `y` and, where there is one, `category`; other columns are passed over.

    Raises:
        ReadingsError: with every problem and its line, not only the first.
    """
    rows = csv.reader(lines)
    problems: list[str] = []
    try:
        header = [name.strip() for name in next(rows, [])]
        problems += _header_problems(header)
        found = [] if problems else list(_rows(rows, header, problems))
    except csv.Error as wrong:
        raise ReadingsError([f"line {rows.line_num}: not CSV: {wrong}"]) from None
    problems += [] if problems and not found else _twice(found)
    if problems:
        raise ReadingsError(problems)
    return Table(reading for _, reading in found)


def _header_problems(header: Sequence[str]) -> Iterator[str]:
    if not any(header):
        yield "the file is empty: the first line must name the columns entry, judge and y"
        return
    for name in _COLUMNS:
        if name not in header:
            yield f"line 1: there is no column “{name}”"
    for name in (*_COLUMNS, _CATEGORY):
        if header.count(name) > 1:
            yield f"line 1: the column “{name}” is there {header.count(name)} times"


def _rows(rows: Iterator[list[str]], header: Sequence[str], problems: list[str]) -> Iterator[tuple[int, Reading]]:
    """Give the good rows with their lines, and add what is wrong with the others to `problems`."""
    line = 1
    for cells in rows:
        start, line = line + 1, rows.line_num  # type: ignore[attr-defined]
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            problems.append(f"line {start}: {len(cells)} cells under {len(header)} columns")
            continue
        row = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
        wrong = list(_row_problems(row))
        problems += [f"line {start}: {words}" for words in wrong]
        if not wrong:
            yield start, Reading(row["entry"], row["judge"], float(row["y"]), row.get(_CATEGORY, ""))


def _row_problems(row: Mapping[str, str]) -> Iterator[str]:
    for name in ("entry", "judge", "y", _CATEGORY):
        if name in row and not row[name]:
            yield f"“{name}” is empty"
    score = row["y"]
    if score and not _NUMBER.fullmatch(score):
        yield f"“y” is not a number: “{score}”"
    elif score and abs(float(score)) > LARGEST:
        yield f"“y” is out of any scale: “{score}”"


def _twice(found: Sequence[tuple[int, Reading]]) -> Iterator[str]:
    """Name the rows that say again, or otherwise, what an earlier one said."""
    if not found:
        yield "there are no scores"
    pairs: dict[tuple[str, str], int] = {}
    groups: dict[str, tuple[str, int]] = {}
    for line, one in found:
        first = pairs.setdefault((one.entry, one.judge), line)
        if first != line:
            yield f"line {line}: {one.judge} has scored {one.entry} before, on line {first}"
        group, where = groups.setdefault(one.entry, (one.group, line))
        if group != one.group:
            yield f"line {line}: {one.entry} is in category “{one.group}” here and in “{group}” on line {where}"


def _problems(given: Sequence[Reading]) -> Iterator[str]:
    """Name what makes readings unusable, by their row from 1."""
    numbered = list(enumerate(given, start=1))
    for row, one in numbered:
        if not math.isfinite(one.y) or abs(one.y) > LARGEST:
            yield f"row {row}: the score of {one.judge} for {one.entry} is not a usable number: {one.y}"
    for words in _twice(numbered):
        yield words.replace("line ", "row ")

"""What `awards results agreement` prints: figures under the names that statistics packages and auditors use.

Loads numpy and scipy: commands import it when they run.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO

from awards.maths.adjusting.readings import ReadingsError, Table, read_csv
from awards.maths.agreement.alpha import Level, alpha
from awards.maths.agreement.concordance import concordance
from awards.maths.agreement.intraclass import Scores, intraclass
from awards.results.given_files import UnusableFile, is_number, json_of, shown

_READ = frozenset({"entry", "judge", "y", "category"})
_LARGEST_NUMBER = 1e9

Figures = dict[str, object]


@dataclass(frozen=True, slots=True)
class Answer:
    """Figures by name; those that are not defined are null, with the reason under the same name in `not_defined`."""

    figures: Figures = field(default_factory=dict)
    not_defined: dict[str, str] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    """What of the file means nothing here."""

    def as_data(self) -> Figures:
        """Give what is printed."""
        return self.figures | {"words": self.words, "not_defined": self.not_defined}

    def add_alpha(self, units: Sequence[Sequence[float]], *, into: Figures, name: str = "krippendorff") -> None:
        """Add Krippendorff's alpha on all three levels of one set of scores."""
        told: Figures = {}
        for level in Level:
            found = alpha(units, level)
            told[level.value] = found.value
            self._tell(f"{name}.{level}", found.words, found.why_not)
        into["krippendorff"] = told

    def add_icc(self, scores: Scores) -> None:
        """Add the six intraclass correlations of a panel that scored the same entries."""
        told: Figures = {}
        for form, found in intraclass(scores).items():
            interval = None if found.low is None else [found.low, found.high]
            told[form] = {
                "value": found.value,
                "ci95": interval,
                "F": found.f,
                "df1": found.df1,
                "df2": found.df2,
            }
            self._tell(f"icc.{form}", found.words, found.why_not)
        self.figures["icc"] = told

    def add_w(self, scores: Scores) -> None:
        """Add Kendall's W of a panel that scored the same entries."""
        found = concordance(scores)
        self.figures["kendall_w"] = {
            "W_tie_corrected": found.w,
            "chi2_tie_corrected": found.chi2,
            "df": found.df,
            "p_tie_corrected": found.p,
            "W_uncorrected": found.uncorrected,
        }
        self._tell("kendall_w", found.words, found.why_not)

    def _tell(self, name: str, words: str, why_not: str | None) -> None:
        self.words.append(words)
        if why_not:
            self.not_defined[name] = f"not defined: {why_not[0].lower()}{why_not[1:]}"


def figures_of_csv(text: str) -> Answer:
    """Work out agreement on the totals `y`, and alpha on each criterion, from columns entry, judge, y and criteria.

    Raises:
        UnusableFile: with every problem and its line.
    """
    try:
        table = read_csv(StringIO(text, newline=""))
    except ReadingsError as wrong:
        raise UnusableFile(wrong.problems) from None
    criteria, problems, aside = _criteria(text)
    if problems:
        raise UnusableFile(problems)
    answer = Answer(passed_over=[f"the column {shown(name)} holds no numbers and is passed over" for name in aside])
    answer.add_alpha(_by_entry({(one.entry, one.judge): one.y for one in table.readings}), into=answer.figures)
    scores = _as_rows(table)
    answer.add_icc(scores)
    answer.add_w(scores)
    if criteria:
        of_each: Figures = {}
        for name, points in criteria.items():
            of_criterion: Figures = {}
            answer.add_alpha(_by_entry(points), into=of_criterion, name=f"criteria.{name}.krippendorff")
            of_each[name] = of_criterion
        answer.figures["criteria"] = of_each
    return answer


def figures_of_json(text: str) -> Answer:
    """Work out what an object asks for: `krippendorff` (a row for each judge), `icc`, `kendall_w` (for each entry).

    Each holds its rows under “data”, null where a score is missing; `kendall_w` without data takes those of `icc`.

    Raises:
        UnusableFile: with every problem.
    """
    given = json_of(text)
    if not isinstance(given, Mapping):
        raise UnusableFile([f"the file must hold a JSON object, not {shown(given)}"])
    wanted = {key: given[key] for key in ("krippendorff", "icc", "kendall_w") if key in given}
    problems = [] if wanted else ["the file must hold “krippendorff”, “icc” or “kendall_w”, each with its “data”"]
    tables: dict[str, list[list[float | None]]] = {}
    for key, one in wanted.items():
        data = one.get("data") if isinstance(one, Mapping) else None
        if key == "kendall_w" and isinstance(one, Mapping) and "data" not in one and "icc" in wanted:
            continue
        found = list(_table_problems(data))
        problems += [f"“{key}”: {words}" for words in found]
        if not found and isinstance(data, list):
            tables[key] = data
    if problems:
        raise UnusableFile(problems)
    return _answered(tables, with_w="kendall_w" in wanted, strange=sorted(set(given) - set(wanted) - {"note"}))


def _answered(tables: Mapping[str, list[list[float | None]]], *, with_w: bool, strange: Sequence[str]) -> Answer:
    answer = Answer(passed_over=[f"{shown(key)} means nothing here and is passed over" for key in strange])
    if "krippendorff" in tables:
        units = [[score for score in unit if score is not None] for unit in zip(*tables["krippendorff"], strict=True)]
        answer.add_alpha(units, into=answer.figures)
    if "icc" in tables:
        answer.add_icc(tables["icc"])
    if with_w:
        answer.add_w(tables["kendall_w"] if "kendall_w" in tables else tables["icc"])
    return answer


def _table_problems(data: object) -> Iterator[str]:
    if not isinstance(data, list) or not data or not all(isinstance(row, list) and row for row in data):
        yield "“data” must be a list of rows, each a list of numbers"
        return
    for number, row in enumerate(data, 1):
        if len(row) != len(data[0]):
            yield f"row {number} holds {len(row)} scores, and the first row {len(data[0])}"
        for place, score in enumerate(row, 1):
            if score is not None and not is_number(score):
                yield f"row {number}, score {place} must be a number or null, not {shown(score)}"


def _as_rows(table: Table) -> Scores:
    """Give a row for each entry; where judges scored different entries, a row is enough to show that."""
    if not table.complete:
        return [[None] * len(table.judges), [None] * len(table.judges)]
    width = len(table.judges)
    return [[float(y) for y in table.y[start : start + width]] for start in range(0, len(table), width)]


def _by_entry(points: Mapping[tuple[str, str], float]) -> list[list[float]]:
    found: dict[str, list[float]] = {}
    for (entry, _), value in points.items():
        found.setdefault(entry, []).append(value)
    return list(found.values())


def _criteria(text: str) -> tuple[dict[str, dict[tuple[str, str], float]], list[str], list[str]]:
    """Give the points of each criterion, what is wrong with them, and columns that are no criteria."""
    rows = csv.reader(StringIO(text, newline=""))
    header = [name.strip() for name in next(rows)]
    cells = [(rows.line_num, [cell.strip() for cell in row]) for row in rows if any(cell.strip() for cell in row)]
    entry, judge = header.index("entry"), header.index("judge")
    found: dict[str, dict[tuple[str, str], float]] = {}
    problems, aside = [], []
    for column, name in enumerate(header):
        if name in _READ:
            continue
        given = {(row[entry], row[judge]): (line, row[column]) for line, row in cells if row[column]}
        points = {pair: float(cell) for pair, (_, cell) in given.items() if _is_number(cell)}
        if not points:
            aside.append(name)
        elif not name or header.count(name) > 1:
            problems.append(f"line 1: a column of points needs a name of its own, and not {shown(name)}")
        else:
            odd = [(line, cell) for line, cell in given.values() if not _is_number(cell)]
            problems += [f"line {line}: {shown(name)} is not a number: {shown(cell)}" for line, cell in odd]
            found[name] = points
    return found, problems, aside


def _is_number(text: str) -> bool:
    try:
        return text.isascii() and "_" not in text and abs(float(text)) <= _LARGEST_NUMBER
    except ValueError:
        return False

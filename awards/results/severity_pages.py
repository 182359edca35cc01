"""How strictly each judge marks, as far as the scores tell, and how far the panel agrees: for staff and the chair."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from awards.maths.adjusting.result import JudgeResult
from awards.results.category_pages import basis_words
from awards.results.queries import Board
from awards.results.rows import Names, tenths, with_names
from awards.results.working_pages import judges_differed
from awards.seasons.models import Category


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeLine:
    """One judge who scored here. Severity in points out of 100: "6.1 lower" than the panel on the same entries."""

    name: str
    scores: int
    severity: str
    interval: str
    differs: bool
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityPage:
    """The page; no lines where scores are not adjusted, and `basis` then says why."""

    category: Category
    headline: str
    basis: Sequence[str]
    lines: Sequence[JudgeLine]
    agreement: Sequence[str]


def severity_page(board: Board, names: Names) -> SeverityPage:
    """Put the page together with these names."""
    pool = board.fit.pool if board.fit else None
    scores = Counter(one.judge for one in board.scores.totals) if board.scores else Counter[str]()
    flags = board.fit.agreement.get("judges", {}) if board.fit else {}
    known = [one for one in pool.judges if one.judge in scores] if pool else []
    lines = [
        JudgeLine(
            name=names.judges.get(one.judge, one.judge),
            scores=scores[one.judge],
            severity=severity_words(one.severity),
            interval=interval_words(one),
            differs=one.differs,
            flags=tuple(flags.get(one.judge, ())),
        )
        for one in sorted(known, key=lambda each: each.severity)
    ]
    return SeverityPage(
        category=board.category,
        headline=f"{judges_differed(board)}." if lines else "",
        basis=basis_words(board, names.entries),
        lines=lines,
        agreement=[with_names(one, names.all) for one in _sentences(board)],
    )


def severity_words(severity: float) -> str:
    """Say how far a judge's scores lie from the panel's on the same entries: "6.1 lower", "as the panel"."""
    points = tenths(abs(severity))
    if points == "0.0":
        return "as the panel"
    return f"{points} {'higher' if severity > 0 else 'lower'}"


def interval_words(one: JudgeResult) -> str:
    """Write the 90% interval of a severity, signs and all; a dash where there is none."""
    if one.low is None or one.high is None:
        return "–"
    return f"{tenths(one.low, signed=True)} to {tenths(one.high, signed=True)}"


def _sentences(board: Board) -> Sequence[str]:
    found: Sequence[str] = board.fit.agreement.get("sentences", ()) if board.fit else ()
    return found

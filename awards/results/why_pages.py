"""Why an entry stands where it stands: a sum for one entry that a calculator can repeat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.exc import NoResultFound

from awards.judging.rules import one_decimal
from awards.maths.adjusting.result import EntryResult, Sum
from awards.maths.adjusting.why import sum_of
from awards.results.queries import Board
from awards.results.rows import Names, missing_words, rank_words, results_by_entry
from awards.results.rules import Standing
from awards.seasons.models import Category

SHOWN = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyStep:
    """One judge's line, as decimal strings: score + correction = corrected."""

    judge: str
    score: str
    correction: str
    corrected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyPage:
    """The page. Without `adjusted` the sum is that of the plain average, and there are no corrections."""

    category: Category
    ref: str
    title: str
    adjusted: bool
    steps: Sequence[WhyStep]
    total: str
    count: int
    mean: str
    raw: str
    places: Sequence[str]
    """Where it stands by each number, in sentences."""


def why_page(board: Board, ref: str, names: Names) -> WhyPage:
    """Put the page together for an entry of the board, with these names.

    Raises:
        NoResultFound: there is no such entry here, or nobody has scored it.
    """
    standing = next((one for one in board.standings if one.entry == ref and ref in names.entries), None)
    if standing is None or standing.mean is None:
        raise NoResultFound
    result = results_by_entry(board).get(ref)
    found = result.why if result is not None and result.why is not None else None
    told = found or _plain_sum(board, standing)
    return WhyPage(
        category=board.category,
        ref=ref,
        title=names.entries[ref],
        adjusted=found is not None,
        steps=_steps(told, names.judges),
        total=told.total,
        count=told.count,
        mean=told.mean,
        raw=one_decimal(standing.mean),
        places=list(_places(standing, result if found else None)),
    )


def _plain_sum(board: Board, standing: Standing) -> Sum:
    totals = board.scores.totals if board.scores else ()
    lines = [(one.judge, float(one.value), 0.0) for one in totals if one.entry == standing.entry]
    return sum_of(standing.entry, lines, float(standing.mean or 0), shown=SHOWN)


def _steps(told: Sum, judges: Mapping[str, str]) -> list[WhyStep]:
    found = [
        WhyStep(
            judge=judges.get(one.judge, one.judge),
            score=one.score,
            correction=_correction(one.severity),
            corrected=one.corrected,
        )
        for one in told.steps
    ]
    return sorted(found, key=lambda one: one.judge.casefold())


def _correction(severity: str) -> str:
    """Write what is added for a severity: a strict judge's is below nought, and so something is added."""
    taken = Decimal(severity)
    if not taken:
        return severity
    return f"+{-taken}" if taken < 0 else f"−{taken}"


def _places(standing: Standing, result: EntryResult | None) -> list[str]:
    if standing.needs_scores:
        return [f"It needs scores and has no rank. {missing_words(standing)}"]
    said = [f"By the plain average it is number {rank_words(standing.rank, shared=standing.shares_rank)}."]
    if result is not None:
        said.append(f"By the adjusted score it is number {rank_words(result.adjusted_rank, shared=result.tied)}.")
    return said

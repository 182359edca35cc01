"""The page of pictures of one category, from what is stored: each picture with the table of its figures."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.accounts.models import User
from awards.judging.rules import one_decimal, scale_of
from awards.maths.adjusting.result import Basis
from awards.results.category_pages import basis_words
from awards.results.drawing import Picture
from awards.results.pictures_criteria import PointsSpread, points_drawn
from awards.results.pictures_judges import severities_drawn
from awards.results.pictures_scores import Line, Scored, line_of, scores_drawn
from awards.results.pictures_totals import Gap, Place, totals_drawn
from awards.results.queries import Board
from awards.results.rows import Names, NeedsScores, needing, rank_words, results_by_entry
from awards.results.rules import Sheet
from awards.results.severity_pages import JudgeLine, severity_page
from awards.results.working_pages import WorkingLine, working_page
from awards.seasons.models import Category
from awards.web.pagination import PAGE_SIZE, PageOf


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalsLine:
    """One entry of the table behind the picture of totals: figures by judge, and who gave none, by name."""

    ref: str
    title: str
    given: Sequence[tuple[str, str]]
    missing: Sequence[str]
    aside: Sequence[str]
    unable: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturesPage:
    """The page. A picture that there is nothing to draw of is None; entries come in pages of the same size."""

    category: Category
    basis: Sequence[str]
    entries: PageOf[str]
    scores: Picture | None
    lines: Sequence[WorkingLine]
    needing: Sequence[NeedsScores]
    totals: Picture | None
    given: Sequence[TotalsLine]
    severity: Picture | None
    judges: Sequence[JudgeLine]
    spreads: Sequence[PointsSpread]
    points: Sequence[int]
    """Of the scale, lowest first."""


def names_drawn(session: Session, board: Board, titles: Mapping[str, str]) -> Names:
    """Add the names of everybody who was asked to score here, or stood aside, to those of entries. One statement."""
    refs = {one.judge for one in board.scores.sheets} if board.scores else set()
    rows = session.execute(select(User.ref, User.name).where(User.ref.in_(sorted(refs))))
    return Names(titles, {row[0]: row[1] or row[0] for row in rows})


def pictures_page(board: Board, names: Names, *, number: int) -> PicturesPage:
    """Put the page together with these names of entries and judges; `number` is the page of entries, from 1."""
    titles, judges = names.entries, names.judges
    order, lines = board.order, working_page(board, names).lines
    number = min(number, max(1, -(-len(order) // PAGE_SIZE)))
    shown = range((number - 1) * PAGE_SIZE, min(number * PAGE_SIZE, len(order)))
    rows, severity = _rows(board, titles), severity_page(board, names)
    refs = [order[at] for at in shown]
    totals, given = _totals(board, refs, names)
    return PicturesPage(
        category=board.category,
        basis=basis_words(board, titles),
        entries=PageOf(refs, number, len(order)),
        scores=scores_drawn(rows, _line(board, rows), shown=shown) if shown else None,
        lines=[lines[at] for at in shown],
        needing=needing(board, titles),
        totals=totals,
        given=given,
        severity=_severity(board, judges),
        judges=severity.lines,
        spreads=_spreads(board),
        points=list(scale_of(board.category.season.scale).points),
    )


def _rows(board: Board, titles: Mapping[str, str]) -> list[Scored]:
    results, means = results_by_entry(board), {one.entry: one.mean for one in board.standings}
    found = []
    for one in board.placed.places:
        result = results.get(one.entry)
        known = result if result is not None and result.adjusted is not None else None
        found.append(
            Scored(
                title=titles[one.entry],
                rank=rank_words(one.rank, shared=one.shares_rank),
                raw=float(means[one.entry] or 0),
                adjusted=known.adjusted if known else None,
                low=known.low if known else None,
                high=known.high if known else None,
                band=known.band if known else None,
            )
        )
    return found


def _line(board: Board, rows: Sequence[Scored]) -> Line | None:
    places = board.category.season.shortlist_max if board.whole else None
    return line_of(rows, places, by_adjusted=board.placed.basis is Basis.ADJUSTED)


def _totals(board: Board, refs: Sequence[str], names: Names) -> tuple[Picture | None, list[TotalsLine]]:
    titles, judges = names.entries, names.judges
    sheets = board.scores.sheets if board.scores else ()
    asked = [one for one in sheets if one.released or one.recused or one.abstained]
    columns = _columns(board, {one.judge for one in asked}, judges)
    given = {(one.entry, one.judge): one.value for one in board.scores.totals} if board.scores else {}
    row_of, column_of = {ref: at for at, ref in enumerate(refs)}, {ref: at for at, ref in enumerate(columns)}
    cells: dict[Place, Fraction | Gap] = {
        (row_of[one.entry], column_of[one.judge]): given.get((one.entry, one.judge), _gap(one))
        for one in asked
        if one.entry in row_of
    }
    if not cells:
        return None, []
    called = [judges.get(ref, ref) for ref in columns]
    picture = totals_drawn([titles[ref] for ref in refs], called, cells)
    rows = [[(name, cells.get((at, column))) for column, name in enumerate(called)] for at in range(len(refs))]
    return picture, [_totals_line(ref, titles[ref], row) for ref, row in zip(refs, rows, strict=True)]


def _columns(board: Board, refs: Collection[str], judges: Mapping[str, str]) -> list[str]:
    """Put judges in order: the strictest first where that is known, the others behind, by name."""
    pool = board.fit.pool if board.fit else None
    severity = {one.judge: one.severity for one in pool.judges} if pool else {}
    places = {ref: (0, severity[ref], "") if ref in severity else (1, 0.0, judges.get(ref, ref)) for ref in refs}
    return sorted(refs, key=lambda ref: (*places[ref], ref))


def _gap(sheet: Sheet) -> Gap:
    if sheet.recused:
        return Gap.RECUSED
    return Gap.ABSTAINED if sheet.abstained else Gap.MISSING


def _totals_line(ref: str, title: str, row: Sequence[tuple[str, Fraction | Gap | None]]) -> TotalsLine:
    def of(gap: Gap) -> list[str]:
        return [name for name, value in row if value is gap]

    return TotalsLine(
        ref=ref,
        title=title,
        given=[(name, one_decimal(value)) for name, value in row if isinstance(value, Fraction)],
        missing=of(Gap.MISSING),
        aside=of(Gap.RECUSED),
        unable=of(Gap.ABSTAINED),
    )


def _severity(board: Board, judges: Mapping[str, str]) -> Picture | None:
    pool = board.fit.pool if board.fit else None
    scoring = {one.judge for one in board.scores.totals} if board.scores else set()
    known = [(judges.get(one.judge, one.judge), one) for one in pool.judges if one.judge in scoring] if pool else []
    return severities_drawn(known) if known else None


def _spreads(board: Board) -> list[PointsSpread]:
    scores, scale = board.scores, scale_of(board.category.season.scale).points
    counted = [one for one in scores.sheets if one.counts(scores.weights)] if scores else []
    if not counted:
        return []
    points = {
        criterion.key: [one.points[criterion.key] or 0 for one in counted] for criterion in board.category.criteria
    }
    most = max(given.count(point) for given in points.values() for point in scale)
    return [points_drawn(one.name, points[one.key], scale=scale, most=most) for one in board.category.criteria]

"""The working behind an order: both numbers with both ranks, how sure they are, and what the correction changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from awards.judging.rules import one_decimal
from awards.maths.adjusting.result import Band, EntryResult
from awards.results.category_pages import basis_words
from awards.results.ordering import Place
from awards.results.queries import Board
from awards.results.rows import (
    Names,
    NeedsScores,
    aside_words,
    needing,
    rank_words,
    results_by_entry,
    tenths,
    with_names,
)
from awards.results.rules import Standing
from awards.seasons.models import Category

BAND_WORDS = {Band.IN: "Sure in", Band.LINE: "On the line", Band.OUT: "Sure out"}
_RARE, _SURE = 0.005, 0.995
_NAMED = 2
"""Criteria on which judges differ that are named; of more only the number is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingLine:
    """One entry of the table; figures are out of 100, and a dash stands for what there is not."""

    ref: str
    title: str
    rank: str
    raw: str
    raw_rank: str
    span: str
    """From the lowest to the highest score."""
    adjusted: str
    adjusted_rank: str
    interval: str
    difference: str
    scores: str
    chance: str
    band: str
    tie: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A place that the correction changed: who came in, or went out."""

    ref: str
    title: str
    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingPage:
    """The page. Without `adjusted` only plain averages are shown."""

    category: Category
    adjusted: bool
    basis: Sequence[str]
    headline: str
    changes: Sequence[Change]
    notes: Sequence[str]
    lines: Sequence[WorkingLine]
    needing: Sequence[NeedsScores]
    places: int
    last: int
    """How many lines stand above the shortlist line; 0 where it is not drawn."""
    made: str


def working_page(board: Board, names: Names) -> WorkingPage:
    """Put the page together with these names."""
    results, places = results_by_entry(board), board.category.season.shortlist_max if board.whole else 0
    result = board.fit.result if board.fit else None
    adjusted = any(one.adjusted is not None for one in results.values())
    standings = {one.entry: one for one in board.standings}
    stands = [_Stand(board, one, standings[one.entry], results.get(one.entry)) for one in board.placed.places]
    lines = [_line(one, names.entries[one.place.entry]) for one in stands]
    return WorkingPage(
        category=board.category,
        adjusted=adjusted,
        basis=basis_words(board, names.entries),
        headline=_headline(board) if adjusted else "",
        changes=list(_changes(results, names.entries, places)) if adjusted else [],
        notes=[with_names(one.words, names.all) for one in result.notes] if result else [],
        lines=lines,
        needing=needing(board, names.entries),
        places=places,
        last=places if places and len(lines) > places else 0,
        made=_made(board),
    )


def judges_differed(board: Board) -> str:
    """Say by how much judges differed: "Judges differed by about ±16 points"."""
    spread = board.fit.pool.sd_judge if board.fit and board.fit.pool else None
    if not spread:
        return "There is no measurable difference between judges: nothing is adjusted"
    return f"Judges differed by about ±{tenths(spread)} points"


def _headline(board: Board) -> str:
    differed = judges_differed(board)
    places = board.category.season.shortlist_max
    result = board.fit.result if board.fit else None
    number = sum((one.adjusted_rank or 0) <= places for one in result.entries if one.changed) if result else 0
    if not (board.fit and board.fit.pool and board.fit.pool.sd_judge):
        return f"{differed}."
    noun = "shortlist place" if places == 1 else "shortlist places"
    if not number:
        return f"{differed}; the correction changed none of the {places} {noun}."
    return f"{differed}; the correction changed {number} of the {places} {noun}:"


def _changes(results: Mapping[str, EntryResult], titles: Mapping[str, str], places: int) -> Iterator[Change]:
    for one in results.values():
        if one.changed:
            inside = (one.adjusted_rank or 0) <= places
            yield Change(ref=one.entry, title=titles[one.entry], way="in" if inside else "out")


@dataclass(frozen=True, slots=True)
class _Stand:
    """All that is known of one entry's place; `result` only where it was adjusted."""

    board: Board
    place: Place
    standing: Standing
    fitted: EntryResult | None

    @property
    def result(self) -> EntryResult | None:
        return self.fitted if self.fitted is not None and self.fitted.adjusted is not None else None


def _line(stand: _Stand, title: str) -> WorkingLine:
    place, standing, known = stand.place, stand.standing, stand.result
    return WorkingLine(
        ref=place.entry,
        title=title,
        rank=rank_words(place.rank, shared=place.shares_rank),
        raw="–" if standing.mean is None else one_decimal(standing.mean),
        raw_rank=rank_words(standing.rank, shared=standing.shares_rank),
        span=_span(standing),
        adjusted=tenths(known.adjusted) if known else "–",
        adjusted_rank=rank_words(known.adjusted_rank, shared=known.tied) if known else "–",
        interval=_kept_together(f"{tenths(known.low)} to {tenths(known.high)}") if known else "–",
        difference=tenths(known.difference, signed=True) if known else "–",
        scores=f"{standing.counted} of {standing.asked}",
        chance=chance_words(known.p_top) if known else "–",
        band=BAND_WORDS[known.band] if known and known.band else "–",
        tie="–" if standing.tie_value is None else one_decimal(standing.tie_value),
        notes=tuple(_notes(stand)),
    )


def chance_words(chance: float | None) -> str:
    """Write a chance in per cent; nothing is impossible or certain."""
    if chance is None:
        return "–"
    if chance <= _RARE:
        return "under 1%"
    return "over 99%" if chance >= _SURE else f"{chance:.0%}"


def _span(standing: Standing) -> str:
    if standing.lowest is None or standing.highest is None:
        return "–"
    return _kept_together(f"{one_decimal(standing.lowest)} to {one_decimal(standing.highest)}")


def _kept_together(words: str) -> str:
    """Keep a range on one line of its narrow column."""
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def _notes(stand: _Stand) -> Iterator[str]:
    board, standing, result = stand.board, stand.standing, stand.result
    if result is not None and result.changed:
        inside = (result.adjusted_rank or 0) <= board.category.season.shortlist_max
        yield "In by the correction." if inside else "Out by the correction."
    said = (_apart(stand), aside_words(standing), _level(stand.place, standing), _far(stand))
    yield from filter(None, said)


def _apart(stand: _Stand) -> str:
    """Say on which criteria judges are far apart: by name while these are few."""
    found, criteria = stand.standing.differences, stand.board.category.criteria
    if len(found) > _NAMED:
        most = max(one.highest - one.lowest for one in found)
        return f"Judges differ on {len(found)} of {len(criteria)} criteria, by up to {most} points."
    names = {criterion.key: criterion.name for criterion in criteria}
    listed = ", ".join(f"{names[one.criterion]} ({one.lowest} to {one.highest})" for one in found)
    return f"Judges differ on: {listed}." if listed else ""


def _level(place: Place, standing: Standing) -> str:
    if place.undivided:
        even = "Equal even by the tie criterion" if standing.tie_value is not None else "Equal"
        return f"{even}: the panel decides."
    return "Equal: placed by the tie criterion." if place.shares_rank else ""


def _far(stand: _Stand) -> str:
    """Say that a score of the entry lies far from what was expected, and whether a place hangs on it."""
    listed = stand.board.fit.agreement.get("far", ()) if stand.board.fit else ()
    hangs = [decides for entry, _, _, decides in listed if entry == stand.place.entry]
    if not hangs:
        return ""
    words = "One score lies far from what was expected"
    return f"{words}, and a place hangs on it: give it a second look." if any(hangs) else f"{words}."


def _made(board: Board) -> str:
    """Say what the chances rest on: draws and seed, so that anybody can repeat them."""
    result = board.fit.result if board.fit else None
    pool = board.fit.pool if board.fit else None
    if result is None or pool is None or result.seed is None:
        return ""
    return f"Chances are shares of {pool.draws:,} draws with the seed {result.seed}, which comes from the scores."

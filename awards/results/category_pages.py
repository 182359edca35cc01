"""What a category's page opens with: one order, one number each, and why it is that number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from awards.core.permission import Reason
from awards.maths.adjusting.result import Basis
from awards.panels.rules_pages import RulesLine, line_of
from awards.results.policy import may_see_ranking
from awards.results.queries import Board
from awards.results.rows import CLOSE, NeedsScores, Row, needing, results_by_entry, rows_of, with_names
from awards.results.showing import round_words
from awards.seasons.models import Category

ADJUSTED_WORDS = "In the order of the adjusted score: the plain average, put right for how strictly each judge marks."
RAW_WORDS = "In the order of the plain average, as the rules of this season say."
WAIT_WORDS = (
    "The adjusted scores are being worked out, which takes a minute or so. Until then this is the order of the plain "
    "averages."
)
CHANGED_WORDS = (
    "Something changed after the adjusted scores were worked out: they are being worked out again. Until then this is "
    "the order of the plain averages."
)
PARTLY_WORDS = (
    "In the order of the plain average. You stand down from an entry of this category, or have not been asked about "
    "one yet: what rests on all its entries together is kept from you."
)
NUMBER = {Basis.ADJUSTED: "Adjusted score of 100", Basis.RAW: "Plain average of 100"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryPage:
    """One category's page. `closed_because` says why no order shows yet; `titles` then lists the entries."""

    category: Category
    titles: Sequence[tuple[str, str]]
    """Reference and name of each entry, by name."""
    round_text: str
    rules: RulesLine | None
    closed_because: tuple[Reason, ...]
    number: str
    """What the one number is called."""
    basis: Sequence[str]
    """What the order rests on, and why if it is not what was meant; sentences."""
    waits: bool
    """The worker is still at the adjusted scores."""
    close: Sequence[str]
    """What is too close to call, in sentences."""
    rows: Sequence[Row]
    needing: Sequence[NeedsScores]
    places: int
    """How many the shortlist takes at most."""


def category_page(board: Board, *, now: datetime) -> CategoryPage:
    """Put the page together for staff, who read entries by their names."""
    return page_of(board, board.titles, now=now)


def page_of(board: Board, titles: Mapping[str, str], *, now: datetime) -> CategoryPage:
    """Put the page together with these names of entries."""
    season = board.category.season
    closed = may_see_ranking(season, now=now).reasons
    return CategoryPage(
        category=board.category,
        titles=sorted(((one.ref, titles[one.ref]) for one in board.entries), key=lambda one: one[1].casefold()),
        round_text=round_words(season, now=now),
        rules=line_of(board.rules, season),
        closed_because=closed,
        number=NUMBER[board.placed.basis],
        basis=basis_words(board, titles),
        waits=board.is_being_worked_out,
        close=close_words(board, titles),
        rows=rows_of(board, titles),
        needing=needing(board, titles),
        places=season.shortlist_max,
    )


def basis_words(board: Board, titles: Mapping[str, str]) -> list[str]:
    """Say what the order rests on; where scores are not adjusted although the rules would have it, why not."""
    if not board.whole:
        return [PARTLY_WORDS]
    if board.placed.basis is Basis.ADJUSTED:
        return [ADJUSTED_WORDS]
    if board.is_being_worked_out:
        return [CHANGED_WORDS if board.fits.latest else WAIT_WORDS]
    return _plain_words(board, titles)


def _plain_words(board: Board, titles: Mapping[str, str]) -> list[str]:
    if board.fit is not None and board.fit.failed:
        return [f"Not adjusted: {board.fit.failed}"]
    result = board.fit.result if board.fit else None
    if result is not None and result.refusals:
        said = [f"Not adjusted: {with_names(one.words, titles)}" for one in result.refusals]
        return [*said, "The plain average stands alone."]
    return [RAW_WORDS]


def close_words(board: Board, titles: Mapping[str, str]) -> list[str]:
    """Say whether the first place is too close to call, and for how many the shortlist is."""
    result = board.fit.result if board.fit else None
    on_line = [one for one in results_by_entry(board).values() if one.band == "line"]
    said = []
    if result is not None and result.lead is not None and result.lead.close and board.placed.basis is Basis.ADJUSTED:
        said.append(f"{CLOSE} for the first place: {titles[result.lead.ahead]} and {titles[result.lead.behind]}.")
    if on_line:
        who = "1 entry is" if len(on_line) == 1 else f"{len(on_line)} entries are"
        said.append(f"{CLOSE} for the shortlist: {who} marked so in the table. Look at these again before you decide.")
    return said

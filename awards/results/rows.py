"""One category's entries as rows: simple first, one number each, and who is too close to call. Words only, no scale."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from awards.judging.rules import one_decimal
from awards.maths.adjusting.result import Band, Basis, EntryResult
from awards.results.ordering import Place
from awards.results.queries import Board
from awards.results.rules import FEWEST_SCORES, Standing
from awards.screening.lifecycle import STAFF_WORDS, EntryState

UNDECIDED = EntryState.IN_JUDGING
"""The state of every entry before anything is decided, and so not worth a word."""
CLOSE = "Too close to call"
_REFERENCE = re.compile(r"\b[A-Z]{3}-[0-9A-Z]{4,}\b")


@dataclass(frozen=True, slots=True)
class Names:
    """How entries and judges are called on a page, by reference."""

    entries: Mapping[str, str]
    judges: Mapping[str, str]

    @property
    def all(self) -> dict[str, str]:
        """Both."""
        return {**self.entries, **self.judges}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One entry of the simple table: its place, its one number, and what there is to know."""

    ref: str
    title: str
    rank: str
    score: str
    notes: tuple[str, ...]
    is_last_in: bool = False
    """The shortlist line is drawn below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsScores:
    """One entry that has too few scores to be ranked, and what is missing."""

    ref: str
    title: str
    words: str


def rows_of(board: Board, titles: Mapping[str, str]) -> list[Row]:
    """Give the entries in the order that counts, with the line of the shortlist, where there are more than it takes."""
    results, standings = results_by_entry(board), {one.entry: one for one in board.standings}
    states = {entry.ref: entry.state for entry in board.entries} if board.whole else {}
    last = board.category.season.shortlist_max - 1 if board.whole else len(board.placed.places)
    places = board.placed.places
    return [
        Row(
            ref=one.entry,
            title=titles[one.entry],
            rank=rank_words(one.rank, shared=one.shares_rank),
            score=score_of(board, standings[one.entry], results.get(one.entry)),
            notes=tuple(_notes(one, states.get(one.entry), results.get(one.entry), places=places, last=last)),
            is_last_in=at == last and len(places) > last + 1,
        )
        for at, one in enumerate(places)
    ]


def needing(board: Board, titles: Mapping[str, str]) -> list[NeedsScores]:
    """Give the entries that need scores, by name, each with what is missing."""
    found = [
        NeedsScores(ref=one.entry, title=titles[one.entry], words=missing_words(one))
        for one in board.standings
        if one.needs_scores
    ]
    return sorted(found, key=lambda one: (one.title.casefold(), one.ref))


def hints_of(board: Board) -> dict[str, str]:
    """Say beside each entry that can be chosen how it stands, by reference."""
    results, standings = results_by_entry(board), {one.entry: one for one in board.standings}
    placed = {
        one.entry: f"Place {'joint ' if one.shares_rank else ''}{one.rank}, "
        f"{score_of(board, standings[one.entry], results.get(one.entry))} out of 100, "
        f"{sheets_words(standings[one.entry])}."
        for one in board.placed.places
    }
    return placed | {one.entry: f"Needs scores: {sheets_words(one)}." for one in board.standings if one.needs_scores}


def missing_words(standing: Standing) -> str:
    """Say how many scores an entry has, how many it lacks, and who is left out: never as nought."""
    words = f"{sheets_words(standing)}. {aside_words(standing)}".strip()
    if standing.counted < FEWEST_SCORES:
        return f"{words} It takes {FEWEST_SCORES} scores at least."
    return f"{words} That is under 60% of those asked for."


def sheets_words(standing: Standing) -> str:
    """Say how many of the readings asked for are in: "2 of 3 scores in, 1 missing"."""
    missing = f", {standing.missing} missing" if standing.missing else ""
    return f"{standing.counted} of {standing.asked} scores in{missing}"


def aside_words(standing: Standing) -> str:
    """Say who is left out, as a sentence each; nothing where nobody is."""
    said = [(standing.recused, "stood aside"), (standing.abstained, "could not judge it")]
    return " ".join(
        f"1 judge {what} and is left out." if number == 1 else f"{number} judges {what} and are left out."
        for number, what in said
        if number
    )


def results_by_entry(board: Board) -> dict[str, EntryResult]:
    """Give what the worker made of each ranked entry; nothing while it has not."""
    result = board.fit.result if board.fit else None
    return {one.entry: one for one in result.entries} if result else {}


def score_of(board: Board, standing: Standing, result: EntryResult | None) -> str:
    """Give the one number that an entry is ranked on, to one decimal place."""
    if board.placed.basis is Basis.ADJUSTED and result is not None:
        return tenths(result.adjusted)
    return "–" if standing.mean is None else one_decimal(standing.mean)


def tenths(value: float | None, *, signed: bool = False) -> str:
    """Write a figure to one decimal place, halves away from nought; a dash for none, and no minus nought."""
    if value is None:
        return "–"
    number = Decimal(repr(value)).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)
    return _with_sign(number, signed=signed)


def rank_words(rank: int | None, *, shared: bool) -> str:
    """Write a rank: "2", "2=" where it is shared, a dash for none."""
    return "–" if rank is None else f"{rank}{'=' if shared else ''}"


def with_names(words: str, names: Mapping[str, str]) -> str:
    """Put names in place of references in a sentence of the fit; one that is not known stays as it is."""
    return _REFERENCE.sub(lambda found: names.get(found.group(), found.group()), words)


def _with_sign(number: Decimal, *, signed: bool) -> str:
    text = f"{abs(number)}"
    if number < 0:
        return f"−{text}"
    return f"+{text}" if signed and number else text


def _notes(
    place: Place, state: EntryState | None, result: EntryResult | None, *, places: Sequence[Place], last: int
) -> list[str]:
    level = [one for one in places if one.level == place.level]
    across = len(level) > 1 and place.level <= last < place.level + len(level) - 1
    close = across or (result is not None and result.band is Band.LINE)
    notes = [CLOSE] if close else []
    if place.undivided:
        notes.append("Level: the panel decides")
    elif place.shares_rank:
        notes.append("Equal: placed by the tie criterion")
    return notes if state in {None, UNDECIDED} else [STAFF_WORDS[state], *notes]

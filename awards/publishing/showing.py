"""What the public sees of finalists and winners, worked out anew each time from the nominees' own choices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from awards.nominees.models import Stage
from awards.publishing.details import place_words, role_words
from awards.publishing.models import Winner, WinnerKind
from awards.publishing.people import Notices, openness_of
from awards.publishing.rules import (
    VOICE_WORDS,
    WITHHELD,
    Openness,
    as_heading,
    initials,
    same_person,
    together,
)
from awards.screening.models import Entry

COMMENDED = "Highly commended"
"""What the public reads of an entry that is commended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WinnerShown:
    """One winner as anybody may see it; whatever may not be shown is None or empty."""

    ref: str
    year: int
    category_key: str
    category: str
    name: str
    initials: str
    kind: WinnerKind
    outcome: str
    role: str | None
    organisation: str | None
    area: str | None
    work_title: str | None
    partners: str | None
    nominated_by: str | None
    presented_by: str | None
    absent: bool
    posthumous: bool
    citations: tuple[tuple[str, str], ...]
    """(whose words, the words)"""
    erratum: str | None
    notes: tuple[str, ...]
    """Everything else worth saying, in sentences."""
    in_feeds: bool
    indexable: bool
    published_at: datetime | None

    @property
    def place(self) -> str | None:
        """Where they work, or where they are from."""
        return self.organisation or self.area

    @property
    def first_citation(self) -> tuple[str | None, str | None]:
        """Whose words stand beside the name, and the words; neither where there are none."""
        return self.citations[0] if self.citations else (None, None)

    @property
    def further_citations(self) -> tuple[tuple[str, str], ...]:
        """The citations after the first."""
        return self.citations[1:]


@dataclass(frozen=True, slots=True)
class CategoryShown:
    """One award of one year with its winners (or one category with its finalists)."""

    key: str
    name: str
    winners: tuple[WinnerShown, ...]
    not_held: bool = False
    """Whether readers are told that nobody holds the award."""


@dataclass(frozen=True, slots=True)
class YearShown:
    """One year of the archive."""

    year: int
    ceremony_on: date | None
    ceremony_place: str | None
    categories: tuple[CategoryShown, ...]

    @property
    def winners(self) -> tuple[WinnerShown, ...]:
        """All winners of the year, in order."""
        return tuple(winner for category in self.categories for winner in category.winners)

    @property
    def indexable(self) -> bool:
        """Whether search engines may keep the page."""
        return all(winner.indexable for winner in self.winners)


@dataclass(frozen=True, slots=True)
class FinalistShown:
    """One finalist as anybody may see it."""

    name: str
    role: str | None
    organisation: str | None


@dataclass(frozen=True, slots=True)
class FinalistCategory:
    """One category with its finalists."""

    key: str
    name: str
    people: tuple[FinalistShown, ...]


@dataclass(frozen=True, slots=True)
class FinalistsShown:
    """All finalists of a season."""

    categories: tuple[FinalistCategory, ...]
    indexable: bool


def winner_shown(winner: Winner, notices: Notices, *, revealing: bool) -> WinnerShown:
    """Show a winner: an imported one as it was published before, any other as its nominees choose now.

    `revealing`: being named in this category tells the world something about a person.
    """
    entry = winner.entry
    imported = entry is None or not entry.nominees
    if entry is None or imported:
        allowed = _as_published(winner, revealing=revealing)
    else:
        allowed = openness_of(entry, notices, Stage.WINNER)
    everything = allowed.everybody_named
    name = _name(winner, allowed, imported=imported)
    return WinnerShown(
        ref=winner.ref,
        year=winner.year,
        category_key=winner.category_key, category=as_heading(winner.category_name),
        name=name, initials=initials(name, several=winner.kind is WinnerKind.GROUP),
        kind=winner.kind,
        outcome=_outcome(winner),
        role=winner.role if allowed.role else None,
        organisation=winner.organisation if allowed.place else None,
        area=winner.area if allowed.place else None,
        work_title=winner.work_title if everything else None,
        partners=winner.partners if allowed.place else None,
        nominated_by=_credit(winner, allowed),
        presented_by=winner.presented_by,
        absent=winner.absent, posthumous=winner.posthumous,
        citations=_citations(winner) if allowed.story else (),
        erratum=winner.erratum if everything else None,
        notes=_notes(winner, allowed),
        in_feeds=allowed.searchable and (not revealing or allowed.anybody_named),
        indexable=allowed.searchable,
        published_at=winner.announcement.released_at if winner.announcement else None,
    )  # fmt: skip


def _name(winner: Winner, allowed: Openness, *, imported: bool) -> str:
    """Give the name to show; a correction by staff stands until the nominee chooses another."""
    still_stands = imported or allowed.name == winner.display_name
    if winner.corrected_name and allowed.everybody_named and still_stands:
        return winner.corrected_name
    return allowed.name


def year_shown(
    year: int,
    winners: Iterable[WinnerShown],
    *,
    order: Sequence[str] = (),
    not_held: Sequence[tuple[str, str]] = (),
    ceremony_on: date | None = None,
    ceremony_place: str | None = None,
) -> YearShown:
    """Group a year's winners by category, in the order of these keys; unknown ones come last.

    In a category those commended come after the winners, and the withheld after those named. `not_held` are the keys
    and names of awards of which readers are told that nobody holds them.
    """
    groups: dict[str, list[WinnerShown]] = {key: [] for key in order}
    vacant = dict(not_held)
    for key in vacant:
        groups.setdefault(key, [])
    for winner in winners:
        groups.setdefault(winner.category_key, []).append(winner)
    categories = tuple(
        CategoryShown(
            key,
            some[0].category if some else vacant[key],
            tuple(sorted(some, key=_commended_then_withheld)),
            key in vacant and all(one.outcome == COMMENDED for one in some),
        )
        for key, some in groups.items()
        if some or key in vacant
    )
    return YearShown(year, ceremony_on, ceremony_place, categories)


def finalists_shown(entries: Iterable[Entry], notices: Notices) -> FinalistsShown:
    """Group finalists by category, by name and nobody above another; those withheld come last."""
    groups: dict[str, list[FinalistShown]] = {}
    names: dict[str, str] = {}
    open_to_search = True
    for entry in entries:
        allowed = openness_of(entry, notices, Stage.FINALIST)
        names[entry.category.key] = as_heading(entry.category.name)
        groups.setdefault(entry.category.key, []).append(_finalist(entry, allowed))
        open_to_search = open_to_search and allowed.searchable
    return FinalistsShown(
        tuple(FinalistCategory(key, names[key], tuple(sorted(some, key=_by_name))) for key, some in groups.items()),
        open_to_search,
    )


def _finalist(entry: Entry, allowed: Openness) -> FinalistShown:
    places = place_words(entry) or ([entry.place] if entry.place else [])
    team = any(nominee.is_team for nominee in entry.nominees)
    return FinalistShown(
        name=allowed.name,
        role=role_words(entry.nominees) if allowed.role and not team else None,
        organisation=together(places) if allowed.place and places else None,
    )


def _commended_then_withheld(winner: WinnerShown) -> tuple[bool, bool]:
    return (winner.outcome == COMMENDED, winner.name == WITHHELD)


def _by_name(finalist: FinalistShown) -> tuple[bool, str]:
    return (finalist.name == WITHHELD, finalist.name.casefold())


def _as_published(winner: Winner, *, revealing: bool) -> Openness:
    """Show an imported winner whole; nobody was asked about the category, so feeds leave a revealing one out.

    Of one who was erased only the award is left.
    """
    named = winner.display_name != WITHHELD
    return Openness(
        name=winner.display_name,
        everybody_named=named,
        anybody_named=named,
        story=named,
        place=named,
        searchable=named and not revealing,
        role=named,
    )


def _outcome(winner: Winner) -> str:
    if winner.commended:
        return COMMENDED
    return "Joint winner" if winner.joint else "Winner"


def _credit(winner: Winner, allowed: Openness) -> str | None:
    """Give who nominated; an employer that nominated is a place, too."""
    credit, employer = winner.nominated_by, winner.organisation
    is_place = credit is not None and employer is not None and same_person(credit) == same_person(employer)
    return credit if allowed.everybody_named and (allowed.place or not is_place) else None


def _citations(winner: Winner) -> tuple[tuple[str, str], ...]:
    return tuple((VOICE_WORDS[citation.voice], citation.text) for citation in winner.citations)


def _notes(winner: Winner, allowed: Openness) -> tuple[str, ...]:
    whole = allowed.everybody_named
    credit = _credit(winner, allowed)
    notes = [
        f"For {winner.work_title}." if winner.work_title and whole else "",
        f"With {winner.partners}." if winner.partners and allowed.place else "",
        f"Nominated by {credit}." if credit else "",
        f"Presented by {winner.presented_by}." if winner.presented_by else "",
        "Given in memory of them." if winner.posthumous else "",
        "Could not be at the ceremony." if winner.absent else "",
        f"Correction: {winner.erratum}" if winner.erratum and whole else "",
    ]
    return tuple(note for note in notes if note)

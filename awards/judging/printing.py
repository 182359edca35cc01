"""A judge's entries and rubric on paper; what may not be printed is named, to be read on screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session, joinedload

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.judging.copies import Copied, paragraphs_of, voices_of
from awards.judging.queries import criteria_of
from awards.judging.rules import Scale, scale_of
from awards.panels.models import Assignment
from awards.panels.naming import Shown, shown_name
from awards.panels.statements import open_to
from awards.screening.models import Entry
from awards.seasons.models import Category, Criterion, Season


@dataclass(frozen=True, slots=True)
class PrintedEntry:
    """One entry as it is printed: what to know before, then the judges' copy."""

    ref: str
    shown: Shown
    warning: Sequence[str]
    voices: Sequence[tuple[str | None, Sequence[Copied]]]


@dataclass(frozen=True, slots=True)
class PrintedCategory:
    """A category's rubric and the judge's entries in it."""

    key: str
    name: str
    reveals: bool
    criteria: Sequence[Criterion]
    entries: Sequence[PrintedEntry]


@dataclass(frozen=True, slots=True)
class Printed:
    """All that a judge prints, and what they read on screen instead."""

    scale: Scale
    categories: Sequence[PrintedCategory]
    on_screen: Sequence[tuple[str, Shown]]
    """References and names of entries that may not be printed."""

    @property
    def noted(self) -> list[str]:
        """References of the printed entries whose reading is noted."""
        return [entry.ref for one in self.categories if one.reveals for entry in one.entries]

    @property
    def number(self) -> int:
        """How many entries are printed."""
        return sum(len(one.entries) for one in self.categories)


def printed_for(session: Session, user_ref: str, *, season: Season) -> Printed:
    """Give what a judge may print: their own open readings, and nothing they stood down from. Three statements."""
    mine = session.scalars(
        open_to(user_ref, season.id)
        .options(joinedload(Assignment.entry).selectinload(Entry.passages))
        .order_by(Category.position, Assignment.position, Assignment.id)
    ).all()
    entries = [one.entry for one in mine]
    paper = [entry for entry in entries if may_print(entry, season)]
    criteria = criteria_of(session, sorted({entry.category_id for entry in paper}))
    return Printed(
        scale=scale_of(season.scale),
        categories=[
            PrintedCategory(category.key, category.name, bool(category.reveals), criteria[category.id],
                            [_printed(entry, season) for entry in group])
            for category, group in groupby(paper, key=lambda entry: entry.category)
        ],
        on_screen=[(entry.ref, shown_name(entry, season)) for entry in entries if not may_print(entry, season)],
    )  # fmt: skip


def may_print(entry: Entry, season: Season) -> bool:
    """Whether an entry may go on paper: one of a category that reveals something, only where the season says so."""
    return not entry.category.reveals or bool(season.judging.get("print_young", False))


def printing_noted(refs: Sequence[str], *, actor: Actor, now: datetime) -> Callable[[Session], None]:
    """Give the observation that somebody printed entries of categories that reveal something about the person."""

    def note(session: Session) -> None:
        for ref in refs:
            record(session, Tag.YOUNG_PERSONS_ENTRY_READ, ref, actor=actor, at=now)

    return note


def _printed(entry: Entry, season: Season) -> PrintedEntry:
    return PrintedEntry(
        entry.ref, shown_name(entry, season), paragraphs_of(entry.content_warning or ""), voices_of(entry.passages)
    )

"""The desk: everything that announcing a season rests on, read once and then only looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from awards.nominees.models import Notice
from awards.publishing.models import Announcement, AnnouncementKind, Winner
from awards.results.models import Decision, DecisionKind
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.seasons.models import Category, Season

CHOSEN = frozenset({EntryState.WINNER, EntryState.COMMENDED})
SHORTLISTED = CHOSEN | {EntryState.FINALIST}


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything that announcing a season rests on, read at once."""

    season: Season
    categories: Sequence[Category]
    entries: Sequence[Entry]
    """Entries that are finalists, winners or commended, and those still in judging."""
    notices: Mapping[int, Notice]
    decisions: Mapping[tuple[int, DecisionKind], Decision]
    announcements: Mapping[AnnouncementKind, Announcement]
    winners: Mapping[int, Winner]
    """By entry; those of entries that are not chosen any more belong to no announcement once it is prepared again."""

    def entries_of(self, category: Category) -> list[Entry]:
        """Give a category's entries."""
        return [entry for entry in self.entries if entry.category_id == category.id]

    @property
    def chosen(self) -> list[Entry]:
        """Entries that win or are commended, by category, winners first, in no telling order."""
        chosen = [entry for entry in self.entries if entry.state in CHOSEN]
        return sorted(chosen, key=lambda one: (one.category.position, one.state is EntryState.COMMENDED, one.ref))

    @property
    def finalists(self) -> list[Entry]:
        """Entries that are announced as finalists, whatever became of them since."""
        return [entry for entry in self.entries if entry.state in SHORTLISTED and entry.category.nominated]

    def announced(self, kind: AnnouncementKind) -> list[Entry]:
        """Give the entries that an announcement of this kind makes public."""
        return self.finalists if kind is AnnouncementKind.FINALISTS else self.chosen

    def awards_of(self, kind: AnnouncementKind) -> int:
        """Count the categories that an announcement of this kind names somebody in."""
        return len({entry.category_id for entry in self.announced(kind)})

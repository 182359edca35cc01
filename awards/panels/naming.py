"""What judges read as the name and place of an entry: the nominee's own, or a neutral name."""

from __future__ import annotations

from dataclasses import dataclass

from awards.screening.models import Entry
from awards.seasons.models import Season


@dataclass(frozen=True, slots=True)
class Shown:
    """How an entry is called on judges' pages, and the employer or area shown with it."""

    title: str
    place: str | None


def hides_identities(season: Season) -> bool:
    """Whether judges of this season read under neutral names."""
    return bool(season.judging.get("hide_identities", False))


def shown_name(entry: Entry, season: Season) -> Shown:
    """Give what a judge who reads the entry is shown: a neutral name made of its reference, where names are hidden."""
    if hides_identities(season):
        return Shown(f"Entry {entry.ref.rpartition('-')[2]}", None)
    return Shown(entry.title, entry.place)

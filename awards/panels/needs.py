"""What panels need of staff, and how far the reading of each entry is, for the pages of rooms below."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from awards.panels.queries import readers_of_entries, readings_of
from awards.screening.needs import Need, counted
from awards.seasons.models import Season


def needs_of_panels(session: Session, season: Season, _now: datetime) -> list[Need]:
    """Say how many entries lack a reading once judges have any to read. One statement."""
    readers = readers_of_entries(session, season.id).values()
    short = sum(number < season.readings_per_entry for number in readers)
    if not short or not any(readers):
        return []
    words = counted(short, "entry lacks a reading", "entries lack a reading")
    return [Need(words, url_for("panels_staff.panels"))]


def readings_in_words(session: Session, entry_ids: Collection[int]) -> dict[int, str]:
    """Give, by entry id, how far its reading is: "2 of 3 done". One statement."""
    return {entry: f"{done} of {asked} done" for entry, (asked, done) in readings_of(session, entry_ids).items()}

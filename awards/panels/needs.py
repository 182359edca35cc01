"""What panels need of staff, and how far the reading of each entry is, for the pages of rooms below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from awards.panels.queries import assignments_of_season, readings_of
from awards.screening.lifecycle import EntryState
from awards.screening.needs import Need, counted
from awards.screening.queries import entries_of_season
from awards.seasons.models import Season


def needs_of_panels(session: Session, season: Season, _now: datetime) -> list[Need]:
    """Say how many entries lack a reading once any panel has been released. Two statements."""
    assignments = assignments_of_season(session, season.id)
    if not assignments:
        return []
    readers = Counter(assignment.entry_id for assignment in assignments)
    short = [
        entry
        for entry in entries_of_season(session, season.id)
        if entry.state is EntryState.IN_JUDGING
        and not entry.by_organiser
        and readers[entry.id] < season.readings_per_entry
    ]
    if not short:
        return []
    words = counted(len(short), "entry lacks a reading", "entries lack a reading")
    return [Need(words, url_for("panels_staff.panels"))]


def readings_in_words(session: Session, entry_ids: Collection[int]) -> dict[int, str]:
    """Give, by entry id, how far its reading is: "2 of 3 done". One statement."""
    return {entry: f"{done} of {asked} done" for entry, (asked, done) in readings_of(session, entry_ids).items()}

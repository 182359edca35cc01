"""What panels need of staff, and how far the reading of each entry is, for the pages of rooms below."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from awards.panels.plans import needs_staff, plans_waiting
from awards.panels.queries import readers_of_entries, readings_of
from awards.screening.needs import Need, counted
from awards.seasons.models import Season


def needs_of_panels(session: Session, season: Season, _now: datetime) -> list[Need]:
    """Say which plans wait for staff, and how many entries lack a reading once judges have any. Two statements."""
    needs = [
        Need(f"A plan of readings waits for you: {panel.name}", url_for("panels_staff.plan", ref=panel.ref))
        for plan, panel in plans_waiting(session, season.id)
        if needs_staff(plan)
    ]
    readers = readers_of_entries(session, season.id).values()
    short = sum(number < asked for number, asked in readers)
    if short and any(number for number, _ in readers):
        words = counted(short, "entry lacks a reading", "entries lack a reading")
        needs.append(Need(words, url_for("panels_staff.panels")))
    return needs


def readings_in_words(session: Session, entry_ids: Collection[int]) -> dict[int, str]:
    """Give, by entry id, how far its reading is: "2 of 3 done". One statement."""
    return {entry: f"{done} of {asked} done" for entry, (asked, done) in readings_of(session, entry_ids).items()}

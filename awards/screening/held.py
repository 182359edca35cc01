"""What held nominations need of staff."""

from __future__ import annotations

from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from awards.nominations.holding import held_count
from awards.screening.needs import Need, counted
from awards.seasons.models import Season


def needs_of_held(session: Session, season: Season, _now: datetime) -> list[Need]:
    """Say how many nominations are held as possible spam. One statement."""
    held = held_count(session, season.id)
    words = counted(held, "nomination held as possible spam", "nominations held as possible spam")
    return [Need(words, url_for("held_staff.held"))] if held else []

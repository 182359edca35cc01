"""What judging needs of staff while it is open, for the season page."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import url_for
from sqlalchemy.orm import Session

from awards.core.times import local_day
from awards.judging.readings import judges_not_begun
from awards.panels.policy import is_open
from awards.panels.queries import judging_round
from awards.screening.needs import Need, counted
from awards.seasons.models import Season

SPOKEN_OF = timedelta(days=7)
"""How long before the close judges who have not begun are worth a line."""


def needs_of_judging(session: Session, season: Season, now: datetime) -> list[Need]:
    """Say in the last week of judging how many judges have begun none of their entries. One statement, or none."""
    judging = judging_round(season)
    if judging is None or not is_open(judging, now) or judging.closes_at - now > SPOKEN_OF:
        return []
    number = judges_not_begun(session, season.id)
    if not number:
        return []
    zone = season.programme.zone
    days = (local_day(judging.closes_at, zone) - local_day(now, zone)).days
    judges = counted(number, "judge has not begun", "judges have not begun")
    return [Need(f"{judges}, judging closes {_when(days)}", url_for("judging_staff.progress", sort="behind"))]


def _when(days: int) -> str:
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")

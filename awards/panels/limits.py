"""How much is read on a panel: readings for each entry, and the least and the most for each judge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import require
from awards.panels.models import Panel
from awards.panels.policy import may_set_readings
from awards.seasons.models import Season


@dataclass(frozen=True, slots=True)
class Limits:
    """What a panel asks for; None leaves it to the season, to the plan, or to each judge."""

    readings: int | None
    least: int | None
    most: int | None


def set_limits(session: Session, panel: Panel, season: Season, *, limits: Limits, actor: Actor, now: datetime) -> bool:
    """Set a panel's readings and loads; says whether anything changed.

    Raises:
        Refused: the readings would change, and the rules of judging are locked.
    """
    before = limits_of(panel)
    if limits == before:
        return False
    if limits.readings != before.readings:
        require(may_set_readings(season))
    panel.readings, panel.load_least, panel.load_most = limits.readings, limits.least, limits.most
    readings, least, most = limits.readings, limits.least, limits.most
    record(session, Tag.PANEL_CHANGED, panel.ref, actor=actor, at=now, readings=readings, least=least, most=most)
    session.flush()
    return True


def limits_of(panel: Panel) -> Limits:
    """Give what a panel asks for now. No statement."""
    return Limits(panel.readings, panel.load_least, panel.load_most)

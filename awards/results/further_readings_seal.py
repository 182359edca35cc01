"""Further readings in the record of judging: their category is opened again with a reason, and closed when they end.

What is scored after a close would otherwise be a fault of the record. Nothing is written of a season without one.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from awards.core.actor import Actor
from awards.ledger.acts import RoundClosed, RoundReopened
from awards.panels.acts import closed_in_record
from awards.results.policy import scoring_round
from awards.sealing.acting import append_act, has_record, staff_label_of
from awards.seasons.models import Category


def seal_opened(session: Session, category: Category, *, reason: str | None, actor: Actor, at: datetime) -> None:
    """Write that a category is open again, with the hash that the trail keeps of why."""
    judging = scoring_round(category.season)
    if judging is None or category.key not in closed_in_record(session, category.season_id):
        return
    by = staff_label_of(session, category.season_id, actor.reference)
    act = RoundReopened(round=judging.key, categories=[category.key], reason=reason or "", by=by)
    append_act(session, category.season_id, act, at=at)


def seal_closed(session: Session, category: Category, *, at: datetime) -> bool:
    """Write that a category is closed again; says whether that was to be written."""
    judging = scoring_round(category.season)
    if judging is None or not has_record(session, category.season_id):
        return False
    if category.key in closed_in_record(session, category.season_id):
        return False
    append_act(session, category.season_id, RoundClosed(round=judging.key, categories=[category.key]), at=at)
    return True

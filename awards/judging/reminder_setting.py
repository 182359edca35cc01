"""Setting on which days judges are reminded: the action behind the staff page."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import require
from awards.judging.reminding import rule_of
from awards.judging.writing_policy import may_write_to_judges
from awards.panels.locking import season_subject
from awards.seasons.judging_settings import ReminderRule
from awards.seasons.models import Round, Season


def set_reminders(
    session: Session, season: Season, judging: Round, *, rule: ReminderRule, actor: Actor, now: datetime
) -> None:
    """Set when the judges of a round are reminded; the rule that holds already changes nothing.

    Milestones that have passed by now are nobody's. Programme and rounds are loaded.

    Raises:
        Refused: not staff who may change things, or an archived season.
    """
    require(may_write_to_judges(actor, season))
    if rule == rule_of(season, judging):
        return
    judging.reminders = rule.as_data() | {"set_at": now.isoformat()}
    record(
        session, Tag.REMINDERS_SET, season_subject(season), actor=actor, at=now, round=judging.key,
        before=list(rule.before), on=rule.on, after=list(rule.after),
    )  # fmt: skip
    session.flush()

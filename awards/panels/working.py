"""What a judge says of their work before they see a name: where they work, whom they manage, how much they can read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.permission import require
from awards.core.words import tidy_line
from awards.panels.models import PanelMember
from awards.panels.policy import may_declare


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What is known of a judge's work and time; names stand one a line."""

    employer: str | None = None
    past_employers: str | None = None
    line_management: str | None = None
    standing_interests: str | None = None
    load_most: int | None = None
    away_from: date | None = None
    away_until: date | None = None


def tell_work(session: Session, member: PanelMember, work: Work, *, actor: Actor, now: datetime) -> None:
    """Keep what a judge says of their work; what they say later takes its place, and ties are looked for anew.

    Raises:
        Refused: the terms are not accepted yet.
    """
    require(may_declare(member))
    changed, judge = put_work(member, work), member.user.ref
    if member.work_told_at is None:
        member.work_told_at = now
        record(session, Tag.WORK_TOLD, member.panel.ref, actor=actor, at=now, judge=judge)
    elif changed:
        record(session, Tag.PANEL_MEMBER_CHANGED, member.panel.ref, actor=actor, at=now, judge=judge, changed=changed)
    session.flush()


def put_work(member: PanelMember, work: Work) -> int:
    """Put what was said into the records; give how many things that changed."""
    employer = tidy_line(work.employer or "") or None
    changed = employer != member.user.employer
    member.user.employer = employer
    return changed + put(
        member,
        past_employers=work.past_employers or None,
        line_management=work.line_management or None,
        standing_interests=work.standing_interests or None,
        load_most=work.load_most,
        away_from=work.away_from,
        away_until=work.away_until,
    )


def put(member: PanelMember, **values: object) -> int:
    """Put these values into the record of a place; give how many changed."""
    fresh = {name: value for name, value in values.items() if getattr(member, name) != value}
    for name, value in fresh.items():
        setattr(member, name, value)
    return len(fresh)


def work_of(member: PanelMember) -> Work:
    """Give what is known so far. No statement; the account is loaded."""
    return Work(
        employer=member.user.employer,
        past_employers=member.past_employers,
        line_management=member.line_management,
        standing_interests=member.standing_interests,
        load_most=member.load_most,
        away_from=member.away_from,
        away_until=member.away_until,
    )

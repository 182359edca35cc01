"""Retention at work: what is due is announced to staff, may be held, and goes a week later, in small transactions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from awards.audit import Tag, record
from awards.bundles.queries import last_final
from awards.core.actor import SYSTEM, Actor
from awards.core.permission import Permission, Reason, Refused, require
from awards.core.references import new_reference
from awards.db import begin_to_write
from awards.privacy.due import Scope, dates_of
from awards.privacy.letting_go_more import KINDS
from awards.privacy.models import Clearance
from awards.privacy.people_policy import may_seek
from awards.privacy.rules import NOTICE, OF_A_SEASON, OF_THE_HOUSE, Rule, due_at
from awards.sealing.models import SeasonLog
from awards.seasons.models import Season
from awards.seasons.retention_settings import terms_of

BATCH: Final = 50
"""How many things go in one transaction, so that nobody waits long for the lock."""
LONGEST_REASON: Final = 2_000
"""Characters."""


@dataclass(frozen=True, slots=True)
class Due:
    """What one rule would let go of now: in one season, or in the whole house."""

    rule: Rule
    season: Season | None
    number: int
    since: datetime | None
    """Since when the season's rule is due; None for a rule of the house."""


def due_now(session: Session, *, now: datetime) -> Iterator[Due]:
    """Give everything that is due at the moment, on hold or not, by rule and season; what has nothing due is left out.

    What passes by itself (sign-ins, links) is not announced and not here.
    """
    for season, rule, since in due_rules(session, now=now):
        number = sum(kind.number(session, Scope(season, now)) for kind in KINDS[rule])
        if number:
            yield Due(rule, season, number, since)
    for rule in OF_THE_HOUSE:
        number = 0 if rule is Rule.PASSING else sum(kind.number(session, Scope(None, now)) for kind in KINDS[rule])
        if number:
            yield Due(rule, None, number, None)


def due_rules(session: Session, *, now: datetime) -> Iterator[tuple[Season, Rule, datetime]]:
    """Give each season with those of its rules whose time has come, and when it came."""
    seasons = session.scalars(select(Season).options(joinedload(Season.programme)).order_by(Season.id)).all()
    for season in seasons:
        for rule in OF_A_SEASON:
            since = due_at(rule, terms_of(season.retention), dates_of(season))
            if since is not None and since <= now and _may_begin(session, season, rule):
                yield season, rule, since


def announce_due(session: Session, *, now: datetime) -> list[Clearance]:
    """Announce what is due and not announced yet; it goes after a week. Each leaves one entry in the trail."""
    rows = select(Clearance.rule, Clearance.season_id).where(Clearance.done_at.is_(None))
    known = {(rule, season) for rule, season in session.execute(rows)}
    made = []
    for one in due_now(session, now=now):
        if (one.rule.value, one.season and one.season.id) in known:
            continue
        clearance = Clearance(
            ref=new_reference("CLR"), rule=one.rule.value, season_id=one.season and one.season.id, due=one.number,
            announced_at=now, acts_at=now + NOTICE,
        )  # fmt: skip
        session.add(clearance)
        record(
            session,
            Tag.CLEARANCE_ANNOUNCED,
            clearance.ref,
            actor=SYSTEM,
            at=now,
            rule=clearance.rule,
            season=clearance.season_id,
            due=one.number,
        )
        made.append(clearance)
    session.flush()
    return made


def hold_clearance(session: Session, clearance: Clearance, *, reason: str, actor: Actor, now: datetime) -> None:
    """Keep what was announced until somebody releases it.

    Raises:
        Refused: not an administrator, no reason, on hold already, or done.
    """
    require(may_change(clearance, actor=actor))
    if clearance.held_at is not None:
        raise Refused.because("held", "It is on hold already.")
    if not reason.strip():
        raise Refused.because("no-reason", "Say why it must be kept, without naming anybody.")
    clearance.held_at, clearance.held_by, clearance.held_why = now, actor.reference, reason.strip()
    record(
        session,
        Tag.CLEARANCE_HELD,
        clearance.ref,
        actor=actor,
        at=now,
        reason=reason.strip(),
        rule=clearance.rule,
        season=clearance.season_id,
    )
    session.flush()


def release_clearance(session: Session, clearance: Clearance, *, actor: Actor, now: datetime) -> None:
    """Let what was on hold go: a week from now, unless it is held again.

    Raises:
        Refused: not an administrator, not on hold, or done.
    """
    require(may_change(clearance, actor=actor))
    if clearance.held_at is None:
        raise Refused.because("not-held", "It is not on hold.")
    clearance.held_at = clearance.held_by = clearance.held_why = None
    clearance.acts_at = max(clearance.acts_at, now + NOTICE)
    record(
        session,
        Tag.CLEARANCE_RELEASED,
        clearance.ref,
        actor=actor,
        at=now,
        rule=clearance.rule,
        season=clearance.season_id,
    )
    session.flush()


def may_change(clearance: Clearance, *, actor: Actor) -> Permission:
    """Say whether somebody may hold or release an announcement: administrators, while it is not done."""
    done = Reason("done", "It has gone already.") if clearance.done_at is not None else None
    return Permission.unless(*may_seek(actor).reasons, done)


def act_on(session: Session, clearance_id: int, *, now: datetime) -> int:
    """Let go of one batch of what was announced; commits. Gives how many things went; 0 once it is done, or held.

    What became due after the announcement waits for the next one.
    """
    begin_to_write(session)
    clearance = session.get_one(Clearance, clearance_id, with_for_update=True, populate_existing=True)
    if clearance.done_at is not None or clearance.held_at is not None or clearance.acts_at > now:
        session.rollback()
        return 0
    rule = Rule(clearance.rule)
    scope = Scope(_season(session, clearance.season_id), clearance.announced_at)
    gone = _let_go_some(session, rule, scope, now=now)
    clearance.done = (clearance.done or 0) + gone
    if not gone:
        clearance.done_at = now
        record(
            session,
            Tag.CLEARANCE_DONE,
            clearance.ref,
            actor=SYSTEM,
            at=now,
            rule=clearance.rule,
            season=clearance.season_id,
            went=clearance.done,
        )
    session.commit()
    return gone


def let_go_passing(session: Session, *, now: datetime) -> int:
    """Let go of sign-ins, links and steps that ended long ago, and note it as one clearance; commits.

    Nobody is asked: nothing in them can be wanted back.
    """
    begin_to_write(session)
    went = 0
    while gone := _let_go_some(session, Rule.PASSING, Scope(None, now), now=now):
        went += gone
        session.commit()
        begin_to_write(session)
    clearance = Clearance(
        ref=new_reference("CLR"),
        rule=Rule.PASSING.value,
        due=went,
        announced_at=now,
        acts_at=now,
        done_at=now,
        done=went,
    )
    session.add(clearance)
    if went:
        record(
            session,
            Tag.CLEARANCE_DONE,
            clearance.ref,
            actor=SYSTEM,
            at=now,
            rule=clearance.rule,
            season=clearance.season_id,
            went=went,
        )
    session.commit()
    return went


def ready(session: Session, *, now: datetime) -> Sequence[int]:
    """Give the numbers of the announcements whose week is over and that nobody holds. One statement."""
    chosen = select(Clearance.id).where(
        Clearance.done_at.is_(None), Clearance.held_at.is_(None), Clearance.acts_at <= now
    )
    return session.scalars(chosen.order_by(Clearance.id)).all()


def _let_go_some(session: Session, rule: Rule, scope: Scope, *, now: datetime) -> int:
    for kind in KINDS[rule]:
        some = kind.some(session, scope, limit=BATCH)
        if some:
            kind.let_go(session, some, now)
            session.flush()
            return len(some)
    return 0


def _may_begin(session: Session, season: Season, rule: Rule) -> bool:
    """Whether a rule may begin: judges' words are kept until the season is signed off, where it has a record."""
    if rule not in {Rule.COMMENTS, Rule.SHORTLISTED, Rule.NOT_SHORTLISTED}:
        return True
    return session.get(SeasonLog, season.id) is None or last_final(session, season.id) is not None


def _season(session: Session, season_id: int | None) -> Season | None:
    if season_id is None:
        return None
    return session.scalars(select(Season).where(Season.id == season_id).options(joinedload(Season.programme))).one()

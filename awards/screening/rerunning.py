"""Looking again at whatever changed, found from the trail: the worker's part."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import Row, exists, func, or_, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session, aliased

from awards.accounts.models import User
from awards.audit import Tag
from awards.audit.models import AuditEntry
from awards.db import begin_to_write
from awards.nominations.models import Nomination, Nominator, Nominee
from awards.screening.cases import again
from awards.screening.models import Case, FeedPosition, VerdictRecord
from awards.screening.trail import (
    CHANGES_NOTHING,
    nominations_about,
    seen_of,
    with_failed_mail,
    with_open_duplicates,
)
from awards.seasons.models import RuleSet, Season

log = logging.getLogger("awards.screening")

FEED: Final = "screening"
OVERLAP: Final = 1_000
"""Entries that are read once more: on PostgreSQL they may become visible in another order than they were numbered."""
SETTLED: Final = timedelta(minutes=10)
"""After how long no transaction can still be open that has numbered an entry."""
MOST_READ: Final = 5_000
"""New entries read in one round."""
MOST: Final = 500
"""Nominations looked at in one round."""
AT_ONCE: Final = 100
"""Nominations looked at in one transaction."""
RETRY: Final = timedelta(minutes=15)
"""After how long one that could not be looked at is tried once more."""
MARGIN: Final = timedelta(minutes=1)
"""How long after something that touches many nominations they are looked at once more: it may be committed late."""

_WHOLE_SEASON: Final = (Tag.SEASON_LOADED, Tag.RULES_CHANGED)
_JUDGES: Final = (Tag.ROLE_GRANTED, Tag.ROLE_REVOKED)
_Entry = Row[int, datetime, str, str]
_failed: dict[int, datetime] = {}
"""When those were tried that could not be looked at, by id: only what this worker knows. It is no more than a pause;
that they are found again is kept in their case, and without a case they are found anyway."""


class _Tally(NamedTuple):
    """What became of some nominations; the rest somebody works on now."""

    done: int = 0
    failed: int = 0


def look_again_due(session: Session, now: datetime) -> int:
    """Look again at every nomination that changed since it was looked at; gives how many, `MOST` at most a round.

    Reads the trail from where it stopped, with an overlap. What is over `MOST` is found again in the next round, for
    the position moves on only once everything before it was looked at. One that cannot be looked at keeps nothing
    from moving on: it is tried again after `RETRY`. Commits in small pieces.
    """
    read = _read(session, now)
    paused = {one for one, tried in _failed.items() if tried + RETRY > now}
    due = [one for one in due_nominations(session, now=now, entries=read) if one not in paused]
    session.commit()
    tally = _look_at(session, due[:MOST], now=now)
    if len(due) <= MOST and tally.done + tally.failed == len(due):
        _move_on(session, read)
    return tally.done


def look_at(session: Session, ids: Sequence[int], *, now: datetime) -> int:
    """Look again at these nominations, some in each transaction; those that somebody works on now are left out."""
    return _look_at(session, ids, now=now).done


def _look_at(session: Session, ids: Sequence[int], *, now: datetime) -> _Tally:
    return _sum(_look_at_some(session, some, now=now) for some in _parts(ids, AT_ONCE))


def _sum(tallies: Iterable[_Tally]) -> _Tally:
    found = list(tallies)
    return _Tally(sum(one.done for one in found), sum(one.failed for one in found))


def _look_at_some(session: Session, ids: Sequence[int], *, now: datetime) -> _Tally:
    try:
        begin_to_write(session)
        session.expire_all()  # as they are now, not as an earlier piece of work left them here
        done = again(session, ids, now=now, skip_locked=True)
        session.commit()
    except OperationalError as wrong:  # the database is busy or away: nothing is wrong with a nomination
        session.rollback()
        log.warning("%d nominations are looked at in the next round: %s", len(ids), type(wrong).__name__)
        return _Tally()
    except Exception as wrong:  # noqa: BLE001 - what is wrong with one must not keep the others from being looked at
        session.rollback()
        if len(ids) > 1:
            middle = len(ids) // 2
            return _sum(_look_at_some(session, part, now=now) for part in (ids[:middle], ids[middle:]))
        _try_later(session, ids[0], wrong=wrong, now=now)
        return _Tally(failed=1)
    for one in ids:
        _failed.pop(one, None)
    return _Tally(done=done)


def _try_later(session: Session, nomination_id: int, *, wrong: Exception, now: datetime) -> None:
    """Note that it could not be looked at. The log gets no words of the error: they may quote what was typed."""
    _failed[nomination_id] = now
    begin_to_write(session)
    session.execute(update(Case).where(Case.nomination_id == nomination_id).values(look_again_at=now + RETRY))
    ref = session.scalar(select(Nomination.ref).where(Nomination.id == nomination_id))
    session.commit()
    log.error("nomination %s cannot be looked at: %s", ref, type(wrong).__name__)


def due_nominations(
    session: Session, *, now: datetime, entries: Collection[_Entry] | None = None, season_id: int | None = None
) -> list[int]:
    """Give the ids of the nominations to look at again, each once, those in the queue for the first time first.

    `entries` is what was read of the trail; without it everything that stands in the queue is compared.
    """
    if entries is not None:
        touched = nominations_about(session, {one.subject for one in entries if one.tag not in CHANGES_NOTHING})
        touched |= with_failed_mail(session) | with_open_duplicates(session)
    else:
        touched = set(session.scalars(select(Case.nomination_id)))
    found = [
        *_without_case(session),
        *_by_time(session, now),
        *_under_old_rules(session),
        *_after_loading(session, entries or ()),
        *_of_judges(session, entries or ()),
        *_differing(session, touched),
    ]
    of_season = _of_season(session, season_id) if season_id is not None else None
    return [one for one in dict.fromkeys(found) if of_season is None or one in of_season]


def _read(session: Session, now: datetime) -> list[_Entry]:
    """Read what is new in the trail and some of what was read; nothing once the trail has been quiet for a while."""
    position = session.get(FeedPosition, FEED)
    newest = session.execute(select(AuditEntry.id, AuditEntry.at).order_by(AuditEntry.id.desc()).limit(1)).first()
    reached = position.entry_id if position else 0
    if newest is None or (newest.id <= reached and newest.at < now - SETTLED):
        return []
    start = max(0, reached - OVERLAP)
    rows = session.execute(
        select(AuditEntry.id, AuditEntry.at, AuditEntry.tag, AuditEntry.subject)
        .where(AuditEntry.id > start)
        .order_by(AuditEntry.id)
        .limit(MOST_READ + OVERLAP)
    )
    return list(rows)


def _move_on(session: Session, entries: Collection[_Entry]) -> None:
    newest = max((one.id for one in entries), default=0)
    begin_to_write(session)
    position = session.get(FeedPosition, FEED)
    if position is None:
        session.add(FeedPosition(name=FEED, entry_id=newest))
    else:
        position.entry_id = max(position.entry_id, newest)
    session.commit()


def _without_case(session: Session) -> list[int]:
    new = ~exists().where(Case.nomination_id == Nomination.id)
    chosen = select(Nomination.id).where(Nomination.submitted_at.is_not(None), new).order_by(Nomination.id)
    return list(session.scalars(chosen))


def _by_time(session: Session, now: datetime) -> list[int]:
    chosen = select(Case.nomination_id).where(Case.look_again_at <= now).order_by(Case.look_again_at)
    return list(session.scalars(chosen))


def _under_old_rules(session: Session) -> list[int]:
    """Give what was last put to another version of its season's rules than the one in force."""
    in_force = select(func.max(RuleSet.version)).where(RuleSet.season_id == Case.season_id).scalar_subquery()
    chosen = (
        select(Case.nomination_id)
        .join(VerdictRecord, VerdictRecord.id == Case.verdict_id)
        .where(VerdictRecord.rule_set_version != in_force)
        .order_by(Case.nomination_id)
    )
    return list(session.scalars(chosen))


def _after_loading(session: Session, entries: Collection[_Entry]) -> list[int]:
    """Give what was last looked at before its season's text or rules were changed: dates may be others."""
    moments = [one.at for one in entries if one.tag in _WHOLE_SEASON]
    if not moments:
        return []
    chosen = select(Case.nomination_id).where(Case.looked_at < max(moments) + MARGIN).order_by(Case.nomination_id)
    return list(session.scalars(chosen))


def _of_judges(session: Session, entries: Collection[_Entry]) -> list[int]:
    """Give the nominations by or of somebody who became a judge, or is one no more, since they were looked at."""
    moments: dict[str, datetime] = {}
    for one in entries:
        if one.tag in _JUDGES:
            moments[one.subject] = max(one.at, moments.get(one.subject, one.at))
    if not moments:
        return []
    person = aliased(User)
    rows = session.execute(
        select(Case.nomination_id, Case.looked_at, person.ref)
        .join(Nomination, Nomination.id == Case.nomination_id)
        .join(Nominator, Nominator.id == Nomination.nominator_id)
        .outerjoin(Nominee, Nominee.nomination_id == Nomination.id)
        .join(person, or_(person.email_index == Nominator.email_index, person.email_index == Nominee.email_index))
        .where(person.ref.in_(moments))
    )
    return [row.nomination_id for row in rows if row.looked_at < moments[row.ref] + MARGIN]


def _differing(session: Session, ids: Collection[int]) -> list[int]:
    """Give those of which there is more or less to see than when they were last looked at."""
    found: list[int] = []
    for some in _parts(sorted(ids), MOST):
        seen = seen_of(session, some)
        cases = session.execute(select(Case.nomination_id, Case.seen).where(Case.nomination_id.in_(some)))
        found += [row.nomination_id for row in cases if row.seen != seen[row.nomination_id]]
    return found


def _parts(ids: Sequence[int], most: int) -> Iterator[Sequence[int]]:
    return (ids[start : start + most] for start in range(0, len(ids), most))


def _of_season(session: Session, season_id: int) -> set[int]:
    return set(session.scalars(select(Nomination.id).join(Season).where(Season.id == season_id)))

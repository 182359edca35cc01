"""Making bundles: the worker seals what came after a sign-off, makes the files, and tells staff; once each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from awards.accounts.models import Grant, User
from awards.bundles.contents import WorkedOut, contents_of, sealed_records
from awards.bundles.models import Bundle
from awards.bundles.policy import FINAL, cut_for_all
from awards.bundles.queries import made_under, seasons_with_news
from awards.bundles.working_out import worked_out_from
from awards.comms.actions import queue_message
from awards.core.actor import SYSTEM, Role
from awards.db import begin_to_write
from awards.ledger.bundle import Cut, bundle_digest, write_bundle
from awards.ledger.records import Record
from awards.sealing.checkpoints import make_checkpoint
from awards.sealing.keys import seal_of
from awards.sealing.models import Checkpoint, CheckpointPurpose
from awards.seasons.models import Season

SIGNED_MAIL = "bundles/signed_off"
TOLD = (Role.STAFF, Role.CONFIDENTIAL_STAFF, Role.ADMINISTRATOR, Role.READ_ONLY)
"""Who is told: staff, and those who only read, as an auditor does."""


def bundles_due(session: Session, now: datetime) -> int:
    """Seal addenda that came after a sign-off, and make every bundle that is not made; gives how many of both.

    Commits each by itself.
    """
    later = seasons_with_news(session)
    session.rollback()
    sealed = sum(_seal_addenda(session, season_id, now=now) for season_id in later)
    waiting = _unmade(session)
    session.rollback()
    return sealed + sum(make_and_tell(session, checkpoint_id, now=now) for checkpoint_id in waiting)


def make_and_tell(session: Session, checkpoint_id: int, *, now: datetime) -> bool:
    """Make what cuts are wanted under a checkpoint and not made, auditors' and the public's; says whether any were.

    Staff are told once, when the auditors' is made. Figures are worked out while nothing is locked. Commits.
    """
    checkpoint, season = _loaded(session, checkpoint_id)
    made = made_under(session, checkpoint)
    wanted = [one for one in (Cut.AUDITOR, cut_for_all(season)) if one not in made]
    if wanted:
        records = sealed_records(session, checkpoint)
        worked_out = worked_out_from(session, season.id, records)
        session.rollback()
        begin_to_write(session)
        checkpoint, season = _loaded(session, checkpoint_id)
        for cut in wanted:
            _cut(session, season, checkpoint, cut=cut, records=records, worked_out=worked_out, now=now)
        if Cut.AUDITOR in wanted and not season.archived:
            _tell_staff(session, season, checkpoint, now=now)
    session.commit()
    return bool(wanted)


def _cut(
    session: Session,
    season: Season,
    checkpoint: Checkpoint,
    *,
    cut: Cut,
    records: Sequence[Record],
    worked_out: WorkedOut,
    now: datetime,
) -> None:
    auditors = made_under(session, checkpoint).get(Cut.AUDITOR)
    contents = contents_of(
        session, season, checkpoint, records=records, worked_out=worked_out, made_at=now, cut=cut,
        auditors_digest=auditors.digest if auditors else None,
    )  # fmt: skip
    data = write_bundle(contents)
    session.add(
        Bundle(checkpoint_id=checkpoint.id, cut=cut, made_at=now, digest=bundle_digest(data), size=len(data), data=data)
    )
    session.flush()


def _seal_addenda(session: Session, season_id: int, *, now: datetime) -> bool:
    begin_to_write(session)
    season = _season(session, season_id)
    fresh = season_id in seasons_with_news(session)
    if fresh:
        make_checkpoint(session, season, CheckpointPurpose.ADDENDUM, actor=SYSTEM, now=now)
    session.commit()
    return fresh


def _unmade(session: Session) -> Sequence[int]:
    """Give the ids of the checkpoints under which a bundle belongs and some cut is not made. One statement."""
    rows = session.execute(
        select(Checkpoint.id, Season, Bundle.cut)
        .join(Season, Season.id == Checkpoint.season_id)
        .outerjoin(Bundle, Bundle.checkpoint_id == Checkpoint.id)
        .where(Checkpoint.purpose.in_(FINAL))
        .order_by(Checkpoint.id)
    ).all()
    made: dict[int, set[Cut]] = {}
    wanted: dict[int, set[Cut]] = {}
    for checkpoint_id, season, cut in rows:
        wanted[checkpoint_id] = {Cut.AUDITOR, cut_for_all(season)}
        made.setdefault(checkpoint_id, set()).add(cut)
    return [one for one, cuts in wanted.items() if cuts - made[one]]


def _loaded(session: Session, checkpoint_id: int) -> tuple[Checkpoint, Season]:
    checkpoint = session.get_one(Checkpoint, checkpoint_id)
    return checkpoint, _season(session, checkpoint.season_id)


def _season(session: Session, season_id: int) -> Season:
    return session.scalars(select(Season).where(Season.id == season_id).options(joinedload(Season.programme))).one()


def _staff_of(session: Session, programme_key: str) -> Sequence[User]:
    theirs = select(Grant.user_id).where(Grant.role.in_(TOLD), Grant.programme_key.in_(["", programme_key]))
    chosen = select(User).where(User.id.in_(theirs), User.disabled_at.is_(None))
    return session.scalars(chosen.order_by(User.id)).all()


def _tell_staff(session: Session, season: Season, checkpoint: Checkpoint, *, now: datetime) -> None:
    digest = made_under(session, checkpoint)[Cut.AUDITOR].digest
    for user in _staff_of(session, season.programme.key):
        _tell(session, user, season=season, checkpoint=checkpoint, digest=digest, now=now)
    checkpoint.mailed_at = now
    session.flush()


def _tell(
    session: Session, user: User, *, season: Season, checkpoint: Checkpoint, digest: str, now: datetime
) -> None:  # fmt: skip
    key_line = seal_of(session).key_line_of(checkpoint.note)
    queue_message(
        session,
        SIGNED_MAIL,
        to=user.email,
        about=user.ref,
        programme_key=season.programme.key,
        key=f"{SIGNED_MAIL}:{checkpoint.ref}:{user.ref}",
        now=now,
        note=checkpoint.note,
        number=checkpoint.number,
        addendum=checkpoint.purpose is CheckpointPurpose.ADDENDUM,
        key_id=key_line.split("+")[1],
        key_line=key_line,
        digest=digest,
    )

"""Closing a round of scoring for good: the record is sealed and its checkpoint mailed before anybody sees the order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from awards.accounts.models import User
from awards.audit import Tag, record
from awards.bundles.found import write_what_stands
from awards.comms.actions import LinkOrder, queue_message
from awards.comms.models import Message, MessageState
from awards.core.actor import SYSTEM
from awards.db import begin_to_write
from awards.links.purposes import Purpose
from awards.panels.acts import note_closed
from awards.panels.locking import season_subject
from awards.panels.models import Panel, PanelMember
from awards.panels.policy import dates_of
from awards.panels.queries import judging_round
from awards.results.further_readings_closing import close_readings, seasons_to_close
from awards.sealing.acting import has_record
from awards.sealing.checkpoints import last_close, make_checkpoint
from awards.sealing.keys import seal_of
from awards.sealing.models import Checkpoint, CheckpointPurpose, JudgingAct, SealedLeaf
from awards.seasons.models import Round, Season

LONGEST_WAIT = timedelta(minutes=15)
"""How long the order waits for mail that cannot be tried: a broken mail server must not keep results for ever."""
CHECKPOINT_MAIL = "bundles/checkpoint"


def close_due(session: Session, now: datetime) -> int:
    """Take every round of scoring that is over a step further, until it is sealed; gives how many steps were taken.

    First the record is closed and its checkpoint made, with a mail to every judge. Once each of those mails has been
    tried, or a quarter of an hour later, the round is sealed, and the order may be seen. Commits each step by itself,
    so that whatever stops it in between, the next round of the worker goes on from there.
    """
    seasons, reading = seasons_to_seal(session, now=now), seasons_to_close(session, now=now)
    session.rollback()
    steps = sum(_one_step(session, season_id, now=now) for season_id in seasons)
    return steps + sum(_close_further(session, season_id, now=now) for season_id in reading)


def seasons_to_seal(session: Session, *, now: datetime) -> list[int]:
    """Give the ids of the seasons whose round of scoring is over and not sealed. Two statements."""
    over = or_(Round.closes_at < now, Round.closed_at.is_not(None))
    some = select(Round.season_id).where(Round.sealed_at.is_(None), over)
    chosen = select(Season).where(Season.id.in_(some)).options(selectinload(Season.rounds))
    return [one.id for one in session.scalars(chosen.order_by(Season.id)) if is_to_seal(judging_round(one), now=now)]


def judges_of(session: Session, season_id: int) -> Sequence[User]:
    """Give everybody who has or had a place on a panel of the season and whose account works. One statement."""
    places = select(PanelMember.user_id).join(PanelMember.panel).where(Panel.season_id == season_id)
    chosen = select(User).where(User.id.in_(places), User.disabled_at.is_(None))
    return session.scalars(chosen.order_by(User.id)).all()


def is_to_seal(judging: Round | None, *, now: datetime) -> bool:
    """Whether a round is over and not sealed. No statement."""
    return judging is not None and judging.sealed_at is None and dates_of(judging).is_over(now)


def _one_step(session: Session, season_id: int, *, now: datetime) -> bool:
    begin_to_write(session)
    season = _season(session, season_id)
    judging = judging_round(season)
    if judging is None:
        session.rollback()
        return False
    # Whoever was scoring has committed once this is had; who comes later finds the round closed.
    session.refresh(judging, with_for_update={"key_share": True})
    moved = is_to_seal(judging, now=now) and seal_step(session, season, judging, now=now)
    if moved:
        session.commit()
    else:
        session.rollback()
    return moved


def _season(session: Session, season_id: int) -> Season:
    chosen = select(Season).where(Season.id == season_id)
    whole = chosen.options(joinedload(Season.programme), selectinload(Season.rounds))
    return session.scalars(whole.execution_options(populate_existing=True)).one()


def seal_step(session: Session, season: Season, judging: Round, *, now: datetime) -> bool:
    """Take a round that is over one step towards being sealed; says whether there was one to take.

    The programme is loaded, and nobody scores meanwhile: on PostgreSQL the round is locked.
    """
    if season.rules_locked_at is None:  # no judge was ever shown an entry: there is nothing to seal
        judging.sealed_at = now
        return True
    checkpoint = _of_this_close(session, season.id)
    if checkpoint is None:
        _close_record(session, season, judging, now=now)
        return True
    if not _is_on_its_way(session, checkpoint, now=now):
        return False
    judging.sealed_at = now
    checkpoint.mailed_at = checkpoint.mailed_at or now
    return True


def _close_record(session: Session, season: Season, judging: Round, *, now: datetime) -> None:
    """Write the close, seal the record, and send every judge its checkpoint."""
    if judging.closed_at is None:
        judging.closed_at = judging.closes_at
        record(session, Tag.ROUND_CLOSED, season_subject(season), actor=SYSTEM, at=now, round=judging.key)
    session.flush()
    if not has_record(session, season.id):
        write_what_stands(session, season, at=now)
    note_closed(session, season, judging, at=now)
    _checkpoint_to_all(session, season, judging, now=now)


def _close_further(session: Session, season_id: int, *, now: datetime) -> bool:
    """Close what was open for further readings once they are over: a checkpoint more, to every judge."""
    begin_to_write(session)
    season = _season(session, season_id)
    judging = judging_round(season)
    closed = close_readings(session, season, actor=SYSTEM, now=now)
    if judging is not None and closed.to_seal:
        _checkpoint_to_all(session, season, judging, now=now)
    session.commit()
    return closed.searches > 0


def _checkpoint_to_all(session: Session, season: Season, judging: Round, *, now: datetime) -> None:
    """Seal the record and send every judge its checkpoint; judges of old seasons are left alone."""
    close = CheckpointPurpose.CLOSE
    checkpoint = make_checkpoint(session, season, close, actor=SYSTEM, now=now, round_key=judging.key)
    if not season.archived:
        for judge in judges_of(session, season.id):
            _tell(session, judge, season=season, checkpoint=checkpoint, now=now)


def _tell(session: Session, judge: User, *, season: Season, checkpoint: Checkpoint, now: datetime) -> None:
    key_line = seal_of(session).key_line_of(checkpoint.note)
    queue_message(
        session,
        CHECKPOINT_MAIL,
        to=judge.email,
        about=judge.ref,
        programme_key=season.programme.key,
        key=_key(checkpoint, judge.ref),
        now=now,
        link=LinkOrder(Purpose.JUDGE_SIGN_IN, judge.ref),
        note=checkpoint.note,
        number=checkpoint.number,
        key_id=key_line.split("+")[1],
        key_line=key_line,
    )


def _of_this_close(session: Session, season_id: int) -> Checkpoint | None:
    """Give the checkpoint that seals the newest close of the record; None while there is none, or a reopening since.

    Three statements.
    """
    checkpoint = last_close(session, season_id)
    if checkpoint is None:
        return None
    turns = select(JudgingAct.id, JudgingAct.kind).where(
        JudgingAct.season_id == season_id, JudgingAct.kind.in_(("round_closed", "round_reopened"))
    )
    newest = session.execute(turns.order_by(JudgingAct.id.desc()).limit(1)).one_or_none()
    if newest is None or newest.kind == "round_reopened":
        return None
    place = session.scalar(select(SealedLeaf.position).where(SealedLeaf.act_id == newest.id))
    return checkpoint if place is not None and place < checkpoint.size else None


def _is_on_its_way(session: Session, checkpoint: Checkpoint, *, now: datetime) -> bool:
    """Whether every judge's mail has been tried, or has waited long enough. One statement."""
    if now - checkpoint.made_at >= LONGEST_WAIT:
        return True
    mails = select(Message.id).where(Message.key.startswith(_key(checkpoint, ""), autoescape=True))
    return session.scalar(mails.where(_is_untried()).limit(1)) is None


def _is_untried() -> ColumnElement[bool]:
    return (Message.state == MessageState.QUEUED) & Message.last_error.is_(None)


def _key(checkpoint: Checkpoint, judge_ref: str) -> str:
    return f"{CHECKPOINT_MAIL}:{checkpoint.ref}:{judge_ref}"

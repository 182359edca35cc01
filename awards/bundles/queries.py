"""Reads of bundles and of how far a season's record is."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from awards.bundles.models import Bundle
from awards.bundles.policy import AFTERWARDS, FINAL, Length
from awards.ledger.bundle import Cut
from awards.sealing.acting import RULES
from awards.sealing.models import Checkpoint, JudgingAct, SealedLeaf, SeasonLog


def length_of(session: Session, season_id: int) -> Length:
    """Give how long the record of a season is. One statement."""
    sealed = select(SeasonLog.size).where(SeasonLog.season_id == season_id).scalar_subquery()
    fixed = select(JudgingAct.id).where(JudgingAct.season_id == season_id, JudgingAct.kind == RULES[0])
    counted = select(func.count(JudgingAct.id), func.max(JudgingAct.id), sealed, fixed.exists())
    acts, newest, size, begun = session.execute(counted.where(JudgingAct.season_id == season_id)).one()
    return Length(acts=acts, sealed=size or 0, newest=newest or 0, begun=bool(begun))


def bundles_of(session: Session, season_id: int) -> Sequence[Bundle]:
    """Give every cut of every bundle of a season, without their bytes. One statement."""
    chosen = select(Bundle).join(Checkpoint, Checkpoint.id == Bundle.checkpoint_id)
    return session.scalars(chosen.where(Checkpoint.season_id == season_id).order_by(Bundle.id)).all()


def made_under(session: Session, checkpoint: Checkpoint) -> dict[Cut, Bundle]:
    """Give the cuts that are made under a checkpoint, without their bytes. One statement."""
    found = session.scalars(select(Bundle).where(Bundle.checkpoint_id == checkpoint.id))
    return {one.cut: one for one in found}


def bundle_to_take(session: Session, season_id: int, *, number: int, cut: Cut) -> tuple[Bundle, Checkpoint]:
    """Give a cut that was made under a checkpoint of a season, with its bytes. One statement.

    Raises:
        NoResultFound: it is not made.
    """
    chosen = (
        select(Bundle, Checkpoint)
        .join(Checkpoint, Checkpoint.id == Bundle.checkpoint_id)
        .where(Checkpoint.season_id == season_id, Checkpoint.number == number, Bundle.cut == cut)
        .options(undefer(Bundle.data))
    )
    found = session.execute(chosen).one()
    return found[0], found[1]


def last_final(session: Session, season_id: int) -> Checkpoint | None:
    """Give the newest checkpoint of whole results; None before a sign-off. One statement."""
    chosen = select(Checkpoint).where(Checkpoint.season_id == season_id, Checkpoint.purpose.in_(FINAL))
    return session.scalars(chosen.order_by(Checkpoint.number.desc()).limit(1)).one_or_none()


def seasons_with_news(session: Session) -> Sequence[int]:
    """Give the ids of the seasons where something came after the results were signed off, and is not sealed yet.

    One statement.
    """
    finals = (
        select(Checkpoint.season_id, func.max(Checkpoint.size).label("size"))
        .where(Checkpoint.purpose.in_(FINAL))
        .group_by(Checkpoint.season_id)
        .subquery()
    )
    later = (
        select(JudgingAct.season_id)
        .join(finals, finals.c.season_id == JudgingAct.season_id)
        .outerjoin(SealedLeaf, SealedLeaf.act_id == JudgingAct.id)
        .where(JudgingAct.kind == AFTERWARDS, func.coalesce(SealedLeaf.position, finals.c.size) >= finals.c.size)
    )
    return session.scalars(later.distinct().order_by(JudgingAct.season_id)).all()

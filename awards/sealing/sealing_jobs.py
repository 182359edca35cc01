"""Giving acts their place in the log: the worker's part, in small pieces, whoever else does the same meanwhile."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import Session

from awards.db import begin_to_write
from awards.sealing.acting import season_log
from awards.sealing.models import JudgingAct, SealedLeaf, SeasonLog
from awards.sealing.records import record_of

BATCH = 500


def seal_due(session: Session, _now: datetime) -> int:
    """Seal every act that has no place in its log yet; gives how many. Commits each batch by itself."""
    seasons = seasons_with_unsealed(session)
    session.rollback()
    return sum(_seal_in_batches(session, season_id) for season_id in seasons)


def seasons_with_unsealed(session: Session) -> list[int]:
    """Give the ids of the seasons with acts that are not sealed. One statement.

    Counted, for an act that was written early may be committed late, after others with higher numbers were sealed.
    """
    acts = select(JudgingAct.season_id, func.count().label("number")).group_by(JudgingAct.season_id).subquery()
    rows = (
        select(acts.c.season_id)
        .outerjoin(SeasonLog, SeasonLog.season_id == acts.c.season_id)
        .where(acts.c.number > func.coalesce(SeasonLog.size, 0))
    )
    return list(session.scalars(rows.order_by(acts.c.season_id)))


def seal_acts(session: Session, season_id: int, *, most: int | None = None) -> int:
    """Give the season's acts that have none their place in the log, in the order in which they were written.

    Holds the log's row, so that of several workers one comes after the other. Gives how many acts were sealed.
    """
    log = locked_log(session, season_id)
    acts = session.scalars(_unsealed(season_id).limit(most)).all()
    if not acts:
        return 0
    leaves = [
        {"season_id": season_id, "position": place, "act_id": act.id, "leaf_hash": record_of(act, place).leaf.hex()}
        for place, act in enumerate(acts, log.size)
    ]
    session.execute(insert(SealedLeaf), leaves)
    log.size += len(leaves)
    session.flush()
    return len(leaves)


def locked_log(session: Session, season_id: int) -> SeasonLog:
    """Give a season's log as it stands, and keep it from everybody else who would seal, until the transaction ends."""
    session.flush()
    season_log(session, season_id)
    mine = select(SeasonLog).where(SeasonLog.season_id == season_id).with_for_update(key_share=True)
    return session.scalars(mine.execution_options(populate_existing=True)).one()


def _seal_in_batches(session: Session, season_id: int) -> int:
    done = 0
    while True:
        begin_to_write(session)
        sealed = seal_acts(session, season_id, most=BATCH)
        session.commit()
        done += sealed
        if sealed < BATCH:
            return done


def _unsealed(season_id: int) -> Select[JudgingAct]:
    return (
        select(JudgingAct)
        .outerjoin(SealedLeaf, SealedLeaf.act_id == JudgingAct.id)
        .where(JudgingAct.season_id == season_id, SealedLeaf.act_id.is_(None))
        .order_by(JudgingAct.id)
    )

"""Giving entries of the trail their place in its log: the worker's part, in small pieces, whoever else does so too."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from awards.audit.models import AuditEntry
from awards.db import begin_to_write
from awards.trail.heads import head_is_due, make_head
from awards.trail.leaves import Raw, as_it_is, raw_columns
from awards.trail.models import TrailLeaf, TrailLog

BATCH: Final = 500
RECENT: Final = 2000
"""How far below the newest sealed entry one that was committed late is looked for; once an hour it is everywhere."""
ONLY: Final = 1
"""The id of the log's one row."""


def seal_trail_due(session: Session, now: datetime) -> int:
    """Seal every entry that has no place in the log yet, and sign the head once an hour; gives how many were sealed.

    A job of the worker. Commits each batch by itself, and takes no lock when there is nothing to do.
    """
    done = 0
    while _anything_unsealed(session):
        begin_to_write(session)
        done += seal_entries(session, most=BATCH)
        session.commit()
    due = head_is_due(session, now=now)
    session.rollback()
    if due:
        begin_to_write(session)
        locked_log(session)
        if head_is_due(session, now=now):  # and no other worker has signed it meanwhile
            done += seal_entries(session, everywhere=True)
            make_head(session, now=now)
        session.commit()
    return done


def seal_entries(session: Session, *, most: int | None = None, everywhere: bool = False) -> int:
    """Give entries that have none their place in the log, in the order in which they were written; gives how many.

    Holds the log's row until the transaction ends, so that of several workers one comes after the other. An entry
    that was committed late, after others with higher numbers were sealed, is sealed after those.
    """
    log = locked_log(session)
    with as_it_is(session) as connection:
        wanted = _unsealed(raw_columns(connection), everywhere=everywhere).order_by(AuditEntry.id).limit(most)
        entries = [Raw(*row) for row in session.execute(wanted)]
    if not entries:
        return 0
    leaves = [
        {"position": place, "entry_id": one.id, "leaf_hash": one.leaf.hex()}
        for place, one in enumerate(entries, log.size)
    ]
    session.execute(insert(TrailLeaf), leaves)
    log.size += len(leaves)
    session.flush()
    return len(leaves)


def locked_log(session: Session) -> TrailLog:
    """Give the log as it stands, made when it is first needed, and keep it from whoever else would seal."""
    session.flush()
    fresh = {"id": ONLY, "size": 0}
    if session.get_bind().dialect.name == "postgresql":
        session.execute(postgresql.insert(TrailLog).values(**fresh).on_conflict_do_nothing())
    else:
        session.execute(sqlite.insert(TrailLog).values(**fresh).on_conflict_do_nothing())
    only = select(TrailLog).where(TrailLog.id == ONLY).with_for_update()
    return session.scalars(only.execution_options(populate_existing=True)).one()


def _anything_unsealed(session: Session) -> bool:
    found = session.execute(_unsealed([AuditEntry.id], everywhere=False).limit(1)).first()
    session.rollback()
    return found is not None


def _unsealed(columns: list[ColumnElement[Any]] | list[Any], *, everywhere: bool) -> Select[Any]:
    wanted = (
        select(*columns)
        .outerjoin(TrailLeaf, TrailLeaf.entry_id == AuditEntry.id)
        .where(TrailLeaf.entry_id.is_(None))
    )  # fmt: skip
    if everywhere:
        return wanted
    newest = select(func.coalesce(func.max(TrailLeaf.entry_id), 0)).scalar_subquery()
    return wanted.where(AuditEntry.id > newest - RECENT)

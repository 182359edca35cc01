"""What lies in files of its own: the database's journal, and the mails of a portal without a mail server."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from awards.privacy.models import Clearance, Erasure

LATELY: Final = timedelta(hours=1)
"""How long after something went the journal is emptied each time the worker comes round."""


def empty_journal(session: Session) -> bool:
    """Write SQLite's journal into the database and cut it to nothing; gives whether it is empty.

    What went is overwritten in the database itself (`secure_delete`), but older pages would stay in the journal for
    as long as nothing writes over them. Somebody who reads meanwhile keeps it: the next time will do. PostgreSQL
    forgets by itself, when it vacuums.
    """
    engine = session.get_bind()
    if not isinstance(engine, Engine) or engine.dialect.name != "sqlite":
        return True
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        cursor.close()
    finally:
        connection.close()
    return not busy


def tidy_up_due(session: Session, now: datetime) -> int:
    """Empty the journal after an erasure or a clearance; a job of the worker. Gives 1 where it did."""
    erased = select(Erasure.id).where(Erasure.at > now - LATELY).limit(1)
    cleared = select(Clearance.id).where(Clearance.done_at > now - LATELY).limit(1)
    lately = session.scalar(erased) is not None or session.scalar(cleared) is not None
    session.rollback()
    return int(lately and empty_journal(session))

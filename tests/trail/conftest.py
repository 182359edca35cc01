"""A trail with some of everything, sealed, with its heads; and somebody who gets behind the database's triggers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine, select, text

from awards.audit import Tag, record
from awards.audit.models import AuditEntry
from awards.core.actor import SYSTEM, Actor, Audience, Role
from awards.db import db
from awards.trail.checking import check_trail
from awards.trail.heads import make_head
from awards.trail.models import TrailHead
from awards.trail.sealing import seal_entries

NOW = datetime(2024, 2, 1, 12, tzinfo=UTC)
SAM = Actor(Audience.STAFF, "USR-2222222", frozenset({Role.ADMINISTRATOR}))
TABLES = ("audit_entry", "trail_leaf", "trail_head")


class Trail:
    """A hundred days of somebody's work, an entry a day."""

    def __init__(self, session) -> None:
        self.session, self.at = session, NOW

    def write(self, number: int, *, reason: str | None = None) -> Trail:
        for count in range(number):
            self.at += timedelta(days=1)
            facts = {"number": count, "panels": ["PNL-1", "PNL-2"], "was": None, "young": True, "sign": "é–"}
            record(
                self.session, Tag.ENTRY_ADMITTED, f"ENT-{count:07}", actor=SAM, at=self.at, reason=reason, **facts
            )  # fmt: skip
            self.session.flush()
        return self

    def seal(self) -> Trail:
        seal_entries(self.session)
        return self

    def head(self) -> TrailHead:
        made = make_head(self.session, now=self.at)
        self.session.commit()
        return made

    def ids(self) -> list[int]:
        self.session.commit()
        return list(self.session.scalars(select(AuditEntry.id).order_by(AuditEntry.id)))

    def report(self, *kept: str):
        self.session.commit()
        with self.session.no_autoflush:
            found = check_trail(self.session, kept=kept)
        self.session.rollback()
        return found


@pytest.fixture
def trail(session) -> Trail:
    return Trail(session)


@pytest.fixture
def sealed(trail) -> Trail:
    """Eight entries and a head, four more with reasons and a head, and two more that are sealed and in no head.

    With what is recorded of the heads that is: 1-8, the note of the first head 9, 10-13, the second's 14, 15-16.
    """
    trail.write(8).seal().head()
    trail.write(4, reason="Nobody knew them.").seal().head()
    trail.write(2).seal()
    trail.session.commit()
    return trail


@pytest.fixture
def tampering(database_url, session) -> Iterator[object]:
    """Runs statements behind the portal's back: without its triggers and its keys."""

    def run(*given: str, **values: object) -> None:
        session.commit()
        engine = create_engine(database_url)
        with engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                for table in TABLES:
                    for word in ("keeps", "stays"):
                        connection.execute(text(f"DROP TRIGGER IF EXISTS {table}_{word}"))
            else:
                connection.execute(text("SET session_replication_role = replica"))
            for statement in given:
                connection.execute(text(statement), values)
            connection.commit()
        engine.dispose()
        session.expire_all()

    return run


@pytest.fixture
def as_worker(app):
    """Runs one of the worker's jobs in a session of its own."""

    def run(work, now=NOW):
        with app.app_context():
            mine = db.sessionmaker()
            try:
                return work(mine, now)
            finally:
                mine.close()

    return run


__all__ = ["NOW", "SAM", "SYSTEM"]

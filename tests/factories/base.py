"""What every factory shares: the session of the test, and a flush after each row."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from factory.alchemy import SQLAlchemyModelFactory
from sqlalchemy.orm import Session

from awards.core.references import new_reference
from awards.db import blind_index

_SESSIONS: list[Session] = []


@contextmanager
def factories_use(session: Session) -> Iterator[None]:
    """Let every factory write to this session."""
    _SESSIONS.append(session)
    yield
    _SESSIONS.pop()


def index_of(text: str | None) -> str | None:
    """Give the blind index of an encrypted value under the test's keys."""
    return text and blind_index(_SESSIONS[-1], text)


class RoomFactory(SQLAlchemyModelFactory):
    """Writes to the session of the test."""

    class Meta:
        abstract = True
        sqlalchemy_session_factory = lambda: _SESSIONS[-1]  # noqa: E731 - factory_boy calls it for each row
        sqlalchemy_session_persistence = "flush"


def reference(prefix: str):
    """Give a fresh reference each time."""
    return lambda _number: new_reference(prefix)

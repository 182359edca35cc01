"""What every factory shares: the session of the app context, and a flush after each row."""

from __future__ import annotations

from factory.alchemy import SQLAlchemyModelFactory

from awards.core.references import new_reference
from awards.db import db


class RoomFactory(SQLAlchemyModelFactory):
    """Writes to the session of the current app context."""

    class Meta:
        abstract = True
        sqlalchemy_session_factory = lambda: db.session  # noqa: E731 - factory_boy calls it for each row
        sqlalchemy_session_persistence = "flush"


def reference(prefix: str):
    """Give a fresh reference each time."""
    return lambda _number: new_reference(prefix)

"""What a piece of work asks of the database; beginning and ending a transaction do not count."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import event

from awards.db import db


class Statements(list[str]):
    """Every statement since the test began, or since the last `clear()`."""

    def of(self, act: Callable[[], object]) -> int:
        """Count the statements of one act alone."""
        self.clear()
        act()
        return len(self)


@pytest.fixture
def statements(app: Flask) -> Iterator[Statements]:
    seen = Statements()

    def note(_connection, _cursor, statement, *_rest) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)

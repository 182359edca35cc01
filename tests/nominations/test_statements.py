"""Every page costs a bounded number of statements, however much was typed."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event

from awards.db import db
from tests.nominations.filling import fill_practice, fill_young_people, reference, send

MOST = 8


@pytest.fixture
def statements(app):
    """Count what pages ask of the database; beginning and ending a transaction do not count."""
    seen: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            seen.append(statement)

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
    return seen


@pytest.mark.parametrize("fill", [fill_practice, fill_young_people])
def test_pages_of_a_draft_stay_within_the_bound(browser, season, statements, fill):
    page = fill(browser)
    ref = reference(page)
    pages: dict[str, dict[str, Any]] = {
        "index": {}, "task_list": {"ref": ref}, "eligibility": {"ref": ref}, "verdict": {"ref": ref},
        "about_you": {"ref": ref}, "person": {"ref": ref, "number": 1}, "answer": {"ref": ref, "key": "summary"},
        "declarations": {"ref": ref}, "check": {"ref": ref}, "withdraw": {"ref": ref},
    }  # fmt: skip
    over = {}
    for endpoint, values in pages.items():
        statements.clear()
        assert browser.get(f"my_nominations.{endpoint}", **values).status == 200
        over[endpoint] = len(statements)
    assert {endpoint: cost for endpoint, cost in over.items() if cost > MOST} == {}


def test_the_receipt_and_the_public_pages_stay_within_the_bound(browser, season, statements):
    ref = reference(send(fill_practice(browser)))
    pages: dict[str, dict[str, Any]] = {
        "my_nominations.receipt": {"ref": ref},
        "my_nominations.copy": {"ref": ref},
        "nominations.start": {},
        "nominations.find": {},
    }
    for endpoint, values in pages.items():
        statements.clear()
        assert browser.get(endpoint, **values).status == 200
        assert len(statements) <= MOST, endpoint

"""The access table: every page and method, asked for by everybody with real things. A page without a row fails.

The rows are in `tests/house/access_table.py`; `python -m tests.house.access_page answers` prints how new pages answer
today, and `python -m tests.house.access_page` writes docs/access.md.
"""

import pytest

from awards.core.actor import Audience
from tests.house.access_page import PAGE, page
from tests.house.access_table import IN, NOBODY_YET, answered, table
from tests.house.everything import ROLES

OWN = {
    Audience.NOMINATORS: {"nominator", "other nominator"},
    Audience.NOMINEES: {"nominee"},
    Audience.SUPPORTERS: {"supporter"},
    Audience.JUDGES: {"judge", "conflicted judge", "chair", "judge elsewhere", "seen as judge"},
    Audience.STAFF: {"staff", "confidential staff", "administrator", "read-only", "seen as judge"},
    Audience.EVERYONE: set(ROLES),
}
"""Whom a door may let in at all."""


def test_every_page_has_its_row(app):
    there = {
        (rule.endpoint, method)
        for rule in app.url_map.iter_rules()
        for method in rule.methods & {"GET", "POST"}
        if rule.endpoint != "static"
    }
    assert sorted(there ^ table().keys()) == []


def test_every_row_has_a_cell_for_every_role():
    assert {key for key, cells in table().items() if len(cells) != len(ROLES)} == set()


def test_no_door_lets_in_whom_it_is_not_for(app):
    wrong = [
        (endpoint, role)
        for (endpoint, _), cells in table().items()
        for role, sign in zip(ROLES, cells, strict=True)
        if sign == IN and role not in OWN[app.blueprints[endpoint.partition(".")[0]].opens_to]
    ]
    assert wrong == []


def test_every_page_lets_somebody_in():
    rows = table()
    assert {endpoint for endpoint, _ in rows if not any(IN in rows.get((endpoint, method), "")
                                                        for method in ("GET", "POST"))} == NOBODY_YET  # fmt: skip


@pytest.mark.parametrize("role", ROLES)
def test_everybody_gets_in_where_the_table_says_and_what_is_not_theirs_looks_like_nothing(world, role):
    cells, told_apart = answered(world, role)
    at, rows = ROLES.index(role), table()
    assert {key: (sign, rows[key][at]) for key, sign in cells.items() if key in rows and sign != rows[key][at]} == {}
    assert told_apart == []


def test_the_document_is_the_table():
    assert PAGE.read_text() == page()

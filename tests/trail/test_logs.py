"""Logs hold no passwords, tokens, addresses of links or nomination text, and nobody forges a line of them."""

from __future__ import annotations

import logging
import sys

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from awards.core.actor import Audience
from awards.db import db
from awards.web.errors import show_incident
from awards.web.logs import SafeFormatter, SafeHandler, lines_of, safe_line
from tests.factories import NominationFactory, SeasonFactory, StaffFactory

STORY = "Planted story of a child in care"
TOKEN = "Zk3v9QmYx7LrT2pWn8sBd5hFj4gKc6aEu1oIi0_-xyz"
PASSWORD = "planted correct horse battery"
FORGED = "2024-02-01 12:00:00,000 CRITICAL awards: forged"
PLANTED = (STORY, TOKEN, PASSWORD, "\x1b[31m", "\r", f"\n{FORGED}")


@pytest.fixture
def logged(monkeypatch):
    """Collects every line of every logger as the portal writes it."""
    lines: list[str] = []

    class Collecting(SafeHandler):
        def emit(self, record):
            lines.append(self.format(record))

    root, handler = logging.getLogger(), Collecting()
    handler.setLevel(logging.DEBUG)
    monkeypatch.setattr(root, "level", logging.DEBUG)
    root.addHandler(handler)
    yield lines
    root.removeHandler(handler)


def holds_nothing(*outputs: str) -> bool:
    return not [one for one in PLANTED if any(one in output for output in outputs)]


def test_the_app_logs_in_this_way_alone(app):
    assert [type(one) for one in logging.getLogger().handlers].count(SafeHandler) == 1
    assert logging.getLogger("awards").handlers == []
    assert logging.getLogger("waitress").handlers == []


@pytest.mark.parametrize(
    ("method", "path", "fields"),
    [
        ("GET", f"/link/{TOKEN}", {}),
        ("GET", f"/link/{TOKEN}%0d%0a{FORGED}%1b[31m", {}),
        ("POST", "/link/", {"token": TOKEN}),
        ("POST", "/sign-in/staff", {"email": "x@y.example", "password": PASSWORD}),
        ("POST", "/sign-in/", {"email": f"{STORY}\r\n{FORGED}\x1b[31m"}),
        ("POST", "/sign-in/code", {"code": TOKEN}),
        ("POST", "/nominate/", {"category": STORY, "story": f"{STORY}\n{FORGED}"}),
    ],
)
def test_what_people_send_is_not_logged(session, app, browser, logged, capfd, method, path, fields):
    SeasonFactory()
    session.commit()
    app.config |= {"WTF_CSRF_ENABLED": False, "RAISE_INCIDENTS": False}
    browser.client.open(path, method=method, data=fields or None, headers={"User-Agent": f"{STORY} {TOKEN}"})
    out, err = capfd.readouterr()
    assert holds_nothing(*logged, out, err)


def test_an_error_nobody_foresaw_is_logged_by_kind_and_place_and_without_its_words(
    session, app, browser, logged, capfd, monkeypatch
):
    SeasonFactory()
    nomination = NominationFactory()
    staff = StaffFactory()
    browser.sign_in(Audience.STAFF, staff.ref)
    app.config["RAISE_INCIDENTS"] = False

    def fail(**_values):
        raise ValueError(f"cannot read {STORY}\n{FORGED}\x1b[31m {TOKEN}") from KeyError(PASSWORD)

    monkeypatch.setitem(app.view_functions, "screening_staff.nomination", fail)
    answer = browser.client.get(f"/staff/nominations/{nomination.ref}")
    out, err = capfd.readouterr()
    assert answer.status_code == 500
    (line,) = [one for one in logged if "incident" in one]
    assert "builtins.ValueError at" in line
    assert "builtins.KeyError at" in line
    assert "in fail" in line
    assert holds_nothing(*logged, out, err)
    assert all(one.startswith("  | ") for one in line.splitlines()[1:])


def test_a_databases_error_is_logged_by_its_code_and_never_with_the_row(session, app, logged):
    SeasonFactory()
    session.commit()
    with app.test_request_context(), pytest.raises(DBAPIError) as failed:
        db.session.execute(text("INSERT INTO job (name) VALUES (:one), (:one)"), {"one": STORY})
    error = failed.value
    app.config["RAISE_INCIDENTS"] = False
    with app.test_request_context():
        app.preprocess_request()
        show_incident(error)
    assert "IntegrityError" in "\n".join(logged)
    assert holds_nothing(*logged)


def test_what_the_server_logs_of_an_address_is_made_safe(logged):
    path = f"/link/{TOKEN}\r\n{FORGED}\x1b[31m"
    logging.getLogger("waitress").info("Client disconnected while serving %s", path)
    (line,) = logged
    assert holds_nothing(line)
    assert "serving /link/[left out]" in line
    assert len(line.splitlines()) == 1


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("plain words, café", "plain words, café"),
        ("a\r\nb\tc", "a\\r\\nb\\tc"),
        ("\x1b[2J\x07\x9b", "\\x1b[2J\\x07\\x9b"),
        ("\u2028\u202ex\x85", "\\u2028\\u202ex\\x85"),
        ("\ud800", "\\ud800"),
        (f"token {TOKEN}", "token [left out]"),
        ("/other/link/abc?x=1", "/other/link/[left out]?x=1"),
        ("x y" * 2000, ("x y" * 2000)[:2000]),
    ],
)
def test_a_line_is_one_line_whatever_is_in_it(written, becomes):
    assert safe_line(written) == becomes


def test_errors_that_caused_each_other_in_a_ring_are_written_once():
    first, second = ValueError(STORY), KeyError(STORY)
    first.__cause__, second.__cause__ = second, first
    assert lines_of(first) == ["builtins.ValueError at", "builtins.KeyError at"]


def test_a_record_with_an_error_is_written_with_time_level_and_name():
    try:
        raise RuntimeError(PASSWORD)  # noqa: TRY301 - it needs where it was raised
    except RuntimeError:
        record = logging.LogRecord(
            "awards.work", logging.ERROR, __file__, 1, "job %s failed", ("mail",), sys.exc_info()
        )
    lines = SafeFormatter().format(record).splitlines()
    assert lines[0].endswith(" ERROR awards.work: job mail failed")
    assert lines[1] == "  | builtins.RuntimeError at"
    assert "test_logs.py" in lines[2]

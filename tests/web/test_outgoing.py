"""What leaves the house: headers, cookies, caches, logs, and what the sources never do."""

from __future__ import annotations

import logging
import re
from pathlib import Path

import pytest
from sqlalchemy import event, func, select, text

from awards.accounts.models import Attempt
from awards.accounts.throttling import note_attempt
from awards.app import create_app
from awards.core.actor import Audience
from awards.db import db
from awards.web.clock import now
from awards.web.security import POLICY
from tests.conftest import settings_for
from tests.factories import NominatorFactory, SeasonFactory
from tests.hostile import audiences
from tests.hostile.crawling import pages_of
from tests.hostile.sending import CSRF, Judge

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "awards").rglob("*.py"))
TEMPLATES = [path for path in sorted((ROOT / "templates").rglob("*")) if path.is_file()]
SECURE = "https://awards.example"
PRIVATE = "zqx-private-value"


@pytest.fixture
def season(session):
    season = SeasonFactory()
    session.commit()
    return season


@pytest.fixture
def secure(database_url, season):
    """Give a client of the portal as people reach it: over TLS."""
    return create_app(settings_for(database_url, base_url=SECURE)).test_client()


def found_in(pattern, paths, *, but=frozenset()):
    """Give every line of the sources that the pattern meets, as (file, line)."""
    return [
        (str(path.relative_to(ROOT)), line.strip())
        for path in paths
        if str(path.relative_to(ROOT)) not in but
        for line in path.read_text().splitlines()
        if re.search(pattern, line)
    ]


# Headers


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere():
    rules = dict(rule.strip().split(" ", 1) for rule in POLICY.split(";"))
    assert {value for name, value in rules.items() if name.endswith("-src") and name != "default-src"} <= {
        "'self'",
        "'none'",
    }
    none = {"default-src", "object-src", "base-uri", "frame-ancestors"}
    assert {name: rules[name] for name in none} == dict.fromkeys(none, "'none'")
    assert (rules["form-action"], rules["require-trusted-types-for"]) == ("'self'", "'script'")
    assert ("unsafe" in POLICY, "http" in POLICY, "*" in POLICY) == (False, False, False)


def test_over_https_the_browser_is_told_to_stay_there(secure):
    for path in ("/", "/none", "/static/css/portal.css", "/healthz"):
        with secure.get(path, base_url=SECURE) as answer:
            assert answer.headers["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains", path


@pytest.mark.parametrize(
    "path", ["/", "/none", "/theme.css", "/static/css/portal.css", "/static/js/portal.js", "/winners.atom"]
)
def test_every_text_says_its_charset(browser, season, path):
    with browser.client.get(path) as answer:
        kind = answer.headers["Content-Type"]
    assert "charset=utf-8" in kind or kind.startswith("application/")


@pytest.mark.parametrize(
    "path", ["/", "/winners.atom", "/winners/2024.json", "/healthz", "/static/css/portal.css", "/none"]
)
def test_no_answer_lets_other_sites_read_it(browser, season, path):
    with browser.client.get(path, headers={"Origin": "https://evil.example"}) as answer:
        assert [name for name, _ in answer.headers if name.startswith("Access-Control")] == []
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(
    "path",
    ["/.git/config", "/.git/HEAD", "/.env", "/config.py", "/wsgi.py", "/console", "/debug", "/metrics", "/docs",
     "/admin", "/server-status", "/static/", "/static/src/package.json", "/static/src/portal.scss",
     "/static/../config.py",
     "/static/%2e%2e/config.py", "/instance/demo.sqlite3", "/demo/", "/demo/mail", "/openapi.json"],
)  # fmt: skip
def test_nothing_of_the_houses_workings_is_public(browser, season, path):
    assert browser.client.get(path).status_code == 404


# Cookies and caches


def test_the_cookie_is_bound_to_the_host_and_out_of_reach_of_scripts(secure):
    (cookie,) = secure.get("/nominate/return", base_url=SECURE).headers.getlist("Set-Cookie")
    name, *attributes = [part.strip() for part in cookie.split(";")]
    assert name.startswith("__Host-awards=")
    assert set(attributes) == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}


def test_the_cookie_stays_small_and_holds_nothing_that_was_typed(browser, season):
    client = browser.sign_in(Audience.NOMINATORS, NominatorFactory().ref).client
    token = CSRF.search(client.get("/nominate/return").data).group(1).decode()
    sent = {"csrf_token": token, "email": "amara@nominators.example"}
    for path in (
        "/staff/" + "x" * 3000,
        "/link/" + "x" * 3000,
        "/link/" + "x" * 190,
        "/staff/nominations/" + "x" * 190,
    ):
        client.get(path)
    for answer in (client.post("/nominate/return", data=sent), client.post("/sign-in/", data=sent), client.get("/")):
        assert all(len(cookie) < 2000 for cookie in answer.headers.getlist("Set-Cookie"))
    with client.session_transaction() as kept:
        assert "amara" not in str(dict(kept))
        assert set(kept) >= {"csrf_token", "sign_ins"}


def test_a_cookie_signed_with_the_older_key_is_still_read(database_url, season):
    old, new = "old-secret-" * 4, "new-secret-" * 4
    before = create_app(settings_for(database_url, secret_keys=(old,))).test_client()
    token = CSRF.search(before.get("/nominate/return").data).group(1).decode()
    after = create_app(settings_for(database_url, secret_keys=(new, old))).test_client()
    after.set_cookie("awards", before.get_cookie("awards").value)
    assert after.post("/nominate/return", data={"csrf_token": token, "email": "a@b.example"}).status_code in {303, 400}
    with after.session_transaction() as kept:
        assert "csrf_token" in kept


def test_pages_behind_a_door_are_kept_by_no_browser(app, session, clock):
    audiences.load_the_season(session, clock)
    judge = Judge(app)
    seen = 0
    for party in (audiences.nominator(app), audiences.staff(app, session)):
        for path, answer in pages_of(party, judge):
            if answer.status_code == 200 and path.startswith(("/nominations/", "/staff/", "/about-me/")):
                seen += path not in {"/about-me/return", "/about-me/return/sent"}
                assert answer.headers["Cache-Control"] in {"no-store", "no-cache"}, path
                assert (answer.headers["Cache-Control"] == "no-store") == (path != "/about-me/return"), path
    assert seen > 20


# Opening, leading, failing


def test_opening_a_page_writes_nothing(app, session, clock):
    audiences.load_the_season(session, clock)
    parties = [audiences.public(app), audiences.nominator(app), audiences.staff(app, session)]
    written = set()

    def note(_connection, _cursor, statement, *_):
        found = re.match(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) \"?(\w+)", statement)
        written.update(found.groups() if found else ())

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", note)
    for party in parties:
        assert len(list(pages_of(party, Judge(app)))) > 5
    assert written <= {"sign_in", "audit_entry"}, "only that somebody was seen, and sensitive readings, are noted"


@pytest.mark.parametrize("name", ["next", "return_to", "url", "redirect", "back", "continue"])
@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https://evil.example/", "/%09/evil.example", "javascript:alert(1)"]
)
def test_no_parameter_leads_to_another_site(browser, season, name, target):
    for path in ("/sign-in/", "/staff/", "/link/", "/nominate/return"):
        answer = browser.client.get(path, query_string={name: target})
        assert "evil" not in answer.headers.get("Location", "")
        assert 'href="//evil' not in answer.text
        assert 'href="https://evil' not in answer.text


def test_the_secret_of_a_link_leaves_the_address_at_once_and_is_in_no_page_and_no_log(browser, season, caplog):
    caplog.set_level(logging.DEBUG)
    secret = "Q7zqSecretOfALink0123456789abcdefghijklmno"
    answer = browser.client.get(f"/link/{secret}")
    assert (answer.status_code, answer.location) == (303, "/link/")
    assert secret not in browser.client.get("/link/").text
    assert secret not in caplog.text


@pytest.fixture
def failing(app, season, monkeypatch):
    """Let a page of the portal write, and fail."""
    app.config["RAISE_INCIDENTS"] = False
    app.config["WTF_CSRF_ENABLED"] = False

    def fail():
        note_attempt(db.session, "zqx", PRIVATE + "@private.example", now=now())
        db.session.execute(text("SELECT * FROM no_such_table WHERE a = :a"), {"a": PRIVATE})

    monkeypatch.setitem(app.view_functions, "nominations.find", fail)
    return app.test_client()


def test_an_unforeseen_error_rolls_everything_back(failing, session):
    answer = failing.post("/nominate/return")
    assert (answer.status_code, "no_such_table" in answer.text) == (500, False)
    session.rollback()
    assert session.scalar(select(func.count(Attempt.id)).where(Attempt.kind == "zqx")) == 0


def test_the_log_of_an_error_holds_no_value_of_the_database(failing, caplog):
    failing.post("/nominate/return")
    assert "no_such_table" in caplog.text
    assert PRIVATE not in caplog.text


def test_an_answer_is_given_after_its_commit(app, season, monkeypatch):
    """What cannot be committed is not said to be done: the answer is that of a failure."""
    app.config["RAISE_INCIDENTS"] = False
    client = app.test_client()
    token = CSRF.search(client.get("/nominate/return").data).group(1).decode()

    def full(_connection):
        raise OSError("no space left")

    with app.app_context():
        event.listen(db.engine, "commit", full)
        answer = client.post("/nominate/return", data={"csrf_token": token, "email": "a@b.example"})
        event.remove(db.engine, "commit", full)
    assert answer.status_code == 500


# What the sources never do


def test_no_template_takes_text_for_markup():
    assert found_in(r"\|\s*safe\b|autoescape false", TEMPLATES) == []
    assert found_in(r"\bMarkup\(", SOURCES, but={"awards/accounts/authenticators.py"}) == []


def test_names_that_are_shown_stand_isolated():
    names = r"(?<!<bdi>)\{\{\s*[\w.\[\]]*\b(full_name|display_name|known_as|chosen_name)\s*\}\}"
    assert found_in(names, [path for path in TEMPLATES if path.suffix == ".html"]) == []


def test_no_statement_is_put_together_from_text():
    assert found_in(r"(?<![.\w])text\(f[\"']|\b(execute|exec_driver_sql)\(f[\"']", SOURCES, but={"awards/db.py"}) == []
    assert found_in(r"\.i?contains\((?!.*autoescape=True)(?=.*\bsession\b|.*Case\.)", SOURCES) == []


def test_no_request_is_read_by_int_alone():
    assert found_in(r"\bint\(request\.|type=int\b", SOURCES) == []
    assert found_in(r"\b(IntegerField|FloatField|DecimalField)\(", SOURCES, but={"awards/demo/styleguide.py"}) == []


def test_no_script_keeps_anything_in_the_browser():
    scripts = sorted((ROOT / "static" / "js").rglob("*.js"))
    assert len(scripts) > 2
    assert found_in(r"localStorage|sessionStorage|indexedDB|document\.cookie|caches\.open", scripts) == []

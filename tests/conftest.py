"""Fixtures: an app on a real database, a clock that stands still, a mailbox, and a browser without a screen."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.orm import Session

from awards.app import create_app
from awards.audit.queries import entries_about
from awards.comms.delivery import deliver_due
from awards.db import begin_to_write, db
from awards.jobs import post_office
from config import Settings
from tests.databases import PostgreSQLDatabases, SQLiteDatabases, memory
from tests.factories.base import factories_use
from tests.needs import NOT_RUN, missing
from tests.pages.browser import Browser
from tests.remembering import remember_what_is_compiled
from tests.statements import statements as statements

ENCRYPTION_KEY = Fernet.generate_key().decode()
SEAL_KEY = "c2VhbC1vZi10aGUtdGVzdHMtc2VhbC1vZi10aGUtMTI="
KINDS = ("sqlite", "postgresql")
TOO_SLOW = r"^TimeoutError: \w+\.\w+: Timeout \d+ms exceeded"
"""What Playwright says when a page did not come in time."""
remember_what_is_compiled()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=(*KINDS, "both"), default="both", help="which databases to test on")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_kind" in metafunc.fixturenames:
        chosen = metafunc.config.getoption("--database")
        if metafunc.definition.get_closest_marker("browser") and chosen == "both":
            chosen = "sqlite"  # a browser sees no difference; the request-level journeys run on both
        kinds = KINDS if chosen == "both" else (chosen,)
        only = metafunc.definition.get_closest_marker("only_on")
        metafunc.parametrize("database_kind", [one for one in kinds if not only or one in only.args], scope="session")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A browser that had to wait too long on a busy machine gets a second try; any other failure counts at once."""
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=TOO_SLOW))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for what, how in sorted(NOT_RUN.items()):
        terminalreporter.write_line(f"NOT RUN: tests that need {what} ({how})", yellow=True)


@pytest.fixture(scope="session")
def databases(database_kind: str) -> Iterator[object]:
    if database_kind == "sqlite":
        with tempfile.TemporaryDirectory(dir=memory()) as folder:
            yield SQLiteDatabases(Path(folder))
        return
    try:
        server = PostgreSQLDatabases()
    except ImportError as error:
        missing("PostgreSQL", f"install the dev requirements ({error})")
    yield server
    server.close()


@pytest.fixture
def database_url(databases) -> Iterator[str]:
    with databases.fresh() as url:
        yield url


def settings_for(database_url: str, **changes: object) -> Settings:
    given = {
        "database_url": database_url,
        "secret_keys": ("test-secret-" * 4,),
        "encryption_keys": (ENCRYPTION_KEY,),
        "blind_index_keys": ("test-index-key-" * 3,),
        "seal_keys": (SEAL_KEY,),
        "base_url": "http://localhost",
        "mail_from": "awards@portal.example",
        "smtp_url": None,
        "mail_folder": Path(tempfile.gettempdir()) / "mail-of-awards-tests",
        "trusted_proxies": 0,
        "demo": False,
    }
    return Settings(**(given | changes))  # type: ignore[arg-type]


class StandingClock:
    """A clock that stands still until told otherwise; it starts while the 2024 season is open."""

    def __init__(self) -> None:
        self.moment = datetime(2024, 2, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def set(self, moment: datetime) -> None:
        self.moment = moment

    def forward(self, **by: float) -> None:
        self.moment += timedelta(**by)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture(scope="session")
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> FileSystemBytecodeCache:
    """Every test has an app of its own; a template is compiled once for all of them."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(database_url: str, clock: StandingClock, compiled_templates: FileSystemBytecodeCache) -> Iterator[Flask]:
    app = create_app(settings_for(database_url), clock=clock)
    app.jinja_env.bytecode_cache = compiled_templates
    app.testing = False  # errors are handled as in production
    app.config["RAISE_INCIDENTS"] = True
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session of the test's own, beside those of requests; each request of a browser commits it first."""
    with app.app_context():
        session = db.sessionmaker()
    app.extensions["tests.session"] = session
    begin_to_write(session)
    with factories_use(session):
        yield session
    session.rollback()
    session.close()


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app)


@pytest.fixture
def another_browser(app: Flask) -> Browser:
    return Browser(app)


class Mailbox(list[EmailMessage]):
    """Collects what the worker delivers."""

    def __init__(self, app: Flask, clock: StandingClock) -> None:
        self._app, self._clock = app, clock

    def send(self, mail: EmailMessage) -> None:
        self.append(mail)

    def deliver(self) -> Mailbox:
        """Run the worker's delivery once and give everything delivered so far."""
        with self._app.app_context():
            deliver_due(db.session, post_office(self._app, transport=self), now=self._clock())
        return self

    def last_to(self, address: str) -> EmailMessage:
        return next(mail for mail in reversed(self.deliver()) if mail["To"] == address)

    def link_to(self, address: str) -> str:
        """Give the path of the link in the last mail to this address."""
        words = self.last_to(address).get_body(("plain",)).get_content().split()
        return next(word for word in words if "/link/" in word).removeprefix("http://localhost")


@pytest.fixture
def mailbox(app: Flask, clock: StandingClock) -> Mailbox:
    return Mailbox(app, clock)


@pytest.fixture
def audit_trail(session: Session):
    """Give the tags recorded about references, oldest first."""
    return lambda *subjects: [entry.tag for entry in entries_about(session, *subjects)]


@pytest.fixture(scope="session")
def reference_data() -> Path:
    folder = os.environ.get("AWARDS_REFERENCE_DATA")
    if not folder:
        missing("AWARDS_REFERENCE_DATA", "a folder with the reference cases")
    if not Path(folder).is_dir():
        pytest.fail("AWARDS_REFERENCE_DATA does not name a folder")
    return Path(folder)

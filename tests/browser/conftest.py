"""A site and a Chromium for each file of tests; its states stand side by side in one database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy.orm import Session

from awards.app import create_app
from awards.db import begin_to_write, db
from tests.browser.judging_fixtures import device, planted, portal
from tests.browser.site import Server, Site, aside, dispose
from tests.conftest import StandingClock, settings_for
from tests.factories.base import factories_use
from tests.journeys.portal import CHROMIUM, chromium, free_port

__all__ = ["chrome", "device", "planted", "portal", "running_site", "site"]


@pytest.fixture(scope="module")
def chrome() -> Iterator[Browser]:
    executable = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def running_site(databases, compiled_templates) -> Iterator[Site]:
    port, clock = free_port(), StandingClock()
    with databases.fresh() as database_url:
        settings = settings_for(database_url, base_url=f"http://localhost:{port}")
        app = aside(lambda: create_app(settings, clock=clock))
        app.jinja_env.bytecode_cache = compiled_templates
        session = app.extensions["tests.session"] = aside(lambda: _session(app))
        with factories_use(session):
            site = Site(app, clock, session, port)
            server = Server(app, port)
            yield site
            server.stop()
        session.close()
        aside(lambda: dispose(app))


def _session(app: Flask) -> Session:
    with app.app_context():
        session = db.sessionmaker()
    begin_to_write(session)
    return session


@pytest.fixture
def site(running_site: Site) -> Iterator[Site]:
    """The running site with its clock set to a day on which nominations are open."""
    running_site.clock.set(StandingClock().moment)
    running_site.raised.clear()
    running_site.session.rollback()
    yield running_site
    assert running_site.raised == []

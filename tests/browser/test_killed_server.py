"""A server killed while a judge types loses at most the last five seconds: killed in earnest, and measured."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.app import create_app
from awards.core.actor import Audience
from awards.db import begin_to_write, db
from awards.demo.clock import demo_clock, move_clock
from awards.panels.queries import judging_round
from awards.seasons.models import Programme
from awards.seasons.queries import season_for_visitors
from awards.seasons.reading import FRONTLINE_2024
from config import Settings
from tests.browser.judging_desk import Place, place_for
from tests.browser.site import aside, dispose
from tests.factories.base import factories_use
from tests.journeys.portal import CHROMIUM, Portal, chromium
from tests.pages.browser import Browser as Unseen

pytestmark = pytest.mark.browser

MOST_LOST = 5.0
"""Seconds of typing that may be missing."""
STAMP = re.compile(r"\[(\d+\.\d\d)\]")


class Mortal(Portal):
    """A portal whose server can be killed and started again, with a judge at work."""

    def kill(self) -> None:
        server = self._processes[0]
        server.send_signal(signal.SIGKILL)
        server.wait(10)

    def start_again(self) -> None:
        self._processes[0] = self._start("serve")
        self._wait_until_it_answers()

    def seat(self) -> tuple[dict[str, str], Place]:
        """Seat a judge while judging is open; gives the cookie of their sign-in."""
        app = create_app(Settings.from_environment(self._environment))
        with app.app_context():
            session = db.sessionmaker()
            place = _seat(session)
            session.close()
        browser = Unseen(app).sign_in(Audience.JUDGES, place.judge)
        name = app.config["SESSION_COOKIE_NAME"]
        cookie = {"name": name, "value": browser.client.get_cookie(name).value, "url": self.url}
        dispose(app)
        return cookie, place


def _seat(session: Session) -> Place:
    begin_to_write(session)
    season = season_for_visitors(session, session.scalars(select(Programme)).one(), now=demo_clock())
    move_clock(session, judging_round(season).opens_at + timedelta(days=2))
    with factories_use(session):
        place = place_for(session, entries=2, ready=judging_round(season).opens_at)
    session.commit()
    return place


@pytest.fixture(scope="module")
def portal(tmp_path_factory) -> Iterator[Mortal]:
    chromium()
    portal = Mortal(tmp_path_factory.mktemp("mortal"), FRONTLINE_2024)
    yield portal
    portal.stop()


@pytest.fixture(scope="module")
def seated(portal) -> tuple[dict[str, str], Place]:
    return aside(portal.seat)


@pytest.fixture(scope="module")
def chrome(seated) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def device(chrome, portal, seated) -> Iterator[Callable[[], BrowserContext]]:
    made: list[BrowserContext] = []

    def make() -> BrowserContext:
        made.append(chrome.new_context(base_url=portal.url))
        made[-1].add_cookies([seated[0]])
        return made[-1]

    yield make
    for context in made:
        context.close()


def comment(page: Page):
    return page.locator("[name=overall]")


def type_until(page: Page, moment: float) -> float:
    """Type the time, over and over and without a pause, until this moment; gives the last time that was typed."""
    last = 0.0
    while (now := time.monotonic()) < moment:
        last = round(now, 2)
        page.keyboard.type(f"[{last:.2f}] ")
        page.wait_for_timeout(60)
    return last


def test_at_most_five_seconds_of_typing_are_missing_when_the_browser_is_gone_as_well(portal, seated, device):
    lost = []
    for number, seconds in enumerate((4.2, 5.4, 7.1)):
        context = device()
        page = context.new_page()
        page.goto(seated[1].path(0))
        comment(page).fill("")
        comment(page).focus()
        typed = type_until(page, time.monotonic() + seconds)
        portal.kill()
        context.close()
        portal.start_again()
        back = device().new_page()
        back.goto(seated[1].path(0))
        stamps = [float(stamp) for stamp in STAMP.findall(comment(back).input_value())]
        assert stamps, f"nothing of try {number} was there on return"
        lost.append(typed - stamps[-1])
    assert max(lost) <= MOST_LOST, lost


def test_nothing_is_missing_when_the_page_stays_open_and_the_server_comes_back(portal, seated, device):
    page = device().new_page()
    page.goto(seated[1].path(1))
    comment(page).focus()
    type_until(page, time.monotonic() + 4)
    portal.kill()
    typed = type_until(page, time.monotonic() + 4)
    expect(page.locator("[data-save-state]")).to_contain_text("We keep trying")
    portal.start_again()
    expect(page.locator("[data-save-state]")).to_have_text(re.compile("^Saved at"), timeout=30_000)
    back = device().new_page()
    back.goto(seated[1].path(1))
    assert float(STAMP.findall(comment(back).input_value())[-1]) == typed


def test_the_test_would_notice_typing_that_is_only_sent_after_a_pause(portal, seated, device):
    context = device()
    page = context.new_page()
    page.route("**/static/js/saving.js*", lambda route: route.fulfill(
        body=Path("static/js/saving.js").read_text().replace("const LONGEST_PAUSE = 3000", "const LONGEST_PAUSE = 1e9"),
        content_type="text/javascript",
    ))  # fmt: skip
    page.goto(seated[1].path(0))
    comment(page).fill("")
    comment(page).focus()
    started = time.monotonic()
    typed = type_until(page, started + 7)
    portal.kill()
    context.close()
    portal.start_again()
    back = device().new_page()
    back.goto(seated[1].path(0))
    stamps = [float(stamp) for stamp in STAMP.findall(comment(back).input_value()) if float(stamp) >= started]
    assert typed - max([started, *stamps]) > MOST_LOST

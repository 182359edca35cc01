"""The portal on its real server inside this process, so that tests make any state and a real browser looks at it."""

from __future__ import annotations

import asyncio
import threading
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeVar, cast
from urllib.parse import urlsplit

from flask import Flask, got_request_exception
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Page
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload
from waitress.server import create_server

from awards.core.actor import SYSTEM, Audience
from awards.db import begin_to_write, db
from awards.nominations.models import Nomination, Submission
from awards.seasons.actions import load_season
from awards.seasons.models import Category, Programme, Season
from awards.seasons.queries import season_for_visitors
from awards.seasons.reading import FRONTLINE_2024, read_season
from tests.conftest import Mailbox, StandingClock
from tests.pages.browser import Browser
from tests.pages.browser import Page as Drawn

T = TypeVar("T")

WHILE_OPEN = datetime(2024, 2, 1, 12, tzinfo=UTC)
AFTER_THE_CLOSE = datetime(2024, 2, 26, 12, tzinfo=UTC)
BEFORE_THE_OPENING = datetime(2024, 1, 2, 12, tzinfo=UTC)


def aside(work: Callable[[], T]) -> T:
    """Do something with the app in a thread without an event loop: Playwright keeps one running in ours."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return work()
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(work).result()


class BrowserAside(Browser):
    """A browser without a screen that may be used while a real one is open."""

    def open(self, url: str, **sent: Any) -> Drawn:
        return aside(lambda: super(BrowserAside, self).open(url, **sent))

    def get(self, endpoint: str, /, **values: Any) -> Drawn:
        return aside(lambda: super(BrowserAside, self).get(endpoint, **values))

    def sign_in(self, audience: Audience, subject: str) -> Browser:
        return aside(lambda: super(BrowserAside, self).sign_in(audience, subject))


class MailboxAside(Mailbox):
    """A mailbox that may be emptied while a real browser is open."""

    def deliver(self) -> Mailbox:
        return aside(super().deliver)

    def link_to(self, address: str) -> str:
        link = super().link_to(address)
        return link[link.index("/link/") :]


@dataclass
class Visit:
    """Where a state is looked at: an address, whose cookies, and what to do there first (press a button, say)."""

    path: str
    who: Browser | None = None
    act: Callable[[Page], object] | None = None


@dataclass
class Site:
    """The app on a port, its clock, its mail, and a session for what tests write themselves."""

    app: Flask
    clock: StandingClock
    session: Session
    port: int
    mailbox: Mailbox = field(init=False)
    browsers: int = 0
    raised: list[str] = field(default_factory=list)
    made: dict[object, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        got_request_exception.connect(self._note, self.app)
        self.mailbox = MailboxAside(self.app, self.clock)
        load_season(self.session, read_season(FRONTLINE_2024), actor=SYSTEM, now=self.clock())
        self.session.commit()

    def _note(self, _app: Flask, exception: BaseException) -> None:
        trace = traceback.extract_tb(exception.__traceback__)
        ours = [f"{one.filename}:{one.lineno}" for one in trace if "/awards/" in one.filename]
        self.raised.append(f"{type(exception).__name__}: {exception} at {ours[-1:]}")

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def season(self) -> Season:
        programme = self.session.scalars(select(Programme)).one()
        return season_for_visitors(self.session, programme, now=self.clock())

    def nomination(self, reference: str) -> Nomination:
        """Give a nomination as it stands now, with its award and its answers."""
        self.session.rollback()
        self.session.expire_all()
        whole = (
            joinedload(Nomination.category).selectinload(Category.questions),
            joinedload(Nomination.nominator),
            selectinload(Nomination.answers),
        )
        return self.session.scalars(select(Nomination).where(Nomination.ref == reference).options(*whole)).one()

    def sendings(self, reference: str) -> list[Submission]:
        """Give every version of a nomination that was sent."""
        self.session.rollback()
        nomination = self.nomination(reference)
        return list(self.session.scalars(select(Submission).where(Submission.nomination_id == nomination.id)))

    def browser(self) -> Browser:
        """Give a browser without a screen, on a network of its own: the quick way to bring a state about."""
        browser = BrowserAside(self.app)
        self.browsers += 1
        browser.client.environ_base["REMOTE_ADDR"] = f"10.0.{self.browsers // 250}.{self.browsers % 250 + 1}"
        return browser

    def nominator_again(self, reference: str, who: Browser) -> Browser:
        """Sign a nominator in anew, as a fresh link does after weeks."""
        return who.sign_in(Audience.NOMINATORS, self.nomination(reference).nominator.ref)

    def once(self, what: object, make: Callable[[], T]) -> T:
        """Make something that several states look at and none changes."""
        if what not in self.made:
            self.made[what] = make()
        return cast("T", self.made[what])

    def writing(self) -> Session:
        """Take the write lock anew, so that what is read next may be changed; `settle` lets go of it."""
        self.session.rollback()
        begin_to_write(self.session)
        return self.session

    def settle(self) -> None:
        """Commit what the test has written, so that the server sees it and may write."""
        self.session.commit()
        self.session.expire_all()

    @contextmanager
    def seen_by(self, chromium: Chromium, who: Browser | None = None, **options: object) -> Iterator[Page]:
        """Give a page of a real browser that holds the cookies of a browser without a screen."""
        self.settle()
        context = chromium.new_context(base_url=self.url, **options)
        context.set_default_timeout(30_000)
        if who is not None:
            self.hand_over(who, context)
        yield context.new_page()
        context.close()

    def hand_over(self, who: Browser, context: BrowserContext) -> None:
        """Give the real browser the sign-ins of the one without a screen."""
        name = self.app.config["SESSION_COOKIE_NAME"]
        kept = who.client.get_cookie(name, domain="localhost")
        if kept is not None:
            context.add_cookies([{"name": name, "value": kept.value, "url": self.url}])

    def show(self, page: Page, visit: Visit) -> str:
        """Open a visit's address, do what it says, and give the path the browser ends on."""
        page.goto(visit.path)
        if visit.act is not None:
            visit.act(page)
            page.wait_for_load_state("load")
        return urlsplit(page.url).path

    def endpoint_at(self, path: str) -> str:
        """Say which endpoint answers a GET of this path."""
        endpoint, _ = self.app.url_map.bind("localhost").match(path, method="GET")
        return str(endpoint)


class Server:
    """Waitress in a thread, as `awards serve` runs it."""

    def __init__(self, app: Flask, port: int) -> None:
        self._channels: dict[int, object] = {}
        self._server = create_server(app, map=self._channels, host="127.0.0.1", port=port, threads=4, ident=None)
        self._stopped = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._stopped:
            self._server.asyncore.loop(timeout=0.2, map=self._channels, count=1)

    def stop(self) -> None:
        self._stopped = True
        self._thread.join()
        self._server.asyncore.close_all(self._channels)
        self._server.task_dispatcher.shutdown()


def dispose(app: Flask) -> None:
    with app.app_context():
        db.engine.dispose()

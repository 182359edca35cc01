"""Fixtures of tests in which judges work on a portal that runs in earnest."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.judging_portal import JudgesPortal, Planted, panel_planted
from tests.journeys.portal import chromium

DESKTOP = {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def portal(tmp_path_factory) -> Iterator[JudgesPortal]:
    chromium()
    portal = JudgesPortal(tmp_path_factory.mktemp("judges"))
    yield portal
    portal.stop()


@pytest.fixture(scope="module")
def planted(portal) -> Planted:
    return portal.plant(panel_planted)


@pytest.fixture
def device(chrome, portal, planted) -> Iterator[Callable[..., Page]]:
    """Give a page of a browser of its own."""
    made: list[BrowserContext] = []

    def make(**options: object) -> Page:
        made.append(chrome.new_context(base_url=portal.url, **({"viewport": DESKTOP} | options)))
        made[-1].set_default_timeout(30_000)
        return made[-1].new_page()

    yield make
    for context in made:
        context.close()

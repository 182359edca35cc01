"""A portal of its own for each file of journeys, with nominations open, and a real browser in front of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from awards.seasons.reading import FRONTLINE_2024
from tests.journeys.portal import CHROMIUM, Portal, chromium


@pytest.fixture(scope="module")
def portal(tmp_path_factory) -> Iterator[Portal]:
    chromium()
    portal = Portal(tmp_path_factory.mktemp("portal"), FRONTLINE_2024)
    yield portal
    portal.stop()


@pytest.fixture(scope="module")
def chrome(portal) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM)
        page = chrome.new_page(base_url=portal.url)
        page.goto("/demo/")
        page.locator("form:has(input[value='nominating']) button").click()
        yield chrome
        chrome.close()

"""One state of one page: how it comes about, which endpoint shows it, and the words that only it shows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.browser.asking import begun
from tests.browser.site import Site, Visit
from tests.pages.browser import Browser
from tests.pages.browser import Page as Drawn


@dataclass(frozen=True, slots=True)
class State:
    """A line of the list."""

    name: str
    endpoint: str
    shows: str
    make: Callable[[Site], Visit]


def at(page: Drawn, path: str = "", act: Callable[[Page], object] | None = None) -> Visit:
    """Look at what a browser without a screen looks at (or at another address, with its sign-ins)."""
    return Visit(path or page.url, page.browser, act)


def reference(page: Drawn) -> str:
    """Give the reference of the nomination from the address of one of its pages."""
    return page.url.split("/")[2]


def draft(site: Site, slug: str) -> tuple[Browser, str]:
    """Start a draft; gives its browser and its reference."""
    page = begun(site.browser(), slug)
    return page.browser, reference(page)


def press(words: str) -> Callable[[Page], None]:
    """Press the button with these words, as the page was drawn."""

    def act(page: Page) -> None:
        with page.expect_navigation():
            page.locator("main").get_by_role("button", name=words).first.click()

    return act


def fill_and_press(words: str, **fields: str) -> Callable[[Page], None]:
    """Type into these fields, then press the button."""

    def act(page: Page) -> None:
        for name, value in fields.items():
            page.locator(f"main [name={name}]").fill(value)
        press(words)(page)

    return act


def choose_and_press(words: str, **choices: str) -> Callable[[Page], None]:
    """Choose these radio buttons, then press the button."""

    def act(page: Page) -> None:
        for name, value in choices.items():
            page.locator(f"main input[name={name}][value='{value}']").check()
        press(words)(page)

    return act

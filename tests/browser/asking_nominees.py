"""Answering as somebody put forward, without a screen: the quick way to an agreement and to an adult who was named."""

from __future__ import annotations

from typing import Any

from tests.browser.asking import asked, button_of
from tests.pages.browser import Browser

ADULT = {"name": "Dana Mills", "email": "dana@adults.example"}


def agree(browser: Browser, **changes: Any) -> Browser:
    """Say yes on the page of somebody put forward, with each consent ticked."""
    page = browser.open("/about-me/")
    button = button_of(page, "Save my answer")
    assert button is not None, page.text
    page.submit("Save my answer", **asked(button.find_parent("form"), {}) | {"response": "agreed"} | changes)
    return browser


def name_an_adult(browser: Browser) -> Browser:
    """Name an adult, as a young person who has agreed."""
    page = browser.open("/about-me/adult")
    button = button_of(page, "Save and ask them")
    assert button is not None, page.text
    page.submit("Save and ask them", **asked(button.find_parent("form"), ADULT) | ADULT)
    return browser

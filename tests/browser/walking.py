"""One way through the nomination, page by page, for whoever walks it: by keyboard alone, or without scripts."""

from __future__ import annotations

import re
from typing import Protocol

from playwright.sync_api import Locator, Page, expect

from tests.browser.asking import LEFT_ALONE, TEXTS
from tests.journeys.filling import CHOICES, NUMBERS


class Walker(Protocol):
    """Somebody who can fill a form in and follow what they find."""

    page: Page

    def fill(self, texts: dict[str, str]) -> None:
        """Fill the page's main form in."""

    def follow(self, target: Locator) -> None:
        """Go where a link or a button leads."""


class Mouse:
    """Somebody with a mouse; used where scripts are off."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def follow(self, target: Locator) -> None:
        with self.page.expect_navigation():
            target.click()

    def fill(self, texts: dict[str, str]) -> None:
        form = self.page.locator("main form").filter(has=self.page.locator("button")).last
        for control in form.locator("input[type=text]:visible, input[type=email]:visible, textarea:visible").all():
            name = control.get_attribute("name") or ""
            words = texts.get(name) or texts.get(last_of(name)) or NUMBERS.get(last_of(name))
            if words and not control.input_value().strip():
                control.fill(words)
        for control in form.locator("select:visible").all():
            if not control.input_value():
                control.select_option(index=1)
        for radio in form.locator("input[type=radio]:visible").all():
            self._choose(form, radio.get_attribute("name") or "")
        for box in form.locator("input[type=checkbox]:visible").all():
            if (box.get_attribute("name") or "") not in LEFT_ALONE:
                box.check()

    def _choose(self, form: Locator, name: str) -> None:
        """Choose what the nomination needs, or the first of a group in which nothing is chosen."""
        radios = form.locator(f"input[type=radio][name='{name}']")
        wanted = radios.and_(form.locator(f"input[value='{CHOICES.get(last_of(name), '')}']"))
        if wanted.count():
            wanted.first.check()
        elif not radios.and_(form.locator(":checked")).count():
            radios.first.check()


def last_of(name: str) -> str:
    """Give the last part of a field's name."""
    return name.rsplit("-", maxsplit=1)[-1]


def nominate(walker: Walker, slug: str, **texts: str) -> str:
    """Go from the start page to the receipt; gives the reference."""
    page = walker.page
    page.goto("/nominate/")
    _choose_award(walker, slug)
    walker.follow(page.get_by_role("button", name="Start now"))
    write(walker, **texts)
    walker.follow(page.get_by_role("button", name="Send the nomination"))
    expect(page.locator("main h1")).to_contain_text(re.compile("sent|received", re.IGNORECASE))
    found = re.search(r"NOM-[A-Z0-9]{7}", page.locator("main").inner_text())
    assert found is not None, page.locator("main").inner_text()
    return found.group()


def write(walker: Walker, **texts: str) -> None:
    """Do what each page asks, as far as the page that sends it."""
    page = walker.page
    for _ in range(40):
        if page.get_by_role("button", name="Send the nomination").count():
            return
        go_on(walker, TEXTS | texts)
    raise AssertionError(f"the nomination does not come to an end: {page.url}")


def go_on(walker: Walker, texts: dict[str, str]) -> None:
    page = walker.page
    save = page.locator("main form button:visible").filter(has_text=re.compile("^Save"))
    if save.count():
        about_nominee = "/people/" in page.url or "/team" in page.url
        walker.fill(texts | ({"email": texts.get("nominee_email", "")} if about_nominee else {}))
        walker.follow(save.first)
        return
    if page.get_by_text("No name yet").count():
        walker.follow(page.locator("main a").filter(has_text=re.compile("^Change")).first)
        return
    forward = page.locator("main a.govuk-button").filter(has_text=re.compile("^(Go on|Continue|Add a person)"))
    if forward.count():
        walker.follow(forward.first)
        return
    todo = page.locator(".govuk-task-list__item").filter(has_not_text=re.compile("Completed|Optional")).locator("a")
    walker.follow(todo.first)


def _choose_award(walker: Walker, slug: str) -> None:
    """Choose the award on the start page, by the walker's own means."""
    before = CHOICES.get("category")
    CHOICES["category"] = slug
    try:
        walker.fill({})
    finally:
        CHOICES.pop("category") if before is None else CHOICES.update(category=before)

"""Filling any form of the portal in a real browser, from what it asks, so that one journey fits any programme."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

CHOICES = {
    "is_adult": "yes", "relationship": "colleague", "is_nominee": "no", "organiser_tie": "none", "credit": "full_name",
    "registration": "registered", "lived_experience": "yes", "in_post": "yes", "active": "yes",
    "employer_type": "council", "works_in": "statutory_childrens", "nation": "England",
    "structure": "single_agency", "response": "agreed",
}  # fmt: skip
"""What to choose where it matters; anywhere else the first choice will do."""

NUMBERS = {"day": "4", "month": "5", "year": "2000", "members": "6", "children_social_workers": "3"}


def press(control: Locator) -> None:
    """Press something that leads to another page, and wait for that page: a click alone may come back too soon."""
    with control.page.expect_navigation():
        control.click()


def fill(page: Page, texts: dict[str, str]) -> None:
    """Fill every empty control of the page's main form: texts by name, choices from above, boxes ticked."""
    form = page.locator("main form").filter(has=page.locator("button")).last
    for control in form.locator("input[type=text], input[type=email], input[type=tel], textarea").all():
        _type(control, texts)
    for control in form.locator("select").all():
        if control.is_visible():  # the list of employers is one with its box where scripts run
            _choose(control)
    names = {radio.get_attribute("name") or "" for radio in form.locator("input[type=radio]").all()}
    for name in sorted(names):
        _press(form, name)
    for box in form.locator("input[type=checkbox]").all():
        if "hidden" not in (box.get_attribute("name") or ""):
            box.check()


def _last(name: str | None) -> str:
    return (name or "").split("-")[-1]


def _type(control: Locator, texts: dict[str, str]) -> None:
    name = control.get_attribute("name") or ""
    words = texts.get(name) or texts.get(_last(name)) or NUMBERS.get(_last(name))
    if words is not None:
        control.fill(words)


def _choose(control: Locator) -> None:
    wanted = CHOICES.get(_last(control.get_attribute("name")))
    values = [option.get_attribute("value") or "" for option in control.locator("option").all()]
    control.select_option(wanted if wanted in values else next(value for value in values if value))


def _press(form: Locator, name: str) -> None:
    radios = form.locator(f"input[type=radio][name='{name}']")
    wanted = radios.and_(form.locator(f"input[value='{CHOICES.get(_last(name), '')}']"))
    (wanted if wanted.count() else radios).first.check()

"""Writing a nomination without a screen, from whatever its pages ask: the quick way to a draft in any award."""

from __future__ import annotations

from bs4 import Tag

from tests.journeys.filling import CHOICES, NUMBERS
from tests.pages.browser import Browser, Page, drawn_fields, words

TEXTS = {
    "full_name": "Amara Okafor",
    "name": "Casey Brook",
    "email": "casey@nominators.example",
    "employer": "Invented County Council",
    "team_name": "Harbour Duty Team",
    "lead_employer": "Invented County Council",
    "contact_name": "Sam Reed",
    "text": "They listened, and the family says that it changed everything.",
}
LEFT_ALONE = {"name_hidden", "under_18", "not_listed"}
"""Boxes that a nominator does not tick unless it is so."""


def begun(browser: Browser, slug: str) -> Page:
    """Start a draft for the award with this slug; gives the page that follows."""
    return browser.get("nominations.start").submit("Start now", category=slug)


def filled(browser: Browser, slug: str, **texts: str) -> Page:
    """Write a whole nomination page by page, as far as the page that sends it."""
    return finished(begun(browser, slug), **texts)


def finished(page: Page, **texts: str) -> Page:
    """Go on from any page of a draft as far as the page that sends it."""
    for _ in range(40):
        if button_of(page, "Send the n"):
            return page
        page = go_on(page, **texts)
    raise AssertionError(f"the nomination does not come to an end: {page.url}: {page.text[:300]}")


def sent(browser: Browser, slug: str, **texts: str) -> Page:
    """Write and send a nomination; gives the receipt."""
    return filled(browser, slug, **texts).submit("Send the nomination")


def go_on(page: Page, **texts: str) -> Page:
    """Do what the page asks next: fill its form in, or follow the first thing that is still to do."""
    save = button_of(page, "Save")
    if save is not None:
        form = save.find_parent("form")
        about_nominee = "/people/" in page.url or "/team" in page.url
        nominee = {"email": texts.get("nominee_email", "")} if about_nominee else {}
        given = TEXTS | texts | nominee
        if "/answers/" in page.url:
            given["text"] += " " + page.url.rpartition("/")[2]  # so that each answer can be told from the others
        return page.submit(words(save), **asked(form, given))
    if "No name yet" in page.text:
        return page.click("Change")
    for link in page.soup.select("main a.govuk-button"):
        if words(link).startswith(("Go on", "Continue", "Add a person")):
            return page.click(words(link))
    for item in page.soup.select(".govuk-task-list__item"):
        if item.a and "Completed" not in words(item) and "Optional" not in words(item):
            return page.click(words(item.a))
    raise AssertionError(f"nothing to do next on {page.url}: {page.text[:300]}")


def asked(form: Tag, texts: dict[str, str]) -> dict[str, object]:
    """Give a value for every empty control of a form, leaving what is filled in and what people cannot see."""
    given: dict[str, object] = {}
    drawn = drawn_fields(form)
    for control in form.find_all(["input", "textarea", "select"]):
        name, kind = str(control.get("name") or ""), str(control.get("type") or control.name)
        if kind in {"hidden", "submit", "button"} or control.get("tabindex") == "-1" or name in given:
            continue
        value = _value(form, name, kind, texts)
        if value is not None and not any(one.strip() for one in drawn.get(name, [])):
            given[name] = value
    return given


def button_of(page: Page, beginning: str) -> Tag | None:
    """Give the first button of the main part whose words begin so."""
    buttons = (page.soup.main or page.soup).find_all("button")
    return next((one for one in buttons if words(one).startswith(beginning)), None)


def _value(form: Tag, name: str, kind: str, texts: dict[str, str]) -> object:
    last = name.rsplit("-", maxsplit=1)[-1]
    if kind in {"radio", "select"}:
        return _choice(form, name, kind)
    if kind == "checkbox":
        box = form.find(attrs={"name": name})
        return None if last in LEFT_ALONE else [str(box.get("value", "y"))]
    return texts.get(name) or texts.get(last) or NUMBERS.get(last)


def _choice(form: Tag, name: str, kind: str) -> str | None:
    if kind == "radio":
        offered = [str(one.get("value", "")) for one in form.find_all("input", attrs={"name": name})]
    else:
        offered = [str(one.get("value", "")) for one in form.find(attrs={"name": name}).find_all("option")]
    wanted = CHOICES.get(name.rsplit("-", maxsplit=1)[-1])
    return wanted if wanted in offered else next((value for value in offered if value), None)

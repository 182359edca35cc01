"""The employer in a real browser: by keyboard with suggestions, and without a script by the list and its box."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.portal import Portal

pytestmark = pytest.mark.browser


def person_page(chrome: Browser, portal: Portal, **options: object) -> Page:
    """Give the page about the person of a new draft, with the other questions answered."""
    context: BrowserContext = chrome.new_context(base_url=portal.url, **options)
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto("/nominate/")
    page.locator("input[name=category][value=practice]").check()
    page.get_by_role("button", name="Start now").click()
    page.wait_for_url(re.compile("/nominations/NOM-"))
    draft = re.search(r"/nominations/NOM-\w+", page.url).group()
    page.goto(f"{draft}/people/1")
    page.locator("[name=full_name]").fill("Amara Okafor")
    for name, value in (("employer_type", "council"), ("works_in", "statutory_childrens"), ("in_post", "yes")):
        page.locator(f"input[name={name}][value={value}]").check()
    page.locator("input[name=registration][value=registered]").check()
    return page


def box_of(page: Page):
    return page.get_by_role("combobox", name="Employer", exact=True)


def options_of(page: Page) -> list[str]:
    return page.get_by_role("option").all_inner_texts()


def marked(page: Page) -> str:
    """The suggestion that a screen reader is told of."""
    name = box_of(page).get_attribute("aria-activedescendant")
    return page.locator(f"#{name}").inner_text() if name else ""


def save(page: Page) -> None:
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url(re.compile(r"/nominations/NOM-\w+(?!.*people)"))


def checked(page: Page) -> str:
    page.goto(re.sub(r"(/nominations/NOM-\w+).*", r"\1/check", page.url))
    return page.locator("main").inner_text()


@pytest.mark.parametrize(
    ("typed", "suggested", "kept"),
    [("Hull", "Kingston upon Hull", "Kingston upon Hull"), ("LB Isli", "Islington", "Islington")],
)
def test_a_place_is_found_by_another_name_and_chosen_with_the_keyboard(chrome, portal, typed, suggested, kept):
    page = person_page(chrome, portal, viewport={"width": 320, "height": 640})
    box_of(page).focus()
    page.keyboard.type(typed)
    expect(page.get_by_role("listbox", name="Employer")).to_be_visible()
    assert (options_of(page)[0], marked(page), box_of(page).get_attribute("aria-expanded")) == (suggested, "", "true")
    expect(page.locator("[role=status]").filter(has_text="1 name comes up.")).to_be_attached()
    page.keyboard.press("ArrowDown")
    assert marked(page) == suggested
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.keyboard.press("Enter")
    expect(box_of(page)).to_have_value(kept)
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator("[role=status]").filter(has_text=f"{kept} is chosen.")).to_be_attached()
    assert page.locator("[name=employer_place]").input_value() == kept
    assert "/people/1" in page.url  # Enter chose; it did not send the form
    save(page)
    assert f"Amara Okafor, {kept}" in checked(page)


def test_arrows_go_round_escape_closes_and_keeps_and_tab_takes_what_is_marked(chrome, portal):
    page = person_page(chrome, portal)
    box_of(page).fill("north")
    names = options_of(page)
    assert names[:2] == ["North East Lincolnshire", "North Lincolnshire"]
    page.keyboard.press("ArrowUp")
    assert marked(page) == names[-1]
    page.keyboard.press("ArrowDown")
    assert marked(page) == names[0]
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box_of(page)).to_have_value("north")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert marked(page) == "North Lincolnshire"
    page.keyboard.press("Tab")
    expect(box_of(page)).to_have_value("North Lincolnshire")
    expect(page.locator("[name=role]")).to_be_focused()


def test_an_ended_council_leads_to_those_that_took_over(chrome, portal):
    page = person_page(chrome, portal)
    box_of(page).fill("Cumbria")
    assert options_of(page) == ["Cumberland (Cumbria)", "Westmorland and Furness (Cumbria)"]
    page.get_by_role("option").nth(1).click()
    expect(box_of(page)).to_have_value("Westmorland and Furness")


def test_a_name_that_is_not_in_the_list_stays_as_typed(chrome, portal):
    page = person_page(chrome, portal)
    page.locator("input[name=employer_type][value=voluntary]").check()
    box_of(page).fill("Harbour Lights <b>& Sons</b>")
    expect(page.locator("[role=status]").filter(has_text="No name comes up.")).to_be_attached()
    save(page)
    assert "Amara Okafor, Harbour Lights <b>& Sons</b>" in checked(page)


def test_an_error_leads_to_the_one_box(chrome, portal):
    page = person_page(chrome, portal)
    page.get_by_role("button", name="Save and continue").click()
    page.get_by_role("alert").get_by_role("link", name="Choose the employer from the list").click()
    expect(box_of(page)).to_be_focused()
    assert (box_of(page).get_attribute("aria-invalid"), page.locator("select").is_visible()) == ("true", False)
    box_of(page).fill("hull")
    save(page)
    assert "Amara Okafor, Kingston upon Hull" in checked(page)


def test_no_script_runs_afoul_of_the_content_security_policy(chrome, portal):
    page = person_page(chrome, portal)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    page.reload()
    box_of(page).fill("hull")
    page.get_by_role("option").first.click()
    assert said == []


def test_without_a_script_the_list_is_a_list(chrome, portal):
    page = person_page(chrome, portal, java_script_enabled=False)
    page.get_by_label("Employer", exact=True).select_option("Kingston upon Hull")
    save(page)
    assert "Amara Okafor, Kingston upon Hull" in checked(page)


@pytest.mark.parametrize(
    ("typed", "kept"), [("LB Islington", "Islington"), ("Invented County Council", "Invented County Council")]
)
def test_without_a_script_another_name_is_typed_in_the_box(chrome, portal, typed, kept):
    page = person_page(chrome, portal, java_script_enabled=False)
    page.get_by_label("Employer", exact=True).select_option("Not in this list")
    page.get_by_label("Name of the employer, if it is not in the list").fill(typed)
    save(page)
    assert f"Amara Okafor, {kept}" in checked(page)

"""The score sheet in a real browser: by keyboard alone, on a telephone without scripts, and when things go wrong."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from awards.core.actor import Audience
from tests.browser.axe import violations
from tests.browser.judging_desk import seat
from tests.browser.site import Site
from tests.browser.transfer import visits

pytestmark = pytest.mark.browser

SAVED = re.compile(r"^Saved at \d+(:\d\d)?[ap]m$")
PHONE = {"width": 360, "height": 740}
ZOOMED = {"width": 320, "height": 256}
"""What is left of 1280 by 1024 at 400 %."""
FIRST_VISIT, NEXT_ENTRY = 40_000, 15_000
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """(least) => [...document.querySelectorAll("main :is(a, button, summary, textarea, input[type=radio])")]
  .filter((one) => one.checkVisibility() && !one.closest("dialog") && !one.closest("p, .govuk-notification-banner"))
  .map((one) => [one.textContent.trim() || one.name, one.getBoundingClientRect()])
  .filter(([, box]) => box.width < least || box.height < least).map(([name]) => name)"""


def tab_into_the_scores(page: Page) -> None:
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("Boolean(document.activeElement.closest('[data-share]'))"):
            return
    raise AssertionError("no criterion was reached by Tab")


def state(page: Page):
    return page.locator("[data-save-state]")


def total(page: Page):
    return page.locator("[data-total]")


def test_ten_entries_are_scored_by_keyboard_alone(site: Site, chrome: Browser):
    who, place = seat(site, entries=10)
    with site.seen_by(chrome, who) as page:
        page.goto(place.path())
        for number in range(1, 11):
            expect(page.locator("h1")).to_have_text(f"Nominee {number}")
            tab_into_the_scores(page)
            for index in range(len(place.criteria)):
                page.keyboard.press("5" if index == 0 else "3")
                page.keyboard.press("n")
            for _ in place.criteria:
                page.keyboard.press("p")
            page.keyboard.press("c")
            page.keyboard.type(f"Others copy it: {number}, n, p and s are only letters here.")
            page.keyboard.press("Escape")
            page.keyboard.press("s")
        expect(page.locator("h1")).to_have_text("My scores")
        page.goto("/judge/entries/")
        expect(page.locator(".progress__words")).to_have_text("10 of 10 done")
        page.goto(place.path(9))
        expect(page.locator("textarea").first).to_have_value("Others copy it: 10, n, p and s are only letters here.")


def test_on_a_telephone_without_scripts(site: Site, chrome: Browser):
    who, place = seat(site, entries=3)
    with site.seen_by(chrome, who, viewport=PHONE, java_script_enabled=False) as page:
        page.goto(place.path())
        for number in range(1, 4):
            expect(page.locator("h1")).to_have_text(f"Nominee {number}")
            assert page.evaluate(SIDEWAYS) == 0
            page.get_by_role("link", name="Scores", exact=True).click()
            for key, _ in place.criteria:
                page.locator(f"[name=points_{key}][value='4']").check()
            page.get_by_role("button", name="Save and next").click()
        expect(page.locator("h1")).to_have_text("My scores")


def test_the_total_runs_along_in_the_servers_own_words_and_u_takes_the_last_points_back(site: Site, chrome: Browser):
    who, place = seat(site)
    with site.seen_by(chrome, who) as page:
        page.goto(place.path())
        expect(total(page)).to_have_text("No points yet")
        saved = []
        page.on("response", lambda answer: saved.append(answer) if answer.request.method == "POST" else None)
        page.locator("[data-share] input[type=radio]").first.focus()
        seen = []
        for number in range(len(place.criteria)):
            page.keyboard.press("432"[number % 3])
            seen.append(total(page).inner_text())
            page.keyboard.press("n")
        assert seen[-1].startswith("Total ")
        saved_with(seen[-1], page, saved)
        page.keyboard.press("c")
        page.keyboard.press("Escape")
        for before in reversed(["No points yet", *seen[:-1]]):
            page.keyboard.press("u")
            expect(total(page)).to_have_text(before)
        saved_with("No points yet", page, saved)
        page.reload()
        expect(total(page)).to_have_text("No points yet")


def saved_with(words: str, page: Page, saved: list[Response]) -> None:
    """Wait until the server's newest answer to a save says this total."""
    for _ in range(300):
        if saved and saved[-1].json()["total"] == words:
            return
        page.wait_for_timeout(100)
    raise AssertionError([one.json() for one in saved])


def test_help_opens_by_its_button_and_by_the_question_mark(site: Site, chrome: Browser):
    who, place = seat(site)
    with site.seen_by(chrome, who) as page:
        page.goto(place.path())
        page.get_by_role("button", name="Keyboard help").click()
        expect(page.get_by_role("dialog", name="Keyboard help")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
        page.locator("[data-share] input[type=radio]").first.focus()
        page.keyboard.press("?")
        expect(page.get_by_role("dialog", name="Keyboard help")).to_be_visible()
        assert violations(page) == []


def test_a_second_tab_is_told_and_both_texts_are_shown(site: Site, chrome: Browser):
    who, place = seat(site)
    with site.seen_by(chrome, who) as first:
        first.goto(place.path())
        second = first.context.new_page()
        second.goto(place.path())
        first.locator("[name=overall]").fill("Of the first window.")
        expect(state(first)).to_have_text(SAVED)
        second.locator("[name=overall]").fill("Of the second window.")
        expect(state(second)).to_have_text("Changed somewhere else: press Save and next to see both.")
        second.get_by_role("button", name="Save and next").click()
        expect(second.locator("main")).to_contain_text("Of the first window.")
        expect(second.locator("[name=overall]")).to_have_value("Of the second window.")


def test_a_connection_lost_while_typing_is_said_and_made_good(site: Site, chrome: Browser):
    who, place = seat(site)
    with site.seen_by(chrome, who) as page:
        page.goto(place.path())
        page.context.set_offline(True)
        page.locator("[name=overall]").fill("Typed in the tunnel.")
        expect(state(page)).to_contain_text("Not saved: no connection")
        page.get_by_role("button", name="Save and next").click()
        expect(page.locator("[name=overall]")).to_have_value("Typed in the tunnel.")
        page.context.set_offline(False)
        expect(state(page)).to_have_text(SAVED)
        page.reload()
        expect(page.locator("[name=overall]")).to_have_value("Typed in the tunnel.")


def test_a_sign_in_that_expires_in_the_middle_of_a_comment_keeps_every_word(site: Site, chrome: Browser):
    who, place = seat(site)
    with site.seen_by(chrome, who) as page:
        page.goto(place.path())
        site.clock.forward(hours=13)
        page.locator("[name=overall]").fill("An hour of thought.")
        expect(state(page)).to_have_text(
            "Not saved: this browser is no longer signed in. Press Save and next: what you typed comes with you."
        )
        page.get_by_role("button", name="Save and next").click()
        expect(page.locator("h1")).to_have_text("Sign in again")
        expect(page.locator("main")).to_contain_text("An hour of thought.")
        again = site.browser().sign_in(Audience.JUDGES, place.judge)
        site.hand_over(again, page.context)
        for _ in range(2):  # the new sign-in was not made in this browser, so it asks once more whether it was meant
            page.get_by_role("button", name="Send it again").click()
        expect(page.locator("[name=overall]")).to_have_value("An hour of thought.")
        expect(page.locator(".govuk-error-summary")).to_be_visible()


def test_nothing_is_in_the_way_on_any_screen(site: Site, chrome: Browser):
    who, place = seat(site)
    with site.seen_by(chrome, who) as page:
        page.goto(place.path())
        page.locator("[data-share] input[type=radio]").first.focus()
        found = {"desktop": violations(page), "small": page.evaluate(SMALL, 24)}
        page.set_viewport_size(PHONE)
        found |= {"phone": violations(page), "small on a phone": page.evaluate(SMALL, 24)}
        low = [box for box in page.locator(".scale__point").all() if box.bounding_box()["height"] < 44]
        assert (found, low) == ({"desktop": [], "small": [], "phone": [], "small on a phone": []}, [])
        page.set_viewport_size(ZOOMED)
        assert page.evaluate(SIDEWAYS) == 0
        assert page.evaluate("getComputedStyle(document.querySelector('.split__bar')).position") == "static"


def test_a_first_visit_and_the_next_entry_are_small(site: Site, chrome: Browser):
    who, place = seat(site)
    site.settle()
    context = chrome.new_context()
    site.hand_over(who, context)
    first = visits(context, site.url + place.path(0))
    after = visits(context, site.url + place.path(1))
    context.close()
    assert len(first.files) > 4  # page, style, scripts and a typeface were all seen
    assert first.first <= FIRST_VISIT, first.files
    assert 0 < after.first <= NEXT_ENTRY, after.files

"""No word is lost in a real browser: closed tabs, lost connections, second tabs, expired sign-ins, double clicks."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.journeys.test_season_in_a_browser import go_on

pytestmark = pytest.mark.browser

SAVED = re.compile(r"^Saved at \d+(:\d\d)?[ap]m")
STORY = "She came every Thursday, in the rain too.\nIt sounds small; it was not."
STORAGE = """async () => ({
  local: Object.keys(localStorage), session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).length, caches: (await caches.keys()).length, cookies: document.cookie,
})"""


@pytest.fixture
def device(chrome, portal) -> Iterator[Callable[[], BrowserContext]]:
    """Give a browser of its own, as another person or another device would have."""
    made: list[BrowserContext] = []

    def make() -> BrowserContext:
        made.append(chrome.new_context(base_url=portal.url))
        made[-1].set_default_timeout(30_000)
        return made[-1]

    yield make
    for context in made:
        context.close()


@pytest.fixture
def rows(portal_folder) -> Callable[..., list[tuple]]:
    """Ask the database itself, or change it."""

    def ask(statement: str, *values: object) -> list[tuple]:
        with sqlite3.connect(portal_folder / "demo.sqlite3", timeout=10) as database:
            return database.execute(statement, values).fetchall()

    return ask


@pytest.fixture
def portal_folder(portal) -> Path:
    return Path(portal._environment["AWARDS_DEMO_FOLDER"])


def begin(context: BrowserContext) -> Page:
    """Start a draft and give its task list."""
    page = context.new_page()
    page.goto("/nominate/")
    page.locator("input[name=category][value=practice]").check()
    page.get_by_role("button", name="Start now").click()
    expect(page.locator("h1")).to_contain_text("Your nomination")
    return page


def open_answer(page: Page) -> Page:
    page.get_by_role("link", name="In a sentence or two").click()
    expect(page.locator("textarea")).to_be_visible()
    return page


def state(page: Page):
    return page.locator("[data-save-state]")


def test_typed_and_closed_without_a_press_it_is_there_on_another_device(device, portal):
    address = "device@people.example"
    page = begin(device())
    page.get_by_role("link", name="About you").click()
    for name, value in (("name", "Casey Brook"), ("email", address)):
        page.locator(f"[name={name}]").fill(value)
    for name, value in (
        ("is_adult", "yes"), ("relationship", "colleague"), ("is_nominee", "no"), ("organiser_tie", "none"),
        ("credit", "not_at_all"),
    ):  # fmt: skip
        page.locator(f"input[name={name}][value={value}]").check()
    page.get_by_role("button", name="Save and continue").click()
    tasks = page.url
    page.get_by_role("link", name="About the person").click()
    page.locator("[name=full_name]").fill("Amara Ok")
    page.go_back()  # left in the middle of a name
    open_answer(page)
    here = page.url
    page.locator("textarea").press_sequentially(STORY)
    page.close(run_before_unload=False)  # at once: what was typed last goes along while the page goes away
    other = device().new_page()
    other.goto(portal.link_mailed_to(address))
    other.locator("main button").click()
    expect(other).to_have_url(tasks)
    other.goto(here)
    expect(other.locator("textarea")).to_have_value(STORY)
    expect(state(other)).to_have_text(SAVED)
    other.goto(tasks)
    other.get_by_role("link", name="About the person").click()
    expect(other.locator("[name=full_name]")).to_have_value("Amara Ok")


def test_what_is_typed_before_the_script_has_come_is_saved_as_well(device):
    page = open_answer(begin(device()))
    held: list[Route] = []
    page.route("**/saving.js*", lambda route: held.append(route))  # noqa: PLW0108 - Playwright looks into what it is given
    page.reload(wait_until="commit")
    page.locator("textarea").fill(STORY)
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    expect(state(page)).to_have_text(SAVED)


def test_a_lost_connection_is_said_and_retried_and_nothing_lies_in_the_browser(device):
    context = device()
    page = open_answer(begin(context))
    page.locator("textarea").fill("Before the tunnel.")
    expect(state(page)).to_have_text(SAVED)
    context.set_offline(True)
    page.locator("textarea").fill(STORY)
    expect(state(page)).to_have_text("Not saved: no connection. We keep trying; please keep this page open.")
    expect(page.locator("[data-save-spoken]")).to_contain_text("Not saved: no connection")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator("textarea")).to_have_value(STORY)  # no error page of the browser's in its place
    found = page.evaluate(STORAGE)
    assert found == {"local": [], "session": [], "databases": 0, "caches": 0, "cookies": ""}
    context.set_offline(False)
    expect(state(page)).to_have_text(SAVED)
    page.reload()
    expect(page.locator("textarea")).to_have_value(STORY)


def test_leaving_with_text_that_cannot_be_saved_warns(device):
    context = device()
    page = open_answer(begin(context))
    context.set_offline(True)
    page.locator("textarea").press_sequentially("Typed in the tunnel.")
    expect(state(page)).to_contain_text("Not saved: no connection")
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.dismiss()
    expect(page.locator("textarea")).to_have_value("Typed in the tunnel.")
    context.set_offline(False)
    expect(state(page)).to_have_text(SAVED)


def test_a_second_tab_is_told_and_sees_both(device):
    context = device()
    first = open_answer(begin(context))
    second = context.new_page()
    second.goto(first.url)
    first.locator("textarea").fill("From the first tab.")
    expect(state(first)).to_have_text(SAVED)
    second.locator("textarea").fill("From the second tab.")
    expect(state(second)).to_have_text("Changed somewhere else: press Save and continue to see both.")
    second.get_by_role("button", name="Save and continue").click()
    expect(second.locator("main")).to_contain_text("From the first tab.")
    expect(second.locator("textarea")).to_have_value("From the second tab.")
    second.locator("textarea").fill("From both tabs.")
    second.get_by_role("button", name="Save this instead").click()
    expect(second.locator("h1")).to_contain_text("Your nomination")
    first.reload()
    expect(first.locator("textarea")).to_have_value("From both tabs.")


def test_what_is_sent_after_the_sign_in_expired_goes_through_after_one_confirmation(device, rows):
    page = open_answer(begin(device()))
    here = page.url
    rows("UPDATE sign_in SET expires_at = started_at WHERE ended_at IS NULL AND audience = 'nominators'")
    page.locator("textarea").fill(STORY)
    expect(state(page)).to_contain_text("no longer signed in")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator("textarea")).to_have_value(STORY)
    page.get_by_role("button", name="Send it again").click()
    expect(page.locator("h1")).to_contain_text("Your nomination")
    page.goto(here)
    expect(page.locator("textarea")).to_have_value(STORY)


def test_who_finishes_on_a_shared_device_leaves_nothing_behind(device):
    page = open_answer(begin(device()))
    here = page.url
    page.locator("textarea").fill(STORY)
    expect(state(page)).to_have_text(SAVED)
    page.get_by_role("button", name="Finish and sign out of this device").click()
    expect(page.locator("main")).to_contain_text("You are signed out")
    page.go_back()
    expect(page.locator("body")).not_to_contain_text("She came every Thursday")
    page.goto(here)
    expect(page).to_have_url(re.compile("/nominate/return$"))


def test_a_double_click_and_the_back_button_make_one_nomination(device, rows):
    page = begin(device())
    texts = {
        "full_name": "Amara Okafor", "name": "Casey Brook", "email": "double@people.example",
        "employer": "Invented Council", "text": "They listened, and the family says that it changed everything.",
    }  # fmt: skip
    for _ in range(30):
        if page.get_by_role("button", name="Send the nomination").count():
            break
        go_on(page, texts, nominee_address="nominee@people.example", mistake=False)
    reference = page.url.split("/")[-2]
    page.get_by_role("button", name="Send the nomination").dblclick()
    expect(page.locator("h1")).to_contain_text("Nomination sent")
    page.go_back()
    again = page.get_by_role("button", name="Send the nomination")
    if again.count():
        again.click()
    expect(page.locator("h1")).to_contain_text("Nomination sent")
    sent = rows(
        "SELECT count(*) FROM submission JOIN nomination ON nomination.id = nomination_id WHERE ref = ?", reference
    )
    assert sent == [(1,)]
    page.goto(f"/nominations/{reference}/answers/summary")
    page.locator("textarea").fill("And one thing more.")
    expect(state(page)).to_contain_text("This nomination has been sent")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator("main")).to_contain_text("And one thing more.")

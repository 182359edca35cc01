"""What a judge and staff do with the pages of judging: with everything, by keyboard, or by thumb without scripts."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.judging_portal import COLLEAGUE, ELSEWHERE, EMPLOYER, FRIEND, SECRET, JudgesPortal, Planted
from tests.browser.screening_hands import Hands, Keys

JUDGE = "robin.vale@judges.example"
"""Where the invitation goes."""
ADMINISTRATOR = ("alex@staff.example", "--name", "Alex Reed")
PATIENCE = 60_000
"""Milliseconds that the worker may take for a plan on a machine that does other things as well."""
NARROWEST = 320
"""What is left of 1280 pixels at 400 %."""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = r"""() => {
  const among = (one) => {
    const around = one.closest("p, li, dd, td, .govuk-hint, .govuk-notification-banner__heading");
    const words = (text) => text.replace(/\s+/g, " ").trim();
    return one.tagName === "A" && around !== null && words(around.textContent) !== words(one.textContent);
  };
  return [...document.querySelectorAll("a, button, summary, textarea, select, input:not([type=hidden])")]
    .filter((one) => one.checkVisibility({visibilityProperty: true}) && !one.closest("dialog") && !among(one))
    .filter((one) => !one.matches(".govuk-skip-link"))
    .map((one) => [one.textContent.trim() || one.name, one.getBoundingClientRect()])
    .filter(([, box]) => box.width < 23.9 || box.height < 23.9)
    .map(([name, box]) => `${name}: ${Math.round(box.width)} x ${Math.round(box.height)}`);
}"""
"""Controls of less than 24 by 24 pixels; a link within a sentence is not meant."""


class JudgesHands(Hands):
    """A judge, or somebody of staff, with everything that a browser has."""

    def points(self, control: str, points: int) -> None:
        self.main.locator(f"[name={control}][value='{points}']").check()

    def select(self, box: Locator, value: str) -> None:
        box.select_option(value=value)


class JudgesKeys(Keys, JudgesHands):
    """A judge who has a keyboard and no mouse."""

    def points(self, control: str, points: int) -> None:
        radios = self.main.locator(f"input[type=radio][name='{control}']")
        chosen = radios.and_(self.main.locator(":checked"))
        self.keys.tab_to(chosen if chosen.count() else radios.first)
        self.press("Space")
        wanted = radios.and_(self.main.locator(f"[value='{points}']"))
        for _ in range(radios.count()):
            if wanted.is_checked():
                return
            self.press("ArrowDown")
        raise AssertionError(f"the arrows never come to {points} of {control} on {self.page.url}")

    def select(self, box: Locator, value: str) -> None:
        self.keys.tab_to(box)
        self.keys.press("Home")
        for _ in range(box.locator("option").count()):
            if box.input_value() == value:
                return
            self.keys.press("ArrowDown")
        raise AssertionError(f"the arrows never come to {value} on {self.page.url}")

    def press(self, key: str) -> None:
        """Press a key, and see where one is then."""
        self.keys.press(key)
        self.keys.look()

    def into_the_scores(self) -> None:
        """Press Tab until the focus is on the points of a criterion."""
        card = self.page.locator("[data-share]").first
        chosen = card.locator("input[type=radio]:checked")
        self.keys.tab_to(chosen if chosen.count() else card.locator("input[type=radio]").first)

    def send(self, key: str) -> None:
        """Press a key that leads to another page."""
        with self.page.expect_navigation():
            self.keys.press(key)


class Thumb(JudgesHands):
    """A judge on a telephone who runs no script; looks on every page whether it fits and can be hit."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.wrong: dict[str, object] = {}

    def go(self, locator: Locator) -> None:
        with self.page.expect_navigation():
            locator.tap()
        self.look()

    def tick(self, label: str) -> None:
        box = self.main.get_by_role("checkbox", name=label, exact=True).first
        box.tap()
        expect(box).to_be_checked()

    def points(self, control: str, points: int) -> None:
        radio = self.main.locator(f"[name={control}][value='{points}']")
        radio.tap()
        expect(radio).to_be_checked()

    def look(self) -> None:
        """Note what scrolls sideways or is too small to be hit, here and at 400 %."""
        usual = self.page.viewport_size
        for width in (usual["width"], NARROWEST):
            self.page.set_viewport_size({**usual, "width": width})
            found = (self.page.evaluate(SIDEWAYS), self.page.evaluate(SMALL))
            if found != (0, []):
                self.wrong[f"{re.sub(r'(ENT|PNL|USR)-[0-9A-Z]+', 'it', self.page.url)} at {width}"] = found
        self.page.set_viewport_size(usual)


def invited(staff: JudgesHands, portal: JudgesPortal, planted: Planted) -> str:
    """Let the first administrator in (the demo asks for no password) and invite a judge; gives the link of the mail."""
    portal.run("accounts", "first-administrator", *ADMINISTRATOR, "--commit")
    staff.page.goto("/demo/")
    staff.button("Alex Reed")
    staff.page.goto(f"/staff/panels/{planted.panel}")
    staff.link("Invite a judge")
    staff.write(staff.box("Full name"), "Robin Vale")
    staff.write(staff.box("Email address"), JUDGE)
    staff.button("Send the invitation")
    return portal.link_mailed_to(JUDGE)


def arrive(hands: JudgesHands, link: str) -> None:
    """Come by the link of a mail."""
    hands.page.goto(link)
    hands.go(hands.main.get_by_role("button").first)


def accept(hands: JudgesHands) -> None:
    hands.sees("Terms for judges")
    expect(hands.main).not_to_contain_text(COLLEAGUE)
    hands.button("I accept these terms")


def tell_work(hands: JudgesHands, *, most: int, mistake: bool = False) -> None:
    """Say where one works and how much one can read; the mistake is said beside its box, and nothing is lost."""
    expect(hands.page.locator("h1")).to_have_text("Your work")
    hands.write(hands.page.locator("[name=employer]"), EMPLOYER)
    box = hands.page.locator("[name=load_most]")
    if mistake:
        hands.write(box, "a dozen")
        hands.button("Save and go on to the names")
        expect(hands.page.locator("#load_most-error")).to_contain_text("Enter a whole number from 1 to 999")
        expect(hands.page.get_by_role("alert")).to_contain_text("Enter a whole number from 1 to 999")
        expect(hands.page.locator("[name=employer]")).to_have_value(EMPLOYER)
    hands.write(box, str(most))
    hands.button("Save and go on to the names")


def declare(hands: JudgesHands, *, mistake: bool = False) -> None:
    """Leave the tie that is proposed, and add a conflict; nothing that was written is there to be read."""
    expect(hands.page.locator("h1")).to_have_text("Whom are you connected with?")
    expect(hands.main).not_to_contain_text(SECRET)
    proposed = hands.box(f"{COLLEAGUE}, {EMPLOYER}")
    expect(proposed).to_have_value("same_employer")
    hands.sees("You and this entry have the same employer in our records.")
    friend = hands.box(f"{FRIEND}, {ELSEWHERE}")
    expect(friend).to_have_value("none")
    hands.select(friend, "family_or_friend")
    if mistake:
        hands.button("Send my answers")
        expect(hands.page.locator("#looked-error")).to_contain_text("Confirm that you have looked at every name")
        expect(friend).to_have_value("family_or_friend")
    hands.tick("I have looked at every name, and I am not connected with anybody else on this list")
    hands.button("Send my answers")


def practise(hands: JudgesHands, *, mistake: bool = False) -> None:
    """Score both invented entries, and see what the panel gave."""
    for number in range(2):
        expect(hands.page.locator("h1")).to_have_text("Practice round")
        hands.go(hands.main.locator(".govuk-task-list__link").nth(number))
        names = controls(hands)
        if mistake and number == 0:
            hands.points(names[0], 3)
            hands.button("Save and see what the panel gave")
            expect(hands.page.locator(f"#{names[1]}-error")).to_be_visible()
            expect(hands.main.locator(f"[name={names[0]}][value='3']")).to_be_checked()
        for name in names:
            hands.points(name, 3)
        hands.button("Save and see what the panel gave")
        hands.sees("4 judges have scored this one so far. Each dot is one judge; the ringed dot is yours.")
        expect(hands.main.locator(".panel-gave svg")).to_have_count(len(names))
        hands.link("Back to the practice round")
    hands.link("Go on")
    hands.sees("No entries yet")


def controls(hands: JudgesHands) -> list[str]:
    """Give the names of the criteria's points on the page, in their order."""
    names = [one.get_attribute("name") for one in hands.main.locator("input[type=radio]").all()]
    return list(dict.fromkeys(names))


def plan_and_release(staff: JudgesHands) -> None:
    """Ask for a plan, wait for the worker, see what it promises, and give the judges their entries."""
    staff.button("Plan the readings")
    release_what_is_planned(staff)


def release_what_is_planned(staff: JudgesHands) -> None:
    """Wait for the worker on the page of the plan; then apply and release."""
    expect(staff.main.get_by_role("button", name="Apply and release")).to_be_visible(timeout=PATIENCE)
    staff.sees("What this plan keeps")
    expect(staff.main.get_by_text("Not held", exact=True)).to_have_count(0)
    assert staff.main.get_by_text("Held", exact=True).count() >= 4
    staff.button("Apply and release")
    staff.sees("the judges told by email")


def titles(hands: JudgesHands) -> list[str]:
    """Give the entries on the judge's own list, in their order."""
    return hands.main.locator(".govuk-task-list__link").all_inner_texts()


def done(hands: JudgesHands) -> tuple[int, int]:
    """Give how many are done, and of how many."""
    words = hands.main.locator(".progress__words").first.inner_text()
    found = re.fullmatch(r"(\d+) of (\d+) done", words)
    assert found, words
    return int(found[1]), int(found[2])

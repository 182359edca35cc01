"""A whole season in a real browser, across everybody who takes part; the same story from either programme's file."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from awards.seasons.reading import FRONTLINE_2024, LANTERN_2025
from tests.journeys.filling import fill, press
from tests.journeys.portal import CHROMIUM, Portal, chromium

pytestmark = [pytest.mark.browser]

JUDGES = ("Ada Marsh", "Bel Stone", "Col Rivers", "Dot Fields")
NOMINEES = ("Amara Okafor", "Bryn Ellery-Jones")
ADMINISTRATOR = ("alex@staff.example", "--name", "Alex Reed")
PUBLIC = (
    "/",
    "/finalists",
    "/winners/",
    "/winners.atom",
    "/winners/2024",
    "/winners/2024.json",
    "/winners/2025",
    "/winners/2025.json",
)


@dataclass
class Story:
    """Who takes part, each with a browser of their own."""

    portal: Portal
    browser: Browser
    slug: str
    readings: int
    by_the_clock: bool
    pages: dict[str, Page] = field(default_factory=dict)

    def as_(self, who: str) -> Page:
        if who not in self.pages:
            context = self.browser.new_context(base_url=self.portal.url)
            context.set_default_timeout(30_000)  # two journeys share two cores with two servers and two workers
            self.pages[who] = context.new_page()
        return self.pages[who]

    def clock(self, phase: str) -> None:
        page = self.as_("operator")
        page.goto("/demo/")
        press(page.locator(f"form:has(input[value='{phase}']) button"))

    def enter_by_mail(self, who: str, address: str, *, after: int = 0) -> Page:
        page = self.as_(who)
        page.goto(self.portal.link_mailed_to(address, after=after))
        press(page.locator("main button"))
        return page

    def public_text(self) -> str:
        """Everything a stranger can see of finalists and winners: pages, feed, data and the front page."""
        page = self.as_("stranger")
        return "\n".join(page.request.get(f"{self.portal.url}{path}").text() for path in PUBLIC)


@pytest.fixture(
    params=[(FRONTLINE_2024, "practice", 6, False), (LANTERN_2025, "", 4, True)], ids=["frontline", "lantern"]
)
def story(request, tmp_path):
    season_file, slug, readings, by_the_clock = request.param
    executable = chromium()
    portal = Portal(tmp_path, season_file)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=CHROMIUM)
        yield Story(portal, browser, slug, readings, by_the_clock)
        browser.close()
    portal.stop()


def test_a_season_from_nomination_to_announcement(story: Story):
    story.clock("nominating")
    for number, nominee in enumerate(NOMINEES):
        nominate(story, nominee, f"nominator{number}@people.example", makes_a_mistake=number == 0)
    story.clock("screening")
    invite_staff(story)
    release_the_held(story)
    references = screen(story)
    for number in range(len(NOMINEES)):
        agree(story, f"nominee{number}@people.example", number)
    for reference in references:
        admit(story, reference)
    set_up_panel(story)
    declare(story)
    release_readings(story)
    story.clock("judging")
    judge(story)
    story.clock("shortlisting")
    decide(story)
    announce(story)


def nominate(story: Story, nominee: str, address: str, *, makes_a_mistake: bool) -> None:
    """Nominate by the public form, page by page, as far as the receipt."""
    page = story.as_(address)
    page.goto("/nominate/")
    if makes_a_mistake:
        press(page.get_by_role("button", name="Start now"))
        expect(page.get_by_role("alert")).to_contain_text("Choose the award")
    wanted = page.locator(f"input[name=category][value='{story.slug}']")
    (wanted if story.slug else page.locator("input[name=category]").first).check()
    story.slug = page.locator("input[name=category]:checked").get_attribute("value") or ""
    press(page.get_by_role("button", name="Start now"))
    number = 0 if makes_a_mistake else 1
    texts = {
        "full_name": nominee, "name": f"Casey {number}", "email": address, "employer": f"Invented Council {number}",
        "text": "They listened, and the family says that it changed everything.",
    }  # fmt: skip
    for _ in range(30):
        if page.get_by_role("button", name="Send the nomination").count():
            break
        go_on(page, texts, nominee_address=f"nominee{number}@people.example", mistake=makes_a_mistake)
    press(page.get_by_role("button", name="Send the nomination"))
    expect(page.locator("h1")).to_contain_text(re.compile("sent|received", re.IGNORECASE))
    expect(page.locator("main")).to_contain_text("NOM-")


def go_on(page: Page, texts: dict[str, str], *, nominee_address: str, mistake: bool) -> None:
    """Do whatever the page asks next: fill its form, or follow the first task that is not done."""
    save = page.locator("main form button").filter(has_text=re.compile("^Save"))
    if save.count():
        about_nominee = "/people/" in page.url or "/team" in page.url
        fill(page, texts | ({"email": nominee_address} if about_nominee else {}))
        if mistake and "/about-you" in page.url and not page.get_by_role("alert").count():
            page.locator("input[name=email]").fill("not an address")
        press(save.first)
        return
    forward = page.locator("main a.govuk-button").filter(has_text=re.compile("Go on|Continue"))
    if forward.count():
        press(forward.first)
        return
    adding = page.locator("main a.govuk-button").filter(has_text=re.compile("^Add a person"))
    if adding.count():
        press(adding.first)
        return
    todo = page.locator(".govuk-task-list__item").filter(has_not_text="Completed").locator("a")
    press(todo.first)


def invite_staff(story: Story) -> None:
    """The first administrator chooses a password by the operator's one-time link; the demo then lets them in."""
    link = story.portal.run("accounts", "first-administrator", *ADMINISTRATOR, "--commit")
    page = story.as_("staff")
    page.goto(link)
    press(page.locator("main button"))
    page.locator("input[name=password]").fill("a heron counts the tide")
    press(page.locator("main form button").first)
    expect(page.locator("h1")).to_have_text("Set up an authenticator app")
    page.goto("/demo/")
    press(page.get_by_role("button", name="Alex Reed"))
    expect(page).to_have_url(re.compile("/staff/$"))


def release_the_held(story: Story) -> None:
    """A test types faster than anybody, so its nominations are held: a person looks and releases them."""
    page = story.as_("staff")
    page.goto("/staff/held/")
    for _ in NOMINEES:
        press(page.get_by_role("button", name="Release").first)
    expect(page.locator("main")).to_contain_text("Nothing is held")


def screen(story: Story) -> list[str]:
    """Rule on every nomination; their nominees are told."""
    page = story.as_("staff")
    rows = page.locator("#queue tbody tr")
    wait_for_the_worker(page, rows)
    references = [re.search(r"NOM-\w+", row).group() for row in rows.all_inner_texts()]
    for reference in references:
        page.goto(f"/staff/nominations/{reference}")
        page.locator("input[name=decision][value=eligible]").check()
        page.locator("[name=reason]").fill("Checked on the public register.")
        press(page.get_by_role("button", name="Rule on this nomination"))
        expect(page.locator("main")).to_contain_text("Ruled eligible")
    return references


def wait_for_the_worker(page: Page, rows: Locator) -> None:
    """The worker puts what was sent into the work queue; the page says how many it has still to look at."""
    until = time.monotonic() + 30
    page.goto("/staff/queue")
    while rows.count() < len(NOMINEES) and time.monotonic() < until:
        time.sleep(0.5)
        page.goto("/staff/queue")
    expect(rows).to_have_count(len(NOMINEES))


def agree(story: Story, address: str, number: int) -> None:
    """The nominee agrees, chooses their full name and consents to everything, at both stages."""
    page = story.enter_by_mail(f"nominee{number}", address)
    page.get_by_label("Your name").fill(NOMINEES[number])
    press(page.get_by_role("button", name="Continue"))
    fill(page, {})
    for name, value in (("name_form", "full_name"), ("show_place", "yes"), ("unsafe", "no")):
        choice = page.locator(f"input[name={name}][value={value}]")
        if choice.count():
            choice.check()
    press(page.get_by_role("button", name="Save my answer"))
    expect(page.locator("h1")).to_contain_text("Thank you")


def admit(story: Story, reference: str) -> None:
    """Staff make the judges' copy, stamp it and admit the entry."""
    page = story.as_("staff")
    page.goto(f"/staff/nominations/{reference}/copy")
    page.locator("input[name=stamped]").check()
    press(page.get_by_role("button", name="Save and stamp the copy"))
    press(page.get_by_role("button", name="Admit it to judging"))
    expect(page.locator("main")).to_contain_text("ENT-")


def set_up_panel(story: Story) -> None:
    """Staff make a panel for the category and invite four judges."""
    page = story.as_("staff")
    page.goto("/staff/panels/")
    page.locator("[name=name]").fill("First panel")
    page.locator("input[type=checkbox]").first.check()
    press(page.get_by_role("button", name="Make the panel"))
    for number, name in enumerate(JUDGES):
        press(page.get_by_role("link", name="Invite a judge"))
        page.locator("[name=name]").fill(name)
        page.locator("[name=email]").fill(f"judge{number}@judges.example")
        press(page.get_by_role("button", name="Send the invitation"))
    story.slug = story.slug or ""


def declare(story: Story) -> None:
    """Each judge comes by mail, accepts the terms and declares; the last one knows the first nominee."""
    for number, _ in enumerate(JUDGES):
        page = story.enter_by_mail(f"judge{number}", f"judge{number}@judges.example")
        accept = page.locator("input[type=checkbox]")
        if accept.count():
            accept.first.check()
        press(page.get_by_role("button", name="I accept these terms"))
        press(page.get_by_role("button", name="Save and go on to the names"))
        expect(page.locator("main")).to_contain_text(NOMINEES[0])
        expect(page.locator("main")).not_to_contain_text("listened")
        if number == len(JUDGES) - 1:
            page.get_by_label(NOMINEES[0]).first.select_option("family_or_friend")
        page.locator("input[name=looked]").check()
        press(page.get_by_role("button", name="Send my answers"))


def release_readings(story: Story) -> None:
    """Staff ask for a plan, wait for the worker, and apply and release what it made."""
    page = story.as_("staff")
    page.goto("/staff/panels/")
    press(page.get_by_role("link", name="First panel"))
    press(page.get_by_role("button", name="Plan the readings"))
    apply = page.get_by_role("button", name="Apply and release")
    expect(apply).to_be_visible(timeout=30_000)  # the page looks again by itself until the worker has made the plan
    press(apply)
    expect(page.locator("main")).to_contain_text("the judges told by email")


def judge(story: Story) -> None:
    """Each judge scores what was given to them; whom the last one knows is nowhere on their pages."""
    readings = 0
    for number, _ in enumerate(JUDGES):
        page = story.as_(f"judge{number}")
        page.goto("/judge/entries/")
        if number == len(JUDGES) - 1:
            expect(page.locator("main")).not_to_contain_text(NOMINEES[0])
        while page.get_by_role("link", name="Go on with the next entry").count():
            press(page.get_by_role("link", name="Go on with the next entry"))
            score(page, first=readings == 0)
            readings += 1
            page.goto("/judge/entries/")
        page.goto("/judge/entries/scores")
        if page.get_by_role("link", name="Hand in my scores").count():
            press(page.get_by_role("link", name="Hand in my scores"))
            press(page.get_by_role("button", name="Hand in my scores"))
    assert readings == story.readings


def score(page: Page, *, first: bool) -> None:
    """Score every criterion near the top; the first time a comment that is needed is forgotten at first."""
    names = {radio.get_attribute("name") or "" for radio in page.locator("main input[type=radio]").all()}
    for name in sorted(names):
        page.locator(f"main input[type=radio][name='{name}']").last.check()
    if first:
        press(page.get_by_role("button", name="Save and next"))
        expect(page.get_by_role("alert")).to_contain_text("Say in a sentence why")
    for box in page.locator("main textarea").all():
        box.fill("Clear evidence, and a family says so.")
    press(page.get_by_role("button", name="Save and next"))
    expect(page.locator("main [role=alert].govuk-error-summary")).to_have_count(0)


def decide(story: Story) -> None:
    """The panel shortlists both and makes a joint award."""
    page = story.as_("staff")
    page.goto("/staff/results/")
    press(page.locator("main table a").first)
    expect(page.locator("main")).to_contain_text(NOMINEES[0])
    board = page.url
    wait_for_the_order(page)
    press(page.get_by_role("link", name="Decide the shortlist"))
    for box in page.locator("input[name=entries]").all():
        box.check()
    page.locator("[name=reason]").fill("Both were outstanding and close together.")
    press(page.get_by_role("button", name="Record the shortlist"))
    page.goto(board)
    press(page.get_by_role("link", name="Choose the winners"))
    for box in page.locator("input[name=winners]").all():
        box.check()
    page.locator("[name=reason]").fill("The panel could not place one above the other.")
    page.locator("[name=taking_part]").fill("Ada Marsh, Bel Stone and Col Rivers; no ties.")
    press(page.get_by_role("button", name="Record the decision"))


def wait_for_the_order(page: Page) -> None:
    """The worker seals the close, tells every judge, and adjusts the scores; until then nothing is decided."""
    link = page.get_by_role("link", name="Decide the shortlist")
    for _ in range(60):
        if link.count():
            return
        page.wait_for_timeout(1000)
        page.reload()
    raise AssertionError(page.locator("main").inner_text())


def announce(story: Story) -> None:
    """Nothing is public before the release; a hold stops it; right after it everything is."""
    assert not names_in(story.public_text())
    page = story.as_("staff")
    page.goto("/staff/announce/")
    press(page.get_by_role("button", name="Prepare the winners"))
    assert not names_in(story.public_text())
    press(page.get_by_role("link", name="Hold the winners"))
    page.locator("[name=reason]").fill("We are waiting for one more answer.")
    press(page.locator("main form button"))
    page.goto("/staff/announce/winners/release")
    assert page.get_by_role("button", name="Release the winners now").count() == 0
    assert not names_in(story.public_text())
    page.goto("/staff/announce/")
    press(page.get_by_role("link", name="Let the winners go"))
    page.locator("[name=reason]").fill("The answer came.")
    press(page.locator("main form button"))
    if story.by_the_clock:
        wait_for_the_clock(story)
    else:
        press(page.get_by_role("link", name="Release the winners"))
        press(page.get_by_role("button", name="Release the winners now"))
    assert names_in(story.public_text()) == list(NOMINEES)
    stranger = story.as_("stranger")
    stranger.goto("/winners/")
    expect(stranger.locator("main")).to_contain_text("Joint winner")


def wait_for_the_clock(story: Story) -> None:
    """Where the season leaves the release to the clock, nothing shows on the night until its time has come."""
    story.clock("night")
    time.sleep(3)  # the worker looks every second
    assert not names_in(story.public_text())
    story.clock("after")
    until = time.monotonic() + 30
    while not names_in(story.public_text()) and time.monotonic() < until:
        time.sleep(0.5)


def names_in(text: str) -> list[str]:
    return [name for name in NOMINEES if name in text]

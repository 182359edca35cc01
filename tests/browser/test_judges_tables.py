"""A judge's own scores, paper, practice and the panel's readings: no barrier on any, and the table by keyboard."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from awards.core.actor import Audience, Role
from awards.judging.practice_examples import examples_for
from awards.panels.queries import judging_round
from awards.seasons.models import Category, Criterion
from tests.browser.axe import violations
from tests.browser.screening_morning import PROGRAMME
from tests.browser.site import Site, aside
from tests.factories import (
    AssignmentFactory,
    EntryFactory,
    GrantFactory,
    PanelFactory,
    PanelMemberFactory,
    PassageFactory,
    ScoreFactory,
    ScoreSheetFactory,
    UserFactory,
)

pytestmark = pytest.mark.browser

DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
NARROWEST = {"width": 320, "height": 640}
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """[...document.querySelectorAll('main a, main button, main input:not([type=hidden]), main summary')]
  .filter(e => e.checkVisibility({visibilityProperty: true}))
  .map(e => [e.getBoundingClientRect(), e.textContent || e.name])
  .filter(([box]) => box.height < 23.5 && box.height > 0).map(([, words]) => words.trim())"""
OPEN = datetime(2024, 3, 20, 12, tzinfo=UTC)
CLOSED = datetime(2024, 6, 1, 12, tzinfo=UTC)
NAMES = (
    "Amara Okafor",
    "Llŷr ap Gwilym",
    "Zoë Featherstonehaugh-Montgomery",
    "Kit Lane",
    "Bryn Ellery",
    "Carys Penrose",
)


def panel(site: Site) -> SimpleNamespace:
    return site.once("a panel that judges", lambda: _panel(site))


def _panel(site: Site) -> SimpleNamespace:
    session, season = site.writing(), site.season
    season.judging = season.judging | {"practice": True}
    category = session.scalars(select(Category).where(Category.key == "practice")).one()
    criteria = list(session.scalars(select(Criterion).where(Criterion.category_id == category.id)))
    made = PanelFactory(season=season, categories=[category], members=[], name="Practice panel")
    users = [UserFactory(name=f"Judge {letter}") for letter in "ABCD"]
    for user in users:
        GrantFactory(user=user, role=Role.JUDGE, programme_key=PROGRAMME)
    members = [PanelMemberFactory(panel=made, user=user, ready=True) for user in users]
    entries = [EntryFactory(category=category, title=name) for name in NAMES]
    entries[1].content_warning = "This story speaks of loss."
    for place, entry in enumerate(entries):
        PassageFactory(entry=entry, text="She listened.\n\nThings changed. " * 20, voice="A colleague")
        for number, member in enumerate(members):
            _read(criteria, AssignmentFactory(member=member, entry=entry, position=place), (place + number) % 6)
    found = SimpleNamespace(
        refs=[entry.ref for entry in entries], panel=made.ref, judge=members[0].user.ref,
        others=[member.user.ref for member in members[1:]], keys=[one.key for one in criteria],
        example=examples_for(category)[0].key, closes_at=judging_round(season).closes_at,
    )  # fmt: skip
    site.settle()
    return found


def _read(criteria: list[Criterion], assignment: object, number: int) -> None:
    if number == 5:
        return
    sheet = ScoreSheetFactory(assignment=assignment, complete=number != 4)
    for place, one in enumerate(criteria):
        ScoreFactory(sheet=sheet, criterion_id=one.id, points=2 + (place * 3 + number) % 4, comment="It shows clearly.")


def as_judge(site: Site, found: SimpleNamespace, ref: str | None = None) -> object:
    return aside(lambda: site.browser().sign_in(Audience.JUDGES, ref or found.judge))


PAGES = {
    "scores": ("/judge/entries/scores?sort=-total", OPEN, "Out of 100"),
    "scores after the close": ("/judge/entries/scores", CLOSED, "What the panel gave"),
    "hand in": ("/judge/entries/hand-in", OPEN, "Handed in now"),
    "print": ("/judge/entries/print", OPEN, "Confidential: for Judge A only."),
    "panel": ("/judge/entries/{entry}/panel", CLOSED, "Another judge"),
    "panel too early": ("/judge/entries/{entry}/panel", OPEN, "You see these after judging has closed"),
    "practice": ("/judge/practice/{panel}", OPEN, "These entries are invented."),
    "practice entry": ("/judge/practice/{panel}/practice/{example}", OPEN, "never count"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_barrier_and_no_sideways_scroll(site: Site, chrome: Browser, name: str):
    found = panel(site)
    path, moment, says = PAGES[name]
    site.clock.set(moment)
    with site.seen_by(chrome, as_judge(site, found), viewport=DESKTOP) as page:
        page.goto(path.format(entry=found.refs[0], panel=found.panel, example=found.example))
        assert says in page.locator("main").inner_text(), page.locator("main").inner_text()[:400]
        barriers = {"desktop": violations(page)}
        page.set_viewport_size(PHONE)
        barriers["phone"] = violations(page)
        assert (barriers, page.evaluate(SMALL)) == ({"desktop": [], "phone": []}, [])
        page.set_viewport_size(NARROWEST)
        assert page.evaluate(SIDEWAYS) == 0


def test_the_panels_spread_has_no_barrier(site: Site, chrome: Browser):
    found = panel(site)
    site.clock.set(OPEN)
    address = f"/judge/practice/{found.panel}/practice/{found.example}"
    for ref in found.others:
        who = as_judge(site, found, ref)
        aside(lambda who=who: _practise(who, address, found.keys))
    with site.seen_by(chrome, as_judge(site, found), viewport=DESKTOP) as page:
        page.goto(address)
        for group in page.locator("fieldset").all():
            group.locator("input[value='3']").check()
        with page.expect_navigation():
            page.get_by_role("button", name="Save and see what the panel gave").click()
        assert "4 judges have scored this one so far." in page.locator("main").inner_text()
        assert violations(page) == []
        page.set_viewport_size(PHONE)
        assert violations(page) == []
        page.set_viewport_size(NARROWEST)
        assert page.evaluate(SIDEWAYS) == 0


def _practise(who, address: str, keys: list[str]) -> None:
    page = who.open(address)
    points = {f"points_{key}": 2 + number % 3 for number, key in enumerate(keys)}
    page.submit("Save and see what the panel gave", **points)


def test_the_table_is_changed_by_keyboard_without_scripts(site: Site, chrome: Browser):
    found = panel(site)
    site.clock.set(OPEN)
    with site.seen_by(
        chrome, as_judge(site, found, found.others[0]), viewport=PHONE, java_script_enabled=False
    ) as page:
        page.goto("/judge/entries/scores")
        cell = page.get_by_label("Amara Okafor,").first
        cell.focus()
        page.keyboard.press("Control+A")
        page.keyboard.type("5")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert "Saved: 1 entry." in page.locator("main").inner_text()
        cell = page.get_by_label("Amara Okafor,").first
        assert cell.input_value() == "5"
        cell.focus()
        page.keyboard.press("Control+A")
        page.keyboard.type("9")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert cell.get_attribute("aria-invalid") == "true"
        assert "give a whole number from 0 to 5, or nothing" in page.locator("main").inner_text()


def test_every_sheet_of_paper_carries_the_notice(site: Site, chrome: Browser):
    found = panel(site)
    site.clock.set(OPEN)
    with site.seen_by(chrome, as_judge(site, found), viewport=DESKTOP) as page:
        page.goto("/judge/entries/print")
        page.emulate_media(media="print")
        shown = page.locator(".sheaf__notice:visible")
        assert (shown.count(), page.locator(".sheaf").count()) == (8, 8)  # the front, the rubric, six entries
        heads = {page.locator(".sheaf__head").nth(n).evaluate("e => getComputedStyle(e).display") for n in range(8)}
        assert heads == {"table-header-group"}
        assert page.locator(".site-header:visible, .site-footer:visible").count() == 0

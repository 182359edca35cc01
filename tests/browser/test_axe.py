"""No page of nominators, nominees and adults beside them has a barrier that axe can find, or scrolls sideways."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import violations
from tests.browser.site import Site
from tests.browser.state import State
from tests.browser.states import DOORS, NO_PAGE, STATES

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 360, "height": 740}
NARROWEST = {"width": 320, "height": 640}

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name.replace(" ", "-"))
def test_a_state_has_no_barrier_and_no_sideways_scroll(site: Site, chrome: Browser, state: State):
    visit = state.make(site)
    with site.seen_by(chrome, visit.who, viewport=DESKTOP) as page:
        path = site.show(page, visit)
        assert (site.endpoint_at(path), state.shows in page.locator("main").inner_text()) == (state.endpoint, True), (
            f"not the state meant: {path}: {page.locator('main').inner_text()[:400]} {site.raised}"
        )
        found = {"desktop": violations(page)}
        page.set_viewport_size(PHONE)
        found["phone"] = violations(page)
        assert found == {"desktop": [], "phone": []}
        page.set_viewport_size(NARROWEST)
        assert page.evaluate(SIDEWAYS) == 0


def test_axe_finds_what_is_wrong(site: Site, chrome: Browser):
    with site.seen_by(chrome) as page:
        page.goto("/nominate/")
        page.evaluate("document.querySelector('main input[type=radio]').labels[0].remove()")
        page.evaluate("document.querySelector('main h1').style.color = '#eee'")
        assert sorted({one.split(" ")[0] for one in violations(page)}) == ["color-contrast", "label"]


def test_every_page_of_these_doors_is_in_some_state(site: Site):
    rules = [rule for rule in site.app.url_map.iter_rules() if rule.endpoint.partition(".")[0] in DOORS]
    pages = {rule.endpoint for rule in rules}
    assert pages - {state.endpoint for state in STATES} - set(NO_PAGE) == set()
    assert set(NO_PAGE) <= pages
    assert set(NO_PAGE) & {state.endpoint for state in STATES} == set()


def test_every_state_has_a_name_of_its_own():
    assert len({state.name for state in STATES}) == len(STATES)

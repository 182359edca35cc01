"""No page of results has a barrier that axe can find, scrolls sideways or is hard to hit."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import violations
from tests.browser.judging_hands import SIDEWAYS, SMALL
from tests.browser.site import Site
from tests.browser.state import State
from tests.browser.states_of_results import STATES

pytestmark = pytest.mark.browser

DESKTOP = {"width": 1280, "height": 900}
ZOOMED = {"width": 320, "height": 640}


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name.replace(" ", "-"))
def test_a_state_has_no_barrier_and_is_easy_to_hit(site: Site, chrome: Browser, state: State):
    visit = state.make(site)
    with site.seen_by(chrome, visit.who, viewport=DESKTOP) as page:
        path = site.show(page, visit)
        assert (site.endpoint_at(path), state.shows in page.locator("body").inner_text()) == (state.endpoint, True), (
            f"not the state meant: {path}: {page.locator('main').inner_text()[:400]} {site.raised}"
        )
        found = {"wide": (violations(page), page.evaluate(SMALL), page.evaluate(SIDEWAYS))}
        page.set_viewport_size(ZOOMED)
        found["zoomed"] = (violations(page), page.evaluate(SMALL), page.evaluate(SIDEWAYS))
        assert found == {"wide": ([], [], 0), "zoomed": ([], [], 0)}


def test_every_page_of_the_working_and_of_judges_is_in_some_state(site: Site):
    doors = {"results_judge", "how_we_judge"}
    pages = {rule.endpoint for rule in site.app.url_map.iter_rules() if rule.endpoint.partition(".")[0] in doors}
    shown = {state.endpoint for state in STATES}
    assert pages - shown == set()
    assert {f"results_staff.{name}" for name in ("categories", "category", "working", "why", "severity")} <= shown

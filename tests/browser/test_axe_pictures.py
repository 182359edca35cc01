"""No page of pictures or of where to read more has a barrier that axe finds, scrolls sideways or is hard to hit."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import violations
from tests.browser.judging_hands import SIDEWAYS, SMALL
from tests.browser.site import Site
from tests.browser.state import State
from tests.browser.states_of_pictures import STATES
from tests.browser.test_axe_judging import DESKTOP, ZOOMED, endpoint_at

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name.replace(" ", "-"))
def test_a_state_has_no_barrier_and_is_easy_to_hit(site: Site, chrome: Browser, state: State):
    visit = state.make(site)
    with site.seen_by(chrome, visit.who, viewport=DESKTOP) as page:
        path = site.show(page, visit)
        assert (state.endpoint in {endpoint_at(site, path), "results_staff.seek_readings"},
                state.shows in page.locator("body").inner_text()) == (True, True), (
            f"not the state meant: {path}: {page.locator('main').inner_text()[:400]} {site.raised}"
        )  # fmt: skip
        found = {"wide": (violations(page), page.evaluate(SMALL), page.evaluate(SIDEWAYS))}
        page.set_viewport_size(ZOOMED)
        found["zoomed"] = (violations(page), page.evaluate(SMALL), page.evaluate(SIDEWAYS))
        assert found == {"wide": ([], [], 0), "zoomed": ([], [], 0)}

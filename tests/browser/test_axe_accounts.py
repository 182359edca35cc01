"""No page of signing in, of one's own account or of people has a barrier that axe can find, or scrolls sideways."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.axe import violations
from tests.browser.judging_hands import SIDEWAYS, SMALL
from tests.browser.signing_hands import PATIENCE
from tests.browser.site import Site
from tests.browser.state import State
from tests.browser.states_of_accounts import DOORS, NO_PAGE, STATES

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name.replace(" ", "-"))
def test_a_state_has_no_barrier_and_is_easy_to_hit(site: Site, chrome: Browser, state: State):
    visit = state.make(site)
    with site.seen_by(chrome, visit.who, viewport={"width": 1280, "height": 900}) as page:
        page.set_default_timeout(PATIENCE)
        path = site.show(page, visit)
        assert (site.endpoint_at(path), state.shows in page.locator("body").inner_text()) == (state.endpoint, True), (
            f"not the state meant: {path}: {page.locator('main').inner_text()[:400]} {site.raised}"
        )
        found = {"wide": (violations(page), page.evaluate(SMALL), page.evaluate(SIDEWAYS))}
        page.set_viewport_size({"width": 320, "height": 640})
        found["zoomed"] = (violations(page), page.evaluate(SMALL), page.evaluate(SIDEWAYS))
        assert found == {"wide": ([], [], 0), "zoomed": ([], [], 0)}


def test_every_page_of_these_doors_is_in_some_state(site: Site):
    rules = [rule for rule in site.app.url_map.iter_rules() if rule.endpoint.partition(".")[0] in DOORS]
    assert {rule.endpoint for rule in rules} - {state.endpoint for state in STATES} == set(NO_PAGE)


def test_every_state_has_a_name_of_its_own():
    assert len({state.name for state in STATES}) == len(STATES)

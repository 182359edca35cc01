"""No page of judging, of judges or of staff, has a barrier that axe can find, scrolls sideways or is hard to hit."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser
from werkzeug.exceptions import MethodNotAllowed

from tests.browser import states_of_judging, states_of_panels
from tests.browser.axe import violations
from tests.browser.judging_hands import SIDEWAYS, SMALL
from tests.browser.site import Site
from tests.browser.state import State

pytestmark = pytest.mark.browser

STATES = [*states_of_judging.STATES, *states_of_panels.STATES]
NO_PAGE = states_of_judging.NO_PAGE | states_of_panels.NO_PAGE
DOORS = {
    "panels_judge", "judging", "judging_chair", "judging_practice", "panels_staff", "members_staff", "judging_rules",
    "judging_staff", "judging_mail",
}  # fmt: skip
DESKTOP = {"width": 1280, "height": 900}
ZOOMED = {"width": 320, "height": 640}
"""What is left of 1280 pixels at 400 %."""


def endpoint_at(site: Site, path: str) -> str:
    """Say what answers at this path; a page that shows errors may be that of an address which only takes posts."""
    try:
        return site.endpoint_at(path)
    except MethodNotAllowed:
        return str(site.app.url_map.bind("localhost").match(path, method="POST")[0])


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.name.replace(" ", "-"))
def test_a_state_has_no_barrier_and_is_easy_to_hit(site: Site, chrome: Browser, state: State):
    visit = state.make(site)
    with site.seen_by(chrome, visit.who, viewport=DESKTOP) as page:
        path = site.show(page, visit)
        assert (endpoint_at(site, path), state.shows in page.locator("body").inner_text()) == (state.endpoint, True), (
            f"not the state meant: {path}: {page.locator('main').inner_text()[:400]} {site.raised}"
        )
        found = {"wide": (violations(page), page.evaluate(SMALL), page.evaluate(SIDEWAYS))}
        page.set_viewport_size(ZOOMED)
        found["zoomed"] = (violations(page), page.evaluate(SMALL), page.evaluate(SIDEWAYS))
        assert found == {"wide": ([], [], 0), "zoomed": ([], [], 0)}


def test_every_page_of_judging_is_in_some_state(site: Site):
    pages = {rule.endpoint for rule in site.app.url_map.iter_rules() if rule.endpoint.partition(".")[0] in DOORS}
    assert pages - {state.endpoint for state in STATES} - set(NO_PAGE) == set()
    assert set(NO_PAGE) <= pages
    assert set(NO_PAGE) & {state.endpoint for state in STATES} == set()
    assert len({state.name for state in STATES}) == len(STATES)

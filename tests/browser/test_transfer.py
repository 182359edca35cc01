"""The form stays small: what a telephone on a slow line has to fetch, counted by the browser itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.asking import filled
from tests.browser.site import Site
from tests.browser.state import reference
from tests.browser.transfer import FIRST_VISIT, REPEAT_VISIT, visits

pytestmark = pytest.mark.browser

LANDING = {
    "start": "/nominate/",
    "task list": "/nominations/{ref}",
    "an answer": "/nominations/{ref}/answers/practice",
    "list": "/nominations/",
}
"""Where somebody can come to the form with nothing in the browser yet: by the public page or by a mailed link."""


@pytest.mark.parametrize("path", LANDING.values(), ids=LANDING.keys())
def test_a_visit_to_the_form_is_small(site: Site, chrome: Browser, path: str):
    written = site.once("written", lambda: filled(site.browser(), "practice"))
    site.settle()
    context = chrome.new_context()
    site.hand_over(written.browser, context)
    counted = visits(context, site.url + path.format(ref=reference(written)))
    context.close()
    assert len(counted.files) > 4  # page, style, script and fonts were all seen
    assert counted.first <= FIRST_VISIT, counted.files
    assert 0 < counted.repeat <= REPEAT_VISIT

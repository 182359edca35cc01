"""Files that are the same for everybody carry no cookie and are not kept by cookie."""

import pytest

from awards.core.actor import Audience
from tests.factories import NominatorFactory, SeasonFactory


@pytest.mark.parametrize("path", ["/static/css/portal.css?v=1", "/theme.css"])
def test_a_file_that_is_the_same_for_all_has_no_cookie(browser, session, path):
    SeasonFactory()
    browser.sign_in(Audience.NOMINATORS, NominatorFactory().ref)
    with browser.client.session_transaction() as kept:
        kept.permanent = True  # Flask would send such a cookie anew with every answer
    with browser.client.get(path) as answer:
        pass
    assert (answer.status_code, answer.headers.getlist("Set-Cookie")) == (200, [])
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert answer.headers["Cache-Control"].startswith("public")


def test_a_page_varies_by_cookie_and_keeps_it(browser, session):
    SeasonFactory()
    answer = browser.client.get("/nominate/return")
    assert "Cookie" in answer.headers["Vary"]
    assert answer.headers.getlist("Set-Cookie") != []

"""A sign-in is a row on the server: a copy of the browser's cookie is worth nothing once that row has ended."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from awards.accounts.browser import TOKENS
from awards.accounts.models import SignIn
from awards.core.actor import Audience
from awards.links.actions import hash_of
from tests.factories import SeasonFactory, StaffFactory
from tests.pages.browser import Browser
from tests.signing_in import set_up, sign_in_as_staff


@pytest.fixture
def way_in(session, clock):
    SeasonFactory()
    one = StaffFactory(email="jo@staff.example")
    session.flush()
    return set_up(session, one, now=clock())


def cookie_of(browser) -> str:
    return browser.client.get_cookie("awards").value


def with_cookie(app, value: str) -> Browser:
    """Give another browser that holds what somebody copied."""
    other = Browser(app)
    other.client.set_cookie("awards", value)
    return other


def tokens(browser) -> dict[str, str]:
    with browser.client.session_transaction() as kept:
        return dict(kept.get(TOKENS, {}))


def test_a_copied_cookie_opens_nothing_after_signing_out(app, browser, way_in, clock):
    page = sign_in_as_staff(browser, way_in, now=clock())
    copied = cookie_of(browser)
    assert with_cookie(app, copied).get("own_staff.account").heading == "Your account"
    csrf = page.soup.find("input", attrs={"name": "csrf_token"})["value"]
    browser.open("/sign-in/out/staff", post={"csrf_token": [csrf]})
    assert with_cookie(app, copied).get("own_staff.account").url == "/sign-in/staff"


def test_a_cookie_that_was_planted_before_signing_in_does_not_become_a_way_in(app, browser, way_in, clock):
    browser.get("sign_in.staff")
    planted = cookie_of(browser)
    victim = with_cookie(app, planted)
    sign_in_as_staff(victim, way_in, now=clock())
    assert victim.get("own_staff.account").heading == "Your account"
    assert with_cookie(app, planted).get("own_staff.account").url == "/sign-in/staff"


def test_signing_in_anew_is_a_new_token_and_the_old_one_is_dead(app, browser, way_in, session, clock):
    sign_in_as_staff(browser, way_in, now=clock())
    copied, before = cookie_of(browser), tokens(browser)[Audience.STAFF]
    clock.forward(minutes=1)
    sign_in_as_staff(browser, way_in, now=clock())
    assert tokens(browser)[Audience.STAFF] != before
    session.rollback()
    old = session.scalars(select(SignIn).where(SignIn.token_hash == hash_of(before))).one()
    assert old.ended_at == clock()
    assert with_cookie(app, copied).get("own_staff.account").url == "/sign-in/staff"

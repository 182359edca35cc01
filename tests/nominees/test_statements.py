"""No page of a nominee costs more than eight statements, and none costs more for a longer history."""

from __future__ import annotations

import pytest

from awards.core.actor import Audience
from tests.factories import NomineeFactory
from tests.nominees.conftest import EMAIL

MOST = 8
SAVE = "Save my answer"
ALL = {"finalist": ["name", "story", "place"], "winner": ["name", "story", "place"]}


@pytest.mark.parametrize("kind", ["practice", "team", "young", "organiser"])
@pytest.mark.parametrize("page", ["about_me", "thanks", "facts"])
def test_a_nominees_own_pages(told, browser, session, statements, page, kind):
    nominee = told(kind)
    browser.sign_in(Audience.NOMINEES, nominee.ref)
    before = statements.of(lambda: browser.get(f"nominees.{page}"))
    answered = browser.get("nominees.about_me").submit(SAVE, response="agreed", name_form="full_name", **ALL)
    answered.click("change your answer").submit(SAVE, finalist=None, winner=None)
    after = statements.of(lambda: browser.get(f"nominees.{page}"))
    assert (before, before <= MOST) == (after, True)


@pytest.mark.parametrize("page", ["check", "not_mine"])
def test_the_pages_before_the_check(opened, statements, browser, page):
    opened()
    assert statements.of(lambda: browser.get(f"nominee_link.{page}")) <= MOST


@pytest.mark.parametrize("page", ["not_mine_noted", "find", "sent"])
def test_the_pages_for_anybody(told, browser, session, statements, page):
    told()
    assert statements.of(lambda: browser.get(f"nominee_link.{page}")) <= MOST


@pytest.mark.parametrize("page", ["links.confirm", "links.renewed"])
def test_the_page_of_a_link_that_ran_out(told, browser, session, statements, mailbox, clock, page):
    told()
    session.commit()
    link = mailbox.link_to(EMAIL)
    clock.forward(days=61)
    browser.open(link)
    assert statements.of(lambda: browser.get(page)) <= MOST


def test_typing_a_name_costs_the_same_however_many_share_it(opened, statements):
    check, _ = opened()
    NomineeFactory(full_name="Amara Okafor")
    assert statements.of(lambda: check.submit(name="Casey")) <= 2 * MOST

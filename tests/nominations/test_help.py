"""Help stands on every page of nominators and nominees, in the same place, errors and closed doors included."""

from __future__ import annotations

import pytest

from awards.core.actor import Audience
from tests.factories import NomineeFactory, SeasonFactory
from tests.nominations.building import complete

CONTACT = "mailto:awards@harbour.example"
PHONE_AND_POST = "You do not have to use these pages: we take nominations and answers by phone and by post too."


def has_help(page):
    footer = page.soup.footer
    links = [link["href"] for link in footer.select("a[href]")]
    words = footer.get_text(" ", strip=True)
    return [CONTACT in links, "/worried" in links or any("worried" in one for one in links), PHONE_AND_POST in words]


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/nominate/", 200),
        ("/nominate/return", 200),
        ("/nominate/return/sent", 200),
        ("/awards/nothing-here", 404),
        ("/link/not-a-link", 410),
        ("/link/", 410),
        ("/nominations/NOM-22222", 200),
        ("/about-me/thanks", 403),
    ],
)
def test_help_is_on_public_pages_and_errors(browser, session, address, status):
    SeasonFactory()
    page = browser.open(address)
    assert (page.status, has_help(page)) == (status, [True, True, True])


@pytest.mark.parametrize("fields", [{"name": ["Casey"]}, {}])
def test_help_is_where_a_sign_in_has_ended_or_a_form_is_too_old(browser, session, fields):
    SeasonFactory()
    page = browser.open("/nominations/NOM-22222/about-you", post=fields)
    assert (page.status, has_help(page)) == (400, [True, True, True])


def test_help_is_on_every_page_of_a_draft(browser, season, session):
    nomination = complete(session, season)
    session.commit()
    browser.sign_in(Audience.NOMINATORS, nomination.nominator.ref)
    for page in ("task_list", "eligibility", "about_you", "nominee", "declarations", "check", "withdraw"):
        links = [a["href"] for a in browser.get(f"my_nominations.{page}", ref=nomination.ref).soup.footer.select("a")]
        assert (page, [one for one in links if one.startswith("mailto:")] != []) == (page, True)


def test_help_is_on_a_nominee_s_page(browser, session):
    nominee = NomineeFactory()
    session.commit()
    browser.sign_in(Audience.NOMINEES, nominee.ref)
    assert has_help(browser.get("nominees.about_me"))[0] is True


def test_the_start_page_says_what_is_needed_and_the_other_ways(browser, season):
    page = browser.get("nominations.start")
    for words in (
        "You can nominate by phone or by post instead.", "What you write is saved each time you press the button",
        "Nothing is sent to us for judging until you press the button at the very end.", "Get help with this form",
    ):  # fmt: skip
        assert words in page.text


@pytest.mark.parametrize("endpoint", ["nominations.start", "nominations.find"])
def test_public_pages_of_nominating_cost_few_statements(browser, season, statements, endpoint):
    assert statements.of(lambda: browser.get(endpoint)) == {"nominations.start": 5, "nominations.find": 2}[endpoint]

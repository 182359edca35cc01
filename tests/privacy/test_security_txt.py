"""security.txt and the page it names: where weaknesses are told, and what happens then (RFC 9116)."""

from datetime import datetime, timedelta

import pytest

from awards.app import create_app
from config import BadSettings, Settings
from tests.conftest import settings_for
from tests.factories import SeasonFactory
from tests.pages.browser import Browser


def fields_of(browser):
    answer = browser.client.get("/.well-known/security.txt")
    assert answer.status_code == 200
    assert answer.content_type == "text/plain; charset=utf-8"
    return dict(line.split(": ", 1) for line in answer.text.splitlines())


def test_the_file_has_every_field_once(browser, session, clock):
    SeasonFactory()
    session.commit()
    found = fields_of(browser)
    assert found | {"Expires": ""} == {
        "Contact": "mailto:awards@harbour.example",
        "Expires": "",
        "Preferred-Languages": "en",
        "Canonical": "http://localhost/.well-known/security.txt",
        "Policy": "http://localhost/security",
    }


def test_it_expires_within_a_year_and_is_always_good_for_months(browser, session, clock):
    SeasonFactory()
    session.commit()
    for _ in range(3):
        expires = datetime.fromisoformat(fields_of(browser)["Expires"])
        assert timedelta(days=150) < expires - clock() < timedelta(days=365)
        clock.forward(days=300)


@pytest.mark.parametrize(
    ("given", "told"),
    [("security@harbour.example", "mailto:security@harbour.example"), ("https://harbour.example/report",) * 2],
)
def test_a_contact_of_its_own_goes_before_the_programmes(database_url, clock, given, told):
    browser = Browser(create_app(settings_for(database_url, security_contact=given), clock=clock))
    assert fields_of(browser)["Contact"] == told
    assert given in browser.get("privacy.security").text


def test_without_any_contact_there_is_no_file(browser, session):
    assert browser.client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.parametrize("wrong", ["nobody", "javascript:x@y", "a@b\nPolicy: x", "http://harbour.example"])
def test_a_contact_that_nobody_can_use_stops_the_start(wrong):
    with pytest.raises(BadSettings) as bad:
        Settings.from_environment({"AWARDS_SECURITY_CONTACT": wrong})
    assert "AWARDS_SECURITY_CONTACT must be an email address or begin with https://" in bad.value.problems


def test_the_policy_says_what_happens_and_protects_whoever_reports(browser, session):
    SeasonFactory()
    page = browser.get("privacy.security")
    assert page.status == 200
    text = page.text
    for words in ("Within 48 hours", "critical within 7 days", "not take or support legal action", "newest release"):
        assert words in text, words

"""Behind the link: a name before anything is shown, a way out, and a limit on guessing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from awards.accounts.models import Attempt, SignIn
from awards.comms.models import Message, MessageState
from awards.core.actor import Audience
from awards.links.models import Link
from awards.nominees.actions import send_notice
from awards.nominees.correcting import correct_nominee
from tests.nominees.conftest import EMAIL, NAME, STAFF

SECRETS = (
    "Okafor",
    "Amara",
    "Ama",
    "Practice",
    "Team award",
    "Young",
    "care experience",
    "Casey",
    "Harbour Duty",
    EMAIL,
)


def test_the_link_shows_nothing_and_signs_nobody_in_before_a_name_is_typed(opened, session, browser):
    check, _ = opened("young")
    assert (check.status, check.heading, check.url) == (200, "Type your name to go on", "/about-me/check")
    assert [words for words in SECRETS if words in check.html] == []
    assert "Somebody has been put forward for the Harbour Awards" in check.text
    assert session.scalars(select(SignIn)).all() == []
    assert browser.get("nominees.about_me").status == 403


@pytest.mark.parametrize("kind", ["practice", "team", "young", "organiser"])
@pytest.mark.parametrize("typed", ["okafor", "  AMARA ", "Ms A. Ókafor", "Amara-Jane"])
def test_any_word_of_the_name_opens_the_page(opened, kind, typed):
    check, _ = opened(kind)
    assert check.submit(name=typed).heading == "You have been put forward"


@pytest.mark.parametrize("typed", ["Ama"])
def test_the_name_somebody_is_known_by_will_do(opened, typed):
    check, _ = opened()
    assert check.submit(name=typed).heading == "You have been put forward"


def test_passing_the_check_signs_in_as_nominee_for_two_hours(page, session, clock, browser):
    _, nominee = page()
    session.rollback()
    (entry,) = session.scalars(select(SignIn)).all()
    assert (entry.audience, entry.subject, entry.expires_at) == (
        Audience.NOMINEES, nominee.ref, clock() + timedelta(hours=2),
    )  # fmt: skip
    clock.forward(hours=2)
    assert browser.get("nominees.about_me").status == 403


@pytest.mark.parametrize("typed", ["Casey", "A", "Am", "-", "’’"])
def test_another_name_is_refused_keeps_what_was_typed_and_says_what_to_do(opened, typed, session):
    check, _ = opened()
    wrong = check.submit(name=typed)
    said = "That is not the name we were given. Type your name as people who know you would write it"
    assert (wrong.status, wrong.errors) == (422, [said])
    assert wrong.soup.find(id="name")["value"] == typed
    session.rollback()
    assert [one.kind for one in session.scalars(select(Attempt))] == ["nominee_name"]


def test_an_empty_name_is_no_miss(opened, session):
    check, _ = opened()
    assert check.submit(name=" ").errors == ["Enter your name"]
    session.rollback()
    assert session.scalars(select(Attempt)).all() == []


def test_after_five_misses_even_the_right_name_waits_an_hour(opened, clock, another_browser, mailbox):
    check, _ = opened()
    wrong = [check.submit(name="Casey") for _ in range(5)]
    assert [one.status for one in wrong] == [422] * 5
    later = wrong[-1].submit(name=NAME)
    assert (later.status, later.heading) == (429, "Come back later")
    assert "awards@organiser.example" in later.text or "@" in later.text
    elsewhere = another_browser.follow_mail(mailbox.link_to(EMAIL))
    assert elsewhere.status == 429
    clock.forward(minutes=61)
    assert another_browser.get("nominee_link.check").submit(name=NAME).heading == "You have been put forward"


def test_a_link_that_was_opened_waits_two_hours_for_a_name(opened, clock):
    check, _ = opened()
    clock.forward(hours=2)
    late = check.submit(name=NAME)
    assert (late.status, late.heading) == (410, "Open the link in our message")


def test_without_a_link_there_is_no_check(browser, told, session):
    told()
    session.commit()
    assert [browser.get(f"nominee_link.{page}").status for page in ("check", "not_mine")] == [410, 410]


def test_the_link_may_be_used_again_for_60_days(page, another_browser, mailbox, clock):
    page()
    link = mailbox.link_to(EMAIL)
    clock.forward(days=59)
    assert another_browser.follow_mail(link).submit(name=NAME).heading == "You have been put forward"
    clock.forward(days=2)
    assert another_browser.open(link).status == 410


@pytest.fixture
def misdirected(opened):
    check, nominee = opened()
    ask = check.click("This was not meant for me")
    assert ask.heading == "Was this not meant for you?"
    return ask.submit("It was not meant for me"), nominee


def test_whoever_it_was_not_meant_for_says_so_and_everything_stops(misdirected, session, audit_trail, browser, mailbox):
    noted, nominee = misdirected
    assert noted.heading == "Thank you for telling us"
    assert audit_trail(nominee.ref) == ["notice.sent", "link.redeemed", "notice.misdirected"]
    session.rollback()
    assert [one.revoked_at is None for one in session.scalars(select(Link))] == [False]
    assert [browser.get(f"nominee_link.{page}").status for page in ("check", "not_mine")] == [410, 410]
    assert browser.open(mailbox.link_to(EMAIL)).status == 410


def test_the_check_opened_in_another_browser_is_void_as_well(opened, another_browser, mailbox):
    check, _ = opened()
    other = another_browser.follow_mail(mailbox.link_to(EMAIL))
    check.click("This was not meant for me").submit("It was not meant for me")
    assert other.submit(name=NAME).status == 410


def test_a_notice_that_went_astray_goes_again_once_the_address_is_put_right(misdirected, session, clock, mailbox):
    _, nominee = misdirected
    send = {"programme_key": "harbour-awards", "actor": STAFF, "now": clock()}
    assert not send_notice(session, nominee, **send)
    correct_nominee(session, nominee, changes={"email": "right@nominees.example"}, actor=STAFF, now=clock())
    assert send_notice(session, nominee, **send)
    session.commit()
    assert mailbox.last_to("right@nominees.example")["Subject"] == "Harbour Awards: you have been put forward"
    assert [one.state for one in session.scalars(select(Message))] == [MessageState.SENT, MessageState.SENT]


def test_for_somebody_who_has_died_nothing_opens(opened, session):
    check, nominee = opened()
    nominee.deceased = True
    session.commit()
    assert check.submit(name=NAME).status == 410

"""Nobody can make the portal write to a stranger again and again, and no page claims a mail that did not go."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from awards.comms.models import Message, MessageState
from awards.core.actor import Actor, Audience
from awards.nominations import actions, mailing
from tests.nominations.building import complete
from tests.nominations.filling import EMAIL, about_you, begin, fill_practice, send

STRANGER = "stranger@elsewhere.example"


def kinds(session):
    session.rollback()
    return [message.kind for message in session.scalars(select(Message).order_by(Message.id))]


def ask(browser, address):
    return browser.get("nominations.find").submit("Send me a link", email=address)


def test_an_address_is_mailed_three_links_within_six_hours(browser, season, session, clock):
    email = complete(session, season).nominator.email
    for _ in range(5):
        ask(browser, email)
        clock.forward(minutes=30)
    assert len(kinds(session)) == 3
    clock.forward(hours=3, minutes=30)  # six hours after the first
    ask(browser, email)
    assert len(kinds(session)) == 4


def test_drafts_of_many_browsers_count_for_the_address_they_name(app, browser, season, session):
    for _ in range(5):
        browser.client.delete_cookie("awards", domain="localhost")
        about_you(begin(browser, "practice"), email=STRANGER)
    assert len(kinds(session)) == 3


def test_changing_the_address_to_and_fro_does_not_reset_the_count(browser, season, session):
    for _ in range(4):
        page = about_you(begin(browser, "practice"), email=STRANGER)
        about_you(page, email=EMAIL)
    session.rollback()
    recipients = [message.recipient for message in session.scalars(select(Message))]
    assert recipients.count(STRANGER) == 3


def test_saving_the_same_address_again_costs_nothing_of_the_allowance(browser, season, session):
    page = about_you(begin(browser, "practice"))
    for _ in range(4):
        page = about_you(page)
    send_one = ask(browser, EMAIL)
    assert (send_one.heading, len(kinds(session))) == ("Check your email", 2)


def test_known_unknown_and_exhausted_addresses_get_the_same_answer(browser, season, session, clock):
    email = complete(session, season).nominator.email
    answers = [(page.status, page.url, page.text) for page in (ask(browser, email) for _ in range(4))]
    page = ask(browser, "nobody@elsewhere.example")
    assert {*answers, (page.status, page.url, page.text)} == {answers[0]}


def test_asking_very_often_from_one_network_is_asked_to_wait_and_keeps_the_address(
    browser, season, session, monkeypatch
):
    monkeypatch.setattr(mailing, "MOST_ASKED", 2)
    email = complete(session, season).nominator.email
    answers = []
    for address in (STRANGER, STRANGER, email, STRANGER):
        page = ask(browser, address)
        answers.append((page.status, page.errors))
    crowded = "Very many links were asked for from your network within the last hour. Wait for an hour, then try again."
    assert answers == [(200, []), (200, []), (429, [crowded]), (429, [crowded])]
    assert page.soup.find(id="email")["value"] == STRANGER
    assert kinds(session) == []


def sent(session, season, clock, *, confirmed):
    nomination = complete(session, season)
    nomination.nominator.email_confirmed_at = clock() if confirmed else None
    for _ in range(mailing.MOST_LINKS):
        mailing.note_attempt(session, mailing.LINK_MAILED, nomination.nominator.email, now=clock())
    actor = Actor(Audience.NOMINATORS, nomination.nominator.ref)
    return actions.submit_nomination(session, nomination, actor=actor, now=clock())


@pytest.mark.parametrize(("confirmed", "mailed"), [(True, ["nominations/receipt"]), (False, [])])
def test_a_receipt_counts_unless_its_address_was_confirmed(session, season, clock, confirmed, mailed):
    nomination = sent(session, season, clock, confirmed=confirmed)
    assert [message.kind for message in session.scalars(select(Message))] == mailed
    assert session.scalar(select(mailing.receipt_went(nomination))) is confirmed


def test_the_receipt_says_that_a_mail_goes_only_when_one_does(browser, season, session, clock):
    page = send(fill_practice(browser))
    assert f"A receipt is on its way to {EMAIL}." in page.text
    session.rollback()
    session.scalars(select(Message).where(Message.kind == "nominations/receipt")).one().state = MessageState.PARKED
    session.commit()
    page = browser.open(page.url)
    assert ("is on its way" in page.text, "This page is your receipt" in page.text) == (False, True)


def test_the_page_does_not_claim_a_receipt_above_the_limit_and_is_complete_all_the_same(
    browser, season, session, clock
):
    page = fill_practice(browser)
    for _ in range(2):
        clock.forward(minutes=1)
        ask(browser, EMAIL)
    page = send(page)
    assert ("is on its way" in page.text, "Amara Okafor" in page.text) == (False, True)
    assert "nominations/receipt" not in kinds(session)


def test_the_receipt_of_an_earlier_version_is_not_taken_for_this_one(session, season, clock):
    nomination = sent(session, season, clock, confirmed=True)
    clock.forward(minutes=5)
    nomination.submitted_at = clock()
    session.flush()
    assert session.scalar(select(mailing.receipt_went(nomination))) is False
    assert timedelta(hours=6) == mailing.WITHIN

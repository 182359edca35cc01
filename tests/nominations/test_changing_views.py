"""Changing course as a nominator does: another award, a new version, a correction; and what a stale page may do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from awards.core.actor import SYSTEM, Actor, Audience
from awards.nominations import actions, correcting
from awards.nominations.models import Nomination
from tests.nominations.building import complete, whole
from tests.nominations.filling import TEAM_FACTS, begin

ACTOR = Actor(Audience.NOMINATORS, "NTR-2222222")
CLOSE = datetime(2024, 2, 23, 23, 59, 59, tzinfo=UTC)
AFTER = CLOSE + timedelta(days=2)


@pytest.fixture
def draft(session, season, browser):
    """A complete draft whose nominator is signed in."""
    nomination = complete(session, season)
    browser.sign_in(Audience.NOMINATORS, nomination.nominator.ref)
    return nomination


@pytest.fixture
def sent(session, draft, clock):
    actions.submit_nomination(session, whole(session, draft), actor=ACTOR, now=clock())
    session.commit()
    return draft


@pytest.fixture
def page_of(browser, draft):
    """Opens a page of the draft, or of its new version."""
    return lambda name, version="", **values: browser.get(f"my_nominations.{name}", ref=draft.ref + version, **values)


def begin_version(page_of):
    return page_of("receipt").submit("Make a new version")


def finish(page):
    ticked = {"true": "y", "no_child_named": "y", "privacy_read": "y"}
    return page.click("Declarations").submit(nominee_knows="yes", **ticked).click("Check your answers and send")


def tags(page) -> list[str]:
    return [one.get_text(strip=True) for one in page.soup.select(".govuk-tag")]


# A new version


def test_a_new_version_is_begun_changed_and_sent_and_both_are_kept_to_read(sent, page_of, session, clock):
    page = begin_version(page_of)
    assert page.url == f"/nominations/{sent.ref}-2"
    assert f"This is a new version of {sent.ref}." in page.text
    page = page.click("In a sentence or two").submit(text="Said better.")
    clock.forward(hours=1)
    page = finish(page).submit("Send the new version")
    assert (page.heading, page.url) == ("Nomination sent", f"/nominations/{sent.ref}/receipt")
    assert "Version 2 sent at 1pm on Thursday 1 February 2024" in page.text
    summaries = [one.get_text(strip=True) for one in page.soup.select("dd") if one.get_text(strip=True) in
                 {"Said better.", "About summary."}]  # fmt: skip
    assert summaries == ["Said better.", "About summary."]  # the newest first
    copy = page.click("Download a copy").html
    assert copy.index("Said better.") < copy.index("WHAT YOU WROTE BEFORE: VERSION 1") < copy.index("About summary.")


def test_the_list_shows_the_new_version_with_what_it_revises(sent, page_of, browser):
    begin_version(page_of)
    page = browser.get("my_nominations.index")
    assert tags(page) == ["Sent: we are checking it"]
    assert page.click("New version, not sent yet").url == f"/nominations/{sent.ref}-2"
    assert page.click("Amara Okafor").click("Go on with the new version").url == f"/nominations/{sent.ref}-2"


def test_a_second_press_of_the_button_that_sends_it_makes_no_third_version(sent, page_of, session):
    check = finish(begin_version(page_of))
    first, second = (check.submit("Send the new version") for _ in range(2))
    assert (first.url, first.status, first.heading) == (second.url, second.status, second.heading)
    assert "version 2, the one that counts" in second.text
    assert "Version 3" not in second.text


def test_a_page_left_open_of_a_version_that_was_sent_keeps_what_is_typed_into_it(sent, page_of):
    answer = begin_version(page_of).click("In a sentence or two")
    finish(page_of("task_list", "-2")).submit("Send the new version")
    shown = answer.submit(text="Typed into a page that was left open.")
    assert (shown.status, "Typed into a page that was left open." in shown.html) == (409, True)
    assert page_of("check", "-2").url == f"/nominations/{sent.ref}/receipt"


def test_giving_it_up_is_asked_about_first(sent, page_of, audit_trail):
    page = begin_version(page_of).click("Give up this new version")
    assert page.heading == "Give up this new version?"
    page = page.submit("Give it up")
    assert (page.url, "What you sent before counts" in page.text) == (f"/nominations/{sent.ref}/receipt", True)
    assert page_of("give_up").url == f"/nominations/{sent.ref}/receipt"
    assert audit_trail(sent.ref)[-1] == "revision.dropped"


def test_one_that_was_not_sent_in_time_stays_readable_and_says_what_counts(sent, page_of, clock, browser):
    clock.set(CLOSE - timedelta(hours=1))
    browser.sign_in(Audience.NOMINATORS, sent.nominator.ref)
    page = begin_version(page_of).click("In a sentence or two").submit(text="Said better, and not sent.")
    check = finish(page)
    clock.set(AFTER)
    refused = check.submit("Send the new version")
    assert (refused.status, "Nominations closed at 11:59pm on Friday 23 February 2024." in refused.text) == (409, True)
    page = page_of("task_list", "-2")
    assert "This new version was not sent in time, so what you sent before counts, unchanged." in page.text
    assert "Said better, and not sent." in page.click("download it as a text file").html
    receipt = page_of("receipt")
    assert "did not send it in time" in receipt.text
    assert "Said better" not in receipt.text
    assert receipt.soup.find("button", string="Make a new version") is None


def test_once_staff_have_ruled_it_is_refused_with_the_way_on(sent, page_of, session, clock):
    check = finish(begin_version(page_of).click("In a sentence or two").submit(text="Said better."))
    actions.mark_ruled(session, session.get_one(Nomination, sent.id), eligible=True)
    refused = check.submit("Send the new version")
    assert refused.status == 409
    assert "We have begun to work on what you sent" in refused.text
    assert "Said better." in refused.text
    assert refused.click("Ask for a correction").heading == "Ask for a correction"


def test_the_draft_link_and_the_first_drafts_pages_lead_to_what_was_sent(sent, page_of):
    assert page_of("check").url == f"/nominations/{sent.ref}/receipt"
    assert "This nomination has been sent." in page_of("task_list").text


# Withdrawing


def test_after_the_deadline_only_staff_withdraw_and_the_page_says_so(sent, page_of, clock, browser, session):
    page = page_of("withdraw")
    clock.set(CLOSE - timedelta(hours=1))
    browser.sign_in(Audience.NOMINATORS, sent.nominator.ref)
    clock.set(AFTER)
    refused = page.submit("Withdraw it")
    assert (refused.status, refused.heading) == (409, "You cannot withdraw this nomination yourself")
    assert refused.click("ask our staff").heading == "Ask for a correction"
    session.refresh(sent)
    assert sent.state == "submitted"


# Corrections


def test_a_correction_is_asked_for_and_answered_on_the_receipt(sent, page_of, clock, browser, session):
    clock.set(AFTER)
    browser.sign_in(Audience.NOMINATORS, sent.nominator.ref)
    page = page_of("receipt").click("ask for a correction").submit(text="It is Amara.\nNot Amarah.")
    assert "Waiting for an answer" in tags(page)
    assert "It is Amara." in page.text
    request = correcting.corrections_of(session, sent)[0]
    assert request.text == "It is Amara.\nNot Amarah."
    request = correcting.correction_by_ref(session, request.ref, sent.season_id)
    correcting.answer_correction(session, request, made=True, answer="Put right.", actor=SYSTEM, now=clock())
    page = page_of("receipt")
    assert "Corrected" in tags(page)
    assert "Put right." in page.text


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("", "Say what should be put right"),
        ("x" * 10_001, "What should we put right? must be 10,000 characters or less"),
    ],
)
def test_a_request_says_something_and_too_long_a_one_stays_on_the_page(sent, page_of, clock, browser, text, error):
    clock.set(AFTER)
    browser.sign_in(Audience.NOMINATORS, sent.nominator.ref)
    page = page_of("correction").submit(text=text)
    assert (page.status, page.errors) == (422, [error])
    assert page.soup.textarea.get_text().strip() == text


def test_a_request_that_is_refused_keeps_its_words_on_the_page(sent, page_of, clock, browser):
    clock.set(AFTER)
    browser.sign_in(Audience.NOMINATORS, sent.nominator.ref)
    page = page_of("correction")
    clock.set(CLOSE - timedelta(hours=1))
    shown = page.submit(text="Something is wrong.")
    assert (shown.status, "make a new version" in shown.text) == (409, True)
    assert shown.soup.textarea.get_text().strip() == "Something is wrong."


# Another award


def test_the_verdict_offers_to_move_and_moving_gives_it_anew(browser, season, audit_trail):
    facts = TEAM_FACTS | {"nation": "England", "members": "1"}
    page = begin(browser, "team").click("In a sentence or two").submit(text="Kept wherever it goes.")
    page = page.click("Check who can be nominated").submit(**facts)
    moved = page.submit("Move to this award (Practice award)")
    assert "Moved to the Practice award" in moved.text
    ref = moved.url.split("/")[2]
    assert audit_trail(ref)[-1] == "nomination.moved"
    answer = browser.get("my_nominations.answer", ref=ref, key="summary")
    assert answer.soup.textarea.get_text().strip() == "Kept wherever it goes."


def test_what_is_kept_is_shown_whole_and_comes_back(draft, page_of):
    page = page_of("task_list").click("Move to another award").submit(category="leadership")
    page = page_of("task_list")
    assert "3 things that you wrote for another award are kept and not sent" in page.text
    kept = page.click("see what is kept")
    for words in ("About practice.", "About family.", "About change.", "Written for the Practice award"):
        assert words in kept.text
    assert "About practice." in page_of("check").text
    page_of("move").submit(category="practice")
    assert "Nothing is kept" in page_of("kept").text
    assert "About practice." in page_of("check").text


def test_people_named_for_a_team_award_are_taken_out_by_hand(draft, page_of):
    page_of("move").submit(category="team")
    check = page_of("check")
    words = "This award is for a team: take out the people you named, or move back to an award for people"
    assert words in check.text
    kept = check.click(words)
    assert "Amara Okafor" in kept.text
    assert "Taken out" in kept.submit("Take out Amara Okafor").text
    assert words not in page_of("check").text


def test_an_award_has_to_be_chosen(draft, page_of):
    page = page_of("move").submit()
    assert (page.status, page.errors) == (422, ["Choose the award to move to"])


def test_what_was_sent_is_not_moved(sent, page_of):
    assert "it cannot be moved" in page_of("move").text


def test_text_typed_into_a_question_of_the_award_before_is_kept(draft, page_of):
    answer = page_of("answer", key="practice")
    page_of("move").submit(category="leadership")
    page = answer.submit(text="Typed into a page that was left open.")
    assert "Typed into a page that was left open." in page.text
    assert page.heading == "Kept, but not part of this nomination"
    assert "About practice." in page.text


@pytest.mark.parametrize("name", ["move", "kept", "give_up", "correction"])
def test_another_nominators_page_is_not_found(draft, another_browser, season, name):
    begin(another_browser, "practice")
    assert another_browser.get(f"my_nominations.{name}", ref=draft.ref).status == 404

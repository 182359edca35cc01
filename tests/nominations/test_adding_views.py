"""The nominator's pages of what staff asked: only the named questions, nothing typed is lost, a task until done."""

from __future__ import annotations

import json

import pytest

from awards.core.actor import Audience
from awards.nominations import asking
from awards.nominations.asked import Addition, InformationRequest, MoveOffer
from awards.nominations.models import TypedPage
from awards.nominations.offering import offer_move
from awards.seasons.queries import categories_of
from tests.factories import NominatorFactory
from tests.nominations.asked import AFTER, ANSWER_BY, LATER, NOTE, STAFF, ask, hand_to_judges, owner, sent_one, to_ask
from tests.nominations.typing import Typist

MOST = 8
ADDED = "It was in 2023, and we have the letters."


@pytest.fixture
def sent(session, season, clock):
    nomination = sent_one(session, season, clock)
    clock.set(AFTER)
    return nomination


@pytest.fixture
def request_(app, session, sent):
    with app.app_context():
        return ask(session, to_ask(session, sent))


@pytest.fixture
def nominator(browser, session, sent):
    return browser.sign_in(Audience.NOMINATORS, owner(session, sent)["nominator_ref"])


@pytest.fixture
def more(nominator, sent, request_):
    values = {"ref": sent.ref, "request_ref": request_.ref}
    return lambda page="more": nominator.get(f"my_nominations.{page}", **values)


@pytest.fixture
def offered(app, session, season, sent):
    category = next(one for one in categories_of(session, season) if one.key == "leadership")
    with app.app_context():
        return offer_move(
            session, to_ask(session, sent), category, note=NOTE, answer_by=ANSWER_BY, actor=STAFF, now=AFTER
        )


def stored(session, table):
    session.rollback()
    return session.query(table).all()


def test_a_nominator_answers_what_was_asked_from_the_list_of_their_nominations(nominator, session, sent, request_):
    listed = nominator.get("my_nominations.index")
    assert "We need something from you Please answer by 11:59pm on Monday 4 March 2024." in listed.text
    page = listed.click("See what we ask")
    assert [one["name"] for one in page.soup.select("textarea")] == ["more_summary", "more_practice"]
    assert (NOTE in page.text, "About practice." in page.text, "About family." in page.text) == (True, True, False)
    check = page.submit("Save and continue", more_practice=ADDED)
    assert (check.heading, ADDED in check.text) == ("Check what you add, and send it", True)
    receipt = check.submit("Send it")
    assert "What you added Added at 12pm on Monday 26 February 2024" in receipt.text
    assert (ADDED in receipt.text, "We need something from you" in receipt.text) == (True, False)
    [one] = stored(session, Addition)
    assert (one.question_key, one.text, one.sent_at) == ("practice", ADDED, AFTER)
    copy = nominator.client.get(f"/nominations/{sent.ref}/copy.txt").text
    assert ["WHAT YOU ADDED, SENT AT 12PM ON MONDAY 26 FEBRUARY 2024" in copy.upper(), ADDED in copy] == [True, True]


def test_the_mailed_link_leads_to_the_page_with_the_task(browser, session, sent, request_, mailbox):
    email = sent.nominator.email
    session.commit()
    receipt = browser.follow_mail(mailbox.link_to(email))
    assert receipt.click("See what we ask, and answer").heading == "What we ask you"


def test_an_addition_over_its_limit_is_kept_and_not_sent(more, session):
    long = more().submit("Save and continue", more_summary="word " * 61)
    assert (long.status, long.errors) == (422, ["Answer must be 60 words or less"])
    [kept] = stored(session, TypedPage)
    assert json.loads(kept.fields)["more_summary"][0].split() == ["word"] * 61
    assert more("send_more").heading == "What we ask you"  # not as long as something is unfinished
    assert more().submit("Save and continue", more_summary="Short.").heading == "Check what you add, and send it"


def test_nothing_added_at_all_is_said(more):
    assert more().submit("Save and continue").errors == ["Write what you want to add to at least one question"]


def test_what_is_typed_is_saved_as_it_is_typed_and_two_tabs_lose_nothing(more, session):
    first, second = Typist(more()), Typist(more())
    assert first.send(more_summary="From the first tab.").json["saved"] is True
    said = second.send(more_summary="From the second tab.")
    assert (said.status_code, said.json["saved"]) == (409, False)
    both = second.press()
    assert both.status == 409
    assert ["From the first tab." in both.text, "From the second tab." in both.html] == [True, True]
    assert stored(session, Addition) == []
    assert more().soup.find(attrs={"name": "more_summary"}).get_text().strip() == "From the first tab."


def test_what_was_typed_before_it_was_taken_back_is_shown_and_not_lost(more, session, sent, request_):
    page = more().submit("Save and continue", more_summary=ADDED) and more()
    asking.take_back(session, sent, session.get_one(InformationRequest, request_.id), actor=STAFF, now=AFTER)
    refused = page.submit("Save and continue", more_summary="Something newer.")
    assert (refused.status, "We have taken this back: nothing more is needed of you." in refused.text) == (409, True)
    assert [ADDED in refused.text, "Something newer." in refused.text] == [True, True]
    assert more().links()  # a page to read
    assert ("Written, but not sent" in more().text, more().soup.main.form) == (True, None)


def test_after_sending_the_page_is_read_only(more, session):
    more().submit("Save and continue", more_summary=ADDED).submit("Send it")
    page = more()
    assert ("You have sent this already." in page.text, ADDED in page.text, page.soup.main.form) == (True, True, None)
    assert more("send_more").url == page.url


def test_after_the_day_it_says_so_and_still_takes_the_answer(more, session, clock, nominator, sent):
    clock.set(LATER)
    nominator.sign_in(Audience.NOMINATORS, owner(session, sent)["nominator_ref"])
    assert "but you can still answer." in nominator.get("my_nominations.receipt", ref=sent.ref).text
    assert "it will be marked as late" in more().text
    receipt = more().submit("Save and continue", more_summary=ADDED).submit("Send it")
    assert "after the day to answer by (11:59pm on Monday 4 March 2024)" in receipt.text


def test_what_judges_have_is_asked_of_nobody(more, nominator, session, sent):
    hand_to_judges(session, sent)
    assert "We need something" not in nominator.get("my_nominations.receipt", ref=sent.ref).text
    assert "We need something" not in nominator.get("my_nominations.index").text
    assert "Our judges have this nomination already" in more().text


def test_an_expired_sign_in_loses_nothing(more, session, clock):
    page = more()
    clock.forward(days=15)
    asked_again = page.submit("Save and continue", more_summary=ADDED)
    assert (asked_again.status, ADDED in asked_again.html) == (403, True)
    check = asked_again.submit()
    assert (check.heading, ADDED in check.text) == ("Check what you add, and send it", True)


def test_somebody_else_finds_nothing(more, another_browser, session, sent, request_):
    another_browser.sign_in(Audience.NOMINATORS, NominatorFactory().ref)
    values = {"ref": sent.ref, "request_ref": request_.ref}
    assert another_browser.get("my_nominations.more", **values).status == 404
    assert another_browser.get("my_nominations.send_more", **values).status == 404
    assert another_browser.get("my_nominations.offer", ref=sent.ref, offer_ref="OFR-2222222").status == 404


def test_agreeing_leads_straight_to_the_questions_that_are_new(nominator, session, sent, offered):
    receipt = nominator.get("my_nominations.receipt", ref=sent.ref)
    page = receipt.click("Read our suggestion")
    assert (page.heading, NOTE in page.text) == ("Our suggestion: the Leadership award", True)
    assert page.submit("Send my answer").errors == ["Say whether you agree"]
    new = page.submit("Send my answer", agreed="yes")
    assert [one["name"] for one in new.soup.select("textarea")] == [
        "more_leadership", "more_direction", "more_difference", "more_evidence",
    ]  # fmt: skip
    half = new.submit("Save and continue", more_leadership="She leads.")
    assert half.errors == ["Enter your answer", "Enter your answer"]
    check = half.submit("Save and continue", more_direction="She plans.", more_difference="It helps.")
    done = check.submit("Send it")
    assert "Moved from the Practice award to the Leadership award at 12pm" in done.text
    assert ["She leads." in done.text, "About practice." in done.text] == [True, True]
    assert "Version 2 sent at 12pm on Monday 26 February 2024" in done.text


def test_declining_leaves_it_where_it_is(nominator, session, sent, offered):
    done = nominator.get("my_nominations.offer", ref=sent.ref, offer_ref=offered.ref).submit(agreed="no")
    assert "You did not want to move to the Leadership award" in done.text
    assert [(one.agreed, one.channel) for one in stored(session, MoveOffer)] == [(False, "page")]
    again = nominator.get("my_nominations.offer", ref=sent.ref, offer_ref=offered.ref)
    assert ("This has been answered already." in again.text, again.soup.main.form) == (True, None)


def test_an_offer_that_ended_meanwhile_is_refused(nominator, session, sent, offered):
    page = nominator.get("my_nominations.offer", ref=sent.ref, offer_ref=offered.ref)
    session.get_one(MoveOffer, offered.id).answer_by = AFTER
    late = page.submit("Send my answer", agreed="yes")
    assert (late.status, "The day to answer by has passed" in late.text) == (409, True)
    assert "We suggest another award" not in nominator.get("my_nominations.index").text


def test_the_pages_cost_a_bounded_number_of_statements(nominator, session, sent, offered, statements):
    offer = {"ref": sent.ref, "offer_ref": offered.ref}
    costs = {"offer": cost(nominator, statements, "offer", **offer)}
    nominator.get("my_nominations.offer", **offer).submit(agreed="yes")
    [asked] = stored(session, InformationRequest)
    values = {"ref": sent.ref, "request_ref": asked.ref}
    costs["more"] = cost(nominator, statements, "more", **values)
    texts = {"more_leadership": "She leads.", "more_direction": "She plans.", "more_difference": "It helps."}
    nominator.get("my_nominations.more", **values).submit(**texts)
    costs["send_more"] = cost(nominator, statements, "send_more", **values)
    nominator.get("my_nominations.send_more", **values).submit("Send it")
    for page in ("receipt", "copy"):
        costs[page] = cost(nominator, statements, page, ref=sent.ref)
    costs["index"] = cost(nominator, statements, "index")
    assert {page: count for page, count in costs.items() if count > MOST} == {}


def cost(browser, statements, page, **values) -> int:
    browser._settle()
    statements.clear()
    assert browser.get(f"my_nominations.{page}", **values).status == 200
    return len(statements)

"""A young person names an adult on their page; the adult's own page shows a first name and no story."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from awards.core.actor import Audience
from awards.nominees.queries import notice_of
from awards.nominees.supporting import supporter_of
from awards.nominees.words import Confirmation, NameForm, Response
from tests.factories import CategoryFactory, NominationFactory, NomineeFactory, NoticeFactory, SubmissionFactory
from tests.house.test_templates import CARE_WORDS

ADULT = "jo@adults.example"
STORY = "She spoke up for others in care."


@pytest.fixture
def young(session):
    """Give a 17-year-old who has agreed, in a category that reveals something."""
    category = CategoryFactory(key="young", name="Young person’s award", reveals="care experience")
    nomination = NominationFactory(category=category, submitted=True)
    SubmissionFactory(nomination=nomination, content=[{"key": "q1", "question": "What?", "answer": STORY}])
    nominee = NomineeFactory(
        nomination=nomination,
        date_of_birth=date(2006, 6, 1),
        employer="Lunedale",
        known_as="Ama",
        email="ama@a.example",
    )
    NoticeFactory(nominee=nominee, agreed=True, name_form=NameForm.FIRST_NAME)
    session.commit()
    return nominee


@pytest.fixture
def page(browser, young):
    """Give the young person's page about the adult."""
    return browser.sign_in(Audience.NOMINEES, young.ref).get("nominees.adult")


def name(page, **changes):
    filled = {"name": "Jo Marsh", "relation": "advocate", "reach": "email", "email": ADULT} | changes
    return page.submit("Save" if "Save and ask them" in page.text else "Name somebody else", **filled)


def adult_of(session, young):
    session.rollback()
    return supporter_of(session, young)


def test_the_page_says_what_the_adult_is_told_and_what_they_never_see(page):
    said = [item.get_text(" ", strip=True) for item in page.soup.select("main ul.govuk-list--bullet li")]
    assert page.heading == "Name an adult you trust"
    assert said == [
        "We tell them that Ama agreed to be put forward for the Harbour Awards.",
        "They do not see the award, what was written about you, or where you live, learn or work.",
        "They can say yes or no. They cannot change what you chose.",
        "Whoever put you forward does not choose this adult.",
    ]


def test_an_adult_is_named_and_asked(session, page, young, mailbox):
    page = name(page)
    assert page.url == "/about-me/adult"
    assert "You named Jo Marsh (Advocate). We have asked them and wait for their answer." in page.text
    mail = mailbox.last_to(ADULT)
    assert mail["Subject"] == "Harbour Awards: please confirm"
    body = mail.get_body(("plain",)).get_content()
    for words in ("Ama", "Okafor", STORY, "award for", "Lunedale"):
        assert words not in body
    assert not CARE_WORDS.search(body)
    assert adult_of(session, young).relation == "advocate"


def test_the_young_person_may_ask_staff_to_phone(session, page, young, mailbox):
    page = name(page, reach="phone", email="")
    assert "We will talk with you before we ask them." in page.text
    assert (adult_of(session, young).email, list(mailbox.deliver())) == (None, [])


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"name": ""}, ["Enter the adult’s full name"]),
        ({"relation": None}, ["Choose who this adult is to you"]),
        ({"reach": None}, ["Choose how we can ask them"]),
        ({"email": ""}, ["Enter their email address, or choose that we ask by phone"]),
        ({"email": "jo"}, ["Enter an email address in the correct format, like name@example.com"]),
        ({"email": "AMA@a.example"}, ["Enter the adult’s own email address, not yours"]),
    ],
)
def test_what_is_missing_is_said_and_the_rest_is_kept(session, page, young, changes, errors):
    page = name(page, **changes)
    assert (page.status, page.errors) == (422, errors)
    kept = page.soup.find(id="name")["value"]
    assert kept == changes.get("name", "Jo Marsh")
    assert adult_of(session, young) is None


def test_a_fourth_adult_within_a_day_is_refused_and_what_was_typed_is_kept(session, page, young):
    for number in range(3):
        stale, page = page, name(page, name=f"Jo {number}")
    assert "You have named several adults since yesterday." in page.text
    page = name(stale, name="Jo Last")
    assert (page.status, len(page.errors)) == (422, 1)
    assert page.soup.find(id="name")["value"] == "Jo Last"
    assert adult_of(session, young).name == "Jo 2"


@pytest.mark.parametrize(
    ("facts", "response", "reason"),
    [
        ({}, Response.NONE, "Say first that you agree. Then you can name an adult."),
        ({"date_of_birth": date(1990, 1, 1)}, Response.AGREED, "You do not need to name an adult."),
    ],
)
def test_nobody_names_an_adult_before_agreeing_or_when_grown_up(session, browser, clock, facts, response, reason):
    nominee = NomineeFactory(**({"date_of_birth": date(2006, 6, 1)} | facts))
    NoticeFactory(nominee=nominee, response=response, responded_at=clock())
    session.commit()
    page = browser.sign_in(Audience.NOMINEES, nominee.ref).get("nominees.adult")
    assert [item.get_text() for item in page.soup.select("main ul.govuk-list li")] == [reason]
    assert page.soup.find("form", method="post") is None or page.soup.find(id="relation") is None


def test_the_adult_sees_a_first_name_and_no_story_category_or_area_and_confirms(
    session, page, young, mailbox, another_browser
):
    name(page)
    shown = another_browser.follow_mail(mailbox.link_to(ADULT))
    assert shown.heading == "Please confirm for Ama"
    assert "named you, as their advocate, to confirm." in shown.text
    for words in ("Okafor", STORY, "Young", "care", "Lunedale", "Casey"):
        assert words not in shown.soup.main.get_text().replace("careful", "")
    assert shown.soup.title.get_text().startswith("Please confirm")

    wrong = shown.submit("Send my answer")
    assert (wrong.status, wrong.errors) == (422, ["Say whether you confirm"])
    thanks = wrong.submit("Send my answer", response="confirmed")
    assert (thanks.url, "You have confirmed." in thanks.text) == ("/confirm/thanks", True)
    assert adult_of(session, young).response is Confirmation.CONFIRMED

    again = thanks.click("change your answer")
    assert [one["value"] for one in again.soup.select("input[name=response][checked]")] == ["confirmed"]
    refused = again.submit("Send my answer", response="refused")
    assert "You have said no." in refused.text
    assert adult_of(session, young).response is Confirmation.REFUSED
    told = page.browser.get("nominees.adult")
    assert "They did not confirm. You can name somebody else, or write to us." in told.text


def test_the_link_of_an_adult_who_was_replaced_no_longer_works(page, mailbox, another_browser):
    page = name(page)
    link = mailbox.link_to(ADULT)
    opened = another_browser.follow_mail(link)
    name(page, name="Bo Ngata", email="bo@adults.example")
    assert another_browser.open(link).status == 410
    assert another_browser.get("supporters.confirm").status == 404
    assert opened.submit("Send my answer", response="confirmed").status == 404


def test_the_link_of_the_adult_is_void_once_the_young_person_says_no(session, page, young, mailbox, another_browser):
    name(page)
    link = mailbox.link_to(ADULT)
    about_me = page.browser.get("nominees.about_me")
    about_me.submit("Save", response="declined")
    session.rollback()
    assert notice_of(session, young).response is Response.DECLINED
    assert another_browser.open(link).status == 410


def test_a_sign_in_of_an_adult_ends_after_two_hours_and_is_for_nobody_else(
    page, browser, mailbox, another_browser, clock
):
    name(page)
    assert browser.get("supporters.confirm").heading == "Open the link in our message"
    another_browser.follow_mail(mailbox.link_to(ADULT))
    assert another_browser.get("supporters.confirm").status == 200
    assert another_browser.get("nominees.about_me").status == 403
    clock.set(clock() + timedelta(hours=2, minutes=1))
    assert another_browser.get("supporters.confirm").status == 403

"""The nominee's own page: what it says, what it keeps, and that it is nobody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from awards.core.actor import Audience
from awards.nominees.words import NameForm, Response, Stage, Thing
from tests.nominees.conftest import EMAIL


@pytest.fixture
def page(browser, told, mailbox, session):
    """Give the page of a nominee of this kind, reached through the mailed link."""

    def reach(kind="practice"):
        nominee = told(kind)
        session.commit()
        return browser.follow_mail(mailbox.link_to(EMAIL)), nominee

    return reach


def held(page) -> dict[str, str]:
    keys, values = page.soup.select(".govuk-summary-list__key"), page.soup.select(".govuk-summary-list__value")
    return {key.get_text(): value.get_text(strip=True) for key, value in zip(keys, values, strict=True)}


def labels(page, name) -> list[str]:
    boxes = page.soup.select(f"input[name={name}]")
    return [page.soup.find("label", attrs={"for": box["id"]}).get_text(strip=True) for box in boxes]


@pytest.mark.parametrize("kind", ["practice", "team", "young", "organiser"])
def test_the_first_message_is_neutral(told, mailbox, session, kind):
    nominee = told(kind)
    session.commit()
    mail = mailbox.last_to(EMAIL)
    assert mail["Subject"] == "Harbour Awards: you have been put forward"
    body = mail.get_body(("plain",)).get_content()
    for words in (nominee.full_name, "care", "Young", "Practice", "nominat", "Casey"):
        assert words not in body


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("practice", "You have been put forward for the Practice award of the Harbour Awards."),
        (
            "team",
            "You have been put forward for the Team award of the Harbour Awards, on behalf of Harbour Duty Team .",
        ),
        ("young", "You have been put forward for the Young award of the Harbour Awards."),
        ("organiser", "You have been put forward for an award of the Harbour Awards."),
    ],
)
def test_the_page_says_for_what_and_from_whom(page, kind, words):
    shown, _ = page(kind)
    assert words in shown.text
    source = "The organiser chose you." if kind == "organiser" else "Casey Brook wrote to us about you."
    assert source in shown.text


def test_the_nominator_who_asked_not_to_be_named_is_not(page, session, browser):
    _, nominee = page()
    nominee.nomination.name_hidden_from_nominee = True
    session.commit()
    again = browser.get("nominees.about_me")
    assert ("Casey" in again.html, "Somebody who asked us not to say who they are." in again.text) == (False, True)


def test_the_page_shows_the_facts_that_are_held_and_nothing_that_was_written(page):
    shown, _ = page("young")
    assert held(shown) == {
        "Full name": "Amara Okafor",
        "Name you are known by": "Ama",
        "Email address": EMAIL,
        "Date of birth": "1 June 2006",
        "Lived experience that the award is for": "Yes",
    }


def test_nothing_is_ticked_beforehand(page):
    shown, _ = page()
    assert shown.soup.select("input[type=checkbox][checked]") == []
    assert shown.soup.select("input[name=response][checked]") == []


@pytest.mark.parametrize(("kind", "asked"), [("practice", 4), ("team", 4), ("young", 5), ("organiser", 4)])
def test_the_category_is_asked_about_only_where_it_reveals_something(page, kind, asked):
    shown, _ = page(kind)
    assert [len(labels(shown, stage)) for stage in ("finalist", "winner")] == [asked, asked]
    extra = labels(shown, "winner")[4:]
    assert extra == (["The award itself, which tells people about my care experience"] if kind == "young" else [])


def test_somebody_under_18_reads_plain_words_and_is_named_by_first_name(page):
    shown, _ = page("young")
    assert "You are under 18, so we are extra careful." in shown.text
    assert [one["value"] for one in shown.soup.select("input[name=name_form][checked]")] == ["first_name"]
    adult, _ = page("practice")
    assert "under 18" not in adult.text


@pytest.mark.parametrize("kind", ["practice", "team", "young", "organiser"])
def test_agreeing_is_kept_and_confirmed(page, stored, kind):
    shown, nominee = page(kind)
    thanks = shown.submit(
        response="agreed", name_form="full_name", show_place="yes", finalist=["name"], winner=["name", "story"]
    )
    notice = stored(nominee)
    assert (thanks.heading, "You have agreed to be put forward." in thanks.text) == ("Thank you", True)
    assert (notice.response, notice.name_form, notice.show_place) == (Response.AGREED, NameForm.FULL_NAME, True)
    assert {(one.stage, one.thing) for one in notice.consents} == {
        (Stage.FINALIST, Thing.NAME),
        (Stage.WINNER, Thing.NAME),
        (Stage.WINNER, Thing.STORY),
    }


def test_declining_needs_nothing_else(page, stored):
    shown, nominee = page()
    thanks = shown.submit(response="declined", name_form=None)
    assert ("We have taken you out." in thanks.text, stored(nominee).response) == (True, Response.DECLINED)


def test_an_answer_can_be_changed_while_the_link_lives(page, stored, browser):
    shown, nominee = page()
    again = shown.submit(response="agreed", winner=["name"]).click("change your answer")
    assert [one["value"] for one in again.soup.select("input[name=winner][checked]")] == ["name"]
    again.submit(winner=None)
    assert [one.withdrawn_at is None for one in stored(nominee).consents] == [False]


def test_another_name_has_to_be_typed(page, stored):
    shown, nominee = page()
    wrong = shown.submit(response="agreed", name_form="other")
    assert (wrong.status, wrong.errors) == (422, ["Enter the name to show"])
    wrong.submit(public_name="Ama O.")
    assert stored(nominee).public_name == "Ama O."


def test_no_answer_is_an_error_that_keeps_what_was_typed(page):
    shown, _ = page()
    wrong = shown.submit(public_name="Ama O.", winner=["story"])
    assert (wrong.status, wrong.errors) == (422, ["Say whether you agree to be put forward"])
    assert wrong.soup.find(id="public_name")["value"] == "Ama O."
    assert [one["value"] for one in wrong.soup.select("input[name=winner][checked]")] == ["story"]


def test_a_consent_that_is_not_offered_is_not_kept(page, stored):
    shown, nominee = page("practice")
    data = {"csrf_token": [shown.soup.find(attrs={"name": "csrf_token"})["value"]], "response": ["agreed"],
            "name_form": ["full_name"], "winner": ["category"]}  # fmt: skip
    assert shown.browser.open("/about-me/", post=data).status == 422
    assert stored(nominee).response is Response.NONE


def test_whoever_is_not_signed_in_is_told_to_open_the_link_again(browser, told, session):
    told()
    session.commit()
    shown = browser.get("nominees.about_me")
    assert (shown.status, shown.heading) == (403, "Open the link in our message")
    assert "Amara" not in shown.html


def test_a_sign_in_of_another_audience_opens_nothing(browser, told, session):
    nominee = told()
    session.commit()
    browser.sign_in(Audience.NOMINATORS, nominee.ref)
    assert browser.get("nominees.about_me").status == 403


def test_a_nominee_sees_only_their_own_page(browser, told, session):
    told()
    session.commit()
    browser.sign_in(Audience.NOMINEES, "NEE-2222222")
    assert browser.get("nominees.about_me").status == 404


def test_the_link_lives_60_days_and_may_be_used_again(page, browser, another_browser, told, mailbox, session, clock):
    link = None
    page()
    link = mailbox.link_to(EMAIL)
    clock.forward(days=59)
    assert another_browser.follow_mail(link).heading == "You have been put forward"
    clock.set(clock() + timedelta(days=2))
    assert another_browser.open(link).status == 410

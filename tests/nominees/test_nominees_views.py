"""The nominee's own page: what it says, what it keeps, and that it is nobody else's."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from awards.core.actor import Audience
from awards.nominees.words import NameForm, Response, Stage, Thing
from awards.seasons.models import Season
from tests.factories import SeasonFactory
from tests.nominees.conftest import EMAIL

YES = {"response": "agreed", "name_form": "full_name"}


def held(page) -> dict[str, str]:
    keys, values = page.soup.select(".govuk-summary-list__key"), page.soup.select(".govuk-summary-list__value")
    return {key.get_text(): value.get_text(strip=True) for key, value in zip(keys, values, strict=True)}


def labels(page, name) -> list[str]:
    boxes = page.soup.select(f"input[name={name}]")
    return [page.soup.find("label", attrs={"for": box["id"]}).get_text(strip=True) for box in boxes]


def ticked(page, name) -> list[str]:
    return [one["value"] for one in page.soup.select(f"input[name={name}][checked]")]


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


def test_facts_that_rules_rest_on_are_shown_in_the_words_of_the_form(page, session, browser):
    _, nominee = page()
    session.scalars(select(Season)).one().vocabulary = {"employer_types": [{"key": "nhs", "label": "The NHS"}]}
    nominee.employer_type, nominee.in_post, nominee.registration = "nhs", True, "not_registered"
    session.commit()
    shown = held(browser.get("nominees.about_me"))
    assert [shown.get(key) for key in ("Kind of employer", "In the post now", "On the professional register")] == [
        "The NHS", "Yes", "Not registered",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", ["practice", "young"])
def test_why_who_sees_it_for_how_long_and_how_to_object_stand_open_on_the_page(page, kind):
    shown, _ = page(kind)
    assert shown.soup.select("details") == []
    for words in ("Judges see" if kind == "practice" else "The judges see", "6 months after", "copy", "Say no below"):
        assert words in shown.text


def test_the_way_to_the_answer_stands_at_the_top(page):
    shown, _ = page()
    answer = shown.soup.find(id="answer")
    assert shown.soup.find("a", string="Go to your answer")["href"] == "#answer"
    assert answer.find_next("form").select("input[name=response]")


def test_nothing_is_ticked_beforehand(page):
    shown, _ = page()
    assert shown.soup.select("input[checked]") == []


@pytest.mark.parametrize(
    ("kind", "asked"), [("practice", False), ("team", False), ("young", True), ("organiser", False)]
)
def test_what_reveals_something_is_asked_about_on_its_own(page, kind, asked):
    shown, _ = page(kind)
    assert [len(labels(shown, stage)) for stage in ("finalist", "winner")] == [4, 4]
    legends = [legend.get_text(strip=True) for legend in shown.soup.select("legend")]
    for question, name in (
        ("Being named under this award tells everybody about your care experience. May we name you there?", "category"),
        ("May search engines, feeds and data files have what we show of you?", "search"),
    ):
        assert (question in legends) is asked
        assert labels(shown, name) == (["Yes, if I become a finalist", "Yes, if I win"] if asked else [])


def test_each_form_of_name_is_shown_as_it_would_look(page):
    shown, _ = page()
    assert labels(shown, "name_form") == [
        "Full name: Amara Okafor",
        "First name only: Ama",
        "Initials: A O",
        "Another name, which I type below",
        "No name at all: “Name withheld”",
    ]
    team, _ = page("team")
    assert labels(team, "name_form")[0] == "The team’s name: Harbour Duty Team"
    assert labels(team, "winner")[0] == "The team’s name, in the form I chose"


def test_somebody_under_18_reads_plain_words_and_is_named_by_first_name_without_a_place(page):
    shown, _ = page("young")
    assert "You are under 18, so we are extra careful." in shown.text
    assert (ticked(shown, "name_form"), ticked(shown, "show_place")) == (["first_name"], ["no"])
    assert shown.soup.select("input[type=checkbox][checked]") == []
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


def test_what_is_asked_apart_is_kept_for_each_stage(page, stored):
    shown, nominee = page("young")
    shown.submit(**YES, category=["finalist", "winner"], search=["winner"], winner=["name"])
    assert {(one.stage, one.thing, one.wording) for one in stored(nominee).consents} == {
        (Stage.FINALIST, Thing.CATEGORY, "2024-2"),
        (Stage.WINNER, Thing.CATEGORY, "2024-2"),
        (Stage.WINNER, Thing.SEARCH, "2024-2"),
        (Stage.WINNER, Thing.NAME, "2024-2"),
    }


def test_declining_needs_nothing_else(page, stored):
    shown, nominee = page()
    thanks = shown.submit(response="declined", name_form=None)
    assert ("We have taken you out." in thanks.text, stored(nominee).response) == (True, Response.DECLINED)


def test_the_page_shows_what_was_agreed_to_with_its_date_and_takes_one_back(page, stored, clock):
    shown, nominee = page("young")
    again = shown.submit(**YES, winner=["name", "story"], category=["winner"]).click("change your answer")
    story = "If you win, what may we show? A few sentences about what I did"
    assert f"{story} You agreed on 1 February 2024." in again.text
    clock.forward(minutes=30)
    after = again.submit(f"Take this back ({story})")
    assert "Taken back. It is no longer shown anywhere here." in after.text
    assert f"{story} Agreed on 1 February 2024, taken back on 1 February 2024." in after.text
    assert ticked(after, "winner") == ["name"]
    standing = {one.thing for one in stored(nominee).consents if one.withdrawn_at is None}
    assert standing == {Thing.NAME, Thing.CATEGORY}


def test_a_consent_of_an_older_wording_is_shown_in_its_own_words(page, stored, browser, session):
    shown, nominee = page("young")
    shown.submit(**YES, category=["winner"])
    (consent,) = stored(nominee).consents
    consent.wording = "2024-1"
    words = "If you win, what may we show? The award itself, which tells people about my care experience"
    assert words in browser.get("nominees.about_me").text


def test_an_answer_can_be_changed_while_the_link_lives(page, stored):
    shown, nominee = page()
    again = shown.submit(**YES, winner=["name"]).click("change your answer")
    assert ticked(again, "winner") == ["name"]
    again.submit("Save my answer", winner=None)
    assert [one.withdrawn_at is None for one in stored(nominee).consents] == [False]


def test_an_answer_from_a_stale_tab_is_shown_again_first(page, stored, browser):
    stale, nominee = page()
    browser.get("nominees.about_me").submit("Save my answer", **YES, winner=["name"])
    asked = stale.submit(response="declined")
    assert (asked.status, len(asked.errors), stored(nominee).response) == (422, 1, Response.AGREED)
    assert asked.errors[0].startswith("You changed your answer in another tab")
    assert ticked(asked, "response") == ["declined"]
    asked.submit("Save my answer")
    assert stored(nominee).response is Response.DECLINED


def test_how_the_name_is_shown_has_to_be_chosen(page, stored):
    shown, nominee = page()
    wrong = shown.submit(response="agreed")
    assert (wrong.status, wrong.errors) == (422, ["Choose how your name is shown"])
    wrong = wrong.submit(name_form="other")
    assert (wrong.status, wrong.errors) == (422, ["Enter the name to show"])
    wrong.submit(public_name="Ama O.")
    assert stored(nominee).public_name == "Ama O."


def test_no_answer_is_an_error_that_keeps_what_was_typed(page):
    shown, _ = page()
    wrong = shown.submit(public_name="Ama O.", winner=["story"])
    assert (wrong.status, wrong.errors) == (422, ["Say whether you agree to be put forward"])
    assert wrong.soup.find(id="public_name")["value"] == "Ama O."
    assert ticked(wrong, "winner") == ["story"]


@pytest.mark.parametrize(("name", "value"), [("winner", "category"), ("winner", "search"), ("winner", "nonsense")])
def test_a_consent_that_is_not_offered_is_not_kept(page, stored, name, value):
    shown, nominee = page("practice")
    data = {"csrf_token": [shown.soup.find(attrs={"name": "csrf_token"})["value"]], "response": ["agreed"],
            "name_form": ["full_name"], name: [value]}  # fmt: skip
    assert shown.browser.open("/about-me/", post=data).status == 422
    assert stored(nominee).response is Response.NONE


def test_what_is_asked_apart_is_dropped_where_it_is_not_asked(page, stored):
    shown, nominee = page("practice")
    data = {"csrf_token": [shown.soup.find(attrs={"name": "csrf_token"})["value"]], "response": ["agreed"],
            "name_form": ["full_name"], "category": ["winner"], "search": ["winner"]}  # fmt: skip
    assert shown.browser.open("/about-me/", post=data).heading == "Thank you"
    assert stored(nominee).consents == []


def test_finishing_signs_out(page, browser):
    shown, _ = page()
    thanks = shown.submit(**YES)
    assert "You are signed out" in thanks.submit("Finish and sign out").text
    assert browser.get("nominees.about_me").status == 403


def test_somebody_under_18_is_led_on_to_the_adult(page):
    shown, _ = page("young")
    assert "/about-me/adult" not in shown.links().values()
    thanks = shown.submit(**YES)
    assert thanks.links()["Name an adult"] == "/about-me/adult"
    assert "/about-me/adult" in thanks.click("change your answer").links().values()


def test_what_was_sent_after_the_sign_in_ended_is_shown_again_and_goes_through(page, clock, mailbox, stored):
    shown, nominee = page()
    link = mailbox.link_to(EMAIL)
    clock.forward(hours=3)
    again = shown.submit(**YES, public_name="Ama O.", winner=["name"])
    assert (again.status, again.heading) == (403, "Open the link in our message")
    shown.browser.follow_mail(link).submit(name="Amara")
    assert again.submit("Send it again").heading == "Thank you"
    assert {one.thing for one in stored(nominee).consents} == {Thing.NAME}


def test_whoever_is_not_signed_in_is_told_to_open_the_link_again(browser, told, session):
    told()
    session.commit()
    for page in ("about_me", "thanks", "facts"):
        shown = browser.get(f"nominees.{page}")
        assert (shown.status, shown.heading) == (403, "Open the link in our message")
        assert "Amara" not in shown.html


def test_a_sign_in_of_another_audience_opens_nothing(browser, told, session):
    nominee = told()
    session.commit()
    browser.sign_in(Audience.NOMINATORS, nominee.ref)
    assert browser.get("nominees.about_me").status == 403


@pytest.mark.parametrize("page", ["about_me", "thanks", "facts"])
def test_a_nominee_sees_only_their_own_page(browser, told, session, page):
    told()
    session.commit()
    browser.sign_in(Audience.NOMINEES, "NEE-2222222")
    assert browser.get(f"nominees.{page}").status == 404


def test_a_nominee_of_another_programme_is_not_found(page, browser, session):
    page()
    other = SeasonFactory(programme__key="lantern", programme__is_home=False).programme
    session.commit()
    browser.prefix = f"/{other.key}"
    assert browser.get("nominees.about_me").status == 404

"""A nominator's own pages: each works, keeps what was typed, and is nobody else's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.nominations.filling import (
    PRACTICE_FACTS,
    TEAM_FACTS,
    YOUNG_FACTS,
    about_you,
    begin,
    fill_practice,
    fill_team,
    fill_young_people,
    reference,
    send,
)

CLOSE = datetime(2024, 2, 23, 23, 59, 59, tzinfo=UTC)
PAGES = (
    "task_list",
    "eligibility",
    "verdict",
    "about_you",
    "nominee",
    "declarations",
    "check",
    "receipt",
    "copy",
    "withdraw",
)


def radios_chosen(page) -> dict[str, str]:
    return {one["name"]: one["value"] for one in page.soup.select("input[type=radio][checked]")}


@pytest.mark.parametrize("slug", ["practice", "team", "spotlight"])
@pytest.mark.parametrize("endpoint", PAGES)
def test_another_nominators_page_is_not_found(browser, another_browser, season, slug, endpoint):
    ref = reference(begin(browser, slug))
    begin(another_browser, "practice")
    assert another_browser.get(f"my_nominations.{endpoint}", ref=ref).status == 404
    assert another_browser.get(f"my_nominations.{endpoint}", ref="NOM-2222222").status == 404


def test_another_nominators_answers_and_people_are_not_found(browser, another_browser, season):
    ref = reference(begin(browser, "spotlight"))
    begin(another_browser, "practice")
    assert another_browser.get("my_nominations.answer", ref=ref, key="summary").status == 404
    assert another_browser.get("my_nominations.person", ref=ref, number=1).status == 404
    assert another_browser.get("my_nominations.team", ref=ref).status == 404


def test_whoever_is_not_signed_in_may_ask_for_a_link(browser, another_browser, season):
    ref = reference(begin(browser, "practice"))
    assert another_browser.get("my_nominations.task_list", ref=ref).url == "/nominate/return"
    assert another_browser.get("my_nominations.index").url == "/nominate/return"


def test_text_sent_after_the_sign_in_has_expired_is_shown_again_and_can_be_sent_again(browser, season, clock):
    page = about_you(begin(browser, "practice")).click("In a sentence or two")
    clock.forward(days=14, seconds=1)
    shown = page.submit(text="An hour of writing about somebody who deserves to be known. " * 3)
    assert (shown.status, shown.heading) == (403, "Send that once more")
    shown.submit("Send it again")
    again = browser.open(page.url)
    assert again.soup.textarea.get_text().strip().startswith("An hour of writing about somebody")


# The first questions


@pytest.mark.parametrize(
    ("slug", "asked"),
    [
        ("practice", set(PRACTICE_FACTS)),
        ("team", {"nation", *TEAM_FACTS, "children_social_workers"}),
        ("spotlight", set(YOUNG_FACTS)),
        ("participant", {"nation", "programme", "programme_status", "programme_stage"}),
        ("fellowship", {"nation", "programme", "programme_status"}),
        ("innovation", {"nation", "registration"}),
    ],
)
def test_only_what_the_awards_rules_look_at_is_asked(browser, season, slug, asked):
    page = begin(browser, slug).click("Check who can be nominated")
    names = {one["name"] for one in page.soup.main.select("form input")} - {"csrf_token", "version"}
    assert names == asked


@pytest.mark.parametrize(
    ("slug", "facts", "heading", "reasons"),
    [
        ("practice", PRACTICE_FACTS, "From what you told us, this fits the Practice award", []),
        (
            "practice",
            PRACTICE_FACTS | {"registration": "unknown", "in_post": "unknown"},
            "A person will check whether this fits the Practice award",
            [
                "The registration of this person has to be confirmed on the public register.",
                "We do not know whether this person is in post.",
            ],
        ),
        (
            "practice",
            PRACTICE_FACTS | {"registration": "lapsed"},
            "From what you told us, this does not fit the Practice award",
            ["The registration of this person with Social Work England has lapsed."],
        ),
        ("team", TEAM_FACTS | {"nation": "England"}, "From what you told us, this fits the Team award", []),
        ("spotlight", YOUNG_FACTS, "From what you told us, this fits the Young people's award", []),
        (
            "spotlight",
            YOUNG_FACTS | {"born_year": "1997"},
            "From what you told us, this does not fit the Young people's award",
            ["By the date of birth given, this person is over 25 on Friday 23 February 2024."],
        ),
    ],
)
def test_the_verdict_is_given_in_plain_words(browser, season, slug, facts, heading, reasons):
    page = begin(browser, slug).click("Check who can be nominated").submit(**facts)
    assert page.heading == heading
    assert page.reasons == reasons


def test_another_award_is_offered_where_one_may_fit(browser, season):
    page = (
        begin(browser, "team")
        .click("Check who can be nominated")
        .submit(**TEAM_FACTS | {"nation": "England", "members": "1"})
    )
    assert page.reasons == [
        "A team has at least two members. Somebody on their own can be nominated for the practice or leadership award."
    ]
    offered = [one.get_text() for one in page.soup.select("h2:-soup-contains('What may fit instead') ~ h3")]
    assert offered == ["Practice award"]


def test_what_was_answered_first_is_not_asked_twice(browser, season):
    page = (
        begin(browser, "practice").click("Check who can be nominated").submit(**PRACTICE_FACTS | {"in_post": "unknown"})
    )
    person = page.click("Go on").click("About the person")
    expected = {key: value for key, value in (PRACTICE_FACTS | {"in_post": "unknown"}).items() if key != "nation"}
    assert radios_chosen(person) == expected


def test_every_question_that_is_left_out_is_named(browser, season):
    page = begin(browser, "practice").click("Check who can be nominated").submit()
    assert page.status == 422
    assert page.errors == [
        "Say where the work takes place",
        "Say what kind of employer they work for",
        "Say what kind of work they do",
        "Say whether they are in this post",
        "Say whether they are registered",
    ]


def test_the_teams_numbers_must_be_numbers(browser, season):
    wrong = TEAM_FACTS | {"nation": "England", "members": "１２", "children_social_workers": "some"}
    page = begin(browser, "team").click("Check who can be nominated").submit(**wrong)
    assert page.errors == [
        "Enter how many people are in the team, in numbers, like 8",
        "Enter how many work in children’s social work, in numbers, like 3",
    ]


def test_somebody_on_no_programme_need_not_say_how_far_they_got(browser, season):
    page = begin(browser, "participant").click("Check who can be nominated").submit(nation="England", programme="none")
    assert page.reasons == [
        "this person is not on the fast-track programme. This award is for Frontline or Approach Social Work only."
    ]


# About you


def test_about_you_says_everything_that_is_missing(browser, season):
    page = begin(browser, "practice").click("About you").submit(email="nobody")
    assert page.status == 422
    assert page.errors == [
        "Say whether you are 18 or over",
        "Enter your full name",
        "Enter an email address in the correct format, like name@example.com",
        "Say how you know them",
        "Say whether you are one of the people nominated",
        "Say whether you work for or judge for the organiser",
    ]
    assert page.soup.find(id="email")["value"] == "nobody"


def test_the_draft_link_is_mailed_once(browser, season, mailbox):
    page = about_you(begin(browser, "practice"))
    about_you(page, name="Casey B. Brook")
    assert [mail["Subject"] for mail in mailbox.deliver()] == ["Frontline Awards: your link to go on with a nomination"]


# Checking, sending, withdrawing


def test_declarations_must_be_made(browser, season):
    page = begin(browser, "practice").click("Declarations").submit(nominee_knows="no")
    assert page.status == 422
    assert page.errors == [
        "Confirm that what you have written is true",
        "Confirm that no child or family can be recognised",
        "Confirm that you have read how what you write is used",
    ]


def test_the_check_page_lists_what_is_missing_and_offers_no_sending(browser, season):
    page = browser.get("my_nominations.check", ref=reference(begin(browser, "practice")))
    missing = [one.get_text() for one in page.soup.select(".govuk-notification-banner li a")]
    assert missing[0] == "Enter your full name"
    assert missing[-1] == "Agree to the declarations"
    assert page.soup.main.find("form") is None


def test_sending_cannot_be_forced_past_what_is_missing(browser, season):
    page = fill_practice(browser).click("Check your answers and send")
    other = browser.get("my_nominations.check", ref=reference(begin(browser, "team")))
    refused = browser.open(other.url, post={"csrf_token": [page.soup.find(attrs={"name": "csrf_token"})["value"]]})
    assert (refused.status, "Enter the name of the team" in refused.text) == (409, True)


def test_a_change_from_the_check_page_leads_back_to_it(browser, season):
    page = fill_practice(browser).click("Check your answers and send")
    changed = page.click("Change your full name").submit(name="Casey B. Brook")
    assert changed.heading == "Check your answers and send"
    assert "Casey B. Brook" in changed.text


def test_an_ineligible_verdict_is_shown_and_does_not_stop_the_sending(browser, season, stored):
    page = fill_practice(browser)
    page = page.click("Check who can be nominated").submit(registration="not_registered").click("Go on")
    page = page.click("Check your answers and send")
    assert page.reasons == ["Amara Okafor is not registered with Social Work England."]
    page.submit("Send the nomination")
    assert stored().state == "submitted"


@pytest.mark.parametrize("fill", [fill_practice, fill_team, fill_young_people])
def test_the_receipt_holds_a_full_copy_to_keep(browser, season, stored, fill):
    page = send(fill(browser))
    nomination = stored()
    assert page.soup.select_one(".panel__reference").get_text() == nomination.ref
    copy = page.click("Download a copy")
    assert copy.response.headers["Content-Disposition"] == f'attachment; filename="{nomination.ref}.txt"'
    for words in (nomination.ref, "Casey Brook", "They did it well.", "Sent at 12:10pm on Thursday 1 February 2024"):
        assert words in copy.html
    for words in ("The winners are announced at the ceremony on Wednesday 22 May 2024 in London.", "They did it well."):
        assert words in page.text


def test_a_second_press_of_the_button_shows_the_same_receipt(browser, season, session):
    check = fill_practice(browser).click("Check your answers and send")
    first, second = check.submit("Send the nomination"), check.submit("Send the nomination")
    assert (first.url, first.heading) == (second.url, second.heading)


def test_a_nomination_that_comes_too_late_is_refused_and_kept(browser, season, clock, stored):
    clock.set(CLOSE - timedelta(hours=1))
    check = fill_practice(browser).click("Check your answers and send")
    clock.set(CLOSE + timedelta(seconds=121))
    page = check.submit("Send the nomination")
    assert (page.status, "Nominations closed at 11:59pm on Friday 23 February 2024." in page.text) == (409, True)
    assert (stored().state, browser.open(check.url).status) == ("draft", 200)


def test_a_nomination_that_comes_within_the_grace_is_taken(browser, season, clock, stored):
    clock.set(CLOSE - timedelta(hours=1))
    check = fill_practice(browser).click("Check your answers and send")
    clock.set(CLOSE + timedelta(seconds=90))
    page = check.submit("Send the nomination")
    assert ("counts as sent in time" in page.text, stored().within_grace) == (True, True)


def test_what_the_verdict_rests_on_is_said(browser, season):
    page = begin(browser, "practice").click("Check who can be nominated")
    page = page.submit(**PRACTICE_FACTS | {"registration": "lapsed"})
    rows = [one.get_text(" ", strip=True) for one in page.soup.select(".govuk-summary-list__row")]
    assert rows == ["Registered as a social worker Not any more"]
    tasks = browser.get("my_nominations.task_list", ref=reference(page))
    assert "The registration of this person with Social Work England has lapsed." in tasks.text
    assert tasks.click("What this rests on").heading == page.heading


def test_a_draft_can_be_downloaded_as_it_stands(browser, season):
    page = begin(browser, "practice").click("In a sentence or two").submit(text="Half of it.")
    copy = page.click("Download what you wrote")
    assert copy.response.mimetype == "text/plain"
    assert [one for one in ("Not sent", "Half of it.", "Not provided") if one not in copy.html] == []


def test_a_draft_can_still_be_written_after_the_close(browser, season, clock):
    clock.set(CLOSE - timedelta(hours=1))
    page = begin(browser, "practice")
    clock.set(CLOSE + timedelta(days=1))
    saved = page.click("In a sentence or two").submit(text="Kept all the same.")
    assert saved.heading == "Your nomination for the Practice award"


@pytest.mark.parametrize("sent", [False, True])
def test_withdrawing_is_asked_about_first(browser, season, stored, sent):
    page = send(fill_practice(browser)) if sent else begin(browser, "practice")
    page = page.click("Withdraw this nomination")
    assert stored().state == ("submitted" if sent else "draft")
    page = page.submit("Withdraw it")
    assert (page.heading, stored().state) == ("My nominations", "withdrawn")
    assert [one.get_text(strip=True) for one in page.soup.select(".govuk-tag")] == ["Withdrawn"]


def test_pages_of_a_nomination_are_never_stored_by_the_browser(browser, season):
    page = browser.get("my_nominations.task_list", ref=reference(begin(browser, "practice")))
    assert page.response.headers["Cache-Control"] == "no-store"

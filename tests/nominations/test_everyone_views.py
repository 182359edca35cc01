"""The public pages: starting, and finding one's way back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from awards.nominations.queries import nomination_to_open
from tests.nominations.building import complete
from tests.nominations.filling import ABOUT_YOU, EMAIL, about_you, begin, fill_practice, send

BEFORE, AFTER = datetime(2024, 1, 9, 12, tzinfo=UTC), datetime(2024, 2, 24, 12, tzinfo=UTC)


def test_the_start_page_says_who_by_when_and_what_to_mind(browser, season):
    page = browser.get("nominations.start")
    assert page.heading == "Nominate somebody"
    labels = [label.get_text(strip=True) for label in page.soup.select(".govuk-radios__label")]
    assert labels == [
        "Practice award", "Leadership award", "Team award", "Innovation award", "Young people's award",
        "Fellowship award", "Participant award",
    ]  # fmt: skip
    assert (
        page.soup.select_one(".deadline").get_text(" ", strip=True)
        == "Nominations close Friday 23 February 2024 at 11:59pm"
    )
    for words in (
        "Tell the person first",
        "Do not identify any child or family",
        "one person, registered with Social Work England",
    ):
        assert words in page.text


def test_a_category_in_the_address_is_chosen_beforehand(browser, season):
    page = browser.get("nominations.start", category="team")
    assert [one["value"] for one in page.soup.select("input[type=radio][checked]")] == ["team"]


def test_no_category_is_an_error(browser, season):
    page = browser.get("nominations.start").submit("Start now")
    assert (page.status, page.errors) == (422, ["Choose the award you want to nominate for"])


def test_starting_leads_to_the_task_list_without_an_account(browser, season, stored):
    page = begin(browser, "practice")
    assert page.heading == "Your nomination for the Practice award"
    assert stored().nominator_id is not None


def test_a_second_nomination_has_the_same_nominator_who_need_not_type_again(browser, season, session):
    about_you(begin(browser, "practice"))
    page = begin(browser, "team").click("About you")
    assert page.soup.find(id="name")["value"] == ABOUT_YOU["name"]
    rows = browser.get("my_nominations.index").soup.select(".govuk-task-list__item")
    assert len(rows) == 2


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (BEFORE, "Nominations open on Wednesday 10 January 2024."),
        (AFTER, "Nominations closed at 11:59pm on Friday 23 February 2024."),
    ],
)
def test_outside_the_window_there_is_a_date_and_no_form(browser, season, clock, moment, words):
    clock.set(moment)
    page = browser.get("nominations.start")
    assert (page.status, words in page.text, page.soup.main.find("form")) == (200, True, None)


def test_a_start_that_comes_after_the_close_is_refused_with_the_date(browser, season, clock):
    page = browser.get("nominations.start")
    clock.set(AFTER)
    page = page.submit("Start now", category="practice")
    assert (page.status, "Nominations closed at 11:59pm on Friday 23 February 2024." in page.text) == (409, True)


def test_before_any_season_is_loaded_nothing_is_open(browser, season, session):
    season.archived = True
    page = browser.get("nominations.start")
    assert (page.status, "Nothing is open for nominations yet." in page.text) == (200, True)


def test_known_and_unknown_addresses_get_the_same_answer(browser, season, session, mailbox):
    nomination = complete(session, season)
    answers = []
    for address in (nomination.nominator.email, "nobody@elsewhere.example"):
        page = browser.get("nominations.find").submit("Send me a link", email=address)
        answers.append((page.status, page.url, page.text))
    assert answers[0] == answers[1]
    assert [mail["To"] for mail in mailbox.deliver()] == [nomination.nominator.email]


@pytest.mark.parametrize("typed", ["", "not an address", "a" * 250 + "@b.example"])
def test_a_wrong_address_is_said_to_be_wrong(browser, season, typed):
    page = browser.get("nominations.find").submit("Send me a link", email=typed)
    words = (
        "Enter an email address in the correct format, like name@example.com" if typed else "Enter your email address"
    )
    assert (page.status, page.errors) == (422, [words])


def test_the_mailed_link_opens_the_draft_on_another_device(browser, another_browser, season, mailbox, stored):
    about_you(begin(browser, "practice"))
    page = another_browser.follow_mail(mailbox.link_to(EMAIL))
    assert page.heading == "Your nomination for the Practice award"
    assert stored().nominator_id is not None


def test_opening_the_link_confirms_the_address(browser, season, mailbox, session, clock):
    about_you(begin(browser, "practice"))
    page = browser.follow_mail(mailbox.link_to(EMAIL))
    session.rollback()
    nomination = nomination_to_open(session, page.url.rpartition("/")[2])
    assert nomination.nominator.email_confirmed_at == clock()


def test_the_mail_holds_the_reference_and_a_link_but_nothing_that_was_typed(browser, season, mailbox):
    page = send(fill_practice(browser))
    reference = page.soup.select_one(".panel__reference").get_text()
    for mail in mailbox.deliver():
        body = mail.get_body(("plain",)).get_content()
        assert [reference in body, "Amara" in body, "They did it well" in body, "Casey" in body] == [
            True,
            False,
            False,
            False,
        ]


def test_after_sending_the_draft_link_is_void_and_the_receipt_link_opens_the_copy(
    browser, another_browser, season, mailbox
):
    page = fill_practice(browser)
    draft_link = mailbox.link_to(EMAIL)
    send(page)
    assert another_browser.open(draft_link).status == 410
    assert another_browser.follow_mail(mailbox.link_to(EMAIL)).heading == "Nomination sent"

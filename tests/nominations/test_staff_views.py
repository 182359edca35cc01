"""Staff see which drafts there are and how far each is, and never what is written in them."""

from datetime import UTC, datetime

import pytest

from awards.comms.models import Message, MessageState
from awards.core.actor import Audience, Role
from awards.nominations.lifecycle import NominationState
from tests.factories import (
    AnswerFactory,
    CategoryFactory,
    NominationFactory,
    NomineeFactory,
    QuestionFactory,
    SeasonFactory,
    StaffFactory,
)

SECRET = "She listened to Robin from the corner house."


@pytest.fixture
def category(session):
    category = CategoryFactory(name="Harbour prize", key="harbour")
    QuestionFactory(category=category, key="q1")
    QuestionFactory(category=category, key="q2")
    QuestionFactory(category=category, key="q3", optional=True)
    return category


@pytest.fixture
def draft(session, category):
    """A draft with one answer of two and a reminder that went."""
    nomination = NominationFactory(category=category)
    NomineeFactory(nomination=nomination, full_name="Amara Okafor")
    AnswerFactory(nomination=nomination, question_key="q1", text=SECRET,
                  saved_at=datetime(2024, 1, 30, 9, tzinfo=UTC))  # fmt: skip
    AnswerFactory(nomination=nomination, question_key="q2", text="")
    AnswerFactory(nomination=nomination, question_key="q3", text="More.")
    AnswerFactory(nomination=nomination, question_key="q2", text="Kept aside.", kept_from="another")
    for number, state in enumerate((MessageState.SENT, MessageState.CANCELLED)):
        session.add(
            Message(key=f"r{number}", kind="nominations/reminder", about=nomination.ref, recipient="casey@x.example",
                    programme_key="harbour-awards", arguments={}, state=state, queued_at=nomination.started_at,
                    not_before=nomination.started_at, sent_at=nomination.started_at)
        )  # fmt: skip
    return nomination


@pytest.fixture
def staff_browser(browser, session):
    def sign_in(role: Role = Role.STAFF):
        who = StaffFactory(role=role)
        session.commit()
        return browser.sign_in(Audience.STAFF, who.ref)

    return sign_in


def listed(page) -> list[str]:
    return [row.a.get_text() for row in page.soup.select("#drafts tbody tr")]


def cells(page) -> list[str]:
    return [" ".join(cell.get_text(" ").split()) for cell in page.soup.select("#drafts tbody tr:first-child td")]


def test_a_draft_is_listed_with_how_far_it_is(draft, staff_browser):
    page = staff_browser(Role.READ_ONLY).get("nominations_staff.drafts")
    assert listed(page) == [draft.ref]
    assert page.soup.select(".govuk-error-message") == []
    assert cells(page) == [
        "Harbour prize", "Casey Brook", "20 January 2024", "9am on Tuesday 30 January 2024", "1 of 2 answers, 1 named",
        "1",
    ]  # fmt: skip
    assert "corner house" not in page.html
    assert "Amara" not in page.html


def test_only_what_is_not_sent_is_listed_and_by_category(session, draft, staff_browser):
    SeasonFactory()
    other = NominationFactory(category__name="Lantern prize", category__key="lantern")
    NominationFactory(category=draft.category, season=draft.season, state=NominationState.WITHDRAWN)
    sent = NominationFactory(category=draft.category, season=draft.season, submitted=True)
    version = NominationFactory(category=draft.category, season=draft.season, revises_id=sent.id)
    page = staff_browser().get("nominations_staff.drafts")
    assert listed(page) == [version.ref, other.ref, draft.ref]
    assert "3 found" in page.text
    assert "new version of what was sent" in page.text
    assert listed(page.submit("Show", category="lantern")) == [other.ref]
    assert listed(page.browser.open("/staff/drafts?category=nonsense")) == listed(page)


def test_without_drafts_the_page_says_so(category, staff_browser):
    page = staff_browser().get("nominations_staff.drafts")
    assert page.soup.select_one(".empty__title").get_text() == "No drafts here"


def test_one_draft_shows_what_is_still_to_do_and_nothing_that_was_written(draft, staff_browser):
    page = staff_browser().get("nominations_staff.drafts").click(draft.ref)
    assert page.heading == f"Draft {draft.ref}"
    assert "Answer “" in page.text
    assert "1 of 2 answers, 1 named" in page.text
    assert "11:59pm on Friday 23 February 2024" in page.text
    assert "corner house" not in page.html
    assert "Amara" not in page.html
    assert page.click("Mail about this draft").heading == f"Mail about {draft.ref}"


def test_an_unsent_new_version_says_of_what(draft, session, staff_browser):
    sent = NominationFactory(category=draft.category, season=draft.season, submitted=True)
    version = NominationFactory(category=draft.category, season=draft.season, revises_id=sent.id)
    page = staff_browser().get("nominations_staff.draft", ref=version.ref)
    assert f"New version of {sent.ref}" in page.text


def test_what_was_sent_leads_to_its_own_page(draft, session, staff_browser):
    draft.state, draft.submitted_at = NominationState.SUBMITTED, datetime(2024, 2, 1, tzinfo=UTC)
    page = staff_browser().client.get(f"/staff/drafts/{draft.ref}")
    assert (page.status_code, page.headers["Location"]) == (303, f"/staff/nominations/{draft.ref}")


def test_a_draft_of_another_season_is_not_found(session, category, staff_browser):
    elsewhere = NominationFactory(category=CategoryFactory(season=SeasonFactory(key="2023", year=2023,
        opens_at=datetime(2023, 1, 10, tzinfo=UTC), closes_at=datetime(2023, 2, 23, tzinfo=UTC))))  # fmt: skip
    browser = staff_browser()
    assert browser.get("nominations_staff.draft", ref=elsewhere.ref).status == 404
    assert browser.get("nominations_staff.deadline", ref=elsewhere.ref).status == 404

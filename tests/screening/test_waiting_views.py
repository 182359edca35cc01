"""Staff see who has not answered, put facts right, and answer what nominators ask to have put right."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from awards.audit.queries import entries_about
from awards.comms.models import Message, MessageState
from awards.core.actor import Role
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import CorrectionRequest, Nominee
from awards.nominees.models import Response
from awards.screening.models import EntryNominee
from tests.factories import CategoryFactory, EntryFactory, NomineeFactory, NoticeFactory
from tests.factories.nominations import CorrectionRequestFactory, SupporterFactory

SENT = datetime(2024, 2, 20, 10, tzinfo=UTC)
YOUNG = date(2008, 1, 1)
AGREED = {"response": Response.AGREED, "responded_at": SENT}


@pytest.fixture
def put_forward(eligible):
    """Put somebody forward in a nomination ruled eligible; `notice` says what they were told, if anything."""

    def make(name: str, *, notice: dict | None = None, **facts) -> Nominee:
        nominee = NomineeFactory(nomination=eligible(people=0), full_name=name, **facts)
        if notice is not None:
            NoticeFactory(nominee=nominee, **({"queued_at": SENT} | notice))
        return nominee

    return make


def parked(session, about: str) -> Message:
    message = Message(
        key=f"parked:{about}", kind="nominees/notice", about=about, programme_key="harbour-awards",
        recipient="wrong@nominees.example", arguments={}, state=MessageState.PARKED, queued_at=SENT, not_before=SENT,
    )  # fmt: skip
    session.add(message)
    return message


def listed(page) -> dict[str, str]:
    rows = page.soup.select("#notices tbody tr")
    return {row.th.get_text(strip=True): row.td.get_text(strip=True) for row in rows}


def told(page) -> list[str]:
    return [" ".join(row.select("td")[1].get_text().split()) for row in page.soup.select("#notices tbody tr")]


def test_everybody_who_is_waited_for_is_listed_with_what_stands_in_the_way(session, put_forward, staff_browser):
    put_forward("Told", notice={})
    put_forward("Not told")
    put_forward("Without address", email=None)
    put_forward("Excused", notice={"queued_at": None, "not_sent_because": "Told by phone."})
    put_forward("Misdirected", notice={"misdirected_at": SENT})
    parked(session, put_forward("Bounced", notice={}).ref)
    put_forward("Agreed", notice=AGREED)
    put_forward("Declined", notice={"response": Response.DECLINED, "responded_at": SENT})
    put_forward("Died", deceased=True)
    put_forward("Young, no adult", date_of_birth=YOUNG, notice=AGREED)
    SupporterFactory(nominee=put_forward("Young, asked", date_of_birth=YOUNG, notice=AGREED))
    SupporterFactory(nominee=put_forward("Young, by phone", date_of_birth=YOUNG, notice=AGREED), asked_at=None)
    SupporterFactory(nominee=put_forward("Young, refused", date_of_birth=YOUNG, notice=AGREED), refused=True)
    SupporterFactory(nominee=put_forward("Young, all in", date_of_birth=YOUNG, notice=AGREED), confirmed=True)
    SupporterFactory(nominee=put_forward("Grown up", date_of_birth=date(1990, 1, 1), notice=AGREED))
    page = staff_browser(Role.READ_ONLY).get("people_staff.notices")
    assert listed(page) == {
        "Misdirected": "Reached somebody else",
        "Bounced": "Did not arrive",
        "Without address": "No address",
        "Not told": "Not told yet",
        "Young, refused": "The adult has refused",
        "Young, by phone": "The adult cannot be reached by mail",
        "Young, no adult": "Agreed, but named no adult yet",
        "Young, asked": "Waiting for the adult",
        "Told": "No answer yet",
        "Excused": "Goes forward without a notice",
    }
    assert told(page)[-2:] == ["By email, 10am on Tuesday 20 February 2024", "Told by phone."]
    assert listed(page.click("No address (1)")) == {"Without address": "No address"}
    assert listed(page.click("All (10)")) == listed(page)
    assert listed(page.browser.open("/staff/notices?waiting=nonsense")) == listed(page)


def test_only_the_newest_adult_counts(put_forward, staff_browser):
    young = put_forward("Young", date_of_birth=YOUNG, notice=AGREED)
    SupporterFactory(nominee=young, confirmed=True)
    SupporterFactory(nominee=young)
    page = staff_browser().get("people_staff.notices")
    assert listed(page) == {"Young": "Waiting for the adult"}


def test_nobody_is_waited_for_before_a_nomination_is_ruled_eligible(make_nomination, staff_browser):
    make_nomination()
    make_nomination(state=NominationState.INELIGIBLE)
    page = staff_browser().get("people_staff.notices")
    assert page.soup.select_one(".empty__title").get_text() == "Nobody is waited for"


def test_somebody_whom_the_organiser_honours_is_waited_for_too(session, season, staff_browser):
    entry = EntryFactory(category=CategoryFactory(season=season, name="Honour", nominated=False))
    nominee = NomineeFactory(nomination=None, full_name="Robin Marsh")
    NoticeFactory(nominee=nominee)
    session.add(EntryNominee(nominee_id=nominee.id, entry_id=entry.id))
    page = staff_browser().get("people_staff.notices")
    assert listed(page) == {"Robin Marsh": "No answer yet"}
    assert page.click(entry.ref).url == f"/staff/entries/{entry.ref}"


def test_the_list_leads_to_what_can_be_done(put_forward, staff_browser):
    nominee = put_forward("Amara Okafor", notice={})
    page = staff_browser().get("people_staff.notices")
    assert page.click("Record an answer").url == f"/staff/nominees/{nominee.ref}/answer"
    assert page.click("Correct facts").url == f"/staff/nominees/{nominee.ref}/facts"
    assert page.click("Mail about").heading == f"Mail about {nominee.ref}"


def test_facts_are_put_right_with_a_reason(session, put_forward, staff_browser):
    nominee = put_forward("Amara Okafor", notice={})
    page = staff_browser().get("people_staff.facts", ref=nominee.ref)
    page = page.submit("Put it right", full_name="Amara Okafor-Reid", reason="She phoned on Monday.")
    assert page.url == f"/staff/nominations/{nominee.nomination.ref}"
    session.refresh(nominee)
    assert nominee.full_name == "Amara Okafor-Reid"
    entry = entries_about(session, nominee.ref)[0]
    assert (entry.tag, entry.facts, entry.reason.text) == (
        "nominee.corrected", {"fields": ["full_name"]}, "She phoned on Monday.",
    )  # fmt: skip


def test_with_a_new_address_what_did_not_arrive_goes_there(session, put_forward, staff_browser, audit_trail):
    nominee = put_forward("Amara Okafor", email="wrong@nominees.example", notice={})
    message = parked(session, nominee.ref)
    page = staff_browser().get("people_staff.facts", ref=nominee.ref)
    page.submit("Put it right", email="right@nominees.example", reason="She phoned on Monday.")
    session.refresh(message)
    assert (message.state, message.recipient) == (MessageState.QUEUED, "right@nominees.example")
    assert audit_trail(nominee.ref) == ["nominee.corrected", "message.requeued"]


def test_what_was_typed_about_somebody_stays_when_something_is_missing(session, put_forward, staff_browser):
    nominee = put_forward("Amara Okafor")
    page = staff_browser().get("people_staff.facts", ref=nominee.ref)
    page = page.submit("Put it right", full_name="", email="amara at home", known_as="Ama", reason="")
    assert page.status == 422
    assert page.errors == [
        "Enter their full name",
        "Enter an email address in the correct format, like name@example.com",
        "Enter how you know, and who asked for it",
    ]
    assert (page.soup.find(id="known_as")["value"], page.soup.find(id="email")["value"]) == ("Ama", "amara at home")
    session.refresh(nominee)
    assert nominee.full_name == "Amara Okafor"


@pytest.mark.parametrize("is_team", [True, False])
def test_a_teams_contact_and_an_honoured_person_have_the_short_form(
    session, season, put_forward, staff_browser, is_team
):
    entry = EntryFactory(category=CategoryFactory(season=season, nominated=False))
    nominee = (
        put_forward("Sam Reed", is_team=True) if is_team else NomineeFactory(nomination=None, full_name="Sam Reed")
    )
    if not is_team:
        session.add(EntryNominee(nominee_id=nominee.id, entry_id=entry.id))
    page = staff_browser().get("people_staff.facts", ref=nominee.ref)
    page.submit("Put it right", role="Manager", reason="They wrote.")
    session.refresh(nominee)
    assert (nominee.role, nominee.employer) == ("Manager", "Invented County Council")


def test_a_request_is_shown_beside_what_was_sent_and_answered(session, nomination, staff_browser, staff, mailbox):
    request = CorrectionRequestFactory(nomination=nomination)
    page = staff_browser().get("people_staff.corrections").click(request.ref)
    assert "Her surname is spelt Okafor-Reid." in page.text
    assert "She listened." in page.text
    page = page.click("correct facts").submit("Put it right", full_name="Amara Okafor-Reid", reason="As asked.")
    assert page.url == f"/staff/corrections/{request.ref}"
    page = page.submit("Send the answer", made="yes", answer="It is put right. Thank you.")
    assert page.heading == "Corrections"
    assert [cell.get_text(strip=True) for cell in page.soup.select("#corrections tbody td:last-child")] == ["Put right"]
    session.refresh(request)
    assert (request.made, request.answer, request.answered_by) == (True, "It is put right. Thank you.", staff.ref)
    page = page.click(request.ref)
    assert "It is put right. Thank you." in page.text
    assert page.soup.find("button", string="Send the answer") is None


def test_what_waits_for_an_answer_comes_first(nomination, make_nomination, staff_browser):
    done = CorrectionRequestFactory(nomination=nomination, made=False, answered_at=SENT, answer="No.", answered_by="U")
    waiting = [CorrectionRequestFactory(nomination=make_nomination()) for _ in range(2)]
    page = staff_browser(Role.READ_ONLY).get("people_staff.corrections")
    listed = [row.a.get_text() for row in page.soup.select("#corrections tbody tr")]
    assert listed == [waiting[0].ref, waiting[1].ref, done.ref]


def test_without_requests_the_page_says_so(season, staff_browser):
    page = staff_browser().get("people_staff.corrections")
    assert page.soup.select_one(".empty__title").get_text() == "No requests"


def test_the_words_for_the_nominator_stay_when_the_choice_is_missing(session, nomination, staff_browser):
    request = CorrectionRequestFactory(nomination=nomination)
    page = staff_browser().get("people_staff.correction", ref=request.ref)
    page = page.submit("Send the answer", answer="It is put right.")
    assert (page.status, page.errors) == (422, ["Say whether the correction was made"])
    assert page.soup.find(id="answer").get_text().strip() == "It is put right."


def test_the_words_stay_when_somebody_else_was_quicker(session, nomination, staff_browser):
    request = CorrectionRequestFactory(nomination=nomination)
    page = staff_browser().get("people_staff.correction", ref=request.ref)
    request.made, request.answer, request.answered_at, request.answered_by = False, "No.", SENT, "USR-ANOTHER"
    page = page.submit("Send the answer", made="yes", answer="It is put right.")
    assert (page.status, page.errors) == (422, ["This request has been answered already."])
    assert page.soup.find(id="answer").get_text().strip() == "It is put right."
    session.refresh(request)
    assert (request.made, request.answer) == (False, "No.")


def test_opening_a_young_persons_request_or_facts_is_noted(session, make_nomination, category, staff_browser):
    category.reveals = "care experience"
    nomination = make_nomination()
    request = CorrectionRequestFactory(nomination=nomination)
    nominee = session.query(Nominee).filter_by(nomination_id=nomination.id).one()
    browser = staff_browser()
    browser.get("people_staff.correction", ref=request.ref)
    browser.get("people_staff.facts", ref=nominee.ref)
    for ref in (nomination.ref, nominee.ref):
        assert [entry.tag for entry in entries_about(session, ref)] == ["young_persons_entry.read"]


@pytest.mark.parametrize("page", ["correction", "facts"])
def test_whoever_may_only_read_changes_nothing(session, nomination, staff_browser, page):
    request = CorrectionRequestFactory(nomination=nomination)
    nominee = session.query(Nominee).filter_by(nomination_id=nomination.id).one()
    browser = staff_browser(Role.READ_ONLY)
    if page == "facts":
        shown = browser.get("people_staff.facts", ref=nominee.ref)
        assert shown.submit("Put it right", full_name="Somebody", reason="So.").status == 403
    else:
        shown = browser.get("people_staff.correction", ref=request.ref)
        assert shown.soup.find("button", string="Send the answer") is None
    session.refresh(request)
    assert session.get_one(CorrectionRequest, request.id).made is None


def test_nothing_of_another_season_is_found(session, season, staff_browser):
    request = CorrectionRequestFactory(nomination__category__season__key="2023")
    nominee = NomineeFactory(nomination=request.nomination)
    browser = staff_browser()
    assert browser.get("people_staff.correction", ref=request.ref).status == 404
    assert browser.get("people_staff.facts", ref=nominee.ref).status == 404


def test_the_list_of_nominations_leads_to_the_other_lists_and_begins_without_errors(nomination, staff_browser):
    page = staff_browser().get("screening_staff.nominations")
    assert page.soup.select(".govuk-error-message") == []
    headings = {
        "Key in a nomination": "Key in a nomination",
        "Drafts": "Drafts",
        "Held as possible spam": "Held as possible spam",
        "Corrections": "Corrections",
        "Notices without an answer": "Notices without an answer",
    }
    assert {text: page.click(text).heading for text in headings} == headings

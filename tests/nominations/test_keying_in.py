"""Staff key in what came by phone, post, email or in person, on the pages nominators use."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from awards.accounts.models import SignIn
from awards.audit.queries import entries_about
from awards.comms.models import Message
from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Refused
from awards.nominations.keying_in import Arrived, key_in
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination, Nominator
from awards.seasons.queries import category_by_slug
from tests.factories import GrantFactory, UserFactory
from tests.nominations.filling import ABOUT_YOU, PRACTICE_FACTS, answer_all, declare

AFTER_THE_CLOSE = datetime(2024, 2, 26, 9, tzinfo=UTC)
BY_POST = {"channel": "post", "name": "Casey Brook", "email": None}
ARRIVED = {"at": datetime(2024, 2, 22, 9, tzinfo=UTC), "known_by": "The postmark."}


@pytest.fixture
def staff(session):
    who = UserFactory(name="Sam Reid")
    GrantFactory(user=who, programme_key="")
    return who


@pytest.fixture
def staff_browser(browser, session, season, staff):
    session.commit()
    return browser.sign_in(Audience.STAFF, staff.ref)


@pytest.fixture
def keyed(session, season, clock, staff):
    """Key a nomination in by the action."""

    def act(*, actor: Actor | None = None, **changes) -> Nomination:
        category = category_by_slug(session, season, "practice")
        actor = actor or Actor(Audience.STAFF, staff.ref, frozenset({Role.STAFF}))
        return key_in(session, season, category, arrived=Arrived(**(BY_POST | changes)), actor=actor, now=clock())

    return act


def fill(page):
    """Fill in everything for the practice award from the task list of a keyed-in draft, without an address."""
    page = page.click("Check who can be nominated").submit(**PRACTICE_FACTS).click("Go on")
    page = page.click("About you").submit(**{name: value for name, value in ABOUT_YOU.items() if name != "email"})
    page = page.click("About the person").submit(full_name="Amara Okafor", employer="Invented County Council")
    return declare(answer_all(page))


def test_who_keyed_in_and_how_it_came_is_kept(session, keyed, staff):
    nomination = keyed(email="casey@nominators.example")
    nominator = session.get_one(Nominator, nomination.nominator_id)
    assert (nomination.channel, nomination.keyed_in_by, nomination.extended_until) == ("post", staff.ref, None)
    assert (nominator.name, nominator.email) == ("Casey Brook", "casey@nominators.example")
    entries = entries_about(session, nomination.ref)
    assert [(entry.tag, entry.actor, entry.facts) for entry in entries] == [
        ("nomination.started", f"staff:{staff.ref}", {"category": "practice", "channel": "post"})
    ]
    assert session.scalar(select(func.count(Message.id))) == 0


def test_after_the_close_what_arrived_in_time_gets_a_later_deadline_with_the_reason(session, clock, keyed):
    clock.set(AFTER_THE_CLOSE)
    nomination = keyed(**ARRIVED, email="casey@nominators.example")
    assert nomination.extended_until == AFTER_THE_CLOSE + timedelta(days=7)
    entries = entries_about(session, nomination.ref)
    assert [entry.tag for entry in entries] == ["nomination.started", "deadline.extended"]
    assert entries[1].reason.text == "Arrived by post at 9am on Thursday 22 February 2024: The postmark."
    assert session.scalar(select(func.count(Message.id))) == 0


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, ["no-arrival"]),
        ({"at": ARRIVED["at"]}, ["no-arrival"]),
        ({**ARRIVED, "at": datetime(2024, 2, 24, 0, 0, 1, tzinfo=UTC)}, ["arrived-late"]),
        ({**ARRIVED, "at": datetime(2023, 12, 24, tzinfo=UTC)}, ["arrived-before"]),
        ({**ARRIVED, "channel": "pigeon"}, ["no-channel"]),
        ({**ARRIVED, "name": " "}, ["no-name"]),
        ({**ARRIVED, "actor": Actor(Audience.STAFF, "USR-READER2", frozenset({Role.READ_ONLY}))}, ["not-staff"]),
    ],
)
def test_what_cannot_be_keyed_in_is_refused(session, clock, keyed, changes, codes):
    clock.set(AFTER_THE_CLOSE)
    with pytest.raises(Refused) as refused:
        keyed(**changes)
    assert [reason.code for reason in refused.value.permission.reasons] == codes
    assert session.scalar(select(func.count(Nomination.id))) == 0


def test_nothing_is_keyed_in_before_nominations_open(clock, keyed):
    clock.set(datetime(2023, 12, 1, tzinfo=UTC))
    with pytest.raises(Refused) as refused:
        keyed()
    assert [reason.code for reason in refused.value.permission.reasons] == ["not-open-yet"]


def test_staff_type_into_the_nominators_pages_and_go_back(session, staff_browser, stored, audit_trail):
    page = staff_browser.get("nominations_staff.key_in").submit(
        "Go on", channel="phone", category="practice", name="Casey Brook"
    )
    ref = page.url.split("/")[2]
    assert "Keyed in by staff: By telephone" in page.soup.get_text()

    page = fill(page).click("Check your answers and send").submit("Send the nomination")
    assert page.heading == "Nomination sent"
    assert "There is no email address" in page.text
    nomination = stored(ref)
    assert (nomination.state, nomination.channel) == (NominationState.SUBMITTED, "phone")
    submitted = entries_about(session, ref)[-1]
    assert (submitted.tag, submitted.facts["channel"]) == ("nomination.submitted", "phone")
    session.rollback()

    page = page.browser.open(f"/nominations/{ref}/stop-keying-in", post=token_of(page))
    assert page.url == f"/staff/nominations/{ref}"
    alive = select(func.count(SignIn.id)).where(SignIn.audience == Audience.NOMINATORS, SignIn.ended_at.is_(None))
    assert session.scalar(alive) == 0


def test_the_banner_leads_back_and_the_draft_can_be_gone_on_with(session, staff_browser, staff):
    page = staff_browser.get("nominations_staff.key_in").submit(
        "Go on", channel="in_person", category="practice", name="Casey Brook"
    )
    ref = page.url.split("/")[2]
    button = page.soup.find("button", string="Back to the staff pages")
    page = page.browser.open(str(button.parent["action"]), post=token_of(page))
    assert page.heading == f"Draft {ref}"
    assert "In person" in page.text
    assert page.submit("Go on keying in").url == f"/nominations/{ref}"


def test_a_nominator_sees_how_it_came_but_no_way_to_the_staff_pages(session, keyed, another_browser):
    nomination = keyed()
    nominator = session.get_one(Nominator, nomination.nominator_id)
    another_browser.sign_in(Audience.NOMINATORS, nominator.ref)
    page = another_browser.get("my_nominations.task_list", ref=nomination.ref)
    assert "Keyed in by staff: By post" in page.soup.get_text()
    assert page.soup.find("button", string="Back to the staff pages") is None


def test_nobody_types_into_a_draft_that_a_nominator_began(session, staff_browser, task_list, another_browser):
    ref = another_browser.get("nominations.start").submit("Start now", category="practice").url.split("/")[2]
    page = staff_browser.get("nominations_staff.draft", ref=ref)
    assert page.soup.find("button", string="Go on keying in") is None
    refused = page.browser.open(f"/staff/drafts/{ref}/key-in", post=token_of(page))
    assert refused.status == 409


def test_a_nominator_cannot_stop_what_nobody_keys_in(browser, task_list):
    page = task_list()
    assert browser.open(f"{page.url}/stop-keying-in", post=token_of(page)).status == 404


def test_what_was_typed_stays_when_something_is_missing(staff_browser):
    page = staff_browser.get("nominations_staff.key_in").submit("Go on", name="Casey Brook", email="casey at home")
    assert page.status == 422
    assert page.errors == [
        "Choose how the nomination came",
        "Choose the award it is for",
        "Enter an email address in the correct format, like name@example.com",
    ]
    assert page.soup.find(id="name")["value"] == "Casey Brook"
    assert page.soup.find(id="email")["value"] == "casey at home"


def test_after_the_close_the_page_asks_when_it_arrived(session, clock, staff_browser, stored):
    clock.set(AFTER_THE_CLOSE)
    staff_browser.sign_in(Audience.STAFF, session.scalars(select(SignIn.subject)).first())
    typed = {"channel": "post", "category": "practice", "name": "Casey Brook"}
    page = staff_browser.get("nominations_staff.key_in").submit("Go on", **typed)
    assert page.errors == ["Enter the day and the time it arrived", "Enter how we know that it arrived then"]
    late = {"day": "24", "month": "2", "year": "2024", "time": "9am", "reason": "The postmark."}
    page = page.submit("Go on", **late)
    assert page.errors == ["It arrived after nominations closed, at 11:59pm on Friday 23 February 2024."]
    assert page.soup.find(id="time")["value"] == "9am"
    page = page.submit("Go on", day="22")
    nomination = stored(page.url.split("/")[2])
    assert nomination.extended_until == AFTER_THE_CLOSE + timedelta(days=7)
    page = fill(page).click("Check your answers and send").submit("Send the nomination")
    assert page.heading == "Nomination sent"


def test_whoever_may_only_read_cannot_key_in(session, season, browser):
    reader = UserFactory()
    GrantFactory(user=reader, programme_key="", role=Role.READ_ONLY)
    session.commit()
    page = browser.sign_in(Audience.STAFF, reader.ref).get("nominations_staff.key_in")
    assert page.submit("Go on", channel="phone", category="practice", name="Casey Brook").status == 403


def token_of(page) -> dict[str, list[str]]:
    return {"csrf_token": [str(page.soup.find("input", attrs={"name": "csrf_token"})["value"])]}

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from awards.audit.queries import entries_about
from awards.comms.actions import send_again
from awards.comms.models import MessageState
from awards.core.actor import SYSTEM, Audience, Role
from awards.core.permission import Refused
from awards.links.models import Link
from tests.comms.conftest import NOW
from tests.factories import GrantFactory, ProgrammeFactory, SeasonFactory, UserFactory

PARKED = {"state": MessageState.PARKED, "attempts": 8, "last_error": "SMTPRecipientsRefused"}


def about(page) -> list[str]:
    return [row.select("td")[1].get_text(strip=True) for row in page.soup.select("#messages tbody tr")]


def test_whoever_is_not_signed_in_is_asked_to(queue, session, browser):
    message = queue()
    session.commit()
    assert browser.get("comms_staff.outbox").heading == "Staff: sign in"
    assert browser.get("comms_staff.message", key=message.key).heading == "Staff: sign in"


def test_staff_of_another_programme_are_not_let_in(queue, session, browser):
    queue()
    stranger = UserFactory()
    GrantFactory(user=stranger, programme_key="lantern-prizes")
    session.commit()
    assert browser.sign_in(Audience.STAFF, stranger.ref).get("comms_staff.outbox").heading == "Staff: sign in"


def test_the_outbox_lists_this_programmes_messages_by_state(queue, staff_browser):
    ProgrammeFactory(key="lantern-prizes", is_home=False)
    queue(1)
    queue(2, **PARKED)
    elsewhere = queue(3, programme_key="lantern-prizes")
    browser = staff_browser()

    page = browser.get("comms_staff.outbox")
    assert about(page) == ["NOM-2", "NOM-1"]
    assert about(page.click("Could not be delivered (1)")) == ["NOM-2"]
    assert about(browser.open("/staff/mail/?state=nonsense")) == ["NOM-2", "NOM-1"]
    assert browser.get("comms_staff.message", key=elsewhere.key).status == 404


def test_an_empty_outbox_says_so(session, staff_browser):
    SeasonFactory()
    page = staff_browser().get("comms_staff.outbox")
    assert page.soup.select_one(".empty__title").get_text() == "No messages here"


def test_a_message_is_previewed_as_it_will_read_and_no_link_is_made(session, queue, staff_browser):
    message = queue()
    page = staff_browser().get("comms_staff.message", key=message.key)
    assert page.heading == "Not going forward"
    assert "[a fresh link]" in page.text
    assert page.soup.select_one("article strong").get_text() == "About your nomination"
    assert page.soup.find("button", string="Send it again") is None
    session.rollback()
    assert session.scalar(select(func.count(Link.id))) == 0


def test_a_message_that_could_not_be_delivered_is_sent_again(session, queue, staff_browser, mailbox):
    message = queue(**PARKED)
    page = staff_browser().get("comms_staff.message", key=message.key)

    page = page.submit("Send it again")

    assert page.soup.select_one("h1 + p").get_text(strip=True) == "Waiting to go"
    session.rollback()
    session.refresh(message)
    assert (message.state, message.attempts) == (MessageState.QUEUED, 0)
    assert [entry.tag for entry in entries_about(session, "NOM-1")] == ["message.requeued"]
    session.rollback()
    assert mailbox.last_to("casey1@nominators.example")["Subject"] == "About your nomination"


def test_whoever_may_only_read_cannot_send_again(session, queue, staff_browser):
    message = queue(**PARKED)
    page = staff_browser(Role.READ_ONLY).get("comms_staff.message", key=message.key)
    assert page.status == 200
    token = page.soup.find("input", attrs={"name": "csrf_token"})["value"]
    answer = page.browser.open(f"/staff/mail/send-again/{message.key}", post={"csrf_token": [token]})
    assert answer.status == 403
    session.rollback()
    session.refresh(message)
    assert message.state is MessageState.PARKED


@pytest.mark.parametrize("state", [MessageState.QUEUED, MessageState.CANCELLED])
def test_only_what_could_not_be_delivered_is_sent_again(session, queue, state):
    with pytest.raises(Refused) as refused:
        send_again(session, queue(state=state), actor=SYSTEM, now=NOW)
    assert [reason.code for reason in refused.value.permission.reasons] == ["not-parked"]


def test_sending_again_is_due_at_once(session, queue):
    message = queue(**PARKED, leased_until=NOW + timedelta(hours=1))
    send_again(session, message, actor=SYSTEM, now=NOW)
    assert (message.state, message.not_before, message.leased_until) == (MessageState.QUEUED, NOW, None)

"""Staff stop a message before it goes, note that one came back, and send it again to a corrected address."""

from datetime import timedelta

import pytest

from awards.comms import delivery
from awards.comms.actions import cancel_messages, mark_returned, send_again, stop_message
from awards.comms.models import MessageState
from awards.comms.queries import counts_of_messages, messages_not_arrived
from awards.core.actor import SYSTEM, Role
from awards.core.permission import Refused
from awards.links.actions import hash_of, mint_link
from awards.links.purposes import Purpose
from awards.links.queries import usable_link
from awards.nominations.models import Nominator
from tests.comms.conftest import NOW
from tests.factories import NominationFactory, NomineeFactory, NoticeFactory

SENT = {"state": MessageState.SENT, "sent_at": NOW}


def not_arrived(session):
    return messages_not_arrived(session, "NOM-1", to="casey1@nominators.example")


def codes(refused) -> list[str]:
    return [reason.code for reason in refused.value.permission.reasons]


def test_a_stopped_message_does_not_go_and_counts_as_not_arrived(session, queue, mailbox, audit_trail):
    message = queue()
    stop_message(session, message, actor=SYSTEM, now=NOW)
    assert (message.state, message.stopped_at) == (MessageState.CANCELLED, NOW)
    assert not_arrived(session) == [message]
    assert counts_of_messages(session, "harbour-awards")[MessageState.PARKED] == 0
    assert audit_trail("NOM-1") == ["message.stopped"]
    session.commit()
    assert mailbox.deliver() == []


def test_a_stopped_message_can_go_after_all(session, queue, audit_trail):
    message = queue()
    stop_message(session, message, actor=SYSTEM, now=NOW)
    send_again(session, message, actor=SYSTEM, now=NOW + timedelta(hours=1))
    assert (message.state, message.stopped_at) == (MessageState.QUEUED, None)
    assert not_arrived(session) == []
    assert audit_trail("NOM-1") == ["message.stopped", "message.requeued"]


def test_a_message_that_is_just_going_cannot_be_stopped(session, queue):
    with pytest.raises(Refused) as refused:
        stop_message(session, queue(leased_until=NOW + timedelta(minutes=1)), actor=SYSTEM, now=NOW)
    assert codes(refused) == ["just-going"]


@pytest.mark.parametrize("changes", [SENT, {"state": MessageState.PARKED}, {"state": MessageState.CANCELLED}])
def test_only_what_waits_can_be_stopped(session, queue, changes):
    with pytest.raises(Refused) as refused:
        stop_message(session, queue(**changes), actor=SYSTEM, now=NOW)
    assert codes(refused) == ["not-waiting"]


def test_a_message_stopped_after_a_worker_took_it_does_not_go(app, session, queue, mailbox, monkeypatch):
    message = queue()
    session.commit()
    take = delivery._lease_due

    def take_and_stop(database, *, now):
        taken = take(database, now=now)
        session.refresh(message)
        message.state = MessageState.CANCELLED
        session.commit()
        return taken

    monkeypatch.setattr(delivery, "_lease_due", take_and_stop)
    assert mailbox.deliver() == []
    session.refresh(message)
    assert (message.state, message.attempts) == (MessageState.CANCELLED, 0)


def test_a_message_that_came_back_waits_for_a_person(session, queue, audit_trail):
    message = queue(**SENT)
    mark_returned(session, message, actor=SYSTEM, now=NOW)
    assert (message.state, message.sent_at, message.last_error) == (MessageState.PARKED, NOW, "Returned")
    assert not_arrived(session) == [message]
    assert audit_trail("NOM-1") == ["message.returned"]


@pytest.mark.parametrize("state", [MessageState.QUEUED, MessageState.PARKED, MessageState.CANCELLED])
def test_only_what_was_sent_can_have_come_back(session, queue, state):
    with pytest.raises(Refused) as refused:
        mark_returned(session, queue(state=state), actor=SYSTEM, now=NOW)
    assert codes(refused) == ["not-sent"]


def test_what_is_stopped_for_good_cannot_be_sent_again(session, queue):
    message = queue(state=MessageState.PARKED)
    cancel_messages(session, "NOM-1")
    session.refresh(message)
    assert message.state is MessageState.CANCELLED
    with pytest.raises(Refused) as refused:
        send_again(session, message, actor=SYSTEM, now=NOW)
    assert codes(refused) == ["not-parked"]


def test_stopping_for_good_leaves_what_was_sent(session, queue):
    message = queue(**SENT)
    cancel_messages(session, "NOM-1")
    session.refresh(message)
    assert message.state is MessageState.SENT


def test_staff_stop_a_message_and_read_that_they_did(session, queue, staff_browser):
    page = staff_browser().get("comms_staff.message", key=queue().key).submit("Stop this message")
    assert page.soup.select_one("h1 + p").get_text(strip=True) == "Stopped"
    assert "Stopped by staff before it went" in page.text
    assert page.soup.find("button", string="Send it again") is not None


def test_staff_note_that_a_message_came_back(session, queue, staff_browser):
    page = staff_browser().get("comms_staff.message", key=queue(**SENT).key).submit("It came back undelivered")
    assert page.soup.select_one("h1 + p").get_text(strip=True) == "Could not be delivered"
    assert "It came back" in page.text


def test_a_wrong_address_is_shown_again_with_what_to_do(session, queue, staff_browser):
    message = queue(state=MessageState.PARKED)
    page = staff_browser().get("comms_staff.message", key=message.key).submit("Send it again", email="casey at home")
    assert page.status == 422
    assert page.errors == ["Enter an email address in the correct format, like name@example.com"]
    assert page.soup.find(id="email")["value"] == "casey at home"
    session.refresh(message)
    assert message.state is MessageState.PARKED


def test_a_corrected_address_of_a_nominator_is_kept_and_old_links_end(session, clock, queue, staff_browser, mailbox):
    nomination = NominationFactory(submitted=True, nominator__email="wrong@nominators.example")
    token = mint_link(session, Purpose.READ_RECEIPT, nomination.ref, now=clock())
    message = queue(
        about=nomination.ref, link_subject=nomination.ref, recipient="wrong@nominators.example",
        state=MessageState.PARKED,
    )  # fmt: skip
    page = staff_browser().get("comms_staff.message", key=message.key)
    page.submit("Send it again", email="right@nominators.example")
    nominator = session.get_one(Nominator, nomination.nominator_id)
    assert (nominator.email, nominator.email_confirmed_at) == ("right@nominators.example", None)
    assert usable_link(session, hash_of(token), now=clock()) is None
    session.rollback()
    assert mailbox.link_to("right@nominators.example").startswith("/link/")


def test_a_corrected_address_of_a_nominee_is_kept(session, queue, staff_browser, audit_trail):
    nominee = NomineeFactory(email="wrong@nominees.example", nomination__submitted=True)
    NoticeFactory(nominee=nominee)
    message = queue(about=nominee.ref, recipient="wrong@nominees.example", state=MessageState.PARKED)
    page = staff_browser().get("comms_staff.message", key=message.key)
    page.submit("Send it again", email="right@nominees.example")
    session.refresh(nominee)
    session.refresh(message)
    assert (nominee.email, message.recipient) == ("right@nominees.example", "right@nominees.example")
    assert audit_trail(nominee.ref) == ["message.requeued", "nominee.corrected"]


def test_a_corrected_address_of_somebody_else_leaves_the_nominee_alone(app, session, queue):
    nominee = NomineeFactory(email="right@nominees.example", nomination__submitted=True)
    message = queue(about=nominee.ref, recipient="other@people.example", state=MessageState.PARKED)
    with app.app_context():
        send_again(session, message, to="another@people.example", actor=SYSTEM, now=NOW)
    session.refresh(nominee)
    assert nominee.email == "right@nominees.example"


def test_all_mail_about_a_nomination_is_on_one_page(session, queue, staff_browser):
    nominee = NomineeFactory(nomination__submitted=True)
    queue(1, about=nominee.nomination.ref)
    queue(2, about=nominee.ref)
    queue(3, about="NEE-STRANGE")
    about = [nominee.ref, nominee.nomination.ref]
    browser = staff_browser()
    for ref in about:
        page = browser.get("comms_staff.about", ref=ref)
        listed = [row.select("td")[1].get_text(strip=True) for row in page.soup.select("#messages tbody tr")]
        assert listed == about
    assert browser.get("comms_staff.about", ref="NEE-STRANGE").status == 404
    assert page.click("Not going forward").click("All mail about").heading == f"Mail about {about[0]}"


def test_a_nomination_nobody_was_written_to_about_says_so(session, queue, staff_browser):
    nomination = NominationFactory(submitted=True)
    page = staff_browser().get("comms_staff.about", ref=nomination.ref)
    assert page.soup.select_one(".empty__title").get_text() == "No messages yet"


@pytest.mark.parametrize("act", ["stop", "returned", "send-again"])
def test_whoever_may_only_read_changes_nothing(session, queue, staff_browser, act):
    message = queue()
    page = staff_browser(Role.READ_ONLY).get("comms_staff.message", key=message.key)
    token = page.soup.find("input", attrs={"name": "csrf_token"})["value"]
    assert page.browser.open(f"/staff/mail/{act}/{message.key}", post={"csrf_token": [token]}).status == 403
    session.refresh(message)
    assert message.state is MessageState.QUEUED

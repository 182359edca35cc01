"""Staff write to one judge, to a panel or to all; each gets a mail of their own, and what was written is kept."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from awards.audit.queries import entries_about
from awards.comms.models import Message
from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Refused
from awards.judging.messages import messages_of, recipients_of, send_message
from awards.judging.models import JudgeMessage
from tests.factories import (
    AssignmentFactory,
    EntryFactory,
    JudgeFactory,
    PanelFactory,
    PanelMemberFactory,
    StaffFactory,
)
from tests.panels.situations import STAFF, panel_of

HOUSE = 5
"""Statements of the frame: programme, season, rounds, who is signed in, and when they were last seen."""
TEXT = "Dear judges,\n\nthe room for the meeting is <b>12</b>.\nSee you there."


@pytest.fixture
def given(session, clock):
    """Judges A, B and C on a panel, B and D on another; A and D have an entry left; E has left, F is disabled."""
    given = panel_of(entries=1)
    judge_d, judge_e, judge_f = (JudgeFactory(name=f"Judge {letter}") for letter in "DEF")
    given.second = PanelFactory(season=given.season, name="Panel two", categories=[], members=[])
    members = [PanelMemberFactory(panel=given.second, user=one, ready=True) for one in (given.users[1], judge_d)]
    PanelMemberFactory(panel=given.second, user=judge_e, ready=True, left_at=clock())
    PanelMemberFactory(panel=given.second, user=judge_f, ready=True)
    judge_f.disabled_at = clock()
    AssignmentFactory(member=given.members[0], entry=given.entries[0])
    AssignmentFactory(member=given.members[1], entry=given.entries[0], finished_at=clock())
    AssignmentFactory(member=members[1], entry=EntryFactory(category=given.category))
    given.refs = {one.name: one.ref for one in (*given.users, judge_d)}
    given.emails = {one.name: one.email for one in (*given.users, judge_d)}
    given.panel_refs = (given.panel.ref, given.second.ref)
    session.commit()
    return given


@pytest.fixture
def desk(browser, given):
    return browser.sign_in(Audience.STAFF, given.staff.ref)


def refusal(error):
    return [reason.code for reason in error.value.permission.reasons]


def test_whom_each_choice_means(session, given):
    found = recipients_of(session, given.season.id)
    one, two = given.panel_refs
    choices = ["left", "all", f"panel:{one}", f"panel:{two}", f"left:{one}", f"left:{two}"]
    assert {choice: "".join(who.name[-1] for who in found.chosen(choice)) for choice in choices} == {
        "left": "AD", "all": "ABCD", f"panel:{one}": "ABC", f"panel:{two}": "BD", f"left:{one}": "A",
        f"left:{two}": "D",
    }  # fmt: skip
    assert [who.name for who in found.chosen(f"judge:{given.refs['Judge C']}")] == ["Judge C"]
    assert set(found.choices) == {*choices, *(f"judge:{ref}" for ref in given.refs.values())}


def test_a_message_is_looked_at_then_sent_once_to_each_and_kept(session, desk, given, mailbox, audit_trail):
    page = desk.get("judging_mail.messages").submit("See it", to="left", text=TEXT)
    assert "This goes to 2 judges Judge A , Judge D" in page.text
    assert "the room for the meeting is <b>12</b>." in page.text
    assert session.scalars(select(Message)).all() == []
    sent = page.submit("Send to 2 judges")
    assert "Sent to 2 judges" in sent.text
    (message,) = session.scalars(select(JudgeMessage)).all()
    refs = [given.refs["Judge A"], given.refs["Judge D"]]
    assert (message.text, message.sent_to, message.sent_by) == (TEXT, refs, given.staff.ref)
    assert audit_trail(message.ref) == ["judges.written_to"]
    assert entries_about(session, message.ref)[0].facts == {"judges": refs}
    mails = session.scalars(select(Message).order_by(Message.id)).all()
    assert [(one.kind, one.recipient) for one in mails] == [
        ("judging/message", given.emails["Judge A"]), ("judging/message", given.emails["Judge D"]),
    ]  # fmt: skip
    page.submit("Send to 2 judges")  # pressed twice
    assert len(session.scalars(select(Message)).all()) == 2
    mail = mailbox.last_to(given.emails["Judge D"])
    assert mail["Subject"] == "Harbour Awards: a message to judges"
    assert mail.get_body(("plain",)).get_content().startswith(TEXT)
    assert "&lt;b&gt;12" in mail.get_body(("html",)).get_content()
    page = desk.get("judging_mail.messages")
    assert "2 sent. To Judge A, Judge D" in page.text
    assert f"What message {message.ref} says Dear judges," in page.text


def test_what_was_typed_stays_whatever_is_wrong(desk, given):
    page = desk.get("judging_mail.messages").submit("See it", text="Hello")
    assert (page.status, page.errors) == (422, ["Choose whom to write to"])
    assert page.soup.find(id="text").get_text().strip() == "Hello"
    page = page.submit("See it", to="all", text="")
    assert (page.status, page.errors) == (422, ["Enter the message"])
    page = page.submit("See it", text="x" * 5001)
    assert page.errors == ["The message must be 5,000 characters or less"]
    assert page.soup.find(id="text").get_text().strip() == "x" * 5001
    assert page.soup.find("option", selected=True)["value"] == "all"
    assert page.submit("See it", text="x" * 5000).status == 200


def test_what_differs_from_what_was_looked_at_is_shown_again_first(session, desk, given):
    page = desk.get("judging_mail.messages").submit("See it", to="all", text="Hello")
    page = page.submit("Send to 4 judges", text="Hello again")
    assert (page.status, page.errors) == (
        422, ["The message, or those it goes to, is not what you looked at. Look at it again below"],
    )  # fmt: skip
    assert session.scalars(select(Message)).all() == []
    given.members[2].left_at = given.season.opens_at
    page = page.submit("Send to 4 judges")
    assert (page.status, "This goes to 3 judges" in page.text) == (422, True)
    assert "Sent to 3 judges" in page.submit("Send to 3 judges").text


def test_after_going_back_another_text_is_another_message(session, desk, given):
    page = desk.get("judging_mail.messages").submit("See it", to="left", text="Hello")
    page.submit("Send to 2 judges")
    again = page.submit("See it", text="Hello, with the right time")  # the page that the Back button brings
    assert "Sent to 2 judges" in again.submit("Send to 2 judges").text
    assert [one.text for one in messages_of(session, given.season.id)] == ["Hello, with the right time", "Hello"]


def test_a_reference_stands_for_one_message(session, given, clock):
    to = recipients_of(session, given.season.id).chosen("left")
    how = {"ref": "MSG-ABCDEFG", "actor": STAFF, "now": clock()}
    sent = send_message(session, given.season, "Hello", to=to, **how)
    assert send_message(session, given.season, " Hello ", to=to, **how) is sent
    for text, people in (("Hello again", to), ("Hello", to[:1])):
        with pytest.raises(Refused) as error:
            send_message(session, given.season, text, to=people, **how)
        assert refusal(error) == ["another-message"]


def test_who_has_left_since_keeps_their_name_among_those_written_to(session, desk, given, clock):
    desk.get("judging_mail.messages").submit("See it", to="left", text="Hello").submit("Send to 2 judges")
    given.members[0].left_at = clock()
    session.commit()
    assert "To Judge A, Judge D" in desk.get("judging_mail.messages").text


def test_nobody_chosen_is_said(session, desk, given):
    two = given.panel_refs[1]
    page = desk.get("judging_mail.messages").submit("See it", to=f"left:{two}", text="Hello")
    assert page.status == 200
    session.execute(AssignmentFactory._meta.model.__table__.delete())
    page = page.submit("See it")
    assert (page.status, page.errors) == (422, ["Choose others: nobody is among those you chose"])
    assert page.soup.find(id="text").get_text().strip() == "Hello"


def test_a_link_may_choose_the_judge_beforehand(desk, given):
    choice = f"judge:{given.refs['Judge C']}"
    page = desk.get("judging_mail.messages", to=choice)
    assert page.soup.find("option", selected=True)["value"] == choice
    page = page.submit("See it", text="Hello").submit("Send to 1 judge")
    assert "Sent to 1 judge" in page.text


def test_who_may_not_write_is_refused(session, given, another_browser, clock):
    reader = another_browser.sign_in(Audience.STAFF, StaffFactory(role=Role.READ_ONLY).ref)
    assert "See it before it goes" not in reader.get("judging_mail.messages").text
    session.refresh(given.season, ["programme"])
    everybody = recipients_of(session, given.season.id).chosen("all")
    read_only = Actor(Audience.STAFF, "USR-READER1", frozenset({Role.READ_ONLY}))
    refused = []
    for actor, text, to in (
        (read_only, "Hello", everybody), (STAFF, " ", everybody), (STAFF, "x" * 5001, everybody), (STAFF, "Hello", []),
    ):  # fmt: skip
        with pytest.raises(Refused) as error:
            send_message(session, given.season, text, ref="MSG-2345678", to=to, actor=actor, now=clock())
        refused += refusal(error)
    given.season.archived = True
    with pytest.raises(Refused) as error:
        send_message(session, given.season, "Hello", ref="MSG-2345678", to=everybody, actor=STAFF, now=clock())
    refused += refusal(error)
    assert refused == ["not-staff", "nothing-written", "too-long", "nobody-to-write-to", "archived"]
    assert messages_of(session, given.season.id) == []


def test_the_page_costs_the_same_for_few_and_many(session, desk, given, statements):
    def write():
        desk.get("judging_mail.messages").submit("See it", to="all", text="Hello").submit("Send to")

    write()
    few = statements.of(lambda: desk.get("judging_mail.messages"))
    for number in range(3):
        PanelMemberFactory(panel=given.second, user=JudgeFactory(name=f"Judge G{number}"), ready=True)
    session.commit()
    write()
    assert statements.of(lambda: desk.get("judging_mail.messages")) == few <= 8 + HOUSE

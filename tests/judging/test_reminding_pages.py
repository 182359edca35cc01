"""The page on which staff set when judges are reminded, and what the mails say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from awards.audit.queries import entries_about
from awards.comms.models import Message
from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Refused
from awards.judging import reminding
from awards.judging.reminder_setting import set_reminders
from awards.seasons.judging_settings import ReminderRule
from tests.factories import AssignmentFactory, PanelMemberFactory, StaffFactory
from tests.panels.situations import STAFF, panel_of

HOUSE = 5
"""Statements of the frame: programme, season, rounds, who is signed in, and when they were last seen."""


@pytest.fixture
def given(session, clock):
    """Three judges with two entries each; one has finished, one is away."""
    given = panel_of(entries=2)
    given.readings = [
        AssignmentFactory(member=member, entry=entry, released_at=clock() - timedelta(days=1))
        for member in given.members
        for entry in given.entries
    ]
    for reading in given.readings[:2]:
        reading.finished_at = clock()
    given.members[1].away_from = given.members[1].away_until = date(2024, 3, 6)
    given.emails = [user.email for user in given.users]
    session.commit()
    return given


@pytest.fixture
def desk(browser, given):
    return browser.sign_in(Audience.STAFF, given.staff.ref)


def test_the_page_says_what_follows_and_to_how_many_it_would_go_today(desk):
    page = desk.get("judging_mail.reminders")
    assert "would go to 1 judge with entries left (1 more is away); 0 have not accepted the terms." in page.text
    assert "What follows from the season’s rule" in page.text
    assert "7 days before the close 9am on Monday 18 March 2024 To come" in page.text
    assert "On the day judging closes 9am on Monday 25 March 2024 To come" in page.text
    assert "1 day after the close 9am on Tuesday 26 March 2024 To come" in page.text
    assert page.soup.find(id="before")["value"] == "7, 2"


def test_the_rule_is_set_as_drawn_and_leaves_one_entry(session, desk, clock, audit_trail):
    page = desk.get("judging_mail.reminders").submit("Set", before="3, 10,3", on=None, after="")
    assert "The reminders are set" in page.text
    assert "10 days before the close 9am on Friday 15 March 2024" in page.text
    assert "after the close" not in page.text
    assert page.soup.find(id="before")["value"] == "10, 3"
    assert audit_trail("harbour-awards/2024") == ["reminders.set"]
    (entry,) = entries_about(session, "harbour-awards/2024")
    assert entry.facts == {"round": "longlist", "before": [10, 3], "on": False, "after": []}
    desk.get("judging_mail.reminders").submit("Set")
    assert audit_trail("harbour-awards/2024") == ["reminders.set"]


@pytest.mark.parametrize("typed", ["soon", "0", "61", "7; 2", "٧", "-1", "1.5", "9999999999"])
def test_days_that_are_none_come_back_as_typed(desk, typed):
    page = desk.get("judging_mail.reminders").submit("Set", before=typed, after="1, 2")
    assert (page.status, page.errors) == (422, ["Enter whole days from 1 to 60 with commas between them, like 7, 2"])
    assert [page.soup.find(id=name)["value"] for name in ("before", "after")] == [typed, "1, 2"]


def test_more_days_than_anybody_wants_are_refused(desk):
    page = desk.get("judging_mail.reminders").submit("Set", before=", ".join(map(str, range(1, 12))))
    assert page.errors == ["Enter 10 days or fewer"]


def test_who_only_reads_and_an_archived_season_set_nothing(session, given, another_browser, clock):
    reader = another_browser.sign_in(Audience.STAFF, StaffFactory(role=Role.READ_ONLY).ref)
    assert "Set the reminders" not in reader.get("judging_mail.reminders").text
    session.refresh(given.season, ["programme", "rounds"])
    read_only = Actor(Audience.STAFF, "USR-READER1", frozenset({Role.READ_ONLY}))
    refused = []
    for actor, archived in ((read_only, False), (STAFF, True)):
        given.season.archived = archived
        with pytest.raises(Refused) as error:
            set_reminders(session, given.season, given.judging, rule=ReminderRule((5,)), actor=actor, now=clock())
        refused += [reason.code for reason in error.value.permission.reasons]
    assert refused == ["not-staff", "archived"]


def test_the_page_says_what_became_of_each(session, browser, clock, given, mailbox):
    clock.set(clock().replace(day=18, hour=9))
    desk = browser.sign_in(Audience.STAFF, given.staff.ref)
    reminding.remind_judges_due(session, clock())
    assert "9am on Monday 18 March 2024 2 waiting to go" in desk.get("judging_mail.reminders").text
    mailbox.deliver()
    clock.forward(hours=3)
    page = browser.sign_in(Audience.STAFF, given.staff.ref).get("judging_mail.reminders")
    assert "9am on Monday 18 March 2024 2 sent" in page.text
    page = page.submit("Set", before="8, 7")
    assert "8 days before the close 9am on Sunday 17 March 2024 Passed before this was set" in page.text


def test_the_page_costs_the_same_for_few_and_many(session, given, desk, statements):
    few = statements.of(lambda: desk.get("judging_mail.reminders"))
    for entry in given.entries:
        for _ in range(3):
            AssignmentFactory(member=PanelMemberFactory(panel=given.panel, ready=True), entry=entry)
    session.commit()
    assert statements.of(lambda: desk.get("judging_mail.reminders")) == few <= 8 + HOUSE


def test_the_mail_gives_numbers_a_date_and_a_way_in_and_no_names(session, given, clock, mailbox, another_browser):
    given.readings[4].finished_at = clock()
    clock.set(clock().replace(day=18, hour=9))
    session.commit()
    reminding.remind_judges_due(session, clock())
    mail = mailbox.last_to(given.emails[2])
    body = mail.get_body(("plain",)).get_content()
    assert mail["Subject"] == "Harbour Awards: a reminder of your entries to judge"
    assert "Judging closes at 5pm on Monday 25 March 2024." in body
    assert "You have finished 1 of the 2 entries that are with you. 1 is still to be scored." in body
    all_left = mailbox.last_to(given.emails[1]).get_body(("plain",)).get_content()
    assert "All of the 2 entries that are with you are still to be scored." in all_left
    assert [word for word in ("Nominee", "Practice award") if word in body] == []
    assert another_browser.follow_mail(mailbox.link_to(given.emails[2])).status == 200


def test_on_the_day_it_says_today_and_afterwards_that_judging_has_closed(session, given, clock, mailbox):
    clock.set(clock().replace(day=25, hour=9))
    session.commit()
    reminding.remind_judges_due(session, clock())
    body = mailbox.last_to(given.emails[2]).get_body(("plain",)).get_content()
    assert "Judging closes today, at 5pm on Monday 25 March 2024." in body
    given.readings[4].finished_at = clock()
    clock.set(clock().replace(day=26))
    session.commit()
    reminding.remind_judges_due(session, clock())
    mail = mailbox.last_to(given.emails[2])
    body = " ".join(mail.get_body(("plain",)).get_content().split())
    assert mail["Subject"] == "Harbour Awards: judging has closed"
    assert "It closed at 5pm on Monday 25 March 2024, and no score can be changed any more." in body
    assert "Of the 2 entries that were with you, 1 was not scored." in body
    assert "write to awards@harbour.example" in body
    assert "Nominee" not in body


def test_whoever_never_accepted_the_terms_is_told_that_the_invitation_waits(session, clock, mailbox):
    given = panel_of(judges=1, ready=False)
    email = given.users[0].email
    session.commit()
    clock.set(clock().replace(day=18, hour=9))
    reminding.remind_judges_due(session, clock())
    mail = mailbox.last_to(email)
    assert mail["Subject"] == "Harbour Awards: your invitation to judge waits for an answer"
    assert "you have not accepted the terms of confidentiality yet" in mail.get_body(("plain",)).get_content()
    assert session.scalars(select(Message.kind)).all() == [reminding.INVITATION_WAITS]

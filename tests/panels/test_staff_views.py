"""The pages on which staff make panels and plan readings."""

from __future__ import annotations

import pytest

from awards.core.actor import Audience, Role
from awards.panels import queries
from tests.factories import (
    AssignmentFactory,
    CategoryFactory,
    InterestFactory,
    JudgeFactory,
    NomineeFactory,
    StaffFactory,
)
from tests.panels.situations import panel_of


@pytest.fixture
def given(session, clock):
    given = panel_of()
    session.commit()
    return given


@pytest.fixture
def desk(browser, given):
    """A browser in which a member of staff is signed in."""
    return browser.sign_in(Audience.STAFF, given.staff.ref)


def test_a_panel_is_made_from_its_page(session, desk, given):
    CategoryFactory(season=given.season, key="team", name="Team award")
    session.commit()
    page = desk.get("panels_staff.panels")
    assert "Panel one Practice award 3 4 Being prepared" in page.text
    page = page.submit("Make the panel")
    assert (page.status, page.errors) == (422, ["Enter a name for the panel", "Choose at least one category"])
    page = page.submit("Make the panel", name="Two", categories=["team"])
    assert (page.status, page.heading) == (200, "Two")
    assert "No judges yet" in page.text


def test_a_judge_is_invited_and_the_link_in_the_mail_leads_to_the_terms(desk, another_browser, mailbox, given):
    page = desk.get("panels_staff.invite", ref=given.panel.ref)
    page = page.submit("Send", name="Nadia Haddad", email="nope")
    assert (page.status, len(page.errors)) == (422, 1)
    assert page.soup.find(id="name")["value"] == "Nadia Haddad"
    page = page.submit("Send", email="nadia@people.example", employer="Invented Council", is_chair="y")
    assert page.status == 200
    assert "Nadia Haddad (chair) Invented Council Invited 0 0 0 0" in page.text
    mail = mailbox.last_to("nadia@people.example")
    assert mail["Subject"] == "An invitation to judge"
    assert another_browser.follow_mail(mailbox.link_to("nadia@people.example")).heading == "Terms for judges"


def test_an_invitation_is_sent_again(desk, given, clock, mailbox):
    page = desk.get("panels_staff.panel", ref=given.panel.ref).submit("Send again")
    assert "Invitation sent again" in page.text
    assert mailbox.deliver()[-1]["To"] == given.users[0].email


def test_who_has_left_is_not_invited_again(session, desk, given, clock):
    before = desk.get("panels_staff.panel", ref=given.panel.ref)
    given.members[0].left_at = clock()
    session.commit()
    page = before.submit("Send again")
    assert (page.status, "has left the panel, so no invitation is sent" in page.text) == (409, True)
    page = desk.get("panels_staff.panel", ref=given.panel.ref)
    assert len(page.soup.find_all("form", action=lambda to: "invite-again" in (to or ""))) == 2


def test_one_reading_is_added_and_removed_by_hand(desk, given):
    page = desk.get("panels_staff.assign", ref=given.panel.ref).submit("Add this reading")
    assert page.errors == ["Choose an entry", "Choose a judge"]
    page = page.submit("Add", entry=given.entries[0].ref, judge=given.users[0].ref)
    assert "Judge A , planned" in page.text
    page = page.submit("Remove")
    assert "Judge A , planned" not in page.text


def test_staff_add_an_interest_and_the_judge_stands_down(session, desk, given, audit_trail):
    given.panel.released_at = given.judging.opens_at
    entry, judge = given.entries[0], given.users[0]
    AssignmentFactory(member=given.members[0], entry=entry)
    session.commit()
    page = desk.get("panels_staff.interest", ref=given.panel.ref)
    page = page.submit("Add", entry=entry.ref, judge=judge.ref, kind="organiser_tie", note="Funded by us")
    assert "Judge A (tie of the organiser)" in page.text
    assert audit_trail(entry.ref) == ["interest.declared", "assignment.recused"]
    assert audit_trail(given.panel.ref) == ["plan.asked"]


def test_judging_is_closed_and_opened_again_with_a_reason(desk, given, clock):
    page = desk.get("panels_staff.judging_round").submit("Close judging now")
    assert "Closed early 12pm on Wednesday 6 March 2024" in page.text
    page = page.submit("Open judging again", reason="")
    assert (page.status, page.errors) == (422, ["Say why judging is opened again"])
    page = page.submit("Open judging again", closes_on="2024-03-08", reason="A judge was ill")
    assert (page.status, "11:59pm on Friday 8 March 2024" in page.text) == (200, True)


@pytest.mark.parametrize("endpoint", ["panels_staff.panels", "panels_staff.judging_round", "panels_staff.panel"])
def test_judges_and_strangers_do_not_see_the_pages_of_staff(browser, given, endpoint):
    values = {"ref": given.panel.ref} if endpoint.endswith(".panel") else {}
    assert browser.get(endpoint, **values).heading == "Staff: sign in"
    browser.sign_in(Audience.JUDGES, given.users[0].ref)
    assert browser.get(endpoint, **values).heading == "Staff: sign in"
    browser.sign_in(Audience.STAFF, given.users[0].ref)
    assert browser.get(endpoint, **values).status == 403


def test_who_may_only_read_changes_nothing(session, browser, given):
    reader = StaffFactory(role=Role.READ_ONLY)
    session.commit()
    browser.sign_in(Audience.STAFF, reader.ref)
    assert browser.get("panels_staff.panel", ref=given.panel.ref).status == 200
    assert browser.get("panels_staff.judging_round").submit("Close judging now").status == 403


def test_another_seasons_panel_is_not_found(desk):
    assert desk.get("panels_staff.panel", ref="PNL-NOWHERE").status == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_panels_page_costs_the_same_for_few_and_many(session, desk, statements, count, clock):
    given = panel_of(judges=count, entries=count, key=f"many-{count}")
    for member in given.members:
        member.user.employer = "Somewhere"
        for entry in given.entries[:1]:
            InterestFactory(member=member, entry=entry)
        for entry in given.entries[1:]:
            AssignmentFactory(member=member, entry=entry)
            NomineeFactory()
    session.commit()
    assert statements.of(lambda: desk.get("panels_staff.panel", ref=given.panel.ref)) == 10


def test_the_queries_of_panels_are_named_in_their_docstrings():
    assert "No statement" in (queries.judging_round.__doc__ or "")
    assert JudgeFactory is not None

"""The pages on which staff plan who reads what."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from awards.core.actor import Audience, Role
from awards.db import db
from awards.panels.lifecycle import AssignmentState
from awards.panels.models import Assignment, Panel, PanelMember
from awards.panels.plan_jobs import make_due
from tests.factories import AssignmentFactory, InterestFactory, StaffFactory
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


@pytest.fixture
def worker(app, session, clock):
    """Lets the worker make what is asked for."""

    def work():
        session.commit()
        with app.app_context():
            return make_due(db.session, clock())

    return work


def planned(desk, given, worker):
    """The plan's page, once the plan is made."""
    desk.get("panels_staff.panel", ref=given.panel.ref).submit("Plan the readings")
    assert worker() == 1
    return desk.get("panels_staff.plan", ref=given.panel.ref)


def test_a_plan_is_asked_for_worked_out_shown_with_its_proof_applied_and_released(
    desk, given, worker, mailbox, audit_trail
):
    page = desk.get("panels_staff.panel", ref=given.panel.ref).submit("Plan the readings")
    assert "The plan is being worked out" in page.text
    assert page.soup.select_one("[data-looks-again] a").text == "Look again"
    assert worker() == 1
    page = page.click("Look again")
    assert page.soup.select_one("[data-looks-again]") is None
    assert "Held Each of 4 entries has exactly 2 readings: 8 in all." in page.text
    assert "Held All entries of Practice award hang together" in page.text
    assert "Judge A 3 readings" not in page.text
    page = page.submit("Apply")
    assert "8 readings planned. Judges see nothing until you release them." in page.text
    assert "Everything that a plan promises." in page.text
    page = page.submit("Release to the judges")
    assert "8 readings released" in page.text
    assert sorted(mail["To"] for mail in mailbox.deliver()) == sorted(one.email for one in given.users)
    assert audit_trail(given.panel.ref) == ["plan.asked", "plan.made", "plan.applied", "assignments.released"]


def test_a_plan_is_applied_and_released_in_one_press(desk, given, worker, mailbox):
    page = planned(desk, given, worker).submit("Apply and release")
    assert "8 readings planned. 8 released, and the judges told by email." in page.text
    assert len(mailbox.deliver()) == 3
    page = desk.get("panels_staff.plan", ref=given.panel.ref)
    assert "The last plan was applied" in page.text
    page = page.submit("Plan again")
    worker()
    page = page.click("Look again")
    assert "Nothing to change" in page.text


def test_a_plan_that_changed_meanwhile_is_not_applied_and_another_is_made(session, desk, given, worker):
    page = planned(desk, given, worker)
    InterestFactory(member=given.members[0], entry=given.entries[0])
    session.commit()
    assert "Something changed since this plan was made" in desk.get("panels_staff.plan", ref=given.panel.ref).text
    page = page.submit("Apply")
    assert (page.status, page.heading) == (200, "Plan of readings")
    assert "Something changed since this plan was made. A new one is being made." in page.text
    assert worker() == 1
    page = page.click("Look again").submit("Apply")
    assert "8 readings planned" in page.text


def test_a_plan_that_was_replaced_is_refused(desk, given, worker):
    page = planned(desk, given, worker)
    page.submit("Plan again")
    page = page.submit("Apply")
    assert page.status == 409
    assert "This plan was applied or replaced already. Look at the panel." in page.text


def test_where_there_is_no_whole_plan_the_page_says_why_by_name_and_what_would_help(session, desk, given, worker):
    for member in given.members[:2]:
        InterestFactory(member=member, entry=given.entries[0])
    session.commit()
    page = planned(desk, given, worker)
    assert "Nominee 1 needs 2 readings, and only Judge C may read it: too few eligible judges." in page.text
    assert "One more judge who may read Nominee 1 . Invite a judge" in page.text
    assert "Nominee 1 , Judge A : same employer" in page.text
    assert "Ask for one reading of Nominee 1 instead of 2. Change the readings" in page.text
    assert "ENT-" not in page.text
    assert "Not held Not the readings asked for: Nominee 1 (1 instead of 2)." in page.text
    assert "as many as asked" not in page.text
    page = page.submit("Apply")
    assert "7 readings planned" in page.text
    assert "lacks 1" in page.text
    assert "Not held Not the readings asked for: Nominee 1 (1 instead of 2)." in page.text
    season = desk.get("screening_staff.season")
    assert "1 entry lacks a reading" not in season.text  # nothing is released yet


def test_a_plan_that_waits_is_on_the_season_page_and_on_the_panels(desk, given, worker):
    planned(desk, given, worker)
    page = desk.get("screening_staff.season").click("A plan of readings waits for you")
    assert page.heading == "Plan of readings"
    assert "A plan waits for you" in desk.get("panels_staff.panel", ref=given.panel.ref).text


def test_a_panel_without_judges_says_what_is_missing_and_claims_nothing(session, desk, given, worker):
    for member in given.members:
        session.delete(member)
    session.commit()
    page = planned(desk, given, worker)
    assert "8 readings are needed, and judges may read 0 in all: 8 short." in page.text
    assert "What this plan keeps" not in page.text
    assert page.soup.find("button", string="Apply") is None


def test_one_reading_is_one_reading(session, desk, given, worker):
    page = desk.get("panels_staff.assign", ref=given.panel.ref)
    page = page.submit("Add", entry=given.entries[0].ref, judge=given.users[0].ref).submit("Release to the judges")
    assert "1 reading released, and the judges told by email." in page.text


def test_a_change_by_hand_is_held_against_the_proof_again(desk, given, worker):
    planned(desk, given, worker).submit("Apply")
    page = desk.get("panels_staff.panel", ref=given.panel.ref).submit("Remove")
    assert "Reading removed. The proof below is worked out anew." in page.text
    assert "Not everything that a plan promises" in page.text
    assert "lacks 1" in page.text
    assert "(1 instead of 2)" in page.text


def test_limits_are_set_on_their_page_and_kept_to(session, desk, given, worker):
    page = desk.get("panels_staff.limits", ref=given.panel.ref)
    page = page.submit("Save", readings="none", least="3", most="2")
    assert (page.status, page.errors) == (
        422,
        [
            "Readings for each entry must be a whole number from 1 to 20",
            "The most readings for a judge must be 3 or more, like the least",
        ],
    )
    assert page.soup.find(id="readings")["value"] == "none"
    page = page.submit("Save", readings="1", least="", most="2")
    assert "Limits saved" in page.text
    session.expire_all()
    kept = session.scalars(select(Panel)).one()
    assert (kept.readings, kept.load_least, kept.load_most) == (1, None, 2)
    page = planned(desk, given, worker)
    assert "4 in all" in page.text
    assert "2, 2 at most" in page.text


def test_once_the_rules_are_locked_only_the_loads_are_asked_for(session, desk, given, clock):
    given.season.rules_locked_at = clock()
    session.commit()
    page = desk.get("panels_staff.limits", ref=given.panel.ref)
    assert page.soup.find(id="readings") is None
    assert "The rules of judging are locked" in page.text
    page = page.submit("Save", most="3")
    assert "Limits saved" in page.text


def test_a_judge_drops_out_in_one_step_that_leads_to_the_plan_and_comes_back(session, desk, given, worker, clock):
    planned(desk, given, worker).submit("Apply and release")
    gone = given.members[0]
    first = session.scalars(select(Assignment).where(Assignment.member_id == gone.id).order_by(Assignment.id)).first()
    first.started_at = first.finished_at = clock()
    session.commit()
    page = desk.get("panels_staff.left", ref=given.panel.ref, user_ref=given.users[0].ref)
    page = page.submit("They leave the panel", reason="")
    assert (page.status, page.errors) == (422, ["Say why the judge leaves"])
    page = page.submit("They leave the panel", reason="A new child")
    assert (page.heading, "The plan is being worked out" in page.text) == ("Plan of readings", True)
    worker()
    page = page.click("Look again")
    assert "It was asked for because a judge left the panel." in page.text
    page = page.submit("Apply and release")
    assert "Judge A , done, has left the panel" in page.text
    assert "Everything that a plan promises." in page.text
    page = page.submit("Back on the panel")
    assert "Judge A is back on the panel" in page.text
    session.expire_all()
    assert session.get(PanelMember, gone.id).left_at is None


def test_names_are_shown_as_typed(session, desk, given, worker):
    given.entries[0].title = "<b>Robin</b>"
    for member in given.members[:2]:
        InterestFactory(member=member, entry=given.entries[0])
    session.commit()
    page = planned(desk, given, worker)
    assert "<bdi>&lt;b&gt;Robin&lt;/b&gt;</bdi> needs" in page.html


def test_another_panels_plan_and_judge_are_not_found(session, desk, given, worker):
    planned(desk, given, worker)
    other = panel_of(key="elsewhere")
    session.commit()
    page = desk.get("panels_staff.left", ref=given.panel.ref, user_ref=other.users[0].ref)
    assert page.status == 404


def test_who_may_only_read_looks_at_a_plan_and_changes_nothing(session, browser, given, worker):
    reader = StaffFactory(role=Role.READ_ONLY)
    session.commit()
    browser.sign_in(Audience.STAFF, reader.ref)
    page = browser.get("panels_staff.plan", ref=given.panel.ref)
    assert page.status == 200
    assert page.submit("Plan the readings").status == 403


@pytest.mark.parametrize("size", [2, 4])
def test_the_plans_page_costs_the_same_for_few_and_many(session, browser, worker, statements, clock, size):
    given = panel_of(judges=size, entries=size, key=f"many-{size}")
    for member in given.members:
        AssignmentFactory(member=member, entry=given.entries[0], state=AssignmentState.PLANNED)
    session.commit()
    desk = browser.sign_in(Audience.STAFF, given.staff.ref)
    planned(desk, given, worker)
    ref = given.panel.ref
    assert statements.of(lambda: desk.get("panels_staff.plan", ref=ref)) == 10

"""A judge's way from the terms through conflicts to their entries."""

from __future__ import annotations

import pytest

from awards.core.actor import Audience
from awards.panels import queries
from awards.panels.words import InterestKind
from tests.factories import AssignmentFactory, EntryFactory, JudgeFactory, NomineeFactory, PassageFactory
from tests.factories import EntryFactory as _EntryFactory
from tests.panels.situations import panel_of


@pytest.fixture
def given(session, clock):
    given = panel_of(ready=False)
    session.commit()
    return given


@pytest.fixture
def judge(browser, given):
    return browser.sign_in(Audience.JUDGES, given.users[0].ref)


def test_the_terms_come_first_then_conflicts_then_the_entries(judge, given, audit_trail):
    page = judge.get("panels_judge.welcome")
    assert page.heading == "Terms for judges"
    assert "Nominee" not in page.text
    assert judge.get("panels_judge.conflicts", ref=given.panel.ref).heading == "Terms for judges"
    page = page.submit("I accept these terms")
    assert page.heading == "Whom are you connected with?"
    assert [name in page.text for name in ("Nominee 1", "Nominee 4", "Invented County Council")] == [True, True, True]
    page = page.submit("Send my answers", **{f"kind_{given.entries[1].ref}": "family_or_friend"})
    assert (page.status, page.errors) == (422, ["Confirm that you have looked at every name"])
    page = page.submit("Send my answers", **{f"note_{given.entries[1].ref}": "My cousin", "looked": "y"})
    assert page.heading == "My entries"
    assert audit_trail(given.panel.ref) == ["terms.accepted", "interests.completed"]
    assert audit_trail(given.entries[1].ref) == ["interest.declared"]


def test_conflicts_show_names_and_employers_and_nothing_that_was_written(session, judge, given):
    PassageFactory(entry=given.entries[0], text="A secret story.")
    given.members[0].terms_accepted_at = given.judging.opens_at
    session.commit()
    page = judge.get("panels_judge.conflicts", ref=given.panel.ref)
    assert "A secret story." not in page.html


def test_a_likely_conflict_is_chosen_beforehand_with_the_reason(session, judge, given):
    member, entry = given.members[0], given.entries[0]
    given.users[0].employer = "INVENTED county council"
    member.terms_accepted_at = given.judging.opens_at
    other = EntryFactory(
        category=given.category,
        title="Elsewhere",
        place="Another Place",
        nominees=[NomineeFactory(employer=None, email="x@people.example")],
    )
    session.commit()
    page = judge.get("panels_judge.conflicts", ref=given.panel.ref)
    chosen = page.soup.find(id=f"kind_{entry.ref}").find("option", selected=True)["value"]
    also = page.soup.find(id=f"kind_{other.ref}").find("option", selected=True)["value"]
    assert (chosen, also) == ("same_employer", "same_employer")
    assert "You and this entry have the same employer in our records." in page.text
    assert "Your email address belongs to the same organisation as theirs." in page.text
    assert "x@people.example" not in page.html
    page = page.submit("Send", **{f"kind_{other.ref}": "none", "looked": "y"})
    kinds = {one.entry_id: one.kind for one in queries.interests_of_panel(session, given.panel.id)}
    assert kinds == {one.id: InterestKind.SAME_EMPLOYER for one in given.entries}


def test_an_entry_that_came_while_the_page_was_open_is_asked_about_again(session, judge, given):
    given.members[0].terms_accepted_at = given.judging.opens_at
    session.commit()
    page = judge.get("panels_judge.conflicts", ref=given.panel.ref)
    _EntryFactory(category=given.category, title="Late")
    session.commit()
    page = page.submit("Send", looked="y")
    assert (page.status, page.errors) == (422, ["Say whether you are connected with Late"])


def test_a_judge_stands_down_from_an_entry_they_were_reading_and_it_is_gone(session, given, browser, audit_trail):
    member, entry = given.members[0], given.entries[0]
    member.terms_accepted_at = member.interests_completed_at = given.judging.opens_at
    AssignmentFactory(member=member, entry=entry)
    session.commit()
    browser.sign_in(Audience.JUDGES, member.user.ref)
    page = browser.get("panels_judge.conflict", ref=entry.ref).submit("Stand down")
    assert (page.status, page.errors) == (422, ["Say how you are connected"])
    page = page.submit("Stand down", kind="taught_or_tutored", note="In 2022")
    assert page.heading == "My entries"
    assert "Nominee 1" not in page.html
    assert browser.get("panels_judge.conflict", ref=entry.ref).status == 404
    assert "Nominee 1" not in browser.get("panels_judge.conflicts", ref=given.panel.ref).html
    assert audit_trail(entry.ref) == ["interest.declared", "assignment.recused"]


def test_a_panel_of_others_is_not_found_and_strangers_must_sign_in(session, given, browser):
    assert browser.get("panels_judge.terms", ref=given.panel.ref).heading == "Sign in"
    stranger = JudgeFactory()
    session.commit()
    browser.sign_in(Audience.JUDGES, stranger.ref)
    assert browser.get("panels_judge.welcome").heading == "Nothing for you to judge yet"
    assert browser.get("panels_judge.terms", ref=given.panel.ref).status == 404
    assert browser.get("panels_judge.conflicts", ref=given.panel.ref).status == 404
    assert browser.get("panels_judge.conflict", ref=given.entries[0].ref).status == 404

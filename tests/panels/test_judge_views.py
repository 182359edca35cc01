"""A judge's way from the terms through their work and conflicts to their entries."""

from __future__ import annotations

import pytest

from awards.core.actor import Audience
from awards.panels import queries
from awards.panels.words import InterestKind
from tests.factories import (
    AssignmentFactory,
    EntryFactory,
    EntryNominationFactory,
    InterestFactory,
    JudgeFactory,
    NominationFactory,
    NominatorFactory,
    NomineeFactory,
    PassageFactory,
)
from tests.panels.situations import panel_of


@pytest.fixture
def given(session, clock):
    given = panel_of(ready=False)
    session.commit()
    return given


@pytest.fixture
def judge(browser, given):
    return browser.sign_in(Audience.JUDGES, given.users[0].ref)


def at_conflicts(session, given, *, member=0):
    """Bring a judge to the page of conflicts."""
    one = given.members[member]
    one.terms_accepted_at = one.work_told_at = given.judging.opens_at
    session.commit()
    return one


def field_of(page, title):
    """Give the name of the field that asks about a name."""
    label = next(one for one in page.soup.find_all("label") if title in one.get_text())
    return page.soup.find(id=label["for"])["name"]


def chosen(page, title):
    option = page.soup.find(id=field_of(page, title)).find("option", selected=True)
    return option["value"]


def test_terms_come_first_then_work_then_conflicts_then_the_entries(session, judge, given, audit_trail):
    page = judge.get("panels_judge.welcome")
    assert page.heading == "Terms for judges"
    assert "Nominee" not in page.text
    for early in ("panels_judge.work", "panels_judge.conflicts"):
        assert judge.get(early, ref=given.panel.ref).heading == "Terms for judges"
    page = page.submit("I accept these terms")
    assert (page.heading, "Nominee 1" in page.html) == ("Your work", False)
    assert judge.get("panels_judge.conflicts", ref=given.panel.ref).heading == "Your work"
    page = page.submit("Save and go on to the names")
    assert page.heading == "Whom are you connected with?"
    assert [name in page.text for name in ("Nominee 1", "Nominee 4", "Invented County Council")] == [True, True, True]
    page = page.submit("Send my answers", **{field_of(page, "Nominee 2"): "family_or_friend"})
    assert (page.status, page.errors) == (422, ["Confirm that you have looked at every name"])
    assert chosen(page, "Nominee 2") == "family_or_friend"
    page = page.submit("Send my answers", looked="y")
    assert page.heading == "My entries"
    assert audit_trail(given.panel.ref) == ["terms.accepted", "work.told", "interests.completed"]
    assert audit_trail(given.entries[1].ref) == ["interest.declared"]


def test_conflicts_show_names_and_employers_and_nothing_that_was_written(session, judge, given):
    PassageFactory(entry=given.entries[0], text="A secret story.")
    at_conflicts(session, given)
    page = judge.get("panels_judge.conflicts", ref=given.panel.ref)
    assert "A secret story." not in page.html
    assert given.entries[0].ref not in page.html
    assert page.soup.find("textarea") is None  # nobody is asked to explain


def test_likely_conflicts_are_chosen_beforehand_with_the_reason(session, judge, given):
    given.users[0].employer = "INVENTED county council"
    EntryFactory(
        category=given.category,
        title="Elsewhere",
        place="Another Place",
        nominees=[NomineeFactory(employer=None, email="x@people.example")],
    )
    at_conflicts(session, given)
    page = judge.get("panels_judge.conflicts", ref=given.panel.ref)
    assert [chosen(page, title) for title in ("Nominee 1", "Elsewhere")] == ["same_employer", "same_employer"]
    assert "You and this entry have the same employer in our records." in page.text
    assert "Your email address belongs to the same organisation as theirs." in page.text
    assert "x@people.example" not in page.html
    page = page.submit("Send", **{field_of(page, "Elsewhere"): "none", "looked": "y"})
    kinds = {one.entry_id: one.kind for one in queries.interests_of_panel(session, given.panel.id)}
    assert kinds == {one.id: InterestKind.SAME_EMPLOYER for one in given.entries}


def test_where_the_category_hides_places_a_likely_conflict_tells_nothing_of_the_place(session, judge, given):
    given.category.reveals = "care experience"
    given.users[0].employer = "Leeds City Council"
    EntryFactory(category=given.category, title="Jamie", place="Leeds", nominees=[NomineeFactory(employer="Leeds")])
    at_conflicts(session, given)
    page = judge.get("panels_judge.conflicts", ref=given.panel.ref)
    assert chosen(page, "Jamie") == "none"
    assert [word in page.text for word in ("Leeds", "Council", "in our records")] == [False] * 3


def test_only_the_judges_own_address_tells_them_of_a_nominator(session, judge, given):
    own = NominatorFactory(name="Judge A", email=given.users[0].email)
    other = NominatorFactory(name="Pat Secret", email="pat@secretive.example", organisation="Secretive Trust")
    given.users[0].employer = "Secretive Trust"
    for entry, nominator in zip(given.entries, (own, other), strict=False):
        EntryNominationFactory(entry=entry, nomination=NominationFactory(category=given.category, nominator=nominator))
    at_conflicts(session, given)
    page = judge.get("panels_judge.conflicts", ref=given.panel.ref)
    kinds = [chosen(page, f"Nominee {number}") for number in (1, 2, 3)]
    assert kinds == ["nominated_or_supported", "none", "none"]
    assert page.text.count("A nomination came from your own email address.") == 1
    assert [word in page.html for word in ("Secret", "secretive")] == [False, False]


def test_the_same_last_name_is_only_a_hint_and_chooses_nothing(session, judge, given):
    given.users[0].name = "Robin Okafor"
    entry = EntryFactory(category=given.category, title="Amara Okafor", place=None,
                         nominees=[NomineeFactory(employer=None)])  # fmt: skip
    at_conflicts(session, given)
    page = judge.get("panels_judge.conflicts", ref=given.panel.ref)
    assert chosen(page, entry.title) == "none"
    assert "You have the same last name. This is only a hint" in page.text


def test_an_entry_that_came_while_the_page_was_open_is_asked_about_again(session, judge, given):
    at_conflicts(session, given)
    page = judge.get("panels_judge.conflicts", ref=given.panel.ref)
    EntryFactory(category=given.category, title="Late")
    session.commit()
    page = page.submit("Send", looked="y")
    assert (page.status, page.errors) == (422, ["Say whether you are connected with Late"])


def test_answers_sent_twice_are_taken_once(session, judge, given):
    at_conflicts(session, given)
    page = judge.get("panels_judge.conflicts", ref=given.panel.ref)
    field = field_of(page, "Nominee 1")
    assert page.submit("Send", **{field: "financial", "looked": "y"}).heading == "My entries"
    assert page.submit("Send", **{field: "financial", "looked": "y"}).heading == "My entries"
    assert len(queries.interests_of_panel(session, given.panel.id)) == 1


def test_a_judge_stands_down_from_an_entry_they_were_reading_and_it_is_gone(session, given, browser, audit_trail):
    member, entry = at_conflicts(session, given), given.entries[0]
    member.interests_completed_at = given.judging.opens_at
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
    assert audit_trail(given.panel.ref) == []  # nothing was released, so staff plan anyway


def test_a_conflict_after_the_release_asks_for_a_plan(session, given, browser, audit_trail):
    member, entry = at_conflicts(session, given), given.entries[0]
    member.interests_completed_at = given.panel.released_at = given.judging.opens_at
    AssignmentFactory(member=member, entry=entry)
    session.commit()
    browser.sign_in(Audience.JUDGES, member.user.ref)
    browser.get("panels_judge.conflict", ref=entry.ref).submit("Stand down", kind="prefer_not_to_say")
    assert audit_trail(given.panel.ref) == ["plan.asked"]


def test_a_judge_sees_what_they_declared_and_adds_a_note_for_staff(session, judge, given, audit_trail):
    member = at_conflicts(session, given)
    for entry, kind in zip(given.entries, (InterestKind.FINANCIAL, InterestKind.PREFER_NOT_TO_SAY), strict=False):
        InterestFactory(member=member, entry=entry, kind=kind, declared_by=member.user.ref)
    InterestFactory(member=member, entry=given.entries[2], note="A nominator is her sister")  # added by staff
    session.commit()
    page = judge.get("panels_judge.declared")
    assert page.heading == "My conflicts"
    assert "Nominee 1 : There is a financial tie between us" in page.text
    assert "Nominee 2 : I am connected and prefer not to say how" in page.text
    assert ["Nominee 3" in page.text, "sister" in page.html, "ENT-" in page.html] == [False, False, False]
    page = page.click("Add a note for staff")
    assert len(page.soup.find_all("textarea")) == 1
    name = page.soup.find("textarea")["name"]
    page = page.submit("Save the notes", **{name: "x" * 1001})
    assert (page.status, page.errors) == (422, ["The note must be 1,000 characters or less"])
    assert page.soup.find("textarea").get_text().strip() == "x" * 1001
    page = page.submit("Save the notes", **{name: "We share a house"})
    assert "Your notes are saved" in page.text
    notes = [one.note for one in queries.interests_of_panel(session, given.panel.id)]
    assert notes == ["We share a house", None, "A nominator is her sister"]
    assert audit_trail(given.panel.ref) == ["panel_member.changed"]


def test_a_judge_without_conflicts_is_told_so(session, judge, given):
    at_conflicts(session, given)
    assert "You declared no conflict on this panel." in judge.get("panels_judge.declared").text


@pytest.mark.parametrize("page", ["terms", "work", "conflicts", "notes"])
def test_a_panel_of_others_is_not_found_and_strangers_must_sign_in(session, given, browser, page):
    assert browser.get(f"panels_judge.{page}", ref=given.panel.ref).heading == "Sign in"
    stranger = JudgeFactory()
    session.commit()
    browser.sign_in(Audience.JUDGES, stranger.ref)
    assert browser.get("panels_judge.welcome").heading == "Nothing for you to judge yet"
    assert browser.get(f"panels_judge.{page}", ref=given.panel.ref).status == 404
    assert browser.get("panels_judge.conflict", ref=given.entries[0].ref).status == 404
    assert "You are not on a panel at the moment." in browser.get("panels_judge.declared").text


@pytest.mark.parametrize("page", ["terms", "work", "conflicts", "notes"])
def test_who_left_the_panel_finds_nothing_of_it(session, judge, given, page):
    at_conflicts(session, given).left_at = given.judging.opens_at
    session.commit()
    assert judge.get("panels_judge.welcome").heading == "Nothing for you to judge yet"
    assert judge.get(f"panels_judge.{page}", ref=given.panel.ref).status == 404


def test_practice_comes_before_the_entries_where_the_season_has_it(session, judge, given):
    member = at_conflicts(session, given)
    member.interests_completed_at = given.judging.opens_at
    given.season.judging = {"practice": True}
    session.commit()
    assert "/practice/" in judge.get("panels_judge.welcome").url
    member.practised_at = given.judging.opens_at
    session.commit()
    assert judge.get("panels_judge.welcome").heading == "My entries"


@pytest.mark.parametrize("entries", [1, 60])
@pytest.mark.parametrize(("page", "cost"), [("work", 5), ("conflicts", 8), ("declared", 6), ("notes", 6)])
def test_each_page_costs_the_same_for_few_and_many(session, browser, statements, clock, entries, page, cost):
    given = panel_of(judges=1, entries=entries, ready=False, key=f"many-{entries}")
    member = at_conflicts(session, given)
    for entry in given.entries:
        EntryNominationFactory(entry=entry, nomination=NominationFactory(category=given.category))
        if page in {"declared", "notes"}:
            InterestFactory(member=member, entry=entry, declared_by=member.user.ref)
    browser.sign_in(Audience.JUDGES, member.user.ref)
    values = {} if page == "declared" else {"ref": given.panel.ref}
    assert statements.of(lambda: browser.get(f"panels_judge.{page}", **values)) == cost

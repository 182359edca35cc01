"""How a sheet changed: for the judge always with the marks, for staff only once judging has closed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from awards.core.actor import Audience
from tests.factories import AssignmentFactory, GrantFactory, UserFactory
from tests.pages.browser import words
from tests.panels.situations import panel_of


@pytest.fixture
def given(session, clock):
    given = panel_of()
    given.keys = [criterion.key for criterion in given.criteria]
    for number, entry in enumerate(given.entries):
        AssignmentFactory(member=given.members[0], entry=entry, position=number)
    user = UserFactory(name="Sam Reid")
    GrantFactory(user=user)
    given.staff_ref = user.ref
    session.commit()
    return given


@pytest.fixture
def judge(browser, given, clock):
    """A judge who completed a sheet, changed it and made it count again."""
    judge = browser.sign_in(Audience.JUDGES, given.users[0].ref)
    first, second = (f"points_{key}" for key in given.keys)
    for sent in ({first: 3, second: 2}, {first: 5}, {f"comment_{given.keys[0]}": "Zqbecause."}):
        judge.get("judging.sheet", ref=given.entries[0].ref).submit("Save and next", **sent)
        clock.forward(minutes=5)
    return judge


def steps(page):
    return [
        [words(one) for one in step.select(".timeline__title, .timeline__detail")]
        for step in page.soup.select(".timeline__event")
    ]


def test_a_judge_sees_step_by_step_what_they_changed(judge, given):
    page = judge.get("judging.sheet", ref=given.entries[0].ref).click("How this sheet changed")
    names = [criterion.name.lower() for criterion in given.criteria]
    assert steps(page) == [
        ["Done", f"Comment on {names[0]}: Zqbecause."],
        ["Begun", f"Points for {names[0]}: 5 (3 before)"],
        ["Done"],
        ["Begun", f"Points for {names[0]}: 3", f"Points for {names[1]}: 2"],
    ]
    assert "by you" in page.text
    assert "Done, and it counts." in page.text


def test_after_the_close_the_history_says_whether_the_sheet_counts_and_asks_for_nothing(judge, given, clock):
    judge.get("judging.sheet", ref=given.entries[1].ref).submit("Come back later", overall="Half")
    clock.set(given.judging.closes_at + timedelta(seconds=2))
    judge.sign_in(Audience.JUDGES, given.users[0].ref)
    whole, half = (judge.get("judging.history", ref=entry.ref).text for entry in given.entries[:2])
    assert "Judging is closed, so scores cannot be changed. This sheet counts." in whole
    assert "This sheet does not count: it was not finished." in half
    assert "You can change it" not in whole
    assert "until you" not in half


def test_an_entry_without_a_sheet_says_that_nothing_is_saved(judge, given):
    assert "Nothing saved yet" in judge.get("judging.history", ref=given.entries[1].ref).text


def test_staff_see_states_and_times_before_the_close_and_marks_after(judge, given, another_browser, clock):
    staff = another_browser.sign_in(Audience.STAFF, given.staff_ref)
    where = {"entry_ref": given.entries[0].ref, "user_ref": given.users[0].ref}
    page = staff.get("judging_staff.history", **where)
    assert steps(page) == [["Done"], ["Begun"], ["Done"], ["Begun"]]
    assert ("by the judge" in page.text, "Zqbecause" in page.html) == (True, False)
    clock.set(given.judging.closes_at + timedelta(seconds=2))
    staff.sign_in(Audience.STAFF, given.staff_ref)
    page = staff.get("judging_staff.history", **where)
    assert steps(page)[0] == ["Done", f"Comment on {given.criteria[0].name.lower()}: Zqbecause."]


def test_a_pair_without_a_sheet_is_not_found(judge, given, another_browser):
    staff = another_browser.sign_in(Audience.STAFF, given.staff_ref)
    where = {"entry_ref": given.entries[1].ref, "user_ref": given.users[0].ref}
    assert staff.get("judging_staff.history", **where).status == 404


def test_another_judges_history_is_not_found(judge, given, another_browser):
    other = another_browser.sign_in(Audience.JUDGES, given.users[1].ref)
    assert other.get("judging.history", ref=given.entries[0].ref).status == 404


def test_where_names_are_hidden_every_page_of_the_sheet_shows_the_neutral_one(session, judge, given):
    given.season.judging = {"hide_identities": True}
    session.commit()
    ref = given.entries[1].ref
    pages = [judge.get("judging.queue")]
    pages += [judge.get(f"judging.{name}", ref=ref) for name in ("sheet", "history", "cannot_judge", "flagged")]
    assert [given.entries[1].title in page.html or given.entries[1].place in page.html for page in pages] == [False] * 5
    assert pages[1].heading == f"Entry {ref.rpartition('-')[2]}"

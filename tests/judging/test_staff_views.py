"""What staff see of judging: progress, never scores."""

from __future__ import annotations

import pytest

from awards.core.actor import Audience
from tests.factories import AssignmentFactory, ScoreFactory, ScoreSheetFactory
from tests.panels.situations import panel_of


@pytest.fixture
def given(session, clock):
    given = panel_of()
    for member in given.members[:2]:
        for entry in given.entries[:2]:
            AssignmentFactory(member=member, entry=entry)
    given.handed = ScoreSheetFactory(
        assignment=AssignmentFactory(member=given.members[2], entry=given.entries[0]), handed_in=True, overall="Secret"
    )
    ScoreFactory(sheet=given.handed, criterion_id=given.criteria[0].id, points=4, comment="Secret")
    session.commit()
    return given


@pytest.fixture
def desk(browser, given):
    return browser.sign_in(Audience.STAFF, given.staff.ref)


def test_progress_counts_readings_and_shows_no_score(desk, given):
    page = desk.get("judging_staff.progress")
    assert "1 of 5 readings done" in page.text
    assert "Judge A Panel one Never 2 0 0 0 2 On pace No days given" in page.text
    assert "Judge C Panel one Never 1 0 1 1 0 Finished No days given" in page.text
    assert "Nominee 1 Practice award 1 of 2" in page.text
    assert "Secret" not in page.html


def test_a_sheet_is_given_back_with_a_reason(desk, given, audit_trail, another_browser):
    page = desk.get("judging_staff.progress").click("Open again")
    assert "Judge C handed in their scores for Nominee 1" in page.text
    page = page.submit("Open the sheet again")
    assert (page.status, page.errors) == (422, ["Say why the score sheet is opened again"])
    page = page.submit("Open the sheet again", reason="They misread the scale")
    assert (page.status, "Score sheet opened again" in page.text) == (200, True)
    assert audit_trail(given.entries[0].ref) == ["score_sheet.reopened"]
    judge = another_browser.sign_in(Audience.JUDGES, given.users[2].ref)
    assert judge.get("judging.sheet", ref=given.entries[0].ref).soup.find("textarea") is not None


def test_a_sheet_that_is_not_handed_in_is_not_opened_again(session, desk, given):
    page = desk.get("judging_staff.reopen", entry_ref=given.entries[0].ref, user_ref=given.users[2].ref)
    page.submit("Open the sheet again", reason="Once")
    assert page.submit("Open the sheet again", reason="Twice").status == 409
    nowhere = desk.get("judging_staff.reopen", entry_ref=given.entries[0].ref, user_ref=given.users[0].ref)
    assert nowhere.status == 404


def test_judges_do_not_see_progress(browser, given):
    assert browser.get("judging_staff.progress").heading == "Staff: sign in"
    browser.sign_in(Audience.STAFF, given.users[0].ref)
    assert browser.get("judging_staff.progress").status == 403

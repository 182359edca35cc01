"""The staff pages of agreement and of habits."""

from __future__ import annotations

import pytest

from awards.core.actor import Audience
from tests.factories import EntryFactory, InterestFactory
from tests.judging.following import sheet
from tests.judging.test_progress_page import rows
from tests.panels.situations import panel_of

SAME = "The same points on every criterion in 8 of 8 sheets."
TOGETHER = "The criteria rise and fall together: their mean correlation is 1.00."


@pytest.fixture
def given(session, clock):
    given = panel_of(judges=3, entries=8)
    given.names = [criterion.name for criterion in given.criteria]
    return given


@pytest.fixture
def staff(browser, given):
    return browser.sign_in(Audience.STAFF, given.staff.ref)


def test_shares_are_exact_and_entries_that_differ_are_named_by_criterion(staff, given):
    for number, entry in enumerate(given.entries[:4]):
        for member, points in zip(given.members, [(3, 3), (3, 4), (5 if number == 1 else 3, 3)], strict=True):
            sheet(given, member, entry, points)
    page = staff.get("judging_staff.agreement")
    table = f"{given.panel.ref}-agreement"
    assert rows(page, table) == [
        ["All criteria", "24", "14 of 24 (58%)", "22 of 24 (92%)"],
        [given.names[0], "12", "10 of 12 (83%)", "10 of 12 (83%)"],
        [given.names[1], "12", "4 of 12 (33%)", "12 of 12 (100%)"],
    ]
    assert rows(page, f"{given.panel.ref}-differing") == [["Nominee 2", "Practice award", given.names[0]]]


def test_too_few_judges_are_said_in_words(staff, given):
    for entry in given.entries:
        for member in given.members[:2]:
            sheet(given, member, entry)
    page = staff.get("judging_staff.agreement")
    assert "2 judges have completed a sheet for an entry that another judge completed as well" in page.text
    assert "there are 8 pairs of readings. It takes 3 judges and 10 pairs" in page.text
    assert rows(page, f"{given.panel.ref}-agreement") == []


def test_only_complete_sheets_without_an_interest_count(staff, given):
    entry = given.entries[0]
    sheet(given, given.members[0], entry, (0, 0))
    sheet(given, given.members[1], entry, (5, 5), complete=False)
    sheet(given, given.members[2], entry, (5, 5))
    InterestFactory(member=given.members[2], entry=entry)
    page = staff.get("judging_staff.agreement")
    assert "0 judges have completed" in page.text
    assert "On no entry do judges differ by 2 points or more so far." in page.text


def test_a_wider_scale_counts_two_of_five_in_proportion(staff, given):
    given.season.scale = given.season.scale | {"highest": 10}
    for entry, high in zip(given.entries, (3, 4), strict=False):
        sheet(given, given.members[0], entry, (0, 0))
        sheet(given, given.members[1], entry, (high, 0))
    page = staff.get("judging_staff.agreement")
    assert [row[0] for row in rows(page, f"{given.panel.ref}-differing")] == ["Nominee 2"]
    assert "differ by 4 points or more" in page.text


def test_habits_are_told_in_plain_words_with_figures(staff, given):
    wide = [(0, 5), (5, 1), (1, 4), (4, 0), (2, 5), (5, 2), (0, 3), (3, 0)]
    same = [(number, number) for number in (3, 4, 3, 3, 4, 3, 3, 3)]
    for entry, one, other in zip(given.entries, wide, same, strict=True):
        sheet(given, given.members[0], entry, one)
        sheet(given, given.members[1], entry, other)
    sheet(given, given.members[2], EntryFactory(category=given.category))
    page = staff.get("judging_staff.habits")
    assert rows(page, f"{given.panel.ref}-habits") == [
        ["Judge B", "8", "3 to 4, spread 0.4",
         f"{SAME} {TOGETHER}"],
        ["Judge A", "8", "0 to 5, spread 1.9", "Nothing stands out"],
    ]  # fmt: skip
    assert "Judges with fewer than 8 complete sheets: 1" in page.text
    assert "worth a word with the judge" in page.text

"""What the chair of a panel sees, and what the chair must never learn."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from awards.accounts.actions import sign_in
from awards.core.actor import Audience
from tests.factories import AssignmentFactory, EntryFactory, InterestFactory, PanelFactory, PanelMemberFactory
from tests.judging.following import crowd, sheet
from tests.judging.test_progress_page import rows
from tests.panels.situations import panel_of

BEFORE = datetime(2024, 3, 5, 9, tzinfo=UTC)


@pytest.fixture
def given(session, clock):
    given = panel_of(judges=4, entries=5)
    given.members[0].is_chair = True
    given.ref = given.panel.ref
    given.names = [criterion.name for criterion in given.criteria]
    session.commit()
    return given


@pytest.fixture
def chair(browser, given):
    return browser.sign_in(Audience.JUDGES, given.users[0].ref)


def differing(page):
    return [row[0] for row in rows(page, "differing")]


def test_the_chair_sees_how_far_each_judge_and_entry_is(session, chair, given):
    sheet(given, given.members[0], given.entries[0])
    sheet(given, given.members[1], given.entries[0])
    sheet(given, given.members[1], given.entries[1], complete=False)
    InterestFactory(member=given.members[3], entry=given.entries[1])
    sign_in(session, Audience.JUDGES, given.users[1].ref, now=BEFORE)
    page = chair.get("judging.queue").click("Your panel: Panel one")
    assert (page.heading, "2 of 3 readings done" in page.text) == ("Your panel", True)
    assert rows(page, "judges") == [
        ["Judge A", "1 of 1", "0", "Wednesday 6 March 2024"],
        ["Judge B", "1 of 2", "1", "Tuesday 5 March 2024"],
        ["Judge C", "0 of 0", "0", "Never"],
        ["Judge D", "0 of 0", "0", "Never"],
    ]
    assert rows(page, "entries")[:2] == [
        ["Nominee 1", "Practice award", "2 of 2", "Judge A , done Judge B , done", "Nothing", "Nobody"],
        ["Nominee 2", "Practice award", "0 of 2", "Judge B , begun", "1 reading without a judge, 1 reading to come",
         "Judge D"],
    ]  # fmt: skip


@pytest.mark.parametrize("conflict", [False, True])
def test_an_entry_with_an_interest_of_the_chair_is_as_if_it_were_not_there(session, browser, given, conflict):
    """The page is the same, to the byte, whether the entry is stood down from or does not exist at all."""
    if conflict:
        entry = EntryFactory(category=given.category, title="Zqhidden Poe", ref="ENT-ZQHIDDEN")
        InterestFactory(member=given.members[0], entry=entry)
        InterestFactory(member=given.members[3], entry=entry)
        for member, points in zip(given.members[1:], [(0, 5), (5, 0), (3, 3)], strict=True):
            sheet(given, member, entry, points)
    for member in given.members[:3]:
        for entry in given.entries[:4]:
            sheet(given, member, entry)
    page = browser.sign_in(Audience.JUDGES, given.users[0].ref).get("judging_chair.panel", ref=given.ref)
    assert "zqhidden" not in page.html.lower()
    assert [row[1:3] for row in rows(page, "judges")] == [
        ["4 of 4", "0"],
        ["4 of 4", "0"],
        ["4 of 4", "0"],
        ["0 of 0", "0"],
    ]
    assert [row[0] for row in rows(page, "entries")] == [f"Nominee {number}" for number in range(1, 6)]
    assert "12 of 12 readings done" in page.text
    assert rows(page, "agreement")[0] == ["All criteria", "24", "about 10 in 10", "about 10 in 10"]
    assert differing(page) == []


def test_an_interest_declared_on_another_panel_counts_as_well(chair, given):
    elsewhere = PanelMemberFactory(
        panel=PanelFactory(season=given.season, categories=[], members=[]), user=given.users[0]
    )
    InterestFactory(member=elsewhere, entry=given.entries[0])
    page = chair.get("judging_chair.panel", ref=given.ref)
    assert [row[0] for row in rows(page, "entries")] == ["Nominee 2", "Nominee 3", "Nominee 4", "Nominee 5"]


def test_an_entry_that_came_after_the_declaration_is_left_out_until_the_next_one(chair, given):
    given.entries[0].admitted_at = given.members[0].interests_completed_at + timedelta(seconds=1)
    assert "Nominee 1" not in chair.get("judging_chair.panel", ref=given.ref).text


def test_before_the_close_no_points_can_be_made_out(chair, given, clock):
    one, two, three, *_ = given.entries
    for member, points in zip(given.members[1:], [(0, 3), (5, 3), (3, 3)], strict=True):
        sheet(given, member, one, points)  # three sheets of others: named
        sheet(given, member, three, points)
    sheet(given, given.members[0], two, (0, 3))
    sheet(given, given.members[1], two, (5, 3))  # the chair's own and one other's: not named
    AssignmentFactory(member=given.members[0], entry=three)  # the chair has still to score it: not named
    page = chair.get("judging_chair.panel", ref=given.ref)
    assert (differing(page), "zqcomment" in page.html.lower()) == (["Nominee 1"], False)
    clock.set(given.judging.closes_at + timedelta(minutes=1))
    chair.sign_in(Audience.JUDGES, given.users[0].ref)
    page = chair.get("judging_chair.panel", ref=given.ref)
    assert differing(page) == ["Nominee 1", "Nominee 2", "Nominee 3"]


def test_agreement_is_written_in_tenths_before_the_close_and_exactly_after_it(chair, given, clock):
    for number, entry in enumerate(given.entries[:4]):
        for member, points in zip(given.members, [(3, 3), (3, 4), (5 if number == 1 else 3, 3)], strict=False):
            sheet(given, member, entry, points)
    page = chair.get("judging_chair.panel", ref=given.ref)
    assert rows(page, "agreement")[0] == ["All criteria", "24", "about 6 in 10", "about 9 in 10"]
    clock.set(given.judging.closes_at + timedelta(minutes=1))
    chair.sign_in(Audience.JUDGES, given.users[0].ref)
    page = chair.get("judging_chair.panel", ref=given.ref)
    assert rows(page, "agreement")[0] == ["All criteria", "24", "14 of 24 (58%)", "22 of 24 (92%)"]


def test_too_few_judges_or_pairs_show_no_agreement(chair, given):
    for entry in given.entries:
        sheet(given, given.members[0], entry)
        sheet(given, given.members[1], entry)
    page = chair.get("judging_chair.panel", ref=given.ref)
    assert ("Too little to show yet" in page.text, rows(page, "agreement")) == (True, [])


def test_hidden_names_stay_hidden_in_words_order_and_who_stands_down(chair, given):
    given.season.judging = {"hide_identities": True}
    InterestFactory(member=given.members[3], entry=given.entries[1])
    page = chair.get("judging_chair.panel", ref=given.ref)
    titles = [row[0] for row in rows(page, "entries")]
    assert titles == sorted(f"Entry {entry.ref.rpartition('-')[2]}" for entry in given.entries)
    assert ("Nominee" in page.text, "Stands down" in page.text) == (False, False)
    assert [len(row) for row in rows(page, "entries")] == [5] * 5


@pytest.mark.parametrize("who", ["a judge of the panel", "nobody's panel", "left", "another panel"])
def test_to_everybody_but_its_chair_there_is_no_such_page(session, browser, given, who):
    ref = given.ref
    if who == "left":
        given.members[0].left_at = BEFORE
    elif who == "nobody's panel":
        ref = "PNL-2222222"
    elif who == "another panel":
        ref = crowd(given, judges=1, entries=1, readings=1).ref
    browser.sign_in(Audience.JUDGES, given.users[1 if who == "a judge of the panel" else 0].ref)
    assert browser.get("judging_chair.panel", ref=ref).status == 404


def test_only_chairs_are_shown_the_way(browser, given):
    browser.sign_in(Audience.JUDGES, given.users[1].ref)
    assert "Your panel" not in browser.get("judging.queue").text


@pytest.mark.parametrize("missing", ["terms_accepted_at", "interests_completed_at"])
def test_no_name_is_shown_before_terms_and_conflicts(chair, given, missing):
    for field in ("interests_completed_at", missing):
        setattr(given.members[0], field, None)
    page = chair.get("judging_chair.panel", ref=given.ref)
    assert (page.status, page.heading == "Your panel") == (200, False)
    assert f"/judge/chair/{given.ref}" not in page.url


def test_forty_judges_and_sixty_entries_cost_no_more_statements(session, chair, given, statements):
    few = statements.of(lambda: chair.get("judging_chair.panel", ref=given.ref))
    panel = crowd(given, judges=40, entries=60, readings=3)
    PanelMemberFactory(panel=panel, user=given.users[0], is_chair=True, ready=True)
    session.commit()
    assert statements.of(lambda: chair.get("judging_chair.panel", ref=panel.ref)) == few <= 8


def test_no_reference_of_another_judge_is_on_the_page(chair, given):
    for member in given.members:
        sheet(given, member, given.entries[0])
    page = chair.get("judging_chair.panel", ref=given.ref)
    assert [ref for ref in (user.ref for user in given.users[1:]) if ref in page.html] == []

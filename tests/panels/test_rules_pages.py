"""The pages on which staff read the rules of judging and change them once they are locked."""

from __future__ import annotations

import pytest

from awards.core.actor import Audience, Role
from awards.panels import locking
from tests.factories import CategoryFactory, CriterionFactory, PanelFactory, StaffFactory
from tests.panels.situations import STAFF, panel_of

REASON = "The panel found that one criterion was weighed twice, in two places."
HOUSE = 5
"""Statements of the frame: programme, season, rounds, who is signed in, and when they were last seen."""


@pytest.fixture
def given(session, clock):
    given = panel_of(shortlist_min=2, shortlist_max=4)
    given.criteria[0].name, given.criteria[1].name = "Skill", "Effect"
    given.criteria[0].tie_break = True
    session.commit()
    return given


@pytest.fixture
def locked(session, given, clock):
    session.refresh(given.season, ["programme"])
    locking.lock_rules(session, given.season, actor=STAFF, now=clock())
    session.commit()
    return given


@pytest.fixture
def desk(browser, given):
    return browser.sign_in(Audience.STAFF, given.staff.ref)


def weight(given, number):
    return f"weight_practice_{given.criteria[number].key}"


def test_before_the_lock_the_page_says_where_the_rules_come_from(desk, given):
    page = desk.get("judging_rules.index")
    assert "They come from the season’s file" in page.text
    assert ("Change the rules" in page.text, "SHA-256" in page.text) == (False, False)
    assert "Practice award Criterion Weight of 100 Decides ties Skill 50 Yes Effect 50 No" in page.text
    page = desk.get("judging_rules.change")
    assert "not locked yet" in page.text
    assert "Adopt" not in page.text


def test_locked_rules_are_read_in_plain_words(session, desk, locked):
    sha = locking.versions_of(session, locked.season)[0].sha256
    page = desk.get("judging_rules.index")
    assert "Locked 12pm on Wednesday 6 March 2024 Version 1" in page.text
    assert f"Version 1 Locked at 12pm on Wednesday 6 March 2024 by the portal . SHA-256 {sha}" in page.text
    assert "Shortlist From 2 to 4 in each category Readings 2 judges read each entry" in page.text
    assert "Decided by the average on the criterion that the category names for ties, then the panel" in page.text
    assert "1 asserted Needed 2 thin If the judge likes" in page.text


def test_the_rules_are_changed_as_drawn_and_the_history_says_how(session, desk, locked, audit_trail):
    page = desk.get("judging_rules.index").click("Change the rules")
    page = page.submit("Adopt", reason=REASON, shortlist_max="6", **{weight(locked, 0): "60", weight(locked, 1): "40"})
    assert (page.status, page.heading) == (200, "Rules of judging")
    assert "The rules of judging are now version 2" in page.text
    assert f"by {locked.staff.name}" in page.text
    assert f"Reason: {REASON}" in page.text
    assert "Weights of Practice award: Skill from 50 to 60, Effect from 50 to 40." in page.text
    assert "“From 2 to 4 in each category” became “From 2 to 6 in each category”" in page.text
    assert audit_trail("harbour-awards/2024") == ["rules.locked", "judging_rules.changed"]


def test_wrong_numbers_come_back_with_what_was_typed(desk, locked):
    first, second = weight(locked, 0), weight(locked, 1)
    readings = f"readings_{locked.panel.ref}"
    page = desk.get("judging_rules.change").submit(
        "Adopt", reason="Too short", shortlist_min="5", shortlist_max="٤", readings="0",
        **{first: "60", second: "50", readings: "two"},
    )  # fmt: skip
    assert (page.status, page.errors) == (
        422,
        [
            "The weights of Practice award must total 100. They total 110",
            "Enter the most entries on a shortlist, as a whole number from 1 to 50",
            "Enter how many judges read each entry, as a whole number from 1 to 20",
            "Enter how many judges of Panel one read each entry, as a whole number from 1 to 20",
            "Enter the reason in at least 40 characters: it is shown with the results",
        ],
    )
    typed = [page.soup.find(id=name)["value"] for name in (first, second, "shortlist_max", "readings", readings)]
    assert typed == ["60", "50", "٤", "0", "two"]
    assert page.soup.find(id="reason").get_text().strip() == "Too short"
    page = page.submit("Adopt", shortlist_max="4", **{first: "", second: "100"})
    assert page.errors[:2] == [
        "Enter the weight of Skill, as a whole number from 1 to 100",
        "The most entries on a shortlist must be 5 or more, like the fewest",
    ]


def test_nothing_changed_is_said(desk, locked):
    page = desk.get("judging_rules.change").submit("Adopt", reason=REASON)
    assert (page.status, page.errors) == (422, ["Change something first: these are the rules in force."])


def test_of_two_who_change_at_once_the_second_is_shown_what_the_first_did(desk, another_browser, locked, session):
    mine = desk.get("judging_rules.change")
    theirs = another_browser.sign_in(Audience.STAFF, locked.staff.ref).get("judging_rules.change")
    theirs.submit("Adopt", reason=REASON, shortlist_max="6")
    typed = {weight(locked, 0): "70", weight(locked, 1): "30"}
    page = mine.submit("Adopt", reason=REASON + " Mine.", **typed)
    assert (page.status, page.errors) == (422, ["Somebody made version 2 of the rules in the meantime."])
    assert "Version 2 was made while you were here." in page.text
    assert "became “From 2 to 6 in each category”" in page.text
    assert [page.soup.find(id=name)["value"] for name in (*typed, "shortlist_max")] == ["70", "30", "4"]
    page = page.submit("Adopt", shortlist_max="6")
    assert "The rules of judging are now version 3" in page.text
    session.expire_all()
    assert locking.versions_of(session, locked.season)[0].content["shortlist"] == {"min": 2, "max": 6}


def test_a_panels_own_readings_change_with_the_rules(session, desk, locked):
    page = desk.get("judging_rules.change").submit(
        "Adopt", reason=REASON, ties="panel", **{f"readings_{locked.panel.ref}": "3"}
    )
    assert "2 judges read each entry; 3 in Practice award" in page.text
    assert "Decided by the panel, with a reason" in page.text


def test_whoever_only_reads_sees_the_rules_without_a_way_to_change_them(session, another_browser, locked):
    reader = another_browser.sign_in(Audience.STAFF, StaffFactory(role=Role.READ_ONLY).ref)
    assert "Change the rules" not in reader.get("judging_rules.index").text
    page = reader.get("judging_rules.change")
    assert ("Adopt" in page.text, "Only staff who may change things" in page.text) == (False, True)


@pytest.mark.parametrize("endpoint", ["judging_rules.index", "judging_rules.change"])
def test_a_page_costs_the_same_for_few_and_many(session, desk, locked, statements, endpoint):
    few = statements.of(lambda: desk.get(endpoint))
    for number in range(3):
        category = CategoryFactory(season=locked.season)
        CriterionFactory(category=category, weight=100)
        PanelFactory(season=locked.season, categories=[category], members=[], name=f"Panel {number}")
    session.commit()
    assert statements.of(lambda: desk.get(endpoint)) == few <= 8 + HOUSE


def test_results_show_the_line_and_why_it_changed(session, desk, locked, clock):
    page = desk.get("results_staff.categories")
    assert "Rules locked on 6 March 2024, SHA-256 " in page.text
    assert "because" not in page.text
    desk.get("judging_rules.change").submit("Adopt", reason=REASON, shortlist_max="6")
    page = desk.get("results_staff.category", slug="practice")
    assert f"Changed on 6 March 2024 because: {REASON}" in page.text
    assert page.click("Rules of judging").heading == "Rules of judging"

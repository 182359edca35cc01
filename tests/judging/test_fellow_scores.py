"""What the other judges gave: without names, after the close, and only beside one's own scores."""

from __future__ import annotations

from datetime import timedelta

import pytest

from awards.core.actor import Audience
from awards.panels.lifecycle import AssignmentState
from tests.factories import AssignmentFactory, EntryFactory, InterestFactory, ScoreFactory, ScoreSheetFactory
from tests.panels.situations import panel_of

HOUSE = 5


@pytest.fixture
def given(session, clock):
    """Four judges on one entry; the clock stands after the close."""
    given = panel_of(judges=4)
    given.entry = given.entries[0]
    given.assignments = [AssignmentFactory(member=member, entry=given.entry) for member in given.members]
    given.sheets = [
        read(given, assignment, number, f"By judge number {number}")
        for number, assignment in enumerate(given.assignments, 1)
    ]
    session.commit()
    clock.set(given.judging.closes_at + timedelta(hours=1))
    return given


def read(given, assignment, points, words, **how):
    sheet = ScoreSheetFactory(assignment=assignment, overall=words, **(how or {"complete": True}))
    for criterion in given.criteria:
        ScoreFactory(sheet=sheet, criterion_id=criterion.id, points=points, comment=f"{words} on {criterion.name}")
    return sheet


@pytest.fixture
def judge(browser, given):
    return browser.sign_in(Audience.JUDGES, given.users[0].ref)


def given_points(page):
    table = page.soup.select_one("table")
    heads = [cell.get_text(strip=True) for cell in table.select("thead th")][1:]
    first = [cell.get_text(strip=True) for cell in table.select("tbody tr")[0].select("td")]
    return list(zip(heads, first, strict=True))


def test_the_panels_readings_are_shown_without_names_ones_own_first(judge, given):
    page = judge.get("judging.fellows", ref=given.entry.ref)
    shown = given_points(page)
    assert shown[0] == ("You", "1")
    assert sorted(shown[1:]) == [("Another judge", "2"), ("Another judge", "3"), ("Another judge", "4")]
    assert [heading.get_text() for heading in page.soup.select("section h2")] == [
        "You wrote",
        *["Another judge wrote"] * 3,
    ]
    assert f"By judge number 3 on {given.criteria[1].name}" in page.text
    assert "Total out of 100 20.0" in page.text
    names = [user.name for user in given.users[1:]] + [user.ref for user in given.users[1:]]
    assert [name for name in names if name in page.html] == []


def test_the_same_judge_does_not_stand_in_the_same_place_on_every_page(session, judge, given):
    places = set()
    for _ in range(36):  # one of three places is never seen in fewer than two runs of a million
        other = another(given)
        session.commit()
        shown = given_points(judge.get("judging.fellows", ref=other.ref))
        places.add([points for _, points in shown].index("2"))
    assert places == {1, 2, 3}


def test_my_scores_leads_there_after_the_close_only(judge, given, clock):
    assert judge.get("judging.scores").click("What the panel gave").heading == "What the panel gave: Nominee 1"
    clock.set(given.judging.closes_at - timedelta(hours=1))
    judge.sign_in(Audience.JUDGES, given.users[0].ref)
    assert "What the panel gave" not in judge.get("judging.scores").text


def test_before_the_close_nothing_is_shown_but_why(judge, given, clock):
    clock.set(given.judging.closes_at - timedelta(hours=1))
    judge.sign_in(Audience.JUDGES, given.users[0].ref)
    page = judge.get("judging.fellows", ref=given.entry.ref)
    assert "You see these after judging has closed." in page.text
    assert ("By judge" in page.html, page.soup.select("table")) == (False, [])


def test_whose_own_sheet_is_not_complete_sees_nothing_but_why(session, browser, given):
    given.sheets[0].state = "started"
    session.commit()
    page = browser.sign_in(Audience.JUDGES, given.users[0].ref).get("judging.fellows", ref=given.entry.ref)
    assert "You see these only where your own scores are complete." in page.text
    assert ("By judge" in page.html, page.soup.select("table")) == (False, [])


def test_readings_of_those_who_stood_down_and_unfinished_ones_never_appear(session, judge, given):
    InterestFactory(member=given.members[1], entry=given.entry)
    given.assignments[2].abstained_at = given.judging.opens_at
    given.assignments[2].state = AssignmentState.ABSTAINED
    given.sheets[3].state = "started"
    session.commit()
    page = judge.get("judging.fellows", ref=given.entry.ref)
    assert "Yours is the only reading of this entry that counts" in page.text
    assert ("By judge" in page.html, page.soup.select("table")) == (False, [])


def test_who_has_an_interest_or_no_reading_finds_nothing(session, judge, given):
    InterestFactory(member=given.members[0], entry=given.entry)
    session.commit()
    lost, nowhere = (judge.get("judging.fellows", ref=ref) for ref in (given.entry.ref, "ENT-NOWHERE"))
    assert (lost.status, judge.get("judging.fellows", ref=given.entries[1].ref).status) == (404, 404)
    assert lost.bytes_but_for_the_token == nowhere.bytes_but_for_the_token


def test_a_page_costs_the_same_for_two_and_for_many(session, judge, statements, given):
    two = another(given, judges=2)
    session.commit()
    few_ref, many_ref = two.ref, given.entry.ref
    few = statements.of(lambda: shown(judge, few_ref))
    assert statements.of(lambda: shown(judge, many_ref)) == few <= 8 + HOUSE


def shown(browser, ref):
    assert browser.get("judging.fellows", ref=ref).soup.select("table") != []


def another(given, *, judges=4):
    entry = EntryFactory(category=given.category)
    for points, member in enumerate(given.members[:judges], 1):
        read(given, AssignmentFactory(member=member, entry=entry), points, "More")
    return entry

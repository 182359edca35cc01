"""The staff page of further readings as drawn, and what the judge who is asked then sees and may do."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from awards.core.actor import Audience
from awards.panels.models import Assignment
from awards.panels.statements import assignments
from awards.results.lifecycle import SearchState
from awards.results.models import ReadingSearch
from awards.results.search_jobs import search_due
from tests.results.test_further_readings import NOW
from tests.results.test_further_readings import desk as desk  # the fixture


@pytest.fixture
def at(staff):
    return lambda **more: staff.get("results_staff.readings", slug="practice", **more)


@pytest.fixture
def latest(session):
    def give():
        session.expire_all()
        return session.scalars(select(ReadingSearch).order_by(ReadingSearch.id.desc())).first()

    return give


def look(page, kind="shortlist", budget="3"):
    return page.submit("Find out where to read more", kind=kind, budget=budget)


@pytest.fixture
def asked(desk, at, session, latest):
    """Staff asked on the page, the worker answered, staff accepted; gives the readings."""
    look(at())
    session.commit()
    search_due(session, NOW)
    at().submit("Ask these judges")
    session.expire_all()
    return session.scalars(assignments().where(Assignment.open_until.is_not(None))).all()


def test_staff_ask_wait_choose_and_see_how_the_readings_stand(desk, at, session, latest):
    assert "Being worked out" in look(at()).text
    session.commit()
    search_due(session, NOW)
    page = at()
    hints = [one.get_text() for one in page.soup.select(".govuk-checkboxes__hint")]
    assert all("chance" in one and "ENT-" not in one and "USR-" not in one for one in hints), hints
    assert len(hints) == len(latest().result["suggestions"])
    after = page.submit("Ask these judges")
    assert "Nothing can be decided about this award" in after.text
    assert latest().state is SearchState.ACCEPTED


@pytest.mark.parametrize("budget", ["", "0", "51", "²", "1_0", "-1", "three"])
def test_a_budget_that_is_no_number_keeps_what_was_typed(desk, at, budget):
    page = at().submit("Find out where to read more", kind="winners", budget=budget)
    assert page.status == 422
    assert page.soup.select_one("#budget")["value"] == budget
    assert "Enter a number from 1 to 50" in page.text


def test_nothing_ticked_is_said_beside_the_boxes(desk, at, session):
    look(at())
    session.commit()
    search_due(session, NOW)
    page = at().submit("Ask these judges", readings=[])
    assert page.status == 422
    assert "Choose at least one reading to ask for" in page.text


def test_the_category_page_says_why_nothing_can_be_decided(asked, staff):
    page = staff.get("results_staff.category", slug="practice")
    assert f"{len(asked)} further reading" in page.text
    assert staff.get("results_staff.shortlist", slug="practice").status == 409


def test_staff_may_end_them(asked, at, latest):
    page = at().submit("End these readings now")
    assert "The record is being sealed" in page.text
    assert latest().state is SearchState.ACCEPTED


def test_pages_cost_few_statements(asked, at, staff, statements):
    assert statements.of(at) <= 12
    assert statements.of(lambda: staff.get("results_staff.category", slug="practice")) <= 12


def test_a_judge_finds_the_entry_open_scores_it_and_nothing_else(asked, browser, session, desk):
    mine = asked[0]
    judge = browser.sign_in(Audience.JUDGES, mine.member.user.ref)
    queue = judge.get("judging.queue")
    assert "You are asked for" in queue.text
    assert "open until 11:59pm on Tuesday 2 April 2024" in " ".join(queue.text.split())
    sheet = judge.get("judging.sheet", ref=mine.entry.ref)
    sheet.submit("Save and next", points_skill="3", points_effect="3")
    session.expire_all()
    assert session.get_one(Assignment, mine.id).finished_at == NOW
    other = next(one for one in session.scalars(select(Assignment).where(
        Assignment.member_id == mine.member_id, Assignment.open_until.is_(None))))  # fmt: skip
    closed = judge.get("judging.sheet", ref=next(one.ref for one in desk.linked.entries if one.id == other.entry_id))
    assert "Judging is closed, so scores cannot be changed." in closed.text
    fellows = judge.get("judging.fellows", ref=mine.entry.ref)
    assert "You see these when your further reading of this entry is over." in fellows.text


def test_a_judge_who_was_not_asked_is_told_nothing(asked, browser, desk):
    busy = {one.member.user.ref for one in asked}
    other = next(ref for ref in desk.judges if ref not in busy)
    queue = browser.sign_in(Audience.JUDGES, other).get("judging.queue")
    assert "further reading" not in queue.text

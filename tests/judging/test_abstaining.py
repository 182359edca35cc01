"""A judge who cannot judge an entry, without a conflict."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from awards.core.actor import Audience
from awards.core.permission import Refused
from awards.judging.abstaining import Why, abstain
from awards.judging.scoring import scoring_of
from awards.panels.lifecycle import AssignmentState
from awards.panels.models import Plan
from awards.panels.words import PlanCause
from tests.factories import AssignmentFactory, ScoreFactory, ScoreSheetFactory
from tests.judging.counting import counted
from tests.panels.situations import as_judge, panel_of


@pytest.fixture
def given(session, clock):
    given = panel_of()
    set_committed_value(given.season, "rounds", [given.judging])
    given.assignments = [
        AssignmentFactory(member=given.members[0], entry=entry, position=number)
        for number, entry in enumerate(given.entries)
    ]
    session.commit()
    return given


@pytest.fixture
def judge(browser, given):
    return browser.sign_in(Audience.JUDGES, given.users[0].ref)


def test_the_entry_leaves_the_judges_pages_and_a_plan_without_them_is_asked_for(
    session, judge, given, clock, audit_trail
):
    entry = given.entries[0]
    page = judge.get("judging.sheet", ref=entry.ref).click("I cannot judge this entry")
    page = page.submit("Take this entry off my list", reason="hard", words="It is close to home.")
    assert (page.heading, "0 of 3 done" in page.text, entry.title in page.html) == ("My entries", True, False)
    session.expire_all()
    mine = given.assignments[0]
    assert (mine.state, mine.abstained_at, mine.abstained_because) == (
        AssignmentState.ABSTAINED, clock(), "I would rather not read about this\nIt is close to home.",
    )  # fmt: skip
    plan = session.scalars(select(Plan)).one()
    assert (plan.panel_id, plan.cause) == (given.panel.id, PlanCause.ABSTAINED)
    assert audit_trail(entry.ref) == ["assignment.abstained"]
    lost, nowhere = (judge.get("judging.sheet", ref=ref) for ref in (entry.ref, "ENT-NOWHERE"))
    assert (lost.status, lost.bytes_but_for_the_token) == (404, nowhere.bytes_but_for_the_token)
    for endpoint in ("judging.history", "judging.cannot_judge", "judging.flagged"):
        assert judge.get(endpoint, ref=entry.ref).status == 404


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({}, ["Choose why you cannot judge this entry"]),
        ({"reason": "other"}, ["Say in a sentence why you cannot judge this entry"]),
        ({"reason": "time", "words": "x" * 1001}, ["What you add must be 1,000 characters or less"]),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_stays(session, judge, given, sent, errors):
    page = judge.get("judging.cannot_judge", ref=given.entries[0].ref)
    page = page.submit("Take this entry off my list", **sent)
    assert (page.status, page.errors) == (422, errors)
    assert page.soup.find("textarea").get_text().strip() == sent.get("words", "")
    session.expire_all()
    assert given.assignments[0].state is AssignmentState.RELEASED


def test_another_judges_entry_is_not_found(given, another_browser):
    other = another_browser.sign_in(Audience.JUDGES, given.users[1].ref)
    assert other.get("judging.cannot_judge", ref=given.entries[0].ref).status == 404


def test_nobody_is_promised_that_it_can_be_undone(judge, given):
    page = judge.get("judging.cannot_judge", ref=given.entries[0].ref)
    assert ("It does not come back to you." in page.text, "can undo it" in page.text) == (True, False)


def test_what_was_scored_does_not_count(session, given, clock):
    sheet = ScoreSheetFactory(assignment=given.assignments[0], complete=True)
    for criterion in given.criteria:
        ScoreFactory(sheet=sheet, criterion_id=criterion.id)
    assert counted(session, given.category) == [(given.entries[0].ref, given.users[0].ref)]
    scoring = scoring_of(session, given.assignments[0], season=given.season)
    abstain(session, scoring, why=Why.TIME, words="", actor=as_judge(given.users[0]), now=clock())
    assert counted(session, given.category) == []


@pytest.mark.parametrize("case", ["closed", "handed in"])
def test_it_is_too_late_once_scores_are_locked(session, given, clock, case):
    if case == "closed":
        clock.set(given.judging.closes_at + timedelta(seconds=2))
    else:
        ScoreSheetFactory(assignment=given.assignments[0], handed_in=True)
    scoring = scoring_of(session, given.assignments[0], season=given.season)
    with pytest.raises(Refused) as error:
        abstain(session, scoring, why=Why.TIME, words="", actor=as_judge(given.users[0]), now=clock())
    codes = {"closed": "judging-is-closed", "handed in": "handed-in"}
    assert [reason.code for reason in error.value.permission.reasons] == [codes[case]]

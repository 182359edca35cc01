"""The practice round: invented entries that are scored like real ones, compared, and never counted."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from awards.core.actor import Audience
from awards.judging.models import PracticeSheet, ScoreSheet
from awards.judging.practice_examples import all_examples, examples_for
from awards.panels.models import PanelMember
from awards.seasons.words import NomineeShape
from tests.factories import CategoryFactory, PanelFactory
from tests.panels.situations import panel_of

HOUSE = 5


@pytest.fixture
def given(session, clock):
    given = panel_of(judging={"practice": True})
    given.examples = examples_for(given.category)
    given.keys = [criterion.key for criterion in given.criteria]
    session.commit()
    return given


@pytest.fixture
def judge(browser, given):
    return browser.sign_in(Audience.JUDGES, given.users[0].ref)


def fields(given, *points, comment="Because."):
    filled = {f"points_{key}": point for key, point in zip(given.keys, points, strict=True)}
    return filled | {f"comment_{key}": comment for key in given.keys}


def open_example(browser, given, number=0):
    return browser.get(
        "judging_practice.example", ref=given.panel.ref, category="practice", example=given.examples[number].key
    )


def sheet_of(session, given, number=0, who=0):
    session.expire_all()
    return session.scalars(
        select(PracticeSheet).where(
            PracticeSheet.member_id == given.members[who].id, PracticeSheet.example == given.examples[number].key
        )
    ).one_or_none()


SEE = "Save and see what the panel gave"


def test_there_are_two_invented_entries_for_people_and_two_for_teams():
    assert [one.for_teams for one in all_examples()] == [False, False, True, True]
    assert len({one.key for one in all_examples()}) == 4
    for one in all_examples():
        words = sum(len(line.split()) for _, parts in one.voices for part in parts for line in part.paragraphs)
        assert 100 <= words <= 140


def test_a_team_award_practises_on_teams(session, given):
    team = CategoryFactory(season=given.season, nominee_kind=NomineeShape.TEAM)
    assert [one.for_teams for one in examples_for(team)] == [True, True]
    assert [one.for_teams for one in given.examples] == [False, False]


def test_the_list_says_how_far_one_is_and_both_of_a_category_finish_it(session, judge, given, audit_trail, clock):
    page = judge.get("judging_practice.practice", ref=given.panel.ref)
    assert [item.get_text(strip=True) for item in page.soup.select(".govuk-task-list__status")] == ["To do", "To do"]
    page = page.click(given.examples[0].title).submit(SEE, **fields(given, 2, 4))
    assert "You are the first of your panel to score this one." in page.text
    assert session.get(PanelMember, given.members[0].id).practised_at is None
    page = page.click("Back to the practice round")
    assert [item.get_text(strip=True) for item in page.soup.select(".govuk-task-list__status")] == ["Done", "To do"]
    open_example(judge, given, 1).submit(SEE, **fields(given, 3, 3))
    session.expire_all()
    assert session.get(PanelMember, given.members[0].id).practised_at == clock()
    assert audit_trail(given.panel.ref) == ["practice.finished"]
    assert "You have finished your practice." in judge.get("judging_practice.practice", ref=given.panel.ref).text


def test_what_is_missing_is_said_and_nothing_typed_is_lost(session, judge, given):
    page = open_example(judge, given).submit(SEE, **{f"points_{given.keys[0]}": 5, f"comment_{given.keys[1]}": "Half"})
    names = [criterion.name.lower() for criterion in given.criteria]
    assert (page.status, page.errors) == (
        422, [f"Say in a sentence why you gave 5 for {names[0]}", f"Choose points for {names[1]}"],
    )  # fmt: skip
    sheet = sheet_of(session, given)
    assert (sheet.completed_at, sheet.marks) == (
        None, {given.keys[0]: {"points": 5, "comment": ""}, given.keys[1]: {"points": None, "comment": "Half"}},
    )  # fmt: skip
    assert open_example(judge, given).soup.find(id=f"comment_{given.keys[1]}").get_text().strip() == "Half"


def test_one_comes_back_later_to_what_was_saved(session, judge, given):
    page = open_example(judge, given).submit("Save and come back later", overall="To think about")
    assert (page.heading, "Begun" in page.text) == ("Practice round", True)
    assert sheet_of(session, given).overall == "To think about"


def test_the_panels_spread_is_shown_after_ones_own_without_names(session, judge, another_browser, given):
    open_example(judge, given).submit(SEE, **fields(given, 2, 4))
    other = another_browser.sign_in(Audience.JUDGES, given.users[1].ref)
    page = open_example(other, given)
    assert (page.soup.select("svg.spread__drawing"), "Because." in page.html) == ([], False)
    page = page.submit(SEE, **fields(given, 3, 4, comment="Mine."))
    assert "2 judges have scored this one so far." in page.text
    assert [one["aria-label"].partition(": ")[2] for one in page.soup.select("svg.spread__drawing")] == [
        "2 given once, 3 given once; yours is 3", "4 given twice; yours is 4",
    ]  # fmt: skip
    assert "You gave 3 , clear: shows it." in page.text
    assert "0 no evidence" in page.text
    hidden = ["Because.", given.users[0].name, given.users[0].ref]
    assert [text for text in hidden if text in page.html] == []


def test_half_a_sheet_and_another_panels_are_not_in_the_spread(session, judge, another_browser, given):
    other = another_browser.sign_in(Audience.JUDGES, given.users[1].ref)
    open_example(other, given).submit("Save and come back later", **fields(given, 0, 0))
    page = open_example(judge, given).submit(SEE, **fields(given, 2, 4))
    assert "You are the first of your panel" in page.text


def test_a_finished_sheet_is_not_changed_once_the_panel_is_seen(session, judge, given):
    stale = open_example(judge, given)
    open_example(judge, given).submit(SEE, **fields(given, 2, 4))
    page = stale.submit(SEE, **fields(given, 5, 5, comment="Zqtyped meanwhile."))
    assert (page.status, "You have finished this one." in page.text) == (409, True)
    assert page.text.count("Zqtyped meanwhile.") == len(given.keys)
    assert [mark["points"] for mark in sheet_of(session, given).marks.values()] == [2, 4]


def test_two_windows_do_not_overwrite_each_other(session, judge, given):
    first, second = open_example(judge, given), open_example(judge, given)
    first.submit("Save and come back later", **fields(given, 2, 3))
    page = second.submit("Save and come back later", **fields(given, 4, 4, comment="Second"))
    assert (page.status, "saved in another window" in page.text) == (409, True)
    assert page.soup.find(id=f"comment_{given.keys[0]}").get_text().strip() == "Second"
    assert [mark["points"] for mark in sheet_of(session, given).marks.values()] == [2, 3]
    page.submit("Save and come back later")
    assert [mark["points"] for mark in sheet_of(session, given).marks.values()] == [4, 4]


def test_practice_never_becomes_a_score_sheet(session, judge, given):
    open_example(judge, given).submit(SEE, **fields(given, 2, 4))
    assert session.scalars(select(ScoreSheet)).all() == []
    assert given.examples[0].title not in judge.get("judging.scores").html


@pytest.mark.parametrize("why", ["off", "terms", "another panel", "category", "example"])
def test_practice_is_not_found_where_there_is_none_for_this_judge(session, judge, given, why):
    ref, category, example = given.panel.ref, "practice", given.examples[0].key
    if why == "off":
        given.season.judging = {"practice": False}
    elif why == "terms":
        given.members[0].terms_accepted_at = given.members[0].interests_completed_at = None
    elif why == "another panel":
        ref = PanelFactory(season=given.season, categories=[], members=[]).ref
    elif why == "category":
        category = CategoryFactory(season=given.season, key="elsewhere").key
    else:
        example = next(one.key for one in all_examples() if one.for_teams)
    session.commit()
    assert judge.get("judging_practice.example", ref=ref, category=category, example=example).status == 404
    if why in {"off", "terms", "another panel"}:
        assert judge.get("judging_practice.practice", ref=ref).status == 404


def test_pages_cost_at_most_eight_statements(judge, statements, given):
    open_example(judge, given).submit(SEE, **fields(given, 2, 4))
    assert statements.of(lambda: open_example(judge, given)) <= 8 + HOUSE
    assert statements.of(lambda: judge.get("judging_practice.practice", ref=given.panel.ref)) <= 8 + HOUSE

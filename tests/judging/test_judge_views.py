"""A judge's list, the sheet of an entry, and their scores."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from awards.core.actor import Audience
from awards.judging.lifecycle import SheetState
from awards.judging.models import ScoreSheet
from awards.judging.queries import marks_of, sheet_of
from awards.judging.rules import Mark
from awards.panels.lifecycle import AssignmentState
from awards.panels.models import OrganiserTie
from tests.factories import (
    AssignmentFactory,
    CriterionFactory,
    EntryFactory,
    InterestFactory,
    PassageFactory,
    ScoreFactory,
    ScoreSheetFactory,
)
from tests.pages.browser import words
from tests.panels.situations import panel_of


@pytest.fixture
def given(session, clock):
    given = panel_of()
    given.assignments = [
        AssignmentFactory(member=given.members[0], entry=entry, position=number)
        for number, entry in enumerate(given.entries)
    ]
    PassageFactory(entry=given.entries[0], question="What did they do?", text="One.\n\nTwo.", voice="A colleague")
    given.keys = [criterion.key for criterion in given.criteria]
    session.commit()
    return given


@pytest.fixture
def judge(browser, given):
    return browser.sign_in(Audience.JUDGES, given.users[0].ref)


def fields(given, *points, comment="Because."):
    filled = {f"points_{key}": point for key, point in zip(given.keys, points, strict=True)}
    return filled | {f"comment_{key}": comment for key in given.keys}


def saved(session, assignment, given):
    session.expire_all()
    sheet = session.scalars(select(ScoreSheet).where(ScoreSheet.assignment_id == assignment.id)).one_or_none()
    return (
        None if sheet is None else (sheet.state, list(marks_of(sheet_of(session, assignment), given.criteria).values()))
    )


def test_readers_of_an_entry_are_told_of_ties_of_the_organiser_and_readers_of_others_are_not(session, judge, given):
    session.add(
        OrganiserTie(
            entry_id=given.entries[0].id,
            words="The organiser funds this team.",
            noted_by="USR-2222222",
            noted_at=given.entries[0].admitted_at,
        )
    )
    told = ["funds this team" in judge.get("judging.sheet", ref=entry.ref).text for entry in given.entries[:2]]
    assert told == [True, False]


def test_once_judging_has_closed_the_list_leads_to_the_scores(session, judge, given, clock):
    given.judging.closed_at = clock()
    clock.forward(minutes=1)
    page = judge.get("judging.queue")
    assert "Judging closed " in page.text
    assert {"Look at my scores"} <= set(page.links())
    assert "Go on with the next entry" not in page.links()


def test_the_list_says_how_many_are_done_and_leads_to_the_next(judge, given):
    page = judge.get("judging.queue")
    assert page.heading == "My entries"
    assert "0 of 4 done" in page.text
    assert [item.get_text(strip=True) for item in page.soup.select(".govuk-task-list__status")] == ["To do"] * 4
    assert page.click("Go on with the next entry").heading == "Nominee 1"


def test_the_sheet_shows_the_copy_by_voice_and_the_scale_with_its_words(judge, given):
    page = judge.get("judging.sheet", ref=given.entries[0].ref)
    assert [part.get_text() for part in page.soup.select(".dossier p")] == ["One.", "Two."]
    assert "A colleague wrote" in page.text
    labels = [label.get_text(" ", strip=True) for label in page.soup.select(".criterion")[0].select(".scale__label")]
    assert labels == [
        "0 no evidence", "1 asserted: says so", "2 thin", "3 clear: shows it", "4 strong",
        "5 exceptional: changed something",
    ]  # fmt: skip
    assert "Never score how severe" not in page.text
    assert (page.soup.select_one("[data-total]").get_text(), "Nothing saved yet" in page.text) == (
        "No points yet",
        True,
    )
    hints = [words(hint) for hint in page.soup.select(".criterion .govuk-form-group .govuk-hint")]
    assert hints == ["Needed when you give 0, 1 or 5"] * 2


def test_a_content_warning_comes_before_the_story_which_is_folded_away(session, judge, given):
    entry = given.entries[0]
    entry.content_warning = "This story speaks of loss."
    session.commit()
    page = judge.get("judging.sheet", ref=entry.ref)
    assert page.soup.select_one(".govuk-notification-banner__heading").get_text() == "This story speaks of loss."
    folded = page.soup.select_one("article details")
    assert (folded.has_attr("open"), folded.summary.get_text(strip=True)) == (False, "Read the story")
    assert [part.get_text() for part in folded.select(".dossier p")] == ["One.", "Two."]
    assert page.soup.select("article .dossier")[1:] == []


def test_save_and_go_on_completes_the_sheet_and_opens_the_next(session, judge, given):
    page = judge.get("judging.sheet", ref=given.entries[0].ref)
    page = page.submit("Save and next", **fields(given, 4, 5), overall="Strong.")
    assert (page.status, page.heading) == (200, "Nominee 2")
    assert "Saved. 1 of 4 done." in page.text
    assert saved(session, given.assignments[0], given) == (
        SheetState.COMPLETE,
        [Mark(4, "Because."), Mark(5, "Because.")],
    )
    page = judge.get("judging.sheet", ref=given.entries[0].ref)
    assert "Total 90.0 out of 100" in page.text
    assert page.soup.find(id="overall").get_text().strip() == "Strong."


def test_what_is_missing_is_said_beside_the_field_and_nothing_typed_is_lost(session, judge, given):
    page = judge.get("judging.sheet", ref=given.entries[0].ref)
    page = page.submit("Save and next", **{f"points_{given.keys[0]}": 5, f"comment_{given.keys[1]}": "Half a thought"})
    names = [criterion.name.lower() for criterion in given.criteria]
    assert page.status == 422
    assert page.errors == [f"Say in a sentence why you gave 5 for {names[0]}", f"Choose points for {names[1]}"]
    assert page.soup.find(id=f"comment_{given.keys[1]}").get_text().strip() == "Half a thought"
    assert page.soup.find("input", attrs={"name": f"points_{given.keys[0]}", "checked": True})["value"] == "5"
    assert saved(session, given.assignments[0], given) == (SheetState.STARTED, [Mark(5), Mark(None, "Half a thought")])
    page = page.submit(
        "Save and next", **{f"comment_{given.keys[0]}": "Copied elsewhere.", f"points_{given.keys[1]}": 2}
    )
    assert page.heading == "Nominee 2"


def test_come_back_later_keeps_half_a_sheet_and_puts_it_behind_the_others(session, judge, given):
    page = judge.get("judging.sheet", ref=given.entries[1].ref)
    page = page.submit("Come back later", **{f"comment_{given.keys[0]}": "To think about"})
    assert page.heading == "Nominee 3"
    assert saved(session, given.assignments[1], given) == (SheetState.STARTED, [Mark(None, "To think about"), Mark()])
    page = judge.get("judging.queue")
    assert [words(one) for one in page.soup.select(".govuk-task-list__link")] == [
        "Nominee 1", "Nominee 3", "Nominee 4", "Nominee 2",
    ]  # fmt: skip
    assert "What you put off comes last: 1." in page.text
    assert [words(one) for one in page.soup.select(".govuk-task-list__status")] == ["To do"] * 3 + ["Begun, put off"]


def test_what_was_put_off_comes_again_once_nothing_else_is_left_and_loses_its_mark_when_done(judge, given):
    page = judge.get("judging.sheet", ref=given.entries[0].ref).submit("Come back later")
    for name in ("Nominee 2", "Nominee 3", "Nominee 4"):
        assert page.heading == name
        page = page.submit("Save and next", **fields(given, 2, 3))
    assert page.heading == "Nominee 1"
    assert page.submit("Save and next", **fields(given, 2, 3)).heading == "My scores"
    assert "put off" not in judge.get("judging.queue").text


def test_the_only_entry_left_leads_back_to_the_list_when_it_is_put_off(judge, given):
    for entry in given.entries[:3]:
        judge.get("judging.sheet", ref=entry.ref).submit("Save and next", **fields(given, 2, 3))
    page = judge.get("judging.sheet", ref=given.entries[3].ref).submit("Come back later")
    assert (page.heading, "It now comes behind your other entries. 3 of 4 done." in page.text) == ("My entries", True)


@pytest.mark.parametrize("points", ["6", "-1", "１", "²", "3.0", "1e0", "9999999999999999999999"])
def test_points_off_the_scale_are_refused_and_the_words_kept(session, judge, given, points):
    page = judge.get("judging.sheet", ref=given.entries[0].ref)
    page = page.submit("Save and next", **fields(given, points, 3))
    assert (page.status, page.errors[0]) == (422, "Choose one of the points of the scale")
    assert saved(session, given.assignments[0], given)[1] == [Mark(None, "Because."), Mark(3, "Because.")]


def test_too_long_a_comment_is_refused_by_name_and_shown_again(session, judge, given):
    page = judge.get("judging.sheet", ref=given.entries[0].ref)
    page = page.submit("Save and next", **fields(given, 3, 3, comment="x" * 10_001))
    assert (page.status, len(page.errors)) == (422, 2)
    assert len(page.soup.find(id=f"comment_{given.keys[0]}").get_text().strip()) == 10_001
    assert saved(session, given.assignments[0], given)[1] == [Mark(3), Mark(3)]


def test_two_windows_do_not_overwrite_each_other_and_both_are_shown(session, judge, given):
    first = judge.get("judging.sheet", ref=given.entries[0].ref)
    second = judge.get("judging.sheet", ref=given.entries[0].ref)
    first.submit("Come back later", **fields(given, 2, 3, comment="The first window"))
    page = second.submit("Save and next", **fields(given, 4, 4, comment="The second window"))
    assert (page.status, "saved in another window" in page.text) == (409, True)
    assert page.soup.find(id=f"comment_{given.keys[0]}").get_text().strip() == "The second window"
    assert "The first window" in page.soup.select_one(".govuk-summary-list").get_text()
    assert saved(session, given.assignments[0], given)[1] == [Mark(2, "The first window"), Mark(3, "The first window")]
    page = page.submit("Save and next")
    assert page.heading == "Nominee 2"
    assert saved(session, given.assignments[0], given)[1] == [
        Mark(4, "The second window"),
        Mark(4, "The second window"),
    ]


@pytest.mark.parametrize("version", ["", "x", "１", "-1", "7", "99999999999999999999"])
def test_a_version_that_was_never_on_a_page_is_refused(session, judge, given, version):
    page = judge.get("judging.sheet", ref=given.entries[0].ref)
    page = page.submit("Save and next", version=version, overall="Typed")
    assert (page.status, page.soup.find(id="overall").get_text().strip()) == (409, "Typed")
    assert saved(session, given.assignments[0], given) is None


def test_the_close_of_the_round_keeps_what_was_saved_and_shows_what_was_typed(session, judge, given, clock):
    page = judge.get("judging.sheet", ref=given.entries[0].ref)
    page.submit("Come back later", **fields(given, 2, 3, comment="In time"))
    page = judge.get("judging.sheet", ref=given.entries[0].ref)
    clock.set(given.judging.closes_at + timedelta(seconds=2))
    judge.sign_in(Audience.JUDGES, given.users[0].ref)
    page = page.submit("Save and next", **fields(given, 4, 4, comment="Too late"))
    assert (page.status, "Judging is closed, so scores cannot be changed." in page.text) == (409, True)
    assert page.soup.find(id=f"comment_{given.keys[0]}").get_text().strip() == "Too late"
    assert "In time" in page.text
    assert saved(session, given.assignments[0], given)[1][0] == Mark(2, "In time")
    page = judge.get("judging.sheet", ref=given.entries[0].ref)
    assert (page.status, page.soup.find("textarea")) == (200, None)
    assert "In time" in page.text


def test_before_the_round_opens_entries_can_be_read_but_not_scored(judge, given, clock):
    clock.set(given.judging.opens_at - timedelta(hours=1))
    judge.sign_in(Audience.JUDGES, given.users[0].ref)
    page = judge.get("judging.sheet", ref=given.entries[0].ref)
    assert "Judging has not opened yet" in page.text
    assert page.soup.find("textarea") is None


def test_handing_in_locks_the_complete_sheets(session, judge, given, audit_trail):
    judge.get("judging.sheet", ref=given.entries[0].ref).submit("Save and next", **fields(given, 4, 3))
    page = judge.get("judging.hand_in").submit("Hand in")
    assert "Scores handed in: 1. Thank you." in page.text
    page = judge.get("judging.sheet", ref=given.entries[0].ref)
    assert "You have handed in your scores for this entry." in page.text
    assert page.soup.find("textarea") is None
    assert audit_trail(given.entries[0].ref) == ["score_sheet.saved", "score_sheet.completed", "score_sheet.handed_in"]


def test_young_peoples_entries_carry_the_guidance_and_each_reading_is_noted(session, judge, given, audit_trail):
    given.category.reveals = "care experience"
    session.commit()
    page = judge.get("judging.sheet", ref=given.entries[0].ref)
    assert "Never score how severe past experience was." in page.text
    assert audit_trail(given.entries[0].ref) == ["young_persons_entry.read"]


def test_another_programmes_scale_and_lowest_mark_are_used_as_they_are(session, judge, given):
    given.season.scale = {"lowest": 1, "highest": 10, "words": {"7": "Good"}, "comment_required_for": [10]}
    session.commit()
    page = judge.get("judging.sheet", ref=given.entries[0].ref)
    values = [item["value"] for item in page.soup.select(".criterion")[0].select("input")]
    assert values == [str(point) for point in range(1, 11)]
    page.submit("Save and next", **fields(given, 7, 8))
    assert "Total 75.0 out of 100" in judge.get("judging.sheet", ref=given.entries[0].ref).text


def test_an_entry_with_a_conflict_is_gone_from_every_page_count_and_link(session, judge, given):
    hidden = given.entries[0]
    judge.get("judging.sheet", ref=hidden.ref).submit("Save and next", **fields(given, 4, 3))
    InterestFactory(member=given.members[0], entry=hidden)
    session.commit()
    pages = [
        judge.get("judging.queue"),
        judge.get("judging.scores"),
        judge.get("judging.sheet", ref=given.entries[1].ref),
        judge.get("panels_judge.conflicts", ref=given.panel.ref),
    ]
    assert [hidden.title in page.html or hidden.ref in page.html for page in pages] == [False] * 4
    assert "0 of 3 done" in pages[0].text
    assert "0 of 3 done" in pages[2].text
    assert pages[0].click("Go on with the next entry").heading == "Nominee 2"
    lost = judge.get("judging.sheet", ref=hidden.ref)
    assert (lost.status, hidden.title in lost.html) == (404, False)
    nowhere = judge.get("judging.sheet", ref="ENT-NOWHERE")
    assert lost.bytes_but_for_the_token == nowhere.bytes_but_for_the_token
    assert judge.open(f"/judge/entries/{hidden.ref}/conflict").status == 404


def test_a_conflict_declared_in_another_window_stops_a_save(session, judge, given):
    page = judge.get("judging.sheet", ref=given.entries[0].ref)
    InterestFactory(member=given.members[0], entry=given.entries[0])
    session.commit()
    assert page.submit("Save and next", **fields(given, 4, 3)).status == 404
    assert saved(session, given.assignments[0], given) is None


@pytest.mark.parametrize("state", [AssignmentState.PLANNED, AssignmentState.REMOVED])
def test_what_is_not_released_to_a_judge_is_not_found(session, judge, given, state):
    other = EntryFactory(category=given.category)
    AssignmentFactory(member=given.members[0], entry=other, state=state)
    session.commit()
    assert judge.get("judging.sheet", ref=other.ref).status == 404


def test_another_judges_entry_is_not_found_and_their_scores_are_nowhere(session, another_browser, given):
    AssignmentFactory(member=given.members[1], entry=given.entries[1])
    sheet = ScoreSheetFactory(assignment=given.assignments[1], complete=True, overall="Of the first judge")
    for criterion in given.criteria:
        ScoreFactory(sheet=sheet, criterion_id=criterion.id, comment="Of the first judge")
    session.commit()
    other = another_browser.sign_in(Audience.JUDGES, given.users[1].ref)
    assert other.get("judging.sheet", ref=given.entries[0].ref).status == 404
    pages = [
        other.get("judging.queue"),
        other.get("judging.scores"),
        other.get("judging.sheet", ref=given.entries[1].ref),
    ]
    assert ["Of the first judge" in page.html for page in pages] == [False] * 3
    assert "0 of 1 done" in pages[0].text


def test_a_sign_in_that_has_ended_shows_what_was_typed_and_takes_it_after_signing_in(session, judge, given, clock):
    page = judge.get("judging.sheet", ref=given.entries[0].ref)
    clock.forward(hours=13)
    page = page.submit("Save and next", **fields(given, 4, 3))
    assert (page.status, page.heading) == (403, "Sign in again")
    assert saved(session, given.assignments[0], given) is None
    judge.sign_in(Audience.JUDGES, given.members[0].user.ref)
    page.submit("Send it again")
    assert saved(session, given.assignments[0], given) is not None


def test_a_judge_with_steps_left_is_told_and_sees_no_entry(session, judge, given):
    given.members[0].interests_completed_at = None
    session.commit()
    page = judge.get("judging.queue")
    assert "There is something to do before you see all your entries." in page.text
    assert "Nominee 1" not in page.html
    assert judge.get("judging.sheet", ref=given.entries[0].ref).status == 404


@pytest.mark.parametrize("endpoint", ["judging.queue", "judging.scores", "judging.sheet"])
def test_pages_cost_the_same_for_few_and_many(session, judge, statements, given, endpoint):
    values = {"ref": given.entries[0].ref} if endpoint.endswith("sheet") else {}
    ScoreSheetFactory(assignment=given.assignments[0])
    session.commit()
    few = statements.of(lambda: shown(judge, endpoint, **values))
    for number in range(5):
        entry = EntryFactory(category=given.category)
        sheet = ScoreSheetFactory(assignment=AssignmentFactory(member=given.members[0], entry=entry), complete=True)
        ScoreFactory(sheet=sheet, criterion_id=given.criteria[0].id)
        PassageFactory(entry=given.entries[0], position=100_000 + number)
        CriterionFactory(category=given.category, weight=1)
    session.commit()
    assert statements.of(lambda: shown(judge, endpoint, **values)) == few <= MOST[endpoint]


def shown(browser, endpoint, **values):
    assert browser.get(endpoint, **values).status == 200


HOUSE = 5
"""Statements that every judge's page costs: programme, season and rounds, sign-in, account, grants."""
MOST = {"judging.queue": 8 + HOUSE, "judging.scores": 8 + HOUSE, "judging.sheet": 8}
"""The sheet costs eight with those of the house."""

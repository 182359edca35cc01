"""A judge's own scores: sorted, changed in place, drawn, and handed in."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from awards.core.actor import Audience
from awards.judging.lifecycle import SheetState
from awards.judging.queries import marks_of, sheet_of
from awards.judging.rules import Mark
from tests.factories import (
    AssignmentFactory,
    CriterionFactory,
    EntryFactory,
    InterestFactory,
    ScoreFactory,
    ScoreSheetFactory,
)
from tests.panels.situations import panel_of

HOUSE = 5
"""Statements that every judge's page costs: programme, season and rounds, sign-in, account, grants."""


@pytest.fixture
def given(session, clock):
    given = panel_of()
    given.assignments = [
        AssignmentFactory(member=given.members[0], entry=entry, position=number)
        for number, entry in enumerate(given.entries)
    ]
    given.keys = [criterion.key for criterion in given.criteria]
    session.commit()
    return given


@pytest.fixture
def judge(browser, given):
    return browser.sign_in(Audience.JUDGES, given.users[0].ref)


def scored(given, number, *points, comment="", **how):
    sheet = ScoreSheetFactory(assignment=given.assignments[number], **how)
    for criterion, point in zip(given.criteria, points, strict=True):
        ScoreFactory(sheet=sheet, criterion_id=criterion.id, points=point, comment=comment)
    if how.get("complete") or how.get("handed_in"):
        given.assignments[number].finished_at = sheet.saved_at
    return sheet


def box(given, number, key):
    return f"points_{given.entries[number].ref}_{given.keys[key]}"


def stored(session, given, number):
    session.expire_all()
    sheet = sheet_of(session, given.assignments[number])
    return None if sheet is None else (sheet.state, list(marks_of(sheet, given.criteria).values()))


def rows(page):
    """The rows as they read: name, figures (typed or text), total, state."""
    found = []
    for row in page.soup.select(".scores tbody tr"):
        name = row.select_one("th bdi")
        if name is None or not row.find("td", attrs={"data-label": "State"}):
            continue
        cells = [
            cell.input["value"] if cell.input else cell.get_text(" ", strip=True)
            for cell in row.select("td[data-label]")
        ]
        found.append([name.get_text(), *cells])
    return found


def test_every_score_stands_in_a_box_until_it_is_handed_in(session, judge, given):
    scored(given, 0, 4, 3, complete=True)
    scored(given, 1, 2, 5, handed_in=True)
    scored(given, 2, 5, None)
    page = judge.get("judging.scores")
    assert rows(page) == [
        ["Nominee 1", "4", "3", "70.0", "Done"],
        ["Nominee 2", "2", "5", "70.0", "Handed in Say why you gave 5 to Nominee 2"],
        ["Nominee 3", "5", "", "not yet", "Begun Say why you gave 5 to Nominee 3"],
        ["Nominee 4", "", "", "not yet", "To do"],
    ]
    assert [len(row.select("input[type=number]")) for row in page.soup.select(".scores tbody tr")[:4]] == [2, 0, 2, 2]
    cell = page.soup.find("input", attrs={"name": box(given, 0, 1)})
    assert [cell[name] for name in ("min", "max", "inputmode", "aria-label")] == [
        "0", "5", "numeric", f"Nominee 1, {given.criteria[1].name}",
    ]  # fmt: skip


def test_read_again_and_comments_lead_to_the_sheet(judge, given):
    page = judge.get("judging.scores")
    assert page.click("Read again Nominee 1").url == f"/judge/entries/{given.entries[0].ref}"
    assert "Comments on Nominee 2" in page.links()
    assert "What the panel gave" not in page.text


def test_what_is_changed_is_saved_and_counts_when_nothing_is_missing(session, judge, given, audit_trail):
    scored(given, 0, 4, 3, comment="Said before", complete=True)
    page = judge.get("judging.scores").submit(
        "Save", **{box(given, 0, 0): 2, box(given, 1, 0): 3, box(given, 1, 1): 4, box(given, 2, 0): 3}
    )
    assert (page.status, page.errors, "Saved: 3 entries." in page.text) == (200, [], True)
    assert stored(session, given, 0) == (SheetState.COMPLETE, [Mark(2, "Said before"), Mark(3, "Said before")])
    assert stored(session, given, 1) == (SheetState.COMPLETE, [Mark(3), Mark(4)])
    assert stored(session, given, 2) == (SheetState.STARTED, [Mark(3), Mark()])
    assert stored(session, given, 3) is None
    assert audit_trail(given.entries[0].ref) == ["score_sheet.saved"]
    assert audit_trail(given.entries[1].ref) == ["score_sheet.saved", "score_sheet.completed"]
    assert rows(page)[0] == ["Nominee 1", "2", "3", "50.0", "Done"]


def test_saving_what_nobody_touched_changes_nothing(session, judge, given, audit_trail):
    scored(given, 0, 4, 3)
    page = judge.get("judging.scores").submit("Save")
    assert "Nothing was changed." in page.text
    assert stored(session, given, 0) == (SheetState.STARTED, [Mark(4), Mark(3)])
    assert audit_trail(given.entries[0].ref) == []


def test_points_that_need_a_comment_are_saved_and_lead_to_the_sheet(session, judge, given):
    page = judge.get("judging.scores").submit("Save", **{box(given, 0, 0): 5, box(given, 0, 1): 3, box(given, 1, 0): 2})
    said = f"Nominee 1, {given.criteria[0].name}: say on the sheet why you gave 5"
    assert (page.status, page.errors) == (422, [said])
    assert stored(session, given, 0) == (SheetState.STARTED, [Mark(5), Mark(3)])
    assert stored(session, given, 1) == (SheetState.STARTED, [Mark(2), Mark()])
    cell = page.soup.find("input", attrs={"name": box(given, 0, 0)})
    beside = page.soup.find(id=cell["aria-describedby"])
    assert (cell["aria-invalid"], said in beside.get_text()) == ("true", True)
    assert page.click("Open the sheet of Nominee 1").heading == "Nominee 1"
    assert "Say why you gave 5 to Nominee 1" in judge.get("judging.scores").links()


@pytest.mark.parametrize("points", ["6", "-1", "１", "3.0", "1e0", "x"])
def test_points_off_the_scale_are_refused_beside_their_box_and_the_rest_is_saved(session, judge, given, points):
    scored(given, 0, 4, 3, complete=True)
    typed = {box(given, 0, 0): points, box(given, 0, 1): 2, box(given, 1, 0): 3}
    page = judge.get("judging.scores").submit("Save", **typed)
    said = f"Nominee 1, {given.criteria[0].name}: give a whole number from 0 to 5, or nothing"
    assert (page.status, page.errors) == (422, [said])
    assert page.soup.find("input", attrs={"name": box(given, 0, 0)})["value"] == points
    assert stored(session, given, 0)[1] == [Mark(4), Mark(2)]
    assert stored(session, given, 1)[1] == [Mark(3), Mark()]
    page = page.submit("Save", **{box(given, 0, 0): 1})
    assert stored(session, given, 0)[1] == [Mark(1), Mark(2)]


def test_a_row_changed_in_another_window_is_refused_by_itself_and_both_are_shown(session, judge, given):
    scored(given, 0, 3, 3, complete=True)
    first, second = judge.get("judging.scores"), judge.get("judging.scores")
    first.submit("Save", **{box(given, 0, 0): 2, box(given, 0, 1): 4})
    page = second.submit("Save", **{box(given, 0, 0): 4, box(given, 1, 0): 3})
    said = (
        f"Nominee 1, {given.criteria[0].name}: 4 is not saved, 2 is. "
        "This sheet was saved in another window in the meantime."
    )
    assert (page.status, page.errors) == (422, [said])
    assert stored(session, given, 0)[1] == [Mark(2), Mark(4)]
    assert stored(session, given, 1)[1] == [Mark(3), Mark()]
    assert rows(page)[0][1:3] == ["4", "4"]  # what was typed, and what the other window saved
    assert page.submit("Save").errors == []
    assert stored(session, given, 0)[1] == [Mark(4), Mark(4)]


def test_a_row_that_was_not_touched_never_undoes_what_another_window_saved(session, judge, given):
    scored(given, 0, 3, 3, complete=True)
    old = judge.get("judging.scores")
    judge.get("judging.scores").submit("Save", **{box(given, 0, 0): 2})
    page = old.submit("Save", **{box(given, 1, 0): 3})
    assert (page.status, page.errors) == (200, [])
    assert stored(session, given, 0)[1] == [Mark(2), Mark(3)]


@pytest.mark.parametrize("version", ["", "x", "１", "-1", "7", "99999999999999999999"])
def test_a_version_that_was_never_on_a_page_is_refused(session, judge, given, version):
    scored(given, 0, 3, 3)
    typed = {box(given, 0, 0): 4, f"version_{given.entries[0].ref}": version}
    assert judge.get("judging.scores").submit("Save", **typed).status == 422
    assert stored(session, given, 0)[1] == [Mark(3), Mark(3)]


def test_nothing_is_changed_after_the_close_and_what_was_typed_is_told(session, judge, given, clock):
    scored(given, 0, 3, 3, complete=True)
    page = judge.get("judging.scores")
    clock.set(given.judging.closes_at + timedelta(seconds=2))
    judge.sign_in(Audience.JUDGES, given.users[0].ref)
    page = page.submit("Save", **{box(given, 0, 0): 4})
    name = given.criteria[0].name
    assert page.errors == [f"Nominee 1, {name}: 4 is not saved, 3 is. Judging is closed, so scores cannot be changed."]
    assert stored(session, given, 0)[1] == [Mark(3), Mark(3)]
    assert page.soup.select(".scores input") == []
    assert "What the panel gave Nominee 1" in page.links()


def test_a_row_handed_in_in_another_window_stays_as_it_is(session, judge, given):
    scored(given, 0, 3, 3, complete=True)
    page = judge.get("judging.scores")
    judge.get("judging.hand_in").submit("Hand in my scores")
    page = page.submit("Save", **{box(given, 0, 0): 4, box(given, 1, 0): 3})
    assert page.status == 422
    assert "You have handed in your scores for this entry." in page.errors[0]
    assert stored(session, given, 0) == (SheetState.HANDED_IN, [Mark(3), Mark(3)])
    assert stored(session, given, 1)[1] == [Mark(3), Mark()]


def test_a_table_of_a_category_that_is_not_the_judges_is_not_found(judge, given):
    token = judge.get("judging.scores").soup.find("input", attrs={"name": "csrf_token"})["value"]
    for key in ("nowhere", ""):
        assert judge.open("/judge/entries/scores", post={"csrf_token": [token], "table": [key]}).status == 404


def test_another_judges_row_cannot_be_sent_along(session, judge, given):
    other = AssignmentFactory(member=given.members[1], entry=EntryFactory(category=given.category))
    session.commit()
    page = judge.get("judging.scores")
    token = page.soup.find("input", attrs={"name": "csrf_token"})["value"]
    sent = {"csrf_token": [token], "table": ["practice"], f"version_{other.entry.ref}": ["0"]}
    sent |= {f"points_{other.entry.ref}_{given.keys[0]}": ["5"]}
    assert "Nothing was changed." in judge.open("/judge/entries/scores", post=sent).text
    assert sheet_of(session, other) is None


@pytest.mark.parametrize(
    ("press", "expected", "sorted_now"),
    [
        (["Out of 100"], [1, 0, 2, 3], "descending"),
        (["Out of 100", "Out of 100"], [0, 1, 2, 3], "ascending"),
        (["Entry"], [0, 1, 2, 3], "ascending"),
        (["Entry", "Entry"], [3, 2, 1, 0], "descending"),
        (["State"], [3, 2, 0, 1], "ascending"),
        (["Criterion"], [2, 1, 0, 3], "descending"),
    ],
)
def test_a_press_on_a_heading_sorts_and_another_turns_it_round(judge, given, press, expected, sorted_now):
    scored(given, 0, 2, 2, complete=True)
    scored(given, 1, 4, 4, handed_in=True)
    scored(given, 2, 5, None)
    page = judge.get("judging.scores")
    for heading in press:
        page = page.click(heading)
    assert [row[0] for row in rows(page)] == [f"Nominee {number + 1}" for number in expected]
    headings = page.soup.select("th[aria-sort]")
    assert [(press[0] in one.get_text(), one["aria-sort"]) for one in headings] == [(True, sorted_now)]


def test_sorting_by_nonsense_keeps_the_judges_own_order_and_saving_keeps_the_order(judge, given):
    for number in range(4):
        scored(given, number, number, number)
    assert [row[0] for row in rows(judge.get("judging.scores", sort="-zq"))] == [f"Nominee {n}" for n in (1, 2, 3, 4)]
    page = judge.get("judging.scores", sort="-total").submit("Save", **{box(given, 2, 0): 4})
    assert parse_qs(urlsplit(page.url).query) == {"sort": ["-total"]}
    assert rows(page)[0][0] == "Nominee 3"


def test_the_spread_is_drawn_with_a_table_behind(judge, given):
    scored(given, 0, 2, 2, complete=True)
    scored(given, 1, 2, 4, complete=True)
    page = judge.get("judging.scores")
    names = [criterion.name for criterion in given.criteria]
    drawings = page.soup.select(".spread svg")
    assert [one["aria-label"] for one in drawings] == [
        f"{names[0]}: 2 given twice",
        f"{names[1]}: 2 given once, 4 given once",
        "Totals out of 100: 2 from 40.0 to 60.0",
    ]
    assert [len(one.select("circle")) for one in drawings] == [2, 2, 2]
    behind = page.soup.select_one("details table")
    assert [cell.get_text() for cell in behind.select("tbody tr")[0].select("td")] == ["0", "0", "2", "0", "0", "0"]


def test_handing_in_says_first_what_goes_and_what_does_not(session, judge, given, audit_trail):
    scored(given, 0, 4, 3, complete=True)
    page = judge.get("judging.scores").click("Hand in my scores")
    assert page.heading == "Hand in my scores"
    assert "Handed in now: 1" in page.text
    assert "Nominee 1 : 70.0 out of 100" in page.text
    assert "Not done yet, and not handed in: 3" in page.text
    assert stored(session, given, 0)[0] == SheetState.COMPLETE
    page = page.submit("Hand in my scores")
    assert (page.heading, "Scores handed in: 1. Thank you." in page.text) == ("My scores", True)
    assert rows(page)[0] == ["Nominee 1", "4", "3", "70.0", "Handed in"]
    assert audit_trail(given.entries[0].ref) == ["score_sheet.handed_in"]
    page = judge.get("judging.hand_in")
    assert "None of your score sheets is complete and waiting to be handed in." in page.text
    assert page.soup.main.find("form") is None


def test_an_entry_with_a_conflict_is_in_no_row_count_drawing_or_list(session, judge, given):
    scored(given, 0, 4, 3, complete=True)
    InterestFactory(member=given.members[0], entry=given.entries[0])
    session.commit()
    for endpoint in ("judging.scores", "judging.hand_in", "judging.printed"):
        page = judge.get(endpoint)
        assert "Nominee 1" not in page.html
        assert given.entries[0].ref not in page.html
        assert page.soup.select("svg.spread__drawing") == []


def test_neutral_names_are_shown_where_the_season_hides_identities(session, judge, given):
    given.season.judging = {"hide_identities": True}
    scored(given, 0, 4, 3, complete=True)
    session.commit()
    for endpoint in ("judging.scores", "judging.hand_in", "judging.printed"):
        page = judge.get(endpoint)
        assert ("Nominee 1" in page.html, f"Entry {given.entries[0].ref.rpartition('-')[2]}" in page.text) == (
            False,
            True,
        )


@pytest.mark.parametrize("endpoint", ["judging.scores", "judging.hand_in", "judging.printed"])
def test_pages_cost_the_same_for_few_and_many(session, judge, statements, given, endpoint):
    scored(given, 0, 4, 3)
    session.commit()
    few = statements.of(lambda: shown(judge, endpoint))
    for _ in range(5):
        entry = EntryFactory(category=given.category)
        sheet = ScoreSheetFactory(assignment=AssignmentFactory(member=given.members[0], entry=entry), complete=True)
        ScoreFactory(sheet=sheet, criterion_id=given.criteria[0].id)
        CriterionFactory(category=given.category, weight=1)
    session.commit()
    assert statements.of(lambda: shown(judge, endpoint)) == few <= 8 + HOUSE


def shown(browser, endpoint):
    assert browser.get(endpoint).status == 200

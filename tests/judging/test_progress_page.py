"""The staff page of progress: who is how far, who needs a word, and no score anywhere."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from awards.accounts.actions import sign_in
from awards.core.actor import Audience
from awards.judging.needs import needs_of_judging
from awards.panels.lifecycle import AssignmentState
from awards.seasons.queries import season_for_visitors
from tests.factories import AssignmentFactory, EntryFactory, InterestFactory, PanelFactory
from tests.judging.following import crowd, sheet
from tests.panels.situations import panel_of


@pytest.fixture
def given(session, clock):
    clock.set(datetime(2024, 3, 15, 12, tzinfo=UTC))
    return panel_of(judges=4, entries=4)


@pytest.fixture
def staff(browser, given):
    return browser.sign_in(Audience.STAFF, given.staff.ref)


def rows(page, table):
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        for row in page.soup.select(f"#{table} tbody tr")
    ]


def test_each_judge_has_figures_and_a_pace(session, staff, given, clock):
    ann, bea, cyd, _ = given.members
    for entry in given.entries:
        sheet(given, ann, entry)
        AssignmentFactory(member=bea, entry=entry)
    sheet(given, cyd, given.entries[0], complete=False)
    sign_in(session, Audience.JUDGES, bea.user.ref, now=datetime(2024, 3, 14, 9, tzinfo=UTC))
    found = rows(staff.get("judging_staff.progress"), "judges")
    never = "Never"
    assert found == [
        ["Judge A", "Panel one", never, "4", "0", "4", "0", "0", "Finished", "No days given"],
        ["Judge B", "Panel one", "9am on Thursday 14 March 2024", "4", "0", "0", "0", "4", "2 behind", "No days given"],
        ["Judge C", "Panel one", never, "1", "1", "0", "0", "1", "On pace", "No days given"],
        ["Judge D", "Panel one", never, "0", "0", "0", "0", "0", "No entries yet", "No days given"],
    ]


def test_days_away_leave_time_for_the_rest(staff, given):
    for entry in given.entries:
        AssignmentFactory(member=given.members[1], entry=entry)
    given.members[1].away_from, given.members[1].away_until = date(2024, 3, 4), date(2024, 3, 13)
    assert rows(staff.get("judging_staff.progress"), "judges")[1][-2:] == [
        "On pace", "4 March 2024 to 13 March 2024",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"left_at": datetime(2024, 3, 10, tzinfo=UTC)}, "Has left the panel"),
        ({"terms_accepted_at": None, "interests_completed_at": None}, "Has not accepted the terms"),
        ({"interests_completed_at": None}, "Has not declared conflicts"),
    ],
)
def test_what_keeps_a_judge_from_reading_stands_in_place_of_pace(staff, given, change, words):
    for name, value in change.items():
        setattr(given.members[3], name, value)
    assert rows(staff.get("judging_staff.progress"), "judges")[3][-2] == words


@pytest.mark.parametrize(
    ("day", "words"),
    [(datetime(2024, 3, 1, tzinfo=UTC), "Judging has not opened"), (datetime(2024, 3, 26, tzinfo=UTC), "1 not done")],
)
def test_outside_the_round_nobody_is_behind(staff, given, clock, day, words):
    AssignmentFactory(member=given.members[0], entry=given.entries[0])
    clock.set(day)
    staff.sign_in(Audience.STAFF, given.staff.ref)
    assert rows(staff.get("judging_staff.progress"), "judges")[0][-2] == words


def test_each_entry_says_what_it_lacks(staff, given):
    ann, bea, cyd, dee = given.members
    first, second, third, fourth = given.entries
    sheet(given, ann, first)
    sheet(given, bea, first)
    sheet(given, ann, second, complete=False)
    AssignmentFactory(member=ann, entry=third, state=AssignmentState.RECUSED, recused_at=datetime.now(UTC))
    sheet(given, cyd, fourth)
    InterestFactory(member=cyd, entry=fourth)
    sheet(given, dee, fourth, complete=False)
    dee.left_at = datetime(2024, 3, 10, tzinfo=UTC)
    found = rows(staff.get("judging_staff.progress"), "entries")
    assert found == [
        ["Nominee 1", "Practice award", "2 of 2",
         " ".join(f"Judge {one} , done History of the sheet of Judge {one}: Nominee 1" for one in "AB"),
         "Nothing"],
        ["Nominee 2", "Practice award", "0 of 2", "Judge A , begun History of the sheet of Judge A: Nominee 2",
         "1 reading without a judge, 1 reading to come"],
        ["Nominee 3", "Practice award", "0 of 2", "Nobody yet", "2 readings without a judge"],
        ["Nominee 4", "Practice award", "0 of 2", "Nobody yet", "2 readings without a judge"],
    ]  # fmt: skip


def test_the_panels_own_number_of_readings_counts(staff, given):
    given.panel.readings = 3
    assert rows(staff.get("judging_staff.progress"), "entries")[0][2] == "0 of 3"


@pytest.mark.parametrize(
    ("order", "first"),
    [("name", "Judge A"), ("left", "Judge B"), ("behind", "Judge B"), ("seen", "Judge B"), ("nonsense", "Judge A")],
)
def test_judges_are_sorted_by_links(session, staff, given, order, first):
    sign_in(session, Audience.JUDGES, given.users[0].ref, now=datetime(2024, 3, 14, 9, tzinfo=UTC))
    for entry in given.entries:
        AssignmentFactory(member=given.members[1], entry=entry)
    page = staff.get("judging_staff.progress", sort=order)
    assert rows(page, "judges")[0][0] == first
    assert page.click("Furthest behind").url.endswith("?sort=behind")


def test_one_panel_is_shown_by_itself(staff, given):
    other = crowd(given, judges=2, entries=1, readings=1)
    page = staff.get("judging_staff.progress").click("Crowd")
    assert [row[0] for row in rows(page, "entries")] == ["Crowd 0"]
    assert [heading.get_text() for heading in page.soup.select("h2.govuk-heading-m")] == [other.name]
    assert len(rows(page.click("All panels"), "entries")) == 5


def test_a_panel_of_another_season_is_not_found(staff, given):
    year_before = {"season__key": "2023", "season__opens_at": datetime(2023, 1, 10, tzinfo=UTC)}
    other = PanelFactory(**year_before, categories=[], members=[])
    assert staff.get("judging_staff.progress", panel=other.ref).status == 404
    assert staff.get("judging_staff.agreement", panel="PNL-2222222").status == 404
    assert staff.get("judging_staff.habits", panel="PNL-2222222").status == 404


def test_the_drawing_of_each_panel_says_its_figures_in_words_and_in_a_table(staff, given):
    for entry in given.entries:
        sheet(given, given.members[0], entry)
        AssignmentFactory(member=given.members[1], entry=entry)
    page = staff.get("judging_staff.progress")
    assert page.soup.select_one("svg[role=img]")["aria-label"] == "4 of 8 readings done; at an even pace 4"
    assert rows(page, f"{given.panel.ref}-days") == [["Monday 4 March 2024", "4"]]


def test_no_score_and_no_comment_is_on_any_page(staff, given):
    for member in given.members[:3]:
        for entry in given.entries:
            sheet(given, member, entry, (1, 5))
    for page in ("progress", "agreement", "habits"):
        assert "zqcomment" not in staff.get(f"judging_staff.{page}").html.lower()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (17, None),
        (19, "2 judges have not begun, judging closes in 6 days"),
        (24, "2 judges have not begun, judging closes tomorrow"),
        (25, "2 judges have not begun, judging closes today"),
        (26, None),
    ],
)
def test_in_the_last_week_the_season_page_says_who_has_not_begun(app, session, staff, given, clock, day, words):
    for member in given.members[:3]:
        AssignmentFactory(member=member, entry=given.entries[0])
    AssignmentFactory(member=given.members[3], entry=given.entries[1], started_at=clock())
    given.members[2].left_at = clock()
    clock.set(datetime(2024, 3, day, 12, tzinfo=UTC))
    staff.sign_in(Audience.STAFF, given.staff.ref)
    links = [text for text in staff.get("screening_staff.season").links() if "not begun" in text]
    assert links == ([words] if words else [])


def test_that_line_costs_one_statement_and_none_before_the_last_week(app, session, given, clock, statements):
    AssignmentFactory(member=given.members[0], entry=given.entries[0])
    session.commit()
    season = season_for_visitors(session, given.season.programme, now=clock())
    with app.test_request_context(base_url="http://localhost"):
        assert statements.of(lambda: needs_of_judging(session, season, clock())) == 0
        assert statements.of(lambda: needs_of_judging(session, season, clock() + timedelta(days=8))) == 1


@pytest.mark.parametrize("page", ["progress", "agreement", "habits"])
def test_forty_judges_and_sixty_entries_cost_no_more_statements(session, staff, given, statements, page):
    sheet(given, given.members[0], EntryFactory(category=given.category))
    session.commit()
    few = statements.of(lambda: staff.get(f"judging_staff.{page}"))
    crowd(given, judges=40, entries=60, readings=3)
    session.commit()
    assert statements.of(lambda: staff.get(f"judging_staff.{page}")) == few <= 8


def test_judges_and_people_elsewhere_see_none_of_it(browser, given):
    browser.sign_in(Audience.STAFF, given.users[0].ref)
    assert {browser.get(f"judging_staff.{page}").status for page in ("progress", "agreement", "habits")} == {403}

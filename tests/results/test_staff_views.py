"""Staff pages of results: simple first, and the working one press away."""

import re

import pytest

from awards.core.actor import Audience, Role
from awards.judging.lifecycle import SheetState
from awards.results import fit_jobs
from awards.results.models import Fit
from awards.screening.lifecycle import EntryState
from tests.factories import CategoryFactory, StaffFactory
from tests.results.conftest import AFTER_JUDGING, DURING_JUDGING


def rows(page, table):
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        for row in page.soup.select(f"#{table} tbody tr")
    ]


def words(page, selector):
    return [" ".join(one.get_text(" ").split()) for one in page.soup.select(selector)]


@pytest.fixture
def work(session):
    def run():
        session.commit()
        return fit_jobs.fit_due(session, AFTER_JUDGING)

    return run


@pytest.fixture
def category(staff):
    return lambda name="category", **more: staff.get(f"results_staff.{name}", slug="practice", **more)


def twice(scene, title, mark):
    return scene.entry(title, mark, mark)


def test_the_overview_says_how_far_every_category_is(scene, staff, session):
    scene.entry("Ada", (4, 4), None)
    CategoryFactory(season=scene.category.season, name="Honour", nominated=False)
    session.commit()
    page = staff.get("results_staff.categories")
    assert rows(page, "categories") == [
        ["Practice award", "1", "1 of 2", "Not decided", "Not decided"],
        ["Honour", "0", "Not scored", "None needed", "Not decided"],
    ]


def test_no_order_shows_while_judges_score(scene, staff, session, clock, category):
    ada = twice(scene, "Ada", (4, 4))
    session.commit()
    clock.set(DURING_JUDGING)
    page = category()
    assert "nobody is swayed" in page.text
    assert ("80.0" in page.html, "standings" in page.html) == (False, False)
    statuses = [category(name).status for name in ("shortlist", "working", "severity")]
    assert [*statuses, category("why", ref=ada.ref).status] == [409] * 4


def test_the_page_opens_with_one_order_and_one_number_each(linked, work, category):
    work()
    page = category()
    assert words(page, "#standings thead th") == ["Place", "Entry", "Adjusted score of 100", "To know"]
    found = rows(page, "standings")
    assert [(row[0][:30], row[1][:16], *row[2:]) if len(row) > 1 else row[0] for row in found] == [
        ("1", "Practice award 1", "85.5", ""),
        ("2", "Practice award 0", "82.8", ""),
        ("3", "Practice award 2", "65.5", "Too close to call"),
        "The shortlist line: the shortlist takes 3 at most",
        ("4", "Practice award 4", "65.5", "Too close to call"),
        ("5", "Practice award 3", "64.9", "Too close to call"),
        ("6=", found[6][1][:16], "45.5", "Level: the panel decides"),
        ("6=", found[7][1][:16], "45.5", "Level: the panel decides"),
        ("8", "Practice award 7", "24.9", ""),
    ]
    assert "Too close to call for the first place: Practice award 1 and Practice award 0." in page.text
    assert "Too close to call for the shortlist: 3 entries are marked so" in page.text


def test_the_working_shows_both_numbers_and_what_the_correction_changed(linked, work, category):
    work()
    page = category().click("Show the working")
    assert words(page, "#headline")[0] == (
        "Judges differed by about ±15.8 points; the correction changed 1 of the 3 shortlist places: "
        "Practice award 2 in, Practice award 4 out."
    )
    third = rows(page, "working")[2]
    assert (third[:4], third[5:7], third[8]) == (
        ["3", "Practice award 2", "65.3 (4)", "65.5 (3)"], ["+0.2", "3 of 3"], "On the line",
    )  # fmt: skip
    assert re.fullmatch(r"\d+\.\d to \d+\.\d", third[4])
    assert re.fullmatch(r"\d\d%", third[7])
    assert third[9].startswith("In by the correction.")
    assert rows(page, "working")[3] == ["The shortlist line: the shortlist takes 3 at most"]


def test_why_is_a_sum_that_a_calculator_can_repeat(linked, work, category):
    work()
    for entry in linked.entries:
        page = category("why", ref=entry.ref)
        steps = [[number(cell) for cell in row[1:]] for row in rows(page, "sum")]
        total, count, mean = re.match(r"(\S+) ÷ (\d+) = (\S+) ,", words(page, "#mean")[0]).groups()
        assert all(round(score + by, 2) == corrected for score, by, corrected in steps)
        assert (round(sum(step[2] for step in steps), 2), len(steps)) == (float(total), int(count))
        assert f"{float(total) / int(count):.1f}" == mean
        shown = next(row for row in rows(category(), "standings") if row[-1] != row[0] and entry.ref in row[1])
        assert shown[2] == mean


def number(text):
    return float(text.replace("−", "-"))


def test_each_changed_place_links_to_its_sum(linked, work, category):
    work()
    page = category("working").click("Practice award 4")
    assert page.heading == "Why Practice award 4 stands where it does"
    assert "By the plain average it is number 3. By the adjusted score it is number 4." in page.text
    assert {row[0] for row in rows(page, "sum")} < set(linked.names)


def test_the_severity_page_says_who_marks_lower_and_when_that_is_more_than_chance(linked, work, category):
    work()
    page = category("working").click("How strictly each judge marks")
    found = rows(page, "judges")
    assert [(row[0], row[1], row[2], row[4]) for row in found] == [
        (linked.names[0], "6", "19.6 lower", "Differs from the panel"),
        *((row[0], "6", "0.5 higher", "") for row in found[1:3]),
        (linked.names[3], "6", "18.6 higher", "Differs from the panel"),
    ]
    assert "Krippendorff’s alpha (interval) is" in page.text


def test_until_the_worker_has_been_the_order_is_the_plain_one_and_says_so(linked, work, category, session):
    page = category()
    assert "The adjusted scores are being worked out" in page.text
    assert words(page, "#standings thead th")[2] == "Plain average of 100"
    work()
    linked.score(linked.entries[0], linked.members[1], (5, 5))
    session.commit()
    page = category()
    assert "Something changed after the adjusted scores were worked out" in page.text
    assert words(page, "#standings thead th")[2] == "Plain average of 100"
    assert words(category("working"), "#working thead th")[2] == "Plain average"


def test_too_few_scores_to_adjust_are_said_on_top_and_the_mean_stands_alone(scene, work, category):
    for title, mark in (("Ada", (5, 5)), ("Ben", (3, 3))):
        twice(scene, title, mark)
    work()
    page = category()
    assert "Not adjusted: There are scores by 2 judges" in page.text
    assert "The plain average stands alone." in page.text
    assert [row[2] for row in rows(page, "standings")] == ["100.0", "60.0"]
    assert words(category("working"), "#working thead th")[2] == "Plain average"
    assert "Not adjusted" in category("severity").text


def test_panels_that_share_nothing_are_named_and_not_compared(scene, work, category, session):
    others = [scene.members[2], *[scene.another() for _ in range(3)]]
    first = [scene.entry(f"One {at}", (at, at), (at, at)) for at in range(4)]
    for at in range(4):
        entry = scene.entry(f"Two {at}")
        for member in others[:2]:
            scene.sheet(entry, member, (at, at))
    work()
    page = category()
    assert "Not adjusted: The scores fall into 2 parts that share no judge and no entry" in page.text
    said = words(page, ".govuk-inset-text")[0]
    assert ("One 0" in said, first[0].ref in said) == (True, False)


def test_a_fit_that_failed_is_said_in_words(linked, work, category, monkeypatch):
    def broken(question):
        raise ArithmeticError

    monkeypatch.setattr(fit_jobs, "results_of", broken)
    work()
    assert "Not adjusted: The adjusted scores could not be worked out." in category().text
    assert category("working").status == category("severity").status == 200


def test_where_the_rules_say_so_the_order_is_by_the_plain_average(linked, work, category, session):
    linked.category.season.judging = {"basis": "raw"}
    work()
    page = category()
    assert "as the rules of this season say" in page.text
    assert [row[2] for row in rows(page, "standings")[:2]] == ["89.3", "85.3"]
    assert rows(category("working"), "working")[0][2:4] == ["89.3 (1)", "82.8 (2)"]


def test_an_entry_with_too_few_scores_stands_apart_with_what_is_missing(scene, session, category):
    twice(scene, "Ada", (4, 4))
    ben = scene.entry("Ben", (4, 4), None)
    cy = scene.entry("Cy", None)
    scene.interest(cy, scene.members[2])
    session.commit()
    page = category()
    assert [row[1][:3] for row in rows(page, "standings")] == ["Ada"]
    assert words(page, "#needs-scores ~ ul li")[:2] == [
        f"Ben ({ben.ref}): 1 of 2 scores in, 1 missing. It takes 2 scores at least.",
        f"Cy ({cy.ref}): 0 of 1 scores in, 1 missing. 1 judge stood aside and is left out. It takes 2 scores at least.",
    ]
    assert "Its" not in words(category("why", ref=ben.ref), "#mean")[0]
    assert "It needs scores and has no rank." in category("why", ref=ben.ref).text
    assert category("why", ref=cy.ref).status == 404


def test_a_tie_is_said_plainly(scene, staff, session, category):
    twice(scene, "Ada", (4, 4))
    twice(scene, "Ben", (4, 4))
    session.commit()
    assert [(row[0], row[-1]) for row in rows(category(), "standings")] == [("1=", "Level: the panel decides")] * 2
    assert [row[-1] for row in rows(category("working"), "working")] == [
        "Equal even by the tie criterion: the panel decides."
    ] * 2


def test_where_the_panel_decides_ties_at_once_the_criterion_does_not(scene, staff, session, category):
    twice(scene, "Ada", (5, 0))
    twice(scene, "Ben", (3, 3))
    session.commit()
    assert [(row[1][:3], row[5]) for row in rows(category("working"), "working")] == [("Ben", "3.0"), ("Ada", "0.0")]
    scene.category.season.judging = {"ties": ["panel"]}
    session.commit()
    assert [(row[0], row[5], row[-1]) for row in rows(category("working"), "working")] == [
        ("1=", "–", "Equal: the panel decides.")
    ] * 2


def test_a_change_of_the_weights_is_a_change_of_the_totals(scene, staff, session, category):
    twice(scene, "Ada", (5, 0))
    session.commit()
    assert rows(category(), "standings")[0][2] == "60.0"
    scene.skill.weight, scene.effect.weight = 30, 70
    session.commit()
    assert rows(category(), "standings")[0][2] == "30.0"


def test_what_was_decided_about_an_entry_stands_beside_it(scene, session, category):
    scene.entry("Ada", (5, 5), (5, 5), state=EntryState.FINALIST)
    session.commit()
    assert rows(category(), "standings")[0][3] == "Finalist"


def test_those_who_may_only_read_see_the_working(linked, work, browser, session):
    reader = StaffFactory(role=Role.READ_ONLY)
    work()
    browser.sign_in(Audience.STAFF, reader.ref)
    for name in ("category", "working", "severity"):
        assert browser.get(f"results_staff.{name}", slug="practice").status == 200


def test_an_unknown_category_or_entry_is_not_found(linked, staff, category):
    for name in ("category", "working", "severity"):
        assert staff.get(f"results_staff.{name}", slug="nonsense").status == 404
    assert category("why", ref="ENT-NOTHERE").status == 404


def test_nobody_signed_out_sees_results(scene, browser):
    assert browser.get("results_staff.categories").heading == "Staff: sign in"


def test_names_are_never_markup(linked, work, session, category):
    linked.entries[2].title = "<b>Bold</b> & Sons"
    work()
    for name in ("category", "working"):
        assert "&lt;b&gt;Bold&lt;/b&gt; &amp; Sons" in category(name).html
    assert "<b>Bold" not in category("why", ref=linked.entries[2].ref).html


def test_a_sheet_that_is_taken_back_counts_no_longer_at_once(linked, work, session, category):
    work()
    sheet, _ = linked.sheets[linked.entries[1].ref, linked.members[0].id]
    sheet.state = SheetState.STARTED
    session.commit()
    page = category()
    assert "being worked out again" in page.text
    assert session.query(Fit).count() == 1

"""The staff page of pictures: every picture beside the table of the same figures, in few statements and little text."""

from __future__ import annotations

import pytest

from awards.panels.lifecycle import AssignmentState
from awards.results import fit_jobs
from awards.results.pictures_page import names_drawn, pictures_page
from awards.results.queries import board_of
from tests.results.conftest import AFTER_JUDGING, DURING_JUDGING


@pytest.fixture
def fitted(linked, session):
    session.commit()
    fit_jobs.fit_due(session, AFTER_JUDGING)
    session.commit()
    return linked


@pytest.fixture
def page(fitted, session, clock):
    def make(number=1):
        board = board_of(session, fitted.scene.season(session), "practice", now=clock())
        return pictures_page(board, names_drawn(session, board, board.titles), number=number)

    return make


def texts(picture, kind):
    return [one.text for group in picture.written if group.kind == kind for one in group.words]


def cells(page, table):
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
            for row in page.soup.select(f"#{table} tbody tr")]  # fmt: skip


def test_the_table_of_scores_has_the_entries_and_words_of_the_picture(page):
    made = page()
    assert texts(made.scores, "name") == [f"{line.rank}  {line.title}" for line in made.lines]
    assert texts(made.scores, "said") == [line.band.lower() for line in made.lines]
    assert [one.kind for one in made.scores.strokes if one.kind in {"line", "range", "raw"}] == ["line", "range", "raw"]


def test_the_table_of_totals_has_the_figures_of_the_picture(page):
    made = page()
    shown = sorted(int(text) for kind in ("figure", "figure-light") for text in texts(made.totals, kind))
    listed = sorted(int(float(total) + 0.5) for line in made.given for _, total in line.given)
    assert (shown, len(listed)) == (listed, 24)
    strictest = [line.name for line in made.judges]
    assert texts(made.totals, "judge")[: len(strictest)] == strictest


def test_the_table_of_severities_names_the_judges_of_the_picture_in_its_order(page):
    made = page()
    assert texts(made.severity, "name") == [line.name for line in made.judges]
    assert [text != "as the panel" for text in texts(made.severity, "said")] == [line.differs for line in made.judges]


def test_bars_and_their_table_are_of_the_same_counts(page):
    made = page()
    for spread in made.spreads:
        assert texts(spread.picture, "count") == [str(figure) for figure in spread.figures if figure]
        assert sum(spread.figures) == 24


def test_missing_aside_and_unable_are_named_and_never_nought(fitted, session, page):
    entry = fitted.entries[0]
    missing, aside, unable = fitted.another(), fitted.another(), fitted.another()
    fitted.sheet(entry, missing, None)
    fitted.sheet(entry, aside, (0, 0))
    fitted.interest(entry, aside)
    fitted.sheet(entry, unable, (0, 0), state=AssignmentState.ABSTAINED, abstained_at=AFTER_JUDGING)
    session.commit()
    line = next(one for one in page().given if one.ref == entry.ref)
    assert (line.missing, line.aside, line.unable) == ([missing.user.name], [aside.user.name], [unable.user.name])
    assert len(line.given) == 3


def test_staff_see_every_picture_with_its_figures(fitted, staff):
    page = staff.get("results_staff.pictures", slug="practice")
    assert [svg.select_one("title").get_text() for svg in page.soup.select("svg.picture__drawing")] == [
        "Scores of the entries, best first", "Totals that each judge gave each entry", "How strictly each judge marks",
        "Skill", "Effect",
    ]  # fmt: skip
    assert [len(cells(page, one)) for one in ("scores-figures", "totals-figures", "severity-figures")] == [8, 8, 4]
    assert page.soup.select("[style]") == []


def test_a_season_whose_scores_are_not_adjusted_has_plain_averages_alone(scene, staff, session):
    scene.entry("Ada", (4, 4), (3, 3))
    scene.entry("Bo", (2, 2), (1, 1))
    session.commit()
    fit_jobs.fit_due(session, AFTER_JUDGING)
    session.commit()
    page = staff.get("results_staff.pictures", slug="practice")
    assert [row[1:4] for row in cells(page, "scores-figures")] == [["Ada", "70.0", "–"], ["Bo", "30.0", "–"]]
    assert page.soup.select("#severity-figures") == []


def test_nothing_is_drawn_before_the_order_may_be_seen(fitted, staff, clock):
    clock.set(DURING_JUDGING)
    assert staff.get("results_staff.pictures", slug="practice").status == 409


def test_a_category_without_scores_says_so(scene, staff):
    page = staff.get("results_staff.pictures", slug="practice")
    assert "No entry has enough scores to be drawn." in page.text
    assert page.soup.select("svg.picture__drawing") == []


def test_the_page_costs_few_statements(fitted, staff, statements):
    assert statements.of(lambda: staff.get("results_staff.pictures", slug="practice")) <= 10


def test_many_entries_come_in_pages_of_fifty_that_stay_small(scene, staff, session):
    for number in range(120):
        scene.entry(f"An entry with a long name, number {number}", (number % 6, 3), (3, number % 5), (2, 4))
    session.commit()
    fit_jobs.fit_due(session, AFTER_JUDGING)
    session.commit()
    page = staff.get("results_staff.pictures", slug="practice", page=2)
    assert len(page.text.encode()) < 75_000
    assert (len(cells(page, "scores-figures")), "The pictures above show 50 of 120 entries." in page.text) == (50, True)

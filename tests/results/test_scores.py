"""The one reading of what counts, and that it stays quick with many entries."""

from __future__ import annotations

from fractions import Fraction

import pytest
from sqlalchemy import insert

from awards.core.references import new_reference
from awards.judging.lifecycle import SheetState
from awards.judging.models import Score, ScoreSheet
from awards.panels.lifecycle import AssignmentState
from awards.panels.models import Assignment
from awards.results.fit_jobs import fit_due
from awards.results.queries import LIVE, category_of
from awards.results.scores import scores_of, scores_of_season
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry
from awards.screening.queries import entries_of_category
from tests.factories import PanelFactory, PanelMemberFactory
from tests.factories.judging import MADE
from tests.results.conftest import AFTER_JUDGING


@pytest.fixture
def scores(scene, session):
    def read():
        session.commit()
        category = category_of(session, scene.season(session), "practice")
        return scores_of(session, category, entries_of_category(session, category.id, states=LIVE))

    return read


def test_totals_are_exact_and_by_judge(scene, scores):
    ada = scene.entry("Ada", (3, 4), (1, 2))
    scene.skill.weight, scene.effect.weight = 1, 2
    found = scores().totals
    by_judge = {one.judge: (one.entry, one.value, one.tie_points) for one in found}
    assert by_judge == {
        scene.members[0].user.ref: (ada.ref, Fraction(220, 3), 4),
        scene.members[1].user.ref: (ada.ref, Fraction(100, 3), 2),
    }


def test_every_kind_of_reading_is_told_apart_and_none_is_nought(scene, scores):
    ada = scene.entry("Ada", (4, 4), (4, 4), None)
    scene.sheet(ada, scene.another(), (4, None))
    scene.sheet(ada, scene.another(), (0, 0), state=AssignmentState.REMOVED)
    scene.sheet(ada, scene.another(), (0, 0), state=AssignmentState.PLANNED)
    scene.sheet(ada, scene.another(), (0, 0), state=AssignmentState.RECUSED, recused_at=MADE)
    scene.sheet(ada, scene.another(), (0, 0), state=AssignmentState.ABSTAINED, abstained_at=MADE)
    scene.interest(ada, scene.another())
    (standing,) = scores().standings
    assert (standing.mean, standing.asked, standing.counted, standing.missing) == (80, 4, 2, 2)
    assert (standing.recused, standing.abstained) == (2, 1)


def test_an_interest_is_of_the_person_on_whatever_panel_it_was_declared(scene, scores):
    ada = scene.entry("Ada", (0, 0), (4, 4), (4, 4))
    elsewhere = PanelMemberFactory(panel=PanelFactory(name="Two"), user=scene.members[0].user)
    scene.interest(ada, elsewhere)
    (standing,) = scores().standings
    assert (standing.mean, standing.recused, standing.counted) == (80, 1, 2)


def test_who_sits_on_two_panels_reads_an_entry_once(scene, scores):
    ada = scene.entry("Ada", (4, 4), (4, 4))
    again = PanelMemberFactory(panel=PanelFactory(name="Two"), user=scene.members[0].user)
    scene.sheet(ada, again, None)
    (standing,) = scores().standings
    assert (standing.mean, standing.asked, standing.counted) == (80, 2, 2)


def test_a_withdrawn_entry_is_nowhere(scene, scores):
    scene.entry("Ada", (4, 4), (4, 4), state=EntryState.WITHDRAWN)
    found = scores()
    assert (found.entries, found.sheets, found.totals) == ((), (), ())


def test_the_digest_moves_with_scores_weights_and_readings_asked_and_with_nothing_else(scene, scores, session):
    ada = scene.entry("Ada", (4, 4), (4, 4))
    first = scores().sha256
    ada.title = "Another name"
    assert scores().sha256 == first
    seen = {first}
    scene.sheet(ada, scene.members[2], None)
    seen.add(scores().sha256)
    scene.skill.weight, scene.effect.weight = 40, 60
    seen.add(scores().sha256)
    scene.category.season.shortlist_max = 2
    seen.add(scores().sha256)
    assert len(seen) == 4


def test_a_category_costs_one_statement_and_a_season_two(scene, scores, session, statements):
    scene.entry("Ada", (4, 4), (4, 4))
    scores()
    category = category_of(session, scene.season(session), "practice")
    entries = entries_of_category(session, category.id)
    assert statements.of(lambda: scores_of(session, category, entries)) == 1
    assert statements.of(lambda: scores_of_season(session, [category])) == 2


def many(scene, session, entries, judges=20):
    """Fill the category: each entry read by three judges in turn."""
    members = [scene.another() for _ in range(judges)]
    session.flush()
    session.execute(insert(Entry), [
        {"ref": new_reference("ENT"), "category_id": scene.category.id, "title": f"Alexandra Winterbourne-Okonkwo {at}",
         "state": EntryState.IN_JUDGING, "by_organiser": True, "admitted_at": MADE, "place": "Some borough council",
         "stamped_by": "USR-STAMPED"}
        for at in range(entries)
    ])  # fmt: skip
    refs = [one.id for one in entries_of_category(session, scene.category.id)]
    pairs = [(entry, members[(at * 7 + place * (1 + at % 5)) % judges].id)
             for at, entry in enumerate(refs) for place in range(3)]  # fmt: skip
    session.execute(insert(Assignment), [
        {"member_id": member, "entry_id": entry, "state": AssignmentState.RELEASED, "position": at, "made_at": MADE}
        for at, (entry, member) in enumerate(pairs)
    ])  # fmt: skip
    made = [one.id for one in session.query(Assignment.id).order_by(Assignment.id)]
    session.execute(insert(ScoreSheet), [
        {"assignment_id": one, "state": SheetState.COMPLETE, "version": 1, "overall": "", "saved_at": MADE, "turn": 0,
         "completed_at": MADE} for one in made
    ])  # fmt: skip
    sheets = [one.id for one in session.query(ScoreSheet.id).order_by(ScoreSheet.id)]
    session.execute(insert(Score), [
        {"sheet_id": sheet, "criterion_id": criterion, "points": (sheet * step + sheet // 3) % 6, "comment": ""}
        for sheet in sheets for criterion, step in ((scene.skill.id, 1), (scene.effect.id, 2))
    ])  # fmt: skip
    session.commit()


@pytest.fixture
def three_hundred(scene, session):
    many(scene, session, 300)


def test_the_page_of_a_category_of_three_hundred_is_small_and_asks_little(
    scene, session, staff, statements, three_hundred
):
    fit_due(session, AFTER_JUDGING)
    staff.get("results_staff.category", slug="practice")
    page = staff.get("results_staff.category", slug="practice")
    assert len(page.soup.select("#standings tbody tr")) == 301
    number = statements.of(lambda: staff.get("results_staff.category", slug="practice"))
    size = len(page.html.encode())
    assert (number <= 10, size <= 150_000) == (True, True), (number, size, list(statements))


def test_the_working_of_three_hundred_asks_little_too(scene, session, staff, statements, three_hundred):
    fit_due(session, AFTER_JUDGING)
    page = staff.get("results_staff.working", slug="practice")
    number = statements.of(lambda: staff.get("results_staff.working", slug="practice"))
    assert (len(page.soup.select("#working tbody tr")), number <= 10) == (301, True), (number, list(statements))


def test_five_thousand_entries_take_few_statements(scene, session, statements):
    many(scene, session, 5000, judges=200)
    category = category_of(session, scene.season(session), "practice")
    statements.clear()
    found = scores_of_season(session, [category])["practice"]
    assert len(statements) <= 6, list(statements)
    assert (len(found.totals), len(found.standings), len(found.sha256)) == (15_000, 5_000, 64)

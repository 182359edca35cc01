"""Staff pages of results."""

from awards.core.actor import Audience, Role
from awards.results.models import DecisionKind
from awards.results.queries import board_of
from awards.screening.lifecycle import EntryState
from tests.factories import CategoryFactory, EntryFactory, StaffFactory
from tests.results.conftest import DURING_JUDGING


def rows(page, table):
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        for row in page.soup.select(f"#{table} tbody tr")
    ]


def test_the_overview_says_how_far_every_category_is(scene, staff, session):
    scene.entry("Ada", (4, 4), None)
    CategoryFactory(season=scene.category.season, name="Honour", nominated=False)
    session.commit()
    page = staff.get("results_staff.categories")
    assert rows(page, "categories") == [
        ["Practice award", "1", "1 of 2", "Not decided", "Not decided"],
        ["Honour", "0", "Not scored", "None needed", "Not decided"],
    ]


def test_no_order_shows_while_judges_score(scene, staff, session, clock):
    scene.entry("Ada", (4, 4))
    session.commit()
    clock.set(DURING_JUDGING)
    page = staff.get("results_staff.category", slug="practice")
    assert "nobody is swayed" in page.text
    assert ("80.0" in page.html, "standings" in page.html) == (False, False)
    assert staff.get("results_staff.shortlist", slug="practice").status == 409


def test_the_standings_say_everything_the_panel_needs(scene, staff, session):
    ada = scene.entry("Ada", (5, 5), (3, 5))
    ben = scene.entry("Ben", (4, 4), None)
    cy = scene.entry("Cy", None)
    scene.interest(ada, scene.members[2])
    session.commit()
    page = staff.get("results_staff.category", slug="practice")
    assert rows(page, "standings") == [
        ["1", f"Ada {ada.ref}", "88.0", "76.0 to 100.0", "2 of 2 sheets in", "5.0", "In judging",
         "Judges differ on: Skill (3 to 5). 1 judge has stood aside and is left out."],
        ["2", f"Ben {ben.ref}", "80.0", "80.0 to 80.0", "1 of 2 sheets in, 1 missing", "4.0", "In judging", ""],
    ]  # fmt: skip
    assert f"Cy ({cy.ref}): 0 of 1 sheets in, 1 missing." in page.text


def test_a_tie_is_said_plainly(scene, staff, session):
    scene.entry("Ada", (4, 4))
    scene.entry("Ben", (4, 4))
    session.commit()
    page = staff.get("results_staff.category", slug="practice")
    assert [(row[0], row[-1]) for row in rows(page, "standings")] == [
        ("1=", "Equal even by the tie criterion: the panel decides.")
    ] * 2


def test_a_shortlist_is_recorded_as_drawn(scene, staff, session, clock):
    best, other = scene.entry("Ada", (5, 5)), scene.entry("Ben", (1, 1))
    session.commit()
    page = staff.get("results_staff.shortlist", slug="practice").submit("Record the shortlist", entries=[best.ref])
    assert page.heading == "Practice award"
    assert "The shortlist is decided" in page.text
    session.rollback()
    session.expire_all()
    assert (best.state, other.state) == (EntryState.FINALIST, EntryState.NOT_SHORTLISTED)


def test_a_departure_without_a_reason_comes_back_with_what_was_ticked(scene, staff, session):
    scene.entry("Ada", (5, 5))
    other = scene.entry("Ben", (1, 1))
    session.commit()
    page = staff.get("results_staff.shortlist", slug="practice").submit("Record the shortlist", entries=[other.ref])
    assert (page.status, page.errors) == (422, ["Say why the shortlist departs from the order of the scores"])
    assert [box["value"] for box in page.soup.select("input[name=entries][checked]")] == [other.ref]


def test_the_wrong_number_of_finalists_is_refused(scene, staff, session):
    entries = [scene.entry(f"Entry {number}", (4, 4)) for number in range(4)]
    session.commit()
    form = staff.get("results_staff.shortlist", slug="practice")
    page = form.submit("Record the shortlist", entries=[one.ref for one in entries], reason="All.")
    assert (page.status, page.errors) == (422, ["Choose between 1 and 3 finalists"])


def test_two_who_decide_at_once_see_each_other_and_lose_no_words(scene, staff, session, clock):
    ada, ben = scene.entry("Ada", (5, 5)), scene.entry("Ben", (1, 1))
    session.commit()
    slower = staff.get("results_staff.shortlist", slug="practice")
    staff.get("results_staff.shortlist", slug="practice").submit("Record", entries=[ada.ref], reason="First reason.")
    page = slower.submit("Record", entries=[ben.ref], reason="Second reason.")
    assert page.status == 409
    assert ("First reason." in page.text, "Second reason." in page.text) == (True, True)
    assert page.submit("Record").status == 200
    board = board_of(session, scene.season(session), "practice", now=clock())
    assert [one.reason for one in board.decisions] == ["Second reason.", "First reason."]


def test_winners_are_recorded_with_their_reason(scene, staff, session, clock):
    ada = scene.entry("Ada", (5, 5), state=EntryState.FINALIST)
    ben = scene.entry("Ben", (4, 4), state=EntryState.FINALIST)
    session.commit()
    form = staff.get("results_staff.winners", slug="practice")
    empty = form.submit("Record the decision", reason="A long reason.")
    assert (empty.status, empty.errors) == (422, ["Choose at least one winner, or say that the award is withheld"])
    page = empty.submit("Record the decision", winners=[ada.ref, ben.ref])
    assert page.status == 200
    decision = board_of(session, scene.season(session), "practice", now=clock()).latest(DecisionKind.WINNERS)
    assert (sorted(decision.decided_order), decision.reason) == (sorted([ada.ref, ben.ref]), "A long reason.")


def test_an_award_is_withheld_by_saying_so(scene, staff, session, clock):
    scene.entry("Ada", (5, 5), state=EntryState.FINALIST)
    session.commit()
    page = staff.get("results_staff.winners", slug="practice").submit("Record", withhold="y", reason="None was ready.")
    assert "Award withheld" in page.text


def test_an_award_without_nominations_asks_who_took_part(scene, staff, session):
    honour = CategoryFactory(season=scene.category.season, slug="honour", name="Honour", nominated=False)
    entry = EntryFactory(category=honour, by_organiser=True, title="Rosa Lind")
    session.commit()
    form = staff.get("results_staff.category", slug="honour").click("Choose the winners")
    page = form.submit("Record", winners=[entry.ref], reason="Thirty years.")
    assert (page.status, page.errors) == (422, ["Say who took part and the interests they declared"])
    assert page.submit("Record", taking_part="The trustees.").status == 200


def test_those_who_may_only_read_decide_nothing(scene, browser, session):
    ada = scene.entry("Ada", (5, 5))
    reader = StaffFactory(role=Role.READ_ONLY)
    session.commit()
    browser.sign_in(Audience.STAFF, reader.ref)
    assert browser.get("results_staff.category", slug="practice").status == 200
    page = browser.get("results_staff.shortlist", slug="practice").submit("Record", entries=[ada.ref])
    assert page.status == 403


def test_an_unknown_category_is_not_found(scene, staff):
    assert staff.get("results_staff.category", slug="nonsense").status == 404


def test_nobody_signed_out_sees_results(scene, browser):
    assert browser.get("results_staff.categories").heading == "Sign in"


def test_where_the_panel_decides_ties_at_once_the_criterion_does_not(scene, staff, session):
    ada, ben = scene.entry("Ada", (5, 0)), scene.entry("Ben", (3, 3))
    ada_first = sorted([ada.ref, ben.ref])[0] == ada.ref
    session.commit()
    page = staff.get("results_staff.category", slug="practice")
    assert [(row[1][:3], row[5]) for row in rows(page, "standings")] == [("Ben", "3.0"), ("Ada", "0.0")]
    scene.category.season.judging = {"ties": ["panel"]}
    session.commit()
    page = staff.get("results_staff.category", slug="practice")
    assert [(row[0], row[5], row[-1].split(".")[-2].strip()) for row in rows(page, "standings")] == [
        ("1=", "–", "Equal mean: the panel decides"), ("1=", "–", "Equal mean: the panel decides"),
    ]  # fmt: skip
    assert rows(page, "standings")[0][1].startswith("Ada") == ada_first


def test_a_change_of_the_weights_is_a_change_of_the_totals(scene, staff, session):
    scene.entry("Ada", (5, 0))
    session.commit()
    assert rows(staff.get("results_staff.category", slug="practice"), "standings")[0][2] == "60.0"
    scene.skill.weight, scene.effect.weight = 30, 70
    session.commit()
    assert rows(staff.get("results_staff.category", slug="practice"), "standings")[0][2] == "30.0"

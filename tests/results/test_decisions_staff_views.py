"""Staff pages on which shortlists and winners are decided, and departures confirmed by a second person."""

import pytest

from awards.core.actor import Audience, Role
from awards.results.deciding import DEPARTURE_WORDS
from awards.results.models import DecisionKind, DepartureKind
from awards.results.queries import board_of
from awards.screening.lifecycle import EntryState
from tests.factories import CategoryFactory, EntryFactory, StaffFactory

SHORT = "Say why in 40 characters or more: a departure from the scores must be understood later"
KIND = "Choose why you depart from the order of the scores"
NAMES = "Say who took part and the interests they declared"
WORDS = {
    "reason": "The panel heard of work that the judges had not read about.",
    "departure": "new_fact",
    "taking_part": "Rosa Lind and Tom Ely; no ties.",
}


def rows(page, table):
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]
        for row in page.soup.select(f"#{table} tbody tr")
    ]


def test_a_shortlist_is_recorded_as_drawn(scene, staff, session, clock):
    best, other = scene.entry("Ada", (5, 5), (5, 5)), scene.entry("Ben", (1, 1), (1, 1))
    session.commit()
    page = staff.get("results_staff.shortlist", slug="practice").submit("Record the shortlist", entries=[best.ref])
    assert page.heading == "Practice award"
    assert "The shortlist is decided" in page.text
    session.rollback()
    session.expire_all()
    assert (best.state, other.state) == (EntryState.FINALIST, EntryState.NOT_SHORTLISTED)


def test_a_departure_without_words_comes_back_beside_the_order_of_the_scores(scene, staff, session):
    scene.entry("Ada", (5, 5), (5, 5))
    other = scene.entry("Ben", (1, 1), (1, 1))
    session.commit()
    page = staff.get("results_staff.shortlist", slug="practice").submit("Record the shortlist", entries=[other.ref])
    assert (page.status, page.errors) == (422, [SHORT, KIND, NAMES])
    assert [box["value"] for box in page.soup.select("input[name=entries][checked]")] == [other.ref]
    assert rows(page, "orders") == [["1", "Ada", "Ben"], ["2", "Ben", "–"]]
    assert "Ben (place 2) is shortlisted. Ada (place 1) is not shortlisted." in page.text


def test_the_wrong_number_of_finalists_is_refused(scene, staff, session):
    entries = [scene.entry(f"Entry {number}", (4, 4), (4, 4)) for number in range(4)]
    session.commit()
    form = staff.get("results_staff.shortlist", slug="practice")
    page = form.submit("Record the shortlist", entries=[one.ref for one in entries], reason="All.")
    assert (page.status, page.errors) == (422, ["Choose between 1 and 3 finalists"])


def test_two_who_decide_at_once_see_each_other_and_lose_no_words(scene, staff, session, clock):
    ada, ben = scene.entry("Ada", (5, 5), (5, 5)), scene.entry("Ben", (1, 1), (1, 1))
    session.commit()
    slower = staff.get("results_staff.shortlist", slug="practice")
    staff.get("results_staff.shortlist", slug="practice").submit("Record", entries=[ada.ref], reason="First reason.")
    page = slower.submit("Record", entries=[ben.ref], **WORDS)
    assert page.status == 409
    assert ("First reason." in page.text, WORDS["reason"] in page.text) == (True, True)
    assert page.submit("Record").status == 200
    board = board_of(session, scene.season(session), "practice", now=clock())
    assert [one.reason for one in board.decisions] == [WORDS["reason"], "First reason."]


def test_winners_are_recorded_with_their_reason(scene, staff, session, clock):
    ada = scene.entry("Ada", (5, 5), (5, 5), state=EntryState.FINALIST)
    ben = scene.entry("Ben", (4, 4), (4, 4), state=EntryState.FINALIST)
    session.commit()
    form = staff.get("results_staff.winners", slug="practice")
    empty = form.submit("Record the decision", reason="A long reason.")
    assert (empty.status, empty.errors) == (422, ["Choose at least one winner, or say that the award is withheld"])
    page = empty.submit("Record the decision", winners=[ada.ref, ben.ref])
    assert page.status == 200
    decision = board_of(session, scene.season(session), "practice", now=clock()).latest(DecisionKind.WINNERS)
    assert (sorted(decision.decided_order), decision.reason) == (sorted([ada.ref, ben.ref]), "A long reason.")


def test_an_award_is_withheld_by_saying_so(scene, staff, session, clock):
    scene.entry("Ada", (5, 5), (5, 5), state=EntryState.FINALIST)
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


def test_a_departure_waits_on_its_page_beside_the_order_of_the_scores(scene, staff, session, clock):
    ada, ben = scene.entry("Ada", (5, 5), (5, 5)), scene.entry("Ben", (1, 1), (1, 1))
    session.commit()
    page = staff.get("results_staff.shortlist", slug="practice").submit("Record", entries=[ben.ref], **WORDS)
    assert page.heading == "A departure from the scores: shortlist of the Practice award"
    assert "It moves nothing until a second person confirms it." in page.text
    assert rows(page, "orders") == [["1", "Ada", "Ben"], ["2", "Ben", "–"]]
    assert [term.get_text() for term in page.soup.select("dt")] == [
        "Why, in kind", "Reason", "Who took part", "Recorded by", "Recorded at",
    ]  # fmt: skip
    assert DEPARTURE_WORDS[DepartureKind.NEW_FACT] in page.text
    session.rollback()
    session.expire_all()
    assert (ada.state, ben.state) == (EntryState.IN_JUDGING, EntryState.IN_JUDGING)


@pytest.fixture
def waiting(scene, staff, session):
    """Ben is to be shortlisted before Ada; the first of staff recorded it."""
    entries = scene.entry("Ada", (5, 5), (5, 5)), scene.entry("Ben", (1, 1), (1, 1))
    session.commit()
    staff.get("results_staff.shortlist", slug="practice").submit("Record", entries=[entries[1].ref], **WORDS)
    session.rollback()
    return entries


@pytest.fixture
def other(another_browser, scene, session):
    person = StaffFactory(name="Una Marsh")
    session.commit()
    return another_browser.sign_in(Audience.STAFF, person.ref)


def test_nobody_confirms_their_own_departure(staff, waiting):
    page = staff.get("results_staff.second", slug="practice", settles="shortlist")
    assert "You decided this yourself." in page.text
    page = page.submit("Record my answer", answer="confirm")
    assert (page.status, page.errors) == (
        409, ["You decided this yourself. Another member of staff, or the panel’s chair, must confirm it."],
    )  # fmt: skip


def test_another_person_confirms_and_it_holds(staff, other, waiting, session):
    page = other.get("results_staff.category", slug="practice").click("Read and answer it")
    assert page.submit("Record my answer").errors == ["Choose whether you confirm the decision or refuse it"]
    page = page.submit("Record my answer", answer="confirm")
    assert page.heading == "Practice award"
    assert "The decision holds from now on" in page.text
    session.expire_all()
    assert [one.state for one in waiting] == [EntryState.NOT_SHORTLISTED, EntryState.FINALIST]
    assert "Una Marsh" in page.text
    assert staff.get("results_staff.second", slug="practice", settles="shortlist").status == 404


def test_another_person_refuses_with_a_reason_and_nothing_moves(other, waiting, session):
    page = other.get("results_staff.second", slug="practice", settles="shortlist")
    page = page.submit("Record my answer", answer="refuse")
    assert (page.status, page.errors) == (422, ["Say why you refuse it"])
    page = page.submit("Record my answer", reason="The new fact is not proved.")
    assert "Refused. Nothing has changed." in page.text
    session.expire_all()
    assert [one.state for one in waiting] == [EntryState.IN_JUDGING, EntryState.IN_JUDGING]


def test_an_answer_to_an_earlier_departure_is_not_taken_for_a_later_one(staff, other, waiting, session):
    stale = other.get("results_staff.second", slug="practice", settles="shortlist")
    staff.get("results_staff.second", slug="practice", settles="shortlist").submit(
        "Record", answer="refuse", reason="I ticked the wrong one."
    )
    form = staff.get("results_staff.shortlist", slug="practice")
    form.submit(
        "Record", entries=[waiting[1].ref], **(WORDS | {"reason": "A reason that is quite as long as the first one."})
    )
    page = stale.submit("Record my answer", answer="refuse", reason="Kept words.")
    assert (page.status, "Another decision waits now" in page.text, "Kept words." in page.text) == (409, True, True)


def test_readers_see_a_waiting_departure_and_cannot_answer(waiting, another_browser, session):
    reader = StaffFactory(role=Role.READ_ONLY)
    session.commit()
    page = another_browser.sign_in(Audience.STAFF, reader.ref).get(
        "results_staff.second", slug="practice", settles="shortlist"
    )
    assert page.status == 200
    assert page.submit("Record my answer", answer="confirm").status == 403


def test_another_winner_than_the_first_waits(scene, staff, session):
    ada = scene.entry("Ada", (5, 5), (5, 5), state=EntryState.FINALIST)
    ben = scene.entry("Ben", (4, 4), (4, 4), state=EntryState.FINALIST)
    session.commit()
    form = staff.get("results_staff.winners", slug="practice")
    page = form.submit("Record the decision", winners=[ben.ref], reason="Ben.")
    assert (page.status, page.errors) == (422, [SHORT, KIND, NAMES])
    page = page.submit("Record the decision", **WORDS)
    assert page.heading == "A departure from the scores: winners of the Practice award"
    session.rollback()
    session.expire_all()
    assert (ada.state, ben.state) == (EntryState.FINALIST, EntryState.FINALIST)

"""The work queue: four lists whose counts agree with them, search, several at once, holds, notes and undo."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from awards.audit.queries import entries_about
from awards.core.actor import Audience, Role
from awards.core.references import new_reference
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Answer, Nomination, Nominee, Submission
from awards.screening.models import Case, Ruling, StaffNote
from tests.factories import AnswerFactory, CategoryFactory, NominatorFactory, NomineeFactory, StaffFactory
from tests.screening.conftest import NOW


@pytest.fixture(autouse=True)
def _after_the_close(clock):
    clock.set(NOW)


def references(page) -> list[str]:
    return [box["value"] for box in page.soup.select("#queue input[name=ref]")]


def tabs(page) -> dict[str, int]:
    links = page.soup.select("nav[aria-label='The four lists'] a")
    words = [" ".join(link.get_text().split()).rpartition(" (") for link in links]
    return {name: int(number.rstrip(")")) for name, _, number in words}


def test_the_old_address_of_the_list_leads_to_the_queue(nomination, staff_browser, worker):
    worker()
    page = staff_browser().open("/staff/nominations?q=amara")
    assert (page.url, references(page)) == ("/staff/queue?q=amara", [nomination.ref])


def test_every_nomination_is_in_one_list_and_the_counts_agree_with_the_lists(
    session, make_nomination, eligible, staff_browser, worker
):
    for state in (NominationState.SUBMITTED, NominationState.WITHDRAWN, NominationState.INELIGIBLE):
        make_nomination(state=state)
    make_nomination(held_because=["trap"])
    eligible()
    make_nomination(state=NominationState.DRAFT, submitted_at=None)
    worker()
    browser = staff_browser()
    page = browser.get("queue_staff.queue")
    assert tabs(page) == {"Needs me": 2, "Waiting for somebody": 0, "On hold": 1, "Done": 2}
    for place, name in (("needs_me", "Needs me"), ("held", "On hold"), ("done", "Done")):
        shown = browser.get("queue_staff.queue", list=place)
        assert len(references(shown)) == tabs(shown)[name]
        assert f"{tabs(shown)[name]} found" in shown.text


def test_a_row_gives_the_one_reason_and_leads_to_the_next_step(nomination, staff_browser, worker):
    worker()
    page = staff_browser().get("queue_staff.queue", q="amara")
    (row,) = page.soup.select("#queue tbody tr")
    assert row.get_text(" ", strip=True) == (
        f"Amara Okafor {nomination.ref} Harbour prize Invented County Council 1 February 2024 Eligible"
        f" Nobody has ruled on it: the rules say eligible Rule on it {nomination.ref}"
    )
    assert page.click("Rule on it").url == f"/staff/nominations/{nomination.ref}?list=needs_me&q=amara"


def test_the_queue_is_narrowed_by_names_words_category_verdict_and_reason(
    session, season, make_nomination, staff_browser, worker
):
    accents = make_nomination(people=0)
    NomineeFactory(nomination=accents, full_name="Zoë Łukasz-O’Brien", employer="100% Council")
    wrote = make_nomination(nominee_knows=None)
    AnswerFactory(nomination=wrote, question_key="q2", text="Only here: 50% of the Lighthouse.")
    elsewhere = make_nomination(category=CategoryFactory(season=season, key="other", rule_ids=["H1"]))
    worker()
    browser = staff_browser()

    def found(**narrowed) -> list[str]:
        return references(browser.get("queue_staff.queue", **narrowed))

    assert found(q="zoe lukasz") == [accents.ref]
    assert found(q="obrien 100") == [accents.ref]
    assert found(q="50% of the lighthouse") == [wrote.ref]
    assert found(q="%") == [wrote.ref]
    assert found(q="_") == []
    assert found(q=wrote.ref.lower()) == [wrote.ref]
    assert found(category="other") == [elsewhere.ref]
    assert found(level="needs-check") == [wrote.ref]
    assert found(reason="rule_check") == [wrote.ref]
    shown = browser.get("queue_staff.queue", reason="rule_check")
    assert tabs(shown)["Needs me"] == 1


@pytest.mark.parametrize("query", ["list=nonsense", "category=nonsense", "level=x", "reason=y", "page=-1", "page=²"])
def test_what_is_not_on_offer_narrows_nothing(nomination, staff_browser, worker, query):
    worker()
    page = staff_browser().open(f"/staff/queue?{query}")
    assert (page.status, references(page)) == (200, [nomination.ref])


def test_next_in_this_list_goes_through_it_and_round(session, make_nomination, staff_browser, worker):
    first, second, third = (make_nomination() for _ in range(3))
    worker()
    page = staff_browser().get("queue_staff.queue", list="needs_me").click("Rule on it")
    assert page.url == f"/staff/nominations/{first.ref}?list=needs_me"
    page = page.submit("Rule on", decision="eligible")
    seen = []
    for _ in range(3):
        page = page.click("Next in this list")
        seen.append(page.url.partition("?")[0].rpartition("/")[2])
    assert seen == [second.ref, third.ref, first.ref]


def test_next_says_when_nothing_else_is_there(nomination, staff_browser, worker):
    worker()
    page = staff_browser().open(f"/staff/queue/next?list=done&after={nomination.ref}")
    assert "Nothing else is in this list" in page.text


# Several at once.


def test_what_the_rules_find_eligible_is_confirmed_at_once_after_a_preview(
    session, make_nomination, staff_browser, worker, counted
):
    fine, doubtful = make_nomination(), make_nomination(nominee_knows=None)
    worker()
    page = staff_browser().get("queue_staff.queue", list="needs_me")
    page = page.submit("Look at what would be done", ref=[fine.ref, doubtful.ref], act="confirm_eligible")
    rows = [row.get_text(" ", strip=True) for row in page.soup.select("#several tbody tr")]
    assert [row.partition("NOM-")[2][8:] for row in rows] == [
        "Rule that they are eligible, as the rules say",
        "Left as it is: Nobody has ruled on it: a person must look.",
    ]
    assert counted(Ruling) == 0
    page = page.submit("Do it")
    assert (page.url, "1 nomination is done" in page.text) == ("/staff/queue?list=needs_me", True)
    session.expire_all()
    assert [session.get_one(Nomination, one.id).state for one in (fine, doubtful)] == ["eligible", "submitted"]


def test_a_ruling_against_somebody_cannot_be_made_for_several(session, make_nomination, staff_browser, worker, counted):
    nomination = make_nomination(people=2)
    worker()
    browser = staff_browser()
    page = browser.open(f"/staff/queue/several?act=confirm_eligible&ref={nomination.ref}")
    token = page.soup.find("input", attrs={"name": "csrf_token"})["value"]
    sent = {"csrf_token": [token], "ref": [nomination.ref]}
    page = browser.open("/staff/queue/several?act=confirm_eligible", post=sent)
    assert f"0 nominations are done; changed meanwhile: {nomination.ref}" in page.text
    assert counted(Ruling) == 0
    assert browser.open("/staff/queue/several?act=rule_ineligible").status == 400


def test_several_are_put_on_hold_and_taken_off_and_what_was_typed_is_kept(
    session, make_nomination, staff_browser, worker
):
    nominations = [make_nomination() for _ in range(2)]
    worker()
    refs = [one.ref for one in nominations]
    browser = staff_browser()
    page = browser.get("queue_staff.queue", list="needs_me").submit("Look at", ref=refs, act="park")
    page = page.submit("Do it")
    assert page.errors == ["Enter why it is put on hold"]
    page = page.submit("Do it", because="Half-term.", until="2024-03-04")
    assert "2 nominations are done" in page.text
    held = browser.get("queue_staff.queue", list="held")
    assert references(held) == refs
    held.submit("Look at", ref=refs, act="unpark").submit("Do it")
    assert tabs(browser.get("queue_staff.queue")) == {
        "Needs me": 2, "Waiting for somebody": 0, "On hold": 0, "Done": 0,
    }  # fmt: skip


def test_a_hold_of_several_is_undone_with_one_press(session, make_nomination, staff_browser, worker):
    nominations = [make_nomination() for _ in range(3)]
    worker()
    refs = [one.ref for one in nominations]
    page = staff_browser().get("queue_staff.queue", list="needs_me").submit("Look at", ref=refs[:2], act="park")
    page = page.submit("Do it", because="Half-term.").submit("Undo")
    assert (page.url, "2 nominations are done" in page.text) == ("/staff/queue?list=needs_me", True)
    assert tabs(page)["On hold"] == 0
    trail = [[one.tag for one in entries_about(session, ref) if one.tag.startswith("case.")] for ref in refs]
    assert trail == [["case.parked", "case.unparked"], ["case.parked", "case.unparked"], []]


@pytest.mark.parametrize(
    ("act", "words"),
    [
        ("confirm_eligible", "take each ruling back on the page of its nomination"),
        ("send_notices", "This cannot be undone"),
        ("unpark", "This is not undone at one press"),
        ("park", None),
    ],
)
def test_the_preview_says_what_cannot_be_undone_at_one_press(nomination, staff_browser, worker, act, words):
    worker()
    text = staff_browser().open(f"/staff/queue/several?act={act}&ref={nomination.ref}").text
    assert (words in text) if words else ("undone" not in text)


def test_notices_are_sent_for_several(session, eligible, staff_browser, worker):
    untold, told = eligible(told=False), eligible()
    worker()
    page = staff_browser().get("queue_staff.queue", list="needs_me")
    page = page.submit("Look at", ref=[untold.ref, told.ref], act="send_notices")
    assert "Left as it is: Everybody has had a notice" in page.text
    assert "1 nomination is done" in page.submit("Do it").text


# Holds, notes and undo on the page of a nomination.


def test_a_hold_is_undone_with_one_press(session, nomination, staff_browser, worker, clock):
    worker()
    browser = staff_browser()
    page = browser.get("screening_staff.nomination", ref=nomination.ref).click("Put it on hold")
    page = page.submit("Put it on hold", because="Ask Kit.", until="2024-03-04")
    assert "On hold until 4 March 2024: Ask Kit." in page.text
    page = page.submit("Undo")
    assert "Needs me: Nobody has ruled on it" in page.text


def test_a_hold_ends_by_itself(session, nomination, staff_browser, worker, clock):
    worker()
    page = staff_browser().get("queue_staff.park", ref=nomination.ref)
    page.submit("Put it on hold", because="Ask Kit.", until="2024-02-27")
    assert worker(NOW + timedelta(hours=1)) == 0
    assert worker(NOW + timedelta(days=1)) == 1
    assert session.get_one(Case, nomination.id).reason == "rule_eligible"


def test_notes_are_private_counted_taken_out_by_whoever_wrote_them_and_put_back(
    session, nomination, staff_browser, another_browser, worker
):
    worker()
    browser = staff_browser()
    page = browser.get("screening_staff.nomination", ref=nomination.ref).click("Write a private note")
    assert page.submit("Keep the note").errors == ["Write the note"]
    page = page.submit("Keep the note", text="Kit knows her manager.")
    assert "Kit knows her manager." in page.text
    (row,) = browser.get("queue_staff.queue").soup.select("#queue tbody tr")
    assert row.select("td")[-1].get_text(strip=True) == "1"

    other = StaffFactory()
    session.commit()
    theirs = another_browser.sign_in(Audience.STAFF, other.ref).get("screening_staff.nomination", ref=nomination.ref)
    assert ("Kit knows her manager." in theirs.text, "Take this note out" in theirs.text) == (True, False)

    page = page.submit("Take this note out")
    assert "Kit knows her manager." not in page.text
    assert "Kit knows her manager." in page.submit("Undo").text


def test_nobody_takes_out_somebody_elses_note(session, nomination, staff_browser, worker):
    worker()
    browser = staff_browser()
    note = StaffNote(ref="NTE-ELSE", nomination_id=nomination.id, text="Mine.", written_by="USR-ELSE", written_at=NOW)
    session.add(note)
    page = browser.get("queue_staff.note", ref=nomination.ref)
    token = page.soup.find("input", attrs={"name": "csrf_token"})["value"]
    path = f"/staff/queue/{nomination.ref}/notes/NTE-ELSE/remove"
    assert browser.open(path, post={"csrf_token": [token]}).status == 409


def test_whoever_may_only_read_reads(nomination, staff_browser, worker):
    worker()
    browser = staff_browser(Role.READ_ONLY)
    assert references(browser.get("queue_staff.queue")) == [nomination.ref]
    page = browser.get("screening_staff.nomination", ref=nomination.ref)
    assert "Put it on hold" not in page.text


# Five thousand.


def many(session, category, number: int) -> None:
    """Make nominations in bulk, each with two people and three long answers."""
    nominator = NominatorFactory()
    ids = range(10_000, 10_000 + number)
    sent = {"state": "submitted", "submitted_at": NOW - timedelta(days=9), "started_at": NOW, "version": 1}
    common = {"season_id": category.season_id, "category_id": category.id, "nominator_id": nominator.id, **sent}
    session.execute(insert(Nomination), [{"id": one, "ref": new_reference("NOM"), **common} for one in ids])
    people = [
        {"ref": new_reference("NEE"), "nomination_id": one, "position": place, "employer": "Invented County Council",
         "full_name": f"Bartholomew Featherstonehaugh-{one} the {place}"}
        for one in ids for place in (1, 2)
    ]  # fmt: skip
    session.execute(insert(Nominee), people)
    text = "She listened, and things changed for a family. " * 30
    for key in ("q1", "q2", "q3"):
        session.execute(insert(Answer), [
            {"nomination_id": one, "question_key": key, "kept_from": "", "saved_at": NOW, "version": 1,
             "text": f"{text} Word{one}."} for one in ids
        ])  # fmt: skip
    session.execute(insert(Submission), [
        {"nomination_id": one, "number": 1, "submitted_at": NOW, "content": []} for one in ids
    ])  # fmt: skip
    session.execute(insert(Case), [
        {"nomination_id": one, "season_id": category.season_id, "place": "needs_me", "reason": "rule_check",
         "since": NOW, "level": "needs-check", "looked_at": NOW, "number": 1, "seen": 0,
         "names": f"bartholomew featherstonehaugh {one} | invented county council"} for one in ids
    ])  # fmt: skip


def test_five_thousand_open_with_few_statements_and_few_bytes(session, category, staff_browser, statements):
    many(session, category, 5_000)
    browser = staff_browser()
    for endpoint, values in (
        ("queue_staff.queue", {"list": "needs_me"}),
        ("queue_staff.queue", {"list": "needs_me", "page": 70}),
        ("queue_staff.queue", {"list": "needs_me", "q": "featherstonehaugh"}),
        ("queue_staff.queue", {"list": "needs_me", "q": "word14999"}),
        ("screening_staff.season", {}),
    ):
        statements.clear()
        page = browser.get(endpoint, **values)
        assert (page.status, len(statements) <= 8, len(page.html.encode()) <= 100_000) == (200, True, True), values
    found = browser.get("queue_staff.queue", q="word14999")
    assert len(references(found)) == 1


def test_pages_of_the_queue_cost_the_same_however_much_is_in_it(
    session, category, make_nomination, staff_browser, statements, worker
):
    make_nomination()
    worker()
    browser = staff_browser()
    one = statements.of(lambda: browser.get("queue_staff.queue"))
    for _ in range(3):
        make_nomination()
    worker()
    assert statements.of(lambda: browser.get("queue_staff.queue")) == one


def test_every_case_is_of_a_nomination_that_was_sent(session, make_nomination, worker):
    make_nomination()
    make_nomination(state=NominationState.DRAFT, submitted_at=None)
    worker()
    assert len(session.scalars(select(Case)).all()) == 1

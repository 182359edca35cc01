"""Staff record answers, adults' answers and deaths, put people back, and stamp a copy again: page by page."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from awards.core.actor import Role
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nominee
from awards.nominees.models import Notice, Supporter
from awards.nominees.suppressing import note_suppression
from awards.nominees.words import Confirmation, Response
from awards.screening.models import Passage
from tests.factories import NomineeFactory, NoticeFactory, SupporterFactory, admitted
from tests.screening.conftest import NOW

YOUNG = {"date_of_birth": date(2006, 6, 1)}
AGREED = {"response": Response.AGREED, "responded_at": NOW}


@pytest.fixture(autouse=True)
def _after_the_close(clock):
    clock.set(NOW)


@pytest.fixture
def one(session):
    """Give the only row of a model as it stands now."""

    def find(model):
        session.rollback()
        return session.scalars(select(model)).one()

    return find


def people_shown(page) -> list[str]:
    found = page.soup.select("section[aria-labelledby=nominees] > p")
    return [" ".join(part.get_text().split()) for part in found]


def needs(page) -> list[str]:
    return [" ".join(item.get_text().split()) for item in page.soup.select("section[aria-labelledby=needs] li")]


@pytest.mark.parametrize(
    ("channel", "words"),
    [("trusted_worker", "Through a trusted worker"), ("in_person", "In person"), ("paper", "On paper")],
)
def test_an_answer_is_recorded_with_how_it_came(session, eligible, staff_browser, one, channel, words):
    nomination = eligible(told=False)
    page = staff_browser().get("screening_staff.nomination", ref=nomination.ref).click("Record what")
    said = {"response": "agreed", "name_form": "initials", "channel": channel, "reason": "Sam met her on Monday."}
    page = page.submit("Record", **said)
    assert page.url == f"/staff/nominations/{nomination.ref}"
    assert people_shown(page)[0] == "Has agreed at 10am on Monday 26 February 2024."
    assert one(Notice).channel == channel
    assert "Sam met her on Monday." in page.text
    shown = page.click("Make the judges").submit("Save and stamp", stamped="y").submit("Admit")
    assert f"Answered {words}" in shown.text


def test_nobody_answers_for_somebody_who_has_died_and_what_was_typed_is_kept(session, eligible, staff_browser, one):
    eligible(nominee={"deceased": True}, told=False)
    page = staff_browser().get("screening_staff.answer", ref=one(Nominee).ref)
    assert "This person has died. Nobody answers for them." in page.text
    page = page.submit("Record", response="agreed", name_form="initials", channel="phone", reason="Her brother rang.")
    assert (page.status, page.errors) == (422, ["This person has died. Nobody answers for them."])
    assert page.soup.find("textarea", attrs={"name": "reason"}).get_text().strip() == "Her brother rang."


def test_the_adult_of_a_young_person_is_recorded_by_staff(session, eligible, staff_browser, one):
    nomination = eligible(nominee=YOUNG, notice=AGREED)
    page = staff_browser().get("screening_staff.nomination", ref=nomination.ref)
    assert people_shown(page)[1] == (
        "Under 18, and they have named no adult yet. Nothing goes to judges before an adult confirms."
    )
    assert "Amara Okafor is under 18, and no adult has confirmed yet." in page.text
    page = page.click("Record what the adult")
    page = page.submit("Record", name="Jo Marsh")
    assert (page.status, page.errors) == (
        422,
        [
            "Choose who this adult is to the young person", "Choose what the adult said",
            "Choose how the answer came", "Enter who spoke with whom, and when",
        ],
    )  # fmt: skip
    assert page.soup.find(id="name")["value"] == "Jo Marsh"
    said = {"relation": "advocate", "response": "confirmed", "channel": "phone", "reason": "Sam rang Jo."}
    page = page.submit("Record", **said)
    assert people_shown(page)[1] == (
        "They named Jo Marsh, their advocate. The adult confirmed at 10am on Monday 26 February 2024 (by telephone)."
    )
    assert one(Supporter).response is Confirmation.CONFIRMED
    assert "no adult has confirmed yet" not in page.text


def test_no_adults_answer_is_recorded_before_the_young_person_agrees(session, eligible, staff_browser, one):
    nomination = eligible(nominee=YOUNG)
    browser = staff_browser()
    page = browser.get("screening_staff.nomination", ref=nomination.ref)
    assert "Record what the adult" not in page.text
    page = browser.get("screening_staff.adult", ref=one(Nominee).ref)
    assert "Say first that you agree." in page.text
    assert page.soup.find("form", method="post") is None or page.soup.find(id="relation") is None


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, "The adult was asked at 10am on Sunday 21 January 2024 and has not answered yet."),
        ({"asked_at": None}, "The young person wants you to ask by phone. Talk with the young person first."),
        ({"refused": True}, "The adult refused at 10am on Sunday 21 January 2024 (on the page)."),
    ],
)
def test_where_the_adults_answer_stands_is_said(session, eligible, staff_browser, one, facts, said):
    nomination = eligible(nominee=YOUNG, notice=AGREED)
    SupporterFactory(nominee=session.scalars(select(Nominee)).one(), **facts)
    page = staff_browser().get("screening_staff.nomination", ref=nomination.ref)
    assert people_shown(page)[1] == f"They named Jo Marsh, their personal adviser. {said}"


def test_a_death_is_noted_and_put_right(session, eligible, staff_browser, one):
    nomination = eligible()
    page = staff_browser().get("screening_staff.nomination", ref=nomination.ref).click("has died")
    wrong = page.submit("Note it", reason="Her manager rang.")
    assert (wrong.status, wrong.errors) == (422, ["Confirm that you are sure"])
    assert wrong.soup.find("textarea", attrs={"name": "reason"}).get_text().strip() == "Her manager rang."
    page = wrong.submit("Note it", sure="y")
    assert page.url == f"/staff/nominations/{nomination.ref}"
    assert "This person has died. Nothing is sent about them; what happens next is for you to decide." in page.text
    assert one(Nominee).deceased
    page = page.click("has died").submit("Put it right", reason="It was somebody else.", sure="y")
    assert "This person has died." not in page.text
    assert not one(Nominee).deceased


def test_whoever_may_only_read_notes_nothing(session, eligible, staff_browser, one):
    eligible()
    page = staff_browser(Role.READ_ONLY).get("screening_staff.died", ref=one(Nominee).ref)
    assert page.submit("Note it", reason="Rang.", sure="y").status == 403
    assert not one(Nominee).deceased


def test_a_young_person_may_be_told_before_the_ruling_and_others_after_it(session, make_nomination, staff_browser):
    young, adult = make_nomination(people=0), make_nomination()
    NomineeFactory(nomination=young, **YOUNG)
    browser = staff_browser()
    assert "Send the notice" not in browser.get("screening_staff.nomination", ref=adult.ref).text
    page = browser.get("screening_staff.nomination", ref=young.ref).submit("Send the notice")
    assert people_shown(page)[0] == (
        "The notice was sent at 10am on Monday 26 February 2024; they have not answered yet."
    )


def test_somebody_who_asked_not_to_be_put_forward_is_pointed_out(
    session, season, make_nomination, actor, staff_browser, worker
):
    before = NomineeFactory(full_name="Bo Ngata", email="bo@nominees.example")
    note_suppression(session, before, programme_key=season.programme.key, actor=actor, now=NOW)
    nomination = make_nomination(people=0)
    NomineeFactory(nomination=nomination, full_name="BO NGATA", email=None)
    worker()
    browser = staff_browser()
    page = browser.get("screening_staff.season")
    assert needs(page)[0] == "1 nomination names somebody who may have asked not to be put forward"
    page = page.click("may have asked").click("BO NGATA")
    assert "Somebody with this name or address asked not to be put forward." in page.text


# One of several.


@pytest.fixture
def left_out(session, eligible, staff_browser, actor):
    """Give an entry of two from which one was left out, and a browser."""
    nomination = eligible(people=2)
    first, second = session.scalars(select(Nominee).order_by(Nominee.position)).all()
    second.full_name = "Bo Ngata"
    entry = admitted(session, nomination, texts={"q1": "Amara and Bo did it."}, actor=actor, now=NOW)
    browser = staff_browser()
    said = {"response": "declined", "channel": "phone", "reason": "Sam rang Bo."}
    browser.get("screening_staff.answer", ref=second.ref).submit("Record", **said)
    return entry, first, second, browser


def test_staff_look_at_the_judges_copy_once_somebody_was_left_out(session, left_out, one):
    entry, _, _, browser = left_out
    page = browser.get("screening_staff.season")
    assert needs(page)[0] == f"{entry.ref} may name somebody who said no: look at the judges’ copy"
    page = page.click("look at the judges")
    assert page.heading == f"{entry.ref}, Amara Okafor"
    assert page.soup.select_one("section[aria-labelledby=left-out] h3").get_text() == "Bo Ngata"

    page = page.click("change its judges")
    assert "left out of the entry: Bo Ngata" in page.text
    wrong = page.submit("Save and stamp", **{"text-q1": "Amara did it."})
    assert (wrong.status, len(wrong.errors)) == (422, 1)
    assert wrong.soup.find("textarea", attrs={"name": "text-q1"}).get_text().strip() == "Amara did it."
    assert one(Passage).text == "Amara and Bo did it."
    page = wrong.submit("Save and stamp", stamped="y")
    assert page.url == f"/staff/entries/{entry.ref}"
    assert one(Passage).text == "Amara did it."
    assert [text for text in needs(browser.get("screening_staff.season")) if entry.ref in text] == []


def test_somebody_left_out_who_agrees_is_named_and_put_back(session, left_out):
    entry, _, second, browser = left_out
    said = {"response": "agreed", "name_form": "full_name", "channel": "phone", "reason": "Bo rang Sam."}
    page = browser.get("screening_staff.entry", ref=entry.ref)
    assert "Put back in" not in page.text
    browser.get("screening_staff.answer", ref=second.ref).submit("Record", **said)
    page = browser.get("screening_staff.season").click(f"Somebody left out of {entry.ref} agrees after all")
    page = page.submit("Put back in")
    assert page.heading == f"{entry.ref}, Amara Okafor and Bo Ngata"
    assert page.soup.select("section[aria-labelledby=left-out]") == []


def test_the_admission_page_says_whose_name_to_take_out(session, eligible, staff_browser):
    nomination = eligible(people=0)
    for position, (name, said) in enumerate((("Amara Okafor", Response.NONE), ("Bo Ngata", Response.DECLINED)), 1):
        nominee = NomineeFactory(nomination=nomination, position=position, full_name=name)
        NoticeFactory(nominee=nominee, response=said, responded_at=NOW)
    page = staff_browser().get("screening_staff.admit", ref=nomination.ref)
    warning = page.soup.select_one(".govuk-warning-text__text")
    assert " ".join(warning.get_text().split()) == (
        "Warning Not put forward any more, and left out of the entry: Bo Ngata."
        " Take their name, and whatever tells who they are, out of the copy."
    )
    assert page.soup.find(id="title")["value"] == "Amara Okafor"


def test_what_was_taken_up_again_is_named_until_it_is_ruled_on(session, eligible, actor, staff_browser, one, worker):
    nomination = eligible()
    entry = admitted(session, nomination, actor=actor, now=NOW)
    browser, ref = staff_browser(), one(Nominee).ref
    for response in ("declined", "agreed"):
        said = {"response": response, "name_form": "initials", "channel": "phone", "reason": "Sam rang her."}
        browser.get("screening_staff.answer", ref=ref).submit("Record", **said)
    worker()
    page = browser.get("screening_staff.season")
    assert needs(page)[0] == "1 nomination is taken up again and waits for a ruling"
    session.expire_all()
    assert (nomination.state, entry.state.value) == (NominationState.SUBMITTED, "withdrawn")
    page.click("is taken up again").click("Rule on it").submit("Rule on", decision="eligible", reason="She agrees.")
    assert needs(browser.get("screening_staff.season")) == ["1 eligible nomination to admit"]

"""From the notice to the judges: a 17-year-old with and without the adult, and a group of which one says no."""

from __future__ import annotations

from datetime import date

import pytest

from awards.nominations.lifecycle import NOMINATOR_WORDS, NominationState
from awards.nominations.models import Nomination
from tests.factories import NomineeFactory, RuleSetFactory
from tests.pages.browser import Browser
from tests.screening.conftest import NOW, RULES

ADULT_RULE = {
    "id": "H5",
    "name": "an adult confirms",
    "kind": "adult_confirmation",
    "params": {"ages": [16, 17]},
    "requirement": "For 16- and 17-year-olds an adult has confirmed.",
    "neutral": "Staff look at this.",
    "says": {"not_confirmed": "{name} is 16 or 17 and no adult has confirmed."},
    "suggest": {},
}
YOUNG = "amara@nominees.example"
JO = "jo@adults.example"


@pytest.fixture(autouse=True)
def _after_the_close(clock):
    clock.set(NOW)


@pytest.fixture
def staff_at(staff_browser):
    """Open the staff page of a nomination."""
    browser = None

    def at(nomination):
        nonlocal browser
        browser = browser or staff_browser()
        return browser.get("screening_staff.nomination", ref=nomination.ref)

    return at


@pytest.fixture
def arrive(app, mailbox):
    """Open the notice that went to an address, in a browser of its own, and type the name."""

    def arrive(address: str, name: str):
        page = Browser(app).follow_mail(mailbox.link_to(address))
        return page.submit("Continue", name=name)

    return arrive


@pytest.fixture
def young(session, season, category, make_nomination):
    """Give a nomination of a 17-year-old, in a category that reveals something."""
    RuleSetFactory(season_id=season.id, version=2, rules=[*RULES, ADULT_RULE])
    category.rule_ids, category.reveals = ["H1", "H2", "H5"], "care experience"
    nomination = make_nomination(people=0)
    NomineeFactory(nomination=nomination, email=YOUNG, date_of_birth=date(2006, 6, 1), employer="Lunedale")
    return nomination


def level(page) -> str:
    return page.soup.select_one("section[aria-labelledby=verdict] .govuk-tag").get_text()


def agree(page):
    return page.submit("Save my answer", response="agreed", name_form="first_name")


def state_of(session, nomination) -> NominationState:
    session.rollback()
    return session.get_one(Nomination, nomination.id).state


def test_a_17_year_old_goes_to_judges_once_they_and_the_adult_whom_they_named_have_said_yes(
    app, young, staff_at, arrive, mailbox
):
    page = staff_at(young)
    assert level(page) == "A person must look"
    page.submit("Send the notice")

    mine = agree(arrive(YOUNG, "Amara"))
    assert level(staff_at(young)) == "A person must look"  # the adult is not in yet
    named = mine.browser.get("nominees.adult").submit(
        "Save and ask them", name="Jo Marsh", relation="social_worker", reach="email", email=JO
    )
    assert "We have asked them and wait for their answer." in named.text

    asked = Browser(app).follow_mail(mailbox.link_to(JO))
    assert asked.heading == "Please confirm for Amara"
    asked.submit("Send my answer", response="confirmed")

    page = staff_at(young)
    assert level(page) == "Eligible"
    page = page.submit("Rule on", decision="eligible", reason="Both are in.")
    entry = page.click("Make the judges").submit("Save and stamp", stamped="y").submit("Admit")
    assert entry.heading.endswith(", Amara")
    assert "Lunedale" not in entry.soup.select_one("h1 + p").get_text()


def test_without_the_adult_a_17_year_old_waits_even_if_staff_rule_before(
    app, session, young, staff_at, arrive, mailbox, worker
):
    page = staff_at(young).submit("Rule on", decision="eligible", reason="Everything else is in order.")
    mine = agree(arrive(YOUNG, "Amara"))
    page = staff_at(young)
    assert "Amara Okafor is under 18, and no adult has confirmed yet." in page.text
    page = page.click("Make the judges").submit("Save and stamp", stamped="y", **{"text-q1": "My careful copy."})
    page = page.submit("Admit")
    assert (page.status, page.errors) == (422, ["Amara Okafor is under 18, and no adult has confirmed yet."])

    adult = {"name": "Jo Marsh", "relation": "teacher", "reach": "email", "email": JO}
    mine.browser.get("nominees.adult").submit("Save and ask them", **adult)
    Browser(app).follow_mail(mailbox.link_to(JO)).submit("Send my answer", response="refused")
    assert "and the adult whom they named has refused." in staff_at(young).text
    worker()
    season = staff_at(young).browser.get("screening_staff.season")
    assert "1 adult of a young person has refused" in season.text

    again = {"name": "Bo Ngata", "relation": "advocate", "reach": "email", "email": "bo@adults.example"}
    mine.browser.get("nominees.adult").submit("Name somebody else", **again)
    Browser(app).follow_mail(mailbox.link_to("bo@adults.example")).submit("Send my answer", response="confirmed")
    assert "Make the judges’ copy" in staff_at(young).text
    entry = staff_at(young).click("Admit it").submit("Admit")
    assert entry.heading.endswith(", Amara")
    assert "My careful copy." in entry.text
    assert state_of(session, young) is NominationState.ELIGIBLE


def test_a_young_person_who_says_no_is_set_aside_and_can_come_back(session, young, staff_at, arrive):
    staff_at(young).submit("Rule on", decision="eligible", reason="In order.")
    page = arrive(YOUNG, "Okafor")
    page.submit("Save my answer", response="declined")
    assert state_of(session, young) is NominationState.SET_ASIDE
    assert NOMINATOR_WORDS[NominationState.SET_ASIDE] == "Not going forward"
    assert "Record what" in staff_at(young).text
    assert "This nomination is set aside, so it cannot be ruled on." in staff_at(young).text

    agree(page.browser.get("nominees.about_me"))
    assert state_of(session, young) is NominationState.SUBMITTED
    season = staff_at(young).browser.get("screening_staff.season")
    assert "1 young person has named no adult yet" in season.text


def a_group(category, make_nomination):
    """Give a nomination of two people, Amara and Bo."""
    category.people_max = 3
    nomination = make_nomination(people=0, nominee_knows=True)
    NomineeFactory(nomination=nomination, position=1, full_name="Amara Okafor", email=YOUNG)
    NomineeFactory(nomination=nomination, position=2, full_name="Bo Ngata", email="bo@nominees.example")
    return nomination


def test_one_of_a_group_who_says_no_before_admission_is_not_in_the_entry(
    session, category, make_nomination, staff_at, arrive
):
    nomination = a_group(category, make_nomination)
    staff_at(nomination).submit("Rule on", decision="eligible", reason="They work as one.")
    arrive("bo@nominees.example", "Ngata").submit("Save my answer", response="declined")

    page = staff_at(nomination).click("Make the judges")
    assert "Not put forward any more, and left out of the entry: Bo Ngata." in " ".join(page.text.split()).replace(
        "Bo Ngata .", "Bo Ngata."
    )
    entry = page.submit("Save and stamp", stamped="y").submit("Admit")
    assert entry.heading.endswith(", Amara Okafor")
    assert state_of(session, nomination) is NominationState.ELIGIBLE
    season = entry.browser.get("screening_staff.season")
    assert "look at the judges’ copy" not in season.text  # the stamp came after the no


def test_one_of_a_group_who_says_no_after_admission_leaves_the_entry_to_the_others(
    session, category, make_nomination, staff_at, arrive
):
    nomination = a_group(category, make_nomination)
    staff_at(nomination).submit("Rule on", decision="eligible", reason="They work as one.")
    entry = staff_at(nomination).click("Make the judges").submit("Save and stamp", stamped="y").submit("Admit")
    assert entry.heading.endswith(", Amara Okafor and Bo Ngata")

    arrive("bo@nominees.example", "Ngata").submit("Save my answer", response="declined")

    season = entry.browser.get("screening_staff.season")
    page = season.click("look at the judges’ copy")
    assert page.heading.endswith(", Amara Okafor")
    assert page.soup.select_one("h1 + p .govuk-tag").get_text() == "In judging"

    arrive(YOUNG, "Amara").submit("Save my answer", response="declined")
    page = entry.browser.open(page.url)
    assert page.soup.select_one("h1 + p .govuk-tag").get_text() == "Withdrawn"
    assert state_of(session, nomination) is NominationState.SET_ASIDE

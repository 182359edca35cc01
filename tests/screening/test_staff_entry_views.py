import pytest
from sqlalchemy import select

from awards.audit.models import AuditEntry
from awards.screening.lifecycle import EntryState
from awards.screening.models import EntryNominee
from awards.screening.needs import register_readings
from tests.factories import (
    CategoryFactory,
    EntryFactory,
    NomineeFactory,
    NoticeFactory,
    ProgrammeFactory,
    SeasonFactory,
)
from tests.screening.conftest import NOW


@pytest.fixture(autouse=True)
def _after_the_close(clock):
    clock.set(NOW)


# Entries.


def test_entries_are_listed_by_category_with_what_waits_to_become_one(session, category, eligible, staff_browser):
    EntryFactory(category=category, title="Bo Ngata", state=EntryState.FINALIST, by_organiser=True)
    waiting = eligible()
    page = staff_browser().get("screening_staff.entries")
    rows = [row.get_text(" ", strip=True).split(" ENT-")[0] for row in page.soup.select("#entries-1 tbody tr")]
    assert rows == ["Bo Ngata (by the organiser)"]
    assert [link.get_text() for link in page.soup.select("section[aria-labelledby=waiting] a")] == [waiting.ref]


def test_how_far_reading_is_comes_from_the_room_that_assigns_it(app, session, category, staff_browser):
    first, second = (
        EntryFactory(category=category, ref="ENT-AAA2222"),
        EntryFactory(category=category, ref="ENT-BBB3333"),
    )
    number = first.id
    register_readings(app, lambda _session, ids: {number: "2 of 3 done"} if number in ids else {})
    page = staff_browser().get("screening_staff.entries")
    cells = [row.select("td")[-1].get_text(strip=True) for row in page.soup.select("#entries-1 tbody tr")]
    assert (cells, second.ref) == (["2 of 3 done", "None yet"], "ENT-BBB3333")


def test_an_entry_is_withdrawn_with_a_reason(session, category, staff_browser):
    entry = EntryFactory(category=category)
    page = staff_browser().get("screening_staff.entry", ref=entry.ref).click("Withdraw this entry")
    page = page.submit("Withdraw")
    assert (page.status, page.errors) == (422, ["Enter the reason"])
    page = page.submit("Withdraw", reason="She asked us to.")
    assert page.url == f"/staff/entries/{entry.ref}"
    assert page.soup.select_one("h1 + p .govuk-tag").get_text() == "Withdrawn"
    assert [title.get_text() for title in page.soup.select(".timeline__title")] == ["Entry withdrawn"]


def test_opening_a_young_persons_entry_is_noted(session, category, staff_browser):
    category.reveals = "care experience"
    entry = EntryFactory(category=category)
    staff_browser().get("screening_staff.entry", ref=entry.ref)
    session.rollback()
    tags = session.scalars(select(AuditEntry.tag).where(AuditEntry.subject == entry.ref)).all()
    assert tags == ["young_persons_entry.read"]


# Honours without a nomination.


def test_staff_honour_somebody_without_a_nomination(session, season, staff_browser):
    CategoryFactory(season=season, key="lifetime", nominated=False)
    page = staff_browser().get("screening_staff.honour")
    page = page.submit("Enter", full_name="Ines Marsh", why="Forty years of it.", decided="Trustees; no ties.")
    assert (page.status, page.errors) == (422, ["Enter an email address, or why no notice is sent"])
    assert page.soup.find("textarea", attrs={"name": "why"}).get_text().strip() == "Forty years of it."
    page = page.submit("Enter", email="ines@people.example")
    assert page.heading.endswith("Ines Marsh")
    assert "The notice was sent" in page.text


def test_where_every_award_is_nominated_nobody_can_be_honoured(session, category, staff_browser):
    page = staff_browser().get("screening_staff.honour")
    assert page.soup.select_one(".empty__title").get_text() == "No such award this season"


# An answer by telephone or on paper.


def test_staff_record_what_a_nominee_said_on_the_telephone(session, category, staff_browser):
    entry = EntryFactory(category=category)
    notice = NoticeFactory()
    session.add(EntryNominee(entry_id=entry.id, nominee_id=notice.nominee_id))
    page = staff_browser().get("screening_staff.entry", ref=entry.ref).click("Record what")
    said = {"response": "agreed", "name_form": "first_name", "winner": ["name", "story"]}

    page = page.submit("Record", **said)
    assert (page.status, page.errors) == (
        422, ["Choose how the answer came", "Enter who spoke with whom, and when"],
    )  # fmt: skip
    page = page.submit("Record", channel="phone", reason="Sam rang her on Monday.")

    assert page.url == f"/staff/entries/{entry.ref}"
    rows = [row.get_text(" ", strip=True) for row in page.soup.select("section[aria-labelledby=nominees] dl > div")]
    assert rows == [
        "Wants to be named by First name only",
        "Answered By telephone",
        "Show their name as a winner Agreed on 26 February 2024",
        "Show their story as a winner Agreed on 26 February 2024",
    ]


def test_an_answer_may_be_recorded_for_somebody_who_was_never_told_and_leads_back_to_the_nomination(
    session, eligible, staff_browser
):
    nomination = eligible(told=False)
    page = staff_browser().get("screening_staff.nomination", ref=nomination.ref).click("Record what")
    page = page.submit("Record", response="declined", channel="paper", reason="A letter of Monday.")
    assert page.url == f"/staff/nominations/{nomination.ref}"
    assert "Has declined at 10am on Monday 26 February 2024." in page.text
    assert page.soup.select_one("h1 + p .govuk-tag").get_text() == "Set aside"


def test_a_nominee_of_another_season_is_not_found(season, session, make_nomination, staff_browser):
    other = SeasonFactory(key="2022", year=2022, programme=ProgrammeFactory(key="lantern-prizes", is_home=False))
    nominee = NomineeFactory(nomination=make_nomination(people=0, category=CategoryFactory(season=other)))
    assert staff_browser().get("screening_staff.answer", ref=nominee.ref).status == 404

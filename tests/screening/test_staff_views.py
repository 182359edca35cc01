from datetime import date, timedelta

import pytest
from sqlalchemy import select

from awards.audit.models import AuditEntry
from awards.core.actor import Audience, Role
from awards.nominations.lifecycle import NominationState
from awards.nominees.models import Notice, Response
from awards.screening.models import EntryNominee, Ruling
from awards.screening.needs import Need, register_need
from awards.seasons.words import NomineeShape
from tests.factories import (
    CategoryFactory,
    EntryFactory,
    EntryNominationFactory,
    FlagFactory,
    GrantFactory,
    NomineeFactory,
    NoticeFactory,
    ProgrammeFactory,
    RuleSetFactory,
    SeasonFactory,
    UserFactory,
)
from tests.screening.conftest import NOW

AGE_RULE = {
    "id": "H4",
    "name": "16 to 25",
    "kind": "age_range",
    "params": {"youngest": 16, "oldest": 25},
    "requirement": "Everybody is 16 to 25.",
    "neutral": "This award is for people aged 16 to 25.",
    "says": {"too_young": "{name} is too young.", "too_old": "{name} is too old.", "not_known": "Not known."},
    "suggest": {},
}


@pytest.fixture(autouse=True)
def _after_the_close(clock):
    clock.set(NOW)


# Who may come in.


@pytest.mark.parametrize("endpoint", ["season", "nominations", "entries", "honour"])
def test_whoever_is_not_signed_in_is_asked_to(season, session, browser, endpoint):
    session.commit()
    page = browser.get(f"screening_staff.{endpoint}")
    assert (page.status, page.heading) == (200, "Staff: sign in")


def test_staff_of_another_programme_are_not_let_in(season, session, browser):
    stranger = UserFactory()
    GrantFactory(user=stranger, role=Role.STAFF, programme_key="lantern-prizes")
    session.commit()
    page = browser.sign_in(Audience.STAFF, stranger.ref).get("screening_staff.season")
    assert page.heading == "Staff: sign in"


def test_judges_are_turned_away_at_the_staff_door(season, session, browser):
    judge = UserFactory()
    GrantFactory(user=judge, role=Role.JUDGE)
    session.commit()
    assert browser.sign_in(Audience.STAFF, judge.ref).get("screening_staff.season").status == 403


def test_a_nomination_or_entry_of_another_season_is_not_found(season, session, make_nomination, staff_browser):
    other = SeasonFactory(key="2022", year=2022, programme=ProgrammeFactory(key="lantern-prizes", is_home=False))
    elsewhere = CategoryFactory(season=other)
    nomination = make_nomination(category=elsewhere)
    entry = EntryFactory(category=elsewhere)
    browser = staff_browser()
    assert browser.get("screening_staff.nomination", ref=nomination.ref).status == 404
    assert browser.get("screening_staff.admit", ref=nomination.ref).status == 404
    assert browser.get("screening_staff.entry", ref=entry.ref).status == 404
    assert browser.get("screening_staff.withdraw_entry", ref=entry.ref).status == 404


def test_before_there_is_a_season_there_is_nothing_to_see(session, browser):
    ProgrammeFactory()
    staff = UserFactory()
    GrantFactory(user=staff)
    session.commit()
    assert browser.sign_in(Audience.STAFF, staff.ref).get("screening_staff.season").status == 404


# The season at a glance.


def test_the_season_page_names_what_needs_staff_and_leads_there(
    app, season, category, session, make_nomination, eligible, staff_browser, worker
):
    make_nomination()
    make_nomination()
    eligible(told=False)
    eligible()
    worker()
    register_need(app, lambda *_: [Need("3 entries lack a reading", "/staff/entries")])

    page = staff_browser().get("screening_staff.season")

    items = [" ".join(item.get_text().split()) for item in page.soup.select("section[aria-labelledby=needs] li")]
    assert items == [
        "1 nominee has not been told",
        "2 nominations to rule on that the rules find eligible",
        "1 judges’ copy to make and stamp",
        "3 entries lack a reading",
    ]
    assert page.soup.select_one("#categories tbody tr").get_text(" ", strip=True) == "Harbour prize 4 2 2 0 0 0"
    listed = page.click("2 nominations to rule on that the rules find eligible")
    assert listed.url == "/staff/queue?list=needs_me&reason=rule_eligible"
    assert "2 found" in listed.text


def test_what_came_in_a_moment_ago_is_counted_until_it_is_looked_at(nomination, staff_browser, worker):
    browser = staff_browser()
    assert "1 nominations came in a moment ago" in browser.get("screening_staff.season").text
    worker()
    assert "came in a moment ago" not in browser.get("screening_staff.season").text


def test_a_quiet_season_says_so(season, staff_browser):
    page = staff_browser().get("screening_staff.season")
    assert page.soup.select_one(".empty__title").get_text() == "Nothing is waiting"


def test_a_nominee_who_declined_comes_first(season, category, session, staff_browser):
    entry = EntryFactory(category=category)
    notice = NoticeFactory(response=Response.DECLINED, responded_at=NOW)
    session.add(EntryNominee(entry_id=entry.id, nominee_id=notice.nominee_id))
    page = staff_browser().get("screening_staff.season")
    first = page.soup.select_one("section[aria-labelledby=needs] li")
    assert first.get_text(strip=True) == f"A nominee of {entry.ref} has declined"


def test_an_entry_whose_nomination_was_withdrawn_is_named(season, category, session, make_nomination, staff_browser):
    entry, gone = EntryFactory(category=category), make_nomination(state=NominationState.WITHDRAWN)
    EntryNominationFactory(entry=entry, nomination=gone)
    page = staff_browser().get("screening_staff.season")
    first = page.soup.select_one("section[aria-labelledby=needs] li")
    assert first.get_text(strip=True) == f"A nomination behind {entry.ref} no longer goes forward"


# One nomination.


def test_a_nomination_shows_what_was_written_and_what_every_rule_says(counted, session, make_nomination, staff_browser):
    nomination = make_nomination(nominee_knows=None)
    page = staff_browser().get("screening_staff.nomination", ref=nomination.ref)
    rows = [row.get_text(" ", strip=True) for row in page.soup.select("#findings-met tbody tr, #findings tbody tr")]
    assert rows == [
        (
            "H2: the nominee knows A person must look It is not said whether they know."
            " The people put forward know: not given"
        ),
        "H1: one person Met One person is put forward. People put forward: 1",
    ]
    assert [line.get_text() for line in page.soup.select("section[aria-labelledby=written] p")] == [
        "She listened.", "Things changed.", "Not answered",
    ]  # fmt: skip
    assert counted(Ruling) == 0


def test_a_date_of_birth_stands_with_what_the_rule_on_age_makes_of_it(session, season, make_nomination, staff_browser):
    young = CategoryFactory(season=season, rule_ids=["H4"], asks=["date_of_birth"], reveals="care experience")
    RuleSetFactory(season_id=season.id, version=2, rules=[AGE_RULE])
    nomination = make_nomination(people=0, category=young)
    NomineeFactory(nomination=nomination, position=1, date_of_birth=date(2006, 5, 3))
    NomineeFactory(nomination=nomination, position=2, date_of_birth=date(1998, 2, 23))
    page = staff_browser().get("screening_staff.nomination", ref=nomination.ref)
    keys = page.soup.find_all("dt", string="Date of birth")
    assert [key.find_next_sibling("dd").get_text(strip=True) for key in keys] == [
        "3 May 2006 (16 to 25: yes)", "23 February 1998 (16 to 25: no)",
    ]  # fmt: skip


def test_a_team_is_shown_with_what_was_said_of_it(session, category, make_nomination, staff_browser):
    category.nominee_kind = NomineeShape.TEAM
    team = {"structure": "multi_agency", "members": 8, "partners": "Harbour police"}
    nomination = make_nomination(team_name="Harbour Lights", team=team)
    page = staff_browser().get("screening_staff.nomination", ref=nomination.ref)
    rows = [row.get_text(" ", strip=True) for row in page.soup.select("section[aria-labelledby=about] dl > div")]
    assert rows[-8:-5] == ["Team Harbour Lights", "Made up of Multi agency", "Lead employer Not provided"]
    assert rows[-3:] == ["Members 8", "Children’s social workers Not provided", "Partner bodies Harbour police"]


def test_staff_rule_on_a_nomination_and_find_the_ruling_there(counted, session, nomination, staff, staff_browser):
    page = staff_browser().get("screening_staff.nomination", ref=nomination.ref)

    page = page.submit("Rule on", decision="eligible", reason="As the rules say.")

    assert (page.status, page.url) == (200, f"/staff/nominations/{nomination.ref}")
    titles = [title.get_text() for title in page.soup.select(".timeline__title")]
    assert titles == ["Notice sent to the nominee", "Ruled on", "The rules were put to it"]
    assert [detail.get_text() for detail in page.soup.select(".timeline__detail")] == [
        "Decision: eligible. The rules said: eligible. As the rules say.", "They say: eligible (version 1).",
    ]  # fmt: skip
    assert counted(Ruling) == 1


def test_a_ruling_without_a_decision_keeps_the_reason_that_was_typed(counted, session, nomination, staff_browser):
    page = staff_browser().get("screening_staff.nomination", ref=nomination.ref)
    page = page.submit("Rule on", reason="A long thought.")
    assert (page.status, page.errors) == (422, ["Choose whether it goes forward"])
    assert page.soup.find("textarea", attrs={"name": "reason"}).get_text().strip() == "A long thought."
    assert counted(Ruling) == 0


def test_a_ruling_that_comes_too_late_is_refused_and_keeps_the_reason(session, nomination, staff_browser):
    page = staff_browser().get("screening_staff.nomination", ref=nomination.ref)
    session.merge(nomination).state = NominationState.WITHDRAWN
    session.commit()
    page = page.submit("Rule on", decision="eligible", reason="A long thought.")
    assert page.status == 422
    assert len(page.errors) == 1
    assert "A long thought." in page.text


def test_whoever_may_only_read_sees_the_nomination_and_may_not_rule(
    counted, session, nomination, staff_browser, browser
):
    browser = staff_browser(Role.READ_ONLY)
    page = browser.get("screening_staff.nomination", ref=nomination.ref)
    assert page.status == 200
    assert page.soup.find("textarea") is None
    token = page.soup.find("input", attrs={"name": "csrf_token"})["value"]
    sent = {"csrf_token": [token], "decision": ["eligible"], "reason": ["Mine."]}
    assert browser.open(page.url, post=sent).status == 403
    assert counted(Ruling) == 0


def test_opening_a_young_persons_nomination_is_noted(session, category, make_nomination, staff, staff_browser):
    category.reveals = "care experience"
    nomination = make_nomination()
    staff_browser().get("screening_staff.nomination", ref=nomination.ref)
    session.rollback()
    read = session.scalars(select(AuditEntry).where(AuditEntry.tag == "young_persons_entry.read")).one()
    assert (read.subject, read.actor) == (nomination.ref, f"staff:{staff.ref}")


def test_opening_any_other_nomination_is_not(counted, session, nomination, staff_browser):
    browser = staff_browser()
    before = counted(AuditEntry)
    browser.get("screening_staff.nomination", ref=nomination.ref)
    assert counted(AuditEntry) == before


def test_notices_are_sent_with_one_press(counted, session, eligible, staff_browser):
    nomination = eligible(told=False)
    page = staff_browser().get("screening_staff.nomination", ref=nomination.ref)
    page = page.submit("Send the notice")
    assert page.url == f"/staff/nominations/{nomination.ref}"
    assert "Notices are on their way" in page.text
    assert counted(Notice) == 1


def test_flags_come_first_on_the_season_page_for_named_staff_and_for_nobody_else(season, session, staff_browser):
    FlagFactory(season=season, look_by=NOW - timedelta(hours=1))
    session.commit()
    needs = "section[aria-labelledby=needs] li"
    for role, shown in ((Role.CONFIDENTIAL_STAFF, ["1 flag to look at, 1 overdue"]), (Role.STAFF, [])):
        page = staff_browser(role).get("screening_staff.season")
        assert [one.get_text(strip=True) for one in page.soup.select(needs) if "flag" in one.get_text()] == shown

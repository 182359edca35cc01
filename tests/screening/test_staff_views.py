import pytest
from sqlalchemy import func, select

from awards.audit.models import AuditEntry
from awards.core.actor import Audience, Role
from awards.nominations.lifecycle import NominationState
from awards.nominees.models import Notice, Response
from awards.screening.lifecycle import EntryState
from awards.screening.models import Entry, EntryNominee, Ruling
from awards.screening.needs import Need, register_need
from tests.factories import (
    CategoryFactory,
    EntryFactory,
    GrantFactory,
    NomineeFactory,
    NoticeFactory,
    PassageFactory,
    ProgrammeFactory,
    SeasonFactory,
    UserFactory,
)
from tests.screening.conftest import NOW


@pytest.fixture(autouse=True)
def _after_the_close(clock):
    clock.set(NOW)


@pytest.fixture
def eligible(make_nomination):
    def make(*, told: bool = True, **facts):
        nomination = make_nomination(people=0, state=NominationState.ELIGIBLE, **facts)
        nominee = NomineeFactory(nomination=nomination)
        if told:
            NoticeFactory(nominee=nominee)
        return nomination

    return make


def counted(session, model) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(model))


# Who may come in.


@pytest.mark.parametrize("endpoint", ["season", "nominations", "entries", "honour"])
def test_whoever_is_not_signed_in_is_asked_to(season, session, browser, endpoint):
    session.commit()
    page = browser.get(f"screening_staff.{endpoint}")
    assert (page.status, page.heading) == (200, "Sign in")


def test_staff_of_another_programme_are_not_let_in(season, session, browser):
    stranger = UserFactory()
    GrantFactory(user=stranger, role=Role.STAFF, programme_key="lantern-prizes")
    session.commit()
    page = browser.sign_in(Audience.STAFF, stranger.ref).get("screening_staff.season")
    assert page.heading == "Sign in"


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
    app, season, category, session, make_nomination, eligible, staff_browser
):
    make_nomination()
    make_nomination()
    eligible(told=False)
    register_need(app, lambda *_: [Need("3 entries lack a reading", "/staff/entries")])

    page = staff_browser().get("screening_staff.season")

    items = [" ".join(item.get_text().split()) for item in page.soup.select("section[aria-labelledby=needs] li")]
    assert items == [
        "2 nominations to rule on",
        "1 nominee has not been told",
        "1 eligible nomination to admit",
        "3 entries lack a reading",
    ]
    assert page.soup.select_one("#categories tbody tr").get_text(" ", strip=True) == "Harbour prize 3 2 1 0"
    assert page.click("2 nominations to rule on").url == "/staff/nominations?state=submitted"


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


# The list of nominations.


def references(page) -> list[str]:
    return [row.select("td")[0].get_text(strip=True) for row in page.soup.select("#nominations tbody tr")]


def test_nominations_are_narrowed_by_state_category_and_words(
    season, category, session, make_nomination, staff_browser
):
    first = make_nomination(people=0)
    NomineeFactory(nomination=first, full_name="Bo Ngata", known_as="Bobby")
    ruled = make_nomination(state=NominationState.ELIGIBLE)
    elsewhere = make_nomination(category=CategoryFactory(season=season, key="other"))
    browser = staff_browser()

    page = browser.get("screening_staff.nominations")
    assert set(references(page)) == {first.ref, ruled.ref, elsewhere.ref}
    assert references(page.submit(state="eligible")) == [ruled.ref]
    assert references(page.submit(category="other")) == [elsewhere.ref]
    assert references(page.submit(words="bobby")) == [first.ref]
    assert references(page.submit(words=ruled.ref[4:])) == [ruled.ref]
    assert references(page.submit(words="%")) == []


@pytest.mark.parametrize("query", ["?state=nonsense", "?category=nonsense", "?page=-1", "?page=²", "?endpoint=x"])
def test_what_is_not_on_offer_narrows_nothing(session, nomination, staff_browser, query):
    page = staff_browser().open(f"/staff/nominations{query}")
    assert (page.status, references(page)) == (200, [nomination.ref])


# One nomination.


def test_a_nomination_shows_what_was_written_and_what_every_rule_says(session, make_nomination, staff_browser):
    nomination = make_nomination(nominee_knows=None)
    page = staff_browser().get("screening_staff.nomination", ref=nomination.ref)
    rows = [row.get_text(" ", strip=True) for row in page.soup.select("#findings tbody tr")]
    assert rows == [
        "H1: one person Met One person is put forward.",
        "H2: the nominee knows A person must look It is not said whether they know.",
    ]
    assert [line.get_text() for line in page.soup.select("section[aria-labelledby=written] p")] == [
        "She listened.", "Things changed.", "Not answered",
    ]  # fmt: skip
    assert counted(session, Ruling) == 0


def test_staff_rule_on_a_nomination_and_find_the_ruling_there(session, nomination, staff, staff_browser):
    page = staff_browser().get("screening_staff.nomination", ref=nomination.ref)

    page = page.submit("Rule on", decision="eligible", reason="As the rules say.")

    assert (page.status, page.url) == (200, f"/staff/nominations/{nomination.ref}")
    titles = [title.get_text() for title in page.soup.select(".timeline__title")]
    assert titles == ["Notice sent to the nominee", "Ruled on"]
    assert page.soup.select_one(".timeline__detail").get_text() == (
        "Decision: eligible. The rules said: eligible. As the rules say."
    )
    assert counted(session, Ruling) == 1


def test_a_ruling_without_a_decision_keeps_the_reason_that_was_typed(session, nomination, staff_browser):
    page = staff_browser().get("screening_staff.nomination", ref=nomination.ref)
    page = page.submit("Rule on", reason="A long thought.")
    assert (page.status, page.errors) == (422, ["Choose whether it goes forward"])
    assert page.soup.find("textarea", attrs={"name": "reason"}).get_text().strip() == "A long thought."
    assert counted(session, Ruling) == 0


def test_a_ruling_that_comes_too_late_is_refused_and_keeps_the_reason(session, nomination, staff_browser):
    page = staff_browser().get("screening_staff.nomination", ref=nomination.ref)
    session.merge(nomination).state = NominationState.WITHDRAWN
    session.commit()
    page = page.submit("Rule on", decision="eligible", reason="A long thought.")
    assert page.status == 422
    assert len(page.errors) == 1
    assert "A long thought." in page.text


def test_whoever_may_only_read_sees_the_nomination_and_may_not_rule(session, nomination, staff_browser, browser):
    browser = staff_browser(Role.READ_ONLY)
    page = browser.get("screening_staff.nomination", ref=nomination.ref)
    assert page.status == 200
    assert page.soup.find("textarea") is None
    with browser.client.session_transaction():
        pass
    token = page.soup.find("input", attrs={"name": "csrf_token"})["value"]
    sent = {"csrf_token": [token], "decision": ["eligible"], "reason": ["Mine."]}
    assert browser.open(page.url, post=sent).status == 403
    assert counted(session, Ruling) == 0


def test_opening_a_young_persons_nomination_is_noted(session, category, make_nomination, staff, staff_browser):
    category.reveals = "care experience"
    nomination = make_nomination()
    staff_browser().get("screening_staff.nomination", ref=nomination.ref)
    session.rollback()
    read = session.scalars(select(AuditEntry).where(AuditEntry.tag == "young_persons_entry.read")).one()
    assert (read.subject, read.actor) == (nomination.ref, f"staff:{staff.ref}")


def test_opening_any_other_nomination_is_not(session, nomination, staff_browser):
    browser = staff_browser()
    before = counted(session, AuditEntry)
    browser.get("screening_staff.nomination", ref=nomination.ref)
    assert counted(session, AuditEntry) == before


def test_notices_are_sent_with_one_press(session, eligible, staff_browser):
    nomination = eligible(told=False)
    page = staff_browser().get("screening_staff.nomination", ref=nomination.ref)
    page = page.submit("Send the notice")
    assert page.url == f"/staff/nominations/{nomination.ref}"
    assert "Notices are on their way" in page.text
    assert counted(session, Notice) == 1


# The judges' copy.


def test_staff_make_the_judges_copy_and_admit_it(session, eligible, staff_browser):
    nomination = eligible()
    page = staff_browser().get("screening_staff.nomination", ref=nomination.ref).click("Make the judges")
    assert (
        page.soup.find("textarea", attrs={"name": "passage_0"}).get_text().strip() == "She listened.\nThings changed."
    )

    page = page.submit("Admit", passage_0="She listened.", stamped="y")

    assert page.url.startswith("/staff/entries/ENT-")
    assert [one.get_text() for one in page.soup.select("section[aria-labelledby=copy] p")] == [
        "A colleague wrote", "She listened.",
    ]  # fmt: skip


def test_a_copy_without_the_stamp_is_refused_and_keeps_every_word(session, eligible, staff_browser):
    nomination = eligible()
    page = staff_browser().get("screening_staff.admit", ref=nomination.ref)
    page = page.submit("Admit", passage_0="My careful copy.", title="A. Okafor")
    assert (page.status, len(page.errors)) == (422, 1)
    assert page.soup.find("textarea", attrs={"name": "passage_0"}).get_text().strip() == "My careful copy."
    assert page.soup.find("input", attrs={"name": "title"})["value"] == "A. Okafor"
    assert counted(session, Entry) == 0


def test_a_copy_whose_nominee_is_untold_is_refused_keeps_every_word_and_takes_a_reason(
    session, eligible, staff_browser
):
    nomination = eligible(told=False)
    page = staff_browser().get("screening_staff.admit", ref=nomination.ref)
    page = page.submit("Admit", passage_0="My careful copy.", stamped="y")
    assert (page.status, page.errors) == (
        422, ["Amara Okafor has not been sent the notice: send it, or say why it is not sent."],
    )  # fmt: skip
    page = page.submit("Admit", not_told_0="Told by telephone.")
    assert page.url.startswith("/staff/entries/ENT-")
    assert "My careful copy." in page.text
    assert "Goes forward without a notice: Told by telephone." in page.text


def test_a_second_nomination_joins_the_entry_that_exists(session, category, eligible, staff_browser):
    entry = EntryFactory(category=category, title="Amara Okafor")
    PassageFactory(entry=entry, position=1, voice="Their manager")
    nomination = eligible()
    page = staff_browser().get("screening_staff.admit", ref=nomination.ref)
    page = page.submit("Admit", into=entry.ref, stamped="y")
    assert page.url == f"/staff/entries/{entry.ref}"
    assert nomination.ref in page.text
    assert counted(session, Entry) == 1


def test_a_nomination_that_is_not_ruled_on_says_what_stands_in_the_way(session, nomination, staff_browser):
    page = staff_browser().get("screening_staff.admit", ref=nomination.ref)
    assert f"Nomination {nomination.ref} has not been ruled eligible." in page.text


# Entries.


def test_entries_are_listed_by_category_with_what_waits_to_become_one(session, category, eligible, staff_browser):
    EntryFactory(category=category, title="Bo Ngata", state=EntryState.FINALIST, by_organiser=True)
    waiting = eligible()
    page = staff_browser().get("screening_staff.entries")
    rows = [row.get_text(" ", strip=True).split(" ENT-")[0] for row in page.soup.select("#entries-1 tbody tr")]
    assert rows == ["Bo Ngata (by the organiser)"]
    assert [link.get_text() for link in page.soup.select("section[aria-labelledby=waiting] a")] == [waiting.ref]


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


def test_long_lists_come_in_pages(session, category, make_nomination, staff_browser, monkeypatch):
    monkeypatch.setattr("awards.web.pagination.PAGE_SIZE", 2)
    for _ in range(5):
        make_nomination()
    page = staff_browser().get("screening_staff.nominations", state="submitted")
    assert len(references(page)) == 2
    page = page.click("Next")
    assert (page.url, len(references(page))) == ("/staff/nominations?state=submitted&page=2", 2)


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
        "Answered by phone",
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
    assert "Amara Okafor has declined to be put forward." in page.text


def test_a_nominee_of_another_season_is_not_found(season, session, make_nomination, staff_browser):
    other = SeasonFactory(key="2022", year=2022, programme=ProgrammeFactory(key="lantern-prizes", is_home=False))
    nominee = NomineeFactory(nomination=make_nomination(people=0, category=CategoryFactory(season=other)))
    assert staff_browser().get("screening_staff.answer", ref=nominee.ref).status == 404

"""Administrators read and search the trail; staff see their own actions; each reading is noted with counts only."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import select

from awards.audit import Tag, record
from awards.audit.models import AuditEntry, AuditReason
from awards.core.actor import SYSTEM, Actor, Audience, Role
from awards.trail.sealing import seal_trail_due
from tests.factories import GrantFactory, JudgeFactory, ProgrammeFactory, SeasonFactory, StaffFactory, UserFactory

PAGES = ["index", "file", "sealing", "head", "entry"]


@pytest.fixture
def season(session):
    return SeasonFactory()


@pytest.fixture
def sam(session, season):
    return StaffFactory(name="Sam Reid", role=Role.ADMINISTRATOR)


@pytest.fixture
def kim(session, season):
    return StaffFactory(name="Kim Ash")


@pytest.fixture
def note(session, clock):
    """Records something by somebody, a minute later each time."""

    def write(user, tag=Tag.ENTRY_ADMITTED, subject="ENT-2345678", *, reason=None, audience=Audience.STAFF, **facts):
        clock.forward(minutes=1)
        actor = user if isinstance(user, Actor) else Actor(audience, user.ref)
        made = record(session, tag, subject, actor=actor, at=clock(), reason=reason, **facts)
        session.flush()
        return made

    return write


@pytest.fixture
def read(browser, sam):
    """Opens a page of the trail as the administrator."""

    def open_page(endpoint="index", **values):
        return browser.sign_in(Audience.STAFF, sam.ref).get(f"trail_staff.{endpoint}", **values)

    return open_page


def said(page) -> list[str]:
    """Give what happened, row by row."""
    rows = page.soup.select("#trail tbody tr")
    return [" ".join(row.select("td")[1].get_text().split()) for row in rows]


def mine_only(page, *names) -> list[str]:
    """Give the sentences that are not about signing in, which the tests do themselves."""
    return [one for one in said(page) if "signed in" not in one and "read the trail" not in one]


@pytest.mark.parametrize("role", [Role.STAFF, Role.CONFIDENTIAL_STAFF, Role.READ_ONLY])
@pytest.mark.parametrize("page", PAGES)
def test_only_administrators_read_the_trail(browser, season, page, role):
    who = StaffFactory(role=role)
    values = {"number": 1} if page == "entry" else {}
    assert browser.sign_in(Audience.STAFF, who.ref).get(f"trail_staff.{page}", **values).status == 403


@pytest.mark.parametrize("page", PAGES)
def test_an_administrator_of_one_programme_among_several_does_not_read_the_trail_of_all(
    session, browser, sam, note, page
):
    note(sam)
    ProgrammeFactory(key="lantern-prizes", is_home=False)
    values = {"number": 1} if page == "entry" else {}
    browser.sign_in(Audience.STAFF, sam.ref)
    assert browser.get(f"trail_staff.{page}", **values).status == 403
    GrantFactory(user=sam, role=Role.ADMINISTRATOR, programme_key="")
    session.commit()
    assert browser.get(f"trail_staff.{page}", **values).status == (404 if page == "head" else 200)


def test_each_entry_is_one_sentence_with_who_what_and_why_the_newest_first(session, sam, kim, note, read):
    note(kim, Tag.NOMINATION_RULED, "NOM-2345678", reason="Nobody knew them.", decision="eligible")
    note(SYSTEM, Tag.VERDICT_COMPUTED, "NOM-2345678", now="eligible")
    note(Actor(Audience.NOMINATORS, "NTR-2345678"), Tag.NOMINATION_SUBMITTED, "NOM-3456789")
    page = read()
    assert mine_only(page) == [
        "The nominator NTR-2345678 sent NOM-3456789",
        "The portal put NOM-2345678 to the rules",
        "Kim Ash ruled on NOM-2345678",
    ]
    row = page.soup.select("#trail tbody tr")[-1]
    assert [" ".join(cell.get_text().split()) for cell in row.select("td")[2:]] == [
        "decision: eligible",
        "Nobody knew them.",
    ]


def test_an_erased_reason_is_said_to_be_erased(session, kim, note, read):
    note(kim, reason="Nobody knew them.")
    session.scalars(select(AuditReason)).one().text = None
    assert "The reason has been erased." in read().text


def test_a_reason_is_text_and_never_markup(kim, note, read):
    note(kim, reason="<script>alert(1)</script>")
    page = read()
    assert "<script>alert(1)</script>" in page.text
    assert page.soup.select("main script") == []


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"who": "KIM"}, ["NOM-2222222"]),
        ({"who": "am re"}, ["FLG-3333333", "ENT-4444444"]),
        ({"who": "nobody of that name"}, []),
        ({"who": "NTR-2345678"}, ["NOM-5555555"]),
        ({"what": "safeguarding"}, ["FLG-3333333"]),
        ({"what": "nomination.submitted"}, ["NOM-5555555"]),
        ({"what": "nonsense", "about": "ENT-4444444"}, ["ENT-4444444"]),
        ({"about": "NOM-2222222"}, ["NOM-2222222"]),
        ({"since": "2024-02-03", "until": "03/02/2024", "what": "nominations"}, ["NOM-2222222"]),
        ({"until": "2024-01-31"}, []),
        ({"who": "sam", "about": "NOM-2222222"}, []),
    ],
)
def test_the_trail_is_narrowed_by_who_what_about_and_when(session, sam, kim, note, read, clock, filters, found):
    note(Actor(Audience.NOMINATORS, "NTR-2345678"), Tag.NOMINATION_SUBMITTED, "NOM-5555555")
    note(sam, Tag.ENTRY_ADMITTED, "ENT-4444444")
    note(sam, Tag.FLAG_READ, "FLG-3333333")
    clock.forward(days=2)
    note(kim, Tag.NOMINATION_RULED, "NOM-2222222")
    clock.forward(days=1)
    page = read(**filters)
    shown = [row.select("td a")[-1].get_text() for row in page.soup.select("#trail tbody tr") if "-" in row.get_text()]
    assert [one for one in shown if one[:3] in {"NOM", "FLG", "ENT"}] == found


def test_a_judge_who_was_looked_at_and_who_looked_are_both_found(session, sam, note, read):
    judge = JudgeFactory(name="Alex Fen")
    note(Actor(Audience.JUDGES, judge.ref, seen_by=sam.ref), Tag.SEEN_AS_READ, judge.ref)
    sentence = f"Sam Reid, with the eyes of Alex Fen, opened a page with the eyes of {judge.ref}"
    for who in ("alex", "sam", sam.ref, judge.ref):
        assert sentence in mine_only(read(who=who)), who


@pytest.mark.parametrize("day", ["31/02/2024", "yesterday", "0001-01-01", "9999-12-31", "２０２４-01-01"])
def test_a_day_that_is_none_is_explained(read, day):
    page = read(since=day, who="Kim")
    assert (page.status, len(page.errors)) == (422, 1)
    assert page.soup.find(id="since")["value"] == day
    assert page.soup.find(id="who")["value"] == "Kim"


def test_pages_go_on_after_a_number_and_keep_the_filters(session, kim, note, read):
    for count in range(60):
        note(kim, subject=f"ENT-{count:07}")
    page = read(who="kim", what="entries")
    assert [len(said(page)), said(page)[0]] == [50, "Kim Ash admitted ENT-0000059 for judging"]
    note(kim, subject="ENT-9999999")  # what happens meanwhile moves nothing
    older = page.click("Older entries")
    assert [len(said(older)), said(older)[0]] == [10, "Kim Ash admitted ENT-0000009 for judging"]
    assert "Older entries" not in older.links()
    assert "&what=entries" in older.url.replace("?", "&")


@pytest.mark.parametrize("before", ["", "x", "-1", "٣", "9" * 40, "1e9"])
def test_a_number_that_is_none_leads_to_the_newest(kim, note, read, before):
    note(kim)
    assert mine_only(read(before=before)) == ["Kim Ash admitted ENT-2345678 for judging"]


def test_reading_and_searching_are_noted_with_counts_only(session, sam, kim, note, read, audit_trail):
    note(kim)
    read(who="Kim", about="ENT-2345678")
    session.rollback()
    entry = session.scalars(select(AuditEntry).where(AuditEntry.tag == Tag.TRAIL_READ)).one()
    assert (entry.actor, entry.subject) == (f"staff:{sam.ref}", "trail")
    assert entry.facts == {"shown": 1, "narrowed_by": ["who", "about"], "file": False}
    session.rollback()
    read("entry", number=1)
    read("file")
    assert audit_trail("trail") == [Tag.TRAIL_READ] * 3


def test_the_file_is_safe_in_a_spreadsheet_narrowed_and_noted(session, sam, kim, note, read, browser):
    note(kim, reason="=HYPERLINK(1)\n@cmd;+1")
    note(sam, Tag.FLAG_READ, "FLG-3333333")
    page = read("file", who="kim")
    assert page.response.headers["Content-Disposition"] == 'attachment; filename="trail.csv"'
    assert page.response.mimetype == "text/csv"
    heading, row = csv.reader(io.StringIO(page.html.removeprefix("\ufeff")))
    assert dict(zip(heading, row, strict=True)) == {
        "number": row[0], "when (UTC)": "2024-02-01T12:01:00.000000Z", "who": "Kim Ash", "reference": kim.ref,
        "actor": f"staff:{kim.ref}", "what": "entry.admitted", "sentence": "admitted ENT-2345678 for judging",
        "about": "ENT-2345678", "facts": "", "reason": "'=HYPERLINK(1)\n'@cmd;'+1",
        "place in the log": "not sealed yet",
    }  # fmt: skip
    session.rollback()
    entry = session.scalars(select(AuditEntry).where(AuditEntry.tag == Tag.TRAIL_READ)).one()
    assert entry.facts == {"shown": 1, "narrowed_by": ["who"], "file": True}


def test_an_entry_shows_its_place_and_its_proof(session, sam, kim, note, read, as_worker, clock):
    number = note(kim, reason="Because.", panels=["PNL-1"]).id
    page = read("entry", number=number)
    assert "It is not sealed yet" in page.text
    as_worker(seal_trail_due, clock())
    text = read("entry", number=number).text
    assert "Kim Ash admitted ENT-2345678 for judging" in text
    assert "1, counted from 0" in text or "0, counted from 0" in text
    assert "this entry to the root that was signed" in text
    assert read("entry", number=12345).status == 404


def test_an_entry_that_was_tampered_with_says_so(session, kim, note, read, as_worker, clock, tampering):
    number = note(kim).id
    session.commit()
    as_worker(seal_trail_due, clock())
    tampering("UPDATE audit_entry SET subject = 'ENT-3456789' WHERE id = :number", number=number)
    text = read("entry", number=number).text
    assert "This entry is not the one that was sealed" in text
    assert "It does not lead to the root" in text


def test_the_newest_head_is_shown_and_downloaded(session, kim, note, read, as_worker, clock):
    assert "No head is signed yet" in read("sealing").text
    assert read("head").status == 404
    note(kim)
    session.commit()
    as_worker(seal_trail_due, clock())
    page = read("sealing")
    head = page.click("Download the newest head")
    assert head.response.mimetype == "text/plain"
    assert head.html.startswith("localhost/trail\n")
    assert page.soup.pre.get_text().strip() == head.html.strip()


def test_everybody_on_staff_sees_what_they_did_themselves_and_nothing_else(session, sam, kim, note, browser):
    note(sam)
    note(kim, Tag.NOMINATION_RULED, "NOM-2345678", reason="Mine.")
    judge = Actor(Audience.JUDGES, kim.ref)
    note(judge, Tag.SCORE_SHEET_SAVED, "ENT-3456789")
    page = browser.sign_in(Audience.STAFF, kim.ref).get("trail_staff.mine")
    assert mine_only(page) == ["Kim Ash saved a score sheet on ENT-3456789", "Kim Ash ruled on NOM-2345678"]
    assert "Mine." in page.text
    assert "Sam Reid" not in page.text


def test_a_page_costs_at_most_eight_statements(session, sam, kim, note, browser, statements, as_worker, clock):
    for _ in range(60):
        note(kim, reason="Because.")
    session.commit()
    as_worker(seal_trail_due, clock())
    browser.sign_in(Audience.STAFF, sam.ref)
    browser.get("trail_staff.index")
    paths = ("/staff/trail/?who=kim&what=entries", "/staff/trail/2", "/staff/trail/sealing", "/staff/trail/mine")
    counted = {path: statements.of(lambda path=path: browser.client.get(path)) for path in paths}
    assert counted == dict(zip(paths, (8, 8, 6, 5), strict=True))


def test_old_entries_are_found_by_their_day(session, kim, note, read, clock):
    note(kim, subject="ENT-2222222")
    clock.forward(days=30)
    note(kim, subject="ENT-3333333")
    day = (clock() - timedelta(days=30)).date().isoformat()
    assert mine_only(read(since=day, until=day)) == ["Kim Ash admitted ENT-2222222 for judging"]


def test_an_account_that_is_gone_is_shown_by_its_reference(note, read):
    gone = UserFactory.build()
    note(gone)
    assert mine_only(read()) == [f"{gone.ref} admitted ENT-2345678 for judging"]

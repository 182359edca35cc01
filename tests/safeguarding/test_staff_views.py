"""Staff press once; named staff look, note and close; for others of staff these pages do not exist."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from awards.core.actor import Audience
from awards.safeguarding.models import Flag, FlagNote, FlagOutcome, SafeguardingLead
from tests.factories import CategoryFactory, FlagFactory, FlagNoteFactory, NominationFactory, SeasonFactory

PRESS = "Tell the safeguarding lead"
SECRET = "The uncle worries me."


@pytest.fixture
def desk(browser, given):
    return browser.sign_in(Audience.STAFF, given.staff.ref)


@pytest.fixture
def named(another_browser, given):
    return another_browser.sign_in(Audience.STAFF, given.confidential.ref)


def flags(session):
    session.rollback()
    return session.scalars(select(Flag)).all()


def notes(session):
    session.rollback()
    return [one.text for one in session.scalars(select(FlagNote).order_by(FlagNote.id))]


@pytest.mark.parametrize(("endpoint", "what"), [("screening_staff.nomination", "nomination"),
                                                ("screening_staff.entry", "entry")])  # fmt: skip
def test_staff_press_once_and_read_who_looks_by_when(desk, session, given, endpoint, what):
    subject = getattr(given, what).ref
    page = desk.get(endpoint, ref=subject).submit(PRESS)
    assert (page.status, page.heading) == (200, "The safeguarding lead has been told")
    assert f"Confidential staff of the awards will look at {subject} by 12pm on Thursday 7 March 2024." in page.text
    assert "call 999 first" in page.text
    assert "awards@harbour.example" in page.text
    assert [(one.subject, one.raised_by) for one in flags(session)] == [(subject, f"staff:{given.staff.ref}")]
    assert page.click(f"Back to {subject}").submit(PRESS).heading == page.heading
    assert len(flags(session)) == 1


def test_the_leads_name_is_said(desk, session, given):
    session.add(SafeguardingLead(programme_id=given.season.programme_id, user_id=given.confidential.id,
                                 named_by="USR-2", named_at=given.entry.admitted_at))  # fmt: skip
    page = desk.get("screening_staff.entry", ref=given.entry.ref).submit(PRESS)
    assert "Cora Finch, who looks after safeguarding here, will look at" in page.text


def test_more_may_be_said_and_need_not_be(desk, session, given):
    page = desk.get("screening_staff.nomination", ref=given.nomination.ref).submit(PRESS)
    page = page.submit("Send this as well")
    assert (page.status, page.errors) == (422, ["Write what you want to add, or leave this page"])
    page = page.submit("Send this as well", text=SECRET)
    assert "What you wrote is with the safeguarding lead" in page.text
    assert SECRET not in page.html
    assert notes(session) == [SECRET]


def test_what_is_too_long_is_refused_and_shown_again(desk, session, given):
    page = desk.get("screening_staff.nomination", ref=given.nomination.ref).submit(PRESS)
    page = page.submit("Send this as well", text="x" * 10_001)
    assert (page.status, len(page.soup.textarea.get_text().strip())) == (422, 10_001)


def test_what_is_said_after_the_flag_was_closed_raises_it_once_more(desk, session, given, clock):
    page = desk.get("screening_staff.nomination", ref=given.nomination.ref).submit(PRESS)
    flag = flags(session)[0]
    flag.outcome, flag.closed_at, flag.closed_by = FlagOutcome.NO_ACTION, clock(), "USR-2"
    session.commit()
    assert "What you wrote is with" in page.submit("Send this as well", text=SECRET).text
    assert [one.closed_at is None for one in flags(session)] == [False, True]
    assert notes(session) == [SECRET]


def test_whoever_only_reads_may_press_as_well(browser, session, given):
    page = browser.sign_in(Audience.STAFF, given.reader.ref).get("screening_staff.entry", ref=given.entry.ref)
    page = page.submit(PRESS).submit("Send this as well", text=SECRET)
    assert (page.heading, notes(session)) == ("The safeguarding lead has been told", [SECRET])


def test_what_is_not_of_this_season_cannot_be_flagged(desk, session, given):
    earlier = SeasonFactory(key="2020", year=2020, opens_at=given.season.opens_at - timedelta(days=1500))
    elsewhere = NominationFactory(category=CategoryFactory(season=earlier), submitted=True)
    token = desk.get("screening_staff.entry", ref=given.entry.ref).soup.find(attrs={"name": "csrf_token"})["value"]
    answers = [
        desk.open("/staff/flags", post={"csrf_token": [token], "subject": [subject]})
        for subject in (elsewhere.ref, "NOM-2222222", "ENT-2222222", "", given.nominee.ref)
    ]
    assert [one.status for one in answers] == [404] * 5
    assert [desk.get("safeguarding_staff.raised", subject=elsewhere.ref).status, flags(session)] == [404, []]


def test_the_list_puts_what_is_overdue_first_and_says_so(named, session, given, clock):
    now = clock()
    closed = {"closed_at": now, "outcome": FlagOutcome.ADVICE}
    for hours, more in ((1, {}), (30, {}), (40, {"looked_at": now}), (50, closed)):
        FlagFactory(season=given.season, subject=given.entry.ref, raised_by=f"judges:{given.staff.ref}",
                    raised_at=now - timedelta(hours=hours), **more)  # fmt: skip
    page = named.get("safeguarding_staff.flags")
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("td")] for row in page.soup.select("#open tbody tr")]
    assert [row[3] for row in rows] == ["Overdue", "To look at", "Looked at"]
    assert rows[0][0] == given.entry.ref
    assert rows[0][2] == "Sam Reid (judge)"
    assert rows[0][4] == "Overdue: to be looked at by 6am on Wednesday 6 March 2024"
    assert len(page.soup.select("#closed tbody tr")) == 1
    assert "Nobody is named as the lead" in page.text


def test_the_lead_looks_notes_and_closes(named, desk, session, given, audit_trail):
    desk.get("screening_staff.entry", ref=given.entry.ref).submit(PRESS).submit("Send this as well", text=SECRET)
    ref = flags(session)[0].ref
    page = named.get("safeguarding_staff.flags").click(ref)
    assert SECRET in page.text
    assert "Sam Reid raised it at 12pm on Wednesday 6 March 2024" in page.text
    page = page.submit("Mark as looked at")
    assert "Somebody looked at 12pm" in page.text
    page = page.submit("Add the note")
    assert (page.status, page.errors) == (422, ["Write the note"])
    page = page.submit("Add the note", text="Rang the duty desk.")
    assert notes(session) == [SECRET, "Rang the duty desk."]
    page = page.submit("Close the flag", note="They act.")
    assert (page.status, page.errors) == (422, ["Choose what was done"])
    assert "They act." in page.html
    page = page.submit("Close the flag", outcome="referred", note="They act.")
    assert (page.heading, f"{ref} is closed" in page.text) == ("Flags", True)
    page = page.click(ref)
    assert "Passed on to those who must act" in page.text
    assert [one.get_text() for one in page.soup.select("form button")][1:] == ["Add the note"]
    assert audit_trail(ref) == [
        "flag.raised", "flag.noted", "flag.read", "flag.looked_at", "flag.read", "flag.read", "flag.noted",
        "flag.read", "flag.read", "flag.closed", "flag.read",
    ]  # fmt: skip
    assert desk.get("screening_staff.entry", ref=given.entry.ref).submit(PRESS).status == 200
    again = next(one for one in flags(session) if one.ref != ref)
    assert ref in named.get("safeguarding_staff.flag_shown", ref=again.ref).text


def test_what_was_typed_to_close_a_flag_that_is_closed_meanwhile_is_shown(named, session, given, clock):
    flag = FlagFactory(season=given.season)
    page = named.get("safeguarding_staff.flag_shown", ref=flag.ref)
    flag.outcome, flag.closed_at, flag.closed_by = FlagOutcome.ADVICE, clock(), "USR-2"
    page = page.submit("Close the flag", outcome="no_action", note="Nothing there.")
    assert (page.status, "Nothing there." in page.html) == (409, True)
    assert "Somebody has closed this flag meanwhile." in page.text
    session.rollback()
    assert session.get_one(Flag, flag.id).outcome is FlagOutcome.ADVICE


def test_an_administrator_names_the_lead(another_browser, session, given):
    desk = another_browser.sign_in(Audience.STAFF, given.administrator.ref)
    page = desk.get("safeguarding_staff.flags").click("Name the lead")
    labels = [one.get_text(strip=True) for one in page.soup.select(".govuk-radios__label")]
    assert labels == ["Ada Lowe", "Cora Finch"]
    page = page.submit("Name them")
    assert (page.status, page.errors) == (422, ["Choose one of them"])
    page = page.submit("Name them", user=given.confidential.ref)
    assert "Cora Finch is told of each new flag." in page.text
    page = page.click("Name somebody else").submit("Name them", user=given.staff.ref)
    assert page.status == 422


def test_for_others_of_staff_these_pages_do_not_exist(desk, named, session, given):
    flag = FlagFactory(season=given.season, subject=given.nomination.ref)
    FlagNoteFactory(flag=flag, text=SECRET)
    home = desk.get("screening_staff.season")
    token = home.soup.find(attrs={"name": "csrf_token"})["value"]
    nothing = desk.get("safeguarding_staff.flag_shown", ref="FLG-2222222").bytes_but_for_the_token
    for path in ("/staff/flags", f"/staff/flags/{flag.ref}", "/staff/flags/lead", "/staff/concerns/"):
        page = desk.open(path)
        assert (page.status, page.bytes_but_for_the_token) == (404, nothing)
    for act in ("look", "notes", "close"):
        page, missing = (
            desk.open(f"/staff/flags/{ref}/{act}", post={"csrf_token": [token], "text": ["x"]})
            for ref in (flag.ref, "FLG-2222222")
        )
        told = page.bytes_but_for_the_token.replace(flag.ref, "FLG-2222222")
        assert (page.status, told) == (404, missing.bytes_but_for_the_token)
    for one in (home, desk.get("screening_staff.nomination", ref=given.nomination.ref)):
        assert SECRET not in one.html
        assert flag.ref not in one.html
        assert {"Flags", "Concerns"} & set(one.links()) == set()
    assert {"Flags", "Concerns"} <= set(named.get("screening_staff.season").links())
    assert named.get("safeguarding_staff.lead").status == 404


def test_pages_cost_the_same_for_few_and_many(named, session, given, statements):
    flag = FlagFactory(season=given.season, subject=given.entry.ref, raised_by=f"staff:{given.staff.ref}")
    session.commit()

    def cost(endpoint, **values):
        return statements.of(lambda: named.get(endpoint, **values))

    few = cost("safeguarding_staff.flags"), cost("safeguarding_staff.flag_shown", ref=flag.ref)
    for number in range(4):
        FlagFactory(season=given.season, subject=given.entry.ref, raised_by=f"staff:{given.other.ref}")
        FlagNoteFactory(flag=flag, text=f"Note {number}")
    session.commit()
    many = cost("safeguarding_staff.flags"), cost("safeguarding_staff.flag_shown", ref=flag.ref)
    assert many == few
    assert max(many) <= 8 + HOUSE


HOUSE = 5
"""Statements that every staff page costs: programme, season and rounds, sign-in, account, grants."""

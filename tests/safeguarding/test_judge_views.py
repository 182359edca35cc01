"""A judge presses on an entry that is theirs to read, and on no other."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from awards.core.actor import Audience
from awards.safeguarding.models import Flag, FlagNote
from tests.factories import AssignmentFactory, InterestFactory
from tests.panels.situations import panel_of

PRESS = "Tell the safeguarding lead"


@pytest.fixture
def given(session, clock):
    given = panel_of(screening={"flag_hours": 2})
    given.entry = given.entries[0]
    for entry in given.entries[:2]:
        AssignmentFactory(member=given.members[0], entry=entry)
    session.commit()
    return given


@pytest.fixture
def judge(browser, given):
    return browser.sign_in(Audience.JUDGES, given.users[0].ref)


def same_but_for_the_ref(page):
    """The page as sent, but for the token and for the address that was asked for."""
    return page.bytes_but_for_the_token.replace(page.url, "")


def flags(session):
    session.rollback()
    return [(one.subject, one.raised_by) for one in session.scalars(select(Flag))]


def test_a_judge_presses_once_beside_the_story(judge, session, given):
    page = judge.get("judging.sheet", ref=given.entry.ref).submit(PRESS)
    assert (page.status, page.heading) == (200, "The safeguarding lead has been told")
    assert f"will look at {given.entry.ref} by 2pm on Wednesday 6 March 2024." in page.text
    page = page.click("Back to the entry").submit(PRESS)
    assert flags(session) == [(given.entry.ref, f"judges:{given.users[0].ref}")]
    page = page.submit("Send this as well")
    assert (page.status, page.errors) == (422, ["Write what you want to add, or leave this page"])
    page = page.submit("Send this as well", text="The uncle worries me.")
    assert "What you wrote is with the safeguarding lead" in page.text
    assert [one.text for one in session.scalars(select(FlagNote))] == ["The uncle worries me."]


def test_the_page_before_a_press_offers_it(judge, session, given):
    page = judge.get("judging.flagged", ref=given.entry.ref)
    assert (page.heading, flags(session)) == ("Tell the safeguarding lead", [])
    assert page.submit(PRESS).heading == "The safeguarding lead has been told"


@pytest.mark.parametrize("which", ["conflicted", "not assigned", "missing"])
def test_what_is_not_theirs_to_read_is_not_found_and_makes_no_flag(judge, session, given, which):
    token = judge.get("judging.queue").soup.find(attrs={"name": "csrf_token"})["value"]
    refs = {"conflicted": given.entries[1].ref, "not assigned": given.entries[2].ref, "missing": "ENT-2222222"}
    InterestFactory(member=given.members[0], entry=given.entries[1])
    post = {"csrf_token": [token], "text": ["x"], "subject": [given.entry.ref]}
    for path, sent in (("flag", None), ("flag", post), ("flag/more", post)):
        page = judge.open(f"/judge/entries/{refs[which]}/{path}", post=sent)
        missing = judge.open("/judge/entries/ENT-3333333", post=sent)
        assert (page.status, same_but_for_the_ref(page)) == (404, same_but_for_the_ref(missing))
    assert flags(session) == []


def test_the_sheet_is_still_scored_as_drawn(judge, given):
    page = judge.get("judging.sheet", ref=given.entry.ref)
    buttons = [one.get_text(strip=True) for one in page.soup.main.select("button")]
    assert buttons == ["Keyboard help", "Save and next", "Come back later", PRESS, "Close"]

"""What judges say of their work, and how ties are then looked for anew."""

from __future__ import annotations

from datetime import date

import pytest

from awards.core.actor import Audience
from awards.core.permission import Refused
from awards.panels.working import Work, tell_work, work_of
from tests.panels.situations import as_judge, panel_of


@pytest.fixture
def given(session, clock):
    given = panel_of(ready=False)
    given.members[0].terms_accepted_at = given.judging.opens_at
    session.commit()
    return given


@pytest.fixture
def judge(browser, given):
    return browser.sign_in(Audience.JUDGES, given.users[0].ref)


def test_what_was_typed_is_kept_and_shown_again(session, judge, given, clock, audit_trail):
    page = judge.get("panels_judge.work", ref=given.panel.ref)
    page = page.submit(
        "Save", employer="  Leeds ", past_employers="Kent\nBristol", line_management="Ola Bright", load_most="12",
        standing_interests="A trustee of Harbour", away_from_day="11", away_from_month="3", away_from_year="2024",
        away_until_day="15", away_until_month="March", away_until_year="2024",
    )  # fmt: skip
    assert page.heading == "Whom are you connected with?"
    member = given.members[0]
    assert work_of(member) == Work(
        employer="Leeds", past_employers="Kent\nBristol", line_management="Ola Bright",
        standing_interests="A trustee of Harbour", load_most=12, away_from=date(2024, 3, 11),
        away_until=date(2024, 3, 15),
    )  # fmt: skip
    assert member.work_told_at == clock()
    assert audit_trail(given.panel.ref) == ["work.told"]
    page = judge.get("panels_judge.work", ref=given.panel.ref)
    assert [page.soup.find(id=name)["value"] for name in ("employer", "load_most", "away_until_month")] == [
        "Leeds", "12", "3",
    ]  # fmt: skip
    assert page.soup.find(id="past_employers").get_text().strip() == "Kent\nBristol"


def test_a_later_change_proposes_conflicts_anew(session, judge, given, audit_trail):
    given.entries[0].place = "Kent County Council"
    session.commit()
    page = judge.get("panels_judge.work", ref=given.panel.ref).submit("Save", employer="Leeds")
    page = page.submit("Send", looked="y")
    assert page.heading == "My entries"
    page = page.click("My conflicts").click("Change what you told us of your work")
    page = page.submit("Save and look at the names again", past_employers="Kent")
    assert "You worked for the employer of this entry in the last three years." in page.text
    page = page.submit("Send", looked="y")
    assert audit_trail(given.panel.ref) == ["work.told", "interests.completed", "panel_member.changed",
                                            "interests.completed"]  # fmt: skip
    assert audit_trail(given.entries[0].ref) == ["interest.declared"]


def test_saving_the_same_again_leaves_no_trail(session, judge, given, audit_trail):
    for _ in range(2):
        judge.get("panels_judge.work", ref=given.panel.ref).submit("Save", employer="Leeds")
    assert audit_trail(given.panel.ref) == ["work.told"]


FIRST = {"away_from_day": "11", "away_from_month": "3", "away_from_year": "2024"}


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ({"load_most": "twelve"}, "Enter a whole number from 1 to 999, or leave it empty"),
        ({"load_most": "0"}, "Enter a whole number from 1 to 999, or leave it empty"),
        ({"load_most": "²"}, "Enter a whole number from 1 to 999, or leave it empty"),
        ({"load_most": "1000"}, "Enter a whole number from 1 to 999, or leave it empty"),
        (FIRST, "Enter the last day away too, or leave both empty"),
        (FIRST | {"away_from_day": "31", "away_from_month": "2"}, "First day away must be a real date"),
        (FIRST | {"away_until_day": "10", "away_until_month": "3", "away_until_year": "2024"},
         "Last day away must be the first day away or later"),
        ({"employer": "x" * 201}, "The employer must be 200 characters or less"),
        ({"past_employers": "x" * 2001}, "Write 2,000 characters or less"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(session, judge, given, typed, error):
    page = judge.get("panels_judge.work", ref=given.panel.ref)
    page = page.submit("Save", **({"line_management": "Ola Bright"} | typed))
    assert (page.status, page.errors) == (422, [error])
    for name, value in typed.items():
        box = page.soup.find(id=name)
        assert (box["value"] if box.name == "input" else box.get_text().strip()) == value
    assert page.soup.find(id="line_management").get_text().strip() == "Ola Bright"
    session.expire_all()
    assert given.members[0].work_told_at is None


def test_nobody_tells_of_their_work_before_the_terms(session, given, clock):
    member = given.members[1]
    with pytest.raises(Refused) as error:
        tell_work(session, member, Work(), actor=as_judge(member.user), now=clock())
    assert [reason.code for reason in error.value.permission.reasons] == ["terms-first"]

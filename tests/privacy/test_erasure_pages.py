"""Administrators find, copy and erase on pages; nobody else gets there."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from awards.audit import Tag
from awards.audit.models import AuditEntry
from awards.core.actor import Audience, Role
from awards.privacy.models import Erasure
from tests.factories import (
    FlagFactory,
    FlagNoteFactory,
    GrantFactory,
    JudgeFactory,
    NomineeFactory,
    ProgrammeFactory,
    StaffFactory,
    WinnerFactory,
)
from tests.privacy.planting import NAME, Planted

HOME = "/staff/privacy/people/"


@pytest.fixture
def planted(session):
    made = Planted(session)
    session.commit()
    return made


@pytest.fixture
def administrator(session, browser, planted, clock):
    browser.sign_in(Audience.STAFF, planted.administrator.ref)
    return planted.administrator


def ticked(planted):
    return [planted.nominee.ref, planted.past.ref, f"LIN-{planted.other_line.id}"]


def at(planted, what=""):
    return HOME + ".".join(ticked(planted)) + (f"/{what}" if what else "")


def test_from_a_name_to_a_copy(planted, administrator, browser, session):
    page = browser.open(HOME).submit("Look", words=f"  {NAME.upper()} ")
    assert "Probably one person: Zebedee Quillfeather" in page.text
    page = page.submit("Go on with those ticked", ref=ticked(planted))
    assert page.url.endswith(".".join(ticked(planted)))
    shown = page.submit("Show the copy")
    assert (planted.marks["answer.text"] in shown.text, "Who told us" in shown.text) == (True, True)
    tags = session.scalars(select(AuditEntry.tag).order_by(AuditEntry.id)).all()
    assert [one for one in tags if one in {Tag.PERSON_SOUGHT, Tag.COPY_OF_PERSON_TAKEN}] == [
        Tag.PERSON_SOUGHT, Tag.COPY_OF_PERSON_TAKEN,
    ]  # fmt: skip


def test_the_file_has_a_neutral_name_and_is_kept_by_nobody_on_the_way(planted, administrator, browser):
    page = browser.open(at(planted)).submit("Download the copy as a file")
    headers = page.response.headers
    assert headers["Content-Disposition"] == 'attachment; filename="copy-of-what-is-held.json"'
    assert (headers["Cache-Control"], headers["Content-Type"]) == ("no-store", "application/json; charset=utf-8")
    assert json.loads(page.html)["references"] == ticked(planted)


def test_what_was_typed_stays_in_no_trail_and_no_address(planted, administrator, browser, session):
    page = browser.open(HOME).submit("Look", words=NAME)
    assert "Quillfeather" not in page.url
    entries = session.scalars(select(AuditEntry)).all()
    assert not any("Quillfeather" in str(one.facts) for one in entries)


def test_nothing_typed_is_said_so(administrator, browser):
    page = browser.open(HOME).submit("Look", words=" ")
    assert (page.status, page.errors) == (
        422, ["Enter a name, an email address, a telephone number or a reference"],
    )  # fmt: skip


def test_nothing_ticked_goes_back(planted, administrator, browser):
    page = browser.open(HOME).submit("Look", words=NAME).submit("Go on with those ticked")
    assert page.url == HOME


def test_erasing_asks_everything_there_is_to_decide_and_keeps_what_was_typed(planted, administrator, browser, session):
    page = browser.open(at(planted, "erase")).submit("Erase", reason="They rang; Jo checked.")
    assert page.status == 422
    assert page.errors == [
        "Choose why they are erased",
        "Choose what happens to the safeguarding flags",
        "Look at their public page first, and say that you have",
        "Say that you know that this cannot be undone",
    ]
    assert "They rang; Jo checked." in page.text
    assert session.scalars(select(Erasure)).all() == []


def test_erasing_says_what_goes_and_stays_and_does_it(planted, administrator, browser, session):
    page = browser.open(at(planted, "erase"))
    assert "What goes" in page.text
    assert "1 × what judges told of themselves" in page.text
    page = page.submit(
        "Erase", ground="objected", reason="They rang.", flags="let_go", suppress="y", seen_public="y", sure="y"
    )
    assert (page.heading, page.url) == ("Erased", at(planted, "erased"))
    session.expire_all()
    assert session.get_one(type(planted.nominee), planted.nominee.id).full_name == "Name withheld"
    assert sorted(session.scalars(select(Erasure.subject))) == sorted(ticked(planted))
    assert NAME not in browser.open(at(planted)).text


def test_only_what_there_is_to_decide_is_asked(session, browser, clock):
    staff, nominee = StaffFactory(role=Role.ADMINISTRATOR), NomineeFactory()
    session.commit()
    browser.sign_in(Audience.STAFF, staff.ref)
    page = browser.open(f"{HOME}{nominee.ref}/erase")
    assert ("safeguarding flags" in page.text, "public page" in page.text) == (False, False)
    assert "Keep a note that they do not want to be put forward again" in page.text


def test_a_flag_that_is_open_is_said(session, browser, clock):
    staff, nominee = StaffFactory(role=Role.ADMINISTRATOR), NomineeFactory()
    flag = FlagFactory(season=nominee.nomination.season, subject=nominee.nomination.ref)
    FlagNoteFactory(flag=flag)
    session.commit()
    browser.sign_in(Audience.STAFF, staff.ref)
    assert "and a flag that nobody has closed" in browser.open(f"{HOME}{nominee.ref}/erase").text


@pytest.mark.parametrize("role", [Role.STAFF, Role.CONFIDENTIAL_STAFF, Role.READ_ONLY])
def test_nobody_but_administrators_gets_there(session, browser, clock, role):
    staff, nominee = StaffFactory(role=role), NomineeFactory()
    session.commit()
    browser.sign_in(Audience.STAFF, staff.ref)
    paths = [HOME, f"{HOME}choose", f"{HOME}{nominee.ref}", f"{HOME}{nominee.ref}/erase", f"{HOME}{nominee.ref}/erased"]
    assert [browser.client.get(one).status_code for one in paths] == [403] * 5


def test_a_reference_of_nobody_or_of_another_programme_is_not_found(planted, administrator, browser, session):
    other = WinnerFactory(programme__key="elsewhere", programme__is_home=False)
    session.commit()
    assert [browser.client.get(HOME + one).status_code for one in ("NEE-ZZZZZZZ", other.ref, "nonsense")] == [404] * 3


def test_who_is_of_other_awards_as_well_is_copied_and_erased_by_an_administrator_of_all(
    planted, administrator, browser, session
):  # fmt: skip
    judge = JudgeFactory()
    GrantFactory(user=judge, role=Role.JUDGE, programme_key=ProgrammeFactory(key="elsewhere", is_home=False).key)
    session.commit()
    assert browser.client.get(f"{HOME}{judge.ref}/erase").status_code == 409
    refused = browser.open(HOME + judge.ref).submit("Show the copy")
    assert (refused.status, "also" in refused.text or "as well" in refused.text) == (409, True)
    GrantFactory(user=planted.administrator, role=Role.ADMINISTRATOR, programme_key="")
    session.commit()
    assert browser.client.get(f"{HOME}{judge.ref}/erase").status_code == 200
    assert browser.open(HOME + judge.ref).submit("Show the copy").status == 200


def test_after_a_while_who_sits_there_is_asked_to_prove_who_they_are(planted, administrator, browser, clock):
    clock.forward(minutes=20)
    assert browser.client.get(at(planted, "erase")).status_code == 303


def test_the_pages_hold_their_statements(planted, administrator, browser, statements):
    assert statements.of(lambda: browser.open(HOME + planted.nominee.ref)) <= 8

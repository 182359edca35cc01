"""Facts about a nominee put right: by themselves, by staff, and what follows from a new address."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from awards.audit.queries import entries_about
from awards.comms.models import Message, MessageState
from awards.comms.relations import Correction
from awards.core.actor import Actor, Audience
from awards.core.permission import Refused
from awards.db import blind_index
from awards.links.models import Link
from awards.nominees.correcting import TypedFacts, correct_myself, correct_nominee, put_right_address
from tests.factories import NomineeFactory
from tests.nominees.conftest import EMAIL, STAFF

NEW = "amara.okafor@home.example"


@pytest.fixture
def facts(page):
    """Give the page of facts of a nominee of this kind."""

    def reach(kind="practice"):
        shown, nominee = page(kind)
        link = "put it right" if kind == "young" else "correct my details"
        return shown.click(link), nominee

    return reach


def last(session, nominee):
    session.rollback()
    session.expire_all()
    return entries_about(session, nominee.ref)[-1]


def test_a_nominee_puts_their_own_facts_right(facts, session):
    form, nominee = facts()
    done = form.submit(full_name=" Amara  Okafór ", known_as="", role="Team manager", employer="Plantshire")
    assert (done.url, "What you put right is saved." in done.text) == ("/about-me/", True)
    entry = last(session, nominee)
    assert (entry.tag, entry.actor, entry.facts, entry.reason) == (
        "nominee.corrected", f"nominees:{nominee.ref}", {"fields": ["employer", "full_name", "known_as", "role"]}, None,
    )  # fmt: skip
    session.refresh(nominee)
    assert (nominee.full_name, nominee.known_as, nominee.role, nominee.employer) == (
        "Amara Okafór", None, "Team manager", "Plantshire",
    )  # fmt: skip


def test_what_else_is_wrong_reaches_staff_in_the_nominees_own_words(facts, session):
    form, nominee = facts("young")
    form.submit(wrong="I was born on 2 June 2006,\nnot on 1 June.")
    entry = last(session, nominee)
    assert (entry.tag, entry.facts, entry.reason.text) == (
        "nominee.corrected", {"fields": []}, "I was born on 2 June 2006,\nnot on 1 June.",
    )  # fmt: skip


def test_saving_without_a_change_leaves_no_trail(facts, session):
    form, nominee = facts()
    form.submit()
    assert last(session, nominee).tag == "sign_in.started"


def test_a_child_is_not_asked_about_work_they_never_named(facts):
    form, _ = facts("young")
    names = [one["name"] for one in form.soup.main.select("input[type=text], input[type=email], textarea")]
    assert names == ["full_name", "known_as", "email", "wrong"]


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"full_name": " "}, ["Enter your full name"]),
        ({"email": ""}, ["Enter your email address"]),
        ({"email": "amara"}, ["Enter an email address in the correct format, like name@example.com"]),
        ({"role": "x" * 201}, ["Your role must be 200 characters or less"]),
        ({"wrong": "x" * 10_001}, ["Is something else wrong? must be 10,000 characters or less"]),
    ],
)
def test_what_cannot_be_kept_is_said_and_everything_typed_stays(facts, session, typed, errors):
    form, nominee = facts()
    wrong = form.submit(**({"employer": "Plantshire"} | typed))
    assert (wrong.status, wrong.errors) == (422, errors)
    assert wrong.soup.find(id="employer")["value"] == "Plantshire"
    assert last(session, nominee).tag == "sign_in.started"


def test_a_new_address_gets_a_link_and_the_old_one_a_neutral_line(facts, session, mailbox, another_browser):
    form, nominee = facts()
    form.submit(email=NEW)
    session.rollback()
    assert [one.revoked_at is None for one in session.scalars(select(Link))] == [False]
    old, new = mailbox.last_to(EMAIL), mailbox.last_to(NEW)
    assert [old["Subject"], new["Subject"]] == [
        "Harbour Awards: the address on file was changed", "Harbour Awards: this address is on file now",
    ]  # fmt: skip
    for mail in (old, new):
        body = mail.get_body(("plain",)).get_content()
        assert [words for words in ("Amara", "Okafor", "Practice", "nominat") if words in body] == []
    assert ("/link/" in old.as_string(), NEW in old.get_body(("plain",)).get_content()) == (False, False)
    check = another_browser.follow_mail(mailbox.link_to(NEW))
    assert check.submit(name="Amara").heading == "You have been put forward"
    session.refresh(nominee)
    assert (nominee.email, nominee.email_index) == (NEW, blind_index(session, NEW))


def test_mail_that_waits_for_the_old_address_does_not_go(session, clock, told):
    nominee = told()
    me = Actor(Audience.NOMINEES, nominee.ref)
    typed = TypedFacts(changes={"email": NEW})
    correct_myself(session, nominee, typed, programme_key="harbour-awards", actor=me, now=clock())
    states = {one.recipient: one.state for one in session.scalars(select(Message).order_by(Message.id.desc()))}
    assert states == {NEW: MessageState.QUEUED, EMAIL: MessageState.CANCELLED}


def test_another_employer_is_no_longer_the_place_it_was(session, clock):
    nominee = NomineeFactory(employer_place="plantshire")
    assert correct_nominee(session, nominee, changes={"role": "Manager"}, actor=STAFF, now=clock()) == ["role"]
    assert nominee.employer_place == "plantshire"
    correct_nominee(session, nominee, changes={"employer": "Mersham"}, actor=STAFF, now=clock())
    assert (nominee.employer, nominee.employer_place) == ("Mersham", None)


def test_staff_may_put_right_what_rules_rest_on_and_a_nominee_may_not(session, clock, audit_trail):
    nominee = NomineeFactory()
    born = {"date_of_birth": date(2006, 6, 2), "registration_number": "SW12"}
    with pytest.raises(Refused) as refused:
        correct_nominee(
            session, nominee, changes=born, actor=Actor(Audience.NOMINEES, nominee.ref), now=clock()
        )  # fmt: skip
    assert str(refused.value) == "This cannot be changed here: date_of_birth, registration_number."
    changed = correct_nominee(session, nominee, changes=born, actor=STAFF, now=clock(), reason="They rang on Monday.")
    assert (changed, nominee.date_of_birth) == (["date_of_birth", "registration_number"], date(2006, 6, 2))
    assert audit_trail(nominee.ref) == ["nominee.corrected"]


@pytest.mark.parametrize(
    ("actor", "changes", "words"),
    [
        (STAFF, {"full_name": "  "}, "Enter the full name."),
        (STAFF, {"deceased": True}, "This cannot be changed here: deceased."),
        (Actor(Audience.NOMINATORS, "NTR-2222222"), {"role": "x"}, "This cannot be changed here: role."),
    ],
)
def test_other_changes_are_refused(session, clock, actor, changes, words):
    with pytest.raises(Refused) as refused:
        correct_nominee(session, NomineeFactory(), changes=changes, actor=actor, now=clock())
    assert str(refused.value) == words


def test_an_address_that_staff_correct_in_the_outbox_is_taken_over_where_it_is_this_nominees(session, clock):
    nominee = NomineeFactory(email=EMAIL)
    for was, now in (("somebody@else.example", "a@b.example"), (EMAIL, NEW)):
        put_right_address(session, Correction(nominee.ref, was, now), STAFF, clock())
    put_right_address(session, Correction("NOM-2222222", EMAIL, "c@d.example"), STAFF, clock())
    assert nominee.email == NEW

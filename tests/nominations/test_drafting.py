"""Saving drafts: nothing typed is lost, and nothing sent is changed."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from awards.comms.models import Message
from awards.core.permission import Refused
from awards.nominations import drafting
from awards.nominations.drafting import AboutYou, Declared
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Answer, Credit
from tests.nominations.building import complete, whole

ABOUT: dict[str, Any] = {
    "name": "Casey Brook", "phone": None, "organisation": None, "job": None, "relationship": "manager",
    "is_nominee": False, "organiser_tie": "none", "credit": Credit.NOT_AT_ALL, "name_hidden": True,
}  # fmt: skip


@pytest.fixture
def draft(session, season):
    return complete(session, season)


def texts(session) -> dict[str, str]:
    return {answer.question_key: answer.text for answer in session.scalars(select(Answer))}


def save(session, draft, clock, text, version):
    return drafting.save_answer(session, draft, "summary", text=text, version=version, now=clock())


def test_an_answer_over_its_limit_is_kept(session, draft, clock):
    long = "word " * 500
    saved = save(session, draft, clock, long, 1)
    assert (bool(saved.permission), saved.version, texts(session)["summary"]) == (True, 2, long)


def test_more_than_ten_thousand_characters_are_not_kept(session, draft, clock):
    saved = save(session, draft, clock, "x" * 10_001, 1)
    assert (saved.version, texts(session)["summary"]) == (1, "About summary.")


def test_an_answer_typed_over_an_older_text_does_not_replace_the_newer(session, draft, clock):
    save(session, draft, clock, "From one tab.", 1)
    saved = save(session, draft, clock, "From another tab.", 1)
    assert [reason.code for reason in saved.permission.reasons] == ["changed-meanwhile"]
    assert (saved.stored, saved.version, texts(session)["summary"]) == ("From one tab.", 2, "From one tab.")


def test_sending_the_same_answer_twice_is_no_conflict(session, draft, clock):
    save(session, draft, clock, "The same.", 1)
    saved = save(session, draft, clock, "The same.", 1)
    assert (bool(saved.permission), saved.version) == (True, 2)


def test_a_first_answer_is_typed_over_nothing(session, draft, clock):
    saved = drafting.save_answer(session, draft, "evidence", text="A survey.", version=0, now=clock())
    assert (bool(saved.permission), texts(session)["evidence"]) == (True, "A survey.")


def test_nothing_is_changed_once_it_is_sent(session, draft, clock):
    draft.state, draft.submitted_at = NominationState.SUBMITTED, clock()
    assert not save(session, draft, clock, "Too late.", 1).permission
    declared = Declared(nominee_knows=True, true=True, no_child_named=True, privacy_read=True)
    about = AboutYou(email="casey@nominators.example", **ABOUT)
    for change in (
        lambda: drafting.save_about_you(session, draft, about, now=clock()),
        lambda: drafting.save_first_facts(session, draft, nation="Wales", facts={}),
        lambda: drafting.save_person(session, draft, 1, details={"full_name": "Other"}),
        lambda: drafting.remove_person(session, draft, 1),
        lambda: drafting.save_team(session, draft, name="A team", facts={}, contact={}),
        lambda: drafting.save_declarations(session, draft, declared),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert str(refused.value) == "This nomination has been sent, so it can no longer be changed."


def test_a_link_goes_once_to_each_address(session, draft, clock):
    for address in ("first@nominators.example", "first@nominators.example", "second@nominators.example"):
        drafting.save_about_you(session, draft, AboutYou(email=address, **ABOUT), now=clock())
    queued = session.scalars(select(Message).order_by(Message.id)).all()
    assert [(one.recipient, one.state) for one in queued] == [
        ("first@nominators.example", "cancelled"),  # it had not gone yet, and the address was mistyped
        ("second@nominators.example", "queued"),
    ]


def test_people_are_added_up_to_the_limit_and_numbered_anew_when_one_is_removed(session, season):
    draft = complete(session, season, "innovation")
    for number, name in ((2, "Bo Lind"), (3, "Cy Moor")):
        drafting.save_person(session, draft, number, details={"full_name": name})
    with pytest.raises(Refused) as refused:
        drafting.save_person(session, draft, 4, details={"full_name": "Di Nash"})
    assert str(refused.value) == "This award is for 3 people at most."
    drafting.remove_person(session, draft, 1)
    assert [(one.position, one.full_name) for one in whole(session, draft).nominees] == [(1, "Bo Lind"), (2, "Cy Moor")]


def test_the_first_questions_make_the_first_person(session, season):
    draft = complete(session, season, "innovation")
    drafting.remove_person(session, draft, 1)
    drafting.save_first_facts(session, draft, nation="England", facts={"registration": "registered"})
    assert [(one.full_name, one.registration) for one in draft.nominees] == [("", "registered")]
    assert draft.benefits == "England"


def test_fields_beyond_the_form_are_ignored(session, draft):
    drafting.save_person(session, draft, 1, details={"full_name": "Bo Lind", "deceased": True, "ref": "NEE-OTHER"})
    nominee = draft.nominees[0]
    assert (nominee.full_name, nominee.deceased, nominee.ref != "NEE-OTHER") == ("Bo Lind", False, True)


def test_a_teams_facts_are_kept_together(session, season):
    draft = complete(session, season, "team")
    facts = {"members": 9, "lead_employer": "Invented County Council", "state": "submitted"}
    drafting.save_team(
        session, draft, name="Night Light", facts=facts, contact={"full_name": "Sam Reed", "email": None}
    )
    assert draft.team == {
        "active": None, "children_social_workers": None, "lead_employer": "Invented County Council",
        "lead_employer_type": None, "members": 9, "partners": None, "service": None, "structure": "single_agency",
    }  # fmt: skip
    contact = draft.nominees[0]
    assert (contact.is_team, contact.full_name, contact.email_index) == (True, "Sam Reed", None)

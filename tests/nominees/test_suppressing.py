"""Notes of who does not want to be put forward: found again by name or address, and nothing readable in them."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from awards.comms.models import Message
from awards.nominees.actions import send_notice
from awards.nominees.models import Suppression
from awards.nominees.queries import notice_of
from awards.nominees.suppressing import (
    is_suppressed,
    lift_suppression,
    note_suppression,
    plain_name,
    suppressed_among,
)
from tests.factories import NomineeFactory
from tests.nominees.conftest import STAFF

KEY = "harbour-awards"


@pytest.fixture
def noted(session, clock):
    """Keep a note about a nominee and give the nominee."""

    def note(**facts):
        facts = {"full_name": "Zoë  O’Brien", "email": "zoe@nominees.example"} | facts
        nominee = NomineeFactory(**facts)
        note_suppression(session, nominee, programme_key=KEY, actor=STAFF, now=clock())
        return nominee

    return note


@pytest.mark.parametrize(
    ("typed", "compared"),
    [
        ("Zoë O’Brien", "zoe o’brien"),
        ("  ZOE   O’BRIEN ", "zoe o’brien"),
        ("Straße", "strasse"),
        ("Ñandú\tÅse", "nandu ase"),
        ("李小龍", "李小龍"),
        ("", ""),
    ],
)
def test_names_are_compared_without_case_accents_and_spaces(typed, compared):
    assert plain_name(typed) == compared


def test_a_note_holds_fingerprints_only_and_is_kept_once(session, clock, noted, audit_trail):
    nominee = noted()
    again = note_suppression(session, nominee, programme_key=KEY, actor=STAFF, now=clock())
    note = session.scalars(select(Suppression)).one()
    assert again is note
    assert (note.nominee_ref, note.noted_at, note.lifted_at) == (nominee.ref, clock(), None)
    assert (len(note.name_index), len(note.email_index), note.name_index == note.email_index) == (64, 64, False)
    assert audit_trail(nominee.ref) == ["suppression.noted"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"full_name": "zoe o’brien", "email": None}, True),
        ({"full_name": None, "email": "ZOE@nominees.example"}, True),
        ({"full_name": "Somebody Else", "email": "zoe@nominees.example"}, True),
        ({"full_name": "Somebody Else", "email": "else@nominees.example"}, False),
        ({"full_name": None, "email": None}, False),
    ],
)
def test_a_note_is_found_by_name_or_by_address(session, noted, asked, found):
    noted()
    assert is_suppressed(session, KEY, **asked) is found


def test_a_note_counts_in_its_own_programme_and_only_while_it_stands(session, clock, noted, audit_trail):
    nominee = noted()
    asked = {"full_name": nominee.full_name, "email": nominee.email}
    assert not is_suppressed(session, "lantern-prizes", **asked)
    assert lift_suppression(session, nominee, programme_key=KEY, actor=STAFF, now=clock())
    assert not is_suppressed(session, KEY, **asked)
    assert not lift_suppression(session, nominee, programme_key=KEY, actor=STAFF, now=clock())
    assert audit_trail(nominee.ref) == ["suppression.noted", "suppression.lifted"]


def test_a_name_without_an_address_does_not_fit_everybody_without_one(session, noted):
    noted(email=None)
    assert not is_suppressed(session, KEY, full_name="Somebody Else", email="")
    assert suppressed_among(session, KEY, [NomineeFactory(full_name="Somebody Else", email=None)]) == frozenset()


def test_the_same_person_agreeing_to_another_nomination_lifts_the_note(session, clock, noted):
    noted()
    same = NomineeFactory(full_name="Zoe O’Brien", email="zoe@nominees.example")
    namesake = NomineeFactory(full_name="Zoe O’Brien", email="another@nominees.example")
    assert not lift_suppression(session, namesake, programme_key=KEY, actor=STAFF, now=clock())
    assert lift_suppression(session, same, programme_key=KEY, actor=STAFF, now=clock())


def test_others_are_marked_by_name_or_address_and_nobody_by_their_own_note(session, noted):
    own = noted()
    by_name = NomineeFactory(full_name="ZOË O’BRIEN", email=None)
    by_address = NomineeFactory(full_name="Somebody Else", email="zoe@nominees.example")
    other = NomineeFactory()
    assert suppressed_among(session, KEY, [own, by_name, by_address, other]) == {by_name.ref, by_address.ref}
    assert suppressed_among(session, KEY, []) == frozenset()


def test_no_notice_goes_to_an_address_whose_owner_asked_not_to_be_put_forward(session, clock, noted, audit_trail):
    noted()
    again = NomineeFactory(full_name="Somebody Else", email="Zoe@nominees.example")
    namesake = NomineeFactory(full_name="Zoë O’Brien", email="namesake@nominees.example")
    sent = [send_notice(session, one, programme_key=KEY, actor=STAFF, now=clock()) for one in (again, namesake)]
    assert sent == [False, True]
    assert notice_of(session, again) is None
    assert session.scalars(select(Message.about)).all() == [namesake.ref]
    assert audit_trail(again.ref) == []

"""Passwords: length and not composition, none that is common, every character counts, Argon2id."""

import unicodedata

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type

from awards.accounts import passwords
from awards.accounts.common_passwords import DATA, folded_of, is_common, listed
from awards.accounts.models import Password
from awards.accounts.passwords import is_right, is_right_password, objections, set_password, strengthen
from awards.comms.models import Message
from awards.core.actor import Actor, Audience
from awards.links.actions import mint_link, redeem_link
from awards.links.purposes import Purpose
from tests.factories import SeasonFactory, StaffFactory
from tests.signing_in import PASSWORD, set_up

PERSONAL = ["Jo Bloggs-Marsh", "jo.marsh", "staff.example", "Harbour Awards", "Harbour Trust"]


@pytest.mark.parametrize(
    "chosen",
    [
        "pelican on a rusty gate", "eleven green t", "鯨が夜の海を静かに渡っていく", "ñandú — tres — veces",
        "   otters in a row", "gnat 4 the moon, 7 oars",
    ],
)  # fmt: skip
def test_length_is_enough_and_any_character_is_fine(chosen):
    assert objections(chosen, personal=PERSONAL) == []


@pytest.mark.parametrize("chosen", ["", "short", "eleven char", "e\u0301" * 11])
def test_under_twelve_characters_is_too_short(chosen):
    assert objections(chosen, personal=PERSONAL) == [passwords.TOO_SHORT]


def test_a_password_of_two_hundred_characters_is_taken_and_a_longer_one_is_refused_by_name():
    long = "pelican gate " * 15 + "otter"
    assert (len(long), objections(long, personal=[])) == (200, [])
    assert objections(long + "x", personal=[]) == [passwords.TOO_LONG]


@pytest.mark.parametrize(
    "chosen",
    [
        "password1234", "PASSWORD1234", "P@ssw0rd2024!!", "qwertyuiop12", "123456789012", "210987654321",
        "aaaaaaaaaaaa", "abcabcabcabc", "Liverpool2024!", "iloveyou1234", "mypassword!!!!", "1q2w3e4r5t6y",
        "trustno1trustno1", "letmein!!!!!!", "Sunshine12345", "abcdefghijkl",
    ],
)  # fmt: skip
def test_common_passwords_and_the_habits_behind_them_are_refused(chosen):
    assert objections(chosen, personal=PERSONAL) == [passwords.TOO_COMMON]


@pytest.mark.parametrize("chosen", ["Bloggs-Marsh 2024", "harbourawards", "JoMarsh!Harbour", "staff.example12"])
def test_what_others_know_of_a_person_is_no_password(chosen):
    assert objections(chosen, personal=PERSONAL) == [passwords.TOO_PERSONAL]


def test_a_name_within_a_long_sentence_is_fine():
    assert objections("the harbour freezes over every winter", personal=PERSONAL) == []


def test_the_list_has_thousands_of_entries_all_long_enough_to_matter_and_in_the_one_form():
    lines = (DATA / "common_passwords.txt").read_text(encoding="utf-8").splitlines()
    assert len(set(lines)) == len(lines) == len(listed())
    assert len(lines) >= 3000
    assert [line for line in lines if len(line) < passwords.SHORTEST or folded_of(line) != line] == []


def test_every_one_of_them_is_refused_in_capitals_too():
    assert [line for line in sorted(listed())[::97] if not is_common(line.upper())] == []


def test_the_hash_is_argon2id_with_19_mib_two_passes_and_one_lane():
    found = extract_parameters(passwords.HASHER.hash("x"))
    assert (found.type, found.memory_cost, found.time_cost, found.parallelism) == (Type.ID, 19456, 2, 1)


@pytest.fixture
def staff(session):
    SeasonFactory()
    return StaffFactory(email="jo@staff.example")


def test_every_character_of_a_long_password_counts(session, staff, clock):
    long = "pelican gate " * 15 + "otter"
    set_up(session, staff, now=clock(), password=long)
    typed = (long, long[:-1], long[:72], long + "x", long + "x" * 99)
    right = [is_right_password(session, staff.id, one) for one in typed]
    assert right == [True, False, False, False, False]


def test_the_same_characters_from_another_keyboard_are_the_same_password(session, staff, clock):
    typed = "garçon à l'étage"
    set_up(session, staff, now=clock(), password=unicodedata.normalize("NFC", typed))
    assert is_right_password(session, staff.id, unicodedata.normalize("NFD", typed))
    assert not is_right_password(session, staff.id, typed.upper())


def test_a_weaker_hash_is_made_anew_when_the_password_is_right(session, staff):
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    kept = Password(user_id=staff.id, hash=weak, set_at=None)
    assert is_right(kept, PASSWORD)
    strengthen(kept, PASSWORD)
    assert (kept.hash != weak, is_right(kept, PASSWORD)) == (True, True)
    strong = kept.hash
    strengthen(kept, PASSWORD)
    assert kept.hash == strong


def test_without_a_password_a_hash_is_computed_all_the_same(monkeypatch):
    verified = []
    monkeypatch.setattr(passwords, "HASHER", Recording(passwords.HASHER, verified))
    assert is_right(None, PASSWORD) is False
    assert verified == [passwords.DUMMY]


class Recording:
    """Does what the hasher does, and notes which hashes it verified."""

    def __init__(self, hasher, verified):
        self._hasher, self._verified = hasher, verified

    def verify(self, kept, password):
        self._verified.append(kept)
        return self._hasher.verify(kept, password)


def test_setting_a_password_is_recorded_told_by_mail_and_voids_links_that_would_set_it(
    session, staff, clock, audit_trail
):
    purposes = (Purpose.STAFF_SETUP, Purpose.PASSWORD_RESET)
    links = [mint_link(session, purpose, staff.ref, now=clock()) for purpose in purposes]
    set_password(
        session,
        staff,
        PASSWORD,
        programme_key="harbour-awards",
        actor=Actor(Audience.STAFF, staff.ref),
        now=clock(),
        why="changed",
    )
    assert is_right_password(session, staff.id, PASSWORD)
    assert [redeem_link(session, link, now=clock()) for link in links] == [None, None]
    assert audit_trail(staff.ref) == ["password.set"]
    (mail,) = session.query(Message).all()
    assert (mail.kind, mail.recipient, mail.arguments) == ("accounts/password_set", "jo@staff.example", {})

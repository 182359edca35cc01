"""Adding a passkey on the page of one's own: what is asked of the device, and what is taken from it."""

import json

import cbor2
import pytest
from sqlalchemy import select

from awards.accounts.models import Passkey
from awards.core.actor import Audience, Role
from tests.accounts.passkey_hands import added, options_of, planted
from tests.accounts.software_authenticator import Device, b64, unb64
from tests.factories import SeasonFactory, StaffFactory

NOT_ADDED = "The passkey was not added: the page was open for too long, or the device’s answer was damaged. Try again"


@pytest.fixture
def jo(session):
    SeasonFactory()
    user = StaffFactory(email="jo@staff.example", name="Jo Marsh")
    session.commit()
    return user


@pytest.fixture
def desk(browser, jo):
    return browser.sign_in(Audience.STAFF, jo.ref)


def kept(session):
    session.rollback()
    return list(session.scalars(select(Passkey).order_by(Passkey.id)))


def test_a_passkey_is_added_under_a_name_of_ones_own(desk, jo, session, audit_trail, mailbox, clock):
    page = added(desk, Device(), "Jo’s telephone")
    assert "The passkey “Jo’s telephone” is added" in page.text
    (passkey,) = kept(session)
    assert (passkey.user_id, passkey.name, passkey.added_at, passkey.sign_count) == (
        jo.id,
        "Jo’s telephone",
        clock(),
        0,
    )
    assert audit_trail(jo.ref) == ["sign_in.started", "passkey.added"]
    assert mailbox.last_to("jo@staff.example")["Subject"] == "A passkey was added to your account"


def test_without_a_name_it_gets_that_of_the_device(desk, session):
    added(desk, Device(), "")
    assert [one.name for one in kept(session)] == ["A browser"]


def test_the_device_is_asked_for_a_key_that_it_keeps_for_its_owner_alone(desk, jo, session):
    planted(session, jo, credential_id=b64(b"an old one"))
    session.commit()
    asked = options_of(desk.get("passkeys_staff.passkeys"))
    chosen = asked["authenticatorSelection"]
    assert asked["rp"]["id"] == "localhost"
    assert asked["user"]["name"] == "jo@staff.example"
    assert jo.ref.encode() not in unb64(asked["user"]["id"])
    assert len(unb64(asked["user"]["id"])) == 32
    assert (chosen["residentKey"], chosen["requireResidentKey"], chosen["userVerification"]) == (
        "required",
        True,
        "required",
    )
    assert asked["attestation"] == "none"
    assert [one["id"] for one in asked["excludeCredentials"]] == [b64(b"an old one")]
    assert len(unb64(asked["challenge"])) == 32


def test_each_challenge_is_another_and_the_handle_stays(desk):
    page = desk.get("passkeys_staff.passkeys")
    one, two = options_of(page), options_of(page)
    assert one["challenge"] != two["challenge"]
    assert one["user"]["id"] == two["user"]["id"]


@pytest.mark.parametrize(
    "device",
    [
        Device(origin="http://localhost.evil.example"),
        Device(origin="https://localhost"),
        Device(host="evil.example"),
        Device(verified=False),
        Device(algorithm=-36),
    ],
    ids=["another origin", "another scheme", "another host", "nobody verified", "an algorithm nobody offered"],
)
def test_what_does_not_hold_is_not_added(desk, session, device):
    page = added(desk, device, "Jo’s telephone")
    assert (page.status, page.errors) == (422, [NOT_ADDED])
    assert page.soup.find(attrs={"name": "name"})["value"] == "Jo’s telephone"
    assert kept(session) == []


def test_a_challenge_is_answered_once(desk, session):
    page, device = desk.get("passkeys_staff.passkeys"), Device()
    asked = options_of(page)
    page.submit("Add a passkey", new_credential=device.make(asked))
    page = page.submit("Add a passkey", new_credential=device.make(asked))
    assert (page.status, page.errors, len(kept(session))) == (422, [NOT_ADDED], 1)


def test_a_challenge_is_used_up_by_a_wrong_answer_too(desk, session):
    page = desk.get("passkeys_staff.passkeys")
    asked = options_of(page)
    page.submit("Add a passkey", new_credential=Device(verified=False).make(asked))
    page = page.submit("Add a passkey", new_credential=Device().make(asked))
    assert (page.status, page.errors, kept(session)) == (422, [NOT_ADDED], [])


def test_a_challenge_lasts_ten_minutes(desk, session, clock):
    page = desk.get("passkeys_staff.passkeys")
    asked = options_of(page)
    clock.forward(minutes=10)
    page = page.submit("Add a passkey", new_credential=Device().make(asked))
    assert (page.status, page.errors, kept(session)) == (422, [NOT_ADDED], [])


def test_somebody_elses_challenge_is_no_challenge(desk, another_browser, session):
    other = StaffFactory()
    session.commit()
    asked = options_of(another_browser.sign_in(Audience.STAFF, other.ref).get("passkeys_staff.passkeys"))
    page = desk.get("passkeys_staff.passkeys")
    options_of(page)
    page = page.submit("Add a passkey", new_credential=Device().make(asked))
    assert (page.status, page.errors, kept(session)) == (422, [NOT_ADDED], [])


def test_a_challenge_follows_nobody_into_another_sign_in(desk, session):
    other = StaffFactory()
    session.commit()
    asked = options_of(desk.get("passkeys_staff.passkeys"))
    desk.sign_in(Audience.STAFF, other.ref)
    page = desk.get("passkeys_staff.passkeys").submit("Add a passkey", new_credential=Device().make(asked))
    assert (page.status, page.errors, kept(session)) == (422, [NOT_ADDED], [])


def test_a_passkey_that_is_known_is_not_added_again(desk, another_browser, session):
    other, device = StaffFactory(), Device()
    session.commit()
    added(desk, device)
    page = another_browser.sign_in(Audience.STAFF, other.ref).get("passkeys_staff.passkeys")
    answer = json.loads(device.make(options_of(page)))
    made = cbor2.loads(unb64(answer["response"]["attestationObject"]))
    made["authData"] = made["authData"].replace(device.kept[1].name, device.kept[0].name)
    answer["response"]["attestationObject"] = b64(cbor2.dumps(made))
    answer["id"] = answer["rawId"] = b64(device.kept[0].name)
    page = page.submit("Add a passkey", new_credential=json.dumps(answer))
    assert (page.status, "This passkey has been added already." in page.text) == (409, True)
    assert len(kept(session)) == 1


def test_there_are_twenty_at_most(desk, jo, session):
    for _ in range(20):
        planted(session, jo)
    session.commit()
    page = added(desk, Device())
    full = "You have 20 passkeys. Remove one that you no longer use first."
    assert (page.status, full in page.text) == (409, True)


def test_a_name_is_not_longer_than_eighty_characters(desk, session):
    page = added(desk, Device(), "n" * 81)
    assert (page.status, page.errors) == (422, ["The name must be 80 characters or less"])
    assert kept(session) == []


def mangled(device, asked):
    """Give answers that are wrong in every way that a stranger may think of."""
    right = json.loads(device.make(asked))
    answer, made = right["response"], cbor2.loads(unb64(right["response"]["attestationObject"]))
    yield from ("", "null", "[]", "7", '"x"', "{", "{}", "[" * 9_000, '{"a":' * 1_900, "\u0000", "nan", '{"id": 1e999}')
    yield from (json.dumps({name: value for name, value in right.items() if name != gone}) for gone in right)
    for wrong in (None, 7, "", "%%%", "é", [], {}, True, "A" * 9_000, "\ud800"):
        yield from (json.dumps(right | {name: wrong}) for name in right)
        yield from (json.dumps(right | {"response": answer | {name: wrong}}) for name in answer)
    for said in (b"", b"\x00", made["authData"][:36], made["authData"][:60], made["authData"][:-5], b"\xff" * 200, 7):
        wrong = b64(cbor2.dumps(made | {"authData": said}))
        yield json.dumps(right | {"response": answer | {"attestationObject": wrong}})
    for fmt in ("packed", "tpm", "apple", "android-key", "android-safetynet", "fido-u2f", "another", 7, None):
        for statement in ({}, {"sig": b"x", "alg": -7, "x5c": [b"x"], "ver": "2.0"}, [], None):
            wrong = b64(cbor2.dumps(made | {"fmt": fmt, "attStmt": statement}))
            yield json.dumps(right | {"response": answer | {"attestationObject": wrong}})
    for raw in (b"\x81" * 3_000, b"\x9f" * 3_000, b"\xbb" + b"\xff" * 8, b"\xc1\xf9\x7e\x00", b"\xd8\x1c\xd8\x1d\x00"):
        yield json.dumps(right | {"response": answer | {"attestationObject": b64(raw)}})
    for seen in (b"", b"{}", b"[]", b"\xff\xfe", b'{"type": 7, "challenge": 7, "origin": 7}', b"[" * 6_000):
        yield json.dumps(right | {"response": answer | {"clientDataJSON": b64(seen)}})


def test_no_answer_whatever_it_is_breaks_the_page(desk, session):
    page, device = desk.get("passkeys_staff.passkeys"), Device()
    for wrong in mangled(device, options_of(page)):
        options_of(page)
        answer = page.submit("Add a passkey", new_credential=wrong)
        assert (answer.status, answer.errors) == (422, [NOT_ADDED]), wrong[:200]
    assert kept(session) == []


def test_an_answer_that_is_too_long_to_be_one_is_not_read(desk, session):
    page = desk.get("passkeys_staff.passkeys")
    options_of(page)
    page = page.submit("Add a passkey", new_credential="x" * 10_001)
    assert (page.status, page.errors, kept(session)) == (422, [NOT_ADDED], [])


def test_staff_who_only_read_have_passkeys_too(browser, session):
    SeasonFactory()
    reader = StaffFactory(role=Role.READ_ONLY)
    session.commit()
    added(browser.sign_in(Audience.STAFF, reader.ref), Device())
    assert [one.user_id for one in kept(session)] == [reader.id]

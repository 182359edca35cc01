"""Signing in with a passkey, showing anew who one is, and taking a passkey away."""

import json
from dataclasses import replace

import pytest
from sqlalchemy import delete, select

from awards.accounts.models import Authenticator, Grant, Means, Passkey, Password, SignIn, Step
from awards.audit.models import AuditEntry
from awards.core.actor import Audience, Role
from tests.accounts.passkey_hands import SIGN_IN, added, options_of, planted, with_passkey
from tests.accounts.software_authenticator import Device, b64, unb64
from tests.factories import GrantFactory, JudgeFactory, SeasonFactory, StaffFactory

REFUSED = (422, "That passkey did not work")


@pytest.fixture
def device():
    return Device()


@pytest.fixture
def jo(app, session, device):
    """A member of staff with a passkey on the device."""
    SeasonFactory()
    user = StaffFactory(email="jo@staff.example", name="Jo Marsh")
    session.commit()
    with_passkey(app, session, user, device)
    return user


def signed_in(browser, device, **how):
    """Press the button of the sign-in page and let the device answer."""
    page = browser.get("sign_in.staff")
    return page.submit("Sign in with a passkey", credential=device.sign(options_of(page, SIGN_IN), **how))


def the_passkey(session):
    session.rollback()
    session.expire_all()
    return session.scalars(select(Passkey)).one()


def sign_ins(session):
    session.rollback()
    return list(session.scalars(select(SignIn).where(SignIn.means == Means.PASSKEY)))


def test_a_passkey_alone_signs_staff_in(browser, jo, device, session, clock):
    page = signed_in(browser, device)
    assert page.url == "/staff/"
    assert "Jo Marsh" in page.html
    assert [(one.subject, one.audience, one.proved_at) for one in sign_ins(session)] == [
        (jo.ref, Audience.STAFF, clock())
    ]
    passkey = the_passkey(session)
    assert (passkey.sign_count, passkey.last_used_at) == (1, clock())


def test_any_passkey_of_this_site_may_answer_and_its_owner_must_be_there(browser, jo):
    asked = options_of(browser.get("sign_in.staff"), SIGN_IN)
    assert (asked["rpId"], asked["allowCredentials"], asked["userVerification"]) == ("localhost", [], "required")
    assert len(unb64(asked["challenge"])) == 32


def test_it_leads_to_the_page_that_was_asked_for(browser, jo, device):
    browser.open("/staff/panels/")
    assert signed_in(browser, device).url == "/staff/panels/"


def test_a_device_that_does_not_count_signs_in_again_and_again(app, browser, another_browser, session, jo):
    silent = Device(counts=False)
    with_passkey(app, session, jo, silent)
    assert [signed_in(one, silent).url for one in (browser, another_browser)] == ["/staff/", "/staff/"]


@pytest.mark.parametrize(
    "wrong",
    [{"origin": "https://localhost.evil.example"}, {"host": "evil.example"}, {"verified": False}],
    ids=["another origin", "another host", "nobody verified"],
)
def test_what_does_not_hold_signs_nobody_in(browser, jo, device, session, wrong):
    page = signed_in(browser, replace(device, **wrong))
    assert (page.status, page.heading) == REFUSED
    assert sign_ins(session) == []
    assert the_passkey(session).last_used_at is None


def test_another_key_of_the_same_name_signs_nobody_in(browser, jo, device, session):
    other = Device()
    other.make({"rp": {"id": "localhost"}, "user": {"id": b64(b"x")}, "challenge": b64(b"y")})
    other.kept[0].name = device.kept[0].name
    page = signed_in(browser, other)
    assert ((page.status, page.heading), sign_ins(session)) == (REFUSED, [])


def test_a_passkey_that_nobody_knows_signs_nobody_in(browser, jo, session):
    stranger = Device()
    stranger.make({"rp": {"id": "localhost"}, "user": {"id": b64(b"x")}, "challenge": b64(b"y")})
    page = signed_in(browser, stranger)
    assert ((page.status, page.heading), sign_ins(session)) == (REFUSED, [])


def test_a_signature_is_taken_once(browser, another_browser, jo, device, session):
    page = browser.get("sign_in.staff")
    answer = device.sign(options_of(page, SIGN_IN))
    assert page.submit("Sign in with a passkey", credential=answer).url == "/staff/"
    for again in (browser, another_browser):
        page = again.get("sign_in.staff").submit("Sign in with a passkey", credential=answer)
        assert (page.status, page.heading) == REFUSED
    assert len(sign_ins(session)) == 1


def test_a_challenge_belongs_to_the_browser_that_asked(browser, another_browser, jo, device, session):
    answer = device.sign(options_of(browser.get("sign_in.staff"), SIGN_IN))
    page = another_browser.get("sign_in.staff")
    options_of(page, SIGN_IN)
    page = page.submit("Sign in with a passkey", credential=answer)
    assert ((page.status, page.heading), sign_ins(session)) == (REFUSED, [])


def test_a_challenge_lasts_ten_minutes(browser, jo, device, session, clock):
    page = browser.get("sign_in.staff")
    answer = device.sign(options_of(page, SIGN_IN))
    clock.forward(minutes=10)
    page = page.submit("Sign in with a passkey", credential=answer)
    assert ((page.status, page.heading), sign_ins(session)) == (REFUSED, [])


def test_what_was_signed_to_add_or_to_prove_signs_nobody_in(browser, jo, device, session):
    browser.sign_in(Audience.STAFF, jo.ref)
    page = browser.get("own_staff.prove")
    answer = device.sign(options_of(page, "proof-by-passkey"))
    page = browser.get("sign_in.staff")
    page = page.submit("Sign in with a passkey", credential=answer)
    assert ((page.status, page.heading), sign_ins(session)) == (REFUSED, [])


@pytest.mark.parametrize("now_is", ["disabled", "without a role", "only a judge", "staff elsewhere"])
def test_who_is_no_longer_staff_here_is_refused_like_anybody(browser, jo, device, session, clock, now_is):
    page = browser.get("sign_in.staff").submit("Sign in with a passkey", credential="{}")
    anybody = page.bytes_but_for_the_token
    jo.disabled_at = clock() if now_is == "disabled" else None
    if now_is != "disabled":
        session.execute(delete(Grant).where(Grant.user_id == jo.id))
    if now_is == "only a judge":
        GrantFactory(user=jo, role=Role.JUDGE)
    if now_is == "staff elsewhere":
        GrantFactory(user=jo, programme_key="another-programme")
    session.commit()
    page = signed_in(browser, device)
    assert (page.status, page.bytes_but_for_the_token, sign_ins(session)) == (422, anybody, [])


def test_a_copy_is_refused_recorded_and_told_to_its_owner(browser, another_browser, jo, device, session, mailbox):
    signed_in(browser, device)
    session.rollback()
    device.kept[0].count = 0
    page = signed_in(another_browser, device)
    assert (page.status, page.heading) == REFUSED
    assert (the_passkey(session).sign_count, len(sign_ins(session))) == (1, 1)
    (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.tag == "sign_in.refused"))
    assert (entry.subject, entry.facts["why"], entry.facts["passkey"]) == (
        jo.ref,
        "passkey_copied",
        the_passkey(session).ref,
    )
    assert mailbox.last_to("jo@staff.example")["Subject"] == "A passkey of yours was refused"


def test_a_forged_copy_tells_nobody(browser, jo, device, session, mailbox):
    the_passkey(session).sign_count = 7
    session.commit()
    answer = json.loads(device.sign(options_of(browser.get("sign_in.staff"), SIGN_IN)))
    answer["response"]["signature"] = b64(b"forged")
    page = browser.get("sign_in.staff").submit("Sign in with a passkey", credential=json.dumps(answer))
    assert (page.status, page.heading) == REFUSED
    subjects = [mail["Subject"] for mail in mailbox.deliver()]
    assert "A passkey of yours was refused" not in subjects


def mangled(device, asked):
    """Give answers that are wrong in every way that a stranger may think of."""
    right = json.loads(device.sign(asked))
    answer = right["response"]
    yield from ("", "null", "[]", "7", '"x"', "{", "{}", "[" * 20_000, '{"a":' * 4_000, "\u0000", "nan", "x" * 100_000)
    yield from (json.dumps({name: value for name, value in right.items() if name != gone}) for gone in right)
    for wrong in (None, 7, "", "%%%", "é", [], {}, True, "A" * 9_000, "\ud800"):
        yield from (json.dumps(right | {name: wrong}) for name in right)
        given = (name for name in answer if (name, wrong) != ("userHandle", None))  # it may be left out
        yield from (json.dumps(right | {"response": answer | {name: wrong}}) for name in given if name != "userHandle")
    for said in (b"", b"\x00" * 36, b"\x00" * 37, b"\xff" * 37, unb64(answer["authenticatorData"]) + b"\x80"):
        yield json.dumps(right | {"response": answer | {"authenticatorData": b64(said)}})
    for seen in (b"", b"{}", b"[]", b"\xff\xfe", b'{"type": 7, "challenge": 7, "origin": 7}', b"[" * 6_000):
        yield json.dumps(right | {"response": answer | {"clientDataJSON": b64(seen)}})


def test_no_answer_whatever_it_is_breaks_the_page(browser, jo, device, session):
    page = browser.get("sign_in.staff")
    for number, wrong in enumerate(mangled(device, options_of(page, SIGN_IN))):
        browser.client.environ_base["REMOTE_ADDR"] = f"10.0.0.{number % 250}"
        options_of(page, SIGN_IN)
        answer = page.submit("Sign in with a passkey", credential=wrong)
        assert (answer.status, answer.heading) == REFUSED, wrong[:200]
    assert sign_ins(session) == []


@pytest.mark.parametrize("public_key", ["", "none", "%%%", b64(b"\x80"), b64(b"\x04" + b"\x01" * 64)])
def test_a_key_that_is_damaged_where_it_is_kept_signs_nobody_in(browser, jo, device, session, public_key):
    the_passkey(session).public_key = public_key
    session.commit()
    page = signed_in(browser, device)
    assert ((page.status, page.heading), sign_ins(session)) == (REFUSED, [])


def test_one_network_is_given_no_more_than_sixty_challenges_in_five_minutes(browser, another_browser, jo, session):
    page = browser.get("sign_in.staff")
    for _ in range(60):
        options_of(page, SIGN_IN)
    token = page.soup.find("input", attrs={"name": "csrf_token"})["value"]
    assert browser.open("/sign-in/passkey/options", post={"csrf_token": [token]}).status == 429
    another_browser.client.environ_base["REMOTE_ADDR"] = "10.9.9.9"
    assert options_of(another_browser.get("sign_in.staff"), SIGN_IN)["rpId"] == "localhost"
    session.rollback()
    assert len(list(session.scalars(select(Step).where(Step.challenge.is_not(None))))) >= 61


def test_staff_show_anew_who_they_are_with_a_passkey(browser, jo, device, audit_trail, clock):
    browser.sign_in(Audience.STAFF, jo.ref)
    clock.forward(minutes=16)
    page = browser.get("passkeys_staff.passkeys")
    assert page.url == "/staff/account/prove"
    asked = options_of(page, "proof-by-passkey")
    assert [one["id"] for one in asked["allowCredentials"]] == [b64(device.kept[0].name)]
    page = page.submit("Use a passkey", credential=device.sign(asked))
    assert page.heading == "Your passkeys"
    assert audit_trail(jo.ref)[-1] == "identity.proved"


def test_a_colleagues_passkey_shows_nothing(app, browser, jo, session, clock):
    colleague, theirs = StaffFactory(), Device()
    session.commit()
    with_passkey(app, session, colleague, theirs)
    browser.sign_in(Audience.STAFF, jo.ref)
    clock.forward(minutes=16)
    page = browser.get("passkeys_staff.passkeys")
    page = page.submit("Use a passkey", credential=theirs.sign(options_of(page, "proof-by-passkey")))
    assert (page.status, page.heading) == (422, "Show us that it is you")


def test_a_passkey_is_removed_and_opens_nothing_any_more(browser, another_browser, jo, device, session, mailbox):
    planted(session, jo)
    session.commit()
    browser.sign_in(Audience.STAFF, jo.ref)
    signed_in(another_browser, device)
    page = browser.get("passkeys_staff.passkeys").click("Remove Work laptop")
    page = page.submit("Remove this passkey")
    assert "The passkey “Work laptop” is removed" in page.text
    assert (the_passkey(session).name, page.url) == ("Old telephone", "/staff/account/passkeys/")
    assert another_browser.open("/staff/").url != "/staff/"
    assert (signed_in(another_browser, device).status) == 422
    assert mailbox.last_to("jo@staff.example")["Subject"] == "A passkey was removed from your account"


def test_the_last_way_in_stays(browser, jo, session, clock):
    browser.sign_in(Audience.STAFF, jo.ref)
    page = browser.get("passkeys_staff.passkeys")
    assert "Your only way to sign in" in page.text
    page = browser.get("passkeys_staff.remove", ref=the_passkey(session).ref)
    assert "This is your only way to sign in" in page.text
    token = page.soup.find("input", attrs={"name": "csrf_token"})["value"]
    page = browser.open(page.url, post={"csrf_token": [token]})
    assert (page.status, "This is your only way to sign in" in page.text) == (409, True)
    assert the_passkey(session).name == "Work laptop"


@pytest.mark.parametrize(("app_in_use", "goes"), [(True, True), (False, False)])
def test_the_last_passkey_goes_where_password_and_app_are_left(browser, jo, session, clock, app_in_use, goes):
    session.add(Password(user_id=jo.id, hash="none", set_at=clock()))
    session.add(
        Authenticator(user_id=jo.id, secret="AAAA", begun_at=clock(), confirmed_at=clock() if app_in_use else None)
    )
    session.commit()
    page = browser.sign_in(Audience.STAFF, jo.ref).get("passkeys_staff.passkeys")
    assert ("Remove Work laptop" in page.links()) is goes


def test_somebody_elses_passkey_is_not_found(browser, jo, session):
    other = StaffFactory()
    session.commit()
    browser.sign_in(Audience.STAFF, other.ref)
    assert browser.get("passkeys_staff.remove", ref=the_passkey(session).ref).status == 404
    added(browser, Device())
    assert browser.get("passkeys_staff.remove", ref="KEY-2222222").status == 404


def test_judges_find_no_such_pages(browser, jo, session):
    judge = JudgeFactory()
    session.commit()
    page = browser.sign_in(Audience.JUDGES, judge.ref).get("passkeys_staff.passkeys")
    assert page.url.startswith("/sign-in/")

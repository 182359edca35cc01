"""Staff sign in with a password and a second factor: the app's code, never twice, or a recovery code, once."""

import base64
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text

from awards.accounts.authenticators import begin_authenticator, code_of, confirm_authenticator, picture_of, takes_code
from awards.accounts.models import Authenticator, Means, RecoveryCode, SignIn
from awards.accounts.recovery_codes import make_recovery_codes, recovery_codes_left
from awards.comms.models import Message
from awards.core.actor import Actor, Audience
from tests.factories import SeasonFactory, StaffFactory
from tests.signing_in import PASSWORD, SECRET, set_up, sign_in_as_staff

CODE_WRONG = "This code is wrong, or was used already. Enter the one that your app shows now"
RECOVERY_WRONG = "This recovery code is wrong, or was used already"
WRONG = "The address or the password is wrong"


@pytest.fixture
def staff(session):
    SeasonFactory()
    return StaffFactory(email="jo@staff.example")


@pytest.fixture
def way_in(session, staff, clock):
    found = set_up(session, staff, now=clock())
    session.commit()
    return found


@pytest.fixture
def codes(session, staff, way_in, clock):
    found = make_recovery_codes(session, staff, actor=Actor(Audience.STAFF, staff.ref), now=clock())
    session.commit()
    return found


def at_second(browser, way_in):
    return browser.get("sign_in.staff").submit("Go on", email=way_in.email, password=way_in.password)


def test_password_and_code_sign_staff_in(browser, staff, way_in, clock, session, audit_trail):
    assert sign_in_as_staff(browser, way_in, now=clock()).url == "/staff/"
    session.rollback()
    one = session.scalars(select(SignIn)).one()
    assert (one.audience, one.means, one.proved_at) == (Audience.STAFF, Means.PASSWORD, clock())
    assert audit_trail(staff.ref) == ["sign_in.started"]


def test_a_password_alone_opens_nothing(browser, way_in):
    assert at_second(browser, way_in).heading == "Enter a code"
    assert browser.get("screening_staff.season").url == "/sign-in/staff"


def test_after_signing_in_the_page_that_was_asked_for_is_shown(browser, way_in, clock):
    asked = browser.get("screening_staff.entries")
    assert asked.url == "/sign-in/staff"
    assert sign_in_as_staff(browser, way_in, now=clock()).url == "/staff/entries"


def test_an_address_is_kept_when_the_password_was_wrong_and_the_password_is_not(browser, way_in):
    page = browser.get("sign_in.staff").submit("Go on", email=way_in.email, password="something else entirely")
    assert (page.status, page.errors) == (422, [WRONG])
    boxes = {box["name"]: box.get("value", "") for box in page.soup.main.select("input:not([type=hidden])")}
    assert boxes == {"email": way_in.email, "password": ""}


def test_spaces_at_the_ends_of_a_password_count(browser, session, staff, clock):
    found = set_up(session, staff, now=clock(), password="  otters in a row  ")
    session.commit()
    page = browser.get("sign_in.staff").submit("Go on", email=found.email, password="otters in a row")
    assert page.errors == [WRONG]
    assert at_second(browser, found).heading == "Enter a code"


def test_a_code_is_taken_once_even_within_its_time(browser, another_browser, way_in, clock):
    sign_in_as_staff(browser, way_in, now=clock())
    page = sign_in_as_staff(another_browser, way_in, now=clock())
    assert (page.status, page.errors) == (422, [CODE_WRONG])
    clock.forward(seconds=30)
    assert page.submit("Sign in", code=way_in.code(clock())).url == "/staff/"


@pytest.mark.parametrize(("seconds", "right"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_codes_of_the_present_step_and_its_neighbours_are_taken(session, staff, way_in, clock, seconds, right):
    shown = code_of(SECRET, clock() + timedelta(seconds=seconds))
    assert takes_code(session, staff.id, f"{shown[:3]} {shown[3:]}", now=clock()) is right


@pytest.mark.parametrize(("second", "shown"), [(59, "287082"), (1111111109, "081804"), (20000000000, "353130")])
def test_codes_are_those_of_rfc_6238(second, shown):
    assert code_of(base64.b32encode(b"12345678901234567890").decode(), datetime.fromtimestamp(second, UTC)) == shown


def test_an_older_code_is_not_taken_after_a_newer_one(session, staff, way_in, clock):
    older = way_in.code(clock())
    clock.forward(seconds=30)
    newer = way_in.code(clock())
    assert [takes_code(session, staff.id, code, now=clock()) for code in (newer, older, newer)] == [True, False, False]


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "１２３４５６", "-1", "\x00\x00"])
def test_what_is_no_code_is_refused_like_a_wrong_one(session, staff, way_in, clock, typed):
    assert takes_code(session, staff.id, typed, now=clock()) is False


def test_five_wrong_codes_lead_back_to_the_start(browser, staff, way_in, clock, session, audit_trail):
    page = at_second(browser, way_in)
    for _ in range(4):
        page = page.submit("Sign in", code="000000")
        assert (page.status, page.errors) == (422, [CODE_WRONG])
    assert page.submit("Sign in", code="000000").url == "/sign-in/staff"
    assert browser.get("sign_in.second").url == "/sign-in/staff"
    assert audit_trail(staff.ref) == ["sign_in.refused"] * 5


def test_a_step_lasts_ten_minutes(browser, way_in, clock):
    page = at_second(browser, way_in)
    clock.forward(minutes=10)
    assert page.submit("Sign in", code=way_in.code(clock())).url == "/sign-in/staff"


def test_a_recovery_code_stands_in_once_and_its_owner_is_told(
    browser, staff, codes, way_in, session, mailbox, audit_trail
):
    page = at_second(browser, way_in).click("Use a recovery code")
    assert page.submit("Sign in", recovery_code=codes[0].lower().replace("-", " ")).url == "/staff/"
    session.rollback()
    assert session.scalars(select(SignIn)).one().means is Means.RECOVERY_CODE
    assert recovery_codes_left(session, staff.id) == 9
    assert audit_trail(staff.ref) == ["recovery_codes.made", "recovery_code.used", "sign_in.started"]
    mail = mailbox.last_to("jo@staff.example")
    assert mail["Subject"] == "A recovery code was used"
    assert "9 of the ten are left" in mail.get_body(("plain",)).get_content()


def test_a_used_recovery_code_is_refused(browser, another_browser, codes, way_in):
    at_second(browser, way_in).click("Use a recovery code").submit("Sign in", recovery_code=codes[0])
    page = at_second(another_browser, way_in).click("Use a recovery code").submit("Sign in", recovery_code=codes[0])
    assert (page.status, page.errors) == (422, [RECOVERY_WRONG])
    assert codes[0] not in page.html


def test_another_persons_recovery_code_is_refused(browser, session, way_in, codes, clock):
    other = StaffFactory(email="sam@staff.example")
    theirs = set_up(session, other, now=clock())
    session.commit()
    page = at_second(browser, theirs).click("Use a recovery code").submit("Sign in", recovery_code=codes[0])
    assert page.errors == [RECOVERY_WRONG]


def test_there_are_ten_codes_of_nearly_eighty_bits_and_only_hashes_are_kept(session, staff, codes):
    assert (len(set(codes)), {len(code.replace("-", "")) for code in codes}) == (10, {16})
    kept = " ".join(row[0] for row in session.execute(text("SELECT code_hash FROM recovery_code")))
    assert [code for code in codes if code in kept or code.replace("-", "") in kept] == []


def test_new_recovery_codes_make_the_old_ones_void(session, staff, codes, clock):
    make_recovery_codes(session, staff, actor=Actor(Audience.STAFF, staff.ref), now=clock())
    assert len(session.scalars(select(RecoveryCode)).all()) == 10
    assert recovery_codes_left(session, staff.id) == 10


def test_the_secret_is_encrypted_in_the_database(session, way_in):
    assert SECRET not in str(session.execute(text("SELECT * FROM authenticator")).one())


def test_an_app_in_use_goes_on_working_until_another_is_confirmed(session, staff, way_in, clock, audit_trail):
    actor = Actor(Audience.STAFF, staff.ref)
    kept = begin_authenticator(session, staff.id, now=clock())
    assert confirm_authenticator(session, staff, "000000", actor=actor, now=clock()) is False
    assert takes_code(session, staff.id, way_in.code(clock()), now=clock()) is True
    new = kept.next_secret
    shown = code_of(new, clock())
    assert confirm_authenticator(session, staff, shown, actor=actor, now=clock()) is True
    kept = session.get(Authenticator, staff.id, populate_existing=True)
    assert (kept.secret, kept.next_secret) == (new, None)
    assert takes_code(session, staff.id, shown, now=clock()) is False
    assert audit_trail(staff.ref) == ["authenticator.confirmed"]


def test_the_picture_has_no_styles_and_names_what_it_is(session, staff, clock):
    drawn = picture_of(begin_authenticator(session, staff.id, now=clock()), account="jo@x.example", issuer="Ä <b>")
    assert (drawn.startswith("<svg"), "style" in drawn, "<b>" in drawn) == (True, False, False)
    assert "<title>QR code for an authenticator app</title>" in drawn


def test_a_browser_that_is_new_to_an_account_is_told_of_by_mail(browser, another_browser, way_in, clock, session):
    sign_in_as_staff(browser, way_in, now=clock())
    clock.forward(minutes=1)
    sign_in_as_staff(browser, way_in, now=clock())
    session.rollback()
    assert session.scalars(select(Message.kind)).all() == []
    clock.forward(minutes=1)
    sign_in_as_staff(another_browser, way_in, now=clock())
    session.rollback()
    assert session.scalars(select(Message.kind)).all() == ["accounts/new_browser"]


def test_the_boxes_say_what_they_are_for_to_password_managers(browser, way_in):
    page = browser.get("sign_in.staff")
    found = {box["name"]: box.get("autocomplete") for box in page.soup.main.select("input:not([type=hidden])")}
    assert found == {"email": "username", "password": "current-password"}
    box = at_second(browser, way_in).soup.find("input", id="code")
    assert (box["autocomplete"], box["inputmode"], box.get("maxlength")) == ("one-time-code", "numeric", None)


def test_pages_of_signing_in_stay_in_no_cache(browser, way_in):
    for page in (browser.get("sign_in.staff"), at_second(browser, way_in), browser.get("sign_in.forgotten")):
        assert page.response.headers["Cache-Control"] == "no-store"


def test_a_right_password_without_a_second_factor_gets_a_link_by_mail_and_no_way_in(
    browser, session, staff, clock, mailbox
):
    found = set_up(session, staff, now=clock(), secret=None)
    session.commit()
    page = browser.get("sign_in.staff").submit("Go on", email=found.email, password=PASSWORD)
    assert page.heading == "Your account is not set up yet"
    assert mailbox.last_to("jo@staff.example")["Subject"] == "Set up your account"
    assert browser.get("screening_staff.season").url == "/sign-in/staff"

"""People, for administrators: who they are, what they may do, and what ends at once when that changes."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from awards.accounts import people
from awards.accounts.granting import Place, change_roles
from awards.accounts.models import Authenticator, Grant, Passkey, Password, RecoveryCode, SignIn, User
from awards.accounts.people import Details, is_last_administrator
from awards.accounts.people_queries import person_here
from awards.comms.models import Message
from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Refused
from awards.links.actions import mint_link
from awards.links.models import Link
from awards.links.purposes import Purpose
from tests.factories import GrantFactory, JudgeFactory, SeasonFactory, StaffFactory, UserFactory

HERE = "harbour-awards"


@pytest.fixture
def given(session, clock):
    """An administrator and a member of staff."""
    SeasonFactory()

    class Given:
        administrator = StaffFactory(role=Role.ADMINISTRATOR, name="Adda Min")
        staff = StaffFactory(name="Stefan Aff")
        actor = Actor(Audience.STAFF, administrator.ref, frozenset({Role.ADMINISTRATOR}))

    session.flush()
    return Given


@pytest.fixture
def at_people(browser, given):
    """The administrator's browser."""
    return browser.sign_in(Audience.STAFF, given.administrator.ref)


def person(session, one) -> User:
    session.expire_all()
    return people_with_grants(session, one.ref)


def people_with_grants(session, ref) -> User:
    return person_here(session, ref, key=HERE, administrator="")


def live(session, subject) -> int:
    session.expire_all()
    alive = (SignIn.subject == subject, SignIn.ended_at.is_(None))
    return session.scalar(select(func.count(SignIn.id)).where(*alive))


def mails(session) -> list[tuple[str, str]]:
    return [(one.kind, one.recipient) for one in session.scalars(select(Message).order_by(Message.id))]


# Who finds the pages.


@pytest.mark.parametrize("role", [Role.STAFF, Role.CONFIDENTIAL_STAFF, Role.READ_ONLY])
def test_nobody_but_administrators_finds_people(browser, given, session, role):
    one = StaffFactory(role=role)
    browser.sign_in(Audience.STAFF, one.ref)
    assert "People" not in browser.get("screening_staff.season").links()
    assert browser.get("accounts_staff.index").status == 403
    assert browser.get("accounts_staff.person", ref=given.staff.ref).status == 403


def test_administrators_find_them_in_the_navigation(at_people):
    page = at_people.get("screening_staff.season").click("People")
    assert page.heading == "People"
    assert "2 people" in page.text


def test_the_list_says_roles_last_seen_and_state(at_people, given, session, clock):
    JudgeFactory(name="Juno Dge")
    session.flush()
    rows = {
        row.th.get_text(strip=True): row.get_text(" ", strip=True)
        for row in at_people.get("accounts_staff.index").soup.select("tbody tr")
    }
    assert rows["Juno Dge"] == "Juno Dge Judge Never Active"
    assert rows["Stefan Aff"] == "Stefan Aff Awards staff Never Not set up yet"
    assert rows["Adda Min"].startswith("Adda Min Administrator 12pm on Thursday 1 February 2024")


@pytest.mark.parametrize(
    ("words", "found"), [("stef", ["Stefan Aff"]), ("%", []), ("nobody", []), ("", ["Adda Min", "Stefan Aff"])]
)
def test_people_are_searched_by_part_of_a_name(at_people, words, found):
    page = at_people.get("accounts_staff.index").submit("Search", q=words)
    assert [row.th.get_text(strip=True) for row in page.soup.select("tbody tr")] == found


def test_people_are_searched_by_a_whole_address(at_people, given):
    page = at_people.get("accounts_staff.index", q=given.staff.email.upper())
    assert [row.th.get_text(strip=True) for row in page.soup.select("tbody tr")] == ["Stefan Aff"]


def test_people_of_other_awards_are_not_found(at_people, given, session):
    elsewhere = UserFactory(name="Elsa Where")
    GrantFactory(user=elsewhere, programme_key="another-programme")
    nobodys = UserFactory(name="Nora Body")
    session.flush()
    assert "Elsa" not in at_people.get("accounts_staff.index").text
    assert "Nora" not in at_people.get("accounts_staff.index").text
    for endpoint in ("person", "details", "roles", "disable", "enable", "reset", "see_as"):
        assert at_people.get(f"accounts_staff.{endpoint}", ref=elsewhere.ref).status == 404
    assert at_people.get("accounts_staff.person", ref=nobodys.ref).status == 404


def test_an_administrator_of_all_awards_finds_people_without_a_role(browser, given, session):
    everywhere = UserFactory()
    GrantFactory(user=everywhere, role=Role.ADMINISTRATOR, programme_key="")
    nobodys = UserFactory(name="Nora Body")
    session.flush()
    browser.sign_in(Audience.STAFF, everywhere.ref)
    assert "No role" in browser.get("accounts_staff.index").text
    assert browser.get("accounts_staff.person", ref=nobodys.ref).status == 200


@pytest.mark.parametrize(("endpoint", "named"), [("index", False), ("person", True), ("roles", True), ("see_as", True)])
def test_a_page_costs_few_statements(at_people, given, session, statements, endpoint, named):
    for _ in range(5):
        StaffFactory()
    at_people.sign_in(Audience.JUDGES, given.staff.ref)
    session.commit()
    values = {"ref": given.staff.ref} if named else {}
    assert statements.of(lambda: at_people.get(f"accounts_staff.{endpoint}", **values)) <= 8


# Inviting.


def test_somebody_is_invited_by_a_mail_that_sets_the_account_up(at_people, given, session, audit_trail):
    page = at_people.get("accounts_staff.invite").submit(
        name="Nia New", email="nia@people.example", employer="", role="read_only"
    )
    assert page.heading.startswith("Nia New")
    found = session.scalars(select(User).where(User.name == "Nia New")).one()
    assert audit_trail(found.ref) == ["user.invited", "role.granted"]
    order = session.scalars(select(Message)).one()
    assert (order.kind, order.recipient) == ("accounts/staff_setup", "nia@people.example")
    assert (order.link_purpose, order.link_subject) == (Purpose.STAFF_SETUP, found.ref)


def test_an_invitation_says_what_is_missing(at_people):
    page = at_people.get("accounts_staff.invite").submit(name="", email="nia", employer="Kept County")
    assert page.status == 422
    assert page.errors == [
        "Enter their full name", "Enter an email address in the correct format, like name@example.com",
        "Select what they do",
    ]  # fmt: skip
    assert 'value="Kept County"' in page.html


def test_nobody_is_invited_to_what_they_are(given, session, clock):
    details = Details(name="Again", email=given.staff.email)
    with pytest.raises(Refused, match="has that role already"):
        people.invite_staff(session, details, Role.STAFF, key=HERE, actor=given.actor, now=clock())


def test_nobody_invites_themselves_or_a_judge(given, session, clock):
    mine = Details(name="Me", email=given.administrator.email)
    with pytest.raises(Refused, match="your own account"):
        people.invite_staff(session, mine, Role.CONFIDENTIAL_STAFF, key=HERE, actor=given.actor, now=clock())
    with pytest.raises(Refused, match="page of their panel"):
        people.invite_staff(session, Details(name="J", email="j@people.example"), Role.JUDGE, key=HERE,
                            actor=given.actor, now=clock())  # fmt: skip


# Roles.


def test_roles_are_given_and_taken_back_and_end_every_sign_in(at_people, another_browser, given, session, audit_trail):
    another_browser.sign_in(Audience.STAFF, given.staff.ref)
    assert another_browser.get("screening_staff.season").status == 200
    page = at_people.get("accounts_staff.roles", ref=given.staff.ref).submit(roles=[f"{HERE}:read_only"])
    assert "signed out everywhere" in page.text
    assert another_browser.get("screening_staff.season").heading == "Staff: sign in"
    assert audit_trail(given.staff.ref)[1:] == ["role.granted", "role.revoked", "sign_ins.ended"]
    assert [grant.role for grant in person(session, given.staff).grants] == [Role.READ_ONLY]


def test_roles_that_stay_change_nothing(at_people, another_browser, given, session, audit_trail):
    another_browser.sign_in(Audience.STAFF, given.staff.ref)
    at_people.get("accounts_staff.roles", ref=given.staff.ref).submit()
    assert audit_trail(given.staff.ref) == ["sign_in.started"]
    assert live(session, given.staff.ref) == 1


def test_a_judges_role_can_be_taken_back_but_not_given(at_people, given, session):
    judge = JudgeFactory()
    session.flush()
    page = at_people.get("accounts_staff.roles", ref=judge.ref)
    assert "Judge" in page.text
    page.submit(roles=[])
    assert session.scalar(select(func.count(Grant.id)).where(Grant.user_id == judge.id)) == 0
    assert f'value="{HERE}:judge"' not in at_people.get("accounts_staff.roles", ref=given.staff.ref).html


def test_whoever_gets_on_staff_sets_the_account_up(given, session, clock):
    judge = person(session, JudgeFactory())
    wanted = {Place(HERE, Role.JUDGE), Place(HERE, Role.STAFF)}
    change_roles(session, judge, wanted=wanted, key=HERE, actor=given.actor, now=clock())
    assert mails(session) == [("accounts/staff_setup", judge.email)]


def test_nobody_changes_their_own_roles(given, session, clock):
    mine = person(session, given.administrator)
    with pytest.raises(Refused, match="your own account"):
        change_roles(session, mine, wanted=set(), key=HERE, actor=given.actor, now=clock())


def test_the_last_administrator_stays(given, session, clock):
    other = Actor(Audience.STAFF, given.staff.ref, frozenset({Role.ADMINISTRATOR}))
    found = person(session, given.administrator)
    for act in (
        lambda: change_roles(session, found, wanted=set(), key=HERE, actor=other, now=clock()),
        lambda: people.disable(session, found, reason="x", key=HERE, actor=other, now=clock()),
    ):
        with pytest.raises(Refused, match="must be an administrator"):
            act()
    StaffFactory(role=Role.ADMINISTRATOR)
    session.flush()
    assert is_last_administrator(session, found) is False


def test_a_disabled_administrator_is_none(given, session, clock):
    StaffFactory(role=Role.ADMINISTRATOR, disabled_at=clock())
    session.flush()
    assert is_last_administrator(session, person(session, given.administrator)) is True


def test_roles_of_all_awards_are_for_administrators_of_all(at_people, given, session, clock):
    page = at_people.get("accounts_staff.roles", ref=given.staff.ref)
    assert "for all awards" not in page.text
    with pytest.raises(Refused, match="administrator of all awards"):
        change_roles(session, person(session, given.staff), key=HERE, actor=given.actor, now=clock(),
                     wanted={Place(HERE, Role.STAFF), Place("", Role.ADMINISTRATOR)})  # fmt: skip


# Versions.


@pytest.mark.parametrize("page", ["details", "roles", "disable", "reset", "see_as"])
def test_what_an_administrator_saw_is_what_they_change(at_people, given, session, page):
    drawn = at_people.get(f"accounts_staff.{page}", ref=given.staff.ref)
    given.staff.name = "Somebody Renamed"
    typed = {"reason": "Because of this"} if page in {"disable", "reset", "see_as"} else {}
    answer = drawn.submit(**typed)
    assert (answer.status, "Somebody else changed this account" in answer.text) == (409, True)
    assert person(session, given.staff).disabled_at is None
    if typed:
        assert "Because of this" in answer.text


# Details.


def test_a_changed_address_is_told_to_both_and_voids_what_was_mailed(at_people, given, session, clock, audit_trail):
    old = given.staff.email
    for purpose in (Purpose.STAFF_SETUP, Purpose.PASSWORD_RESET):
        mint_link(session, purpose, given.staff.ref, now=clock())
    page = at_people.get("accounts_staff.details", ref=given.staff.ref)
    page.submit(name="Stefan Other", email="new@people.example")
    assert mails(session) == [("accounts/address_left", old), ("accounts/address_given", "new@people.example")]
    assert session.scalars(select(Link.revoked_at)).all() == [clock(), clock()]
    assert audit_trail(given.staff.ref) == ["account.changed"]
    assert (person(session, given.staff).name, person(session, given.staff).email) == (
        "Stefan Other",
        "new@people.example",
    )


def test_an_address_of_somebody_else_is_refused(at_people, given, session):
    page = at_people.get("accounts_staff.details", ref=given.staff.ref).submit(email=given.administrator.email)
    assert (page.status, "Another account has this address" in page.text) == (409, True)


def test_nothing_typed_changes_nothing(at_people, given, audit_trail, session):
    at_people.get("accounts_staff.details", ref=given.staff.ref).submit()
    assert (audit_trail(given.staff.ref), mails(session)) == ([], [])


def test_an_account_of_other_awards_too_is_not_changed_from_here(at_people, given, session):
    GrantFactory(user=given.staff, programme_key="another-programme")
    session.flush()
    page = at_people.get("accounts_staff.details", ref=given.staff.ref).submit(email="mine@people.example")
    assert (page.status, "also works for other awards" in page.text) == (409, True)
    page = at_people.get("accounts_staff.reset", ref=given.staff.ref).submit(reason="Take it over")
    assert page.status == 409


# Disabling, enabling, resetting.


def test_whoever_is_disabled_is_out_at_once(at_people, another_browser, given, session, audit_trail, clock):
    another_browser.sign_in(Audience.STAFF, given.staff.ref)
    page = at_people.get("accounts_staff.disable", ref=given.staff.ref).submit(reason="Left the organiser")
    assert "Disabled" in page.heading
    assert another_browser.get("screening_staff.season").heading == "Staff: sign in"
    assert audit_trail(given.staff.ref)[1:] == ["account.disabled", "sign_ins.ended"]
    page = at_people.get("accounts_staff.enable", ref=given.staff.ref).submit(reason="Is back")
    assert person(session, given.staff).disabled_at is None
    assert another_browser.get("screening_staff.season").heading == "Staff: sign in"
    assert audit_trail(given.staff.ref)[-1] == "account.enabled"


@pytest.mark.parametrize("page", ["disable", "reset", "see_as"])
def test_a_reason_is_wanted(at_people, given, page):
    answer = at_people.get(f"accounts_staff.{page}", ref=given.staff.ref).submit(reason=" ")
    assert (answer.status, answer.errors) == (422, ["Say why: the reason is kept"])


@pytest.mark.parametrize("page", ["disable", "reset", "see_as"])
def test_not_oneself(at_people, given, page):
    answer = at_people.get(f"accounts_staff.{page}", ref=given.administrator.ref).submit(reason="Me")
    assert (answer.status, "own" in answer.text) == (409, True)


def test_a_reset_takes_everything_off_and_sends_the_mail_anew(
    at_people, another_browser, given, session, clock, audit_trail
):
    another_browser.sign_in(Audience.STAFF, given.staff.ref)
    user_id = given.staff.id
    session.add_all([
        Password(user_id=user_id, hash="x", set_at=clock()),
        Authenticator(user_id=user_id, secret="ABCD", begun_at=clock(), confirmed_at=clock()),
        RecoveryCode(user_id=user_id, code_hash="y", made_at=clock()),
        Passkey(ref="KEY-1", user_id=user_id, name="Old", credential_id="z",
                public_key="k", sign_count=0, added_at=clock()),
    ])  # fmt: skip
    session.flush()
    assert "Password, authenticator app, 1 passkey" in at_people.get("accounts_staff.person", ref=given.staff.ref).text
    at_people.get("accounts_staff.reset", ref=given.staff.ref).submit(reason="Lost the telephone")
    for table in (Password, Authenticator, RecoveryCode, Passkey):
        assert session.scalar(select(func.count()).select_from(table)) == 0
    assert mails(session) == [("accounts/staff_setup", given.staff.email)]
    assert another_browser.get("screening_staff.season").heading == "Staff: sign in"
    assert audit_trail(given.staff.ref)[1:] == ["factors.reset", "sign_ins.ended"]


def test_a_judge_has_nothing_to_reset(given, session, clock):
    judge = person(session, JudgeFactory())
    with pytest.raises(Refused, match="no password"):
        people.reset_factors(session, judge, reason="x", key=HERE, actor=given.actor, now=clock())


# Sign-ins.


def test_one_sign_in_of_somebody_is_ended(at_people, another_browser, given, session, audit_trail):
    another_browser.sign_in(Audience.STAFF, given.staff.ref)
    page = at_people.get("accounts_staff.person", ref=given.staff.ref)
    assert "A browser" in page.text
    page.submit("End")
    assert another_browser.get("screening_staff.season").heading == "Staff: sign in"
    assert audit_trail(given.staff.ref) == ["sign_in.started", "sign_in.ended"]


def test_all_sign_ins_of_somebody_are_ended(at_people, another_browser, given, session, audit_trail):
    another_browser.sign_in(Audience.STAFF, given.staff.ref)
    page = at_people.get("accounts_staff.person", ref=given.staff.ref).submit("End all of them")
    assert "Nowhere at the moment" in page.text
    assert audit_trail(given.staff.ref) == ["sign_in.started", "sign_ins.ended"]
    assert live(session, given.administrator.ref) == 1


def test_a_sign_in_of_somebody_else_is_not_ended_under_this_name(at_people, given, session):
    mine = session.scalars(select(SignIn).where(SignIn.subject == given.administrator.ref)).one()
    page = at_people.get("accounts_staff.person", ref=given.staff.ref)
    at_people.sign_in(Audience.JUDGES, given.staff.ref)
    page = at_people.get("accounts_staff.person", ref=given.staff.ref)
    form = page.soup.select_one("form.post-button")
    form["action"] = form["action"].replace(form["action"].split("/")[-2], str(mine.id))
    assert page.submit("End").status == 404
    assert live(session, given.administrator.ref) == 1

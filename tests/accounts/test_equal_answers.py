"""Nothing reveals whether an address is known: the same words, status and work for known, unknown and shut accounts."""

import pytest
from sqlalchemy import select

from awards.accounts import passwords
from awards.accounts.models import Attempt
from awards.audit.models import AuditEntry
from awards.comms.models import Message
from tests.factories import GrantFactory, JudgeFactory, SeasonFactory, StaffFactory, UserFactory
from tests.pages.browser import Browser
from tests.signing_in import PASSWORD, set_up

KINDS = ("staff", "not_set_up", "disabled", "elsewhere", "judge", "unknown")
WRONG = "another thing altogether"


@pytest.fixture
def addresses(session, clock):
    """One address of each kind of account, and one of none."""
    SeasonFactory()
    elsewhere = UserFactory(email="elsewhere@people.example")
    GrantFactory(user=elsewhere, programme_key="another-programme")
    disabled = StaffFactory(email="disabled@people.example", disabled_at=clock())
    staff = StaffFactory(email="staff@people.example")
    StaffFactory(email="not_set_up@people.example")
    JudgeFactory(email="judge@people.example")
    for user in (staff, disabled, elsewhere):
        set_up(session, user, now=clock())
    session.commit()
    return {kind: f"{kind}@people.example" for kind in KINDS}


def answer(app, endpoint, statements, **typed):
    """Give what a fresh browser is answered, without the address that it typed, and what it cost."""
    browser = Browser(app)
    page = browser.get(endpoint)
    drawn = {"csrf_token": [page.soup.find("input", attrs={"name": "csrf_token"})["value"]]}
    statements.clear()
    said = browser.open(page.url, post=drawn | {name: [value] for name, value in typed.items()})
    words = said.bytes_but_for_the_token.replace(typed["email"], "ADDRESS")
    return said.status, said.url, words, len(statements)


def test_a_wrong_password_is_answered_alike_whoever_it_is(app, addresses, statements):
    answers = {
        kind: answer(app, "sign_in.staff", statements, email=address, password=WRONG)
        for kind, address in addresses.items()
    }
    assert {kind: found == answers["staff"] for kind, found in answers.items()} == dict.fromkeys(KINDS, True)
    assert answers["staff"][:2] == (422, "/sign-in/staff")


def test_the_right_password_of_a_shut_account_is_answered_like_a_wrong_one(app, addresses, statements):
    wrong = answer(app, "sign_in.staff", statements, email=addresses["unknown"], password=PASSWORD)
    for kind in ("disabled", "elsewhere"):
        assert answer(app, "sign_in.staff", statements, email=addresses[kind], password=PASSWORD) == wrong


def test_a_hash_is_computed_for_each_of_them_once(app, addresses, statements, monkeypatch):
    verified = []

    class Recording:
        def verify(self, kept, _password):
            verified.append(kept == passwords.DUMMY)
            raise passwords.VerificationError

    monkeypatch.setattr(passwords, "HASHER", Recording())
    for address in addresses.values():
        answer(app, "sign_in.staff", statements, email=address, password=WRONG)
    assert verified == [kind in {"not_set_up", "judge", "unknown"} for kind in KINDS]


@pytest.mark.parametrize("endpoint", ["sign_in.ask", "sign_in.forgotten"])
def test_asking_for_a_message_is_answered_alike_with_the_same_work(app, addresses, statements, session, endpoint):
    answers = {kind: answer(app, endpoint, statements, email=address) for kind, address in addresses.items()}
    assert {kind: found == answers["staff"] for kind, found in answers.items()} == dict.fromkeys(KINDS, True)
    assert answers["staff"][0] == 200
    session.rollback()
    sent = {"sign_in.ask": ["staff", "not_set_up", "judge"], "sign_in.forgotten": ["staff", "not_set_up"]}[endpoint]
    assert [message.recipient for message in session.scalars(select(Message))] == [addresses[kind] for kind in sent]


def test_the_trail_says_of_an_unknown_address_nothing_but_that_it_is_unknown(app, addresses, statements, session):
    for kind in ("staff", "unknown"):
        answer(app, "sign_in.staff", statements, email=addresses[kind], password=WRONG)
    session.rollback()
    known, unknown = session.scalars(select(AuditEntry).where(AuditEntry.tag == "sign_in.refused"))
    assert (known.subject[:4], known.facts) == ("USR-", {"means": "password"})
    assert (unknown.subject, unknown.actor, unknown.facts) == ("unknown", "everyone:unknown", {"means": "password"})


def test_no_address_is_kept_where_tries_are_counted(app, addresses, statements, session):
    for endpoint in ("sign_in.ask", "sign_in.forgotten"):
        answer(app, endpoint, statements, email=addresses["unknown"])
    answer(app, "sign_in.staff", statements, email=addresses["unknown"], password=WRONG)
    session.rollback()
    assert {len(attempt.subject_index) for attempt in session.scalars(select(Attempt))} == {64}

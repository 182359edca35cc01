"""The operator's commands: the first administrator comes in by a one-time link, once; nobody is there by default."""

import pytest
from sqlalchemy import select

from awards.accounts.models import User
from awards.core.actor import Role
from awards.db import db
from awards.operating import accounts
from tests.factories import ProgrammeFactory, SeasonFactory, StaffFactory
from tests.signing_in import set_up

FIRST = ("first-administrator", "alex@staff.example", "--name", "Alex Reed")


@pytest.fixture
def run(app, session):
    def invoke(*words):
        session.commit()
        found = app.test_cli_runner().invoke(accounts, words)
        with app.app_context():
            db.session.rollback()
        session.rollback()
        session.expire_all()
        return found

    return invoke


def people(session):
    return [user.name for user in session.scalars(select(User))]


def test_installing_creates_no_account(session):
    assert people(session) == []


def test_the_first_administrator_gets_a_link_that_sets_their_account_up(run, session, browser, audit_trail):
    SeasonFactory()
    done = run(*FIRST, "--commit")
    link = done.stdout.strip().removeprefix("http://localhost")
    assert (done.exit_code, link.startswith("/link/"), people(session)) == (0, True, ["Alex Reed"])
    assert browser.open(link).submit("Set up my account").heading == "Choose a password"
    ref = session.scalars(select(User.ref)).one()
    assert audit_trail(ref) == ["user.invited", "role.granted", "link.redeemed"]


def test_without_commit_nothing_is_saved_and_no_link_is_printed(run, session):
    SeasonFactory()
    done = run(*FIRST)
    assert (done.exit_code, done.stdout, people(session)) == (0, "", [])


def test_it_is_refused_once_an_administrator_can_sign_in(run, session, clock):
    SeasonFactory()
    set_up(session, StaffFactory(name="Sam Hill", role=Role.ADMINISTRATOR), now=clock())
    done = run(*FIRST, "--commit")
    assert (done.exit_code, done.stdout, people(session)) == (1, "", ["Sam Hill"])


def test_a_link_that_ran_out_before_it_was_used_is_printed_anew(run, session):
    SeasonFactory()
    links = {run(*FIRST, "--commit").stdout for _ in range(2)}
    assert (len(links), people(session)) == (2, ["Alex Reed"])


@pytest.mark.parametrize("how", ["staff", "disabled"])
def test_neither_other_staff_nor_a_shut_administrator_stands_in_the_way(run, session, clock, how):
    SeasonFactory()
    role = Role.STAFF if how == "staff" else Role.ADMINISTRATOR
    user = StaffFactory(name="Sam Hill", role=role, disabled_at=clock() if how == "disabled" else None)
    set_up(session, user, now=clock())
    assert run(*FIRST, "--commit").exit_code == 0


@pytest.mark.parametrize(("role", "button"), [("staff", "Set up my account"), ("judge", "Sign in to judge")])
def test_others_are_invited_with_the_link_of_their_kind(run, session, browser, role, button):
    SeasonFactory()
    done = run("invite", "bo@people.example", "--name", "Bo Field", "--role", role, "--commit")
    assert button in browser.open(done.stdout.strip().removeprefix("http://localhost")).text


def test_an_unknown_programme_is_a_mistake_of_usage(run, session):
    ProgrammeFactory()
    done = run("invite", "bo@people.example", "--name", "Bo Field", "--programme", "no-such", "--commit")
    assert (done.exit_code, people(session)) == (2, [])

"""Ten tries in five minutes by account and by network, a cap on all; nobody is locked out by somebody else's tries."""

import pytest
from sqlalchemy import func, select

from awards.accounts import limits
from awards.accounts.limits import Caller, counted_for, is_too_many
from awards.accounts.models import Attempt
from awards.audit.models import AuditEntry
from tests.factories import SeasonFactory, StaffFactory
from tests.pages.browser import Browser
from tests.signing_in import set_up, sign_in_as_staff

WRONG = "another thing altogether"
WAIT = "There were too many tries. Wait five minutes, then try again"


@pytest.fixture
def way_in(session, clock):
    SeasonFactory()
    found = set_up(session, StaffFactory(email="jo@staff.example"), now=clock())
    session.commit()
    return found


@pytest.fixture
def tries(app):
    """Try passwords in fresh browsers, from one network; gives the statuses."""

    def made(number, email, network="198.51.100.7", password=WRONG):
        found = []
        for _ in range(number):
            browser = Browser(app)
            browser.client.environ_base["REMOTE_ADDR"] = network
            found.append(browser.get("sign_in.staff").submit("Go on", email=email, password=password).status)
        return found

    return made


def refusals(session):
    session.rollback()
    return session.scalar(select(func.count()).where(AuditEntry.tag == "sign_in.refused"))


def test_the_eleventh_try_at_an_account_within_five_minutes_is_not_looked_at(tries, way_in, clock, session):
    networks = [f"198.51.100.{number}" for number in range(10)]
    assert [tries(1, way_in.email, network) for network in networks] == [[422]] * 10
    assert tries(1, way_in.email, "203.0.113.1", way_in.password) == [429]
    assert refusals(session) == 10
    clock.forward(minutes=5)
    assert tries(1, way_in.email, "203.0.113.1", way_in.password) == [200]


def test_what_is_not_looked_at_does_not_prolong_the_wait(tries, way_in, clock):
    tries(10, way_in.email)
    for _ in range(4):
        clock.forward(minutes=1)
        assert tries(1, way_in.email) == [429]
    clock.forward(minutes=1)
    assert tries(1, way_in.email, password=way_in.password) == [200]


def test_the_eleventh_try_from_a_network_is_not_looked_at_whoever_it_is_for(tries, way_in):
    assert [tries(1, f"nobody{number}@else.example") for number in range(10)] == [[422]] * 10
    assert tries(1, way_in.email, password=way_in.password) == [429]
    assert tries(1, way_in.email, "203.0.113.1", way_in.password) == [200]


def test_an_unknown_address_is_limited_alike(tries, way_in):
    assert tries(11, "nobody@else.example") == [422] * 10 + [429]


def test_all_tries_together_have_a_cap(tries, way_in, session, clock, monkeypatch):
    monkeypatch.setattr(limits, "REFUSED_IN_ALL", limits.Limit("refused_in_all", 3, limits.FIVE_MINUTES))
    networks = [f"198.51.100.{number}" for number in range(3)]
    assert [tries(1, f"nobody{network}@else.example", network) for network in networks] == [[422]] * 3
    assert tries(1, way_in.email, "203.0.113.1", way_in.password) == [429]


def test_in_a_browser_that_the_account_knows_other_peoples_tries_lock_nobody_out(browser, tries, way_in, clock):
    sign_in_as_staff(browser, way_in, now=clock())
    clock.forward(minutes=1)
    assert tries(11, way_in.email, "127.0.0.1")[-1] == 429
    assert sign_in_as_staff(browser, way_in, now=clock()).url == "/staff/"


def test_a_known_browser_has_its_own_ten_tries(browser, way_in, clock):
    sign_in_as_staff(browser, way_in, now=clock())
    clock.forward(minutes=1)
    page = browser.get("sign_in.staff")
    statuses = [page.submit("Go on", email=way_in.email, password=WRONG).status for _ in range(11)]
    assert statuses == [422] * 10 + [429]


def test_somebody_elses_account_is_not_known_there(browser, way_in, clock, session):
    sign_in_as_staff(browser, way_in, now=clock())
    other = set_up(session, StaffFactory(email="sam@staff.example"), now=clock())
    session.commit()
    page = browser.get("sign_in.staff")
    for _ in range(10):
        page.submit("Go on", email=other.email, password=WRONG)
    last = page.submit("Go on", email=other.email, password=WRONG)
    assert (last.status, last.errors) == (429, [WAIT])


def test_wrong_second_factors_of_unknown_browsers_have_a_cap_a_day(app, way_in, clock, session):
    clock.forward(hours=1)
    statuses = []
    for _ in range(31):
        clock.forward(minutes=2)
        page = Browser(app).get("sign_in.staff").submit("Go on", email=way_in.email, password=way_in.password)
        statuses.append(page.submit("Sign in", code="000000").status)
    assert statuses == [422] * 30 + [429]


def test_the_same_network_is_one_subject_whatever_the_end_of_its_address(session, clock):
    caller = Caller("2001:db8:1:2::/64")
    assert [subject for _limit, subject in counted_for("jo@staff.example", caller)] == [
        "jo@staff.example",
        "2001:db8:1:2::/64",
        "all",
    ]
    assert is_too_many(session, counted_for("jo@staff.example", caller), now=clock()) is False
    assert session.scalars(select(Attempt)).all() == []


def test_only_thirty_messages_are_asked_for_from_a_network_within_five_minutes(app, way_in, clock, mailbox):
    for number in range(30):
        Browser(app).get("sign_in.ask").submit(email=f"nobody{number}@else.example")
    Browser(app).get("sign_in.ask").submit(email=way_in.email)
    assert mailbox.deliver() == []
    clock.forward(minutes=5)
    Browser(app).get("sign_in.ask").submit(email=way_in.email)
    assert [mail["To"] for mail in mailbox.deliver()] == [way_in.email]

"""The way back months later: by a link that ran out, or by the address alone."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from awards.comms.models import Message
from awards.core.actor import Actor, Audience
from awards.links.actions import mint_link
from awards.links.models import Link
from awards.links.purposes import Purpose
from awards.nominees.actions import NoticeAnswer, answer_notice, note_misdirected, note_not_sent
from awards.nominees.policy import may_ask_again
from awards.nominees.queries import notice_of
from awards.nominees.returning import renew_confirmation
from awards.nominees.supporting import AdultNamed, name_adult, stop_asking, supporter_of
from awards.nominees.words import NameForm, Response
from tests.factories import NominationFactory, NomineeFactory, ProgrammeFactory, SupporterFactory
from tests.nominees.conftest import EMAIL, NAME, STAFF

SENT = "Check your email"
ADULT = "robin.vale@adults.example"


@pytest.fixture
def ask(browser):
    """Ask for a link to this address, and give the page that answers."""
    return lambda email: browser.get("nominee_link.find").submit(email=email)


@pytest.fixture
def sent(session):
    """Give whom links went to, or will."""

    def addresses(kind="nominees/way_back"):
        session.rollback()
        chosen = select(Message).where(Message.kind == kind).order_by(Message.id)
        return [message.recipient for message in session.scalars(chosen)]

    return addresses


@pytest.mark.parametrize("kind", ["practice", "team", "young", "organiser"])
def test_a_nominee_comes_back_by_address_months_later(told, ask, mailbox, browser, session, clock, kind):
    told(kind)
    session.commit()
    mailbox.deliver()
    clock.forward(days=200)
    assert ask(EMAIL.upper()).heading == SENT
    mail = mailbox.last_to(EMAIL)
    assert mail["Subject"] == "Harbour Awards: your link"
    assert [words for words in ("Amara", "Practice", "award of") if words in mail.as_string()] == []
    check = browser.follow_mail(mailbox.link_to(EMAIL))
    assert check.submit(name=NAME).heading == "You have been put forward"


def test_the_answer_is_the_same_for_an_address_nobody_has(told, ask, session, sent):
    told()
    session.commit()
    known, unknown = ask(EMAIL), ask("nobody@nominees.example")
    assert (known.status, known.url, known.bytes_but_for_the_token) == (
        unknown.status, unknown.url, unknown.bytes_but_for_the_token,
    )  # fmt: skip
    assert sent() == [EMAIL]


def test_an_address_is_sent_three_in_six_hours_at_most(told, ask, session, sent, clock):
    told()
    session.commit()
    for _ in range(5):
        clock.forward(minutes=1)
        assert ask(EMAIL).heading == SENT
    assert len(sent()) == 3
    clock.forward(hours=6)
    ask(EMAIL)
    assert len(sent()) == 4


def test_each_nominee_with_the_address_gets_a_link(told, ask, session, sent, clock):
    told()
    other = NomineeFactory(email=EMAIL, full_name="Bea Okafor")
    note_not_sent(session, other, because="Told by telephone", actor=STAFF, now=clock())
    NomineeFactory(email=EMAIL, full_name="Never Told")
    session.commit()
    ask(EMAIL)
    assert sent() == [EMAIL, EMAIL]


@pytest.mark.parametrize("why", ["deceased", "misdirected", "elsewhere"])
def test_nothing_goes_where_nothing_may(told, ask, session, sent, clock, why, browser):
    nominee = told()
    if why == "deceased":
        nominee.deceased = True
    elif why == "misdirected":
        note_misdirected(session, nominee, notice_of(session, nominee), actor=STAFF, now=clock())
    else:
        browser.prefix = "/" + ProgrammeFactory(key="lantern", is_home=False).key
    session.commit()
    assert ask(EMAIL).heading == SENT
    assert sent() == []


@pytest.mark.parametrize("typed", ["", "amara", "x" * 250 + "@a.example"])
def test_an_address_that_is_none_is_asked_for_again(told, ask, session, typed):
    told()
    session.commit()
    wrong = ask(typed)
    words = (
        "Enter an email address in the correct format, like name@example.com" if typed else "Enter your email address"
    )
    assert (wrong.status, wrong.errors) == (422, [words])


@pytest.fixture
def expired(told, mailbox, session, clock, browser):
    """Give the page of a nominee's link that ran out, and the nominee."""
    nominee = told()
    session.commit()
    link = mailbox.link_to(EMAIL)
    clock.forward(days=61)
    return browser.open(link), nominee


def test_a_link_that_ran_out_is_sent_anew_to_the_address_on_file(expired, mailbox, browser):
    page, _ = expired
    assert (page.status, page.heading) == (410, "This link no longer works")
    assert page.submit("Send me a new link").heading == SENT
    assert browser.follow_mail(mailbox.link_to(EMAIL)).submit(name=NAME).heading == "You have been put forward"


def test_it_is_sent_anew_three_times_in_six_hours_at_most(expired, sent, clock):
    page, _ = expired
    for _ in range(5):
        clock.forward(minutes=1)
        assert page.submit("Send me a new link").heading == SENT
    assert len(sent()) == 3


def test_a_link_of_somebody_who_has_died_gets_the_same_answer_and_nothing_is_sent(expired, sent, session):
    page, nominee = expired
    nominee.deceased = True
    session.commit()
    assert (page.submit("Send me a new link").heading, sent()) == (SENT, [])


def test_a_link_that_was_revoked_is_not_sent_anew(expired, session, clock, sent):
    page, nominee = expired
    note_misdirected(session, nominee, notice_of(session, nominee), actor=STAFF, now=clock())
    session.commit()
    again = page.browser.get("links.confirm")
    assert (again.status, again.soup.find("button", string="Send me a new link")) == (410, None)
    assert (page.submit("Send me a new link").heading, sent()) == (SENT, [])


def test_the_page_for_a_link_that_is_unknown_shows_the_other_ways(browser, told, session):
    told()
    session.commit()
    unknown = browser.open("/link/made-up")
    assert (unknown.status, unknown.soup.main.find("form")) == (410, None)
    assert unknown.links()["have a new link sent to you"]


def test_only_the_hash_of_the_new_link_is_kept(expired, mailbox, session):
    page, _ = expired
    page.submit("Send me a new link")
    token = mailbox.link_to(EMAIL).rpartition("/")[2]
    session.rollback()
    assert token not in {link.token_hash for link in session.scalars(select(Link))}


@pytest.fixture
def adult(told, session, clock, mailbox):
    """Give the adult a young person named, and the path of the link that adult was sent."""
    nominee = told("young")
    notice = notice_of(session, nominee)
    me = Actor(Audience.NOMINEES, nominee.ref)
    agreed = NoticeAnswer(response=Response.AGREED, name_form=NameForm.FIRST_NAME)
    answer_notice(session, nominee, notice, answer=agreed, actor=me, now=clock())
    named = AdultNamed(name="Robin Vale", relation="teacher", email=ADULT)
    where = {"programme_key": "harbour-awards", "today": clock().date()}
    name_adult(session, nominee, notice, named=named, actor=me, now=clock(), **where)
    session.commit()
    return nominee, mailbox.link_to(ADULT)


def test_an_adults_link_that_ran_out_is_sent_anew(adult, clock, browser, mailbox):
    _, link = adult
    clock.forward(days=31)
    browser.open(link).submit("Send me a new link")
    assert mailbox.link_to(ADULT) != link
    assert browser.follow_mail(mailbox.link_to(ADULT)).status == 200


def test_no_adult_is_asked_again_once_the_young_person_has_said_no(adult, clock, browser, session, sent):
    nominee, link = adult
    stop_asking(session, nominee, now=clock())
    clock.forward(days=31)
    page = browser.open(link)
    assert (page.status, page.soup.find("button", string="Send me a new link")) == (410, None)
    assert sent("nominees/adult_confirmation") == [ADULT]


def test_only_the_adult_named_last_is_asked_again_and_only_while_the_young_person_agrees(adult, session, clock, sent):
    nominee, _ = adult
    first, notice = supporter_of(session, nominee), notice_of(session, nominee)
    SupporterFactory(nominee=nominee, email="other@adults.example")
    renew_confirmation(session, first.ref, clock())
    session.commit()
    assert sent("nominees/adult_confirmation") == [ADULT]
    last = supporter_of(session, nominee)
    assert bool(may_ask_again(last, named_last=last, notice=notice))
    notice.response = Response.DECLINED
    assert [one.code for one in may_ask_again(last, named_last=last, notice=notice).reasons] == ["not-agreed"]


def test_a_nominators_link_that_ran_out_is_sent_anew(session, clock, browser, mailbox):
    nomination = NominationFactory()
    email = nomination.nominator.email
    token = mint_link(session, Purpose.RESUME_NOMINATION, nomination.ref, now=clock())
    session.commit()
    clock.forward(days=15)
    assert browser.open(f"/link/{token}").submit("Send me a new link").heading == SENT
    assert mailbox.last_to(email)["Subject"] == "Harbour Awards: your link to go on with a nomination"

"""Judges' codes: six digits, ten minutes, five tries, in the browser that asked alone."""

import re

import pytest
from sqlalchemy import select

from awards.accounts.models import Attempt, Means, SignIn
from awards.links.codes import mint_link_with_code, redeem_code
from awards.links.models import Link
from awards.links.purposes import Purpose
from tests.factories import JudgeFactory, SeasonFactory

WRONG = "This code is wrong, or older than ten minutes. Enter the one from the newest message"
JUDGE = Purpose.JUDGE_SIGN_IN
TOO_OFTEN = "There were too many tries. Ask for a new message, or wait five minutes"


@pytest.fixture
def judge(session):
    SeasonFactory()
    user = JudgeFactory(email="ada@judges.example")
    session.commit()
    return user


@pytest.fixture
def ask(mailbox):
    """Let a browser ask for a message; gives the code in it."""

    def asked(browser, email="ada@judges.example"):
        browser.get("sign_in.ask").submit(email=email)
        body = mailbox.last_to("ada@judges.example").get_body(("plain",)).get_content()
        return re.search(r"\b\d{6}\b", body).group()

    return asked


def other_than(code):
    return f"{(int(code) + 1) % 1_000_000:06}"


def test_the_code_of_the_message_signs_a_judge_in(browser, judge, ask, session, audit_trail):
    code = ask(browser)
    assert browser.get("sign_in.sent").submit(code=f"{code[:3]} {code[3:]}").url.startswith("/judge/")
    session.rollback()
    assert session.scalars(select(SignIn)).one().means is Means.CODE
    assert audit_trail(judge.ref) == ["link.redeemed", "sign_in.started"]


def test_a_code_works_once(browser, another_browser, judge, ask):
    code = ask(browser)
    browser.get("sign_in.sent").submit(code=code)
    again = browser.get("sign_in.sent").submit(code=code)
    assert (again.status, again.errors) == (422, [WRONG])


def test_the_link_of_a_message_is_used_up_with_its_code(browser, another_browser, judge, ask, mailbox):
    code = ask(browser)
    browser.get("sign_in.sent").submit(code=code)
    assert another_browser.open(mailbox.link_to("ada@judges.example")).status == 410


def test_a_code_is_worth_nothing_in_another_browser(browser, another_browser, judge, ask):
    code = ask(browser)
    page = another_browser.get("sign_in.sent").submit(code=code)
    assert (page.status, page.errors) == (422, [WRONG])


def test_a_code_is_good_for_ten_minutes_from_its_delivery(browser, judge, ask, clock):
    code = ask(browser)
    clock.forward(minutes=10)
    assert browser.get("sign_in.sent").submit(code=code).errors == [WRONG]


def test_within_ten_minutes_it_is_good(browser, judge, ask, clock):
    code = ask(browser)
    clock.forward(minutes=9, seconds=59)
    assert browser.get("sign_in.sent").submit(code=code).url.startswith("/judge/")


def test_after_five_wrong_codes_the_right_one_is_refused_too(browser, judge, ask):
    code = ask(browser)
    for _ in range(5):
        page = browser.get("sign_in.sent").submit(code=other_than(code))
        assert (page.status, page.errors) == (422, [WRONG])
    page = browser.get("sign_in.sent").submit(code=code)
    assert (page.status, page.errors) == (429, [TOO_OFTEN])


def test_after_too_many_tries_asking_anew_gives_a_code_that_works(browser, judge, ask, clock):
    old = ask(browser)
    for _ in range(5):
        browser.get("sign_in.sent").submit(code=other_than(old))
    clock.forward(minutes=1)
    new = ask(browser)
    page = browser.get("sign_in.sent").submit(code=old)
    assert page.errors == [WRONG]
    assert browser.get("sign_in.sent").submit(code=new).url.startswith("/judge/")


def test_wrong_codes_are_noted_without_saying_of_whom(browser, judge, ask, session, audit_trail):
    browser.get("sign_in.sent").submit(code=other_than(ask(browser)))
    session.rollback()
    assert (audit_trail("unknown"), audit_trail(judge.ref)) == (["sign_in.refused"], [])
    kinds = sorted(attempt.kind for attempt in session.scalars(select(Attempt)))
    assert kinds == [
        "asked_by_network",
        "code_refused",
        "refused_by_network",
        "refused_in_all",
        "sign_in_link_asked",
    ]


def test_the_page_of_the_code_is_the_same_for_strangers(browser, another_browser, judge, ask, mailbox):
    ask(browser)
    another_browser.get("sign_in.ask").submit(email="stranger@else.example")
    known, unknown = (who.get("sign_in.sent").submit(code="000 000") for who in (browser, another_browser))
    assert (known.status, known.text, known.errors) == (unknown.status, unknown.text, unknown.errors)


def test_the_code_can_be_pasted_and_filled_in_by_the_browser(browser, judge, ask):
    ask(browser)
    box = browser.get("sign_in.sent").soup.find("input", id="code")
    assert (box["autocomplete"], box["inputmode"], box.get("maxlength")) == ("one-time-code", "numeric", None)


def test_only_a_keyed_fingerprint_of_a_code_is_kept(session, clock):
    _token, code = mint_link_with_code(session, JUDGE, "USR-AAAAAAA", asked_by_hash="b" * 64, now=clock())
    link = session.scalars(select(Link)).one()
    assert (len(code), len(link.code_index), code in link.code_index) == (6, 64, False)
    assert (link.code_expires_at - clock()).total_seconds() == 600


def test_of_two_who_send_the_same_code_one_is_let_in(session, clock):
    _token, code = mint_link_with_code(session, JUDGE, "USR-AAAAAAA", asked_by_hash="b" * 64, now=clock())
    first = redeem_code(session, "b" * 64, code, now=clock())
    assert first.subject == "USR-AAAAAAA"
    assert redeem_code(session, "b" * 64, code, now=clock()) is None
    assert redeem_code(session, "c" * 64, code, now=clock()) is None

"""To see as: an administrator looks with somebody's eyes, changes nothing, and every page is noted."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from awards.accounts.models import SignIn
from awards.accounts.people_queries import person_here
from awards.accounts.seeing_as import begin_seeing_as
from awards.accounts.sign_ins import end_one, end_sign_ins
from awards.audit.models import AuditEntry
from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Refused
from tests.factories import GrantFactory, JudgeFactory, SeasonFactory, StaffFactory

HERE = "harbour-awards"
STOP = "Stop seeing as"


@pytest.fixture
def given(session):
    SeasonFactory()

    class Given:
        administrator = StaffFactory(role=Role.ADMINISTRATOR, name="Adda Min")
        staff = StaffFactory(name="Stefan Aff")
        judge = JudgeFactory(name="Juno Dge")
        actor = Actor(Audience.STAFF, administrator.ref, frozenset({Role.ADMINISTRATOR}))

    session.flush()
    return Given


@pytest.fixture
def looks(browser, given):
    """The administrator's browser, looking with somebody's eyes."""

    def at(person):
        browser.sign_in(Audience.STAFF, given.administrator.ref)
        browser.page = browser.get("accounts_staff.see_as", ref=person.ref).submit(reason="They asked for help")
        return browser

    return at


def entries(session, tag):
    session.expire_all()
    return session.scalars(select(AuditEntry).where(AuditEntry.tag == tag).order_by(AuditEntry.id)).all()


def banner(page) -> str:
    return " ".join(page.soup.select_one('[aria-label="Seeing as somebody else"]').get_text(" ").split())


def stop(page):
    form = page.soup.select_one('[aria-label="Seeing as somebody else"] form')
    return page.browser.open(form["action"], post={"csrf_token": [form.input["value"]]})


def test_an_administrator_sees_a_judges_pages_and_the_banner_on_each(looks, given):
    browser = looks(given.judge)
    assert browser.page.url.startswith("/judge/")
    for page in (browser.page, browser.get("panels_judge.welcome"), browser.get("seasons.home")):
        assert banner(page).startswith("You see as Juno Dge until 12:30pm. You can change nothing")
        assert f"{STOP} Juno Dge" in banner(page)


def test_their_own_staff_pages_stay_theirs_while_they_look_at_a_judges(looks, given):
    page = looks(given.judge).get("accounts_staff.index")
    assert (page.status, "Adda Min" in page.soup.header.get_text()) == (200, True)


def test_staff_pages_are_seen_with_staffs_eyes_and_come_back_at_the_end(looks, given):
    browser = looks(given.staff)
    page = browser.get("screening_staff.season")
    assert "Stefan Aff" in page.soup.select_one(".account").get_text()
    assert browser.get("accounts_staff.index").status == 403
    page = stop(page)
    assert (page.status, page.heading.startswith("Stefan Aff")) == (200, True)
    assert "Adda Min" in page.soup.select_one(".account").get_text()
    assert page.soup.select_one('[aria-label="Seeing as somebody else"]') is None


def test_the_trail_says_who_began_read_and_ended_it(looks, session, given, audit_trail):
    browser = looks(given.judge)
    stop(browser.get("panels_judge.welcome"))
    started, ended = entries(session, "seen_as.started"), entries(session, "seen_as.ended")
    both = f"judges:{given.judge.ref} seen by {given.administrator.ref}"
    assert [(one.actor, one.facts) for one in started] == [(f"staff:{given.administrator.ref}", {"audience": "judges"})]
    assert [(one.actor, one.subject) for one in ended] == [(f"staff:{given.administrator.ref}", given.judge.ref)]
    assert {(one.actor, one.facts["endpoint"]) for one in entries(session, "seen_as.read")} == {
        (both, "panels_judge.welcome")
    }
    assert "sign_in.started" not in audit_trail(given.judge.ref)


def test_nothing_can_be_sent(app, looks, given, session):
    app.config["WTF_CSRF_ENABLED"] = False
    browser = looks(given.staff)
    page = browser.open("/staff/panels/", post={"name": ["What I typed stays"]})
    assert (page.status, page.heading) == (403, "You are only looking")
    assert "What I typed stays" in page.text
    denied = [one.actor for one in entries(session, "access.denied")]
    assert denied == [f"staff:{given.staff.ref} seen by {given.administrator.ref}"]


@pytest.mark.parametrize(
    ("endpoint", "who"),
    [("own_staff.account", "staff"), ("own_staff.password", "staff"), ("own_judge.account", "judge"),
     ("judging.scores", "judge"), ("judging.hand_in", "judge"), ("bundles_judge.receipt", "judge"),
     ("results_judge.mine", "judge"), ("bundles_staff.sign_off", "staff")],
)  # fmt: skip
def test_what_is_theirs_alone_stays_closed(looks, given, endpoint, who):
    page = looks(getattr(given, who)).get(endpoint)
    assert (page.status, page.heading) == (403, "You are only looking")
    assert "theirs alone" in page.text


def test_looking_is_not_being_seen(looks, given, session, clock):
    browser = looks(given.staff)
    clock.forward(minutes=20)
    browser.get("screening_staff.season")
    assert "Never" in stop(browser.get("screening_staff.season")).text
    own = session.scalars(select(SignIn).where(SignIn.subject == given.administrator.ref)).one()
    assert own.last_seen_at == clock()


@pytest.mark.parametrize(("minutes", "looking"), [(29, True), (30, False)])
def test_it_is_over_after_thirty_minutes_and_ones_own_eyes_come_back(looks, given, session, clock, minutes, looking):
    browser = looks(given.staff)
    for _ in range(minutes // 10):
        clock.forward(minutes=9)
        browser.get("screening_staff.season")
    clock.forward(minutes=minutes - 9 * (minutes // 10))
    page = browser.get("screening_staff.season")
    assert (page.soup.select_one('[aria-label="Seeing as somebody else"]') is not None) is looking
    if not looking:
        assert (page.heading, "the time was over" in page.text) == ("People", True)
        assert [one.facts for one in entries(session, "seen_as.ended")] == [{"pressed": False}]


def test_signing_out_ends_it(looks, given, session):
    browser = looks(given.judge)
    page = browser.get("panels_judge.welcome")
    form = page.soup.select_one(".account form")
    assert browser.open(form["action"], post={"csrf_token": [form.input["value"]]}).status == 200
    assert len(entries(session, "seen_as.ended")) == 1
    assert browser.get("accounts_staff.index").status == 200


def test_it_ends_with_the_administrators_own_sign_ins_and_role(looks, given, session, clock):
    browser = looks(given.judge)
    end_sign_ins(session, given.administrator.ref, actor=given.actor, now=clock(), why="test")
    assert browser.get("panels_judge.welcome").soup.select_one('[aria-label="Seeing as somebody else"]') is None


def test_it_ends_with_the_role(looks, given, session):
    browser = looks(given.judge)
    session.delete(person_here(session, given.administrator.ref, key=HERE, administrator="").grants[0])
    session.flush()
    page = browser.get("panels_judge.welcome")
    assert "Juno Dge" not in page.text


@pytest.mark.parametrize(
    ("who", "words"),
    [("administrator", "own eyes already"), ("peer", "Nobody sees as an administrator"), ("disabled", "disabled"),
     ("wrong audience", "no such pages"), ("chained", "eyes already")],
)  # fmt: skip
def test_whose_eyes_nobody_looks_with(given, session, clock, who, words):
    peer = StaffFactory(role=Role.ADMINISTRATOR)
    given.staff.disabled_at = clock() if who == "disabled" else None
    session.flush()
    actor = Actor(Audience.STAFF, given.actor.reference, seen_by="USR-1") if who == "chained" else given.actor
    ref = {"administrator": given.administrator, "peer": peer}.get(who, given.staff).ref
    audience = Audience.JUDGES if who == "wrong audience" else Audience.STAFF
    session.expire_all()
    person = person_here(session, ref, key=HERE, administrator="")
    with pytest.raises(Refused, match=words):
        begin_seeing_as(session, person, audience, key=HERE, reason="x", actor=actor, now=clock())


def test_an_administrator_of_other_awards_is_one_too(given, session, clock):
    GrantFactory(user=given.staff, role=Role.ADMINISTRATOR, programme_key="another-programme")
    session.flush()
    session.expire_all()
    person = person_here(session, given.staff.ref, key=HERE, administrator="")
    with pytest.raises(Refused, match="Nobody sees as an administrator"):
        begin_seeing_as(session, person, Audience.STAFF, key=HERE, reason="x", actor=given.actor, now=clock())


def test_it_lives_for_thirty_minutes_at_most(given, session, clock):
    session.expire_all()
    person = person_here(session, given.judge.ref, key=HERE, administrator="")
    begin_seeing_as(session, person, Audience.JUDGES, key=HERE, reason="x", actor=given.actor, now=clock())
    row = session.scalars(select(SignIn).where(SignIn.subject == given.judge.ref)).one()
    assert (row.seen_by, row.expires_at, row.proved_at) == (
        given.administrator.ref,
        clock() + timedelta(minutes=30),
        None,
    )


def test_it_ends_with_the_administrators_own_sign_in_whoever_ends_that(looks, given, session, clock):
    page = looks(given.judge)
    own = select(SignIn).where(SignIn.subject == given.administrator.ref, SignIn.seen_by.is_(None))
    end_one(session, session.scalars(own).one(), actor=given.actor, now=clock())
    session.commit()
    assert page.client.get("/judge/").status_code == 303

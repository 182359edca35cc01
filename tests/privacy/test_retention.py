"""Retention at work: announced a week before, held with a reason, done in batches, once, and told in the trail."""

import json
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import select

from awards.audit.models import AuditEntry
from awards.comms.actions import queue_message
from awards.comms.models import Message, MessageState
from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Refused
from awards.db import db
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination, Nominator, Nominee
from awards.privacy import retaining
from awards.privacy.commands import privacy
from awards.privacy.due import Scope, drafts
from awards.privacy.jobs import let_go_due
from awards.privacy.mail_files import clear_old_mail
from awards.privacy.models import Clearance
from awards.privacy.retaining import act_on, due_now, hold_clearance, ready, release_clearance
from awards.privacy.rules import Rule
from awards.sealing.models import SeasonLog
from tests.factories import (
    AnswerFactory,
    FlagFactory,
    NominationFactory,
    NominatorFactory,
    NomineeFactory,
    SeasonFactory,
    StaffFactory,
)

DUE = datetime(2024, 3, 26, 12, tzinfo=UTC)
"""After the term of drafts."""
WEEK = timedelta(days=7)


@pytest.fixture
def administrator(session):
    return StaffFactory(role=Role.ADMINISTRATOR)


def by(user):
    return Actor(Audience.STAFF, user.ref, frozenset({Role.ADMINISTRATOR}))


def draft(**changes):
    nomination = NominationFactory(**changes)
    NomineeFactory(nomination=nomination, full_name="Bo Marsh", email="bo@people.example")
    AnswerFactory(nomination=nomination, text="Bo did well")
    return nomination


def work(app, session, moment):
    session.commit()
    with app.app_context():
        done = let_go_due(db.session, moment)
        db.session.close()
    session.expire_all()
    return done


def clearances(session):
    return session.scalars(select(Clearance).where(Clearance.rule != Rule.PASSING).order_by(Clearance.id)).all()


def trail(session):
    return session.execute(
        select(AuditEntry.tag, AuditEntry.facts).where(AuditEntry.tag.like("clearance.%")).order_by(AuditEntry.id)
    ).all()


def test_what_is_due_is_announced_once_and_goes_a_week_later(app, session):
    nomination = draft()
    season = nomination.season
    assert work(app, session, DUE) == 1
    (one,) = clearances(session)
    assert (one.rule, one.season_id, one.due, one.acts_at, one.done_at) == ("drafts", season.id, 1, DUE + WEEK, None)
    assert work(app, session, DUE + timedelta(days=6)) == 0
    assert nomination.cleared_at is None

    assert work(app, session, DUE + WEEK) == 1
    assert work(app, session, DUE + WEEK) == 0
    assert nomination.cleared_at == DUE + WEEK
    assert nomination.state is NominationState.DRAFT
    assert session.scalars(select(Nominator.name)).all() == [None]
    assert session.scalars(select(Nominee.full_name)).all() == ["Name withheld"]
    assert (clearances(session)[0].done, clearances(session)[0].done_at) == (1, DUE + WEEK)
    facts = {"rule": "drafts", "season": season.id}
    assert trail(session) == [
        ("clearance.announced", facts | {"due": 1}), ("clearance.done", facts | {"went": 1})
    ]  # fmt: skip


def test_a_draft_with_a_later_deadline_of_its_own_waits_for_that(app, session):
    extended = draft(extended_until=datetime(2024, 3, 20, tzinfo=UTC))
    found = lambda moment: session.scalars(drafts(Scope(extended.season, moment))).all()  # noqa: E731
    assert found(datetime(2024, 4, 18, tzinfo=UTC)) == []
    assert found(datetime(2024, 4, 21, tzinfo=UTC)) == [extended.id]


def test_a_nominator_stays_while_anything_of_theirs_does(app, session):
    nominator = NominatorFactory(name="Casey Brook")
    draft(nominator=nominator)
    NominationFactory(nominator=nominator, eligible=True)
    work(app, session, DUE)
    work(app, session, DUE + WEEK)
    assert nominator.name == "Casey Brook"


def test_what_is_on_hold_never_goes_until_it_is_released_and_then_a_week_later(app, session, administrator):
    nomination = draft()
    work(app, session, DUE)
    (one,) = clearances(session)
    hold_clearance(session, one, reason="A claim is open.", actor=by(administrator), now=DUE)
    for days in (7, 70, 700):
        work(app, session, DUE + timedelta(days=days))
    assert nomination.cleared_at is None

    released = DUE + timedelta(days=701)
    release_clearance(session, one, actor=by(administrator), now=released)
    assert (one.held_at, one.held_by, one.held_why) == (None, None, None)
    work(app, session, released + timedelta(days=6))
    assert nomination.cleared_at is None
    work(app, session, released + WEEK)
    assert nomination.cleared_at == released + WEEK
    tags = [tag for tag, facts in trail(session) if facts["rule"] == "drafts"]
    assert tags == ["clearance.announced", "clearance.held", "clearance.released", "clearance.done"]


def test_an_open_safeguarding_flag_holds_a_nomination(app, session):
    nomination, other = draft(), draft()
    flag = FlagFactory(season=nomination.season, subject=nomination.ref)
    work(app, session, DUE)
    work(app, session, DUE + WEEK)
    assert (nomination.cleared_at, other.cleared_at) == (None, DUE + WEEK)
    flag.closed_at = DUE
    work(app, session, DUE + timedelta(days=8))
    work(app, session, DUE + timedelta(days=16))
    assert nomination.cleared_at == DUE + timedelta(days=16)


def test_what_became_due_after_the_announcement_waits_for_the_next_one(app, session):
    draft()
    late = draft(extended_until=datetime(2024, 2, 28, 12, tzinfo=UTC))
    work(app, session, DUE)
    work(app, session, DUE + WEEK)
    assert late.cleared_at is None
    work(app, session, DUE + timedelta(days=8))
    work(app, session, DUE + timedelta(days=15))
    assert late.cleared_at == DUE + timedelta(days=15)


def test_it_goes_in_batches_and_one_that_is_interrupted_goes_on(app, session, monkeypatch):
    monkeypatch.setattr(retaining, "BATCH", 2)
    made = [draft() for _ in range(5)]
    work(app, session, DUE)
    (one,) = clearances(session)
    session.commit()
    with app.app_context():
        assert act_on(db.session, one.id, now=DUE + WEEK) == 2  # and then the machine stops
        db.session.close()
    session.expire_all()
    assert (sum(each.cleared_at is not None for each in made), one.done, one.done_at) == (2, 2, None)
    assert work(app, session, DUE + WEEK) == 3
    assert (one.done, one.done_at) == (5, DUE + WEEK)
    with app.app_context():
        assert act_on(db.session, one.id, now=DUE + WEEK) == 0
        assert ready(db.session, now=DUE + WEEK) == []


def test_judges_words_wait_for_the_sign_off_of_the_record(app, session):
    nomination = NominationFactory(eligible=True)
    NomineeFactory(nomination=nomination)
    session.add(SeasonLog(season_id=nomination.season_id, label_key="00" * 32, size=0))
    moment = datetime(2026, 1, 1, tzinfo=UTC)
    assert Rule.NOT_SHORTLISTED not in {one.rule for one in due_now(session, now=moment)}


@pytest.mark.parametrize(
    ("actor", "why", "told"),
    [
        (Actor(Audience.STAFF, "USR-2222222", frozenset({Role.STAFF})), "A claim", "Only an administrator"),
        (None, "  ", "Say why it must be kept"),
    ],
)
def test_only_administrators_hold_and_with_a_reason(app, session, administrator, actor, why, told):
    draft()
    work(app, session, DUE)
    (one,) = clearances(session)
    with pytest.raises(Refused, match=told):
        hold_clearance(session, one, reason=why, actor=actor or by(administrator), now=DUE)
    assert one.held_at is None


def test_what_is_gone_cannot_be_held_and_what_is_not_held_cannot_be_released(app, session, administrator):
    draft()
    work(app, session, DUE)
    (one,) = clearances(session)
    with pytest.raises(Refused, match="not on hold"):
        release_clearance(session, one, actor=by(administrator), now=DUE)
    work(app, session, DUE + WEEK)
    with pytest.raises(Refused, match="gone already"):
        hold_clearance(session, one, reason="Too late", actor=by(administrator), now=DUE + WEEK)


def test_old_mail_loses_its_address_and_is_not_sent_again(app, session, clock):
    SeasonFactory()
    given = {"to": "casey@people.example", "about": "NOM-2222222", "programme_key": "harbour-awards", "key": "once"}
    queue_message(session, "nominations/receipt", now=clock(), **given)
    mail = session.scalars(select(Message)).one()
    mail.state, mail.sent_at = MessageState.SENT, clock()
    work(app, session, clock() + timedelta(days=91))
    work(app, session, clock() + timedelta(days=98))
    assert (mail.recipient, mail.arguments, mail.key) == ("Erased", {}, "once")
    queue_message(session, "nominations/receipt", now=clock(), **given)
    assert len(session.scalars(select(Message)).all()) == 1


def test_mail_in_the_folder_goes_by_its_date(tmp_path):
    for name, day in (("old", "Thu, 01 Feb 2024 12:00:00 +0000"), ("new", "Mon, 01 Apr 2024 12:00:00 +0000")):
        mail = EmailMessage()
        mail["Date"] = day
        (tmp_path / f"{name}.eml").write_bytes(bytes(mail))
    assert clear_old_mail(tmp_path, before=datetime(2024, 3, 1, tzinfo=UTC)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["new.eml"]
    assert clear_old_mail(None, before=DUE) == 0


def test_the_command_says_what_is_due_and_saves_nothing_unless_told(app, session, clock):
    draft()
    session.commit()
    clock.set(DUE)
    run = app.test_cli_runner()
    said = json.loads(run.invoke(privacy, ["retention"]).stdout)
    assert said["due"] == [{"rule": "drafts", "season": "2024", "number": 1, "since": "2024-03-25T00:00:00+00:00"}]
    assert clearances(session) == []
    session.commit()
    assert json.loads(run.invoke(privacy, ["retention", "--commit"]).stdout)["done"] == 1
    clock.set(DUE + WEEK)
    again = json.loads(run.invoke(privacy, ["retention", "--commit"]).stdout)
    assert (again["ready"], again["done"]) == (1, 1)
    session.commit()
    assert session.scalars(select(Nomination.cleared_at)).one() == DUE + WEEK


def test_staff_see_what_goes_soon_and_an_administrator_holds_and_releases_it(
    app, session, browser, clock, administrator, audit_trail
):
    draft()
    work(app, session, DUE)
    clock.set(DUE)
    (one,) = clearances(session)
    browser.sign_in(Audience.STAFF, administrator.ref)
    page = browser.get("retention_staff.index").click("Drafts that were not sent")
    assert "Goes after 1pm on Tuesday 2 April 2024" in page.text
    wrong = page.submit("Put on hold", reason=" ")
    assert (wrong.status, wrong.errors) == (422, ["Say why it must be kept, without naming anybody"])
    held = wrong.submit("Put on hold", reason="A claim is open.")
    assert "On hold since" in held.text
    assert "A claim is open." in held.text
    assert "On hold" in browser.get("retention_staff.index").text
    held.submit("Release")
    assert audit_trail(one.ref) == ["clearance.announced", "clearance.held", "clearance.released"]


def test_staff_who_are_no_administrators_only_read(app, session, browser, clock):
    draft()
    work(app, session, DUE)
    clock.set(DUE)
    (one,) = clearances(session)
    browser.sign_in(Audience.STAFF, StaffFactory().ref)
    page = browser.get("retention_staff.clearance", ref=one.ref)
    assert page.status == 200
    assert "Keep it longer" not in page.text


def test_another_programmes_clearance_is_not_found(app, session, browser, clock, administrator):
    draft()
    work(app, session, DUE)
    (one,) = clearances(session)
    other = SeasonFactory(programme__key="river-awards", programme__is_home=False)
    one.season_id = other.id
    browser.sign_in(Audience.STAFF, administrator.ref)
    assert browser.get("retention_staff.clearance", ref=one.ref).status == 404
    assert one.ref not in browser.get("retention_staff.index").text


def test_the_page_costs_few_statements(app, session, browser, clock, administrator, statements):
    draft()
    work(app, session, DUE)
    clock.set(DUE)
    browser.sign_in(Audience.STAFF, administrator.ref)
    browser.get("retention_staff.index")
    assert statements.of(lambda: browser.get("retention_staff.index")) <= 8

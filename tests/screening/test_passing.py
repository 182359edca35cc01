"""Somebody has died: the mail stops, the links are void, a person looks; and a mistake is put right."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from awards.audit.queries import entries_about
from awards.comms.models import Message, MessageState
from awards.core.permission import Refused
from awards.links.actions import mint_link, redeem_link
from awards.links.purposes import Purpose
from awards.nominations.models import Nominee
from awards.nominees.actions import send_notice
from awards.nominees.queries import notice_of
from awards.screening.passing import note_death, put_right_death
from awards.screening.queries import check_of, whole
from awards.screening.standing import around
from tests.factories import RuleSetFactory, SupporterFactory, admitted
from tests.screening.conftest import NOW, RULES
from tests.screening.test_actions import codes

ALIVE = {
    "id": "H7",
    "name": "alive",
    "kind": "living",
    "params": {},
    "requirement": "Everybody is alive.",
    "neutral": "Staff look at this.",
    "says": {"has_died": "{name} has died.", "not_known": "Not known."},
    "suggest": {},
}


@pytest.fixture
def nominee(session, eligible):
    eligible()
    return session.scalars(select(Nominee)).one()


def message(session, about: str, to: str, *, state: MessageState = MessageState.QUEUED, key: str) -> Message:
    made = Message(
        key=key, kind="results/finalist", about=about, programme_key="harbour-awards", recipient=to, arguments={},
        state=state, queued_at=NOW, not_before=NOW, sent_at=NOW if state is MessageState.SENT else None,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def test_all_mail_stops_and_every_link_is_void(session, nominee, actor, audit_trail):
    nomination = nominee.nomination
    adult = SupporterFactory(nominee=nominee)
    entry = admitted(session, nomination, actor=actor, now=NOW)
    stopped = [
        message(session, nominee.ref, nominee.email, key="a"),
        message(session, nomination.ref, nominee.email.upper(), key="b"),
        message(session, entry.ref, nominee.email, key="c"),
        message(session, adult.ref, "jo@adults.example", key="d"),
    ]
    goes = [
        message(session, nomination.ref, "casey@nominators.example", key="e"),
        message(session, nominee.ref, nominee.email, key="f", state=MessageState.SENT),
    ]
    tokens = [
        mint_link(session, Purpose.NOMINEE_NOTICE, nominee.ref, now=NOW),
        mint_link(session, Purpose.ADULT_CONFIRMATION, adult.ref, now=NOW),
    ]

    note_death(session, nominee, reason="Her manager rang.", actor=actor, now=NOW)

    session.expire_all()
    assert [one.state for one in stopped] == [MessageState.CANCELLED] * 4
    assert [one.state for one in goes] == [MessageState.QUEUED, MessageState.SENT]
    assert [redeem_link(session, token, now=NOW) for token in tokens] == [None, None]
    assert nominee.deceased
    assert not send_notice(session, nominee, programme_key="harbour-awards", actor=actor, now=NOW)
    assert audit_trail(nominee.ref) == ["nominee.died"]
    noted = entries_about(session, nominee.ref)[0]
    assert noted.reason is not None
    assert noted.reason.text == "Her manager rang."


def test_the_rules_then_ask_a_person_to_look(session, season, category, nominee, actor):
    RuleSetFactory(season_id=season.id, version=2, rules=[*RULES, ALIVE])
    category.rule_ids = ["H1", "H2", "H7"]
    note_death(session, nominee, reason="Her manager rang.", actor=actor, now=NOW)
    ready = whole(session, nominee.nomination)
    verdict = check_of(session, ready, known=around(session, ready, now=NOW)).verdict
    assert (verdict.level, verdict.reasons) == ("needs-check", ("Amara Okafor has died.",))


def test_a_mistake_is_put_right_and_a_notice_that_never_went_can_go(session, make_nomination, actor, audit_trail):
    make_nomination()
    nominee = session.scalars(select(Nominee)).one()
    send_notice(session, nominee, programme_key="harbour-awards", actor=actor, now=NOW)
    note_death(session, nominee, reason="A letter came back.", actor=actor, now=NOW)
    put_right_death(session, nominee, reason="It was somebody else.", actor=actor, now=NOW)
    assert not nominee.deceased
    assert send_notice(session, nominee, programme_key="harbour-awards", actor=actor, now=NOW)
    states = session.scalars(select(Message.state).order_by(Message.id)).all()
    assert states == [MessageState.CANCELLED, MessageState.QUEUED]
    assert audit_trail(nominee.ref) == ["notice.sent", "nominee.died", "nominee.corrected", "notice.sent"]


def test_a_notice_that_had_gone_is_not_sent_again(session, nominee, actor):
    message(session, nominee.ref, nominee.email, key="f", state=MessageState.SENT)
    note_death(session, nominee, reason="A letter came back.", actor=actor, now=NOW)
    put_right_death(session, nominee, reason="It was somebody else.", actor=actor, now=NOW)
    assert notice_of(session, nominee).queued_at is not None


def test_a_death_is_noted_by_staff_with_a_reason_and_once(session, nominee, actor, reader, audit_trail):
    told = {"actor": actor, "now": NOW}
    with pytest.raises(Refused) as reading:
        note_death(session, nominee, reason="Rang.", actor=reader, now=NOW)
    with pytest.raises(Refused) as unsaid:
        note_death(session, nominee, reason=" ", **told)
    with pytest.raises(Refused) as never:
        put_right_death(session, nominee, reason="Rang.", **told)
    note_death(session, nominee, reason="Rang.", **told)
    with pytest.raises(Refused) as twice:
        note_death(session, nominee, reason="Rang.", **told)
    assert [codes(one) for one in (reading, unsaid, never, twice)] == [
        ["not-staff"], ["no-reason"], ["nothing-to-note"], ["nothing-to-note"],
    ]  # fmt: skip
    assert audit_trail(nominee.ref) == ["nominee.died"]

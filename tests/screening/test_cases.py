"""What was sent stands in the work queue, and is looked at again whenever something about it changes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from awards.audit import Tag, record
from awards.audit.models import AuditEntry
from awards.audit.queries import entries_about
from awards.comms.models import Message, MessageState
from awards.core.actor import SYSTEM, Role
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nominee
from awards.nominees.words import Response
from awards.screening import cases, rerunning
from awards.screening.cases import look_again
from awards.screening.duplicate_models import LikelyDuplicate
from awards.screening.duplicates import DIFFERENT
from awards.screening.models import Case, FeedPosition, QueueList, VerdictRecord
from awards.screening.rerunning import RETRY
from tests.factories import (
    GrantFactory,
    NomineeFactory,
    RuleSetFactory,
    SupporterFactory,
    UserFactory,
)
from tests.factories.nominations import CorrectionRequestFactory
from tests.factories.screening import LikelyDuplicateFactory
from tests.screening.conftest import NOW, RULES
from tests.screening.test_actions import JUDGES_RULE

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def look(worker):
    return worker


def case_of(session, nomination) -> Case:
    return session.scalars(select(Case).where(Case.nomination_id == nomination.id)).one()


def stands(session, nomination) -> tuple[str, str]:
    case = case_of(session, nomination)
    return case.place.value, case.reason


def verdicts(session, nomination) -> list[str]:
    found = select(VerdictRecord.level).where(VerdictRecord.nomination_id == nomination.id).order_by(VerdictRecord.id)
    return list(session.scalars(found))


def test_what_was_sent_comes_into_the_queue_with_its_verdict(session, nomination, look):
    assert look() == 1

    case = case_of(session, nomination)
    assert (case.place, case.reason, case.level) == (QueueList.NEEDS_ME, "rule_eligible", "eligible")
    assert case.since == nomination.submitted_at
    assert case.names == "amara okafor | invented county council | casey brook"
    (entry,) = entries_about(session, nomination.ref)
    assert (entry.tag, entry.actor, entry.facts) == (
        "verdict.computed", str(SYSTEM), {"was": None, "now": "eligible", "rules": 1},
    )  # fmt: skip


def test_drafts_do_not(session, make_nomination, look):
    make_nomination(state=NominationState.DRAFT, submitted_at=None)
    assert look() == 0
    assert session.scalars(select(Case)).all() == []


def test_nothing_is_looked_at_twice_for_the_same_change(session, nomination, look):
    assert [look(), look(), look(LATER)] == [1, 0, 0]
    assert verdicts(session, nomination) == ["eligible"]


def test_a_change_that_the_trail_tells_of_is_looked_at_and_the_verdict_kept_only_if_it_differs(
    session, nomination, actor, look
):
    look()
    record(session, Tag.NOMINEE_CORRECTED, nomination.ref, actor=actor, at=NOW)
    assert look(LATER) == 1
    assert verdicts(session, nomination) == ["eligible"]

    nomination.nominee_knows = False
    record(session, Tag.NOMINEE_CORRECTED, nomination.ref, actor=actor, at=NOW)
    assert look(LATER) == 1
    assert verdicts(session, nomination) == ["eligible", "needs-check"]
    assert entries_about(session, nomination.ref)[-1].facts == {"was": "eligible", "now": "needs-check", "rules": 1}
    assert stands(session, nomination) == ("needs_me", "rule_check")


@pytest.mark.parametrize("who", ["nominee", "adult"])
def test_what_happens_to_its_people_is_about_it(session, eligible, actor, look, who):
    nomination = eligible()
    nominee = session.scalars(select(Nominee).where(Nominee.nomination_id == nomination.id)).one()
    subject = {"nominee": nominee, "adult": SupporterFactory(nominee=nominee)}[who].ref
    look()
    record(session, Tag.NOTICE_SENT, subject, actor=actor, at=NOW)
    assert look(LATER) == 1
    assert case_of(session, nomination).looked_at == LATER


def test_new_rules_are_put_to_everything_even_a_few_at_a_time(session, season, make_nomination, look, monkeypatch):
    nominations = [make_nomination() for _ in range(5)]
    look()
    monkeypatch.setattr(rerunning, "MOST", 2)
    RuleSetFactory(season_id=season.id, version=2, rules=[RULES[0]])
    assert [look(LATER) for _ in range(4)] == [2, 2, 1, 0]
    kept = session.scalars(select(VerdictRecord.rule_set_version).where(VerdictRecord.nomination_id.in_(
        [one.id for one in nominations]
    )))  # fmt: skip
    assert sorted(kept) == [1] * 5 + [2] * 5


def test_a_season_loaded_again_is_looked_at_again_once(session, season, nomination, actor, look):
    look()
    record(session, Tag.SEASON_LOADED, "harbour-awards/2024", actor=actor, at=LATER)
    assert [look(LATER + timedelta(minutes=2)), look(LATER + timedelta(minutes=3))] == [1, 0]


def test_somebody_who_becomes_a_judge_is_noticed(session, season, category, make_nomination, actor, look):
    category.rule_ids = ["H3"]
    RuleSetFactory(season_id=season.id, version=2, rules=[JUDGES_RULE])
    nomination, other = make_nomination(), make_nomination()
    nominee = session.scalars(select(Nominee).where(Nominee.nomination_id == nomination.id)).one()
    look()
    judge = UserFactory(email=nominee.email)
    GrantFactory(user=judge, role=Role.JUDGE)
    record(session, Tag.ROLE_GRANTED, judge.ref, actor=actor, at=LATER)
    assert look(LATER + timedelta(minutes=2)) == 1
    assert "is a judge" in str(
        session.scalars(select(VerdictRecord).order_by(VerdictRecord.id.desc())).first().findings
    )
    assert case_of(session, other).looked_at == NOW


def test_entries_that_become_visible_late_are_read_once_more(session, nomination, actor, look):
    look()
    position = session.get(FeedPosition, rerunning.FEED) or FeedPosition(name=rerunning.FEED)
    position.entry_id = 900  # others were numbered later and committed before
    session.add(position)
    record(session, Tag.NOMINEE_CORRECTED, nomination.ref, actor=actor, at=NOW)
    assert look(NOW + timedelta(minutes=5)) == 1


def test_mail_that_fails_is_noticed_though_the_trail_does_not_tell(session, eligible, look):
    nomination = eligible()
    look()
    assert stands(session, nomination) == ("needs_me", "copy_missing")
    ref = session.scalars(select(Nominee.ref).where(Nominee.nomination_id == nomination.id)).one()
    session.add(
        Message(key="n", kind="nominees/notice", about=ref, programme_key="harbour-awards", recipient="a@b.example",
                arguments={}, state=MessageState.PARKED, queued_at=NOW, not_before=NOW)
    )  # fmt: skip
    assert [look(LATER), look(LATER)] == [1, 0]
    assert stands(session, nomination) == ("needs_me", "not_arrived")


def test_what_is_late_by_time_alone_comes_back(session, nomination, look):
    look()
    case = case_of(session, nomination)
    case.parked_by, case.parked_because, case.parked_until = "USR-1", "Half-term.", LATER
    look_again(session, [nomination], now=NOW)
    assert (stands(session, nomination), case.look_again_at) == (("held", "parked"), LATER)
    assert look(NOW) == 0
    assert look(LATER) == 1
    assert stands(session, nomination) == ("needs_me", "rule_eligible")


def test_how_long_it_has_stood_there_starts_anew_with_another_reason_only(session, nomination, look):
    look()
    look_again(session, [nomination], now=LATER)
    assert case_of(session, nomination).since == nomination.submitted_at
    CorrectionRequestFactory(nomination=nomination)
    look_again(session, [nomination], now=LATER)
    assert (stands(session, nomination), case_of(session, nomination).since) == (
        ("needs_me", "correction_asked"), LATER,
    )  # fmt: skip


def test_a_young_person_who_has_not_answered_is_waited_for(session, eligible, category, look):
    category.reveals = "care experience"
    nomination = eligible(notice={"response": Response.NONE})
    look()
    assert stands(session, nomination) == ("waiting", "young_person")


def test_one_that_cannot_be_looked_at_keeps_no_other_from_the_queue(session, make_nomination, look, monkeypatch):
    nominations = [make_nomination() for _ in range(5)]
    session.commit()
    broken, ordinary = nominations[2].id, cases.situations_of

    def stumble(session, ready, **known):
        if broken in [one.id for one in ready]:
            raise RuntimeError("this one cannot be read")
        return ordinary(session, ready, **known)

    monkeypatch.setattr(cases, "situations_of", stumble)
    monkeypatch.setattr(rerunning, "_failed", {})
    assert look() == 4
    assert set(session.scalars(select(Case.nomination_id))) == {one.id for one in nominations} - {broken}
    monkeypatch.setattr(cases, "situations_of", ordinary)
    assert [look(NOW + RETRY - timedelta(seconds=1)), look(NOW + RETRY), look(NOW + RETRY)] == [0, 1, 0]


def test_one_that_cannot_be_looked_at_stops_no_feed_and_is_tried_again_after_a_while(
    session, make_nomination, actor, look, monkeypatch, caplog
):
    broken, tried, ordinary = make_nomination(), [], cases.situations_of
    monkeypatch.setattr(rerunning, "_failed", {})
    look()
    broken_id, ref = broken.id, broken.ref

    def stumble(session, ready, **known):
        tried.extend(one.id for one in ready)
        raise RuntimeError("Amara Okafor wrote this")

    monkeypatch.setattr(cases, "situations_of", stumble)
    record(session, Tag.NOMINEE_CORRECTED, ref, actor=actor, at=LATER)
    newest = session.scalar(select(func.max(AuditEntry.id)))
    assert [look(LATER), look(LATER + timedelta(seconds=1))] == [0, 0]
    assert (tried, session.get(FeedPosition, rerunning.FEED).entry_id) == ([broken_id], newest)
    ours = [one.getMessage() for one in caplog.records if one.name.startswith("awards")]
    assert ours == [f"nomination {ref} cannot be looked at: RuntimeError"]
    assert "Amara" not in caplog.text

    monkeypatch.setattr(rerunning, "_failed", {})  # another worker takes over, long after the trail was settled
    monkeypatch.setattr(cases, "situations_of", ordinary)
    assert look(LATER + RETRY) == 1
    assert case_of(session, broken).looked_at == LATER + RETRY


def test_a_busy_database_is_no_fault_of_a_nomination(session, make_nomination, look, monkeypatch):
    make_nomination()
    ordinary = cases.situations_of

    def busy(*_args, **_known):
        raise OperationalError("SELECT 1", {}, Exception("database is locked"))

    monkeypatch.setattr(cases, "situations_of", busy)
    assert look() == 0
    monkeypatch.setattr(cases, "situations_of", ordinary)
    assert look() == 1


def test_somebody_honoured_without_a_nomination_stops_nothing(session, nomination, look):
    honoured = NomineeFactory(nomination=None)
    record(session, Tag.NOMINEE_AGREED, honoured.ref, actor=SYSTEM, at=NOW)
    session.commit()
    assert look() == 1


def test_what_adds_an_entry_and_takes_a_pair_away_is_a_change_too(session, make_nomination, actor, look):
    first, second = make_nomination(), make_nomination()
    LikelyDuplicateFactory(nominations=(first, second))
    look()
    assert [stands(session, one) for one in (first, second)] == [("needs_me", "duplicate")] * 2
    session.scalars(select(LikelyDuplicate)).one().decided = DIFFERENT
    record(session, Tag.NOMINEE_CORRECTED, second.ref, actor=actor, at=NOW)
    assert look(LATER) == 2
    assert [stands(session, one) for one in (first, second)] == [("needs_me", "rule_eligible")] * 2

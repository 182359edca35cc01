"""Whatever is recorded about a nomination or its people makes the worker look at it again, and at no other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from awards.audit import Tag, record
from awards.comms.actions import mark_returned
from awards.comms.models import Message, MessageState
from awards.core.actor import SYSTEM, Actor, Audience
from awards.nominations.actions import withdraw_nomination
from awards.nominations.holding import release_nomination
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nominee
from awards.safeguarding.actions import raise_flag
from awards.safeguarding.models import Flag
from awards.screening.cases import look_again_at
from awards.screening.models import Case
from awards.screening.trail import CHANGES_NOTHING, nominations_about
from awards.seasons.models import Season
from tests.factories import EntryFactory, EntryNominationFactory, FlagFactory, SupporterFactory
from tests.screening.conftest import NOW

LATER = NOW + timedelta(hours=1)
OF_NOMINATIONS = (
    Tag.ADDITION_SENT, Tag.CORRECTION_ASKED, Tag.INFORMATION_ASKED, Tag.MESSAGE_RETURNED, Tag.MOVE_ANSWERED,
    Tag.MOVE_OFFERED, Tag.NOMINATION_RELEASED, Tag.NOMINATION_WITHDRAWN,
)  # fmt: skip
OF_NOMINEES = (
    Tag.MEMBERSHIP_CHECKED, Tag.MESSAGE_RETURNED, Tag.NOMINEE_AGREED, Tag.NOMINEE_CORRECTED, Tag.NOTICE_MISDIRECTED,
    Tag.REGISTER_CHECKED, Tag.SUPPORTER_ANSWERED,
)  # fmt: skip
OF_FLAGS = (Tag.FLAG_RAISED, Tag.FLAG_CLOSED)


def nominee_of(session, nomination) -> Nominee:
    return session.scalars(select(Nominee).where(Nominee.nomination_id == nomination.id)).one()


@pytest.fixture
def subject(session, season, nomination):
    """Give the reference of one kind of thing about the nomination."""

    def of(kind: str) -> str:
        nominee = nominee_of(session, nomination)
        made = {
            "nomination": lambda: nomination.ref,
            "nominee": lambda: nominee.ref,
            "adult": lambda: SupporterFactory(nominee=nominee).ref,
            "flag": lambda: FlagFactory(season_id=season.id, subject=nomination.ref).ref,
            "flag of the entry": lambda: FlagFactory(season_id=season.id, subject=entry_of(nomination).ref).ref,
            "entry": lambda: entry_of(nomination).ref,
        }
        return made[kind]()

    return of


def entry_of(nomination):
    entry = EntryFactory(category=nomination.category)
    EntryNominationFactory(nomination=nomination, entry=entry)
    return entry


@pytest.mark.parametrize(
    ("kind", "tag"),
    [
        *(("nomination", tag) for tag in OF_NOMINATIONS),
        *(("nominee", tag) for tag in OF_NOMINEES),
        *((kind, tag) for kind in ("flag", "flag of the entry") for tag in OF_FLAGS),
        ("adult", Tag.MESSAGE_RETURNED),
        ("entry", Tag.NOMINEE_LEFT_OUT),
        ("entry", Tag.ENTRY_WITHDRAWN),
    ],
)
def test_the_worker_looks_again_after_each_kind_of_entry(
    session, make_nomination, nomination, subject, worker, kind, tag
):
    ref, other = subject(kind), make_nomination()
    worker()
    record(session, tag, ref, actor=SYSTEM, at=NOW)
    assert (tag in CHANGES_NOTHING, nominations_about(session, [ref])) == (False, {nomination.id})
    assert worker(LATER) == 1
    looked = dict(tuple(row) for row in session.execute(select(Case.nomination_id, Case.looked_at)))
    assert looked == {nomination.id: LATER, other.id: NOW}


def reason(session, nomination) -> str:
    return session.scalars(select(Case.reason).where(Case.nomination_id == nomination.id)).one()


def test_after_acts_of_other_rooms_the_reason_is_right_a_moment_later(session, season, make_nomination, worker, staff):
    withdrawn, held, flagged = make_nomination(), make_nomination(held_because=["fast"]), make_nomination()
    worker()
    assert [reason(session, one) for one in (withdrawn, held, flagged)] == [
        "rule_eligible", "held_as_spam", "rule_eligible",
    ]  # fmt: skip
    who = Actor(Audience.STAFF, staff.ref)
    withdraw_nomination(session, withdrawn, actor=SYSTEM, now=NOW)
    release_nomination(session, held, actor=who, now=NOW)
    loaded = session.get_one(Season, season.id, options=[joinedload(Season.programme)], populate_existing=True)
    raise_flag(session, loaded, flagged.ref, actor=who, now=NOW)
    assert worker(LATER) == 3
    assert [reason(session, one) for one in (withdrawn, held, flagged)] == ["withdrawn", "rule_eligible", "flagged"]
    assert session.scalars(select(Flag.subject)).all() == [flagged.ref]


def test_a_message_that_came_back_is_a_reason_a_moment_later(session, eligible, worker):
    nomination = eligible()
    nominee = nominee_of(session, nomination)
    message = Message(
        key="nominees/notice:1", kind="nominees/notice", about=nominee.ref, programme_key="harbour-awards",
        recipient=nominee.email, arguments={}, state=MessageState.SENT, queued_at=NOW, not_before=NOW, sent_at=NOW,
    )  # fmt: skip
    session.add(message)
    session.flush()
    worker()
    assert reason(session, nomination) == "copy_missing"
    mark_returned(session, message, actor=SYSTEM, now=NOW)
    worker(LATER)
    assert reason(session, nomination) == "not_arrived"


def test_an_act_may_have_everything_looked_at_that_a_reference_is_about(session, nomination, worker):
    worker()
    nominee = nominee_of(session, nomination)
    nomination.state = NominationState.SET_ASIDE
    look_again_at(session, [nominee.ref], now=LATER)
    assert reason(session, nomination) == "set_aside"

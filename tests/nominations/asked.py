"""What was sent, and staff who ask about it: shared by the tests of asking, adding and offering."""

from __future__ import annotations

from datetime import UTC, datetime

from awards.core.actor import Actor, Audience, Role
from awards.nominations import actions, asking, queries
from awards.nominations.asked_queries import asked_summary, nomination_to_ask, nomination_to_move
from awards.nominations.asking import Wanted
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nominator
from tests.factories import CopyStampFactory, EntryFactory, EntryNominationFactory
from tests.nominations.building import complete

NOMINATOR = Actor(Audience.NOMINATORS, "NTR-2222222")
STAFF = Actor(Audience.STAFF, "USR-2222222", frozenset({Role.STAFF}))
READER = Actor(Audience.STAFF, "USR-3333333", frozenset({Role.READ_ONLY}))
AFTER = datetime(2024, 2, 26, 12, tzinfo=UTC)
ANSWER_BY = datetime(2024, 3, 4, 23, 59, tzinfo=UTC)
LATER = datetime(2024, 3, 6, 9, tzinfo=UTC)
NOTE = "Which year was it, and how do you know?"
QUESTIONS = ["summary", "practice"]


def sent_one(session, season, clock, key="practice", **changes):
    """Send a nomination in time, and give it as staff find it to ask about it."""
    nomination = complete(session, season, key, **changes)
    actions.submit_nomination(session, nomination, actor=NOMINATOR, now=clock())
    return to_ask(session, nomination)


def to_ask(session, nomination):
    session.flush()
    session.expire_all()
    ref = session.merge(nomination).ref
    return nomination_to_ask(session, ref, season_id=nomination.season_id)


def ask(session, nomination, *, questions=QUESTIONS, note=NOTE, answer_by=ANSWER_BY, actor=STAFF, now=AFTER):
    wanted = Wanted(questions=questions, note=note, answer_by=answer_by)
    return asking.ask_for_more(session, nomination, wanted, actor=actor, now=now)


def to_add(session, nomination):
    """Give what the nominator's page starts from: the nomination, what was asked, and the first request."""
    found = queries.my_nomination_to_add_to(session, nomination.ref, **owner(session, nomination))
    asked = asked_summary(session, found)
    return found, asked, asked.requests[0]


def to_move(session, nomination):
    session.flush()
    session.expire_all()
    found = nomination_to_move(session, nomination.ref, season_id=nomination.season_id)
    return found, asked_summary(session, found).offers[0]


def owner(session, nomination):
    nominator = session.get_one(Nominator, nomination.nominator_id)
    return {"nominator_ref": nominator.ref, "programme_id": nomination.season.programme_id}


def hand_to_judges(session, nomination):
    """Put the nomination behind an entry, as admission does."""
    nomination.state = NominationState.ELIGIBLE
    stamp = CopyStampFactory(nomination=nomination)
    entry = EntryFactory(category=nomination.category, stamp=stamp)
    EntryNominationFactory(nomination=nomination, entry=entry, stamp=stamp)
    session.flush()
    return entry


def reasons(refused) -> list[str]:
    return [reason.text for reason in refused.value.permission.reasons]

"""An invented category with two rules, nominations in it, and staff to rule on them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from awards.core.actor import Actor, Audience, Role
from awards.nominations.lifecycle import NominationState
from awards.screening.rerunning import look_again_due
from tests.factories import (
    AnswerFactory,
    CategoryFactory,
    NominationFactory,
    NomineeFactory,
    NoticeFactory,
    QuestionFactory,
    RuleSetFactory,
    SeasonFactory,
    StaffFactory,
    SubmissionFactory,
)

NOW = datetime(2024, 2, 26, 10, tzinfo=UTC)

RULES = [
    {
        "id": "H1",
        "name": "one person",
        "kind": "people_between",
        "params": {"least": 1, "most": 1},
        "requirement": "One person is put forward.",
        "neutral": "This award is for one person.",
        "says": {
            "too_few": "Nobody is named.",
            "too_many": "More than one person is named.",
            "name_the_people": "Nobody is named yet.",
        },
        "suggest": {},
    },
    {
        "id": "H2",
        "name": "the nominee knows",
        "kind": "nominee_knows",
        "params": {},
        "requirement": "They know about it.",
        "neutral": "They have to know about it.",
        "says": {"not_aware": "They do not know about it yet.", "not_said": "It is not said whether they know."},
        "suggest": {},
    },
]

RELATIONSHIPS = [{"key": "colleague", "label": "A colleague"}, {"key": "manager", "label": "Their manager"}]


@pytest.fixture
def season(session):
    season = SeasonFactory(vocabulary={"relationships": RELATIONSHIPS})
    RuleSetFactory(season_id=season.id, rules=RULES)
    return season


@pytest.fixture
def category(season):
    category = CategoryFactory(season=season, name="Harbour prize", rule_ids=["H1", "H2"])
    QuestionFactory(category=category, key="q1", label="What did they do?")
    QuestionFactory(category=category, key="q2", label="Anything else?", optional=True)
    return category


@pytest.fixture
def make_nomination(category):
    """Make a nomination that was sent, with one nominee and one answer; ``people=0`` for no nominee."""

    def make(*, people: int = 1, state: NominationState = NominationState.SUBMITTED, **facts):
        facts = {"category": category, "submitted_at": datetime(2024, 2, 1, 9, tzinfo=UTC), "state": state} | facts
        nomination = NominationFactory(**facts)
        for position in range(1, people + 1):
            NomineeFactory(nomination=nomination, position=position)
        AnswerFactory(nomination=nomination, question_key="q1", text="She listened.\nThings changed.")
        SubmissionFactory(
            nomination=nomination,
            content=[
                {"key": "q1", "question": "What did they do?", "answer": "She listened.\nThings changed."},
                {"key": "q2", "question": "Anything else?", "answer": ""},
            ],
        )
        return nomination

    return make


@pytest.fixture
def eligible(make_nomination):
    """Make a nomination ruled eligible whose nominees have been told."""

    def make(*, people: int = 1, told: bool = True, notice: dict | None = None, nominee: dict | None = None, **facts):
        nomination = make_nomination(people=0, **({"state": NominationState.ELIGIBLE} | facts))
        for position in range(1, people + 1):
            one = NomineeFactory(nomination=nomination, position=position, **(nominee or {}))
            if told:
                NoticeFactory(nominee=one, **(notice or {}))
        return nomination

    return make


@pytest.fixture
def nomination(make_nomination):
    return make_nomination()


@pytest.fixture
def staff(session):
    return StaffFactory(name="Sam Reid")


@pytest.fixture
def actor(staff):
    return Actor(Audience.STAFF, staff.ref, frozenset({Role.STAFF}))


@pytest.fixture
def reader(session):
    """Somebody who may read and not write."""
    return Actor(Audience.STAFF, "USR-READER2", frozenset({Role.READ_ONLY}))


@pytest.fixture
def staff_browser(browser, session, staff):
    """A browser signed in as staff; call it once everything it is to see has been made."""

    def sign_in(role: Role | None = None):
        who = StaffFactory(role=role) if role else staff
        session.commit()
        return browser.sign_in(Audience.STAFF, who.ref)

    return sign_in


@pytest.fixture
def worker(session):
    """Let the worker look at everything that was sent or has changed."""

    def look(at: datetime = NOW) -> int:
        session.commit()
        done = look_again_due(session, at)
        session.expire_all()
        return done

    return look


@pytest.fixture
def counted(session):
    """Count the rows of a model as they stand after what a browser did."""

    def count(model) -> int:
        session.rollback()
        return session.scalar(select(func.count()).select_from(model))

    return count

"""What the rules say of many nominations at once is what they say of each, for the same few statements."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from awards.core.actor import SYSTEM
from awards.nominees.words import Confirmation, Response
from awards.screening.queries import check_of, nomination_by_ref
from awards.screening.standing import around
from awards.screening.standing_of_all import checks_of, nominations_to_check
from awards.seasons.actions import Win, load_season, note_wins
from awards.seasons.queries import categories_of
from tests.factories import (
    GrantFactory,
    JudgeFactory,
    NominationFactory,
    NominatorFactory,
    NomineeFactory,
    NoticeFactory,
    SupporterFactory,
)
from tests.seasons.documents import FRONTLINE

NOW = datetime(2024, 2, 26, 10, tzinfo=UTC)
SENT = datetime(2024, 2, 1, 9, tzinfo=UTC)
MOST = 6


@pytest.fixture
def season(session):
    return load_season(session, FRONTLINE, actor=SYSTEM, now=datetime(2023, 12, 1, tzinfo=UTC)).season


@pytest.fixture
def make(session, season):
    categories = {one.key: one for one in categories_of(session, season)}

    def nomination(category: str, state: str = "submitted", nominator=None, **nominee):
        made = NominationFactory(season=season, category=categories[category], submitted_at=SENT, state=state,
                                 nominator=nominator or NominatorFactory())  # fmt: skip
        return made, NomineeFactory(nomination=made, position=1, **nominee)

    return nomination


@pytest.fixture
def of_every_sort(session, season, make):
    """Nominations whose verdicts rest on each thing that the house knows besides what was typed."""
    judge = JudgeFactory()
    GrantFactory(user=judge, role="judge", programme_key="frontline-awards")
    make("practice", full_name="Marlowe Quist")
    note_wins(session, season.programme_id, [Win(2023, "practice", "Marlowe Quist")])
    make("practice", full_name="Ottoline Vane", email=judge.email)
    make("practice", nominator=NominatorFactory(email=judge.email))
    for answered in (Confirmation.CONFIRMED, Confirmation.NONE):
        _, young = make("young_people", date_of_birth=date(2007, 5, 3))
        NoticeFactory(nominee=young, response=Response.AGREED, responded_at=SENT)
        responded_at = SENT if answered is Confirmation.CONFIRMED else None
        SupporterFactory(nominee=young, response=answered, responded_at=responded_at)
    make("fellowship", state="eligible")
    make("team", state="ineligible")


def test_many_at_once_get_what_each_gets_alone(session, season, of_every_sort):
    session.flush()
    session.expire_all()
    sent = nominations_to_check(session, season.id)
    together = checks_of(session, sent, now=NOW)
    assert len(together) == 7
    for one in sent:
        whole = nomination_by_ref(session, one.ref, season_id=season.id)
        alone = check_of(session, whole, known=around(session, whole, now=NOW))
        assert together[one.id] == alone
    differ = {finding.facts for one in together.values() for finding in one.verdict.findings if finding.facts}
    assert any("winner of this category in 2023: yes" in text for facts in differ for text in facts)
    assert any("judges: practice" in text for facts in differ for text in facts)
    assert any("an adult confirmed: yes" in text for facts in differ for text in facts)


def test_what_is_not_sent_or_withdrawn_is_left_out(session, season, make):
    make("practice", state="withdrawn")
    NominationFactory(season=season, category=categories_of(session, season)[0])
    kept, _ = make("practice")
    session.flush()
    assert [one.ref for one in nominations_to_check(session, season.id)] == [kept.ref]


def test_the_number_of_statements_does_not_grow(session, season, make, statements):
    def cost() -> int:
        session.flush()
        session.expire_all()
        season_id = season.id
        statements.clear()
        checks_of(session, nominations_to_check(session, season_id), now=NOW)
        return len(statements)

    make("practice")
    before = cost()
    for _ in range(6):
        make("young_people", date_of_birth=date(2007, 5, 3))
    assert (cost(), before <= MOST) == (before, True)


def test_nothing_to_look_at_is_nothing_said(session):
    assert checks_of(session, [], now=NOW) == {}

"""What staff find, and how many statements it costs."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import NoResultFound

from awards.nominations import season_queries
from tests.factories import SubmissionFactory
from tests.nominations.building import complete


def test_staff_find_a_nomination_of_their_season_with_everything_loaded(session, season, statements):
    ref = complete(session, season, "team").ref
    session.expire_all()
    session.expunge_all()
    statements.clear()
    found = season_queries.nomination_for_staff(session, ref, season_id=1)
    assert (found.category.questions[0].key, found.nominees[0].is_team, found.submissions) == ("summary", True, [])
    assert (len(found.answers), found.nominator.name, found.season.programme.key) == (
        5,
        "Casey Brook",
        "frontline-awards",
    )
    assert len(statements) == 5


def test_a_nomination_of_another_season_is_not_found(session, season):
    ref = complete(session, season).ref
    with pytest.raises(NoResultFound):
        season_queries.nomination_for_staff(session, ref, season_id=99)


def test_the_latest_submission_comes_last(session, season):
    nomination = complete(session, season, submitted=True)
    ref = nomination.ref
    for number in (2, 1):
        SubmissionFactory(nomination=nomination, number=number)
    session.expire_all()
    session.expunge_all()
    found = season_queries.nomination_for_staff(session, ref, season_id=1)
    assert [one.number for one in found.submissions] == [1, 2]

"""What staff find, and how many statements it costs."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import NoResultFound

from awards.nominations import season_queries
from awards.nominations.lifecycle import NominationState
from tests.factories import NominationFactory, NomineeFactory, SubmissionFactory
from tests.nominations.building import complete


def refs(page) -> list[str]:
    return [row.ref for row in page.rows]


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


def test_the_list_is_narrowed_by_state_category_and_words(session, season):
    practice, team = complete(session, season), complete(session, season, "team", submitted=True)
    of = season.id
    assert refs(season_queries.nominations_of_season(session, of)) == [team.ref, practice.ref]
    assert refs(season_queries.nominations_of_season(session, of, state=NominationState.DRAFT)) == [practice.ref]
    assert refs(season_queries.nominations_of_season(session, of, category_key="team")) == [team.ref]
    assert refs(season_queries.nominations_of_season(session, of, words="duty TEAM")) == [team.ref]
    assert refs(season_queries.nominations_of_season(session, of, words=practice.ref[-5:])) == [practice.ref]
    assert refs(season_queries.nominations_of_season(session, of, words="%")) == []
    assert refs(season_queries.nominations_of_season(session, 99)) == []


def test_a_row_names_people_by_what_was_typed(session, season):
    nomination = complete(session, season, "innovation")
    NomineeFactory(nomination=nomination, position=2, full_name="Bo Lind")
    session.expire_all()
    session.expunge_all()
    row = season_queries.nominations_of_season(session, 1).rows[0]
    assert (row.nominee, row.nominator, row.category_name) == (
        "Amara Okafor, Bo Lind",
        "Casey Brook",
        "Innovation award",
    )


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_costs_the_same_however_long_it_is(session, season, statements, count):
    for _ in range(count):
        complete(session, season)
    session.expire_all()
    session.expunge_all()
    statements.clear()
    assert season_queries.nominations_of_season(session, 1).total == count
    assert len(statements) == 3


def test_states_are_counted_and_none_is_left_out(session, season):
    category = complete(session, season).category
    NominationFactory(category=category, season=season, submitted=True)
    assert season_queries.counts_by_state(session, season.id) == {
        NominationState.DRAFT: 1,
        NominationState.SUBMITTED: 1,
        NominationState.ELIGIBLE: 0,
        NominationState.INELIGIBLE: 0,
        NominationState.WITHDRAWN: 0,
        NominationState.SET_ASIDE: 0,
    }

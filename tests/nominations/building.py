"""Builds nominations straight into the database for tests of actions and queries."""

from __future__ import annotations

from typing import Any

from awards.nominations import queries
from awards.nominations.models import Credit, Nomination, Nominator
from awards.seasons.models import Season
from awards.seasons.queries import categories_of
from tests.factories import AnswerFactory, NominationFactory, NomineeFactory
from tests.factories.nominations import NominatorFactory


def complete(session, season, key: str = "practice", **changes) -> Any:
    """Give a draft that lacks nothing, with everything loaded as the pages load it."""
    category = next(one for one in categories_of(session, season) if one.key == key)
    nomination: Any = NominationFactory(
        category=category,
        season=season,
        nominator=NominatorFactory(),
        benefits="England",
        credit=Credit.FULL_NAME,
        declared_true=True,
        declared_no_child_named=True,
        declared_privacy_read=True,
        **changes,
    )
    is_team = category.nominee_kind == "team"
    NomineeFactory(nomination=nomination, is_team=is_team)
    if is_team:
        nomination.team_name, nomination.team = "Harbour Duty Team", {"members": 8, "structure": "single_agency"}
    for question in category.questions:
        if not question.optional:
            AnswerFactory(nomination=nomination, question_key=question.key, text=f"About {question.key}.")
    session.flush()
    session.expire_all()
    return whole(session, nomination)


def whole(session, nomination: Nomination) -> Nomination:
    """Give the nomination anew with everything loaded."""
    nominator = session.get_one(Nominator, nomination.nominator_id)
    season = session.get_one(Season, nomination.season_id)
    return queries.my_nomination_in_full(
        session, nomination.ref, nominator_ref=nominator.ref, programme_id=season.programme_id
    )

"""Who may go to judges: the table of standings, person by person."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from awards.core.actor import Actor, Audience
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination, Nominee
from awards.nominees.models import Notice, Supporter
from awards.nominees.words import Confirmation, Response
from awards.screening.policy import Standing, may_admit, may_rule

STAFF = Actor(Audience.STAFF, "USR-2222222")
NOW = datetime(2024, 2, 26, 10, tzinfo=UTC)
AGREED, DECLINED, SILENT = Response.AGREED, Response.DECLINED, Response.NONE
YES, NO, WAITING = Confirmation.CONFIRMED, Confirmation.REFUSED, Confirmation.NONE


def standing(
    response: Response = SILENT,
    *,
    age: str = "adult",
    adult: Confirmation | None = None,
    told: bool = True,
    deceased: bool = False,
    bounced: bool = False,
    misdirected: bool = False,
) -> Standing:
    notice = Notice(response=response, queued_at=NOW if told else None, misdirected_at=NOW if misdirected else None)
    return Standing(
        nominee=Nominee(id=1, full_name="Amara", deceased=deceased),
        notice=notice,
        bounced=bounced,
        child=age != "adult",
        minor=age == "minor",
        adult=Supporter(response=adult) if adult else None,
    )


@pytest.mark.parametrize(
    ("standings", "codes"),
    [
        ([standing()], []),  # an adult's silence means judged, though not published
        ([standing(AGREED)], []),
        ([standing(DECLINED)], ["declined"]),
        ([standing(DECLINED), standing()], []),  # one who declines never sinks the others
        ([standing(DECLINED), standing(DECLINED)], ["declined"]),
        ([standing(DECLINED, told=False), standing()], []),
        ([standing(told=False)], ["not-told"]),
        ([standing(AGREED, told=False)], []),  # whoever answered was told
        ([standing(bounced=True)], ["not-told"]),
        ([standing(misdirected=True)], ["not-told"]),
        ([standing(age="unknown")], ["child-has-not-agreed"]),
        ([standing(AGREED, age="unknown")], []),
        ([standing(age="minor")], ["child-has-not-agreed"]),  # a young person's silence means waiting
        ([standing(age="minor", adult=YES)], ["child-has-not-agreed"]),
        ([standing(AGREED, age="minor")], ["adult-has-not-confirmed"]),
        ([standing(AGREED, age="minor", adult=WAITING)], ["adult-has-not-confirmed"]),
        ([standing(AGREED, age="minor", adult=NO)], ["adult-has-refused"]),
        ([standing(AGREED, age="minor", adult=YES)], []),
        ([standing(DECLINED, age="minor", adult=YES), standing()], []),
        ([standing(age="minor"), standing(AGREED)], ["child-has-not-agreed"]),
        ([standing(age="minor", deceased=True)], []),
        ([], []),
    ],
)
def test_the_table_of_who_may_go_to_judges(standings, codes):
    nomination = Nomination(ref="NOM-1", state=NominationState.ELIGIBLE)
    permission = may_admit(STAFF, nomination, entry=None, standings=standings)
    assert [reason.code for reason in permission.reasons] == codes


def test_a_reason_excuses_whoever_was_not_told():
    nomination = Nomination(ref="NOM-1", state=NominationState.ELIGIBLE)
    assert may_admit(STAFF, nomination, entry=None, standings=[standing(told=False)], excused={1})


@pytest.mark.parametrize(
    ("facts", "codes"),
    [
        ({}, []),
        ({"held_because": ["fast"]}, ["held"]),
        ({"held_because": ["fast"], "released_at": NOW}, []),
        ({"state": NominationState.SET_ASIDE}, ["nomination-is-set_aside"]),
    ],
)
def test_what_is_held_or_set_aside_is_not_ruled_on(facts, codes):
    nomination = Nomination(**({"ref": "NOM-1", "state": NominationState.SUBMITTED} | facts))
    permission = may_rule(STAFF, nomination, entry=None)
    assert [reason.code for reason in permission.reasons] == codes


def test_the_refusal_of_a_held_nomination_says_what_to_do():
    held = Nomination(ref="NOM-1", state=NominationState.SUBMITTED, held_because=["fast"])
    (reason,) = may_rule(STAFF, held, entry=None).reasons
    assert reason.text == "This nomination is held as possible spam, so it cannot be ruled on: release it first."
    aside = Nomination(ref="NOM-1", state=NominationState.SET_ASIDE)
    (reason,) = may_rule(STAFF, aside, entry=None).reasons
    assert reason.text == "This nomination is set aside, so it cannot be ruled on."

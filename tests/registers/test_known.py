"""What staff found goes before what was typed in the staff's verdict, and never reaches the nominator."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from awards.core.permission import Refused
from awards.eligibility.facts import ProgrammeState, ProgrammeStatus, Registration
from awards.eligibility.verdict import Level
from awards.nominations.facts import Known, facts_of, verdict_as_told
from awards.nominations.queries import rules_of
from awards.nominations.told import told
from awards.registers.actions import record_check
from awards.registers.contents import Found
from awards.registers.known import known_of
from awards.registers.membership import apply_programme_list, confirm_members, record_member
from awards.registers.models import ListKind, ListMember, ListUpload, RegisterResult
from awards.registers.queries import newest_list
from awards.screening.queries import check_of, whole
from awards.screening.standing import around
from awards.screening.standing_of_all import checks_of, nominations_to_check
from tests.registers.conftest import NOW, TODAY

LIST = """Name,Email,Programme,Status,Stage,Cohort
Amara Okafor,AMARA@nominees.example,Approach Social Work,Fellow,,2019
Amara Okafor,amara@nominees.example,Firstline,Completed,,2022
Sam Reid,,Headline,Current,Second year,2023
,nobody@nominees.example,Headline,Current,,2023
"""


@pytest.fixture
def look_up(session, season, lines, actor):
    def record(nominee, result: RegisterResult, *, until: date | None = None, on: date = TODAY):
        found = Found(result=result, until=until)
        return record_check(session, season, lines()[nominee.ref], found=found, on=on, actor=actor, now=NOW)

    return record


@pytest.fixture
def members(session, season, mapped, actor):
    upload = mapped(LIST, ListKind.PROGRAMME)
    apply_programme_list(session, season, upload.ref, actor=actor, now=NOW)
    return newest_list(session, season.id)


def registration_rules(session, nomination):
    """Give what the staff's verdict says of registration, one nomination at a time and all at once."""
    ready = whole(session, nomination)
    alone = check_of(session, ready, known=around(session, ready, now=NOW)).verdict
    together = checks_of(session, nominations_to_check(session, nomination.season_id), now=NOW)[nomination.id].verdict
    assert alone == together
    return [(one.rule_id, one.outcome.value) for one in alone.findings if one.rule_id == "PL2"]


def test_nobody_looked_and_nothing_is_known(session, put_forward):
    assert known_of(session, [put_forward()]) == {}
    assert known_of(session, []) == {}


def test_what_the_register_says_is_the_staffs_verdict(session, put_forward, look_up):
    nominee = put_forward()
    before = registration_rules(session, nominee.nomination)
    look_up(nominee, RegisterResult.LAPSED, until=date(2023, 11, 30))
    assert known_of(session, [nominee]) == {
        nominee.id: Known(registration_checked=True, registration=Registration.LAPSED)
    }
    after = registration_rules(session, nominee.nomination)
    assert before != after
    look_up(nominee, RegisterResult.REGISTERED)
    assert registration_rules(session, nominee.nomination) == before


def test_a_lapsed_registration_is_never_told_to_the_nominator(session, put_forward, look_up):
    nominee = put_forward()
    look_up(nominee, RegisterResult.LAPSED, until=date(2023, 11, 30))
    nomination = whole(session, nominee.nomination)
    rules = [rule for rule in rules_of(session, nomination) if rule.id == "PL2"]
    said = told(nomination, rules)
    assert verdict_as_told(nomination, rules).level is Level.ELIGIBLE
    assert (said.verdict.reasons, [(row.key, row.value) for row in said.rows]) == (
        (), [("Registered as a social worker", "Yes")]
    )  # fmt: skip


@pytest.mark.parametrize("result", [RegisterResult.OTHER_NAME, RegisterResult.NOT_FOUND])
def test_what_proves_nothing_leaves_it_unknown_whatever_was_typed(session, put_forward, look_up, result):
    nominee = put_forward()
    look_up(nominee, result)
    facts = facts_of(whole(session, nominee.nomination), checks=known_of(session, [nominee]))
    assert facts.people[0].registration is None


def test_a_check_of_an_old_number_does_not_count(session, put_forward, look_up):
    nominee = put_forward()
    look_up(nominee, RegisterResult.LAPSED)
    nominee.registration_number = "SW124"
    assert known_of(session, [nominee]) == {}
    nominee.registration_number = "sw 0123"
    assert list(known_of(session, [nominee])) == [nominee.id]


def test_whoever_lapsed_after_the_nomination_was_sent_was_registered(session, put_forward, look_up):
    nominee = put_forward()
    look_up(nominee, RegisterResult.LAPSED, until=date(2024, 2, 1))
    assert known_of(session, [nominee])[nominee.id].registration is Registration.REGISTERED


def test_what_is_known_of_many_takes_one_statement(session, put_forward, look_up, members, actor, statements):
    upload, people = members
    nominees = [put_forward(registration_number=f"SW{number}") for number in range(1, 31)]
    for nominee in nominees[::2]:
        look_up(nominee, RegisterResult.REGISTERED)
        record_member(session, nominee, upload=upload, member=people[0], actor=actor, now=NOW)
    session.flush()
    assert statements.of(lambda: known_of(session, nominees)) == 1
    assert len(known_of(session, nominees)) == 15


def test_a_list_keeps_people_with_their_programmes_and_no_address(session, members):
    upload, people = members
    assert (
        (upload.content, upload.applied_at) == (None, NOW) if "content" in upload.__dict__ else upload.applied_at == NOW
    )
    kept = [(one.name, one.programme, one.status, one.stage, one.cohort) for one in people]
    assert kept == [
        ("Amara Okafor", "frontline", "completed", None, "2019"),
        ("Amara Okafor", "firstline", "completed", None, "2022"),
        ("Sam Reid", "headline", "current", "year_2", "2023"),
    ]
    assert [bool(one.email_index) for one in people] == [True, True, False]
    assert people[0].email_index == people[1].email_index


def test_every_line_of_the_same_person_counts(session, put_forward, members, actor, audit_trail):
    upload, people = members
    nominee = put_forward("fellowship", programme="headline", programme_status="current")
    record_member(session, nominee, upload=upload, member=people[1], actor=actor, now=NOW)
    assert known_of(session, [nominee])[nominee.id].programmes == (
        ProgrammeStatus("frontline", ProgrammeState.COMPLETED, None),
        ProgrammeStatus("firstline", ProgrammeState.COMPLETED, None),
    )
    assert audit_trail(nominee.ref) == ["membership.checked"]


def test_nobody_on_the_list_leaves_it_unknown_unless_none_was_typed(session, put_forward, members, actor):
    upload, _ = members
    fellow, outsider = put_forward("fellowship", programme="headline"), put_forward("fellowship", programme="none")
    for nominee in (fellow, outsider):
        record_member(session, nominee, upload=upload, member=None, actor=actor, now=NOW)
    found = known_of(session, [fellow, outsider])
    assert [found[one.id].programmes_checked for one in (fellow, outsider)] == [True, True]
    assert [found[one.id].programmes for one in (fellow, outsider)] == [None, ()]


def test_the_list_goes_before_what_was_typed_for_staff_alone(session, put_forward, members, actor):
    upload, people = members
    nominee = put_forward("fellowship", programme="frontline", programme_status="current")
    record_member(session, nominee, upload=upload, member=people[0], actor=actor, now=NOW)
    nomination = whole(session, nominee.nomination)
    rules = [rule for rule in rules_of(session, nomination) if rule.id == "FE2"]
    staff = check_of(session, nomination, known=around(session, nomination, now=NOW)).verdict
    assert "FE2" not in staff.rules
    assert verdict_as_told(nomination, rules).level is Level.INELIGIBLE


def test_the_last_match_counts_and_readers_make_none(session, put_forward, members, actor, reader):
    upload, people = members
    nominee = put_forward("fellowship")
    confirm_members(session, [(nominee, people[2])], upload, actor=actor, now=NOW)
    record_member(session, nominee, upload=upload, member=people[0], actor=actor, now=NOW)
    assert known_of(session, [nominee])[nominee.id].programmes[0].programme == "frontline"
    with pytest.raises(Refused):
        confirm_members(session, [(nominee, people[2])], upload, actor=reader, now=NOW)


def test_a_line_of_another_list_is_no_match(session, season, put_forward, members, actor, mapped):
    _, people = members
    other = mapped("Name,Programme,Status\nMia Stone,Headline,Fellow\n", ListKind.PROGRAMME)
    with pytest.raises(ValueError, match="is not of list"):
        record_member(session, put_forward("fellowship"), upload=other, member=people[0], actor=actor, now=NOW)


def test_the_newest_list_is_the_one_of_the_latest_day(session, season, members, mapped, actor):
    old = mapped("Name,Programme,Status\nMia Stone,Headline,Fellow\n", ListKind.PROGRAMME, as_of=date(2023, 1, 1))
    apply_programme_list(session, season, old.ref, actor=actor, now=NOW)
    newest, people = newest_list(session, season.id)
    assert (newest.as_of, len(people)) == (TODAY, 3)
    assert session.scalars(select(ListUpload)).all() != []
    assert len(session.scalars(select(ListMember)).all()) == 4

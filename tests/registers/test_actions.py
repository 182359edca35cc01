"""Lists are kept, read and applied once; each check leaves one entry of the trail."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import NoResultFound

from awards.audit.models import AuditEntry
from awards.core.permission import Refused
from awards.nominations.lifecycle import NominationState
from awards.registers.actions import PastedList, apply_register_list, keep_list, map_columns, map_words, record_check
from awards.registers.columns import Columns
from awards.registers.contents import Contents, Found
from awards.registers.models import ListKind, ListUpload, RegisterCheck, RegisterResult
from awards.registers.pages import numbers_waiting
from awards.registers.rules import CheckState
from tests.registers.conftest import NOW, SENT, TODAY

ANSWER = """Registration number,Name,Status,Registered until,Town
SW123,Amara Okafor,Registered,30/11/2024,Leeds
sw 00124,Somebody Else,Registered,30/11/2024,York
SW125,Mia Stone,No longer registered,30/11/2022,Hull
SW999,A Stranger,Registered,30/11/2024,Bath
,No Number,Registered,,
SW123,Amara Okafor,Lapsed,,
"""


def refusal(of: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [reason.code for reason in of.value.permission.reasons]


def test_a_list_is_applied_to_everybody_it_is_about(session, season, put_forward, mapped, lines, actor, audit_trail):
    amara = put_forward(registration_number="SW123")
    twin = put_forward("leadership", full_name="Amara Okafor", registration_number="SW123", registration="registered")
    sam = put_forward(full_name="Sam Reid", registration_number="SW124")
    mia = put_forward(full_name="Mia Stone", registration_number="SW125")
    lost = put_forward(full_name="Lost Person", registration_number="SW126")
    untouched = put_forward(full_name="Not Searched", registration_number="SW127")
    upload = mapped(ANSWER, searched="SW123\nSW0126\n\nrubbish")
    assert apply_register_list(session, season, upload.ref, actor=actor, now=NOW) == 5
    found = lines()
    results = [found[one.ref].check and found[one.ref].check.result for one in (amara, twin, sam, mia, lost, untouched)]
    assert results == ["registered", "registered", "other_name", "lapsed", "not_found", None]
    states = [found[one.ref].state for one in (amara, sam, mia, lost, untouched)]
    assert states == [
        CheckState.CHECKED, CheckState.CONTRADICTS, CheckState.CONTRADICTS, CheckState.CONTRADICTS, CheckState.UNCHECKED
    ]  # fmt: skip
    check = found[amara.ref].check
    assert (check.name_found, check.town_found, check.registered_until) == ("Amara Okafor", "Leeds", date(2024, 11, 30))
    assert (check.number, check.checked_on, check.checked_by, check.upload_id) == (
        "SW123",
        TODAY,
        actor.reference,
        upload.id,
    )
    assert [audit_trail(one.ref) for one in (amara, twin, sam, mia, lost)] == [["register.checked"]] * 5
    assert audit_trail(untouched.ref) == []
    assert audit_trail(upload.ref) == ["list.uploaded", "list.applied"]


@pytest.mark.parametrize("line", ["SW126,Lost Person,Pending", "SW126,Lost Person,"])
def test_a_number_whose_line_is_left_out_was_still_found(session, season, put_forward, lines, actor, line):
    lost = put_forward(full_name="Lost Person", registration_number="SW126")
    contents = Contents(f"Number,Name,Status\n{line}\n", searched="SW126")
    pasted = PastedList(kind=ListKind.REGISTER, contents=contents, as_of=TODAY, rows=2)
    upload = keep_list(session, season, pasted, actor=actor, now=NOW)
    map_columns(session, upload, Columns(header=True, fields={"number": 0, "name": 1, "status": 2}), actor=actor)
    map_words(session, upload, {"status": {"pending": "left_out", "": "left_out"}}, actor=actor)
    assert apply_register_list(session, season, upload.ref, actor=actor, now=NOW) == 0
    assert lines()[lost.ref].state is CheckState.UNCHECKED


def test_the_trail_holds_references_states_and_counts_only(session, season, put_forward, mapped, actor):
    put_forward()
    upload = mapped(ANSWER)
    apply_register_list(session, season, upload.ref, actor=actor, now=NOW)
    entries = session.scalars(select(AuditEntry).where(AuditEntry.tag.in_(["register.checked", "list.applied"]))).all()
    assert {entry.tag: entry.facts for entry in entries} == {
        "register.checked": {"result": "registered", "list": upload.ref},
        "list.applied": {"kind": "register", "count": 1},
    }


def test_a_list_is_encrypted_until_it_is_applied_and_then_erased(session, season, put_forward, mapped, actor):
    upload = mapped(ANSWER)
    stored = session.scalar(text("SELECT content FROM list_upload"))
    assert "SW123" not in stored
    apply_register_list(session, season, upload.ref, actor=actor, now=NOW)
    assert session.scalar(text("SELECT content FROM list_upload")) is None


def test_applying_twice_is_refused(session, season, put_forward, mapped, actor):
    put_forward()
    upload = mapped(ANSWER)
    apply_register_list(session, season, upload.ref, actor=actor, now=NOW)
    with pytest.raises(Refused) as refused:
        apply_register_list(session, season, upload.ref, actor=actor, now=NOW)
    assert refusal(refused) == ["applied-already"]
    assert len(session.scalars(select(RegisterCheck)).all()) == 1


def test_applying_the_very_same_list_again_is_refused(session, season, put_forward, mapped, actor):
    put_forward()
    first, again, later = mapped(ANSWER), mapped(ANSWER), mapped(ANSWER, as_of=date(2024, 2, 20))
    apply_register_list(session, season, first.ref, actor=actor, now=NOW)
    with pytest.raises(Refused) as refused:
        apply_register_list(session, season, again.ref, actor=actor, now=NOW)
    assert refusal(refused) == ["same-list"]
    assert apply_register_list(session, season, later.ref, actor=actor, now=NOW) == 1


def test_whoever_may_only_read_changes_nothing(session, season, put_forward, mapped, lines, reader):
    nominee = put_forward()
    upload = mapped(ANSWER)
    pasted = PastedList(kind=ListKind.REGISTER, contents=Contents(ANSWER), as_of=TODAY, rows=1)
    found = Found(result=RegisterResult.REGISTERED)
    acts = [
        lambda: keep_list(session, season, pasted, actor=reader, now=NOW),
        lambda: map_columns(session, upload, Columns(), actor=reader),
        lambda: map_words(session, upload, {}, actor=reader),
        lambda: apply_register_list(session, season, upload.ref, actor=reader, now=NOW),
        lambda: record_check(session, season, lines()[nominee.ref], found=found, on=TODAY, actor=reader, now=NOW),
    ]
    for act in acts:
        with pytest.raises(Refused) as refused:
            act()
        assert refusal(refused) == ["not-staff"]


def test_a_list_has_to_be_mapped_before_it_is_applied(session, season, actor):
    pasted = PastedList(kind=ListKind.REGISTER, contents=Contents(ANSWER), as_of=TODAY, rows=1)
    upload = keep_list(session, season, pasted, actor=actor, now=NOW)
    with pytest.raises(Refused) as refused:
        map_words(session, upload, {}, actor=actor)
    assert refusal(refused) == ["no-columns"]
    with pytest.raises(Refused) as refused:
        apply_register_list(session, season, upload.ref, actor=actor, now=NOW)
    assert refusal(refused) == ["not-mapped"]


def test_a_list_of_fellows_is_not_applied_as_the_registers_answer(session, season, mapped, actor):
    upload = mapped("Name,Programme,Status\nAmara Okafor,Headline,Fellow\n", ListKind.PROGRAMME)
    with pytest.raises(Refused) as refused:
        apply_register_list(session, season, upload.ref, actor=actor, now=NOW)
    assert refusal(refused) == ["not-mapped"]


def test_a_list_of_tomorrow_is_refused(session, season, actor):
    pasted = PastedList(kind=ListKind.REGISTER, contents=Contents(ANSWER), as_of=date(2024, 2, 27), rows=1)
    with pytest.raises(Refused) as refused:
        keep_list(session, season, pasted, actor=actor, now=NOW)
    assert refusal(refused) == ["in-the-future"]


def test_there_is_no_list_of_another_season(session, season, actor):
    with pytest.raises(NoResultFound):
        apply_register_list(session, season, "LST-NOTHERE", actor=actor, now=NOW)


def test_a_look_up_by_hand_is_recorded_for_the_number_of_the_day(
    session, season, put_forward, lines, actor, audit_trail
):
    nominee = put_forward(registration_number="sw 0123", registration="not_registered")
    found = Found(result=RegisterResult.REGISTERED, name="Amara Okafor", until=date(2024, 11, 30))
    check = record_check(session, season, lines()[nominee.ref], found=found, on=TODAY, actor=actor, now=NOW)
    assert (check.number, check.result, check.upload_id) == ("SW123", RegisterResult.REGISTERED, None)
    assert lines()[nominee.ref].state is CheckState.CONTRADICTS
    assert audit_trail(nominee.ref) == ["register.checked"]


def test_a_number_that_changed_since_has_to_be_looked_up_again(session, season, put_forward, lines, actor):
    nominee = put_forward()
    found = Found(result=RegisterResult.REGISTERED)
    record_check(session, season, lines()[nominee.ref], found=found, on=TODAY, actor=actor, now=NOW)
    assert lines()[nominee.ref].state is CheckState.CHECKED
    nominee.registration_number = "SW124"
    assert lines()[nominee.ref].state is CheckState.CHANGED
    assert numbers_waiting(lines().values()) == ["SW124"]


def test_whoever_was_seen_in_the_weeks_of_renewal_is_looked_up_again(session, season, put_forward, lines, actor):
    nominee = put_forward()
    found = Found(result=RegisterResult.LAPSED, until=date(2023, 11, 30))
    record_check(session, season, lines()[nominee.ref], found=found, on=date(2023, 12, 4), actor=actor, now=NOW)
    assert lines()[nominee.ref].state is CheckState.AGAIN
    record_check(session, season, lines()[nominee.ref], found=found, on=TODAY, actor=actor, now=NOW)
    assert lines()[nominee.ref].state is CheckState.CONTRADICTS


def test_only_people_of_sent_nominations_whose_rules_ask_are_looked_up(session, season, put_forward, lines):
    wanted = [put_forward().ref, put_forward("innovation").ref, put_forward(state=NominationState.INELIGIBLE).ref]
    put_forward(state=NominationState.DRAFT, sent=None)
    put_forward(state=NominationState.WITHDRAWN)
    put_forward("fellowship")
    put_forward("team", is_team=True)
    kept_aside = put_forward()
    kept_aside.position = -1
    held = put_forward(sent=SENT)
    held.nomination.held_because = ["trap"]
    assert sorted(lines()) == sorted(wanted)


def test_a_word_whose_lines_are_left_out_records_nothing(session, season, put_forward, mapped, actor):
    put_forward()
    upload = mapped("SW123,Amara Okafor,Registered\n")
    map_words(session, upload, {"status": {"registered": "left_out"}}, actor=actor)
    assert apply_register_list(session, season, upload.ref, actor=actor, now=NOW) == 0
    assert session.scalars(select(ListUpload.applied_at)).one() == NOW

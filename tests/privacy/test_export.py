"""Finding everybody whom some words may mean, and giving one person everything that is held of them."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from awards.audit import Tag
from awards.audit.models import AuditEntry
from awards.core.actor import SYSTEM, Actor, Audience, Role
from awards.core.permission import Refused
from awards.nominations.models import Nominator, TypedPage
from awards.privacy.commands import privacy
from awards.privacy.copying import KEYS, copy_of
from awards.privacy.copying_sections import SECTIONS
from awards.privacy.finding import grouped, people_like, seek
from awards.privacy.known import known_by
from awards.privacy.known_rows import is_of, rows_of
from tests.factories import (
    JudgeFactory,
    NominationFactory,
    NominatorFactory,
    NomineeFactory,
    ProgrammeFactory,
    StaffFactory,
    WinnerFactory,
)
from tests.privacy.planting import EMAIL, NAME, PHONE, Planted, columns_of_people

BESIDE = {"message.recipient", "audit_reason.text"}
"""Sections of their own, which are not made from a table as it stands."""
ELSEWHERE = {
    "clearance.held_why", "decision.reason", "decision.taking_part", "judge_message.text", "list_upload.content",
    "meeting.agenda", "meeting.minutes", "likely_duplicate.why", "screening_case.names",
    "screening_case.parked_because", "vote.casting",
}  # fmt: skip
"""Written about several people at once: what of it names the person is in the section of its own for that."""
REFERENCES = {
    "ballot.ranking", "decision.commended", "decision.decided_order", "decision.scored_order", "decision.votes",
    "fit.result", "judging_act.content", "reading_search.result", "vote.candidates", "vote.result", "vote.voters",
}  # fmt: skip


@pytest.fixture
def planted(session):
    return Planted(session)


def refs_found(session, words):
    return sorted(one.ref for one in people_like(session, words))


def copied(planted, refs=None, **how):
    session = planted.session
    made = copy_of(session, known_by(session, refs or planted.refs), actor=SYSTEM, now=planted.nomination.started_at,
                   **how)  # fmt: skip
    return json.loads(made.as_json())


def test_a_name_is_found_whatever_the_case_accents_and_order(session):
    zoe = NomineeFactory(full_name="Zoë Ångström-Bell")
    NomineeFactory(full_name="Zora Angus")
    assert refs_found(session, "angstrom-bell ZOE") == [zoe.ref]


def test_an_address_finds_rows_of_every_kind_and_nobody_else(session):
    nominee = NomineeFactory(email="sam@people.example", nomination__nominator=NominatorFactory(name="Lee"))
    nominator = NominatorFactory(name="S", email="sam@people.example")
    judge = JudgeFactory(email="sam@people.example")
    assert refs_found(session, "Sam@people.example ") == sorted([nominee.ref, nominator.ref, judge.ref])


def test_a_telephone_number_is_found_however_it_is_written(session):
    one = NominatorFactory(phone=PHONE)
    NominatorFactory(phone="07700 900462")
    assert refs_found(session, "+44 7700 900461") == [one.ref]


def test_a_reference_finds_the_row_and_whoever_belongs_to_it(session):
    nominee = NomineeFactory()
    nomination = nominee.nomination
    assert refs_found(session, nominee.ref.lower()) == [nominee.ref]
    assert refs_found(session, nomination.ref) == sorted([nominee.ref, nomination.nominator.ref])


def test_nothing_typed_finds_nobody(session):
    NomineeFactory()
    assert people_like(session, "  ") == []


def test_rows_of_one_address_or_one_name_stand_together_and_are_not_merged(session):
    NomineeFactory(full_name="Robin Hale", email="robin@people.example")
    NominatorFactory(name="R. Hale", email="robin@people.example")
    WinnerFactory(display_name="robin  hale")
    NomineeFactory(full_name="Robin Halewood")
    groups = grouped(people_like(session, "robin") + people_like(session, "R. Hale"))
    assert [sorted({one.name for one in group.rows}) for group in groups] == [
        ["R. Hale", "Robin Hale", "robin  hale"],
        ["Robin Halewood"],
    ]


def test_an_administrator_finds_nobody_of_another_programme(session):
    here = NomineeFactory(full_name="Robin Hale")
    elsewhere = ProgrammeFactory(key="elsewhere", is_home=False)
    there = WinnerFactory(display_name="Robin Hale", programme=elsewhere)
    programme_id = here.nomination.season.programme_id
    found = [one.ref for one in people_like(session, "Robin Hale") if is_of(one, programme_id)]
    assert found == [here.ref]
    assert rows_of(session, [there.ref], programme_id=programme_id) == []


def test_looking_is_noted_without_the_words(session, clock):
    NomineeFactory(full_name=NAME)
    staff = StaffFactory(role=Role.ADMINISTRATOR)
    actor = Actor(Audience.STAFF, staff.ref, frozenset({Role.ADMINISTRATOR}))
    seek(session, NAME, programme_id=None, actor=actor, now=clock())
    entry = session.scalars(select(AuditEntry).where(AuditEntry.tag == Tag.PERSON_SOUGHT)).one()
    assert (entry.subject, entry.facts, entry.reason_id) == (staff.ref, {"by": "words", "found": 1}, None)


@pytest.mark.parametrize("role", [Role.STAFF, Role.CONFIDENTIAL_STAFF, Role.READ_ONLY])
def test_only_administrators_look_and_copy(session, clock, role):
    actor = Actor(Audience.STAFF, "USR-2222222", frozenset({role}))
    with pytest.raises(Refused):
        seek(session, "x", programme_id=None, actor=actor, now=clock())
    with pytest.raises(Refused):
        copy_of(session, [], actor=actor, now=clock())


def test_the_copy_holds_everything_that_is_theirs(planted):
    text = json.dumps(copied(planted), ensure_ascii=False)
    missing = {
        where
        for where, mark in planted.marks.items()
        if mark not in text and where.partition(" ")[0] not in ELSEWHERE | BESIDE
    }
    assert missing == set()


def test_every_column_about_people_is_in_a_section_or_named_as_not():
    told = {
        f"{one.table.__table__.name}.{column.name}"
        for one in SECTIONS
        for column in one.table.__table__.columns
        if column.name not in (*KEYS, *one.but)
    }
    assert columns_of_people() - told - BESIDE - ELSEWHERE - REFERENCES == set()


def test_what_others_wrote_of_them_is_there_to_be_looked_at_first(planted):
    part = copied(planted)["sections"]["named_elsewhere"]
    assert part["look_first"] is True
    tables = {one["where"] for one in part["rows"]}
    assert tables >= {"panel_member", "judge_message", "decision", "meeting"}
    assert "named_elsewhere" not in copied(planted, everywhere=False)["sections"]


def test_judges_are_not_named_nor_is_a_nominator_who_asked_not_to_be(planted):
    planted.nomination.name_hidden_from_nominee = True
    judge = planted.colleague.user
    planted.score.comment = f"{judge.name} agrees with {planted.other.name}."
    planted.session.flush()
    text = json.dumps(copied(planted, [planted.nominee.ref]), ensure_ascii=False)
    assert [one in text for one in (judge.name, judge.ref, planted.other.name, planted.other.email)] == [False] * 4
    assert "Name withheld agrees with Name withheld." in text
    assert copied(planted)["told_us"][0].endswith("somebody who asked not to be named")


def test_who_put_them_forward_is_said(planted):
    assert copied(planted, [planted.nominee.ref])["told_us"][0] == f"{planted.nomination.ref}: Casey Brook"


def test_whoever_was_put_forward_with_them_is_not_in_their_copy(session, clock):
    nomination = NominationFactory(submitted=True, work_title="The work of Robin Hale and Kit Marsh")
    mine = NomineeFactory(nomination=nomination, full_name="Robin Hale")
    NomineeFactory(nomination=nomination, full_name="Kit Marsh", position=2, email="kit@marsh.example")
    made = copy_of(session, known_by(session, [mine.ref]), actor=SYSTEM, now=clock()).as_json()
    assert "The work of Robin Hale and Name withheld" in made
    assert "kit@marsh.example" not in made


def test_taking_a_copy_is_noted(planted):
    copied(planted)
    entry = planted.session.scalars(select(AuditEntry).where(AuditEntry.tag == Tag.COPY_OF_PERSON_TAKEN)).one()
    assert entry.facts["references"] == planted.refs


def test_mail_is_listed_by_kind_and_time_without_other_peoples(planted):
    rows = copied(planted)["sections"]["mail"]["rows"]
    assert [(one["kind"], one["state"]) for one in rows] == [("nominees/notice", "queued"), ("nominees/notice", "sent")]
    assert EMAIL not in json.dumps(rows)


def test_the_command_prints_the_copy_and_refuses_unknown_references(planted, app):
    planted.session.commit()
    runner = app.test_cli_runner()
    found = runner.invoke(privacy, ["export", planted.nominee.ref])
    assert found.exit_code == 0
    assert json.loads(found.stdout)["references"] == [planted.nominee.ref]
    assert runner.invoke(privacy, ["export", "NEE-ZZZZZZZ"]).exit_code == 1


def test_what_a_nominator_typed_of_themselves_and_of_others_is_not_told_to_whom_they_put_forward(session, clock):
    mine = NomineeFactory(full_name="Robin Hale")
    nomination = mine.nomination
    for page in ("about_you", "person-99", f"person-{mine.position}", "declarations"):
        session.add(TypedPage(nomination_id=nomination.id, page=page, fields=f"typed on {page}", saved_at=clock()))
    session.flush()

    def told(ref):
        made = copy_of(session, known_by(session, [ref]), actor=SYSTEM, now=clock())
        return sorted(row["page"] for part in made.parts if part.key == "unfinished" for row in part.rows)

    assert told(mine.ref) == ["declarations", f"person-{mine.position}"]
    nominator = session.scalars(select(Nominator).where(Nominator.id == nomination.nominator_id)).one()
    assert told(nominator.ref) == ["about_you", "declarations", f"person-{mine.position}", "person-99"]

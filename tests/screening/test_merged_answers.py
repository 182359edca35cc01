"""What a nominee of a merged nomination answers holds: its words stay from judges, and staff take it apart."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from awards.audit.queries import entries_about
from awards.core.actor import Actor, Audience
from awards.core.permission import Refused
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nominee
from awards.nominees.actions import NoticeAnswer
from awards.nominees.queries import notice_of
from awards.nominees.words import Response
from awards.screening.admitting import admit_entry
from awards.screening.answering import take_answer
from awards.screening.copying import stamp_copy
from awards.screening.lifecycle import EntryState
from awards.screening.merging import merge, merged_with, unmerge
from awards.screening.models import Case, EntryNomination, Passage
from tests.factories import CategoryFactory
from tests.screening.conftest import NOW
from tests.screening.test_actions import codes

S = NominationState


@pytest.fixture
def lead(eligible):
    return eligible()


@pytest.fixture
def other(eligible):
    return eligible(people=2)


@pytest.fixture
def merged(session, lead, other, actor):
    """The other, merged into the lead, both copies stamped."""
    merge(session, other, into=lead, reason="", actor=actor, now=NOW)
    for one in (lead, other):
        stamp_copy(session, one, actor=actor, now=NOW)
    return other


@pytest.fixture
def declines(session):
    def declines(nomination, *, everybody=True, response=Response.DECLINED):
        people = session.scalars(select(Nominee).where(Nominee.nomination_id == nomination.id)).all()
        for one in people if everybody else people[:1]:
            who, answer = Actor(Audience.NOMINEES, one.ref), NoticeAnswer(response=response)
            take_answer(session, one, notice_of(session, one), answer=answer, actor=who, now=NOW)

    return declines


def reason_of(session, nomination) -> tuple[str, str]:
    case = session.scalars(select(Case).where(Case.nomination_id == nomination.id)).one()
    return case.place.value, case.reason


def voices(session) -> set[int]:
    return set(session.scalars(select(Passage.nomination_id)))


@pytest.mark.parametrize("everybody", [True, False])
def test_a_no_keeps_the_lead_from_the_judges_until_it_is_taken_apart(session, lead, merged, declines, actor, everybody):
    declines(merged, everybody=everybody)
    assert reason_of(session, merged) == ("needs_me", "merged_declined")
    with pytest.raises(Refused) as refused:
        admit_entry(session, lead, actor=actor, now=NOW)
    assert codes(refused) == ["merged-declined"]

    unmerge(session, merged, reason="They said no.", actor=actor, now=NOW)
    assert merged.state is (S.SET_ASIDE if everybody else S.ELIGIBLE)
    entry = admit_entry(session, lead, actor=actor, now=NOW)
    assert (entry.state, voices(session)) == (EntryState.IN_JUDGING, {lead.id})


def test_what_is_set_aside_when_taken_apart_leaves_two_entries_on_the_trail(session, merged, declines, actor):
    declines(merged)
    unmerge(session, merged, reason="", actor=actor, now=NOW)
    *_, apart, aside = [one for one in entries_about(session, merged.ref) if one.tag != "verdict.computed"]
    assert (apart.tag, apart.facts["state"], aside.tag, aside.facts) == (
        "nomination.unmerged", "eligible", "nomination.set_aside", {"was": "eligible"},
    )  # fmt: skip


@pytest.mark.parametrize("state", [EntryState.IN_JUDGING, EntryState.FINALIST, EntryState.WINNER])
def test_a_no_takes_its_words_from_the_entry_and_the_leads_stay(
    session, lead, merged, declines, actor, audit_trail, state
):
    entry = admit_entry(session, lead, actor=actor, now=NOW)
    assert voices(session) == {lead.id, merged.id}
    entry.state = state
    declines(merged)
    assert (entry.state, voices(session)) == (state, {lead.id})
    assert session.scalars(select(EntryNomination.nomination_id)).all() == [lead.id]
    assert audit_trail(entry.ref) == ["entry.admitted", "nominee.left_out"]
    assert reason_of(session, merged) == ("needs_me", "merged_declined")

    unmerge(session, merged, reason="", actor=actor, now=NOW)
    assert (merged.state, merged_with(session, lead)) == (S.SET_ASIDE, [])


def test_what_its_people_do_not_want_follows_no_lead_to_the_judges(session, lead, merged, declines, actor):
    admit_entry(session, lead, actor=actor, now=NOW)
    declines(merged)
    stamp_copy(session, merged, actor=actor, now=NOW)
    assert voices(session) == {lead.id}


def test_whoever_agrees_after_all_stands_in_nobodys_way(session, lead, merged, declines, actor):
    declines(merged)
    declines(merged, response=Response.AGREED)
    assert reason_of(session, merged) == ("done", "merged")
    admit_entry(session, lead, actor=actor, now=NOW)
    assert voices(session) == {lead.id, merged.id}


def test_the_page_of_admission_says_what_stands_against_it(session, lead, merged, declines, staff_browser):
    declines(merged)
    page = staff_browser().get("screening_staff.admit", ref=lead.ref)
    said = f"Somebody named in nomination {merged.ref}, which goes forward with this one, has said no"
    assert (page.status, said in page.text) == (200, True)


def test_a_lead_that_moved_to_another_award_is_not_admitted_with_those_of_the_old_one(
    session, season, lead, merged, actor
):
    lead.category = CategoryFactory(season=season)
    session.flush()
    with pytest.raises(Refused) as refused:
        admit_entry(session, lead, actor=actor, now=NOW)
    assert codes(refused) == ["merged-for-another-award"]

"""Merging nominations of one nominee and taking them apart: who is asked, what judges read, what stays as it was."""

from __future__ import annotations

import pytest
from sqlalchemy import event, func, select

from awards.audit.queries import entries_about
from awards.comms.models import Message, MessageState
from awards.core.actor import Actor, Audience
from awards.core.permission import Refused
from awards.nominations.actions import withdraw_nomination
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination, Nominee
from awards.nominees.actions import send_notice
from awards.nominees.queries import notice_of
from awards.nominees.words import Response
from awards.screening.duplicate_models import LikelyDuplicate, Merge
from awards.screening.lifecycle import EntryState
from awards.screening.merging import (
    let_go_withdrawn,
    lock_together,
    merge,
    merged_into,
    merged_with,
    stranded,
    unmerge,
)
from awards.screening.models import EntryNomination, Passage, Ruling, RulingDecision, VerdictRecord
from tests.factories import CategoryFactory, EntryFactory, EntryNominationFactory, PassageFactory
from tests.factories.screening import LikelyDuplicateFactory
from tests.screening.conftest import NOW
from tests.screening.test_actions import codes

S = NominationState


@pytest.fixture
def lead(eligible):
    return eligible()


@pytest.fixture
def other(eligible):
    return eligible()


@pytest.fixture
def join(session, actor):
    """Merge one into the other."""
    return lambda one, into, reason="": merge(session, one, into=into, reason=reason, actor=actor, now=NOW)


def rule(session, nomination, decision=RulingDecision.ELIGIBLE, **facts) -> Ruling:
    verdict = VerdictRecord(
        nomination_id=nomination.id, rule_set_version=1, level="eligible", findings=[], computed_at=NOW
    )
    session.add(verdict)
    session.flush()
    ruling = Ruling(
        nomination_id=nomination.id, verdict_id=verdict.id, decision=decision, reason="Fits.", ruled_by="USR-RULER",
        ruled_at=NOW, **facts,
    )  # fmt: skip
    session.add(ruling)
    session.flush()
    return ruling


def only(session, nomination) -> Nominee:
    return session.scalars(select(Nominee).where(Nominee.nomination_id == nomination.id)).one()


def refused(join, one, into) -> list[str]:
    with pytest.raises(Refused) as refusal:
        join(one, into)
    return codes(refusal)


def behind(session, nomination, entry, words="What a second nominator wrote.", position=1):
    EntryNominationFactory(nomination=nomination, entry=entry)
    return PassageFactory(entry=entry, nomination_id=nomination.id, text=words, position=position)


# Merging.


def test_a_nomination_goes_forward_with_its_lead_and_keeps_where_it_stood(
    session, lead, other, actor, join, audit_trail
):
    pair = LikelyDuplicateFactory(nominations=(lead, other))
    join(other, lead, "The same social worker.")
    row = session.get(Merge, other.id)
    assert (other.state, row.into_id, row.was, row.merged_by) == (S.MERGED, lead.id, "eligible", actor.reference)
    assert (merged_into(session, other), merged_with(session, lead)) == (lead, [other])
    assert (merged_into(session, lead), merged_with(session, other)) == (None, [])
    session.refresh(pair)
    assert (pair.decided, pair.decided_by) == ("merged", actor.reference)
    assert audit_trail(other.ref, lead.ref) == ["nomination.merged", "verdict.computed", "verdict.computed"]
    entry = entries_about(session, other.ref)[0]
    assert (entry.facts, entry.reason.text) == ({"into": lead.ref, "was": "eligible"}, "The same social worker.")


def test_whatever_had_been_merged_into_it_follows_to_the_new_lead(session, eligible, join):
    first, second, third = eligible(), eligible(), eligible()
    join(first, second)
    join(second, third)
    assert {one.ref for one in merged_with(session, third)} == {first.ref, second.ref}
    assert merged_with(session, second) == []
    assert merged_into(session, first) == third


def test_nobody_of_the_merged_nomination_is_written_to_any_more(session, eligible, lead, actor, join):
    other = eligible(told=False)
    person = only(session, other)
    send_notice(session, person, programme_key="harbour-awards", actor=actor, now=NOW)
    join(other, lead)
    assert session.scalars(select(Message.state).where(Message.about == person.ref)).all() == [MessageState.CANCELLED]


def test_a_nominee_of_the_merged_one_who_was_asked_already_leaves_the_leads_notice_alone(session, lead, other, join):
    join(other, lead)
    person = only(session, lead)
    assert notice_of(session, person).queued_at is not None


def test_the_lead_may_be_behind_an_entry_in_judging(session, category, lead, other, join):
    behind(session, lead, EntryFactory(category=category))
    join(other, lead)
    assert other.state is S.MERGED


def test_an_entry_that_was_withdrawn_holds_the_merged_one_no_longer(session, category, lead, other, join):
    behind(session, other, EntryFactory(category=category, state=EntryState.WITHDRAWN))
    join(other, lead)
    assert session.get(EntryNomination, other.id) is None


# What cannot be merged.


def test_only_what_was_sent_and_still_stands_in_the_same_award_is_merged(season, eligible, lead, join):
    elsewhere = eligible(category=CategoryFactory(season=season))
    assert refused(join, elsewhere, lead) == ["another-award"]
    assert refused(join, lead, lead) == ["itself"]
    assert refused(join, eligible(state=S.INELIGIBLE), lead) == ["nomination-is-ineligible"]
    assert refused(join, eligible(state=S.WITHDRAWN), lead) == ["nomination-is-withdrawn"]
    assert refused(join, eligible(state=S.SET_ASIDE), lead) == ["nomination-is-set_aside"]
    assert refused(join, lead, eligible(state=S.WITHDRAWN)) == ["lead-is-withdrawn"]
    assert refused(join, lead, eligible(state=S.INELIGIBLE)) == ["lead-is-ineligible"]


def test_nothing_is_merged_into_what_is_merged_already(eligible, lead, other, join):
    join(other, lead)
    assert refused(join, eligible(), other) == ["lead-is-merged"]
    assert refused(join, other, eligible()) == ["nomination-is-merged"]


def test_what_is_held_as_spam_is_released_first(eligible, lead, join):
    held = eligible(state=S.SUBMITTED, held_because=["trap"])
    assert refused(join, held, lead) == ["held"]
    assert refused(join, lead, held) == ["held"]


def test_what_is_behind_an_entry_leads_and_a_decided_entry_takes_nothing_in(session, category, eligible, lead, join):
    behind(session, lead, EntryFactory(category=category))
    assert refused(join, lead, eligible()) == ["has-an-entry"]
    finalist = eligible()
    behind(session, finalist, EntryFactory(category=category, state=EntryState.FINALIST))
    assert refused(join, eligible(), finalist) == ["entry-decided"]


def test_an_answer_of_the_nominee_is_never_lost(eligible, lead, join):
    def answered(response):
        return eligible(notice={"response": response, "responded_at": NOW})

    agreed, declined = answered(Response.AGREED), answered(Response.DECLINED)
    assert refused(join, agreed, lead) == ["answer-would-be-lost"]
    assert refused(join, declined, agreed) == ["answer-would-be-lost"]
    join(answered(Response.AGREED), agreed)


def test_only_those_who_may_write_merge(session, lead, other, reader):
    with pytest.raises(Refused) as refusal:
        merge(session, other, into=lead, reason="", actor=reader, now=NOW)
    assert codes(refusal) == ["not-staff"]


# Taking apart.


@pytest.mark.parametrize(
    ("rulings", "state"),
    [
        ([{}], S.ELIGIBLE),
        ([{"taken_back_at": NOW}], S.SUBMITTED),
        ([{"needs_second": True}], S.SUBMITTED),
        ([{"needs_second": True, "seconded_at": NOW}], S.ELIGIBLE),
        ([{}, {"decision": RulingDecision.INELIGIBLE, "taken_back_at": NOW}], S.SUBMITTED),
    ],
)
def test_it_stands_again_as_it_stood_before(session, lead, eligible, actor, join, rulings, state):
    other = eligible(state=state)
    for facts in rulings:
        rule(session, other, **facts)
    join(other, lead)
    unmerge(session, other, reason="Two people after all.", actor=actor, now=NOW)
    assert (other.state, merged_into(session, other), merged_with(session, lead)) == (state, None, [])
    *_, entry = entries_about(session, other.ref)
    assert (entry.tag, entry.facts, entry.reason.text) == (
        "nomination.unmerged", {"lead": lead.ref, "state": state.value}, "Two people after all.",
    )  # fmt: skip


def test_its_passages_leave_the_entry_and_the_leads_stay(session, category, lead, other, actor, join):
    entry = EntryFactory(category=category)
    behind(session, lead, entry, "What the first wrote.", position=1)
    join(other, lead)
    behind(session, other, entry, position=2)
    unmerge(session, other, reason="", actor=actor, now=NOW)
    assert session.scalars(select(Passage.text)).all() == ["What the first wrote."]
    assert session.scalars(select(EntryNomination.nomination_id)).all() == [lead.id]


def test_a_pair_taken_apart_is_to_be_decided_on_again(session, lead, other, actor, join):
    pair = LikelyDuplicateFactory(nominations=(lead, other))
    join(other, lead)
    unmerge(session, other, reason="", actor=actor, now=NOW)
    session.refresh(pair)
    assert (pair.decided, pair.decided_by, pair.decided_at) == (None, None, None)


def test_a_notice_that_the_merge_had_stopped_can_be_sent_again(session, eligible, lead, actor, join):
    other = eligible(told=False)
    person = only(session, other)
    send_notice(session, person, programme_key="harbour-awards", actor=actor, now=NOW)
    join(other, lead)
    unmerge(session, other, reason="", actor=actor, now=NOW)
    assert send_notice(session, person, programme_key="harbour-awards", actor=actor, now=NOW) is True
    waiting = select(func.count()).where(Message.about == person.ref, Message.state == MessageState.QUEUED)
    assert session.scalar(waiting) == 1


def test_only_what_is_merged_is_taken_apart_and_only_while_the_entry_is_in_judging(
    session, category, lead, other, actor, reader, join
):
    def refusal(nomination, who):
        with pytest.raises(Refused) as found:
            unmerge(session, nomination, reason="", actor=who, now=NOW)
        return codes(found)

    assert refusal(other, actor) == ["nomination-is-eligible"]
    join(other, lead)
    assert refusal(other, reader) == ["not-staff"]
    behind(session, other, EntryFactory(category=category, state=EntryState.FINALIST))
    assert refusal(other, actor) == ["entry-decided"]


# Withdrawing.


def test_the_nominator_of_a_merged_nomination_may_withdraw_it_and_its_words_leave_the_entry(
    session, category, lead, other, actor, join, audit_trail
):
    entry = EntryFactory(category=category)
    behind(session, lead, entry, "What the first wrote.", position=1)
    join(other, lead)
    behind(session, other, entry, position=2)
    session.commit()
    assert let_go_withdrawn(session, NOW) == 0

    other = session.get(Nomination, other.id)
    withdraw_nomination(session, other, actor=Actor(Audience.STAFF, "system"), now=NOW)
    session.commit()

    assert (let_go_withdrawn(session, NOW), let_go_withdrawn(session, NOW)) == (1, 0)
    assert session.scalars(select(Passage.text)).all() == ["What the first wrote."]
    assert (session.get(Merge, other.id), session.get(Nomination, other.id).state) == (None, S.WITHDRAWN)
    assert audit_trail(other.ref) == [
        "nomination.merged", "verdict.computed", "nomination.withdrawn", "nomination.unmerged",
    ]  # fmt: skip


def test_those_merged_into_a_lead_that_was_withdrawn_or_ruled_out_come_back_to_staff(session, season, eligible, join):
    leads = [eligible() for _ in range(3)]
    merged = [eligible() for _ in leads]
    for one, lead in zip(merged, leads, strict=True):
        join(one, lead)
    assert stranded(session, season.id) == []
    leads[0].state, leads[1].state, leads[2].state = S.WITHDRAWN, S.INELIGIBLE, S.SET_ASIDE
    session.flush()
    assert stranded(session, season.id) == merged[:2]


def test_a_pair_of_which_a_third_is_part_is_merged_too(session, eligible, join):
    first, second, third = eligible(), eligible(), eligible()
    pairs = [LikelyDuplicateFactory(nominations=two) for two in ((first, second), (first, third), (second, third))]
    join(second, first)
    join(third, first)
    session.expire_all()
    assert [session.get(LikelyDuplicate, one.id).decided for one in pairs] == ["merged"] * 3


def test_what_goes_forward_together_is_locked_at_once_in_one_order(session, eligible, join, actor):
    def ids(statement):
        return [value for value in statement.compile().params.values() if isinstance(value, list)]

    locked = []

    def note(state):
        if state.is_select and state.statement._for_update_arg is not None:
            locked.append((sorted(*ids(state.statement)), str(state.statement).count("ORDER BY nomination.id")))

    first, second, third = eligible(), eligible(), eligible()
    join(first, second)
    event.listen(session, "do_orm_execute", note)
    together = sorted([first.id, second.id, third.id])
    join(second, third)
    assert locked[0] == (together, 1)
    locked.clear()
    unmerge(session, first, reason="", actor=actor, now=NOW)
    assert locked[0] == (sorted([first.id, third.id]), 1)
    locked.clear()
    lock_together(session, third)
    assert locked == [(sorted([second.id, third.id]), 1)]

"""Where a nomination stands is decided for every situation, always alike, for one reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.eligibility.verdict import Level
from awards.nominations.lifecycle import NominationState
from awards.screening.case_rules import PATIENCE, PLACES, Deadline, Situation, Why, placed
from awards.screening.case_words import REASONS
from awards.screening.models import QueueList
from awards.screening.notices import Waiting

NOW = datetime(2024, 2, 26, 10, tzinfo=UTC)
BEFORE, AFTER = NOW - timedelta(days=1), NOW + timedelta(days=1)
SENT = [state for state in NominationState if state is not NominationState.DRAFT]
few = st.integers(0, 3)
moments = st.none() | st.sampled_from([BEFORE, AFTER, NOW - PATIENCE])
deadlines = st.builds(
    Deadline, st.sampled_from([BEFORE, NOW, AFTER]), st.just(Why.OFFER_LATE), st.just(Why.OFFER_OPEN)
) | st.builds(
    Deadline, st.sampled_from([BEFORE, NOW, AFTER]), st.just(Why.INFORMATION_LATE), st.just(Why.INFORMATION_OPEN)
)
situations = st.builds(
    Situation,
    state=st.sampled_from(SENT), level=st.sampled_from(Level), held=st.booleans(), parked=st.booleans(),
    parked_until=moments, in_entry=st.booleans(), taken_up=st.booleans(), lead_gone=st.booleans(), flags=few,
    second_wanted=st.booleans(), changed=st.booleans(), corrections=few, suppressed=few,
    people=st.dictionaries(st.sampled_from(Waiting), few), young_silent=few, only_adults_missing=st.booleans(),
    answers=st.frozensets(st.sampled_from([Why.OFFER_ANSWERED, Why.INFORMATION_CAME])),
    asked=st.lists(deadlines, max_size=2).map(tuple), duplicates=few, register_differs=few, register_missing=few,
    declined=few, copies_missing=few, silent_since=moments,
)  # fmt: skip


@given(situations)
def test_every_situation_has_one_place_and_the_same_one_every_time(situation):
    found = placed(situation, NOW)
    assert found == placed(situation, NOW)
    assert found.place is PLACES[found.why]
    assert found.number >= 1
    assert found.look_again_at is None or found.look_again_at > NOW


@given(situations)
def test_what_was_withdrawn_set_aside_or_merged_is_never_waited_for(situation):
    if situation.state in {NominationState.WITHDRAWN, NominationState.SET_ASIDE, NominationState.MERGED}:
        assert placed(situation, NOW).place in {QueueList.DONE, QueueList.NEEDS_ME}


@given(situations)
def test_a_hold_hides_everything_but_the_end(situation):
    parked = situation.parked and (situation.parked_until is None or situation.parked_until > NOW)
    over = {NominationState.WITHDRAWN, NominationState.SET_ASIDE, NominationState.MERGED}
    if (parked or situation.held) and situation.state not in over:
        assert placed(situation, NOW).place is QueueList.HELD


def test_every_reason_has_words():
    assert set(REASONS) == set(Why)


S = NominationState


@pytest.mark.parametrize(("situation", "why"), [
    ({"state": S.WITHDRAWN}, Why.WITHDRAWN),
    ({"state": S.WITHDRAWN, "in_entry": True}, Why.LEFT_BEHIND),
    ({"state": S.SET_ASIDE}, Why.SET_ASIDE),
    ({"state": S.MERGED}, Why.MERGED),
    ({"state": S.MERGED, "lead_gone": True}, Why.STRANDED),
    ({"state": S.MERGED, "lead_gone": True, "declined": 1}, Why.STRANDED),
    ({"state": S.MERGED, "declined": 1}, Why.MERGED_DECLINED),
    ({"state": S.SUBMITTED, "held": True}, Why.SPAM),
    ({"state": S.SUBMITTED, "parked": True, "parked_until": AFTER}, Why.PARKED),
    ({"state": S.SUBMITTED, "parked": True, "parked_until": BEFORE}, Why.RULE_CHECK),
    ({"state": S.ELIGIBLE, "flags": 1, "copies_missing": 1}, Why.FLAGGED),
    ({"state": S.SUBMITTED, "second_wanted": True}, Why.SECOND),
    ({"state": S.INELIGIBLE, "corrections": 1}, Why.CORRECTION),
    ({"state": S.INELIGIBLE}, Why.INELIGIBLE),
    ({"state": S.ELIGIBLE, "in_entry": True, "changed": True}, Why.CHANGED),
    ({"state": S.SUBMITTED, "level": Level.INELIGIBLE, "register_missing": 1}, Why.RULE_INELIGIBLE),
    ({"state": S.SUBMITTED, "level": Level.ELIGIBLE, "register_missing": 1}, Why.REGISTER_MISSING),
    ({"state": S.SUBMITTED, "register_differs": 1}, Why.REGISTER_DIFFERS),
    ({"state": S.SUBMITTED, "level": Level.ELIGIBLE}, Why.RULE_ELIGIBLE),
    ({"state": S.SUBMITTED, "duplicates": 1}, Why.DUPLICATE),
    ({"state": S.SUBMITTED, "asked": (Deadline(AFTER, Why.OFFER_LATE, Why.OFFER_OPEN),)}, Why.OFFER_OPEN),
    ({"state": S.SUBMITTED, "asked": (Deadline(NOW, Why.OFFER_LATE, Why.OFFER_OPEN),)}, Why.OFFER_LATE),
    ({"state": S.SUBMITTED, "answers": frozenset({Why.INFORMATION_CAME})}, Why.INFORMATION_CAME),
    ({"state": S.SUBMITTED, "only_adults_missing": True, "people": {Waiting.NOT_TOLD: 1}}, Why.NOT_TOLD),
    ({"state": S.SUBMITTED, "only_adults_missing": True, "young_silent": 1}, Why.YOUNG_PERSON),
    ({"state": S.SUBMITTED, "only_adults_missing": True, "people": {Waiting.ADULT: 1}}, Why.ADULT),
    ({"state": S.SUBMITTED, "young_silent": 1}, Why.RULE_CHECK),
    ({"state": S.SUBMITTED, "taken_up": True}, Why.TAKEN_UP),
    ({"state": S.ELIGIBLE, "people": {Waiting.NOT_ARRIVED: 2}, "copies_missing": 1}, Why.NOT_ARRIVED),
    ({"state": S.ELIGIBLE, "suppressed": 1, "people": {Waiting.NOT_TOLD: 1}}, Why.SUPPRESSED),
    ({"state": S.ELIGIBLE, "people": {Waiting.ANSWER: 1}, "copies_missing": 1}, Why.COPY_MISSING),
    ({"state": S.ELIGIBLE, "declined": 1, "copies_missing": 1}, Why.DECLINED),
    ({"state": S.ELIGIBLE}, Why.READY),
    ({"state": S.ELIGIBLE, "in_entry": True}, Why.ADMITTED),
    ({"state": S.ELIGIBLE, "in_entry": True, "silent_since": NOW - PATIENCE}, Why.SILENT),
    ({"state": S.ELIGIBLE, "in_entry": True, "silent_since": BEFORE}, Why.ADMITTED),
])  # fmt: skip
def test_the_most_urgent_reason_is_the_one(situation, why):
    assert placed(Situation(**situation), NOW).why is why


def test_silence_is_looked_at_again_after_a_week():
    told = Situation(state=S.ELIGIBLE, in_entry=True, silent_since=BEFORE)
    assert placed(told, NOW).look_again_at == BEFORE + PATIENCE

"""What panels do enters the record once, with labels instead of names and hashes instead of reasons."""

from __future__ import annotations

from datetime import timedelta

import pytest

from awards.audit import Tag
from awards.audit.queries import entries_about
from awards.core.permission import Refused
from awards.judging.abstaining import Why, abstain
from awards.panels import assigning, leaving, locking, members
from awards.panels.actions import Declared, Person, declare_interest, declare_interests, invite_judge
from awards.panels.locking import adopt_rules, versions_of
from awards.panels.models import InterestKind
from awards.panels.queries import assignment_of_pair, interest_of_pair, member_for_staff
from awards.panels.working import work_of
from awards.screening.actions import withdraw_entry
from awards.sealing.acting import label_of, staff_label_of
from tests.factories import EntryFactory, SeasonFactory
from tests.panels.situations import STAFF, as_judge


def reason_hash(session, tag, *subjects):
    return [one.reason_hash for one in entries_about(session, *subjects) if one.tag == tag][-1]


def test_the_first_release_writes_rules_entries_and_readings_in_this_order(judged):
    judged.release([(0, 0), (1, 0), (1, 2)])
    (rules,) = versions_of(judged.session, judged.season)
    entered = [{"entry": judged.label(one), "category": "practice"} for one in judged.given.entries]
    assert judged.acts() == [
        ("rules_fixed", {"version": 1, "rules": rules.content, "sha256": rules.sha256, "reason": None}),
        *(("entry_entered", one) for one in entered),
        ("assigned", judged.pair(0, 0)),
        ("assigned", judged.pair(1, 0)),
        ("assigned", judged.pair(1, 2)),
    ]


def test_what_is_only_planned_is_not_in_the_record_and_a_second_release_adds_only_what_is_new(judged):
    judged.release([(0, 0)])
    given = judged.given
    assigning.assign(judged.session, judged.panel, member=given.members[1], entry=given.entries[1], actor=STAFF,
                     now=judged.now)  # fmt: skip
    assert [kind for kind, _ in judged.acts()].count("assigned") == 1
    assert judged.new_acts(
        lambda: assigning.release_assignments(judged.session, judged.panel, judged.season, actor=STAFF, now=judged.now)
    ) == [("assigned", judged.pair(1, 1))]


def test_a_reading_taken_away_is_written_if_the_judge_had_been_shown_it(judged):
    judged.release([(0, 0)])
    given = judged.given

    def take(entry):
        pair = assignment_of_pair(judged.session, given.entries[entry].id, given.members[0].id)
        assigning.remove_assignment(judged.session, pair, actor=STAFF, now=judged.now)

    assert judged.new_acts(lambda: take(0)) == [("unassigned", judged.pair(0, 0) | {"reason": None})]
    assigning.assign(judged.session, judged.panel, member=given.members[0], entry=given.entries[1], actor=STAFF,
                     now=judged.now)  # fmt: skip
    assert judged.new_acts(lambda: take(1)) == []


def test_changed_rules_enter_whole_with_the_hash_of_the_reason(judged):
    judged.release([(0, 0)])
    before = versions_of(judged.session, judged.season)[0]
    content = before.content | {"readings_per_entry": 3}
    made = judged.new_acts(
        lambda: adopt_rules(judged.session, judged.season, content, was=1, actor=STAFF, now=judged.now,
                            reason="The panel agreed that every entry needs three readings.")
    )  # fmt: skip
    rules = versions_of(judged.session, judged.season)[0]
    digest = reason_hash(judged.session, Tag.JUDGING_RULES_CHANGED, locking.season_subject(judged.season))
    assert made == [("rules_changed", {"version": 2, "rules": rules.content, "sha256": rules.sha256, "reason": digest})]


def test_an_interest_is_a_recusal_without_its_kind_whoever_notes_it_and_whether_or_not_it_was_read(judged):
    judged.release([(0, 0)])
    given = judged.given
    said = {given.entries[0]: Declared(InterestKind.FAMILY_OR_FRIEND, "My cousin."),
            given.entries[1]: Declared(InterestKind.SAME_EMPLOYER)}  # fmt: skip
    made = judged.new_acts(
        lambda: declare_interests(
            judged.session, given.members[0], said, actor=as_judge(given.users[0]), now=judged.now
        )
    )
    assert made == [("recused", judged.pair(0, entry) | {"reason": None}) for entry in (0, 1)]
    made = judged.new_acts(
        lambda: declare_interest(judged.session, given.members[1], given.entries[2],
                                 said=Declared(InterestKind.OTHER, "They trained together."), actor=STAFF,
                                 now=judged.now)
    )  # fmt: skip
    assert made == [("recused", judged.pair(1, 2) | {"reason": None})]


def test_a_lifted_recusal_gives_no_reading_back(judged):
    judged.release([(0, 0)])
    given = judged.given
    for entry in (0, 1):
        declare_interest(judged.session, given.members[0], given.entries[entry],
                         said=Declared(InterestKind.OTHER), actor=STAFF, now=judged.now)  # fmt: skip

    def lift(entry):
        interest = interest_of_pair(judged.session, given.entries[entry].id, given.members[0].id)
        members.lift_interest(judged.session, interest, reason="Another person of that name.", actor=STAFF,
                              now=judged.now)  # fmt: skip

    first, second = judged.new_acts(lambda: lift(0)), judged.new_acts(lambda: lift(1))
    digests = [reason_hash(judged.session, Tag.INTEREST_LIFTED, given.entries[entry].ref) for entry in (0, 1)]
    assert first == [
        ("unassigned", judged.pair(0, 0) | {"reason": None}),
        ("recusal_lifted", judged.pair(0, 0) | {"reason": digests[0]}),
    ]
    assert second == [("recusal_lifted", judged.pair(0, 1) | {"reason": digests[1]})]


def test_who_cannot_judge_an_entry_has_abstained(judged):
    judged.release([(0, 0)])
    scoring = judged.scoring(0, 0)
    made = judged.new_acts(
        lambda: abstain(judged.session, scoring, why=Why.HARD, words="Too close to home.",
                        actor=as_judge(judged.given.users[0]), now=judged.now)
    )  # fmt: skip
    assert made == [("abstained", judged.pair(0, 0) | {"reason": None})]


def test_judges_join_become_chair_leave_and_return(judged):
    session, given = judged.session, judged.given
    person = Person("Noa Penn", "noa@judges.example", None)
    made = judged.new_acts(
        lambda: invite_judge(session, judged.panel, person, programme_key=judged.programme.key, actor=STAFF,
                             now=judged.now)
    )  # fmt: skip
    (joined,) = made
    assert (joined[0], joined[1]["categories"], joined[1]["chair"]) == ("judge_joined", ["practice"], False)
    judged.release([(0, 0)])
    member = member_for_staff(session, given.panel.ref, given.users[0].ref, season_id=judged.season_id)
    judge = judged.label(given.users[0])
    place = members.Place(work=work_of(member), is_chair=True, expertise=[], lived_experience=False)
    assert judged.new_acts(lambda: members.change_member(session, member, place, actor=STAFF, now=judged.now)) == [
        ("judge_joined", {"judge": judge, "categories": ["practice"], "chair": True})
    ]
    assert judged.new_acts(lambda: members.change_member(session, member, place, actor=STAFF, now=judged.now)) == []
    made = judged.new_acts(
        lambda: leaving.leave_panel(session, judged.panel, member, reason="Ill.", actor=STAFF, now=judged.now)
    )
    digest = reason_hash(session, Tag.PANEL_MEMBER_LEFT, given.panel.ref)
    assert made == [
        ("judge_left", {"judge": judge, "reason": digest}),
        ("unassigned", judged.pair(0, 0) | {"reason": None}),
    ]
    assert judged.new_acts(
        lambda: leaving.return_to_panel(session, judged.panel, member, actor=STAFF, now=judged.now)
    ) == [("judge_joined", {"judge": judge, "categories": ["practice"], "chair": True})]


def test_an_entry_withdrawn_from_judging_is_written_once_it_was_in_the_record(judged):
    session, (first, second, _) = judged.session, judged.given.entries
    withdraw_entry(session, second, reason="Entered twice.", actor=STAFF, now=judged.now)
    assert judged.acts() == []
    judged.release([(0, 0)])
    made = judged.new_acts(
        lambda: withdraw_entry(session, first, reason="They asked us to.", actor=STAFF, now=judged.now)
    )
    digest = reason_hash(session, Tag.ENTRY_WITHDRAWN, first.ref)
    assert made == [("entry_withdrawn", {"entry": judged.label(first), "reason": digest})]
    assert judged.label(second) not in {content.get("entry") for _, content in judged.acts()}


def test_a_round_closed_by_staff_is_in_the_record_and_so_is_its_reopening(judged):
    judged.release([(0, 0)])
    judged.now += timedelta(days=1)
    closed = ("round_closed", {"round": "longlist", "categories": ["practice"]})
    assert judged.new_acts(judged.close) == [closed]
    made = judged.new_acts(judged.reopen)
    digest = reason_hash(judged.session, Tag.ROUND_REOPENED, locking.season_subject(judged.season))
    by = staff_label_of(judged.session, judged.season_id, STAFF.reference)
    assert made == [("round_reopened", {"round": "longlist", "categories": ["practice"], "reason": digest, "by": by})]
    assert judged.new_acts(judged.close) == [closed]


def test_the_close_brings_entries_that_nobody_read_into_the_record(judged):
    judged.release([(0, 0)])
    EntryFactory(category=judged.given.category, title="Late")
    judged.session.flush()
    assert [kind for kind, _ in judged.new_acts(judged.close)] == ["entry_entered", "round_closed"]


def test_a_round_closed_before_anything_was_released_leaves_no_record(judged):
    assert judged.new_acts(judged.close) == []
    assert judged.new_acts(judged.reopen) == []


def test_what_is_refused_leaves_no_act(judged):
    judged.release([(0, 0)])
    judged.close()
    before = judged.acts()
    with pytest.raises(Refused):
        judged.close()
    assert judged.acts() == before


def test_labels_are_the_same_again_tell_kinds_apart_and_are_of_one_season(judged, session):
    entry, user = judged.given.entries[0], judged.given.users[0]
    label = judged.label(entry)
    assert (label, judged.label(entry)[:2], judged.label(user)[:2]) == (judged.label(entry), "E-", "J-")
    assert len({judged.label(one) for one in (*judged.given.entries, *judged.given.users)}) == 5
    assert staff_label_of(session, judged.season_id, user.ref).removeprefix("S") != judged.label(user).removeprefix("J")
    assert label_of(session, SeasonFactory(key="2025").id, entry.ref) != label
    with pytest.raises(ValueError, match="neither an entry nor a judge"):
        label_of(session, judged.season_id, "NOM-2222222")


def test_no_name_reference_or_reason_is_in_the_record(judged):
    judged.release().score_all()
    said = Declared(InterestKind.FAMILY_OR_FRIEND, "My cousin.")
    given = judged.given
    declare_interest(judged.session, given.members[0], given.entries[0], said=said, actor=STAFF, now=judged.now)
    judged.close().reopen()
    text = str(judged.acts())
    people = [one.ref for one in (*judged.given.entries, *judged.given.users)]
    words = [one.title for one in judged.given.entries] + [one.name for one in judged.given.users]
    assert [one for one in (*people, *words, "cousin", "family", "ill", STAFF.reference) if one in text] == []

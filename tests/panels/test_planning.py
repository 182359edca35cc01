"""What a plan is asked for: the panel as it stands, as an instance of the mathematics."""

from __future__ import annotations

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from awards.maths.assignment.checking import check
from awards.panels.lifecycle import AssignmentState
from awards.panels.plan_jobs import worked_out
from awards.panels.planning import as_far_as_can_be, bars_of, basis_of, instance_of, seed_of, standing_of
from awards.panels.queries import panel_by_ref
from awards.screening.lifecycle import EntryState
from tests.factories import (
    AssignmentFactory,
    EntryFactory,
    InterestFactory,
    PanelFactory,
    PanelMemberFactory,
)
from tests.panels.situations import panel_of

NUMBERS = count()


def asked(session, given):
    """The question as a request would put it."""
    session.flush()
    session.expire_all()
    panel = panel_by_ref(session, given.panel.ref, season_id=given.season.id)
    return instance_of(panel, given.season, standing_of(session, panel))


def refs(given):
    return [entry.ref for entry in given.entries], [user.ref for user in given.users]


@pytest.fixture
def given_panel(session, clock):
    return panel_of()


def test_every_entry_in_judging_is_asked_for_and_every_judge_who_has_declared(session, given_panel):
    EntryFactory(category=given_panel.category, state=EntryState.FINALIST)
    PanelMemberFactory(panel=given_panel.panel)
    entries, judges = refs(given_panel)
    instance = asked(session, given_panel)
    assert (sorted(instance.entries), sorted(instance.judges)) == (sorted(entries), sorted(judges))
    assert instance.needed == dict.fromkeys(entries, 2)
    assert instance.load == dict.fromkeys(judges, (0, 4))
    assert instance.groups == dict.fromkeys(entries, "Practice award")
    assert (instance.conflicts, instance.kept, instance.liked) == (frozenset(), frozenset(), frozenset())
    assert (instance.bridges, instance.even) == (4, True)


def test_a_panels_own_readings_and_limits_come_before_the_seasons_and_a_judges_own_before_both(session, given_panel):
    given_panel.panel.readings, given_panel.panel.load_least, given_panel.panel.load_most = 1, 2, 3
    given_panel.members[0].load_most = 1
    entries, judges = refs(given_panel)
    instance = asked(session, given_panel)
    assert instance.needed == dict.fromkeys(entries, 1)
    assert instance.load == dict(zip(judges, [(1, 1), (2, 3), (2, 3)], strict=True))


def test_interests_on_any_panel_abstentions_and_pairs_taken_away_by_hand_are_conflicts(session, given_panel, clock):
    entries, judges = refs(given_panel)
    one, two, three = given_panel.members
    InterestFactory(member=one, entry=given_panel.entries[0])
    elsewhere = PanelFactory(season=given_panel.season, name="Elsewhere", categories=[], members=[])
    InterestFactory(member=PanelMemberFactory(panel=elsewhere, user=two.user), entry=given_panel.entries[1])
    AssignmentFactory(member=three, entry=given_panel.entries[2], state=AssignmentState.ABSTAINED, abstained_at=clock())
    AssignmentFactory(member=three, entry=given_panel.entries[3], state=AssignmentState.REMOVED, removed_by_hand=True)
    AssignmentFactory(member=one, entry=given_panel.entries[3], state=AssignmentState.REMOVED)
    wanted = {(entries[0], judges[0]), (entries[1], judges[1]), (entries[2], judges[2]), (entries[3], judges[2])}
    assert asked(session, given_panel).conflicts == wanted


def test_what_was_begun_is_kept_and_what_was_only_planned_or_released_is_liked(session, given_panel, clock):
    entries, judges = refs(given_panel)
    AssignmentFactory(member=given_panel.members[0], entry=given_panel.entries[0], started_at=clock())
    AssignmentFactory(member=given_panel.members[1], entry=given_panel.entries[0])
    AssignmentFactory(member=given_panel.members[2], entry=given_panel.entries[1], state=AssignmentState.PLANNED)
    instance = asked(session, given_panel)
    assert instance.kept == {(entries[0], judges[0])}
    assert instance.liked == {(entries[0], judges[1]), (entries[1], judges[2])}


def test_more_begun_readings_than_asked_for_are_all_kept(session, given_panel, clock):
    for member in given_panel.members:
        AssignmentFactory(member=member, entry=given_panel.entries[0], started_at=clock())
        member.load_most = 0
    instance = asked(session, given_panel)
    assert instance.needed[given_panel.entries[0].ref] == 3
    assert set(instance.load.values()) == {(0, 1)}


def test_an_entry_admitted_since_a_judge_declared_is_not_planned_for_them_but_given_by_hand_it_stays(
    session, given_panel, clock
):
    late = EntryFactory(category=given_panel.category, admitted_at=clock())
    AssignmentFactory(member=given_panel.members[0], entry=late, state=AssignmentState.PLANNED)
    given_panel.members[1].interests_completed_at = clock() + timedelta(hours=1)
    _, judges = refs(given_panel)
    instance = asked(session, given_panel)
    assert instance.conflicts == {(late.ref, judges[2])}
    assert instance.liked == {(late.ref, judges[0])}


def test_who_has_not_declared_keeps_what_was_given_by_hand_and_is_given_nothing(session, given_panel):
    member = given_panel.members[0]
    member.interests_completed_at = None
    AssignmentFactory(member=member, entry=given_panel.entries[0], state=AssignmentState.PLANNED)
    given_panel.panel.load_least = 1
    entries, judges = refs(given_panel)
    instance = asked(session, given_panel)
    assert instance.load[judges[0]] == (0, 4)
    assert instance.conflicts == {(entry, judges[0]) for entry in entries[1:]}


@pytest.mark.parametrize("how", ["left", "disabled"])
def test_of_who_is_gone_what_was_finished_counts_and_links_and_nothing_is_added(session, given_panel, clock, how):
    entries, judges = refs(given_panel)
    gone = given_panel.members[0]
    for member in given_panel.members[:2]:
        setattr(member if how == "left" else member.user, f"{how}_at", clock())
    AssignmentFactory(member=gone, entry=given_panel.entries[0], started_at=clock(), finished_at=clock())
    instance = asked(session, given_panel)
    assert sorted(instance.judges) == sorted([judges[0], judges[2]])
    assert (instance.kept, instance.load[judges[0]]) == ({(entries[0], judges[0])}, (1, 1))
    assert instance.conflicts == {(entry, judges[0]) for entry in entries[1:]}


def test_a_finished_reading_in_spite_of_an_interest_neither_counts_nor_stays(session, given_panel, clock):
    entries, judges = refs(given_panel)
    elsewhere = PanelFactory(season=given_panel.season, name="Elsewhere", categories=[], members=[])
    user = given_panel.users[0]
    AssignmentFactory(
        member=given_panel.members[0], entry=given_panel.entries[0], started_at=clock(), finished_at=clock()
    )
    InterestFactory(member=PanelMemberFactory(panel=elsewhere, user=user), entry=given_panel.entries[0])
    instance = asked(session, given_panel)
    assert (instance.kept, instance.liked) == (frozenset(), frozenset())
    assert instance.conflicts == {(entries[0], judges[0])}


def test_a_judge_suits_the_categories_that_they_know_best(session, given_panel):
    given_panel.members[0].expertise = ["practice"]
    entries, judges = refs(given_panel)
    assert asked(session, given_panel).affinity == {(entry, judges[0]): 1 for entry in entries}


def test_days_away_bar_nothing(session, given_panel, clock):
    before = asked(session, given_panel)
    given_panel.members[0].away_from = given_panel.members[0].away_until = clock().date()
    assert asked(session, given_panel) == before


def test_the_seed_is_made_of_season_panel_and_locked_rules(session, given_panel):
    loose = seed_of(given_panel.panel, given_panel.season)
    assert (len(loose), loose) == (64, seed_of(given_panel.panel, given_panel.season))
    given_panel.season.rules_hash = "ab" * 32
    assert seed_of(given_panel.panel, given_panel.season) != loose


def test_the_basis_stays_until_something_changes_that_a_plan_is_made_with(session, given_panel, clock):
    reading = AssignmentFactory(member=given_panel.members[0], entry=given_panel.entries[0])
    basis = basis_of(asked(session, given_panel))
    reading.started_at = clock()
    given_panel.season.rules_hash = "ab" * 32
    assert basis_of(asked(session, given_panel)) == basis
    seen = {basis}
    for change in (
        lambda: InterestFactory(member=given_panel.members[1], entry=given_panel.entries[1]),
        lambda: setattr(given_panel.panel, "load_most", 3),
        lambda: setattr(given_panel.panel, "readings", 1),
        lambda: setattr(given_panel.members[2], "left_at", clock()),
        lambda: EntryFactory(category=given_panel.category, title="Another"),
        lambda: AssignmentFactory(member=given_panel.members[1], entry=given_panel.entries[2]),
    ):
        change()
        seen.add(basis_of(asked(session, given_panel)))
    assert len(seen) == 7


def test_an_entry_with_too_few_judges_is_asked_for_as_far_as_can_be(session, given_panel):
    for member in given_panel.members[:2]:
        InterestFactory(member=member, entry=given_panel.entries[0])
    lowered = as_far_as_can_be(asked(session, given_panel))
    assert sorted(lowered.needed.values()) == [1, 2, 2, 2]


def test_every_bar_has_its_reason_for_staff(session, given_panel, clock):
    InterestFactory(member=given_panel.members[0], entry=given_panel.entries[0])
    given_panel.members[1].left_at = clock()
    session.flush()
    session.expire_all()
    panel = panel_by_ref(session, given_panel.panel.ref, season_id=given_panel.season.id)
    bars = bars_of(panel, standing_of(session, panel))
    entries, judges = refs(given_panel)
    assert bars[entries[0], judges[0]] == "same employer"
    assert bars[entries[3], judges[1]] == "has left the panel"
    assert len(bars) == 5


def test_what_stands_costs_three_statements(session, given_panel, statements):
    session.expire_all()
    panel = panel_by_ref(session, given_panel.panel.ref, season_id=given_panel.season.id)
    assert statements.of(lambda: instance_of(panel, panel_season(given_panel), standing_of(session, panel))) == 3


def panel_season(given):
    return given.season


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_conflict_is_ever_planned_and_what_is_planned_keeps_every_limit(session, clock, data):
    """Random interests, abstentions, readings and limits, through the database and the solver."""
    shape = {"judges": data.draw(st.integers(2, 6)), "entries": data.draw(st.integers(1, 6))}
    panel = panel_of(**shape, key=f"drawn-{next(NUMBERS)}")
    panel.panel.load_most = data.draw(st.sampled_from([None, 3, 6]))
    for member in panel.members:
        for entry in panel.entries:
            what = data.draw(st.sampled_from(["free", "free", "free", "interest", "abstained", "begun", "planned"]))
            if what == "interest":
                InterestFactory(member=member, entry=entry)
            elif what == "abstained":
                AssignmentFactory(member=member, entry=entry, state=AssignmentState.ABSTAINED, abstained_at=clock())
            elif what != "free":
                AssignmentFactory(member=member, entry=entry, started_at=clock() if what == "begun" else None)
    instance = asked(session, panel)
    result = worked_out(instance)
    chosen = result["instead"] or result["answer"]
    pairs = {tuple(pair) for pair in chosen["pairs"]}
    assert {tuple(pair) for pair in result["add"]} & instance.conflicts == set()
    if result["offered"]:
        standing = instance.kept | instance.liked
        after = (standing - {tuple(pair) for pair in result["give_up"]}) | {tuple(pair) for pair in result["add"]}
        assert after == pairs
        assert instance.kept <= pairs
        hard = as_far_as_can_be(instance) if result["instead"] else instance
        linked = [words for words in check(hard, sorted(pairs)) if "compared" not in words]
        assert linked == []
    else:
        assert result["answer"]["reasons"]
    session.rollback()

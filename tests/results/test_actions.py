"""Deciding: what is refused, what is kept, what the trail says."""

import pytest

from awards.audit.queries import entries_about
from awards.core.actor import Actor, Audience
from awards.core.permission import Refused
from awards.panels.lifecycle import AssignmentState
from awards.results.actions import (
    ORDER_KEPT,
    ShortlistChoice,
    WinnersChoice,
    decide_shortlist,
    decide_winners,
)
from awards.results.models import DecisionKind
from awards.results.queries import board_of, progress_of
from awards.screening.lifecycle import EntryState
from tests.factories import CategoryFactory, EntryFactory
from tests.results.conftest import DURING_JUDGING

ME = Actor(Audience.STAFF, "USR-DECIDER")
SUBJECT = "harbour-awards/2024/practice"


@pytest.fixture
def board(session, scene, clock):
    return lambda slug="practice": board_of(session, scene.season(session), slug, now=clock())


def codes(refused):
    return [reason.code for reason in refused.value.permission.reasons]


def shortlist(session, board, chosen, clock, reason=""):
    choice = ShortlistChoice(entries=[one.ref for one in chosen], reason=reason)
    return decide_shortlist(session, board, choice, actor=ME, now=clock())


def test_a_shortlist_in_the_order_of_the_scores_needs_no_reason(session, scene, board, clock, audit_trail):
    best, good = scene.entry("Ada", (5, 5), (5, 5)), scene.entry("Ben", (4, 4), (4, 4))
    weak = scene.entry("Cy", (1, 1), (1, 1))
    decision = shortlist(session, board(), [best, good], clock)
    assert (decision.reason, decision.scored_order, decision.decided_order) == (
        ORDER_KEPT, [best.ref, good.ref, weak.ref], [best.ref, good.ref],
    )  # fmt: skip
    assert [best.state, good.state, weak.state] == [
        EntryState.FINALIST, EntryState.FINALIST, EntryState.NOT_SHORTLISTED,
    ]  # fmt: skip
    assert audit_trail(SUBJECT) == ["shortlist.decided"]
    (entry,) = entries_about(session, SUBJECT)
    assert entry.facts == {"finalists": [best.ref, good.ref], "passed_over": 1, "order_kept": True, "state": "holding"}


def test_a_shortlist_has_the_size_the_season_says(session, scene, board, clock):
    entries = [scene.entry(f"Entry {number}", (5, 5), (5, 5)) for number in range(4)]
    with pytest.raises(Refused) as refused:
        shortlist(session, board(), entries, clock, "All are good.")
    assert codes(refused) == ["shortlist-size"]


def test_a_shortlist_waits_for_the_round_to_close(session, scene, board, clock):
    entry = scene.entry("Ada", (5, 5), (5, 5))
    clock.set(DURING_JUDGING)
    with pytest.raises(Refused) as refused:
        shortlist(session, board(), [entry], clock)
    assert codes(refused) == ["round-not-closed"]


def test_a_shortlist_names_only_entries_of_the_category(session, scene, board, clock):
    scene.entry("Ada", (5, 5), (5, 5))
    stranger = EntryFactory(category=CategoryFactory(season=scene.category.season))
    with pytest.raises(Refused) as refused:
        shortlist(session, board(), [stranger], clock, "Why not.")
    assert codes(refused) == ["not-choosable"]


def test_winners_may_share_an_award_and_others_be_commended(session, scene, board, clock, audit_trail):
    entries = [scene.entry(name, (5, 5), (5, 5)) for name in ("Ada", "Ben", "Cy")]
    shortlist(session, board(), entries, clock)
    ada, ben, cy = (one.ref for one in entries)
    choice = WinnersChoice(winners=[ada, ben], commended=[cy], reason="Two equal cases.")
    decision = decide_winners(session, board(), choice, actor=ME, now=clock())
    assert (set(decision.decided_order), decision.commended) == ({ada, ben}, [cy])
    assert [one.state for one in entries] == [EntryState.WINNER, EntryState.WINNER, EntryState.COMMENDED]
    assert audit_trail(SUBJECT) == ["shortlist.decided", "winners.decided"]


def test_a_decision_can_be_made_again_and_both_are_kept(session, scene, board, clock):
    ada, ben = scene.entry("Ada", (5, 5), (5, 5)), scene.entry("Ben", (5, 5), (5, 5))
    shortlist(session, board(), [ada, ben], clock)
    decide_winners(session, board(), WinnersChoice(winners=[ada.ref], reason="Ada."), actor=ME, now=clock())
    again = WinnersChoice(winners=[ben.ref], commended=[ada.ref], reason="Ada withdrew her consent.")
    decide_winners(session, board(), again, actor=ME, now=clock())
    assert (ada.state, ben.state) == (EntryState.COMMENDED, EntryState.WINNER)
    assert [one.decided_order for one in board().decisions if one.kind is DecisionKind.WINNERS] == [
        [ben.ref],
        [ada.ref],
    ]


def test_an_award_may_be_withheld_with_a_reason(session, scene, board, clock):
    ada = scene.entry("Ada", (5, 5), (5, 5))
    shortlist(session, board(), [ada], clock)
    decide_winners(session, board(), WinnersChoice(winners=[ada.ref], reason="Ada."), actor=ME, now=clock())
    decide_winners(session, board(), WinnersChoice(winners=[], reason="Not this year."), actor=ME, now=clock())
    assert (ada.state, board().decisions[0].decided_order) == (EntryState.FINALIST, [])


@pytest.mark.parametrize(
    ("choice", "code"),
    [
        ({"winners": ["ada"], "reason": ""}, "no-reason"),
        ({"winners": ["ada"], "commended": ["ada"], "reason": "Both."}, "won-and-commended"),
        ({"winners": ["weak"], "reason": "Surprise."}, "not-choosable-or-move"),
    ],
)
def test_a_choice_of_winners_is_refused(session, scene, board, clock, choice, code):
    refs = {"ada": scene.entry("Ada", (5, 5), (5, 5)), "weak": scene.entry("Weak", (0, 0), (0, 0))}
    shortlist(session, board(), [refs["ada"]], clock)
    named = {key: [refs[one].ref for one in value] if key != "reason" else value for key, value in choice.items()}
    with pytest.raises(Refused) as refused:
        decide_winners(session, board(), WinnersChoice(**named), actor=ME, now=clock())
    assert codes(refused)[0] in code


def test_winners_wait_for_a_shortlist(session, scene, board, clock):
    ada = scene.entry("Ada", (5, 5), (5, 5))
    with pytest.raises(Refused) as refused:
        decide_winners(session, board(), WinnersChoice(winners=[ada.ref], reason="Ada."), actor=ME, now=clock())
    assert codes(refused) == ["no-shortlist"]


def test_a_shortlist_with_winners_stands(session, scene, board, clock):
    ada = scene.entry("Ada", (5, 5), (5, 5))
    shortlist(session, board(), [ada], clock)
    decide_winners(session, board(), WinnersChoice(winners=[ada.ref], reason="Ada."), actor=ME, now=clock())
    with pytest.raises(Refused) as refused:
        shortlist(session, board(), [ada], clock)
    assert codes(refused) == ["winners-chosen"]


def test_an_award_nobody_is_nominated_for_needs_no_scores_but_who_took_part(session, scene, board, clock):
    honour = CategoryFactory(season=scene.category.season, slug="honour", nominated=False)
    entry = EntryFactory(category=honour, by_organiser=True)
    clock.set(DURING_JUDGING)
    alone = WinnersChoice(winners=[entry.ref], reason="Thirty years.")
    with pytest.raises(Refused) as refused:
        decide_winners(session, board("honour"), alone, actor=ME, now=clock())
    assert codes(refused) == ["nobody-took-part"]
    whole = WinnersChoice(winners=[entry.ref], reason="Thirty years.", taking_part="Trustees; none declared a tie.")
    decision = decide_winners(session, board("honour"), whole, actor=ME, now=clock())
    assert (entry.state, decision.taking_part) == (EntryState.WINNER, "Trustees; none declared a tie.")


def test_a_judge_with_an_interest_counts_nowhere(session, scene, board):
    entry = scene.entry("Ada", (4, 4), (0, 0))
    scene.interest(entry, scene.members[1])
    scene.interest(entry, scene.members[2])
    (standing,) = board().standings
    assert (standing.mean, standing.asked, standing.counted, standing.recused) == (80, 1, 1, 2)


def test_planned_and_removed_readings_count_nowhere(session, scene, board):
    entry = scene.entry("Ada", (4, 4))
    scene.sheet(entry, scene.members[1], (0, 0), state=AssignmentState.PLANNED)
    scene.sheet(entry, scene.members[2], (0, 0), state=AssignmentState.REMOVED)
    (standing,) = board().standings
    assert (standing.mean, standing.asked, standing.counted, standing.recused) == (80, 1, 1, 0)


def test_progress_counts_entries_and_readings_that_are_asked_for(session, scene):
    entry = scene.entry("Ada", (4, 4), None)
    scene.entry("Ben", (4, 4), state=EntryState.WITHDRAWN)
    scene.sheet(entry, scene.members[2], (3, 3))
    scene.interest(entry, scene.members[2])
    (progress,) = progress_of(session, scene.season(session))
    assert (progress.entries, progress.asked, progress.done, progress.decided) == (1, 2, 1, frozenset())

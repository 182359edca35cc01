"""Departing from the order of the scores: words, a second person, and nothing that moves before."""

import pytest
from sqlalchemy import select

from awards.audit.queries import entries_about
from awards.core.actor import Actor, Audience, Role
from awards.core.permission import Refused
from awards.results.actions import (
    ShortlistChoice,
    WinnersChoice,
    confirm_decision,
    decide_shortlist,
    decide_winners,
    refuse_decision,
)
from awards.results.deciding import Stance, stance_of
from awards.results.lifecycle import DecisionState
from awards.results.models import DecisionKind, DepartureKind
from awards.results.queries import board_of, decisions_of_season, progress_of
from awards.screening.lifecycle import EntryState
from awards.sealing.models import JudgingAct
from tests.factories import InterestFactory, JudgeFactory, PanelMemberFactory

ME = Actor(Audience.STAFF, "USR-DECIDER", frozenset({Role.STAFF}))
OTHER = Actor(Audience.STAFF, "USR-SECOND", frozenset({Role.STAFF}))
READER = Actor(Audience.STAFF, "USR-READER", frozenset({Role.READ_ONLY}))
SUBJECT = "harbour-awards/2024/practice"
REASON = "The panel heard of work that the judges had not read about."
WORDS = {"reason": REASON, "departure": DepartureKind.NEW_FACT, "taking_part": "Rosa Lind and Tom Ely; no ties."}


@pytest.fixture
def board(session, scene, clock):
    return lambda: board_of(session, scene.season(session), "practice", now=clock())


def codes(refused):
    return [reason.code for reason in refused.value.permission.reasons]


@pytest.fixture
def pair(scene):
    """Ada stands first, Ben second."""
    return scene.entry("Ada", (5, 5), (5, 5)), scene.entry("Ben", (4, 4), (4, 4))


@pytest.fixture
def waiting(session, pair, board, clock):
    """Ben alone is to be shortlisted."""
    choice = ShortlistChoice(entries=[pair[1].ref], **WORDS)
    return decide_shortlist(session, board(), choice, actor=ME, now=clock())


@pytest.fixture
def finalists(session, pair, board, clock):
    choice = ShortlistChoice(entries=[one.ref for one in pair])
    decide_shortlist(session, board(), choice, actor=ME, now=clock())
    return pair


LEVELS = {"a": 0, "b": 1, "c": 1, "d": 3}


@pytest.mark.parametrize(
    ("levels", "among", "chosen", "stance"),
    [
        (LEVELS, "abcd", "a", Stance.FOLLOWS),
        (LEVELS, "abcd", "abc", Stance.FOLLOWS),
        (LEVELS, "abcd", "abcd", Stance.FOLLOWS),
        (LEVELS, "abcd", "", Stance.FOLLOWS),
        (LEVELS, "abcd", "ac", Stance.BETWEEN_EQUALS),
        (LEVELS, "abcd", "b", Stance.DEPARTS),
        (LEVELS, "abcd", "abd", Stance.DEPARTS),
        (LEVELS, "abcde", "abcd", Stance.BETWEEN_EQUALS),  # e has too few scores to stand anywhere
        (LEVELS, "abcde", "abce", Stance.DEPARTS),
        ({}, "ab", "a", Stance.BETWEEN_EQUALS),
    ],
)
def test_a_choice_follows_the_order_or_divides_equals_or_departs(levels, among, chosen, stance):
    assert stance_of(levels, among, chosen) is stance


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"departure": None}, ["no-departure-kind"]),
        ({"reason": "x" * 39}, ["short-reason"]),
        ({"taking_part": ""}, ["nobody-took-part"]),
        (dict.fromkeys(WORDS, ""), ["no-departure-kind", "short-reason", "nobody-took-part"]),
    ],
)  # fmt: skip
def test_a_departure_needs_its_kind_a_reason_and_names(session, pair, board, clock, words, code):
    choice = ShortlistChoice(entries=[pair[1].ref], **(WORDS | words))
    with pytest.raises(Refused) as refused:
        decide_shortlist(session, board(), choice, actor=ME, now=clock())
    assert codes(refused) == code


def test_forty_characters_are_enough(session, pair, board, clock):
    choice = ShortlistChoice(entries=[pair[1].ref], **(WORDS | {"reason": "x" * 40}))
    assert decide_shortlist(session, board(), choice, actor=ME, now=clock()).state is DecisionState.WAITING


def test_between_equals_a_reason_is_enough(session, scene, board, clock):
    ada, ben = scene.entry("Ada", (5, 5), (5, 5)), scene.entry("Ben", (5, 5), (5, 5))
    with pytest.raises(Refused) as refused:
        decide_shortlist(session, board(), ShortlistChoice(entries=[ben.ref]), actor=ME, now=clock())
    assert codes(refused) == ["no-reason"]
    choice = ShortlistChoice(entries=[ben.ref], reason="Ben.")
    decision = decide_shortlist(session, board(), choice, actor=ME, now=clock())
    assert (decision.state, decision.departure) == (DecisionState.HOLDING, None)
    assert (ada.state, ben.state) == (EntryState.NOT_SHORTLISTED, EntryState.FINALIST)


def test_a_departure_waits_and_moves_nothing(session, scene, pair, board, waiting, audit_trail):
    assert (waiting.state, waiting.departure, waiting.confirmed_by) == (
        DecisionState.WAITING, DepartureKind.NEW_FACT, None,
    )  # fmt: skip
    assert [one.state for one in pair] == [EntryState.IN_JUDGING, EntryState.IN_JUDGING]
    assert (board().latest(DecisionKind.SHORTLIST), board().waiting(DecisionKind.SHORTLIST)) == (None, waiting)
    season = scene.season(session)
    assert decisions_of_season(session, season.id) == {}
    assert [one.decided for one in progress_of(session, season)] == [frozenset()]
    assert audit_trail(SUBJECT) == ["shortlist.decided"]


def test_a_second_person_makes_it_hold(session, pair, board, waiting, clock, audit_trail):
    confirm_decision(session, waiting, board(), actor=OTHER, now=clock())
    assert (waiting.state, waiting.confirmed_by, waiting.confirmed_at) == (
        DecisionState.HOLDING, OTHER.reference, clock(),
    )  # fmt: skip
    assert [one.state for one in pair] == [EntryState.NOT_SHORTLISTED, EntryState.FINALIST]
    assert board().latest(DecisionKind.SHORTLIST) is waiting
    assert audit_trail(SUBJECT) == ["shortlist.decided", "decision.confirmed"]
    assert entries_about(session, SUBJECT)[-1].facts == {
        "kind": "shortlist", "departure": "new_fact", "decided": [pair[1].ref],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("who", "code"),
    [
        (ME, "same-person"),
        (READER, "no-say"),
        (Actor(Audience.JUDGES, "USR-STRANGER"), "no-say"),
        (Actor(Audience.NOMINATORS, "NOM-SOMEBODY"), "no-say"),
        (Actor(Audience.STAFF, "system"), "no-say"),
    ],
)
def test_nobody_else_confirms(session, pair, board, waiting, clock, who, code):
    with pytest.raises(Refused) as refused:
        confirm_decision(session, waiting, board(), actor=who, now=clock())
    assert codes(refused) == [code]
    assert waiting.state is DecisionState.WAITING


def chair_of(scene, **options):
    judge = JudgeFactory()
    member = PanelMemberFactory(panel=scene.members[0].panel, user=judge, is_chair=True, **options)
    return member, Actor(Audience.JUDGES, judge.ref, frozenset({Role.JUDGE}))


def test_the_chair_of_the_panel_may_confirm(session, scene, board, waiting, clock):
    _, chair = chair_of(scene)
    confirm_decision(session, waiting, board(), actor=chair, now=clock())
    assert waiting.confirmed_by == chair.reference


def test_a_chair_with_an_interest_in_one_of_the_entries_may_not(session, scene, pair, board, waiting, clock):
    member, chair = chair_of(scene)
    InterestFactory(member=member, entry=pair[0])
    with pytest.raises(Refused) as refused:
        confirm_decision(session, waiting, board(), actor=chair, now=clock())
    assert codes(refused) == ["no-say"]


def test_a_chair_who_left_and_a_member_who_does_not_chair_may_not(session, scene, board, waiting, clock):
    _, gone = chair_of(scene, left_at=clock())
    member = Actor(Audience.JUDGES, scene.members[0].user.ref, frozenset({Role.JUDGE}))
    for who in (gone, member):
        with pytest.raises(Refused) as refused:
            confirm_decision(session, waiting, board(), actor=who, now=clock())
        assert codes(refused) == ["no-say"]


def test_what_has_changed_since_is_not_confirmed(session, scene, board, waiting, clock):
    scene.entry("Cy", (3, 3), (3, 3))
    with pytest.raises(Refused) as refused:
        confirm_decision(session, waiting, board(), actor=OTHER, now=clock())
    assert codes(refused) == ["order-changed"]


def test_an_entry_withdrawn_since_is_not_confirmed(session, pair, board, waiting, clock):
    pair[1].state = EntryState.WITHDRAWN
    session.flush()
    with pytest.raises(Refused) as refused:
        confirm_decision(session, waiting, board(), actor=OTHER, now=clock())
    assert codes(refused) == ["not-choosable", "order-changed"]


def test_a_refused_departure_never_takes_effect(session, pair, board, waiting, clock, audit_trail):
    refuse_decision(session, waiting, board(), reason="The new fact is not proved.", actor=OTHER, now=clock())
    assert (waiting.state, waiting.confirmed_by) == (DecisionState.REFUSED, OTHER.reference)
    assert [one.state for one in pair] == [EntryState.IN_JUDGING, EntryState.IN_JUDGING]
    assert audit_trail(SUBJECT) == ["shortlist.decided", "decision.refused"]
    assert (board().latest(DecisionKind.SHORTLIST), board().waiting(DecisionKind.SHORTLIST)) == (None, None)
    for again in (confirm_decision,):
        with pytest.raises(Refused) as refused:
            again(session, waiting, board(), actor=OTHER, now=clock())
        assert codes(refused) == ["decision-is-refused"]


def test_one_may_take_ones_own_back_with_a_reason(session, board, waiting, clock):
    with pytest.raises(Refused) as refused:
        refuse_decision(session, waiting, board(), reason="", actor=ME, now=clock())
    assert codes(refused) == ["no-reason"]
    refuse_decision(session, waiting, board(), reason="I ticked the wrong one.", actor=ME, now=clock())
    assert waiting.state is DecisionState.REFUSED


def test_a_reader_refuses_nothing(session, board, waiting, clock):
    with pytest.raises(Refused) as refused:
        refuse_decision(session, waiting, board(), reason="No.", actor=READER, now=clock())
    assert codes(refused) == ["no-say"]


def test_nothing_else_is_decided_while_one_waits(session, pair, board, waiting, clock):
    choice = ShortlistChoice(entries=[one.ref for one in pair])
    with pytest.raises(Refused) as refused:
        decide_shortlist(session, board(), choice, actor=OTHER, now=clock())
    assert codes(refused) == ["one-waits"]


def test_another_winner_than_the_first_waits_as_well(session, finalists, board, clock, audit_trail):
    ada, ben = finalists
    choice = WinnersChoice(winners=[ben.ref], commended=[ada.ref], **WORDS)
    decision = decide_winners(session, board(), choice, actor=ME, now=clock())
    assert (decision.state, decision.scored_order) == (DecisionState.WAITING, [ada.ref, ben.ref])
    assert [one.state for one in finalists] == [EntryState.FINALIST, EntryState.FINALIST]
    confirm_decision(session, decision, board(), actor=OTHER, now=clock())
    assert [one.state for one in finalists] == [EntryState.COMMENDED, EntryState.WINNER]
    assert audit_trail(SUBJECT) == ["shortlist.decided", "winners.decided", "decision.confirmed"]


def test_winners_that_depart_need_their_words(session, finalists, board, clock):
    choice = WinnersChoice(winners=[finalists[1].ref], reason="Ben.")
    with pytest.raises(Refused) as refused:
        decide_winners(session, board(), choice, actor=ME, now=clock())
    assert codes(refused) == ["no-departure-kind", "short-reason", "nobody-took-part"]


def votes(*winners):
    return {"meeting": "MTG-1", "vote": 2, "winners": list(winners), "for": 4, "present": 5}


def test_whom_the_panel_voted_for_is_no_departure(session, finalists, board, clock):
    _, ben = finalists
    choice = WinnersChoice(winners=[ben.ref], reason="The panel voted.", votes=votes(ben.ref))
    decision = decide_winners(session, board(), choice, actor=ME, now=clock())
    assert (decision.state, decision.votes["vote"], ben.state) == (DecisionState.HOLDING, 2, EntryState.WINNER)


def test_whoever_lost_the_vote_is_one_even_at_the_top_of_the_scores(session, finalists, board, clock):
    ada, ben = finalists
    choice = WinnersChoice(winners=[ada.ref], votes=votes(ben.ref), **WORDS)
    assert decide_winners(session, board(), choice, actor=ME, now=clock()).state is DecisionState.WAITING


def test_an_award_withheld_against_nobody_holds_at_once(session, finalists, board, clock):
    choice = WinnersChoice(winners=[], reason="None reached the standard.")
    assert decide_winners(session, board(), choice, actor=ME, now=clock()).state is DecisionState.HOLDING


def test_a_departure_leaves_every_score_as_it_was(session, pair, board, waiting, clock):
    before = [(one.entry, one.mean) for one in board().standings]
    confirm_decision(session, waiting, board(), actor=OTHER, now=clock())
    assert [(one.entry, one.mean) for one in board().standings] == before


def sealed(session):
    return [one.content for one in session.scalars(select(JudgingAct).where(JudgingAct.kind == "decided"))]


def test_a_decision_enters_the_record_when_it_holds_with_both_its_people(session, pair, board, waiting, clock):
    assert sealed(session) == []
    confirm_decision(session, waiting, board(), actor=OTHER, now=clock())
    (told,) = sealed(session)
    assert (told["category"], told["purpose"], told["departs"], told["departure"], len(told["reason"])) == (
        "practice", "shortlist", True, "new_fact", 64,
    )  # fmt: skip
    assert (told["by"][:2], told["second"][:2], told["by"] != told["second"]) == ("S-", "S-", True)
    assert (len(told["scored_order"]), told["decided_order"]) == (2, [told["scored_order"][1]])
    whole = str(told)
    assert [word in whole for word in ("Ada", "Ben", "USR-", pair[0].ref, "heard of work")] == [False] * 5


def test_a_chair_who_confirms_stands_in_the_record_as_a_judge(session, scene, board, waiting, clock):
    _, chair = chair_of(scene)
    confirm_decision(session, waiting, board(), actor=chair, now=clock())
    assert sealed(session)[0]["second"].startswith("J-")


def test_what_follows_the_order_or_a_vote_enters_the_record_at_once(session, finalists, board, clock):
    ben = finalists[1]
    choice = WinnersChoice(winners=[ben.ref], reason="The panel voted.", votes=votes(ben.ref))
    decide_winners(session, board(), choice, actor=ME, now=clock())
    assert [
        (one["purpose"], one["departs"], one["vote"], one["second"], one["withheld"]) for one in sealed(session)
    ] == [
        ("shortlist", False, None, None, False),
        ("winners", False, "MTG-1-2", None, False),
    ]


def test_a_refused_departure_never_enters_the_record(session, board, waiting, clock):
    refuse_decision(session, waiting, board(), reason="No.", actor=OTHER, now=clock())
    assert sealed(session) == []

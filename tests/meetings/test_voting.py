"""Votes: cycles, ties walked down the locked chain, second ballots, the chair's casting vote, and the sealed record."""

from __future__ import annotations

import hashlib
import json

import pytest
from sqlalchemy import select

from awards.core.permission import Refused
from awards.ledger.canonical import canonical
from awards.meetings.actions import note_attendance, open_meeting
from awards.meetings.balloting import counted
from awards.meetings.lifecycle import NONE
from awards.meetings.voting import call_off_vote, cast_ballot, cast_last, close_vote, open_second_ballot, open_vote
from awards.results.models import DecisionKind
from awards.results.queries import board_of
from awards.sealing.models import JudgingAct
from tests.factories import InterestFactory

WHY = "The panel talked it through for an hour and this one lasts."
A, B, C = "Ana", "Ben", "Cal"


@pytest.fixture
def meet(session, clock):
    """Open a winners' meeting with these members there, and a vote."""

    def begin(scene, *names, candidates=(A, B, C), none=False):
        scene.finalists("Ana Reed", "Ben Stone", "Cal Thorn")
        board = board_of(session, scene.season(), "practice", now=clock(), deciding=True)
        meeting = open_meeting(session, board, DecisionKind.WINNERS, actor=scene.me, now=clock())
        session.commit()
        there = [scene.users[one] for one in names or scene.users]
        note_attendance(session, scene.table(meeting), there, actor=scene.me, now=clock())
        session.commit()
        standing = [*(scene.ref(one) for one in candidates), *([NONE] if none else [])]
        vote = open_vote(session, scene.table(meeting), standing, actor=scene.me, now=clock())
        session.commit()
        return meeting, vote.number

    return begin


@pytest.fixture
def vote_all(session, clock):
    """Let members vote (tiers of first names, by member), then count; gives the counted vote."""

    def go(scene, meeting, number, reason="", **ballots):
        for name, tiers in ballots.items():
            table = scene.table(meeting, name)
            ranking = [[one if one == NONE else scene.ref(one) for one in tier.split()] for tier in tiers]
            cast_ballot(session, table, table.vote(number), member=table.reader, ranking=ranking,
                        actor=scene.as_judge(name), now=clock())  # fmt: skip
            session.commit()
        table = scene.table(meeting)
        close_vote(session, table, table.vote(number), reason=reason, actor=scene.me, now=clock())
        session.commit()
        table = scene.table(meeting)
        return counted(table.vote(number), table.votes)

    return go


def codes(refused):
    return [one.code for one in refused.value.permission.reasons]


def test_a_circle_is_resolved_by_schulze_and_said_in_words(scene, meet, vote_all):
    meeting, number = meet(scene)
    found = vote_all(scene, meeting, number, Ash=(A, B, C), Bo=(A, B, C), Cy=(B, C, A), Di=(C,), Ed=(C,))
    assert (found.count.condorcet_winner, found.settlement.winners) == (None, (scene.ref(B),))
    words = " ".join(found.words({scene.ref(one): one for one in (A, B, C)}))
    assert "no one wins every duel" in words
    assert "Schulze" in words
    assert words.endswith("Ben wins.")


def test_a_tie_is_walked_down_the_locked_chain(scene, meet, vote_all):
    meeting, number = meet(scene, "Ash", "Bo", "Cy", "Di")
    found = vote_all(scene, meeting, number, Ash=(A, B), Bo=(A, B), Cy=(B, A), Di=(B, A))
    assert [(one.step, one.did) for one in found.settlement.steps] == [("borda", "left level"), ("adjusted", "decided")]
    assert found.settlement.winners == (scene.ref(A),)


def test_a_second_ballot_is_a_new_vote_among_the_tied_and_then_the_chair_casts(
    another_scene, meet, vote_all, session, clock
):
    scene = another_scene(ballot_ties=["borda", "second_ballot", "chair"])
    meeting, number = meet(scene, "Ash", "Bo", "Cy", "Di")
    first = vote_all(scene, meeting, number, Ash=(A, B, C), Bo=(A, B, C), Cy=(B, A, C), Di=(B, A, C))
    assert (first.settlement.needs, first.settlement.level) == ("second_ballot", (scene.ref(A), scene.ref(B)))
    table = scene.table(meeting)
    second = open_second_ballot(session, table, table.vote(number), actor=scene.me, now=clock())
    session.commit()
    assert (second.number, second.follows, second.candidates) == (2, 1, [scene.ref(A), scene.ref(B)])
    found = vote_all(scene, meeting, 2, Ash=(A, B), Bo=(A, B), Cy=(B, A), Di=(B, A))
    assert (found.settlement.needs, found.is_settled) == ("chair", False)
    casting = {"chosen": scene.ref(B), "reason": WHY, "now": clock()}
    for who in ("Bo", None):
        table = scene.table(meeting, who)
        with pytest.raises(Refused) as refused:
            cast_last(session, table, table.vote(2), actor=scene.as_judge("Bo"), **casting)
        assert codes(refused) == ["not-the-chair"]
    table = scene.table(meeting, "Ash")
    with pytest.raises(Refused) as refused:
        cast_last(session, table, table.vote(2), **casting | {"reason": "B.", "chosen": scene.ref(C)},
                  actor=scene.as_judge("Ash"))  # fmt: skip
    assert codes(refused) == ["not-level", "no-reason"]
    cast_last(session, table, table.vote(2), actor=scene.as_judge("Ash"), **casting)
    session.commit()
    table = scene.table(meeting)
    assert counted(table.vote(1), table.votes).settlement.winners == (scene.ref(B),)
    assert [len(one.ballots) for one in table.votes] == [4, 4]


def test_where_the_chain_says_so_the_award_is_shared(another_scene, meet, vote_all):
    scene = another_scene(ballot_ties=["borda", "joint"])
    meeting, number = meet(scene, "Ash", "Bo", "Cy", "Di")
    found = vote_all(scene, meeting, number, Ash=(A, B), Bo=(A, B), Cy=(B, A), Di=(B, A))
    assert (found.settlement.outcome, found.settlement.winners) == ("joint", (scene.ref(A), scene.ref(B)))


def test_none_reaches_the_standard_is_a_candidate(scene, meet, vote_all):
    meeting, number = meet(scene, none=True)
    found = vote_all(scene, meeting, number, **dict.fromkeys(scene.users, (NONE, A)))
    assert (found.settlement.outcome, found.settlement.winners) == ("none reaches the standard", ())


def test_a_quorum_is_more_than_half_of_the_panel_without_a_tie(scene, meet, session):
    InterestFactory(member=scene.members[0], entry=scene.entries[0])
    InterestFactory(member=scene.members[1], entry=scene.entries[1])
    session.commit()
    with pytest.raises(Refused) as refused:
        meet(scene, "Ash", "Bo", "Cy", "Di")
    assert codes(refused) == ["no-quorum", "no-quorum"]


def test_a_vote_ends_early_only_with_a_quorum_and_in_words(scene, meet, vote_all):
    meeting, number = meet(scene)
    with pytest.raises(Refused) as refused:
        vote_all(scene, meeting, number, reason="Two had to leave for their train.", Ash=(A,), Bo=(A,))
    assert codes(refused) == ["no-quorum-yet"]
    with pytest.raises(Refused) as refused:
        vote_all(scene, meeting, number, Cy=(A,))
    assert codes(refused) == ["no-reason"]
    found = vote_all(scene, meeting, number, reason="Two had to leave for their train.")
    assert (found.count.ballots, found.vote.result["early"]) == (3, "Two had to leave for their train.")


def test_a_vote_that_was_called_off_is_kept_and_the_next_has_another_number(scene, meet, session, clock):
    meeting, number = meet(scene)
    table = scene.table(meeting)
    with pytest.raises(Refused) as refused:
        open_vote(session, table, scene.refs[:2], actor=scene.me, now=clock())
    assert codes(refused) == ["vote-is-open"]
    call_off_vote(session, table, table.vote(number), reason="One more member has just come.", actor=scene.me,
                  now=clock())  # fmt: skip
    session.commit()
    again = open_vote(session, scene.table(meeting), scene.refs[:2], actor=scene.me, now=clock())
    assert again.number == 2


def test_the_record_hides_a_ballot_until_the_count_and_can_then_be_checked(scene, meet, vote_all, session):
    meeting, number = meet(scene)
    vote_all(scene, meeting, number, **dict.fromkeys(scene.users, (B, A)))
    acts = session.scalars(select(JudgingAct).order_by(JudgingAct.id)).all()
    assert [one.kind for one in acts] == ["vote_opened", *["ballot_cast"] * 5, "vote_closed"]
    text = json.dumps([one.content for one in acts])
    assert [ref for ref in (*scene.refs, *scene.users.values()) if ref in text] == []
    sealed = {one.content["voter"]: one.content["sealed"] for one in acts[1:6]}
    assert '"ranking"' not in json.dumps([one.content for one in acts[1:6]])
    for voter, ballot in acts[-1].content["ballots"].items():
        whole = {"vote": f"{meeting.ref}-1", "voter": voter, **ballot}
        assert hashlib.sha256(canonical(whole)).hexdigest() == sealed[voter]

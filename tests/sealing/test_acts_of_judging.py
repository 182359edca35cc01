"""Whatever changes what counts on a score sheet enters the record, with the points; drafts and comments do not."""

from __future__ import annotations

from awards.audit import Tag
from awards.audit.queries import entries_about
from awards.judging.actions import hand_in_scores, reopen_sheet
from awards.judging.my_scores import my_sheets
from awards.judging.queries import sheet_by_judge
from awards.judging.saving import undo
from tests.panels.situations import STAFF, as_judge
from tests.sealing.judged import CLOSED


def scored(judged, state, *points):
    return ("scored", judged.pair(0, 0) | {"state": state, "points": judged.points(*points)})


def test_a_draft_is_not_in_the_record_and_completing_it_is(judged):
    judged.release([(0, 0)])
    assert judged.new_acts(lambda: judged.type(0, 0, 3, None)) == []
    assert judged.new_acts(lambda: judged.type(0, 0, 3, 4)) == []
    assert judged.new_acts(lambda: judged.score(0, 0, 3, 4)) == [scored(judged, "complete", 3, 4)]


def test_a_complete_sheet_that_is_adjusted_is_written_for_points_and_not_for_comments(judged):
    judged.release([(0, 0)]).score(0, 0, 3, 4)
    assert judged.new_acts(lambda: judged.type(0, 0, 2, 4)) == [scored(judged, "complete", 2, 4)]
    assert judged.new_acts(lambda: judged.type(0, 0, 2, 4, comment="Steady work.")) == []


def test_a_gap_takes_a_sheet_out_and_filling_it_brings_it_back(judged):
    judged.release([(0, 0)]).score(0, 0, 3, 4)
    assert judged.new_acts(lambda: judged.type(0, 0, 3, None)) == [scored(judged, "started", 3, None)]
    assert judged.new_acts(lambda: judged.type(0, 0, 2, None)) == []
    assert judged.new_acts(lambda: judged.type(0, 0, 2, 2)) == [scored(judged, "complete", 2, 2)]


def test_an_undone_change_is_written(judged):
    judged.release([(0, 0)]).score(0, 0, 3, 4)
    judged.type(0, 0, 2, 4)
    actor = as_judge(judged.given.users[0])
    made = judged.new_acts(lambda: undo(judged.session, judged.scoring(0, 0), actor=actor, now=judged.now))
    assert made == [scored(judged, "complete", 3, 4)]


def test_handing_in_and_reopening_are_written(judged):
    judged.release([(0, 0), (0, 1)]).score(0, 0, 3, 4)
    session, user = judged.session, judged.given.users[0]
    sheets = my_sheets(session, user.ref, season=judged.season)
    made = judged.new_acts(
        lambda: hand_in_scores(session, sheets, judging=judged.judging, actor=as_judge(user), now=judged.now)
    )
    assert made == [scored(judged, "handed_in", 3, 4)]
    sheet = sheet_by_judge(session, judged.given.entries[0].ref, user.ref, season_id=judged.season_id)
    made = judged.new_acts(
        lambda: reopen_sheet(session, sheet, reason="A slip of the pen.", actor=STAFF, now=judged.now)
    )
    told = [one for one in entries_about(session, judged.given.entries[0].ref) if one.tag == Tag.SCORE_SHEET_REOPENED]
    assert made == [("sheet_reopened", judged.pair(0, 0) | {"reason": told[-1].reason_hash})]


def test_after_the_round_was_closed_nothing_is_scored_even_by_a_request_that_began_before(judged):
    judged.release([(0, 0)]).score(0, 0, 3, 4)
    judged.close()
    kept = []
    assert judged.new_acts(lambda: kept.append(judged.type(0, 0, 1, 1))) == []  # at the very moment of the close
    assert [one.code for one in kept[0].permission.reasons] == ["judging-is-closed"]
    judged.now = CLOSED
    judged.reopen()
    assert judged.new_acts(lambda: judged.type(0, 0, 2, 2)) == [scored(judged, "complete", 2, 2)]


def test_adjusting_a_complete_sheet_costs_two_statements_more_than_a_draft(judged, session, statements):
    judged.release([(0, 0), (0, 1)]).score(0, 0, 3, 4)
    judged.type(0, 1, 3, None)
    session.commit()
    draft = statements.of(lambda: (judged.type(0, 1, 2, None), session.flush()))
    session.info.clear()
    session.expunge_all()
    complete = statements.of(lambda: (judged.type(0, 0, 2, 4), session.flush()))
    assert complete - draft <= 3

"""What one page types is kept in the order in which it was typed; nothing typed elsewhere is overwritten unseen."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from awards.core.permission import Refused
from awards.judging.actions import complete_sheet, hand_in_scores, reopen_sheet
from awards.judging.lifecycle import SheetState
from awards.judging.models import SheetVersion
from awards.judging.rules import Mark
from awards.judging.saving import Typed, keep_typed, undo
from awards.judging.scoring import scoring_of
from awards.nominations.tabs import NO_TAB, Tab
from tests.factories import AssignmentFactory
from tests.panels.situations import STAFF, as_judge, panel_of

PAGE, OTHER = "a" * 24, "b" * 24


@pytest.fixture
def given(session, clock):
    given = panel_of()
    set_committed_value(given.season, "rounds", [given.judging])
    given.assignment = AssignmentFactory(member=given.members[0], entry=given.entries[0])
    given.judge = as_judge(given.users[0])
    given.keys = [one.key for one in given.criteria]
    return given


@pytest.fixture
def keep(session, given, clock):
    """Keep marks as a page sends them; `seen` defaults to the newest version."""

    def keep(*marks, overall="", tab=NO_TAB, seen=None):
        scoring = scoring_of(session, given.assignment, season=given.season)
        typed = Typed(dict(zip([one.id for one in given.criteria], marks, strict=True)), overall)
        return keep_typed(
            session, scoring, typed=typed, seen=scoring.version if seen is None else seen, tab=tab, actor=given.judge,
            now=clock(),
        )  # fmt: skip

    return keep


def turn(number, name=PAGE, *, by_itself=True):
    return Tab(name, number, by_itself)


def marks(session, given):
    return list(scoring_of(session, given.assignment, season=given.season).marks.values())


def rows(session):
    chosen = select(SheetVersion).order_by(SheetVersion.number)
    return [(row.number, row.state.value, row.marks, row.tab) for row in session.scalars(chosen)]


def complete(session, given, now):
    scoring = scoring_of(session, given.assignment, season=given.season)
    complete_sheet(
        session, scoring.sheet, assignment=given.assignment, criteria=given.criteria, scale=scoring.scale,
        judging=given.judging, actor=given.judge, now=now,
    )  # fmt: skip


def test_a_save_that_was_overtaken_by_a_newer_one_of_its_page_changes_nothing(session, given, keep):
    keep(Mark(3), Mark(), tab=turn(1))
    keep(Mark(3), Mark(4, "newest"), tab=turn(3))
    late = keep(Mark(3), Mark(4, "new"), tab=turn(2), seen=1)
    assert (bool(late.permission), marks(session, given)) == (True, [Mark(3), Mark(4, "newest")])


def test_a_save_whose_answer_got_lost_is_followed_by_the_next_of_its_page(session, given, keep):
    keep(Mark(3), Mark(), tab=turn(1), seen=0)
    kept = keep(Mark(3), Mark(2), tab=turn(2), seen=0)
    assert (bool(kept.permission), marks(session, given)) == (True, [Mark(3), Mark(2)])


def test_the_same_sent_again_outdates_what_is_still_on_its_way(session, given, keep):
    first = keep(Mark(3), Mark(), tab=turn(1))
    again = keep(Mark(3), Mark(), tab=turn(3))
    assert (again.scoring.version, again.scoring.sheet.turn) == (first.scoring.version, 3)
    keep(Mark(1), Mark(), tab=turn(2))
    assert marks(session, given) == [Mark(3), Mark()]


@pytest.mark.parametrize("tab", [NO_TAB, turn(9, OTHER), turn(9, "c" * 40)])
def test_another_page_never_writes_over_what_it_has_not_seen(session, given, keep, tab):
    keep(Mark(3), Mark(), tab=turn(1))
    kept = keep(Mark(1), Mark(1), tab=tab, seen=0)
    assert [reason.code for reason in kept.permission.reasons] == ["changed-meanwhile"]
    assert marks(session, given) == [Mark(3), Mark()]
    assert bool(keep(Mark(1), Mark(1), tab=tab).permission) is True
    assert marks(session, given) == [Mark(1), Mark(1)]


def test_a_name_too_long_to_store_counts_as_none(session, given, keep):
    kept = keep(Mark(3), Mark(), tab=turn(1, "c" * 40))
    assert (kept.scoring.sheet.tab, kept.scoring.sheet.turn) == (None, 0)


def test_ten_minutes_of_typing_in_one_page_are_one_row_and_one_line_of_the_trail(
    session, given, keep, clock, audit_trail
):
    for number in range(1, 21):
        keep(Mark(3, "x" * number), Mark(), tab=turn(number))
        clock.forward(seconds=29)
    assert rows(session) == [(1, "started", {given.keys[0]: {"points": 3, "comment": "x" * 20}}, PAGE)]
    clock.forward(seconds=30)
    keep(Mark(4), Mark(), tab=turn(21))
    keep(Mark(4), Mark(2), tab=turn(1, OTHER))
    assert [row[0] for row in rows(session)] == [1, 2, 3]
    assert audit_trail(given.entries[0].ref) == ["score_sheet.saved"] * 3


def test_each_change_of_state_is_a_row_of_its_own(session, given, keep, clock):
    keep(Mark(3), Mark(4), tab=turn(1))
    complete(session, given, clock())
    sheet = keep(Mark(2), Mark(4), tab=turn(2)).scoring.sheet
    hand_in_scores(session, {given.assignment: sheet}, judging=given.judging, actor=given.judge, now=clock())
    sheet = scoring_of(session, given.assignment, season=given.season).sheet
    sheet.assignment = given.assignment
    reopen_sheet(session, sheet, reason="Misread", actor=STAFF, now=clock())
    first, second = given.keys
    assert rows(session) == [
        (1, "started", {first: {"points": 3, "comment": ""}, second: {"points": 4, "comment": ""}}, PAGE),
        (2, "complete", {first: {"points": 3, "comment": ""}, second: {"points": 4, "comment": ""}}, None),
        (3, "complete", {first: {"points": 2, "comment": ""}, second: {"points": 4, "comment": ""}}, PAGE),
        (4, "handed_in", {first: {"points": 2, "comment": ""}, second: {"points": 4, "comment": ""}}, None),
        (5, "complete", {first: {"points": 2, "comment": ""}, second: {"points": 4, "comment": ""}}, None),
    ]


def test_undo_brings_back_what_was_there_and_undone_again_the_change(session, given, keep, clock, audit_trail):
    def back():
        return undo(session, scoring_of(session, given.assignment, season=given.season), actor=given.judge, now=clock())

    assert back() is False
    keep(Mark(3, "first"), Mark(4), overall="one")
    complete(session, given, clock())
    keep(Mark(2, "second"), Mark(4), overall="two")
    assert back() is True
    assert marks(session, given) == [Mark(3, "first"), Mark(4)]
    scoring = scoring_of(session, given.assignment, season=given.season)
    assert (scoring.overall, scoring.sheet.state, scoring.sheet.tab) == ("one", SheetState.COMPLETE, None)
    assert back() is True
    assert marks(session, given) == [Mark(2, "second"), Mark(4)]
    assert audit_trail(given.entries[0].ref) == [
        "score_sheet.saved", "score_sheet.completed", "score_sheet.saved", "score_sheet.undone", "score_sheet.undone",
    ]  # fmt: skip


def test_undo_of_the_only_change_leaves_a_blank_sheet_that_does_not_count(session, given, keep, clock):
    keep(Mark(3), Mark(4))
    complete(session, given, clock())
    undo(session, scoring_of(session, given.assignment, season=given.season), actor=given.judge, now=clock())
    sheet = scoring_of(session, given.assignment, season=given.season).sheet
    assert (marks(session, given), sheet.state) == ([Mark(), Mark()], SheetState.STARTED)
    assert given.assignment.finished_at is None


def test_what_a_page_still_sends_after_an_undo_is_not_taken(session, given, keep, clock):
    keep(Mark(3), Mark(4), tab=turn(1))
    keep(Mark(2), Mark(4), tab=turn(2, OTHER))
    undo(session, scoring_of(session, given.assignment, season=given.season), actor=given.judge, now=clock())
    kept = keep(Mark(1), Mark(4), tab=turn(9, OTHER), seen=2)
    assert (bool(kept.permission), marks(session, given)) == (False, [Mark(3), Mark(4)])


def test_nothing_is_undone_once_judging_is_closed(session, given, keep, clock):
    keep(Mark(3), Mark(4))
    clock.set(given.judging.closes_at)
    clock.forward(seconds=2)
    with pytest.raises(Refused) as error:
        undo(session, scoring_of(session, given.assignment, season=given.season), actor=given.judge, now=clock())
    assert [reason.code for reason in error.value.permission.reasons] == ["judging-is-closed"]

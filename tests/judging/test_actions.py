"""What judges do with score sheets, and what the trail then says."""

from __future__ import annotations

from datetime import timedelta

import pytest

from awards.audit.queries import entries_about
from awards.core.permission import Refused
from awards.judging import actions, queries
from awards.judging.actions import Typed
from awards.judging.lifecycle import SheetState
from awards.judging.rules import Mark, scale_of
from awards.panels.actions import Declared, declare_interest
from awards.panels.assigning import assign
from awards.panels.lifecycle import ASSIGNMENT, AssignmentState
from awards.panels.members import lift_interest
from awards.panels.words import InterestKind
from awards.screening.lifecycle import EntryState
from tests.factories import AssignmentFactory, ScoreFactory, ScoreSheetFactory
from tests.judging.counting import counted
from tests.panels.situations import STAFF, as_judge, panel_of


@pytest.fixture
def given(session, clock):
    given = panel_of()
    given.assignment = AssignmentFactory(member=given.members[0], entry=given.entries[0])
    given.judge = as_judge(given.users[0])
    return given


def refusal(error):
    return [reason.code for reason in error.value.permission.reasons]


def typed(given, *marks, overall=""):
    return Typed(dict(zip([one.id for one in given.criteria], marks, strict=True)), overall)


def save(session, given, *marks, sheet=None, version=None, now, overall=""):
    return actions.save_sheet(
        session, given.assignment, sheet=sheet, typed=typed(given, *marks, overall=overall),
        version=version if version is not None else (sheet.version if sheet else 0), judging=given.judging,
        actor=given.judge, now=now,
    )  # fmt: skip


def complete(session, given, sheet, *, now):
    actions.complete_sheet(
        session, sheet, assignment=given.assignment, criteria=given.criteria, scale=scale_of(given.season.scale),
        judging=given.judging, actor=given.judge, now=now,
    )  # fmt: skip


def test_what_is_typed_is_kept_version_by_version(session, given, clock, audit_trail):
    assert save(session, given, Mark(), Mark(), now=clock()) is None
    sheet = save(session, given, Mark(3, "clear"), Mark(), now=clock(), overall="so far")
    assert (sheet.state, sheet.version, sheet.overall) == (SheetState.STARTED, 1, "so far")
    assert (given.assignment.started_at, given.assignment.finished_at) == (clock(), None)
    assert save(session, given, Mark(3, "clear"), Mark(), sheet=sheet, now=clock(), overall="so far").version == 1
    save(session, given, Mark(3, "clear"), Mark(4), sheet=sheet, now=clock(), overall="so far")
    assert sheet.version == 2
    marks = queries.marks_of(queries.sheet_of(session, given.assignment), given.criteria)
    assert list(marks.values()) == [Mark(3, "clear"), Mark(4)]
    assert audit_trail(given.entries[0].ref) == ["score_sheet.saved", "score_sheet.saved"]


def test_what_was_saved_elsewhere_meanwhile_is_not_overwritten(session, given, clock):
    sheet = save(session, given, Mark(3), Mark(), now=clock())
    with pytest.raises(Refused) as error:
        save(session, given, Mark(1), Mark(), sheet=sheet, version=0, now=clock())
    assert refusal(error) == ["changed-meanwhile"]


def test_a_sheet_is_complete_once_every_criterion_has_points_and_the_comments_asked_for(
    session, given, clock, audit_trail
):
    sheet = save(session, given, Mark(5), Mark(4), now=clock())
    with pytest.raises(Refused) as error:
        complete(session, given, sheet, now=clock())
    assert refusal(error) == ["not-complete"]
    save(session, given, Mark(5, "Others already copy it."), Mark(4), sheet=sheet, now=clock())
    complete(session, given, sheet, now=clock())
    complete(session, given, sheet, now=clock())
    assert (sheet.state, sheet.completed_at, given.assignment.finished_at) == (SheetState.COMPLETE, clock(), clock())
    assert audit_trail(given.entries[0].ref)[2:] == ["score_sheet.completed"]


def test_a_complete_sheet_stays_complete_while_nothing_is_missing(session, given, clock, audit_trail):
    sheet = save(session, given, Mark(3), Mark(4), now=clock())
    complete(session, given, sheet, now=clock())
    completed = clock()
    clock.forward(minutes=20)
    save(session, given, Mark(3), Mark(2), sheet=sheet, now=clock())
    assert (sheet.state, sheet.completed_at, given.assignment.finished_at) == (
        SheetState.COMPLETE, completed, completed,
    )  # fmt: skip
    save(session, given, Mark(5), Mark(2), sheet=sheet, now=clock())
    assert (sheet.state, given.assignment.finished_at) == (SheetState.STARTED, None)
    assert counted(session, given.category) == []
    save(session, given, Mark(5, "Others copy it."), Mark(2), sheet=sheet, now=clock())
    assert (sheet.state, given.assignment.finished_at) == (SheetState.COMPLETE, clock())
    assert counted(session, given.category) == [(given.entries[0].ref, given.users[0].ref)]
    assert audit_trail(given.entries[0].ref) == [
        "score_sheet.saved", "score_sheet.completed", "score_sheet.saved", "score_sheet.saved", "score_sheet.completed",
    ]  # fmt: skip


def test_handing_in_locks_complete_sheets_and_staff_open_one_again_with_a_reason(session, given, clock, audit_trail):
    sheet = save(session, given, Mark(3), Mark(4), now=clock())
    sheets = {given.assignment: sheet}
    with pytest.raises(Refused) as error:
        actions.hand_in_scores(session, sheets, judging=given.judging, actor=given.judge, now=clock())
    assert refusal(error) == ["nothing-to-hand-in"]
    complete(session, given, sheet, now=clock())
    assert actions.hand_in_scores(session, sheets, judging=given.judging, actor=given.judge, now=clock()) == 1
    assert actions.hand_in_scores(session, sheets, judging=given.judging, actor=given.judge, now=clock()) == 0
    with pytest.raises(Refused) as error:
        save(session, given, Mark(1), Mark(1), sheet=sheet, now=clock())
    assert refusal(error) == ["handed-in"]
    actions.reopen_sheet(session, sheet, reason="misread the scale", actor=STAFF, now=clock())
    assert (sheet.state, sheet.handed_in_at) == (SheetState.COMPLETE, None)
    with pytest.raises(Refused) as error:
        actions.reopen_sheet(session, sheet, reason="again", actor=STAFF, now=clock())
    assert refusal(error) == ["score sheet-is-complete"]
    trail = entries_about(session, given.entries[0].ref)
    assert [entry.tag for entry in trail] == [
        "score_sheet.saved", "score_sheet.completed", "score_sheet.handed_in", "score_sheet.reopened",
    ]  # fmt: skip
    assert [entry.reason and entry.reason.text for entry in trail] == [None, None, None, "misread the scale"]


@pytest.mark.parametrize(("hours", "code"), [(-100, "judging-not-open"), (24 * 30, "judging-is-closed")])
def test_nothing_is_scored_outside_the_round(session, given, clock, hours, code):
    moment = clock() + timedelta(hours=hours)
    with pytest.raises(Refused) as error:
        save(session, given, Mark(3), Mark(4), now=moment)
    assert refusal(error) == [code]
    with pytest.raises(Refused) as error:
        actions.hand_in_scores(session, {}, judging=given.judging, actor=given.judge, now=moment)
    assert refusal(error) == [code, "nothing-to-hand-in"]


def test_a_round_closed_early_is_closed(session, given, clock):
    given.judging.closed_at = clock()
    with pytest.raises(Refused) as error:
        save(session, given, Mark(3), Mark(4), now=clock())
    assert refusal(error) == ["judging-is-closed"]


def scored(given, sheet):
    """Give every criterion of a sheet its points."""
    for criterion in given.criteria:
        ScoreFactory(sheet=sheet, criterion_id=criterion.id)


def test_only_complete_sheets_of_judges_without_an_interest_count(session, given, clock):
    entry, other = given.entries[:2]
    for member in given.members:
        scored(given, ScoreSheetFactory(assignment=AssignmentFactory(member=member, entry=other), complete=True))
    scored(given, ScoreSheetFactory(assignment=given.assignment))
    scored(given, ScoreSheetFactory(assignment=AssignmentFactory(member=given.members[1], entry=entry), handed_in=True))
    removed = AssignmentFactory(member=given.members[2], entry=entry, state=AssignmentState.REMOVED)
    scored(given, ScoreSheetFactory(assignment=removed, complete=True))
    everybody = sorted((other.ref, member.user.ref) for member in given.members)
    assert counted(session, given.category) == sorted([*everybody, (entry.ref, given.members[1].user.ref)])
    said = Declared(InterestKind.OTHER)
    declare_interest(session, given.members[0], other, said=said, actor=given.judge, now=clock())
    assert len(counted(session, given.category)) == 3
    entry.state = EntryState.WITHDRAWN
    session.flush()
    assert len(counted(session, given.category)) == 2


@pytest.mark.parametrize(("complete", "counts"), [(True, 1), (False, 0)])
def test_a_score_from_before_a_conflict_noted_by_mistake_counts_once_the_reading_is_given_and_shown_again(
    session, given, clock, complete, counts
):
    member, entry = given.members[0], given.entries[0]
    scored(given, ScoreSheetFactory(assignment=given.assignment, complete=complete))
    seen = []

    def note():
        seen.append(len(counted(session, given.category)))

    said = Declared(InterestKind.OTHER)
    interest = declare_interest(session, member, entry, said=said, actor=STAFF, now=clock())
    note()
    lift_interest(session, interest, reason="By mistake", actor=STAFF, now=clock())
    note()
    again = assign(session, given.panel, member=member, entry=entry, actor=STAFF, now=clock())
    note()
    assert again is given.assignment
    again.state = ASSIGNMENT.after("release", again.state)
    note()
    assert seen == [0, 0, 0, counts]

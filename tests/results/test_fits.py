"""The worker's fits: made once for each set of scores, never while something is locked, and never in a loop."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from awards.audit.models import AuditEntry
from awards.audit.tags import Tag
from awards.db import db
from awards.maths.adjusting.result import Band, Basis
from awards.panels.lifecycle import AssignmentState
from awards.results import fit_jobs
from awards.results.fit_jobs import fit_due
from awards.results.models import Fit
from awards.results.queries import board_of
from awards.screening.lifecycle import EntryState
from tests.factories import CategoryFactory, PanelFactory, PanelMemberFactory
from tests.results.conftest import AFTER_JUDGING, DURING_JUDGING


@pytest.fixture
def work(session):
    """Run the worker's job once, on a session as the worker has it."""

    def run(now=AFTER_JUDGING):
        session.commit()
        return fit_due(session, now)

    return run


@pytest.fixture
def board(scene, session, clock):
    def give():
        session.rollback()
        return board_of(session, scene.season(session), "practice", now=clock())

    return give


def trail(session):
    chosen = select(AuditEntry).where(AuditEntry.tag == Tag.FIT_MADE).order_by(AuditEntry.id)
    return [(entry.subject, entry.facts["entries"], entry.facts["refused"]) for entry in session.scalars(chosen)]


def fits(session):
    return session.scalars(select(Fit).order_by(Fit.id)).all()


def test_a_fit_gives_both_numbers_with_ranks_intervals_and_chances(linked, work, board):
    assert work() == 1
    found = board().fit.result
    assert (found.basis, found.refusals, len(found.entries), found.places) == (Basis.ADJUSTED, (), 8, 3)
    assert [one.adjusted_rank for one in found.entries] == sorted(one.adjusted_rank for one in found.entries)
    assert all(one.low < one.adjusted < one.high and 0 <= one.p_top <= 1 for one in found.entries)
    assert {one.band for one in found.entries} <= set(Band)
    assert abs(sum(one.p_top for one in found.entries) - 3) < 1e-9
    assert sorted(one.judge for one in board().fit.pool.judges) == sorted(linked.judges)


def test_the_seed_comes_from_the_scores_and_is_kept(linked, work, board):
    work()
    first = board().fit.data["results"]
    assert first["categories"][0]["seed"] > 0
    assert fit_jobs.worked_out(fit_jobs.Together(
        season_id=1, scores=[board().scores], signs={}, rules=""))["practice"]["results"] == first  # fmt: skip


def test_nothing_is_made_twice_and_nothing_is_read_while_nothing_changes(linked, work, session, statements):
    assert (work(), work()) == (1, 0)
    assert len(fits(session)) == 1
    assert trail(session) == [(f"{linked.programme.key}/2024/practice", 8, None)]
    session.commit()
    assert statements.of(lambda: fit_due(session, AFTER_JUDGING)) <= 6
    assert not [one for one in statements if "FROM score " in one or "JOIN score " in one]


def test_a_changed_score_makes_the_fit_out_of_date_until_the_worker_has_been(linked, work, board, session):
    work()
    linked.score(linked.entries[0], linked.members[1], (5, 5))
    session.commit()
    assert (board().fit, board().is_being_worked_out, board().placed.basis) == (None, True, Basis.RAW)
    assert work() == 1
    assert (board().fit is not None, board().is_being_worked_out) == (True, False)


def test_scores_of_another_category_by_the_same_judges_count_for_the_fit(linked, work, board, session):
    other = linked.another_category()
    work()
    first = board().fit.sha256
    linked.score(other, linked.members[1], (0, 0))
    session.commit()
    assert board().fit is None
    assert work() == 2
    assert board().fit.sha256 != first


def test_what_was_made_of_the_same_scores_before_is_taken_up_again(linked, work, board, session):
    work()
    first = board().fit.sha256
    entry, member = linked.entries[0], linked.members[1]
    before = linked.marks[entry.ref, member.id]
    linked.score(entry, member, (5, 5))
    work()
    linked.score(entry, member, before)
    assert work() == 1
    assert (board().fit.sha256, len(fits(session)), len(trail(session))) == (first, 2, 3)


def test_before_the_order_may_be_seen_nothing_is_fitted(linked, work, session):
    assert work(DURING_JUDGING) == 0
    assert fits(session) == []


def test_missing_recused_and_abstained_are_never_nought(linked, work, board, session):
    work()
    first = board().fit.result.entries[0]
    entry = next(one for one in linked.entries if one.ref == first.entry)
    linked.sheet(entry, linked.extra, None)
    linked.sheet(entry, linked.another(), (0, 0), state=AssignmentState.RECUSED, recused_at=AFTER_JUDGING)
    linked.sheet(entry, linked.another(), (0, 0), state=AssignmentState.ABSTAINED, abstained_at=AFTER_JUDGING)
    aside = linked.another()
    linked.sheet(entry, aside, (0, 0))
    linked.interest(entry, aside)
    work()
    again = next(one for one in board().fit.result.entries if one.entry == first.entry)
    standing = next(one for one in board().standings if one.entry == first.entry)
    assert (again.raw, again.adjusted, again.n, again.asked) == (first.raw, first.adjusted, first.n, first.asked + 1)
    assert (standing.missing, standing.recused, standing.abstained) == (1, 2, 1)


def test_a_withdrawn_entry_is_out_of_the_fit(linked, work, board):
    work()
    gone = linked.entries[0]
    gone.state = EntryState.WITHDRAWN
    assert work() == 1
    found = board().fit.result
    assert gone.ref not in {one.entry for one in (*found.entries, *found.needs_scores)}


def test_the_order_is_the_plain_one_where_the_rules_say_so(linked, work, board, session):
    work()
    adjusted = board().order
    linked.category.season.judging = {"basis": "raw"}
    assert work() == 0
    plain = board().order
    assert plain == [one.entry for one in board().standings]
    assert (board().placed.basis, plain != adjusted) == (Basis.RAW, True)


def test_a_fit_that_fails_is_kept_in_words_and_not_tried_again(linked, work, board, monkeypatch):
    def broken(question):
        raise ArithmeticError("this cannot be")

    monkeypatch.setattr(fit_jobs, "results_of", broken)
    assert (work(), work()) == (1, 0)
    assert (board().fit.failed, board().fit.result, board().placed.basis) == (fit_jobs.FAILED, None, Basis.RAW)


def test_two_workers_at_once_make_one_fit(linked, session, app):
    session.commit()
    with app.app_context():
        other = db.sessionmaker()
    (one,), (same,) = (
        fit_jobs.due_in(session, linked.category.season_id),
        fit_jobs.due_in(other, linked.category.season_id),
    )
    session.commit()
    other.commit()
    assert (fit_jobs._fit(session, one, now=AFTER_JUDGING), fit_jobs._fit(other, same, now=AFTER_JUDGING)) == (1, 0)
    other.close()
    assert (len(fits(session)), len(trail(session))) == (1, 1)


def test_categories_without_judges_in_common_are_fitted_apart(linked, session):
    linked.another_category()
    alone = CategoryFactory(season=linked.category.season, key="alone", slug="alone", name="Alone", position=9)
    linked.criterion(alone, "skill", 100)
    panel = PanelFactory(season=alone.season, name="Another", categories=[alone])
    linked.read(alone, [PanelMemberFactory(panel=panel) for _ in range(2)])
    session.commit()
    pools = fit_jobs.due_in(session, alone.season_id)
    assert sorted([one.key for one in pool.scores] for pool in pools) == [["alone"], ["other", "practice"]]

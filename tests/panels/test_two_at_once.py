"""Two people change a panel in the same moment: one comes after the other, nobody waits for ever, nothing is lost."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from awards.audit.models import AuditEntry
from awards.comms.models import Message
from awards.core.permission import Refused
from awards.db import begin_to_write, db
from awards.judging.abstaining import Why, abstain
from awards.judging.scoring import scoring_to_write
from awards.panels import actions, assigning, leaving, plans, queries
from awards.panels.lifecycle import AssignmentState, PlanState
from awards.panels.models import Assignment, Interest, JudgingRules, Plan
from awards.panels.planning import standing_of
from awards.panels.words import InterestKind, PlanCause
from awards.seasons.queries import season_by_key
from tests.factories import AssignmentFactory, CategoryFactory, EntryFactory, PanelFactory, PanelMemberFactory
from tests.panels.planned import apply, made_plan
from tests.panels.situations import STAFF, as_judge, panel_of

LONG_ENOUGH = 0.4
"""Seconds in which the second surely comes to where it has to wait."""


@pytest.fixture
def given(session, clock):
    given = panel_of()
    given.refs = {"panel": given.panel.ref, "season": given.season.id, "judges": [one.ref for one in given.users]}
    session.commit()
    return given


@pytest.fixture
def at_once(app):
    """Runs two acts, each in a transaction of its own; the second begins before the first has ended.

    Where the first goes on with `then`, it does so while the second waits for it. Gives what became of each: what it
    gave, or why it was refused.
    """

    def run(first, second, *, then=None):
        began, end = threading.Event(), threading.Event()

        def act(what, *, leads, then=None):
            with app.app_context():
                mine = db.sessionmaker()
                try:
                    begin_to_write(mine)
                    done = what(mine)
                    if leads:
                        began.set()
                        end.wait(timeout=20)
                        done = then(mine, done) if then else done
                    mine.commit()
                except Refused as refused:
                    done = [reason.code for reason in refused.permission.reasons]
                finally:
                    began.set()
                    mine.close()
            return done

        with ThreadPoolExecutor(2) as pool:
            one = pool.submit(act, first, leads=True, then=then)
            began.wait(timeout=20)
            other = pool.submit(act, second, leads=False)
            threading.Timer(LONG_ENOUGH, end.set).start()
            return one.result(timeout=30), other.result(timeout=30)

    return run


def panel_in(session, given):
    return queries.panel_by_ref(session, given.refs["panel"], season_id=given.refs["season"])


def season_in(session, given):
    return season_by_key(session, given.season.programme, "2024")


def release(given, clock, panel_ref=None):
    def act(session):
        panel = queries.panel_by_ref(session, panel_ref or given.refs["panel"], season_id=given.refs["season"])
        return assigning.release_assignments(session, panel, season_in(session, given), actor=STAFF, now=clock())

    return act


def apply_it(given, clock, ref):
    def act(session):
        panel, season = panel_in(session, given), season_in(session, given)
        plan = plans.plan_to_apply(session, panel.id, ref)
        return plans.apply_plan(session, plan, panel=panel, season=season, actor=STAFF, now=clock())

    return act


def leave(given, clock, number=0):
    def act(session):
        panel = panel_in(session, given)
        member = queries.member_among(panel, given.refs["judges"][number])
        return leaving.leave_panel(session, panel, member, reason="ill", actor=STAFF, now=clock()).ref

    return act


def tags(session, tag):
    session.expire_all()
    return len(session.scalars(select(AuditEntry).where(AuditEntry.tag == tag)).all())


def test_of_two_who_release_at_once_one_does_and_each_judge_gets_one_mail(session, given, clock, at_once):
    apply(session, given, clock)
    session.commit()
    first, second = at_once(release(given, clock), release(given, clock))
    assert (first, second) == (8, ["nothing-planned"])
    assert len(session.scalars(select(Message)).all()) == 3
    assert tags(session, "assignments.released") == 1


def test_two_panels_released_at_once_lock_the_rules_once(session, given, clock, at_once):
    category = CategoryFactory(season=given.season)
    other = PanelFactory(season=given.season, name="Panel two", categories=[category], members=[])
    planned = AssignmentFactory(
        member=PanelMemberFactory(panel=other, ready=True), entry=EntryFactory(category=category), state="planned"
    )
    apply(session, given, clock)
    other_ref = planned.member.panel.ref
    session.commit()
    assert at_once(release(given, clock), release(given, clock, other_ref)) == (8, 1)
    assert [one.version for one in session.scalars(select(JudgingRules))] == [1]
    assert tags(session, "rules.locked") == 1


def test_of_two_who_apply_a_plan_at_once_one_does(session, given, clock, at_once):
    _, plan = made_plan(session, given, clock)
    ref = plan.ref
    session.commit()
    first, second = at_once(apply_it(given, clock, ref), apply_it(given, clock, ref))
    assert (first, second) == (plans.Applied(8, 0), ["plan-is-over"])
    assert tags(session, "plan.applied") == 1


def test_who_leaves_while_a_plan_is_applied_keeps_nothing_of_it(session, given, clock, at_once):
    _, plan = made_plan(session, given, clock)
    ref = plan.ref
    session.commit()
    first, asked = at_once(apply_it(given, clock, ref), leave(given, clock))
    session.expire_all()
    assert first == plans.Applied(8, 0)
    assert given.refs["judges"][0] not in {judge for _, judge in standing_of(session, panel_in(session, given)).live}
    found = session.scalars(select(Plan).order_by(Plan.id)).all()
    assert [(one.ref, one.state) for one in found] == [(ref, PlanState.APPLIED), (asked, PlanState.ASKED)]


def test_a_plan_is_not_applied_after_somebody_left(session, given, clock, at_once):
    _, plan = made_plan(session, given, clock)
    ref = plan.ref
    session.commit()
    _, second = at_once(leave(given, clock), apply_it(given, clock, ref))
    assert second == ["plan-is-over"]
    assert session.scalars(select(Assignment)).all() == []


def test_of_two_who_note_that_a_judge_left_one_does(session, given, clock, at_once):
    _, second = at_once(leave(given, clock), leave(given, clock))
    assert second == ["left-already"]
    assert tags(session, "panel_member.left") == 1


def test_a_judge_who_cannot_judge_an_entry_while_a_plan_is_applied_waits_for_nobody_for_ever(
    session, given, clock, at_once
):
    apply(session, given, clock, release=True)
    session.commit()
    taken = session.scalars(select(Assignment).order_by(Assignment.id)).all()
    judge, entry = taken[0].member_id, taken[0].entry_id
    user = next(one for one in given.members if one.id == judge).user.ref
    entry_ref = next(one.ref for one in given.entries if one.id == entry)
    given.members[2].load_most = 1
    _, plan = made_plan(session, given, clock)
    ref = plan.ref
    session.commit()

    def opens(session):
        return scoring_to_write(session, entry_ref, user_ref=user, season=season_in(session, given))

    def says(session, scoring):
        actor = as_judge(scoring.assignment.member.user)
        abstain(session, scoring, why=Why.TIME, words="", actor=actor, now=clock())
        return "noted"

    both = at_once(opens, apply_it(given, clock, ref), then=says)
    assert both == ("noted", ["plan-is-over"])
    assert session.get(Assignment, taken[0].id, populate_existing=True).state == AssignmentState.ABSTAINED


def test_a_conflict_declared_while_a_plan_is_applied_takes_the_reading_away_again(session, given, clock, at_once):
    _, plan = made_plan(session, given, clock)
    entry_ref, judge = plan.result["add"][0]
    ref = plan.ref
    session.commit()

    def declare(session):
        panel = panel_in(session, given)
        entry = queries.entry_of_panel(session, panel, entry_ref)
        said = actions.Declared(InterestKind.FINANCIAL)
        member = queries.member_among(panel, judge)
        actions.declare_interest(session, member, entry, said=said, actor=STAFF, now=clock())
        return "declared"

    first, second = at_once(apply_it(given, clock, ref), declare)
    session.expire_all()
    assert (first, second) == (plans.Applied(8, 0), "declared")
    assert len(session.scalars(select(Interest)).all()) == 1
    assert (entry_ref, judge) not in standing_of(session, panel_in(session, given)).live
    assert tags(session, "assignment.recused") == 1


def test_a_conflict_declared_twice_at_once_is_one(session, given, clock, at_once):
    judge, entry_id = given.refs["judges"][0], given.entries[0].id
    session.commit()

    def declare(session):
        panel = panel_in(session, given)
        member = queries.member_among(panel, judge)
        entries = queries.entries_of_panel(session, panel.id)
        said = {one: actions.Declared(InterestKind.FINANCIAL) for one in entries if one.id == entry_id}
        actions.declare_interests(session, member, said, actor=as_judge(member.user), now=clock())
        return "declared"

    assert at_once(declare, declare) == ("declared", "declared")
    assert len(session.scalars(select(Interest)).all()) == 1


def test_a_reading_that_is_begun_while_staff_remove_it_stays(session, given, clock, at_once):
    taken = AssignmentFactory(member=given.members[0], entry=given.entries[0])
    entry_ref, judge, number = taken.entry.ref, taken.member.user.ref, taken.id
    panel_id = given.panel.id
    session.commit()

    def begin(session):
        scoring_to_write(session, entry_ref, user_ref=judge, season=season_in(session, given))
        session.get_one(Assignment, number).started_at = clock()
        session.flush()

    def remove(session):
        mine = queries.live_assignment(session, entry_ref, judge, panel_id=panel_id)
        assigning.remove_assignment(session, mine, actor=STAFF, now=clock())

    assert at_once(begin, remove)[1] == ["already-begun"]
    assert session.get(Assignment, number, populate_existing=True).state == AssignmentState.RELEASED


def test_one_reading_given_by_hand_twice_at_once_is_given_once(session, given, clock, at_once):
    judge, entry_ref = given.refs["judges"][0], given.entries[0].ref
    session.commit()

    def give(session):
        panel = panel_in(session, given)
        entry = queries.entry_of_panel(session, panel, entry_ref)
        member = queries.member_among(panel, judge)
        return str(assigning.assign(session, panel, member=member, entry=entry, actor=STAFF, now=clock()).state)

    assert at_once(give, give) == ("planned", ["already-assigned"])


def test_of_two_plans_asked_for_in_one_moment_staff_are_told_of_the_later(session, given, clock):
    _, plan = made_plan(session, given, clock)
    older = Plan(
        ref="PLN-OLDER", panel_id=plan.panel_id, cause=PlanCause.CONFLICT, state=PlanState.MADE, asked_at=clock(),
        asked_by="x", made_at=clock(), result=plan.result,
    )  # fmt: skip
    session.add(older)
    session.flush()
    waiting = plans.plans_waiting(session, given.season.id)
    assert [(one.ref, panel.ref) for one, panel in waiting] == [("PLN-OLDER", given.refs["panel"])]

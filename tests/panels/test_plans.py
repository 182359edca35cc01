"""Plans of readings: asked for, made by the worker, applied by staff; and judges who drop out."""

from __future__ import annotations

import json
import logging
import subprocess
import sys

import pytest
from sqlalchemy import select

from awards.audit.queries import entries_about
from awards.comms.models import Message
from awards.core.permission import Refused
from awards.panels import leaving, plan_jobs, plans, queries
from awards.panels.cli import panels as commands
from awards.panels.lifecycle import AssignmentState, PlanState
from awards.panels.limits import Limits, set_limits
from awards.panels.models import Assignment, Plan
from awards.panels.planning import standing_of
from awards.panels.statements import assignments, counts
from awards.panels.words import PlanCause
from awards.screening.models import Entry
from tests.factories import AssignmentFactory, InterestFactory, ScoreSheetFactory
from tests.panels.planned import apply, fresh, made_plan
from tests.panels.situations import STAFF, panel_of


@pytest.fixture
def given(session, clock):
    return panel_of()


def refusal(error):
    return [reason.code for reason in error.value.permission.reasons]


def facts(session, ref, tag):
    return [entry.facts for entry in entries_about(session, ref) if entry.tag == tag]


def states(session):
    session.expire_all()
    return [plan.state for plan in session.scalars(select(Plan).order_by(Plan.id))]


def test_a_plan_that_is_asked_for_replaces_what_was_not_applied(session, given, clock, audit_trail):
    panel = fresh(session, given)
    first = plans.ask_plan(session, panel, cause=PlanCause.STAFF, actor=STAFF, now=clock())
    second = plans.ask_plan(session, panel, cause=PlanCause.CONFLICT, actor=STAFF, now=clock())
    assert (first.state, second.state) == (PlanState.REPLACED, PlanState.ASKED)
    assert plans.newest_plan(session, panel.id).ref == second.ref
    assert audit_trail(panel.ref) == ["plan.asked", "plan.asked"]
    assert facts(session, panel.ref, "plan.asked")[1] == {
        "plan": second.ref, "cause": "conflict", "replaces": [first.ref],
    }  # fmt: skip
    assert second.asked_by == "staff:USR-STAFFER"


def test_the_worker_makes_a_plan_with_its_proof_once(session, given, clock, audit_trail):
    InterestFactory(member=given.members[0], entry=given.entries[0])
    panel, plan = made_plan(session, given, clock)
    assert (plan.state, plan.made_at, len(plan.basis)) == (PlanState.MADE, clock(), 64)
    result = plan.result
    assert (result["answer"]["feasible"], result["offered"], result["instead"]) == (True, True, None)
    assert [given.entries[0].ref, given.users[0].ref] not in result["add"]
    assert (len(result["add"]), result["give_up"]) == (8, [])
    assert [one["held"] for one in result["answer"]["proof"]] == [True] * len(result["answer"]["proof"])
    assert sorted(result["answer"]["loads"].values()) == [2, 3, 3]
    assert audit_trail(panel.ref) == ["plan.asked", "plan.made"]
    assert plan_jobs.make_due(session, clock()) == 0


def test_a_plan_replaced_while_it_was_worked_out_is_not_kept(session, given, clock, monkeypatch):
    plans.ask_plan(session, fresh(session, given), cause=PlanCause.STAFF, actor=STAFF, now=clock())
    session.commit()
    begun = plan_jobs.worked_out

    def meanwhile(question):
        panel = queries.panel_by_ref(session, given.panel.ref, season_id=given.season.id)
        plans.ask_plan(session, panel, cause=PlanCause.STAFF, actor=STAFF, now=clock())
        session.commit()
        monkeypatch.setattr(plan_jobs, "worked_out", begun)
        return begun(question)

    monkeypatch.setattr(plan_jobs, "worked_out", meanwhile)
    assert plan_jobs.make_due(session, clock()) == 0
    assert states(session) == ["replaced", "asked"]
    session.commit()
    assert plan_jobs.make_due(session, clock()) == 1
    assert states(session) == ["replaced", "made"]


def test_a_plan_that_was_replaced_is_not_even_worked_out(session, given, clock, monkeypatch):
    first = plans.ask_plan(session, fresh(session, given), cause=PlanCause.STAFF, actor=STAFF, now=clock()).id
    plans.ask_plan(session, fresh(session, given), cause=PlanCause.STAFF, actor=STAFF, now=clock())
    session.commit()
    monkeypatch.setattr(plan_jobs, "worked_out", pytest.fail)
    assert plan_jobs._make(session, first, now=clock()) is False
    assert states(session) == ["replaced", "asked"]


def test_a_plan_that_cannot_be_worked_out_says_so_and_the_next_is_made(session, given, clock, monkeypatch, caplog):
    def broken(_question):
        raise ArithmeticError("no")

    monkeypatch.setattr(plan_jobs, "worked_out", broken)
    with caplog.at_level(logging.ERROR):
        _, plan = made_plan(session, given, clock)
    assert plan.result["answer"]["reasons"] == [{"reason": "failed", "words": plan_jobs.FAILED}]
    assert (plan.state, plan.result["offered"]) == (PlanState.MADE, False)
    assert given.panel.ref in caplog.text


def test_a_panel_without_entries_has_nothing_to_plan(session, clock):
    _, plan = made_plan(session, panel_of(entries=0), clock)
    assert plan.result["answer"]["reasons"][0]["words"] == plan_jobs.NOTHING


def test_a_plan_is_applied_as_it_was_shown_and_seen_by_nobody_until_released(session, given, clock, audit_trail):
    panel, plan = made_plan(session, given, clock)
    done = plans.apply_plan(session, plan, panel=panel, season=given.season, actor=STAFF, now=clock())
    assert done == plans.Applied(planned=8, given_up=0)
    live = standing_of(session, panel).live
    assert sorted(live) == sorted((entry, judge) for entry, judge in plan.result["add"])
    assert {one.state for one in live.values()} == {AssignmentState.PLANNED}
    assert (plan.state, plan.applied_at, plan.applied_by) == (PlanState.APPLIED, clock(), STAFF.reference)
    assert audit_trail(given.entries[0].ref) == ["assignment.made", "assignment.made"]
    assert audit_trail(panel.ref) == ["plan.asked", "plan.made", "plan.applied"]
    assert facts(session, panel.ref, "plan.applied") == [{"plan": plan.ref, "planned": 8, "given_up": 0}]
    seen = [queries.open_assignments(session, one.ref, season_id=given.season.id) for one in given.users]
    assert seen == [[], [], []]


def test_a_plan_that_no_longer_fits_is_not_applied_and_another_is_asked_for(session, given, clock, audit_trail):
    panel, plan = made_plan(session, given, clock)
    InterestFactory(member=given.members[0], entry=given.entries[0])
    done = plans.apply_plan(session, plan, panel=fresh(session, given), season=given.season, actor=STAFF, now=clock())
    assert (done, plan.state) == (None, PlanState.REPLACED)
    assert plans.newest_plan(session, panel.id).state == PlanState.ASKED
    assert session.scalars(select(Assignment)).all() == []
    with pytest.raises(Refused) as error:
        plans.apply_plan(session, plan, panel=panel, season=given.season, actor=STAFF, now=clock())
    assert refusal(error) == ["plan-is-over"]


def test_a_plan_that_gives_up_what_was_begun_meanwhile_is_not_applied(session, given, clock):
    for entry in given.entries:  # one judge has everything, so an even plan takes some of it back
        AssignmentFactory(member=given.members[0], entry=entry)
    panel, plan = made_plan(session, given, clock)
    entry, judge = plan.result["give_up"][0]
    standing_of(session, panel).live[entry, judge].started_at = clock()
    done = plans.apply_plan(session, plan, panel=fresh(session, given), season=given.season, actor=STAFF, now=clock())
    assert done is None


def test_a_plan_takes_back_what_nobody_has_begun_and_may_give_it_again(session, given, clock, audit_trail):
    for entry in given.entries:
        AssignmentFactory(member=given.members[0], entry=entry)
    done = apply(session, given, clock)
    assert done == plans.Applied(planned=5, given_up=1)
    taken = session.scalars(select(Assignment).where(Assignment.state == AssignmentState.REMOVED)).one()
    assert taken.removed_by_hand is False
    for member in given.members[1:]:
        InterestFactory(member=member, entry=taken.entry)
    given.panel.readings = 1
    again = apply(session, given, clock)
    session.refresh(taken)
    assert (again.planned >= 1, taken.state) == (True, AssignmentState.PLANNED)
    assert "assignment.removed" in audit_trail(taken.entry.ref)


def test_applying_and_releasing_at_once_tells_each_judge_only_of_what_is_new(session, given, clock, audit_trail):
    done = apply(session, given, clock, release=True)
    assert done == plans.Applied(planned=8, given_up=0, released=8)
    session.commit()
    told = sorted(mail.recipient for mail in session.scalars(select(Message)))
    assert told == sorted(user.email for user in given.users)
    gone = given.members[0]
    readings = session.scalars(select(Assignment).where(Assignment.member_id == gone.id)).all()
    panel = fresh(session, given)
    leaving.leave_panel(
        session, panel, queries.member_among(panel, gone.user.ref), reason="ill", actor=STAFF, now=clock()
    )
    clock.forward(hours=1)
    again = apply(session, given, clock, release=True)
    assert again == plans.Applied(planned=len(readings), given_up=0, released=len(readings))
    mails = session.scalars(select(Message)).all()
    assert sorted(mail.recipient for mail in mails[3:]) == sorted(user.email for user in given.users[1:])


def test_a_plan_without_change_is_not_applied(session, given, clock):
    apply(session, given, clock)
    panel, plan = made_plan(session, given, clock)
    assert (plan.result["add"], plan.result["give_up"]) == ([], [])
    assert (plans.offers(plan), plans.needs_staff(plan)) == (False, False)
    with pytest.raises(Refused) as error:
        plans.apply_plan(session, plan, panel=panel, season=given.season, actor=STAFF, now=clock())
    assert refusal(error) == ["nothing-to-apply"]


def test_where_an_entry_has_too_few_judges_the_plan_names_it_and_offers_what_can_be_had(session, given, clock):
    for member in given.members[:2]:
        InterestFactory(member=member, entry=given.entries[0])
    _, plan = made_plan(session, given, clock)
    answer, instead = plan.result["answer"], plan.result["instead"]
    assert (answer["feasible"], answer["reason"], answer["entry"]) == (
        False, "too few eligible judges", given.entries[0].ref,
    )  # fmt: skip
    assert (instead["feasible"], len(plan.result["add"]), plan.result["offered"]) == (True, 7, True)
    assert [one["words"] for one in instead["proof"] if not one["held"]] == [
        f"Not the readings asked for: {given.entries[0].ref} (1 instead of 2)."
    ]


def test_who_drops_out_keeps_what_they_finished_and_the_rest_is_planned_in_one_step(session, given, clock, audit_trail):
    apply(session, given, clock, release=True)
    gone, first, second, *rest = given.members[0], *_readings(session, given.members[0])
    finished = ScoreSheetFactory(assignment=first, complete=True)
    first.started_at = first.finished_at = clock()
    ScoreSheetFactory(assignment=second)
    second.started_at = clock()
    panel = fresh(session, given)
    plan = leaving.leave_panel(
        session, panel, queries.member_among(panel, gone.user.ref), reason="is ill", actor=STAFF, now=clock()
    )
    assert (plan.cause, plan.state) == (PlanCause.LEFT, PlanState.ASKED)
    assert [one.state for one in (first, second, *rest)] == ["released"] + ["removed"] * (1 + len(rest))
    assert [entry.reason.text for entry in entries_about(session, panel.ref) if entry.tag == "panel_member.left"] == [
        "is ill"
    ]
    done = apply(session, given, clock, release=True)
    assert done.planned == 1 + len(rest)
    ours = Entry.category_id == given.category.id
    counted = [one.id for one in session.scalars(assignments().where(ours, *counts()))]
    assert len(counted) == 8
    assert first.id in counted
    assert finished.assignment_id == first.id


def test_who_dropped_out_sees_nothing_of_the_panel(session, given, clock):
    apply(session, given, clock, release=True)
    member, season = given.members[0], given.season.id
    assert queries.open_assignments(session, member.user.ref, season_id=season) != []
    first = _readings(session, member)[0]
    first.started_at = first.finished_at = clock()
    panel = fresh(session, given)
    leaving.leave_panel(session, panel, member, reason="ill", actor=STAFF, now=clock())
    assert queries.open_assignments(session, member.user.ref, season_id=season) == []
    assert queries.member_of(session, member.user.ref, season) == []
    with pytest.raises(Refused) as error:
        leaving.leave_panel(session, panel, member, reason="ill", actor=STAFF, now=clock())
    assert refusal(error) == ["left-already"]


def test_who_comes_back_is_planned_for_again(session, given, clock, audit_trail):
    apply(session, given, clock, release=True)
    panel = fresh(session, given)
    member = queries.member_among(panel, given.users[0].ref)
    leaving.leave_panel(session, panel, member, reason="ill", actor=STAFF, now=clock())
    leaving.return_to_panel(session, panel, member, actor=STAFF, now=clock())
    with pytest.raises(Refused) as error:
        leaving.return_to_panel(session, panel, member, actor=STAFF, now=clock())
    assert refusal(error) == ["never-left"]
    assert [tag for tag in audit_trail(panel.ref) if "member" in tag] == ["panel_member.left", "panel_member.returned"]
    _, plan = made_plan(session, given, clock)
    assert plan.result["answer"]["loads"][member.user.ref] in {2, 3}


def test_limits_are_set_and_the_readings_only_before_the_rules_are_locked(session, given, clock, audit_trail):
    panel, season = fresh(session, given), given.season
    limits = Limits(readings=3, least=2, most=5)
    assert set_limits(session, panel, season, limits=limits, actor=STAFF, now=clock()) is True
    assert set_limits(session, panel, season, limits=limits, actor=STAFF, now=clock()) is False
    assert facts(session, panel.ref, "panel.changed") == [{"readings": 3, "least": 2, "most": 5}]
    season.rules_locked_at = clock()
    assert set_limits(session, panel, season, limits=Limits(3, None, None), actor=STAFF, now=clock()) is True
    with pytest.raises(Refused) as error:
        set_limits(session, panel, season, limits=Limits(2, None, None), actor=STAFF, now=clock())
    assert refusal(error) == ["rules-are-locked"]


def test_the_command_prints_the_plan_of_a_panel_and_keeps_it_only_when_told(session, app, given):
    session.commit()
    run = app.test_cli_runner()
    answer = run.invoke(commands, ["plan", "--panel", given.panel.ref])
    told = json.loads(answer.stdout)
    assert (answer.exit_code, told["feasible"], len(told["pairs"]), told["saved"]) == (0, True, 8, False)
    assert session.scalars(select(Plan)).all() == []
    session.commit()
    answer = run.invoke(commands, ["plan", "--panel", given.panel.ref, "--commit"])
    assert json.loads(answer.stdout)["plan"] == session.scalars(select(Plan)).one().ref
    session.commit()
    assert run.invoke(commands, ["plan", "--panel", "PNL-NOWHERE"]).exit_code == 2
    assert run.invoke(commands, ["plan"]).exit_code == 2


def test_a_finished_web_app_has_not_loaded_the_solver(tmp_path):
    script = "import sys, wsgi; print([name for name in ('scipy', 'numpy') if name in sys.modules])"
    folder = {"AWARDS_DEMO": "1", "AWARDS_DEMO_FOLDER": str(tmp_path), "PATH": "/usr/bin:/bin"}
    run = subprocess.run([sys.executable, "-c", script], env=folder, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def _readings(session, member):
    chosen = select(Assignment).where(Assignment.member_id == member.id).order_by(Assignment.id)
    return session.scalars(chosen).all()

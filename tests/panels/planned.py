"""Plans of readings for tests: asked for, and made as the worker makes them."""

from __future__ import annotations

from awards.panels import plans
from awards.panels.plan_jobs import make_due
from awards.panels.queries import panel_by_ref
from awards.panels.words import PlanCause
from tests.panels.situations import STAFF


def fresh(session, given):
    """The panel as a request would load it."""
    session.flush()
    session.expire_all()
    return panel_by_ref(session, given.panel.ref, season_id=given.season.id)


def made_plan(session, given, clock):
    """Ask for a plan and let the worker make it; gives the panel and the plan as a request would load them."""
    plans.ask_plan(session, fresh(session, given), cause=PlanCause.STAFF, actor=STAFF, now=clock())
    session.commit()
    make_due(session, clock())
    panel = fresh(session, given)
    session.refresh(given.season, ["programme", "rounds"])
    return panel, plans.newest_plan(session, panel.id)


def apply(session, given, clock, **how):
    """Make a plan and apply it."""
    panel, plan = made_plan(session, given, clock)
    return plans.apply_plan(session, plan, panel=panel, season=given.season, actor=STAFF, now=clock(), **how)

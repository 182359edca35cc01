"""Staff plan who reads what: the plan with its proof, changes by hand, release, limits, and judges who drop out."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from awards.accounts.browser import me
from awards.db import db
from awards.panels import assigning, leaving, plans, queries
from awards.panels.forms import PairForm, fill_pairs
from awards.panels.limits import limits_of, set_limits
from awards.panels.models import Panel
from awards.panels.plan_forms import LeftForm, limits_form
from awards.panels.plan_pages import plan_page
from awards.panels.views.staff import door, this_panel, this_season, to_panel
from awards.panels.words import PlanCause
from awards.screening.needs import counted
from awards.web.clock import now
from awards.web.forms import problems

OUT_OF_DATE = "Something changed since this plan was made. A new one is being made."


@door.route("/<ref>/plan")
def plan(ref: str) -> ResponseReturnValue:
    """Show the newest plan with its proof, before anything is done."""
    panel = this_panel(ref)
    page = plan_page(db.session, panel, this_season())
    return render_template("panels/staff/plan.html", panel=panel, page=page)


@door.route("/<ref>/plan", methods=["POST"])
def ask_plan(ref: str) -> ResponseReturnValue:
    """Ask for a plan; the worker makes it."""
    panel = this_panel(ref)
    plans.ask_plan(db.session, panel, cause=PlanCause.STAFF, actor=me(), now=now())
    return _to_plan(panel)


@door.route("/<ref>/plan/<plan_ref>/apply", methods=["POST"])
def apply(ref: str, plan_ref: str) -> ResponseReturnValue:
    """Plan the readings of the plan that was shown; judges see nothing yet."""
    return _apply(this_panel(ref), plan_ref, release=False)


@door.route("/<ref>/plan/<plan_ref>/apply-and-release", methods=["POST"])
def apply_and_release(ref: str, plan_ref: str) -> ResponseReturnValue:
    """Plan the readings of the plan that was shown, and show them to the judges."""
    return _apply(this_panel(ref), plan_ref, release=True)


@door.route("/<ref>/assign", methods=["GET", "POST"])
def assign(ref: str) -> ResponseReturnValue:
    """Give one entry to one judge by hand."""
    panel, form = this_panel(ref), PairForm()
    fill_pairs(form, panel, queries.entries_of_panel(db.session, panel.id))
    if form.validate_on_submit():
        entry = queries.entry_of_panel(db.session, panel, form.entry.data)
        member = queries.member_among(panel, form.judge.data)
        assigning.assign(db.session, panel, member=member, entry=entry, actor=me(), now=now())
        flash("Reading planned. The proof below is worked out anew.")
        return to_panel(panel)
    page = render_template("panels/staff/assign.html", panel=panel, form=form, errors=problems(form))
    return page, 422 if form.errors else 200


@door.route("/<ref>/remove/<entry_ref>/<user_ref>", methods=["POST"])
def remove(ref: str, entry_ref: str, user_ref: str) -> ResponseReturnValue:
    """Take one entry away from one judge."""
    panel = this_panel(ref)
    assignment = queries.live_assignment(db.session, entry_ref, user_ref, panel_id=panel.id)
    assigning.remove_assignment(db.session, assignment, actor=me(), now=now())
    flash("Reading removed. The proof below is worked out anew.")
    return to_panel(panel)


@door.route("/<ref>/release", methods=["POST"])
def release(ref: str) -> ResponseReturnValue:
    """Show judges what is planned for them."""
    panel = this_panel(ref)
    count = assigning.release_assignments(db.session, panel, this_season(), actor=me(), now=now())
    flash(f"{counted(count, 'reading', 'readings')} released, and the judges told by email.")
    return to_panel(panel)


@door.route("/<ref>/limits", methods=["GET", "POST"])
def limits(ref: str) -> ResponseReturnValue:
    """Set how much is read on the panel."""
    panel, season = this_panel(ref), this_season()
    form = limits_form(panel, season)
    if form.validate_on_submit():
        set_limits(db.session, panel, season, limits=form.limits(limits_of(panel)), actor=me(), now=now())
        flash("Limits saved. Plan the readings again to keep to them.")
        return _to_plan(panel)
    page = render_template("panels/staff/limits.html", panel=panel, form=form, season=season, errors=problems(form))
    return page, 422 if form.errors else 200


@door.route("/<ref>/judges/<user_ref>/left", methods=["GET", "POST"])
def left(ref: str, user_ref: str) -> ResponseReturnValue:
    """Note that a judge dropped out; the rest is planned again at once."""
    panel, form = this_panel(ref), LeftForm()
    member = queries.member_among(panel, user_ref)
    if form.validate_on_submit():
        reason = form.reason.data or ""
        leaving.leave_panel(db.session, panel, member, reason=reason, actor=me(), now=now())
        flash(f"{member.user.name} has left the panel. What they finished still counts.")
        return _to_plan(panel)
    page = render_template("panels/staff/left.html", panel=panel, member=member, form=form, errors=problems(form))
    return page, 422 if form.errors else 200


@door.route("/<ref>/judges/<user_ref>/returned", methods=["POST"])
def returned(ref: str, user_ref: str) -> ResponseReturnValue:
    """Note that a judge came back."""
    panel = this_panel(ref)
    member = queries.member_among(panel, user_ref)
    leaving.return_to_panel(db.session, panel, member, actor=me(), now=now())
    flash(f"{member.user.name} is back on the panel")
    return _to_plan(panel)


def _apply(panel: Panel, plan_ref: str, *, release: bool) -> Response:
    chosen = plans.plan_to_apply(db.session, panel.id, plan_ref)
    season = this_season()
    done = plans.apply_plan(db.session, chosen, panel=panel, season=season, release=release, actor=me(), now=now())
    flash(plans.done_words(done) if done else OUT_OF_DATE, "message" if done else "important")
    return to_panel(panel) if done else _to_plan(panel)


def _to_plan(panel: Panel) -> Response:
    return redirect(url_for(".plan", ref=panel.ref), 303)

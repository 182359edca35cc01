"""What staff do with panels: judges, interests, readings and the round of judging."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.db import db
from awards.panels import actions, assigning, overview, queries
from awards.panels.forms import (
    InterestForm,
    JudgeForm,
    ReopenForm,
    end_of_day,
    fill_pairs,
    panel_form,
    reopen_form,
)
from awards.panels.members import experience_in_words
from awards.panels.models import Panel
from awards.panels.planning import readings_asked
from awards.panels.policy import is_open
from awards.panels.words import InterestKind
from awards.seasons.models import Round, Season
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems

door = Door("panels_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff/panels")


@door.route("/", methods=["GET", "POST"])
def panels() -> ResponseReturnValue:
    """List the season's panels and make a new one."""
    season = this_season()
    free = queries.categories_without_panel(db.session, season.id)
    form = panel_form(free)
    if form.validate_on_submit():
        name, chosen = form.name.data or "", form.chosen(free)
        made = actions.create_panel(db.session, season, name=name, categories=chosen, actor=me(), now=now())
        flash("Panel created")
        return to_panel(made)
    rows = overview.panel_lines(db.session, season.id)
    page = render_template("panels/staff/panels.html", form=form, free=free, rows=rows, errors=problems(form))
    return page, 422 if form.errors else 200


@door.route("/<ref>")
def panel(ref: str) -> ResponseReturnValue:
    """Show a panel: its judges, its entries, and who reads what."""
    panel = this_panel(ref)
    seen = overview.overview_of(db.session, panel, this_season())
    asked = readings_asked(panel, this_season())
    experience = experience_in_words(panel, actor=me())
    return render_template("panels/staff/panel.html", panel=panel, seen=seen, readings=asked, experience=experience)


@door.route("/<ref>/invite", methods=["GET", "POST"])
def invite(ref: str) -> ResponseReturnValue:
    """Invite a judge to the panel."""
    panel, form = this_panel(ref), JudgeForm()
    if form.validate_on_submit():
        person = actions.Person(
            form.name.data or "",
            form.email.data or "",
            form.employer.data,
            is_chair=bool(form.is_chair.data),
            lived_experience=bool(form.lived_experience.data),
        )
        key = this_season().programme.key
        actions.invite_judge(db.session, panel, person, programme_key=key, actor=me(), now=now())
        flash("Invitation sent")
        return to_panel(panel)
    page = render_template("panels/staff/invite.html", panel=panel, form=form, errors=problems(form))
    return page, 422 if form.errors else 200


@door.route("/<ref>/invite-again/<user_ref>", methods=["POST"])
def invite_again(ref: str, user_ref: str) -> ResponseReturnValue:
    """Send a judge the invitation once more."""
    panel = this_panel(ref)
    member = queries.member_among(panel, user_ref)
    key = this_season().programme.key
    actions.send_invitation(db.session, member, programme_key=key, actor=me(), now=now())
    flash("Invitation sent again")
    return to_panel(panel)


@door.route("/<ref>/interest", methods=["GET", "POST"])
def interest(ref: str) -> ResponseReturnValue:
    """Add an interest for a judge, who then stands down from the entry."""
    panel, form = this_panel(ref), InterestForm()
    fill_pairs(form, panel, queries.entries_of_panel(db.session, panel.id))
    if form.validate_on_submit():
        entry = queries.entry_of_panel(db.session, panel, form.entry.data)
        member = queries.member_among(panel, form.judge.data)
        said = actions.Declared(InterestKind(form.kind.data), form.note.data)
        actions.declare_interest(db.session, member, entry, said=said, actor=me(), now=now())
        flash("Interest added. The judge can no longer see that entry.")
        return to_panel(panel)
    page = render_template("panels/staff/interest.html", panel=panel, form=form, errors=problems(form))
    return page, 422 if form.errors else 200


@door.route("/round")
def judging_round() -> ResponseReturnValue:
    """Show when judges may score."""
    return _round_page(reopen_form(now(), _zone()))


@door.route("/round/reopen", methods=["POST"])
def reopen_round() -> ResponseReturnValue:
    """Open a closed round again, with a reason."""
    form = reopen_form(now(), _zone())
    if not form.validate_on_submit():
        return _round_page(form), 422
    until, why = end_of_day(form.closes_on.data, _zone()), form.reason.data or ""
    assigning.reopen_round(db.session, this_season(), _round(), closes_at=until, reason=why, actor=me(), now=now())
    flash("Judging is open again")
    return redirect(url_for(".judging_round"), 303)


@door.route("/round/close", methods=["POST"])
def close_round() -> ResponseReturnValue:
    """Close judging before its date."""
    assigning.close_round(db.session, this_season(), _round(), actor=me(), now=now())
    flash("Judging is closed. No score can be changed any more.")
    return redirect(url_for(".judging_round"), 303)


def this_season() -> Season:
    """Give the season that these pages are about."""
    season: Season | None = g.season
    return season or abort(404)


def _round() -> Round:
    return queries.judging_round(this_season()) or abort(404)


def _zone() -> ZoneInfo:
    return ZoneInfo(this_season().programme.zone)


def _round_page(form: ReopenForm) -> str:
    judging = _round()
    opened, before = is_open(judging, now()), now() < judging.opens_at
    return render_template(
        "panels/staff/round.html", judging=judging, form=form, opened=opened, before=before, errors=problems(form)
    )


def this_panel(ref: str) -> Panel:
    """Give the panel that the address names, if it is of this season."""
    return queries.panel_by_ref(db.session, ref, season_id=this_season().id)


def to_panel(panel: Panel) -> Response:
    """Lead to the panel's page."""
    return redirect(url_for(".panel", ref=panel.ref), 303)

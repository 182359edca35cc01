"""What staff see of judging: progress and agreement without scores, habits of judges, and giving a sheet back."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.db import db
from awards.judging import actions, queries
from awards.judging.comparing import agreement_page
from awards.judging.forms import ReopenForm
from awards.judging.progress import progress_of
from awards.judging.scale_use import habits_page
from awards.judging.tabs import panel_tabs, sort_tabs
from awards.panels.policy import is_open
from awards.panels.queries import judging_round
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems

door = Door("judging_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff/judging")


@door.route("/")
def progress() -> ResponseReturnValue:
    """Show how far every judge and every entry is."""
    season, panel_ref = _season(), request.args.get("panel")
    seen = progress_of(db.session, season, panel_ref=panel_ref, sort=request.args.get("sort", ""), now=now())
    return render_template(
        "judging/staff/progress.html",
        seen=seen,
        judging=judging_round(season),
        panels=panel_tabs(".progress", seen.panels, seen.shown, sort=seen.sort),
        orders=sort_tabs(".progress", seen),
    )


@door.route("/agreement")
def agreement() -> ResponseReturnValue:
    """Show how far judges agree so far, without any of their points."""
    seen = agreement_page(db.session, _season(), panel_ref=request.args.get("panel"))
    panels = panel_tabs(".agreement", seen.panels, seen.shown)
    return render_template("judging/staff/agreement.html", seen=seen, panels=panels)


@door.route("/habits")
def habits() -> ResponseReturnValue:
    """Show how judges use the scale, for a word with them."""
    seen = habits_page(db.session, _season(), panel_ref=request.args.get("panel"))
    panels = panel_tabs(".habits", seen.panels, seen.shown)
    return render_template("judging/staff/habits.html", seen=seen, panels=panels)


@door.route("/<entry_ref>/<user_ref>/reopen", methods=["GET", "POST"])
def reopen(entry_ref: str, user_ref: str) -> ResponseReturnValue:
    """Give a judge back a sheet that was handed in, with the reason."""
    season, form = _season(), ReopenForm()
    sheet = queries.sheet_by_judge(db.session, entry_ref, user_ref, season_id=season.id)
    if form.validate_on_submit():
        actions.reopen_sheet(db.session, sheet, reason=form.reason.data or "", actor=me(), now=now())
        flash("Score sheet opened again")
        return redirect(url_for(".progress"), 303)
    opened = is_open(judging_round(season), now())
    page = render_template(
        "judging/staff/reopen.html", assignment=sheet.assignment, form=form, opened=opened, errors=problems(form)
    )
    return page, 422 if form.errors else 200


def _season() -> Season:
    season: Season | None = g.season
    return season or abort(404)

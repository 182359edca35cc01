"""What staff see of judging: progress without scores, and giving a sheet back."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.db import db
from awards.judging import actions, queries
from awards.judging.forms import ReopenForm
from awards.judging.progress import progress_of
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
    season = _season()
    seen = progress_of(db.session, season.id)
    return render_template(
        "judging/staff/progress.html",
        seen=seen,
        season_readings=season.readings_per_entry,
        judging=judging_round(season),
    )


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

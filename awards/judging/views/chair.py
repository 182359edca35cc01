"""What the chair of a panel sees beside their own entries: how far the panel is, and how far it agrees."""

from __future__ import annotations

from flask import abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.db import db
from awards.judging.chairing import chair_page
from awards.judging.readings import chaired_panel
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.doors import Door

door = Door("judging_chair", __name__, opens_to=Audience.JUDGES, url_prefix="/judge/chair")


@door.route("/<ref>")
def panel(ref: str) -> ResponseReturnValue:
    """Show a panel to its chair, after terms and conflicts as all judges; to everybody else there is none."""
    season: Season = g.season or abort(404)
    chaired = chaired_panel(db.session, ref, user_ref=me().reference, season_id=season.id)
    if chaired.chair.terms_accepted_at is None or chaired.chair.interests_completed_at is None:
        return redirect(url_for("panels_judge.welcome"), 303)
    return render_template("judging/chair/panel.html", seen=chair_page(db.session, chaired, season, now=now()))

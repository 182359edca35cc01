"""Staff look at nominations that were held as possible spam, and let them go on."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.db import db
from awards.nominations import holding
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import Form

door = Door("held_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff/held")


@door.route("/")
def held() -> ResponseReturnValue:
    """List what is held, the longest waiting first, with the signs in words."""
    rows = holding.held_rows(db.session, _season().id)
    return render_template("nominations/staff/held.html", rows=rows)


@door.route("/<ref>/release", methods=["POST"])
def release(ref: str) -> ResponseReturnValue:
    """Let one go on like any other nomination."""
    if Form().validate_on_submit():
        nomination = holding.held_nomination(db.session, ref, season_id=_season().id)
        holding.release_nomination(db.session, nomination, actor=me(), now=now())
        flash(f"{ref} is released: it goes on like any other nomination")
    return redirect(url_for(".held"), 303)


def _season() -> Season:
    season: Season = g.get("season") or abort(404)
    return season

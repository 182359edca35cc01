"""Staff read the rules of judging in plain words, see when they were locked, and change them with a reason."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.db import db
from awards.panels.locking import adopt_rules
from awards.panels.rules_pages import change_page, rules_page
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems

door = Door("judging_rules", __name__, opens_to=Audience.STAFF, url_prefix="/staff/panels/rules")


@door.route("")
def index() -> ResponseReturnValue:
    """Show the rules of judging, and every version of them."""
    return render_template("panels/staff/rules.html", page=rules_page(db.session, _season(), actor=me()))


@door.route("/change", methods=["GET", "POST"])
def change() -> ResponseReturnValue:
    """Change rules that are locked, with the reason."""
    season = _season()
    page = change_page(db.session, season, actor=me())
    if page.content:
        reason = str(page.form["reason"].data or "")
        made = adopt_rules(db.session, season, page.content, was=page.was, reason=reason, actor=me(), now=now())
        flash(f"The rules of judging are now version {made.version}")
        return redirect(url_for(".index"), 303)
    errors = problems(page.form)
    return render_template("panels/staff/rules_change.html", page=page, errors=errors), 422 if errors else 200


def _season() -> Season:
    season: Season | None = g.season
    return season or abort(404)

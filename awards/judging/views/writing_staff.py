"""Staff set when judges are reminded, and write to them."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.db import db
from awards.judging.messages import send_message
from awards.judging.reminder_setting import set_reminders
from awards.judging.writing_pages import messages_page, reminders_page
from awards.panels.queries import judging_round
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems

door = Door("judging_mail", __name__, opens_to=Audience.STAFF, url_prefix="/staff/judging")


@door.route("/reminders", methods=["GET", "POST"])
def reminders() -> ResponseReturnValue:
    """Set on which days judges with entries left are reminded, and see what follows from it."""
    season = _season()
    judging = judging_round(season) or abort(404)
    page = reminders_page(db.session, season, judging, actor=me(), now=now())
    if page.form.validate_on_submit():
        set_reminders(db.session, season, judging, rule=page.form.rule, actor=me(), now=now())
        flash("The reminders are set")
        return redirect(url_for(".reminders"), 303)
    errors = problems(page.form)
    return render_template("judging/staff/reminders.html", page=page, errors=errors), 422 if errors else 200


@door.route("/messages", methods=["GET", "POST"])
def messages() -> ResponseReturnValue:
    """Write to judges: see whom it goes to, then send it."""
    season, pressed = _season(), request.form.get("do", "look") if request.method == "POST" else None
    page = messages_page(db.session, season, chosen=request.args.get("to"), pressed=pressed, actor=me())
    if page.sends:
        text, ref = str(page.form.text.data), str(page.form.ref.data)
        made = send_message(db.session, season, text, ref=ref, to=page.recipients, actor=me(), now=now())
        flash(f"Sent to {len(made.sent_to)} {'judge' if len(made.sent_to) == 1 else 'judges'}")
        return redirect(url_for(".messages"), 303)
    errors = problems(page.form)
    return render_template("judging/staff/messages.html", page=page, errors=errors), 422 if errors else 200


def _season() -> Season:
    season: Season | None = g.season
    return season or abort(404)

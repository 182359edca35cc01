"""Where a nominator asks for feedback and reads it: hung on their door here, because it follows an announcement."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.db import db
from awards.nominations.doors import my_nominations as door
from awards.nominations.views.own import own
from awards.publishing import feedback_giving
from awards.web.clock import now
from awards.web.forms import Form


@door.route("/<ref>/feedback", methods=["GET", "POST"])
def feedback(ref: str) -> ResponseReturnValue:
    """Let the nominator ask for feedback on an entry that did not win, and read it once it is ready."""
    nomination = own(ref)
    given = feedback_giving.feedback_for_nominator(db.session, nomination)
    if Form().validate_on_submit():
        feedback_giving.ask_for_feedback(db.session, nomination, given, actor=me(), now=now())
        flash("Thank you. We have noted that you would like feedback.")
        return redirect(url_for(".feedback", ref=ref), 303)
    return render_template("publishing/nominators/feedback.html", nomination=nomination, given=given)

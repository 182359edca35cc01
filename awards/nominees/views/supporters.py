"""The adult of a young person confirms or refuses; the page shows a first name and nothing that was written."""

from __future__ import annotations

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.db import db
from awards.nominees.adult_forms import ConfirmForm
from awards.nominees.adult_page import supporter_for
from awards.nominees.supporting import answer_as_adult
from awards.nominees.words import Confirmation
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems

door = Door("supporters", __name__, opens_to=Audience.SUPPORTERS, url_prefix="/confirm")


@door.route("/", methods=["GET", "POST"])
def confirm() -> ResponseReturnValue:
    """Say who asks and what a yes means, and take the answer; it can be changed while the link lives."""
    asked = supporter_for(db.session, me().reference, programme_id=g.programme.id, writing=request.method == "POST")
    form = ConfirmForm(asked.supporter)
    if form.validate_on_submit():
        answer_as_adult(db.session, asked.supporter, response=Confirmation(form.response.data), actor=me(), now=now())
        return redirect(url_for(".thanks"), 303)
    page = render_template("nominees/supporters/confirm.html", asked=asked, form=form, errors=problems(form))
    return page, 422 if form.errors else 200


@door.route("/thanks")
def thanks() -> ResponseReturnValue:
    """Confirm the answer in words, and say how to change it."""
    asked = supporter_for(db.session, me().reference, programme_id=g.programme.id)
    confirmed = asked.supporter.response is Confirmation.CONFIRMED
    return render_template("nominees/supporters/thanks.html", asked=asked, confirmed=confirmed)

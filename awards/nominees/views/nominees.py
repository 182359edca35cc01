"""What a nominee sees: what is held, why, and a choice about all of it; it can be changed while the link lives."""

from __future__ import annotations

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.core.times import local_day
from awards.db import db
from awards.nominees.actions import answer_notice
from awards.nominees.forms import NoticeForm
from awards.nominees.queries import notice_for
from awards.nominees.telling import told_by
from awards.nominees.words import Response
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems

door = Door("nominees", __name__, opens_to=Audience.NOMINEES, url_prefix="/about-me")


@door.route("/", methods=["GET", "POST"])
def about_me() -> ResponseReturnValue:
    """Tell the nominee what is held and take their answer."""
    notice = notice_for(db.session, me().reference, writing=request.method == "POST")
    told = told_by(notice, today=local_day(now(), g.programme.zone))
    form = NoticeForm(notice, reveals=told.reveals, team_name=told.team_name)
    if form.validate_on_submit():
        answer_notice(db.session, notice.nominee, notice, answer=form.answer(), actor=me(), now=now())
        return redirect(url_for(".thanks"), 303)
    page = "nominees/nominees/about_me.html"
    return render_template(page, form=form, told=told, errors=problems(form)), 422 if form.errors else 200


@door.route("/thanks")
def thanks() -> ResponseReturnValue:
    """Confirm the answer in words, and say how to change it."""
    notice = notice_for(db.session, me().reference)
    agreed = notice.response is Response.AGREED
    return render_template("nominees/nominees/thanks.html", agreed=agreed)

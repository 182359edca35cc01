"""Before anything is shown: the check of the name, the way out for whom it was not meant, and the way back."""

from __future__ import annotations

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.db import db
from awards.nominees.actions import note_misdirected
from awards.nominees.checking import is_name_of, may_try_name
from awards.nominees.doors import before_the_check as door
from awards.nominees.forms import NameCheckForm, WayBackForm
from awards.nominees.guards import forget_notice, opened_notice, pass_check, whoever_opened
from awards.nominees.models import Notice
from awards.nominees.queries import notice_to_check
from awards.nominees.returning import send_ways_back
from awards.web.clock import now
from awards.web.forms import Form, problems
from awards.web.transactions import keep

NAME_DOES_NOT_FIT = "That is not the name we were given. Type your name as people who know you would write it"


@door.route("/check", methods=["GET", "POST"])
def check() -> ResponseReturnValue:
    """Ask for the name; only whoever knows it is signed in."""
    notice = _opened()
    if notice is None:
        return render_template("nominees/everyone/open_link_again.html", typed=[], action=""), 410
    if not may_try_name(db.session, notice.nominee, now=now()):
        return render_template("nominees/everyone/check_later.html"), 429
    form = NameCheckForm()
    if form.validate_on_submit():
        if is_name_of(db.session, notice.nominee, form.name.data or "", now=now()):
            pass_check(notice.nominee.ref)
            return redirect(url_for("nominees.about_me"), 303)
        keep()  # the miss counts, whatever is answered
        form.name.errors = [NAME_DOES_NOT_FIT]
    page = render_template("nominees/everyone/check.html", form=form, errors=problems(form))
    return page, 422 if form.errors else 200


@door.route("/not-mine", methods=["GET", "POST"])
def not_mine() -> ResponseReturnValue:
    """Ask whether the message really was not meant for them, and take note of it."""
    notice = _opened()
    if notice is None:
        return render_template("nominees/everyone/open_link_again.html", typed=[], action=""), 410
    form = Form()
    if form.validate_on_submit():
        subject = notice.nominee
        note_misdirected(db.session, subject, notice, actor=whoever_opened(subject.ref), now=now())
        forget_notice()
        return redirect(url_for(".not_mine_noted"), 303)
    return render_template("nominees/everyone/not_mine.html", form=form)


@door.route("/not-mine/noted")
def not_mine_noted() -> ResponseReturnValue:
    """Thank whoever said so."""
    return render_template("nominees/everyone/not_mine_noted.html")


@door.route("/return", methods=["GET", "POST"])
def find() -> ResponseReturnValue:
    """Send links to an address; the answer is the same whether it is known or not."""
    form = WayBackForm()
    if form.validate_on_submit():
        send_ways_back(db.session, form.email.data or "", programme=g.programme, now=now())
        return redirect(url_for(".sent"), 303)
    page = render_template("nominees/everyone/find.html", form=form, errors=problems(form))
    return page, 422 if form.errors else 200


@door.route("/return/sent")
def sent() -> ResponseReturnValue:
    """Say what to expect."""
    return render_template("nominees/everyone/sent.html")


def _opened() -> Notice | None:
    """Give the notice whose link this browser opened; of two who answer at once one waits."""
    subject = opened_notice()
    return notice_to_check(db.session, subject, writing=request.method == "POST") if subject else None

"""Where the nominee answers: hung on the nominees' door here, because entries follow from the answer."""

from __future__ import annotations

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.times import local_day
from awards.db import db
from awards.nominees.doors import about_me as door
from awards.nominees.forms import NoticeForm
from awards.nominees.further import further_pages
from awards.nominees.queries import notice_for
from awards.nominees.telling import told_by
from awards.screening.answering import take_answer
from awards.web.clock import now
from awards.web.forms import problems


@door.route("/", methods=["GET", "POST"])
def about_me() -> ResponseReturnValue:
    """Tell the nominee what is held, from whom and why, and take their answer."""
    writing = request.method == "POST"
    notice = notice_for(db.session, me().reference, programme_id=g.programme.id, writing=writing)
    told = told_by(notice, today=local_day(now(), g.programme.zone))
    form = NoticeForm(notice, reveals=told.reveals, team_name=told.team_name)
    if form.validate_on_submit():
        take_answer(db.session, notice.nominee, notice, answer=form.answer(), actor=me(), now=now())
        return redirect(url_for(".thanks"), 303)
    page = "nominees/nominees/about_me.html"
    words = {"told": told, "further": further_pages(db.session, notice.nominee, now=now())}
    return render_template(page, form=form, errors=problems(form), **words), 422 if form.errors else 200

"""A young person names the adult who is asked to confirm, after they have agreed themselves."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.times import local_day
from awards.db import db
from awards.nominees.adult_forms import AdultForm
from awards.nominees.adult_page import adult_page
from awards.nominees.doors import about_me as door
from awards.nominees.queries import notice_for
from awards.nominees.supporting import name_adult
from awards.web.clock import now
from awards.web.forms import problems


@door.route("/adult", methods=["GET", "POST"])
def adult() -> ResponseReturnValue:
    """Say what the adult is asked and what they never see, and take the name."""
    today = local_day(now(), g.programme.zone)
    notice = notice_for(db.session, me().reference, programme_id=g.programme.id, writing=request.method == "POST")
    page = adult_page(db.session, notice, today=today, now=now())
    form = AdultForm(notice.nominee)
    if form.validate_on_submit() and page.permission:
        told = {"programme_key": g.programme.key, "today": today, "actor": me(), "now": now()}
        name_adult(db.session, notice.nominee, notice, named=form.named(), **told)
        flash("Thank you. We have kept whom you named.")
        return redirect(url_for(".adult"), 303)
    errors = problems(form) + page.objections(sent=form.is_submitted())
    status = 422 if errors else 200
    return render_template("nominees/nominees/adult.html", form=form, page=page, errors=errors), status

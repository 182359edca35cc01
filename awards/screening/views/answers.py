"""Staff record what nominees and the adults of young people told them, and that somebody has died."""

from __future__ import annotations

from flask import flash, g, redirect, render_template
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.times import local_day
from awards.db import db
from awards.nominees.supporting import record_adult_by_staff
from awards.screening.answer_page import adult_answer_page, answer_page, death_page
from awards.screening.answering import take_answer
from awards.screening.passing import note_death, put_right_death
from awards.screening.views.staff import door, this_season
from awards.web.clock import now
from awards.web.forms import problems


@door.route("/nominees/<ref>/answer", methods=["GET", "POST"])
def answer(ref: str) -> ResponseReturnValue:
    """Record what a nominee answered by telephone, on paper, in person or through a trusted worker."""
    page = answer_page(db.session, ref, this_season().id)
    form = page.form
    if form.validate_on_submit() and page.permission:
        channel, reason, at = form.channel.data or "", form.reason.data, now()
        who, notice, said = page.nominee, page.notice, form.answer()
        take_answer(db.session, who, notice, answer=said, actor=me(), now=at, channel=channel, reason=reason)
        flash("The answer is recorded")
        return redirect(page.back_url, 303)
    errors = problems(form) + page.objections(sent=form.is_submitted())
    status = 422 if errors else 200
    return render_template("screening/staff/answer.html", page=page, form=form, errors=errors), status


@door.route("/nominees/<ref>/adult", methods=["GET", "POST"])
def adult(ref: str) -> ResponseReturnValue:
    """Record what the adult whom a young person named answered other than on their page."""
    today = local_day(now(), g.programme.zone)
    page = adult_answer_page(db.session, ref, this_season().id, today=today)
    form = page.form
    if form.validate_on_submit() and page.permission:
        who, notice, named, said = page.nominee, page.notice, form.named(), form.said()
        record_adult_by_staff(db.session, who, notice, named=named, said=said, today=today, actor=me(), now=now())
        flash("The adult’s answer is recorded")
        return redirect(page.back_url, 303)
    errors = problems(form) + page.objections(sent=form.is_submitted())
    status = 422 if errors else 200
    return render_template("screening/staff/adult.html", page=page, form=form, errors=errors), status


@door.route("/nominees/<ref>/died", methods=["GET", "POST"])
def died(ref: str) -> ResponseReturnValue:
    """Note that somebody has died, or put that right, with a reason and a confirmation."""
    page = death_page(db.session, ref, this_season().id)
    form = page.form
    if form.validate_on_submit():
        change = put_right_death if page.nominee.deceased else note_death
        change(db.session, page.nominee, reason=form.reason.data or "", actor=me(), now=now())
        flash("It is noted. Nothing is sent about them any more." if page.nominee.deceased else "It is put right")
        return redirect(page.back_url, 303)
    status = 422 if form.errors else 200
    return render_template("screening/staff/died.html", page=page, form=form, errors=problems(form)), status

"""A nominee's own pages beside the answer itself: thanks, single consents taken back, and their facts put right."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.times import local_day
from awards.db import db
from awards.nominees.actions import withdraw_consent
from awards.nominees.correcting import correct_myself
from awards.nominees.doors import about_me as door
from awards.nominees.forms import FactsForm
from awards.nominees.queries import notice_for
from awards.nominees.telling import facts_left_out, told_by
from awards.nominees.words import Stage, Thing
from awards.web.clock import now
from awards.web.forms import problems

CONSENT = "<any(finalist, winner):stage>/<any(name, story, place, photograph, category, search):thing>"


@door.route("/thanks")
def thanks() -> ResponseReturnValue:
    """Confirm the answer in words, and say what comes next and how to change it."""
    notice = notice_for(db.session, me().reference, programme_id=g.programme.id)
    told = told_by(notice, today=local_day(now(), g.programme.zone))
    return render_template("nominees/nominees/thanks.html", told=told)


@door.route(f"/consents/{CONSENT}/withdraw", methods=["POST"])
def withdraw(stage: str, thing: str) -> ResponseReturnValue:
    """Take one consent back; it stops counting everywhere at once."""
    notice = notice_for(db.session, me().reference, programme_id=g.programme.id, writing=True)
    withdraw_consent(db.session, notice.nominee, notice, stage=Stage(stage), thing=Thing(thing), actor=me(), now=now())
    flash("Taken back. It is no longer shown anywhere here.")
    return redirect(url_for(".about_me"), 303)


@door.route("/facts", methods=["GET", "POST"])
def facts() -> ResponseReturnValue:
    """Let the nominee put right what is held about them."""
    nominee = notice_for(db.session, me().reference, programme_id=g.programme.id).nominee
    form = FactsForm(nominee, left_out=facts_left_out(nominee, today=local_day(now(), g.programme.zone)))
    if form.validate_on_submit():
        typed, where = form.typed, g.programme.key
        correct_myself(db.session, nominee, typed, programme_key=where, actor=me(), now=now())
        flash("Thank you. What you put right is saved.")
        return redirect(url_for(".about_me"), 303)
    page = render_template("nominees/nominees/facts.html", form=form, errors=problems(form))
    return page, 422 if form.errors else 200

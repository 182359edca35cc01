"""Named staff ask about concerns at shortlist, and record what was said and decided."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.db import db
from awards.safeguarding import asking
from awards.safeguarding.forms import AnswerForm, AskedForm, DecisionForm
from awards.safeguarding.models import Concern
from awards.safeguarding.policy import may_decide, may_record_answer
from awards.safeguarding.queries import concern_by_ref
from awards.safeguarding.reading import note_concerns_read
from awards.screening import concerns as asked_about
from awards.screening.pages import objections
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems

door = Door("concerns_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff/concerns")


@door.route("/")
def concerns() -> ResponseReturnValue:
    """List the finalists' nominees, who was asked, and what is to be decided."""
    rows = asked_about.concern_rows(db.session, _season(), actor=me())
    asks = asked_about.asks_concerns(_season())
    return render_template("safeguarding/staff/concerns.html", rows=rows, asks=asks)


@door.route("/<ref>", methods=["GET", "POST"])
def concern(ref: str) -> ResponseReturnValue:
    """Show what was asked about one nominee, and record that somebody was asked."""
    page, form = asked_about.concern_page(db.session, ref, season=_season(), actor=me()), AskedForm()
    if form.validate_on_submit():
        asking.ask_concern(db.session, page.nominee, season=_season(), asked_of=form.chosen, actor=me(), now=now())
        flash("It is noted that you asked")
        return redirect(url_for(".concern", ref=ref), 303)
    note_concerns_read([part.concern for part in page.parts], actor=me(), at=now())
    errors, shown = problems(form), "safeguarding/staff/concern.html"
    return render_template(shown, page=page, form=form, errors=errors), 422 if errors else 200


@door.route("/<ref>/<asked>/answer", methods=["GET", "POST"])
def answer(ref: str, asked: str) -> ResponseReturnValue:
    """Record what they said."""
    found, form = _concern(ref, asked), AnswerForm()
    permission = may_record_answer(me(), found)
    if form.validate_on_submit() and permission:
        asking.record_answer(db.session, found, form.words, actor=me(), now=now())
        flash("The answer is kept")
        return redirect(url_for(".concern", ref=ref), 303)
    errors = problems(form) + objections(permission, form)
    page = "safeguarding/staff/concern_answer.html"
    return render_template(page, ref=ref, form=form, permission=permission, errors=errors), 422 if errors else 200


@door.route("/<ref>/<asked>/decision", methods=["GET", "POST"])
def decide(ref: str, asked: str) -> ResponseReturnValue:
    """Record what named staff decide, and why."""
    found, form = _concern(ref, asked), DecisionForm()
    permission = may_decide(me(), found)
    if form.validate_on_submit() and permission:
        because = form.because.data or ""
        asking.decide_concern(db.session, found, decision=form.chosen, because=because, actor=me(), now=now())
        flash("The decision is kept")
        return redirect(url_for(".concern", ref=ref), 303)
    errors = problems(form) + objections(permission, form)
    page = "safeguarding/staff/concern_decision.html"
    return render_template(page, ref=ref, form=form, permission=permission, errors=errors), 422 if errors else 200


def _concern(ref: str, asked: str) -> Concern:
    nominee, _ = asked_about.finalists_nominee(db.session, ref, season=_season(), actor=me())
    writing = request.method == "POST"
    return concern_by_ref(db.session, asked, nominee_id=nominee.id, actor=me(), to_write=writing)


def _season() -> Season:
    season: Season = g.get("season") or abort(404)
    return season

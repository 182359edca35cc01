"""Staff look after the people put forward: who has not answered, what is to be put right, and what nominators ask."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.core.times import local_day
from awards.db import db
from awards.nominations.correcting import answer_correction
from awards.nominations.policy import may_answer_correction
from awards.nominations.staff_forms import AnswerCorrectionForm
from awards.nominations.staff_queries import corrections_of_season
from awards.screening.correction_page import correction_page
from awards.screening.facts_page import facts_page
from awards.screening.notices import WORDS, notices_waiting, page_of_rows, waiting_filters, waiting_of
from awards.screening.putting_right import put_right
from awards.screening.reading import note_reading
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems
from awards.web.pagination import page_asked_for, page_links

door = Door("people_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff")


@door.route("/notices")
def notices() -> ResponseReturnValue:
    """List everybody who has not answered, and whose adult has not, with what stands in the way."""
    waiting = waiting_of(request.args.get("waiting"))
    rows = notices_waiting(db.session, _season().id, today=local_day(now(), g.programme.zone))
    found = page_of_rows(rows, waiting=waiting, number=page_asked_for())
    filters = waiting_filters(rows, chosen=waiting)
    page = "screening/staff/notices.html"
    return render_template(page, rows=found.rows, words=WORDS, filters=filters, links=page_links(found))


@door.route("/corrections")
def corrections() -> ResponseReturnValue:
    """List what nominators ask to have put right; what nobody has answered comes first."""
    found = corrections_of_season(db.session, _season().id, page=page_asked_for())
    return render_template("screening/staff/corrections.html", requests=found.rows, links=page_links(found))


@door.route("/corrections/<ref>", methods=["GET", "POST"])
def correction(ref: str) -> ResponseReturnValue:
    """Show one request beside what was sent, and answer it."""
    page, form = correction_page(db.session, ref, _season().id, actor=me()), AnswerCorrectionForm()
    permission = may_answer_correction(me(), page.request)
    if form.validate_on_submit() and permission:
        made, words = form.made.data == "yes", form.answer.data or ""
        answer_correction(db.session, page.request, made=made, answer=words, actor=me(), now=now())
        flash("The request is answered")
        return redirect(url_for(".corrections"), 303)
    note_reading(page.nomination.category, page.nomination.ref, actor=me(), at=now())
    objections = [("", reason.text) for reason in permission.reasons] if form.is_submitted() else []
    errors = problems(form) + objections
    template = "screening/staff/correction.html"
    return render_template(template, page=page, form=form, errors=errors), 422 if errors else 200


@door.route("/nominees/<ref>/facts", methods=["GET", "POST"])
def facts(ref: str) -> ResponseReturnValue:
    """Put right what is held about somebody put forward."""
    page = facts_page(db.session, ref, _season().id, now=now(), correction=request.args.get("correction"))
    form = page.form
    if form.validate_on_submit():
        details, reason = form.details(), form.reason.data or ""
        changed = put_right(db.session, page.nominee, changes=details, reason=reason, actor=me(), now=now())
        flash("The facts are put right" if changed else "Nothing was different; the reason is kept")
        return redirect(page.back_url, 303)
    note_reading(page.category, ref, actor=me(), at=now())
    errors = problems(form)
    return render_template("screening/staff/facts.html", page=page, form=form, errors=errors), 422 if errors else 200


def _season() -> Season:
    """Give the season that the pages are about; without one there is nothing to see."""
    season: Season = g.get("season") or abort(404)
    return season

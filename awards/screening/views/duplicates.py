"""Staff look at nominations that may be of one nominee, merge them, and take them apart again."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.db import db
from awards.screening import queries
from awards.screening.duplicates_forms import DecisionForm, UnmergeForm
from awards.screening.duplicates_page import decide, may_decide, pair_page, pairs_page
from awards.screening.merging import entry_in_any_state, merged_into, unmerge
from awards.screening.merging_policy import may_unmerge
from awards.screening.pages import objections
from awards.screening.reading import note_reading
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems
from awards.web.pagination import page_asked_for, page_links

door = Door("duplicates_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff/duplicates")


def _season() -> Season:
    season: Season = g.get("season") or abort(404)
    return season


@door.route("/")
def pairs() -> ResponseReturnValue:
    """List the pairs to look at, the likeliest first; those decided on when asked for."""
    decided = request.args.get("decided") == "yes"
    found = pairs_page(db.session, _season().id, decided=decided, number=page_asked_for())
    page = "screening/staff/duplicates.html"
    return render_template(page, rows=found.rows, total=found.total, decided=decided, links=page_links(found))


@door.route("/<first>/<second>", methods=["GET", "POST"])
def pair(first: str, second: str) -> ResponseReturnValue:
    """Show two nominations side by side, and decide whether they are of one nominee."""
    page, form = pair_page(db.session, _season(), (first, second), actor=me()), DecisionForm()
    form.offer(page.leads)
    permission = may_decide(db.session, page, form, actor=me())
    if form.validate_on_submit() and permission:
        flash(decide(db.session, page, form, actor=me(), now=now()))
        return redirect(url_for(".pairs"), 303)
    for one in (page.first, page.second):
        note_reading(one.category, one.ref, actor=me(), at=now())
    errors = problems(form) + objections(permission, form)
    status = 422 if errors else 200
    return render_template("screening/staff/duplicate.html", page=page, form=form, errors=errors), status


@door.route("/merged/<ref>", methods=["GET", "POST"])
def merged(ref: str) -> ResponseReturnValue:
    """Ask for the reason, and let a merged nomination stand for itself again."""
    found, form = queries.nomination_by_ref(db.session, ref, season_id=_season().id), UnmergeForm()
    lead = merged_into(db.session, found) or abort(404)
    permission = may_unmerge(me(), found, entry_in_any_state(db.session, found))
    if form.validate_on_submit() and permission:
        unmerge(db.session, found, reason=form.reason.data or "", actor=me(), now=now())
        flash(f"{ref} stands for itself again")
        return redirect(url_for("screening_staff.nomination", ref=ref), 303)
    errors = problems(form) + objections(permission, form)
    page = render_template("screening/staff/merged.html", nomination=found, lead=lead, form=form, errors=errors,
                           permission=permission)  # fmt: skip
    return page, 422 if errors else 200

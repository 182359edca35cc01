"""Where a second person answers what happened after a decision: hung on the results' door, as the public follows."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.db import db
from awards.publishing.afterwards import confirm_addendum
from awards.results import addenda, addenda_forms, addenda_pages, addenda_policy, addenda_queries, deciding_part
from awards.results.views.decisions_staff import board_to_decide
from awards.results.views.staff import door
from awards.web.clock import now
from awards.web.forms import problems


@door.route("/<slug>/afterwards/<ref>", methods=["GET", "POST"])
def answer_addendum(slug: str, ref: str) -> ResponseReturnValue:
    """Confirm or refuse, as the second person, what becomes of an award."""
    board, writing = board_to_decide(slug), request.method == "POST"
    found = addenda_queries.waiting_addendum(db.session, board.category, ref, writing=writing)
    form, may = addenda_forms.AddendumAnswerForm(), addenda_policy.may_second_addendum(found, me())
    if form.is_submitted() and form.agrees(may):
        if form.confirms:
            confirm_addendum(db.session, board, found, actor=me(), now=now())
        else:
            addenda.refuse_addendum(db.session, found, reason=form.reason.data or "", actor=me(), now=now())
        flash("Confirmed. It has taken effect everywhere." if form.confirms else "Refused. Nothing has changed.")
        return redirect(url_for(".category", slug=slug), 303)
    names = deciding_part.staff_names(db.session, [found.proposed_by])
    page = addenda_pages.addendum_page(board.category, found, names, may=may)
    return render_template("results/staff/answer.html", form=form, errors=problems(form), page=page), form.status

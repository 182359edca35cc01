"""The staff page on which it is written down what happened after a decision; its answer hangs higher up."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.db import db
from awards.results import addenda, addenda_forms, addenda_queries
from awards.results.views.decisions_staff import board_to_decide
from awards.results.views.staff import door
from awards.web.clock import now
from awards.web.forms import problems


@door.route("/<slug>/afterwards", methods=["GET", "POST"])
def afterwards(slug: str) -> ResponseReturnValue:
    """Write down what happened to a winner or finalist, and what becomes of the award."""
    board = board_to_decide(slug)
    form = addenda_forms.addendum_form(board)
    if form.is_submitted() and form.agrees(board, addenda_queries.addenda_of(db.session, board.category)):
        addenda.propose_addendum(db.session, board, form.choice, actor=me(), now=now())
        flash("Written down. Nothing changes until another of you confirms it.")
        return redirect(url_for(".category", slug=slug), 303)
    words = {"category": board.category, "hints": addenda_forms.next_hints(board)}
    return render_template("results/staff/addendum.html", form=form, errors=problems(form), **words), form.status

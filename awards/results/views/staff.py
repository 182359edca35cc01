"""Staff pages: progress, standings once the round is closed, and the decisions."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.core.permission import require
from awards.db import db
from awards.panels.rules_pages import rules_line
from awards.results import actions, forms, policy, queries, showing
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems

door = Door("results_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff/results")


@door.route("/")
def categories() -> ResponseReturnValue:
    """Show how far every category is."""
    season = _season()
    lines = showing.category_lines(queries.progress_of(db.session, season))
    return render_template(
        "results/staff/categories.html",
        lines=lines,
        round_text=showing.round_words(season, now=now()),
        rules=rules_line(db.session, season),
    )


@door.route("/<slug>")
def category(slug: str) -> ResponseReturnValue:
    """Show one category: progress while judges score, the standings after."""
    page = showing.category_page(_board(slug), now=now())
    rules = rules_line(db.session, _season())
    return render_template("results/staff/category.html", page=page, rules=rules)


@door.route("/<slug>/shortlist", methods=["GET", "POST"])
def shortlist(slug: str) -> ResponseReturnValue:
    """Decide the shortlist."""
    board = _board(slug)
    form = forms.shortlist_form(board)
    if request.method == "GET":
        require(policy.may_decide_shortlist(board.category, board.entries, now=now()))
    if form.validate_on_submit():
        chosen, reason = form.entries.data or [], form.reason.data or ""
        actions.decide_shortlist(db.session, board, chosen, reason=reason, actor=me(), now=now())
        flash("The shortlist is decided and kept with its reason.")
        return redirect(url_for(".category", slug=slug), 303)
    return _decision_page("shortlist", board, form, hints=forms.shortlist_hints(board))


@door.route("/<slug>/winners", methods=["GET", "POST"])
def winners(slug: str) -> ResponseReturnValue:
    """Choose the winners, or withhold the award."""
    board = _board(slug)
    form = forms.winners_form(board)
    if request.method == "GET":
        require(policy.may_decide_winners(board.category, board.entries, now=now()))
    if form.validate_on_submit():
        actions.decide_winners(db.session, board, form.choice, actor=me(), now=now())
        flash("The decision is recorded. Nothing is public until it is announced.")
        return redirect(url_for(".category", slug=slug), 303)
    return _decision_page("winners", board, form, hints={})


def _decision_page(
    name: str, board: queries.Board, form: forms.DecisionForm, *, hints: dict[str, str]
) -> ResponseReturnValue:
    words = {"category": board.category, "hints": hints, "events": showing.events_of(board)}
    return render_template(f"results/staff/{name}.html", form=form, errors=problems(form), **words), form.status


def _board(slug: str) -> queries.Board:
    return queries.board_of(db.session, _season(), slug, now=now(), deciding=request.method == "POST")


def _season() -> Season:
    season: Season | None = g.get("season")
    return season or abort(404)

"""Staff pages on which a shortlist or winners are decided, and a departure is confirmed by a second person."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.permission import require
from awards.db import db
from awards.results import actions, deciding_forms, deciding_pages, deciding_seconds, policy, queries, showing
from awards.results.forms import DecisionForm
from awards.results.further_readings_running import may_decide_now
from awards.results.models import Decision, DecisionKind
from awards.results.views.staff import door
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.forms import problems

SETTLES = "<any(shortlist, winners):settles>"


@door.route("/<slug>/shortlist", methods=["GET", "POST"])
def shortlist(slug: str) -> ResponseReturnValue:
    """Decide the shortlist."""
    board = board_to_decide(slug)
    form = deciding_forms.shortlist_form(board)
    if request.method == "GET":
        require(policy.may_decide_shortlist(board.category, board.entries, now=now()))
        require(may_decide_now(db.session, board, now=now()))
    if form.validate_on_submit():
        decision = actions.decide_shortlist(db.session, board, form.choice, actor=me(), now=now())
        return _recorded(decision, slug, "The shortlist is decided and kept with its reason.")
    return _decision_page("shortlist", board, form, hints=deciding_forms.shortlist_hints(board))


@door.route("/<slug>/winners", methods=["GET", "POST"])
def winners(slug: str) -> ResponseReturnValue:
    """Choose the winners, or withhold the award."""
    board = board_to_decide(slug)
    form = deciding_forms.winners_form(board)
    if request.method == "GET":
        require(policy.may_decide_winners(board.category, board.entries, now=now()))
        require(may_decide_now(db.session, board, now=now()))
    if form.validate_on_submit():
        decision = actions.decide_winners(db.session, board, form.choice, actor=me(), now=now())
        return _recorded(decision, slug, "The decision is recorded. Nothing is public until it is announced.")
    return _decision_page("winners", board, form, hints=deciding_forms.winners_hints(board))


@door.route(f"/<slug>/{SETTLES}/waiting", methods=["GET", "POST"])
def second(slug: str, settles: str) -> ResponseReturnValue:
    """Show a departure beside the order it departs from, and let a second person confirm or refuse it."""
    board = board_to_decide(slug)
    decision = board.waiting(DecisionKind(settles)) or abort(404)
    form = deciding_forms.SecondForm(seen=str(decision.id))
    may = deciding_seconds.may_second(db.session, decision, board, actor=me())
    if form.is_submitted() and form.agrees(decision, may):
        form.answer_with(db.session, decision, board, actor=me(), now=now())
        flash(form.done)
        return redirect(url_for(".category", slug=slug), 303)
    page = deciding_pages.second_page(board, decision, may=may)
    return render_template("results/staff/confirm.html", form=form, errors=problems(form), page=page), form.status


def board_to_decide(slug: str) -> queries.Board:
    """Give a category's board, locked for a request that may decide something about it."""
    return queries.board_of(db.session, _season(), slug, now=now(), deciding=request.method == "POST")


def _recorded(decision: Decision, slug: str, done: str) -> ResponseReturnValue:
    if decision.departure is None:
        flash(done)
        return redirect(url_for(".category", slug=slug), 303)
    flash("Recorded as a departure from the scores. It moves nothing until a second person confirms it.")
    return redirect(url_for(".second", slug=slug, settles=decision.kind), 303)


def _decision_page(
    name: str, board: queries.Board, form: DecisionForm, *, hints: dict[str, str]
) -> ResponseReturnValue:
    words = {"category": board.category, "hints": hints, "events": showing.events_of(board)}
    beside = deciding_pages.beside_form(board, form)
    page = render_template(f"results/staff/{name}.html", form=form, errors=problems(form), beside=beside, **words)
    return page, form.status


def _season() -> Season:
    season: Season | None = g.get("season")
    return season or abort(404)

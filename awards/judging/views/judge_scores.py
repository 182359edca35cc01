"""A judge's own scores: one table for each category, changed in place and handed in; and fellow judges' after that."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.permission import Permission
from awards.db import db
from awards.judging import actions
from awards.judging.adjusting import Outcome, adjust_scores
from awards.judging.fellow_scores import fellow_scores_for, may_read_fellows
from awards.judging.my_scores import MyScores, Order, my_sheets, scores_for
from awards.judging.policy import may_hand_in
from awards.judging.scores_forms import TableForm, table_form
from awards.judging.views.judge import door
from awards.panels.queries import judging_round
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.forms import problems
from awards.web.transactions import keep


@door.route("/scores", own=True)
def scores() -> ResponseReturnValue:
    """Show the judge's own scores, and nobody else's."""
    return _page(_mine())


@door.route("/scores", methods=["POST"])
def adjust() -> ResponseReturnValue:
    """Save the rows of one table that were changed; what could not be saved is said beside it."""
    mine = _mine(to_write=True)
    table = mine.table(request.form.get("table", ""))
    form = table_form(table, posted=True)
    fine = form.validate()
    outcome = adjust_scores(db.session, form.adjusted(table), actor=me(), now=now())
    keep()
    if fine and not outcome.refused and not outcome.unexplained:
        flash(outcome.in_words)
        return redirect(url_for(".scores", sort=request.args.get("sort"), _anchor=f"scores-{table.category.key}"), 303)
    return _page(_mine(), form, outcome=outcome), 422


@door.route("/hand-in", methods=["GET", "POST"], own=True)
def hand_in() -> ResponseReturnValue:
    """Say what would be locked and what not; then lock the judge's complete sheets."""
    season, judging = _season(), judging_round(_season())
    if request.method == "POST":
        sheets = my_sheets(db.session, me().reference, season=season)
        count = actions.hand_in_scores(db.session, sheets, judging=judging, actor=me(), now=now())
        flash(f"Scores handed in: {count}. Thank you." if count else "Your scores are handed in already.")
        return redirect(url_for(".scores"), 303)
    mine = _mine()
    return render_template("judging/judge/hand_in.html", mine=mine, permission=_may_hand_in(mine))


@door.route("/<ref>/panel")
def fellows(ref: str) -> ResponseReturnValue:
    """Show what the panel gave, without names, once judging has closed and the judge's own sheet counts."""
    read = fellow_scores_for(db.session, ref, user_ref=me().reference, season=_season(), now=now())
    return render_template("judging/judge/fellows.html", read=read)


def _page(mine: MyScores, form: TableForm | None = None, *, outcome: Outcome | None = None) -> str:
    forms = {table.category.key: table_form(table, posted=False) for table in mine.tables}
    if form and outcome:
        table = mine.table(str(form.table.data))
        form.show_outcome(table, outcome)
        forms[table.category.key] = form
    return render_template(
        "judging/judge/scores.html",
        mine=mine,
        forms=forms,
        sort=request.args.get("sort"),
        may_hand_in=_may_hand_in(mine),
        may_read_fellows=may_read_fellows(mine.judging, now=now()),
        errors=problems(form) if form else [],
    )


def _mine(*, to_write: bool = False) -> MyScores:
    order = Order.of(request.args.get("sort", ""))
    return scores_for(db.session, me().reference, season=_season(), now=now(), order=order, to_write=to_write)


def _may_hand_in(mine: MyScores) -> Permission:
    return may_hand_in(mine.completed, mine.judging, now=now(), further=bool(mine.complete))


def _season() -> Season:
    season: Season | None = g.season
    return season or abort(404)

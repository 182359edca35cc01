"""What a judge can see and do about one sheet besides scoring: how it changed, and that they cannot judge it."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.db import db
from awards.judging.abstaining import Why, abstain
from awards.judging.desk import desk_for
from awards.judging.forms import AbstainForm
from awards.judging.history import history_of
from awards.judging.scoring import scoring_to_write
from awards.judging.views.judge import door
from awards.panels.naming import shown_name
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.forms import problems


@door.route("/<ref>/history", own=True)
def history(ref: str) -> ResponseReturnValue:
    """Show the judge how their own sheet changed."""
    desk, mine = desk_for(db.session, ref, user_ref=me().reference, season=_season(), now=now()), me().reference
    steps = history_of(db.session, desk.sheet, desk.criteria, judge_ref=mine, with_marks=True) if desk.sheet else []
    return render_template("judging/judge/history.html", desk=desk, steps=steps)


@door.route("/<ref>/cannot-judge", methods=["GET", "POST"])
def cannot_judge(ref: str) -> ResponseReturnValue:
    """Let a judge say that they cannot judge an entry, though they have no conflict."""
    season, form = _season(), AbstainForm()
    scoring = scoring_to_write(db.session, ref, user_ref=me().reference, season=season)
    if form.validate_on_submit():
        why, words = Why(form.reason.data), form.words.data or ""
        abstain(db.session, scoring, why=why, words=words, actor=me(), now=now())
        flash("Thank you for telling us. That entry is no longer on your list.")
        return redirect(url_for(".queue"), 303)
    shown, may = shown_name(scoring.assignment.entry, season), scoring.permission(now())
    page = render_template("judging/judge/cannot_judge.html", ref=ref, shown=shown, permission=may, form=form,
                           errors=problems(form))  # fmt: skip
    return page, 422 if form.errors else 200


def _season() -> Season:
    season: Season | None = g.season
    return season or abort(404)

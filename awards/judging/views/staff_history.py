"""What staff see of how one sheet changed: states and times while judging is open, the marks once it has closed."""

from __future__ import annotations

from flask import abort, g, render_template
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.db import db
from awards.judging.actions import reading_noted
from awards.judging.history import history_of
from awards.judging.policy import has_closed
from awards.judging.queries import criteria_of, sheet_by_judge
from awards.judging.views.staff import door
from awards.panels.queries import judging_round
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.transactions import observe


@door.route("/<entry_ref>/<user_ref>/history")
def history(entry_ref: str, user_ref: str) -> ResponseReturnValue:
    """Show how one judge's sheet on one entry changed."""
    season = _season()
    sheet = sheet_by_judge(db.session, entry_ref, user_ref, season_id=season.id)
    criteria = criteria_of(db.session, [sheet.assignment.entry.category_id])[sheet.assignment.entry.category_id]
    closed = has_closed(judging_round(season), now())
    if closed and sheet.assignment.entry.category.reveals:  # comments tell of the young person as the entry does
        observe(reading_noted(entry_ref, actor=me(), now=now()))
    steps = history_of(db.session, sheet, criteria, judge_ref=user_ref, with_marks=closed)
    return render_template("judging/staff/history.html", assignment=sheet.assignment, steps=steps, closed=closed)


def _season() -> Season:
    season: Season | None = g.season
    return season or abort(404)

"""A judge's entries on paper."""

from __future__ import annotations

from flask import abort, g, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from awards.accounts.browser import me
from awards.db import db
from awards.judging.printing import printed_for, printing_noted
from awards.judging.views.judge import door
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.transactions import observe


@door.route("/print", own=True)
def printed() -> ResponseReturnValue:
    """Lay out the judge's entries and rubric for paper, under a notice on every page."""
    season: Season = g.season or abort(404)
    paper = printed_for(db.session, me().reference, season=season)
    if paper.noted:
        observe(printing_noted(paper.noted, actor=me(), now=now()))
    return render_template("judging/judge/print.html", paper=paper, judge=current_user.name)

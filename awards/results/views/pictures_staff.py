"""The staff page of a category's pictures."""

from __future__ import annotations

from flask import abort, g, render_template
from flask.typing import ResponseReturnValue

from awards.core.permission import require
from awards.db import db
from awards.results.pictures_page import names_drawn, pictures_page
from awards.results.policy import may_see_ranking
from awards.results.queries import board_of
from awards.results.views.staff import door
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.pagination import page_asked_for, page_links


@door.route("/<slug>/pictures")
def pictures(slug: str) -> ResponseReturnValue:
    """Show the scores, who gave what, how strictly judges mark and how points are spread."""
    season: Season = g.get("season") or abort(404)
    require(may_see_ranking(season, now=now()))
    board = board_of(db.session, season, slug, now=now())
    page = pictures_page(board, names_drawn(db.session, board, board.titles), number=page_asked_for())
    return render_template("results/staff/pictures.html", page=page, links=page_links(page.entries))

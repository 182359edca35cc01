"""Staff pages: progress, one order for each category once it may be seen, and the working behind it."""

from __future__ import annotations

from flask import abort, current_app, g, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.core.actor import Audience
from awards.core.permission import require
from awards.db import db
from awards.panels.rules_pages import rules_line
from awards.results import category_pages, queries, severity_pages, showing, why_pages, working_pages
from awards.results.deciding_part import decisions_part
from awards.results.people import names_on
from awards.results.policy import may_see_ranking
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.doors import Door

door = Door("results_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff/results")

READINGS = "results_staff.readings"
"""The page on which more readings are asked for."""


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
    """Show one category: progress while judges score, one order after."""
    board = queries.board_of(db.session, _season(), slug, now=now())
    return render_template(
        "results/staff/category.html",
        page=category_pages.category_page(board, now=now()),
        part=decisions_part(db.session, board, now=now()),
        readings_url=url_for(READINGS, slug=slug) if READINGS in current_app.view_functions else None,
    )


@door.route("/<slug>/working")
def working(slug: str) -> ResponseReturnValue:
    """Show both numbers, how sure they are, and what the correction changed."""
    board = _seen(slug)
    page = working_pages.working_page(board, names_on(db.session, board, board.titles))
    return render_template("results/staff/working.html", page=page)


@door.route("/<slug>/why/<ref>")
def why(slug: str, ref: str) -> ResponseReturnValue:
    """Show the sum behind one entry's number."""
    board = _seen(slug)
    page = why_pages.why_page(board, ref, names_on(db.session, board, board.titles))
    return render_template("results/staff/why.html", page=page)


@door.route("/<slug>/judges")
def severity(slug: str) -> ResponseReturnValue:
    """Show how strictly each judge marks, and how far they agree."""
    board = _seen(slug)
    page = severity_pages.severity_page(board, names_on(db.session, board, board.titles))
    return render_template("results/staff/severity.html", page=page)


def _seen(slug: str) -> queries.Board:
    """Give a board whose order may be seen."""
    season = _season()
    require(may_see_ranking(season, now=now()))
    return queries.board_of(db.session, season, slug, now=now())


def _season() -> Season:
    season: Season | None = g.get("season")
    return season or abort(404)

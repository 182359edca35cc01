"""What a judge may see of results: a chair the categories of their panel, and each their own strictness if allowed."""

from __future__ import annotations

from flask import abort, g, render_template
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.db import db
from awards.results import category_pages, chairing, severity_pages, why_pages, working_pages
from awards.results.people import names_on
from awards.results.policy import may_see_ranking
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.doors import Door

door = Door("results_judge", __name__, opens_to=Audience.JUDGES, url_prefix="/judge/results")


@door.route("/")
def index() -> ResponseReturnValue:
    """Say what this judge may see of the results."""
    season = _season()
    return render_template(
        "results/judge/index.html",
        categories=chairing.chaired_categories(db.session, season, me().reference),
        may_see=may_see_ranking(season, now=now()),
        shows_own=bool(season.judging.get("own_severity", False)),
    )


@door.route("/mine", own=True)
def mine() -> ResponseReturnValue:
    """Show a judge how strictly they marked, where the season says so."""
    found = chairing.own_severities(db.session, _season(), me().reference, now=now())
    return render_template("results/judge/mine.html", found=found)


@door.route("/<slug>")
def category(slug: str) -> ResponseReturnValue:
    """Show a category to the chair of its panel."""
    seen = _seen(slug)
    page = category_pages.page_of(seen.board, seen.titles, now=now())
    return render_template("results/judge/category.html", page=page)


@door.route("/<slug>/working")
def working(slug: str) -> ResponseReturnValue:
    """Show the working behind its order to the chair."""
    seen = _seen(slug)
    page = working_pages.working_page(seen.board, names_on(db.session, seen.board, seen.titles))
    return render_template("results/judge/working.html", page=page)


@door.route("/<slug>/why/<ref>")
def why(slug: str, ref: str) -> ResponseReturnValue:
    """Show the sum behind one entry's number to the chair; one from which the chair stands down is not there."""
    seen = _seen(slug)
    page = why_pages.why_page(seen.board, ref, names_on(db.session, seen.board, seen.titles))
    return render_template("results/judge/why.html", page=page)


@door.route("/<slug>/judges")
def severity(slug: str) -> ResponseReturnValue:
    """Show the chair how strictly each judge marks."""
    seen = _seen(slug)
    page = severity_pages.severity_page(seen.board, names_on(db.session, seen.board, seen.titles))
    return render_template("results/judge/severity.html", page=page)


def _seen(slug: str) -> chairing.Seen:
    return chairing.seen_by_chair(db.session, _season(), slug, user_ref=me().reference, now=now())


def _season() -> Season:
    season: Season | None = g.get("season")
    return season or abort(404)

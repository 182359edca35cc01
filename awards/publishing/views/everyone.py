"""Public pages and feeds: finalists, winners and the archive; nothing here exists before its release."""

from __future__ import annotations

from flask import Response, abort, current_app, g, jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.core.actor import Audience
from awards.db import db
from awards.publishing import queries
from awards.publishing.exports import winners_as_atom, winners_as_data
from awards.seasons.models import Programme
from awards.web.doors import Door

door = Door("publishing", __name__, opens_to=Audience.EVERYONE)


@door.route("/finalists")
def finalists() -> ResponseReturnValue:
    """Show the season's finalists, once they are released."""
    shown = queries.finalists_for_visitors(db.session, g.get("season"))
    return render_template("publishing/everyone/finalists.html", finalists=shown)


@door.route("/winners/")
def winners() -> ResponseReturnValue:
    """Show the latest winners and the way to earlier years."""
    programme = _programme()
    years = queries.public_years(db.session, programme)
    latest = queries.public_year(db.session, programme, years[0].year) if years else None
    return render_template("publishing/everyone/winners.html", year=latest, years=_links(years[1:]))


@door.route("/winners/<int:year>")
def winners_year(year: int) -> ResponseReturnValue:
    """Show one year; a year that is not released is not found, like any year that never was."""
    shown = queries.public_year(db.session, _programme(), year)
    return render_template("publishing/everyone/winners_year.html", year=shown)


@door.route("/winners/<int:year>.json")
def winners_json(year: int) -> ResponseReturnValue:
    """Give one year's winners as data."""
    shown = queries.public_year(db.session, _programme(), year)
    return jsonify(winners_as_data(shown.winners, _base_url()))


@door.route("/winners.atom")
def winners_atom() -> ResponseReturnValue:
    """Give all released winners as a feed."""
    programme = _programme()
    feed = winners_as_atom(
        queries.public_winners(db.session, programme),
        queries.archive_years(db.session, programme),
        title=f"{programme.name}: winners",
        author=programme.organiser,
        base_url=_base_url(),
    )
    return Response(feed, mimetype="application/atom+xml")


def _links(years: list[queries.YearCounted]) -> list[dict[str, object]]:
    return [{"year": one.year, "url": url_for(".winners_year", year=one.year), "note": one.words} for one in years]


def _programme() -> Programme:
    programme: Programme | None = g.get("programme")
    return programme or abort(404)


def _base_url() -> str:
    base: str = current_app.extensions["awards.settings"].base_url
    return base.rstrip("/") + request.script_root

"""The public page about judging, and the record with its scores where the organiser shows them."""

from __future__ import annotations

from flask import Response, abort, g, render_template
from flask.typing import ResponseReturnValue

from awards.bundles.how_we_judge import how_we_judge as page_of
from awards.bundles.how_we_judge import public_bundle
from awards.core.actor import Audience
from awards.db import db
from awards.seasons.models import Programme
from awards.web.doors import Door

door = Door("bundles", __name__, opens_to=Audience.EVERYONE, url_prefix="/how-we-judge")


@door.route("/")
def how_we_judge() -> ResponseReturnValue:
    """Say how judging works, what was counted, and what the sealed record proves."""
    return render_template("bundles/everyone/how_we_judge.html", page=page_of(db.session, _programme(), g.season))


@door.route("/record.zip")
def record() -> ResponseReturnValue:
    """Give the record with its scores; not found unless the season shows them and its winners are released."""
    taken = public_bundle(db.session, _programme(), g.season)
    headers = {"Content-Disposition": f'attachment; filename="{taken.name}"'}
    return Response(taken.data, mimetype="application/zip", headers=headers)


def _programme() -> Programme:
    programme: Programme | None = g.get("programme")
    return programme or abort(404)

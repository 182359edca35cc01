"""Health, and the programme's own colours."""

from __future__ import annotations

from flask import Response, g, jsonify, render_template
from flask.typing import ResponseReturnValue

from awards.core.actor import Audience
from awards.db import db
from awards.web.doors import Door
from awards.web.health import is_migrated, is_writable

door = Door("web", __name__, opens_to=Audience.EVERYONE)


@door.route("/healthz")
def health() -> ResponseReturnValue:
    """Say in booleans whether the portal can work; details are for administrators."""
    checks = {"database": is_writable(db.engine), "migrations": is_migrated(db.engine)}
    return jsonify(checks), 200 if all(checks.values()) else 503


@door.route("/theme.css")
def theme() -> ResponseReturnValue:
    """Give the programme's colours as custom properties."""
    css = render_template("theme.css", theme=g.programme.theme if g.programme else {})
    return Response(css, mimetype="text/css", headers={"Cache-Control": "public, max-age=300"})

"""A judge's own receipt from the sealed record."""

from __future__ import annotations

from flask import Response, abort, g, render_template
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.bundles.receipt import receipt_for
from awards.core.actor import Audience
from awards.db import db
from awards.seasons.models import Season
from awards.web.doors import Door

door = Door("bundles_judge", __name__, opens_to=Audience.JUDGES, url_prefix="/judge/receipt")


@door.route("/", own=True)
def receipt() -> ResponseReturnValue:
    """Show what the record says of this judge, once it is sealed."""
    return render_template("bundles/judge/receipt.html", receipt=receipt_for(db.session, _season(), me().reference))


@door.route("/file", own=True)
def file() -> ResponseReturnValue:
    """Give the receipt as the file that the stand-alone checker reads; not found before the record is sealed."""
    found = receipt_for(db.session, _season(), me().reference) or abort(404)
    headers = {"Content-Disposition": f'attachment; filename="{found.file_name}"'}
    return Response(found.file, mimetype="application/json", headers=headers)


def _season() -> Season:
    season: Season | None = g.season
    return season or abort(404)

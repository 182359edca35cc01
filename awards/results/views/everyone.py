"""The public page that explains how scores are put right for strict and lenient judges."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from awards.core.actor import Audience
from awards.results.example import EXAMPLE
from awards.web.doors import Door

door = Door("how_we_judge", __name__, opens_to=Audience.EVERYONE, url_prefix="/how-we-judge")


@door.route("/adjusting")
def adjusting() -> ResponseReturnValue:
    """Explain the adjustment in plain words, with one invented example."""
    return render_template("results/everyone/adjusting.html", example=EXAMPLE)

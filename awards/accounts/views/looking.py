"""Ending to look with somebody's eyes: the one thing that can be sent meanwhile."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import stop_looking
from awards.core.actor import Audience
from awards.web.doors import Door

door = Door("seeing_as", __name__, opens_to=Audience.EVERYONE, url_prefix="/see-as")


@door.route("/stop", methods=["POST"])
def stop() -> ResponseReturnValue:
    """Look with one's own eyes again."""
    whose = stop_looking()
    if whose is None:
        return redirect(url_for("seasons.home"), 303)
    flash("You see with your own eyes again.")
    return redirect(url_for("accounts_staff.person", ref=whose), 303)

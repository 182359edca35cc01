"""The public pages of privacy and security."""

from __future__ import annotations

from flask import Response, abort, current_app, g, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.core.actor import Audience
from awards.privacy.notice_page import notice_page
from awards.privacy.security_contact import security_txt as security_text
from awards.web.clock import now
from awards.web.doors import Door
from config import Settings

door = Door("privacy", __name__, opens_to=Audience.EVERYONE)


@door.route("/privacy")
def notice() -> ResponseReturnValue:
    """Say what is held about whom, why, who sees it, for how long, and what people may ask for."""
    return render_template("privacy/everyone/notice.html", page=notice_page(g.season))


@door.route("/security")
def security() -> ResponseReturnValue:
    """Say how to report a weakness, and what happens then."""
    return render_template("privacy/everyone/security.html", contact=_contact())


@door.route("/.well-known/security.txt")
def security_txt() -> ResponseReturnValue:
    """Give the contact for weaknesses as machines read it."""
    settings: Settings = current_app.extensions["awards.settings"]
    policy = url_for(".security")
    text = security_text(_contact() or abort(404), base_url=settings.base_url, policy=policy, now=now())
    return Response(text, mimetype="text/plain", headers={"Cache-Control": "public, max-age=86400"})


def _contact() -> str | None:
    settings: Settings = current_app.extensions["awards.settings"]
    return settings.security_contact or (g.programme.contact_email if g.programme else None)

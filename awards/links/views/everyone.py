"""Where mailed links arrive: a GET by a mail scanner uses nothing up, a person's press of the button does."""

from __future__ import annotations

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from awards.audit import Tag, record
from awards.core.actor import Actor, Audience
from awards.db import db
from awards.links.actions import hash_of, redeem_link
from awards.links.models import Link
from awards.links.opening import open_link
from awards.links.purposes import TERMS
from awards.links.queries import usable_link
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import Form

door = Door("links", __name__, opens_to=Audience.EVERYONE, url_prefix="/link")

PENDING = "pending_link"


@door.route("/<token>")
def arrive(token: str) -> ResponseReturnValue:
    """Take the secret out of the address bar at once."""
    session[PENDING] = token
    return redirect(url_for(".confirm"), 303)


@door.route("/", methods=["GET", "POST"])
def confirm() -> ResponseReturnValue:
    """Ask the person to press the button, then open what the link is for."""
    token = session.get(PENDING, "")
    link = usable_link(db.session, hash_of(token), now=now())
    if link is None:
        return render_template("links/everyone/expired.html"), 410
    form = Form()
    if not form.validate_on_submit():
        return render_template("links/everyone/confirm.html", form=form, button_text=TERMS[link.purpose].button)
    if redeem_link(db.session, token, now=now()) is None:
        return render_template("links/everyone/expired.html"), 410
    session.pop(PENDING)
    return _open(link)


def _open(link: Link) -> ResponseReturnValue:
    person = Actor(Audience.EVERYONE, link.subject)
    record(db.session, Tag.LINK_REDEEMED, link.subject, actor=person, at=now(), purpose=link.purpose)
    return open_link(db.session, link.purpose, subject=link.subject, now=now())

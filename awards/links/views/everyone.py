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
from awards.links.queries import renewable_link, usable_link
from awards.links.renewal import renew_link
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
        return _expired(token)
    form = Form()
    if not form.validate_on_submit():
        return render_template("links/everyone/confirm.html", form=form, button_text=TERMS[link.purpose].button)
    if redeem_link(db.session, token, now=now()) is None:
        return _expired(token)
    session.pop(PENDING)
    return _open(link)


@door.route("/expired/renew", methods=["POST"])
def renew() -> ResponseReturnValue:
    """Have a new link sent instead of one that ran out; the answer is the same whether anything was sent."""
    link = renewable_link(db.session, hash_of(session.get(PENDING, "")), now=now())
    if Form().validate_on_submit() and link is not None:
        renew_link(db.session, link, now=now())
    return redirect(url_for(".renewed"), 303)


@door.route("/expired/sent")
def renewed() -> ResponseReturnValue:
    """Say what to expect."""
    return render_template("links/everyone/renewed.html")


def _expired(token: str) -> ResponseReturnValue:
    renewable = renewable_link(db.session, hash_of(token), now=now()) is not None
    return render_template("links/everyone/expired.html", renewable=renewable), 410


def _open(link: Link) -> ResponseReturnValue:
    person = Actor(Audience.EVERYONE, link.subject)
    record(db.session, Tag.LINK_REDEEMED, link.subject, actor=person, at=now(), purpose=link.purpose)
    return open_link(db.session, link.purpose, subject=link.subject, now=now())

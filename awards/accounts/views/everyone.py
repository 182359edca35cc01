"""Signing in by emailed link, and signing out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, g, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import enter, leave
from awards.accounts.forms import SignInForm
from awards.accounts.guards import NEXT
from awards.accounts.sign_in_mail import send_sign_in_link
from awards.core.actor import Audience
from awards.db import db
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session

door = Door("sign_in", __name__, opens_to=Audience.EVERYONE, url_prefix="/sign-in")


@door.route("/", methods=["GET", "POST"])
def ask() -> ResponseReturnValue:
    """Ask for the address; the answer is the same whether it is known or not."""
    form = SignInForm()
    if form.validate_on_submit():
        send_sign_in_link(db.session, form.email.data or "", programme_key=g.programme.key, now=now())
        return redirect(url_for(".sent"), 303)
    page = render_template("accounts/everyone/sign_in.html", form=form, errors=problems(form))
    return page, 422 if form.errors else 200


@door.route("/sent")
def sent() -> ResponseReturnValue:
    """Say what to expect."""
    return render_template("accounts/everyone/sent.html")


@door.route("/out/<audience>", methods=["POST"])
def out(audience: str) -> ResponseReturnValue:
    """End this browser's sign-in for the audience."""
    g.audience = Audience(audience) if audience in set(Audience) else Audience.EVERYONE
    leave(g.audience)
    flash("You are signed out")
    return redirect(url_for("seasons.home"), 303)


def open_for_staff(_session: Session, subject: str, _now: datetime) -> ResponseReturnValue:
    """Sign a member of staff in from their link."""
    enter(Audience.STAFF, subject)
    return redirect(_next("/staff/"), 303)


def open_for_judge(_session: Session, subject: str, _now: datetime) -> ResponseReturnValue:
    """Sign a judge in from their link."""
    enter(Audience.JUDGES, subject)
    return redirect(_next("/judge/"), 303)


def _next(prefix: str) -> str:
    """Give the page that was asked for before, if it is one of this audience; it was never the browser's to say."""
    base = url_for("seasons.home").rstrip("/")
    wanted = str(session.pop(NEXT, ""))
    return wanted if wanted.startswith(base + prefix) else base + prefix

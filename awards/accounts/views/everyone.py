"""Signing in by mail, and signing out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, g, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import enter, leave
from awards.accounts.doors import door
from awards.accounts.forms import MailedCodeForm, SignInForm
from awards.accounts.judge_way_in import try_mailed_code
from awards.accounts.models import Means
from awards.accounts.on_the_way import ASKED, asked_here, asking, caller, way_on
from awards.accounts.sign_in_mail import send_way_in
from awards.core.actor import Audience
from awards.db import db
from awards.web.clock import now
from awards.web.forms import problems
from awards.web.transactions import keep

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy.orm import Session


@door.route("/", methods=["GET", "POST"])
def ask() -> ResponseReturnValue:
    """Ask for the address; the answer is the same whether it is known or not."""
    form = SignInForm()
    if form.validate_on_submit():
        send_way_in(db.session, asking(form.email.data or ""), programme_key=g.programme.key, now=now())
        return redirect(url_for(".sent"), 303)
    page = render_template("accounts/everyone/sign_in.html", form=form, errors=problems(form))
    return page, 422 if form.errors else 200


@door.route("/sent", methods=["GET", "POST"])
def sent() -> ResponseReturnValue:
    """Say what to expect, and take the code of the mail in the browser that asked for it."""
    form, status = MailedCodeForm(), 200
    if form.validate_on_submit():
        outcome, link = try_mailed_code(db.session, asked_here(), form.code.data or "", caller=caller(""), now=now())
        if link is not None:
            session.pop(ASKED, None)
            return let_judge_in(link.subject, Means.CODE)
        keep()
        status = form.refuse(outcome)
    page = render_template("accounts/everyone/sent.html", form=form, errors=problems(form))
    return page, 422 if form.errors and status == 200 else status  # noqa: PLR2004 - HTTP: nothing was refused yet


@door.route("/out/<audience>", methods=["POST"])
def out(audience: str) -> ResponseReturnValue:
    """End this browser's sign-in for the audience."""
    g.audience = Audience(audience) if audience in set(Audience) else Audience.EVERYONE
    leave(g.audience)
    flash("You are signed out")
    return redirect(url_for("seasons.home"), 303)


def open_for_judge(_session: Session, subject: str, _now: datetime) -> ResponseReturnValue:
    """Sign a judge in from their link."""
    return let_judge_in(subject, Means.LINK)


def let_judge_in(subject: str, means: Means) -> ResponseReturnValue:
    """Sign a judge in and lead them on."""
    enter(Audience.JUDGES, subject, means=means)
    return redirect(way_on(Audience.JUDGES), 303)

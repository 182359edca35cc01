"""Your account, for judges: where you are signed in."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import leave_everywhere, me, token_hashes_here
from awards.accounts.own import own_page
from awards.accounts.sign_ins import end_one, sign_in_of
from awards.core.actor import Audience
from awards.db import db
from awards.web.clock import now
from awards.web.doors import Door

door = Door("own_judge", __name__, opens_to=Audience.JUDGES, url_prefix="/judge/account")


@door.route("/", own=True)
def account() -> ResponseReturnValue:
    """Show one's own account."""
    page = own_page(db.session, me().reference, token_hashes=token_hashes_here(), now=now())
    return render_template("accounts/judge/account.html", page=page)


@door.route("/sign-ins/<int:number>/end", methods=["POST"], own=True)
def end_sign_in(number: int) -> ResponseReturnValue:
    """End one of one's own sign-ins."""
    end_one(db.session, sign_in_of(db.session, me().reference, number, now=now()), actor=me(), now=now())
    flash("Ended. That browser is signed out.")
    return redirect(url_for(".account"), 303)


@door.route("/sign-ins/end", methods=["POST"], own=True)
def end_all() -> ResponseReturnValue:
    """Sign out everywhere, here as well."""
    leave_everywhere(me())
    flash("You are signed out everywhere")
    return redirect(url_for("seasons.home"), 303)

"""Staff see what is about to go and what went; administrators may keep it."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience, Role
from awards.db import db
from awards.privacy import queries
from awards.privacy.forms import HoldForm
from awards.privacy.queries import Announced
from awards.privacy.retaining import hold_clearance, may_change, release_clearance
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import Form, problems

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})

door = Door("retention_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff/retention")


@door.route("/")
def index() -> ResponseReturnValue:
    """List what goes soon, what is on hold and what went."""
    programme = g.programme or abort(404)
    page = queries.retention_of(db.session, programme_id=programme.id)
    return render_template("privacy/staff/retention.html", page=page)


@door.route("/<ref>")
def clearance(ref: str) -> ResponseReturnValue:
    """Show one announcement: what goes, what stays, and when."""
    return _page(_announced(ref), HoldForm())


@door.route("/<ref>/hold", methods=["POST"], needs=ADMINISTRATORS)
def hold(ref: str) -> ResponseReturnValue:
    """Keep what was announced until somebody releases it."""
    one, form = _announced(ref), HoldForm()
    if not form.validate_on_submit():
        return _page(one, form), 422
    hold_clearance(db.session, one.clearance, reason=str(form.reason.data), actor=me(), now=now())
    flash("It is on hold: nothing of it goes")
    return redirect(url_for(".clearance", ref=ref), 303)


@door.route("/<ref>/release", methods=["POST"], needs=ADMINISTRATORS)
def release(ref: str) -> ResponseReturnValue:
    """Let what was on hold go, a week from now."""
    if Form().validate_on_submit():
        release_clearance(db.session, _announced(ref).clearance, actor=me(), now=now())
        flash("It is no longer on hold")
    return redirect(url_for(".clearance", ref=ref), 303)


def _announced(ref: str) -> Announced:
    programme = g.programme or abort(404)
    return queries.clearance_by_ref(db.session, ref, programme_id=programme.id)


def _page(one: Announced, form: HoldForm) -> str:
    may = bool(may_change(one.clearance, actor=me()))
    return render_template("privacy/staff/clearance.html", one=one, form=form, may=may, errors=problems(form))

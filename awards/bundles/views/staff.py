"""Staff pages of the sealed record: what stands, signing it off, and the bundles made from it."""

from __future__ import annotations

from flask import Response, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.bundles.actions import sign_off as sign_results_off
from awards.bundles.forms import SignOffForm
from awards.bundles.pages import record_page
from awards.bundles.taking import bundle_file
from awards.core.actor import Audience
from awards.db import db
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.doors import STAFF_ROLES, Door
from awards.web.transactions import observe

door = Door("bundles_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff/record")


@door.route("/")
def record() -> ResponseReturnValue:
    """Show how far the record of judging is, its checkpoints, and what is missing before the sign-off."""
    return render_template("bundles/staff/record.html", page=record_page(db.session, _season(), actor=me()))


@door.route("/sign-off", methods=["GET", "POST"], needs=STAFF_ROLES, proof=True)
def sign_off() -> ResponseReturnValue:
    """Confirm what is sealed, then sign the results off."""
    page = record_page(db.session, _season(), actor=me())
    form = SignOffForm(seen=str(page.length.newest))
    if form.validate_on_submit():
        sign_results_off(db.session, _season(), seen=form.seen_act, actor=me(), now=now())
        flash("Signed off. The bundle for auditors is made within a minute or so, and everybody on staff is told.")
        return redirect(url_for(".record"), 303)
    return render_template("bundles/staff/sign_off.html", page=page, form=form)


@door.route("/<int:number>/<any(auditor, public):cut>.zip", proof=True)
def bundle(number: int, cut: str) -> ResponseReturnValue:
    """Give a bundle, and note who took it."""
    taken = bundle_file(db.session, _season(), number=number, cut=cut)
    observe(taken.noted(actor=me(), now=now()))
    headers = {"Content-Disposition": f'attachment; filename="{taken.name}"'}
    return Response(taken.data, mimetype="application/zip", headers=headers)


def _season() -> Season:
    season: Season | None = g.season
    return season or abort(404)

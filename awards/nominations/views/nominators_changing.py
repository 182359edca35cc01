"""Changing course: another award, a new version of what was sent, and asking for a correction."""

from __future__ import annotations

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.permission import Permission
from awards.db import db
from awards.nominations import correcting, listing, moving, revising
from awards.nominations.changing_forms import CorrectionForm, MoveForm
from awards.nominations.doors import my_nominations as door
from awards.nominations.kept import kept_of
from awards.nominations.models import Nomination
from awards.nominations.policy import may_edit
from awards.nominations.views.own import own, own_in_full, pages_of, show
from awards.seasons.queries import nominated_categories
from awards.web.clock import now
from awards.web.forms import Form


@door.route("/<ref>/move", methods=["GET", "POST"])
def move(ref: str) -> ResponseReturnValue:
    """Move the draft to another award; what no longer fits is kept, and the verdict is given anew."""
    nomination = own_in_full(ref) if request.method == "POST" else own(ref)
    form = MoveForm(nomination, nominated_categories(db.session, nomination.season))
    if not form.validate_on_submit():
        return show("move", nomination, form=form, hints=form.hints, can_edit=bool(may_edit(nomination)))
    category = form.by_slug[form.category.data]
    moving.move_nomination(db.session, nomination, category, actor=me(), now=now())
    flash(f"Moved to the {category.name}")
    return redirect(url_for(".verdict", ref=nomination.ref), 303)


@door.route("/<ref>/kept")
def kept(ref: str) -> ResponseReturnValue:
    """Show what was kept from another award, whole; whoever is not put forward here can be taken out."""
    nomination = own_in_full(ref)
    return show("kept", nomination, kept=kept_of(db.session, nomination), can_edit=bool(may_edit(nomination)))


@door.route("/<ref>/kept/<nominee_ref>/take-out", methods=["POST"])
def take_out(ref: str, nominee_ref: str) -> ResponseReturnValue:
    """Take out somebody who was named for an award of another shape."""
    nomination = own_in_full(ref)
    if Form().validate_on_submit():
        moving.take_out(db.session, nomination, nominee_ref)
        flash("Taken out")
    return redirect(url_for(".kept", ref=nomination.ref), 303)


@door.route("/<ref>/new-version", methods=["POST"])
def new_version(ref: str) -> ResponseReturnValue:
    """Begin a new version of what was sent, or open the one there is."""
    version = revising.start_version(db.session, own_in_full(ref), actor=me(), now=now())
    return redirect(url_for(".task_list", ref=version.ref), 303)


@door.route("/<ref>/give-up", methods=["GET", "POST"])
def give_up(ref: str) -> ResponseReturnValue:
    """Ask whether to give up the new version, then drop it; what was sent before stays as it is."""
    version = own(ref)
    if version.revises is None:
        return redirect(url_for(".receipt", ref=version.ref), 303)
    sent = version.revises.ref
    if Form().validate_on_submit():
        revising.give_up_version(db.session, version, actor=me(), now=now())
        flash("The new version is given up. What you sent before counts")
        return redirect(url_for(".receipt", ref=sent), 303)
    back, closing = pages_of(ref)("task_list"), listing.closing(version, now=now())
    return show("give_up", version, sent=sent, closing=closing, back_url=back)


@door.route("/<ref>/correction", methods=["GET", "POST"])
def correction(ref: str) -> ResponseReturnValue:
    """Ask staff to put something right that can no longer be changed; a refusal keeps what was typed on the page."""
    nomination, form = own(ref), CorrectionForm()
    permission = correcting.may_ask(db.session, nomination, now=now())
    if request.method == "POST" and not permission:
        return _correction_page(nomination, form, permission, status=409)
    if form.validate_on_submit():
        text = form.text.data or ""
        correcting.ask_for_correction(db.session, nomination, text=text, actor=me(), now=now())
        flash("Your request is with our staff")
        return redirect(url_for(".receipt", ref=nomination.ref), 303)
    return _correction_page(nomination, form, permission)


def _correction_page(
    nomination: Nomination, form: CorrectionForm, permission: Permission, *, status: int = 200
) -> ResponseReturnValue:
    back = url_for(".receipt", ref=nomination.ref)
    return show("correction", nomination, form=form, reasons=permission.reasons, back_url=back, status=status)

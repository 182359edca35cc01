"""Administrators find one person, copy what is held of them, and erase them."""

from __future__ import annotations

from collections.abc import Sequence

from flask import abort, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience, Role
from awards.core.permission import require
from awards.db import db
from awards.privacy.copying import copy_of
from awards.privacy.erasing.mail import clear_mail_folder
from awards.privacy.erasure import erase, preview_of
from awards.privacy.finding import seek
from awards.privacy.people_forms import ErasureForm, SeekForm
from awards.privacy.people_pages import BETWEEN, Chosen, afterwards, answers_for_all, chosen_rows, goes_and_stays
from awards.privacy.people_policy import may_act_on
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import Form, problems
from config import Settings

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})

door = Door("persons_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff/privacy/people")


@door.route("/", methods=["GET", "POST"], needs=ADMINISTRATORS)
def index() -> ResponseReturnValue:
    """Look for everybody whom some words may mean; what was typed is kept nowhere."""
    form, groups = SeekForm(), None
    if form.validate_on_submit():
        groups = seek(db.session, form.words.data or "", programme_id=_programme_id(), actor=me(), now=now())
    page = "privacy/staff/people.html"
    answer = render_template(page, form=form, groups=groups, errors=problems(form))
    return answer, 422 if form.errors else 200


@door.route("/choose", needs=ADMINISTRATORS)
def choose() -> ResponseReturnValue:
    """Take what was ticked to the page about it."""
    refs = BETWEEN.join(request.args.getlist("ref"))
    if not refs:
        flash("Tick at least one line")
        return redirect(url_for(".index"), 303)
    return redirect(url_for(".chosen", refs=refs), 303)


@door.route("/<refs>", needs=ADMINISTRATORS)
def chosen(refs: str) -> ResponseReturnValue:
    """Show whom was chosen, and what can be done."""
    return render_template("privacy/staff/person_chosen.html", chosen=_chosen(refs))


@door.route("/<refs>/copy", methods=["POST"], needs=ADMINISTRATORS, proof=True)
def copy(refs: str) -> ResponseReturnValue:
    """Give everything held on them: to read and print, or as a file."""
    those, everywhere = _chosen_to_act_on(refs), answers_for_all(db.session, me())
    if not Form().validate_on_submit():
        return redirect(url_for(".chosen", refs=refs), 303)
    made = copy_of(db.session, those.known, everywhere=everywhere, actor=me(), now=now())
    if request.form.get("as") == "file":
        headers = {"Content-Disposition": 'attachment; filename="copy-of-what-is-held.json"'}
        return made.as_json(), 200, headers | {"Content-Type": "application/json; charset=utf-8"}
    return render_template("privacy/staff/person_copy.html", copy=made, chosen=those)


@door.route("/<refs>/erase", methods=["GET", "POST"], needs=ADMINISTRATORS, proof=True)
def erase_them(refs: str) -> ResponseReturnValue:
    """Say what goes and what stays, and erase them."""
    those, form = _chosen_to_act_on(refs), ErasureForm()
    preview = preview_of(db.session, those.known)
    form.asks(preview)
    if form.validate_on_submit():
        done = erase(db.session, those.known, form.wish, actor=me(), now=now())
        _clear_files(done.addresses)
        return redirect(url_for(".erased", refs=refs), 303)
    page = render_template("privacy/staff/person_erase.html", chosen=those, preview=preview, form=form,
                           words=goes_and_stays(preview), errors=problems(form))  # fmt: skip
    return page, 422 if form.errors else 200


@door.route("/<refs>/erased", needs=ADMINISTRATORS)
def erased(refs: str) -> ResponseReturnValue:
    """Say that it is done, and what still needs a look."""
    return render_template("privacy/staff/person_erased.html", page=afterwards(db.session, refs))


def _programme_id() -> int:
    programme = g.programme or abort(404)
    return int(programme.id)


def _chosen(refs: str) -> Chosen:
    return chosen_rows(db.session, refs, programme_id=_programme_id())


def _chosen_to_act_on(refs: str) -> Chosen:
    those, everywhere = _chosen(refs), answers_for_all(db.session, me())
    require(may_act_on(those.rows, programme_id=_programme_id(), everywhere=everywhere))
    return those


def _clear_files(addresses: Sequence[str]) -> None:
    settings: Settings = current_app.extensions["awards.settings"]
    clear_mail_folder(settings.mail_folder, to=addresses)

"""Staff make the judges' copy of a nomination beside the original, stamp it, and say what judges are warned of."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.core.permission import require
from awards.db import db
from awards.screening.copy_forms import WarningForm
from awards.screening.copy_page import CopyPage, copy_page
from awards.screening.copying import Saved, save_copy, set_content_warning, stamp_copy
from awards.screening.policy import may_warn
from awards.screening.queries import entry_by_ref, nomination_by_ref
from awards.screening.reading import note_reading
from awards.screening.views.staff import this_season
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems
from awards.web.transactions import keep

door = Door("copy_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff")


@door.route("/nominations/<ref>/copy", methods=["GET", "POST"])
def copy(ref: str) -> ResponseReturnValue:
    """Show the original with likely details marked beside the judges' copy, and save the copy."""
    page = _page(ref)
    if not page.form.validate_on_submit():
        return _shown(page)
    saved = _save(page)
    if saved.conflicts or page.gone:
        return _shown(_page(ref, saved), saved)
    flash("The copy is saved")
    return redirect(url_for(".copy", ref=ref), 303)


@door.route("/nominations/<ref>/copy/stamp", methods=["POST"])
def stamp(ref: str) -> ResponseReturnValue:
    """Save the copy, and stamp it if all of it was on the page."""
    page = _page(ref)
    if not page.form.validate_on_submit():
        return _shown(page)
    saved = _save(page)
    page = _page(ref, saved)
    if saved.conflicts or saved.unseen or page.gone or not page.form.says_stamped:
        return _shown(page, saved)
    stamp_copy(db.session, page.nomination, actor=me(), now=now())
    flash("The copy is stamped")
    return redirect(page.next_url, 303)


@door.route("/entries/<ref>/warning", methods=["GET", "POST"])
def warning(ref: str) -> ResponseReturnValue:
    """Say what judges are told before they read the entry."""
    entry = entry_by_ref(db.session, ref, season_id=this_season().id)
    require(may_warn(me(), entry))
    form = WarningForm(warning=entry.content_warning)
    if form.validate_on_submit():
        set_content_warning(db.session, entry, words=form.warning.data or "", actor=me(), now=now())
        flash("The content warning is saved")
        return redirect(url_for("screening_staff.entry", ref=ref), 303)
    page = render_template("screening/staff/warning.html", entry=entry, form=form, errors=problems(form))
    return page, 422 if form.errors else 200


def _page(ref: str, saved: Saved | None = None) -> CopyPage:
    found = nomination_by_ref(db.session, ref, season_id=this_season().id)
    return copy_page(db.session, found, actor=me(), now=now(), saved=saved)


def _save(page: CopyPage) -> Saved:
    """Keep what was typed before anything else is done with it."""
    saved = save_copy(db.session, page.nomination, page.form.typed, actor=me(), now=now())
    keep()
    return saved


def _shown(page: CopyPage, saved: Saved | None = None) -> ResponseReturnValue:
    """Answer with the page: as it stands, or with what is to be looked at first."""
    note_reading(page.nomination.category, page.nomination.ref, actor=me(), at=now())
    errors = problems(page.form)
    meanwhile = saved is not None and bool(saved.conflicts or saved.unseen or page.gone)
    html = render_template("screening/staff/copy.html", page=page, errors=errors, meanwhile=meanwhile)
    return html, 409 if meanwhile else 422 if errors else 200

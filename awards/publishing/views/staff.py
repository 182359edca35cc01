"""Staff pages: announcing, describing winners, and the archive."""

from __future__ import annotations

from flask import abort, flash, g, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.db import db
from awards.publishing import actions, acts, editing, forms, overview, queries
from awards.publishing.lifecycle import ANNOUNCEMENT
from awards.publishing.models import AnnouncementKind
from awards.publishing.showing import finalists_shown
from awards.seasons.models import Programme, Season
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems

door = Door("publishing_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff/announce")

KIND = "<any(finalists, winners):kind>"


@door.route("/")
def announcements() -> ResponseReturnValue:
    """Show where both announcements stand."""
    lines = overview.lines_of(queries.desk_of(db.session, _season()), now=now())
    return render_template("publishing/staff/announcements.html", lines=lines)


@door.route(f"/{KIND}/prepare", methods=["POST"])
def prepare(kind: str) -> ResponseReturnValue:
    """Draw the announcement up, or draw it up again."""
    desk = queries.desk_of(db.session, _season())
    actions.prepare_announcement(db.session, desk, AnnouncementKind(kind), actor=me(), now=now())
    flash("Prepared. Nothing is public yet: preview it, then release it.")
    return redirect(url_for(".announcements"), 303)


@door.route(f"/{KIND}/preview")
def preview(kind: str) -> ResponseReturnValue:
    """Show exactly the page the public would get, to staff alone."""
    desk = queries.desk_of(db.session, _season())
    g.audience = Audience.EVERYONE  # the layout draws what a visitor would see
    if kind == AnnouncementKind.FINALISTS:
        shown = finalists_shown(desk.finalists, desk.notices)
        page = render_template("publishing/everyone/finalists.html", finalists=shown)
    else:
        year = queries.year_in_preview(db.session, desk)
        page = render_template("publishing/everyone/winners_year.html", year=year)
    return _private(page)


@door.route(f"/{KIND}/release", methods=["GET", "POST"], proof=True)
def release(kind: str) -> ResponseReturnValue:
    """Confirm what goes out and when, then make it public."""
    desk = queries.desk_of(db.session, _season())
    announcement = desk.announcements.get(AnnouncementKind(kind)) or abort(404)
    form = forms.ReleaseForm(version=str(announcement.version))
    if form.validate_on_submit():
        seen = form.seen_version
        actions.release_announcement(db.session, desk, announcement, version=seen, actor=me(), now=now())
        flash("Released. It is public now.")
        return redirect(url_for(".announcements"), 303)
    asked = overview.confirmation_of(desk, announcement, now=now())
    return render_template("publishing/staff/release.html", form=form, asked=asked)


@door.route(f"/{KIND}/<any(hold, unhold, withdraw):act>", methods=["GET", "POST"])
def change(kind: str, act: str) -> ResponseReturnValue:
    """Hold an announcement, let it go again, or take it off the site; each with a reason."""
    announcement = queries.announcement_of(db.session, _season(), AnnouncementKind(kind))
    wording, form = acts.ACTS[act], forms.ReasonForm()
    if form.is_submitted() and form.agrees(ANNOUNCEMENT.may(act, announcement.state)):
        wording.action(db.session, announcement, reason=form.reason.data or "", actor=me(), now=now())
        flash(wording.done)
        return redirect(url_for(".announcements"), 303)
    words = {"wording": wording, "kind": kind}
    return render_template("publishing/staff/change.html", form=form, errors=problems(form), **words), form.status


@door.route("/winner/<ref>", methods=["GET", "POST"])
def winner(ref: str) -> ResponseReturnValue:
    """Write what is said of a winner beside the name."""
    found = queries.winner_by_ref(db.session, _programme(), ref)
    form = forms.winner_form(found)
    if form.is_submitted() and form.hold_against(found):
        citations = form.written_citations
        editing.edit_winner(db.session, found, form.texts, citations=citations, actor=me(), now=now())
        flash("Saved.")
        return redirect(url_for(".winner", ref=ref), 303)
    shown = queries.winner_as_shown(db.session, found)
    people = {"winner": found, "shown": shown}
    return render_template("publishing/staff/winner.html", form=form, errors=problems(form), **people), form.status


@door.route("/winner/<ref>/correct", methods=["GET", "POST"])
def correct(ref: str) -> ResponseReturnValue:
    """Correct a wrong name everywhere, with a line that says so."""
    found = queries.winner_by_ref(db.session, _programme(), ref)
    shown, form = queries.winner_as_shown(db.session, found), forms.CorrectionForm(erratum=found.erratum)
    if form.validate_on_submit():
        editing.correct_name(db.session, found, form.correction(shown.name), actor=me(), now=now())
        flash("Corrected everywhere.")
        return redirect(url_for(".winner", ref=ref), 303)
    status = 422 if form.is_submitted() else 200
    return render_template("publishing/staff/correct.html", shown=shown, form=form, errors=problems(form)), status


@door.route("/archive")
def archive() -> ResponseReturnValue:
    """Show every imported winner, with what it rests on."""
    rows = queries.archive_of(db.session, _programme())
    return render_template("publishing/staff/archive.html", winners=rows)


@door.route("/winner/<ref>/hide", methods=["POST"])
def hide(ref: str) -> ResponseReturnValue:
    """Take a winner off every page at once."""
    found = queries.winner_by_ref(db.session, _programme(), ref)
    editing.hide_winner(db.session, found, actor=me(), now=now())
    flash("Hidden everywhere.")
    return redirect(_back_from(found.import_key, ref), 303)


@door.route("/winner/<ref>/show", methods=["POST"])
def show(ref: str) -> ResponseReturnValue:
    """Show a hidden winner again."""
    found = queries.winner_by_ref(db.session, _programme(), ref)
    editing.show_winner(db.session, found, actor=me(), now=now())
    flash("Shown again.")
    return redirect(_back_from(found.import_key, ref), 303)


def _private(page: str) -> ResponseReturnValue:
    answer = make_response(page)
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _back_from(import_key: str | None, ref: str) -> str:
    return url_for(".archive") if import_key else url_for(".winner", ref=ref)


def _season() -> Season:
    season: Season | None = g.get("season")
    return season or abort(404)


def _programme() -> Programme:
    programme: Programme | None = g.get("programme")
    return programme or abort(404)

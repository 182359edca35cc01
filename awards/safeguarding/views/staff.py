"""The lead's pages: flags, what is done about them, and who is told."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.db import db
from awards.safeguarding import actions, queries
from awards.safeguarding.forms import CloseForm, LeadForm, NoteForm
from awards.safeguarding.pages import FlagPage, flag_page, flags_page
from awards.safeguarding.reading import note_flag_read
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import Form, problems

door = Door("safeguarding_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff")


def this_season() -> Season:
    """Give the season that the pages are about; without one there is nothing to see."""
    season: Season = g.get("season") or abort(404)
    return season


@door.route("/flags")
def flags() -> ResponseReturnValue:
    """List the season's flags, what is open first and by its clock."""
    page = flags_page(db.session, this_season(), actor=me(), now=now())
    return render_template("safeguarding/staff/flags.html", page=page)


@door.route("/flags/lead", methods=["GET", "POST"])
def lead() -> ResponseReturnValue:
    """Let an administrator name who looks after flags."""
    programme, form = this_season().programme, LeadForm()
    people = queries.named_staff_for(db.session, programme, actor=me())
    form.offer(people)
    if form.validate_on_submit():
        actions.name_lead(db.session, programme, form.chosen(people), actor=me(), now=now())
        flash("From now on they are told when somebody flags a story")
        return redirect(url_for(".flags"), 303)
    in_office = queries.lead_of(db.session, programme)
    page = render_template("safeguarding/staff/lead.html", form=form, lead=in_office, people=people,
                           errors=problems(form))  # fmt: skip
    return page, 422 if form.errors else 200


@door.route("/flags/<ref>")
def flag_shown(ref: str) -> ResponseReturnValue:
    """Show one flag with its restricted notes."""
    return _shown(_page(ref), NoteForm(), CloseForm())


@door.route("/flags/<ref>/look", methods=["POST"])
def look(ref: str) -> ResponseReturnValue:
    """Say that somebody has looked."""
    page = _page(ref, to_write=True)
    if Form().validate_on_submit():
        actions.mark_looked_at(db.session, page.flag, actor=me(), now=now())
        flash(f"{ref} is marked as looked at")
    return redirect(url_for(".flag_shown", ref=ref), 303)


@door.route("/flags/<ref>/notes", methods=["POST"])
def note(ref: str) -> ResponseReturnValue:
    """Add a restricted note."""
    page, form = _page(ref, to_write=True), NoteForm()
    if not form.validate_on_submit():
        return _shown(page, form, CloseForm(formdata=None)), 422
    actions.note_flag(db.session, page.flag, form.text.data or "", actor=me(), now=now())
    flash("The note is kept")
    return redirect(url_for(".flag_shown", ref=ref), 303)


@door.route("/flags/<ref>/close", methods=["POST"])
def close(ref: str) -> ResponseReturnValue:
    """Close a flag with what was done."""
    page, form = _page(ref, to_write=True), CloseForm()
    if not form.validate_on_submit() or not page.may_close:
        return _shown(page, NoteForm(formdata=None), form), 422 if form.errors else 409
    words = form.note.data or ""
    actions.close_flag(db.session, page.flag, outcome=form.chosen, note=words, actor=me(), now=now())
    flash(f"{ref} is closed")
    return redirect(url_for(".flags"), 303)


def _page(ref: str, *, to_write: bool = False) -> FlagPage:
    return flag_page(db.session, ref, season=this_season(), actor=me(), now=now(), to_write=to_write)


def _shown(page: FlagPage, note_form: NoteForm, close_form: CloseForm) -> str:
    note_flag_read(page.flag, actor=me(), at=now())
    errors = problems(note_form, close_form)
    return render_template(
        "safeguarding/staff/flag.html", page=page, note_form=note_form, close_form=close_form, errors=errors
    )

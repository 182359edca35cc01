"""Staff look nominees up in the professional register, and in the organiser's own lists."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.core.times import local_day
from awards.db import db
from awards.registers import actions, list_pages, member_pages, membership, pages
from awards.registers.forms import LookForm, UploadForm
from awards.registers.models import ListKind, ListUpload
from awards.registers.queries import upload_by_ref
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems
from awards.web.pagination import page_asked_for

door = Door("registers_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff/registers")


def this_season() -> Season:
    """Give the season that the pages are about; without one there is nothing to see."""
    season: Season = g.get("season") or abort(404)
    return season


@door.route("/")
def registers() -> ResponseReturnValue:
    """List whom the rules want looked up in the register, with what was found so far."""
    state = request.args.get("state")
    page = pages.registers_page(db.session, this_season(), state=state, page=page_asked_for(), actor=me())
    return render_template("registers/staff/registers.html", page=page)


@door.route("/numbers")
def numbers() -> ResponseReturnValue:
    """Give up to a hundred numbers to copy into the public register's search."""
    page = pages.numbers_page(db.session, this_season(), page=page_asked_for())
    return render_template("registers/staff/numbers.html", page=page)


@door.route("/new/<kind>", methods=["GET", "POST"])
def upload(kind: str) -> ResponseReturnValue:
    """Take a list, pasted or as a file."""
    chosen = next((one for one in ListKind if one.value == kind), None) or abort(404)
    form = UploadForm(chosen, today=local_day(now(), this_season().programme.zone))
    batch = page_asked_for() if "page" in request.args else None
    form.suggest(pages.searched(db.session, this_season(), kind=chosen, batch=batch))
    if form.validate_on_submit():
        kept = actions.keep_list(db.session, this_season(), form.pasted, actor=me(), now=now())
        return redirect(url_for(".columns", ref=kept.ref), 303)
    status = 422 if form.errors else 200
    return render_template("registers/staff/upload.html", form=form, kind=chosen, errors=problems(form)), status


@door.route("/lists/<ref>/columns", methods=["GET", "POST"])
def columns(ref: str) -> ResponseReturnValue:
    """Say which column of a list holds what."""
    page = list_pages.columns_page(this_list(ref))
    if page.form.validate_on_submit():
        actions.map_columns(db.session, page.upload, page.form.columns, actor=me())
        return redirect(url_for(".words", ref=ref), 303)
    status = 422 if page.form.errors else 200
    return render_template("registers/staff/columns.html", page=page, errors=problems(page.form)), status


@door.route("/lists/<ref>/words", methods=["GET", "POST"])
def words(ref: str) -> ResponseReturnValue:
    """Say what the words in a list mean."""
    page = list_pages.words_page(this_list(ref), this_season().vocabulary)
    if page.form.validate_on_submit():
        actions.map_words(db.session, page.upload, page.form.words, actor=me())
        return redirect(url_for(".preview", ref=ref), 303)
    status = 422 if page.form.errors else 200
    return render_template("registers/staff/words.html", page=page, errors=problems(page.form)), status


@door.route("/lists/<ref>")
def preview(ref: str) -> ResponseReturnValue:
    """Show what applying a list would record."""
    page = list_pages.preview_page(db.session, this_season(), this_list(ref), actor=me())
    return render_template("registers/staff/preview.html", page=page)


@door.route("/lists/<ref>/apply", methods=["POST"])
def apply_register(ref: str) -> ResponseReturnValue:
    """Record what the register says of each nominee in a list."""
    seen = request.form.get("seen", "")
    count = actions.apply_register_list(db.session, this_season(), ref, actor=me(), now=now(), seen=seen)
    flash(f"{count} {'nominee is' if count == 1 else 'nominees are'} checked")
    return redirect(url_for(".registers"), 303)


@door.route("/lists/<ref>/keep", methods=["POST"])
def apply_programme(ref: str) -> ResponseReturnValue:
    """Keep everybody on a list of fellows and participants, to look nominees up in."""
    seen = request.form.get("seen", "")
    count = membership.apply_programme_list(db.session, this_season(), ref, actor=me(), now=now(), seen=seen)
    flash(f"{count} {'person is' if count == 1 else 'people are'} on the list")
    return redirect(url_for(".members"), 303)


@door.route("/nominees/<ref>", methods=["GET", "POST"])
def nominee(ref: str) -> ResponseReturnValue:
    """Record what somebody of staff saw in the register about one nominee."""
    line = pages.line_of(db.session, this_season(), ref)
    form = LookForm(today=local_day(now(), this_season().programme.zone))
    if form.validate_on_submit():
        actions.record_check(db.session, this_season(), line, found=form.found, on=form.day, actor=me(), now=now())
        flash(f"What the register says of {line.nominee.full_name} is recorded")
        return redirect(url_for(".registers"), 303)
    status = 422 if form.errors else 200
    page = pages.nominee_page(line, actor=me())
    return render_template("registers/staff/nominee.html", **page, form=form, errors=problems(form)), status


@door.route("/members", methods=["GET", "POST"])
def members() -> ResponseReturnValue:
    """List whom the rules want looked for in the organiser's own list; confirm many who match exactly."""
    season, state = this_season(), request.args.get("state")
    page = member_pages.members_page(db.session, season, state=state, page=page_asked_for(), actor=me())
    if page.newest and page.form.validate_on_submit():
        count = membership.confirm_members(db.session, page.chosen, page.newest, actor=me(), now=now())
        flash(f"{count} {'nominee is' if count == 1 else 'nominees are'} matched")
        return redirect(url_for(".members"), 303)
    status = 422 if page.form.errors else 200
    return render_template("registers/staff/members.html", page=page, errors=problems(page.form)), status


@door.route("/members/<ref>", methods=["GET", "POST"])
def member(ref: str) -> ResponseReturnValue:
    """Say who on the organiser's list one nominee is."""
    page = member_pages.member_page(db.session, this_season(), ref, actor=me())
    if page.form.validate_on_submit():
        who, listed = page.line.nominee, page.newest
        membership.record_member(db.session, who, upload=listed, member=page.chosen, actor=me(), now=now())
        flash(f"What the list says of {who.full_name} is recorded")
        return redirect(url_for(".members"), 303)
    status = 422 if page.form.errors else 200
    return render_template("registers/staff/member.html", page=page, errors=problems(page.form)), status


def this_list(ref: str) -> ListUpload:
    """Give the list that a page is about."""
    return upload_by_ref(db.session, ref, season_id=this_season().id)

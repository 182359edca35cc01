"""A judge's way to the entries: terms, their work, conflicts, and then what is theirs to read."""

from __future__ import annotations

from datetime import date

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.core.times import local_day
from awards.db import db
from awards.panels import actions, declaring, overview, queries
from awards.panels.forms import ConflictForm, conflicts_form, notes_form
from awards.panels.models import PanelMember
from awards.panels.naming import shown_name
from awards.panels.rules import Step
from awards.panels.words import InterestKind
from awards.panels.work_forms import WorkForm
from awards.panels.working import tell_work, work_of
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import Form, problems

door = Door("panels_judge", __name__, opens_to=Audience.JUDGES, url_prefix="/judge")
ELSEWHERE = {Step.PRACTICE: "judging_practice.practice"}
"""Steps whose pages are in another room."""


@door.route("/")
def welcome() -> ResponseReturnValue:
    """Take the judge to their next step, or say that there is nothing for them yet."""
    ahead = overview.ahead_of(db.session, me().reference, season_id=_season().id)
    if ahead is None:
        return render_template("panels/judge/nothing_yet.html")
    if ahead.step is Step.ENTRIES:
        return redirect(url_for("judging.queue"), 303)
    return redirect(url_for(ELSEWHERE.get(ahead.step, f".{ahead.step}"), ref=ahead.panel_ref), 303)


@door.route("/terms/<ref>", methods=["GET", "POST"])
def terms(ref: str) -> ResponseReturnValue:
    """Show the terms of confidentiality and take the judge's agreement."""
    member, form = _member(ref), Form()
    if form.validate_on_submit():
        actions.accept_terms(db.session, member, actor=me(), now=now())
        return redirect(url_for(".welcome"), 303)
    return render_template("panels/judge/terms.html", member=member)


@door.route("/your-work/<ref>", methods=["GET", "POST"])
def work(ref: str) -> ResponseReturnValue:
    """Ask where the judge works and worked, before they see a name; what they change later proposes conflicts anew."""
    member = _member(ref)
    if member.terms_accepted_at is None:
        return redirect(url_for(".terms", ref=ref), 303)
    form = WorkForm(work_of(member))
    if form.validate_on_submit():
        tell_work(db.session, member, form.work, actor=me(), now=now())
        return redirect(url_for(".conflicts", ref=ref), 303)
    page = render_template("panels/judge/work.html", member=member, form=form, errors=problems(form))
    return page, 422 if form.errors else 200


@door.route("/conflicts/<ref>", methods=["GET", "POST"])
def conflicts(ref: str) -> ResponseReturnValue:
    """Show names and employers only, and ask whom the judge is connected with."""
    member = _member(ref)
    if member.work_told_at is None:
        return redirect(url_for(".work", ref=ref), 303)
    listed = declaring.names_to_declare(db.session, member, season=_season(), today=_today())
    form = conflicts_form(listed)
    if form.validate_on_submit():
        actions.declare_interests(db.session, member, form.declared(), actor=me(), now=now())
        flash("Thank you. Your conflicts are noted.")
        return redirect(url_for(".welcome"), 303)
    page = render_template("panels/judge/conflicts.html", member=member, form=form, errors=problems(form))
    return page, 422 if form.errors else 200


@door.route("/declared")
def declared() -> ResponseReturnValue:
    """Show the judge what they declared: the names that they were shown, and nothing more."""
    members = queries.member_of(db.session, me().reference, _season().id)
    mine = declaring.conflicts_of(db.session, me().reference, season=_season())
    return render_template("panels/judge/declared.html", members=members, mine=mine)


@door.route("/declared/<ref>", methods=["GET", "POST"])
def notes(ref: str) -> ResponseReturnValue:
    """Let the judge add to their conflicts what staff should know."""
    member = _member(ref)
    mine = declaring.conflicts_of(db.session, me().reference, season=_season()).get(member.panel, ())
    form = notes_form(mine)
    if form.validate_on_submit():
        declaring.keep_notes(db.session, member, form.notes(), actor=me(), now=now())
        flash("Your notes are saved")
        return redirect(url_for(".declared"), 303)
    page = render_template("panels/judge/notes.html", member=member, form=form, errors=problems(form))
    return page, 422 if form.errors else 200


@door.route("/entries/<ref>/conflict", methods=["GET", "POST"])
def conflict(ref: str) -> ResponseReturnValue:
    """Let a judge stand down from an entry of theirs at any time."""
    mine = queries.assignment_for_judge(db.session, ref, user_ref=me().reference, season_id=_season().id)
    form = ConflictForm()
    if form.validate_on_submit():
        said = actions.Declared(InterestKind(form.kind.data), form.note.data)
        actions.declare_interest(db.session, mine.member, mine.entry, said=said, actor=me(), now=now())
        flash("Thank you. That entry is no longer on your list.")
        return redirect(url_for(".welcome"), 303)
    shown = shown_name(mine.entry, _season())
    page = render_template("panels/judge/conflict.html", ref=ref, shown=shown, form=form, errors=problems(form))
    return page, 422 if form.errors else 200


def _season() -> Season:
    season: Season | None = g.season
    return season or abort(404)


def _today() -> date:
    return local_day(now(), _season().programme.zone)


def _member(panel_ref: str) -> PanelMember:
    return queries.member_on_panel(db.session, panel_ref, user_ref=me().reference, season_id=_season().id)

"""A judge's way to the entries: terms first, then conflicts, then what is theirs to read."""

from __future__ import annotations

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.db import db
from awards.panels import actions, overview, queries
from awards.panels.forms import ConflictForm, conflicts_form
from awards.panels.models import PanelMember
from awards.panels.rules import Step
from awards.panels.words import InterestKind
from awards.seasons.models import Season
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import Form, problems

door = Door("panels_judge", __name__, opens_to=Audience.JUDGES, url_prefix="/judge")


@door.route("/")
def welcome() -> ResponseReturnValue:
    """Take the judge to their next step, or say that there is nothing for them yet."""
    ahead = overview.ahead_of(db.session, me().reference, season_id=_season().id)
    if ahead is None:
        return render_template("panels/judge/nothing_yet.html")
    if ahead.step is Step.ENTRIES:
        return redirect(url_for("judging.queue"), 303)
    return redirect(url_for(f".{ahead.step}", ref=ahead.panel_ref), 303)


@door.route("/terms/<ref>", methods=["GET", "POST"])
def terms(ref: str) -> ResponseReturnValue:
    """Show the terms of confidentiality and take the judge's agreement."""
    member, form = _member(ref), Form()
    if form.validate_on_submit():
        actions.accept_terms(db.session, member, actor=me(), now=now())
        return redirect(url_for(".welcome"), 303)
    return render_template("panels/judge/terms.html", member=member)


@door.route("/conflicts/<ref>", methods=["GET", "POST"])
def conflicts(ref: str) -> ResponseReturnValue:
    """Show names and employers only, and ask whom the judge is connected with."""
    member = _member(ref)
    if member.terms_accepted_at is None:
        return redirect(url_for(".terms", ref=ref), 303)
    entries = queries.entries_to_declare(db.session, member)
    ties = overview.likely_ties(member, entries)
    form = conflicts_form(entries, ties)
    if form.validate_on_submit():
        said = actions.declared_about(entries, form.declared())
        actions.declare_interests(db.session, member, said, actor=me(), now=now())
        flash("Thank you. Your conflicts are noted.")
        return redirect(url_for(".welcome"), 303)
    page = render_template("panels/judge/conflicts.html", member=member, entries=entries, ties=ties, form=form,
                           errors=problems(form))  # fmt: skip
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
    page = render_template("panels/judge/conflict.html", entry=mine.entry, form=form, errors=problems(form))
    return page, 422 if form.errors else 200


def _season() -> Season:
    season: Season | None = g.season
    return season or abort(404)


def _member(panel_ref: str) -> PanelMember:
    return queries.member_on_panel(db.session, panel_ref, user_ref=me().reference, season_id=_season().id)

"""What staff keep of the judges of a panel: their work, their ties with entries, and conflicts noted by mistake."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts.browser import me
from awards.core.actor import Audience
from awards.core.times import local_day
from awards.db import db
from awards.panels import members, organiser_ties, queries
from awards.panels.actions import Declared, declare_interest
from awards.panels.forms import kind_chosen, organiser_tie_form
from awards.panels.models import PanelMember
from awards.panels.policy import may_know_experience
from awards.panels.tie_reading import ties_of_panel
from awards.panels.views.staff import this_season
from awards.panels.work_forms import LiftForm, MemberForm
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems

door = Door("members_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff/panels")


@door.route("/<ref>/judges/<user_ref>", methods=["GET", "POST"])
def member(ref: str, user_ref: str) -> ResponseReturnValue:
    """Show what is known of a judge, and keep what staff change."""
    found, knows = _member(ref, user_ref), bool(may_know_experience(me()))
    form = MemberForm.of(found, found.panel.categories, knows_experience=knows)
    if form.validate_on_submit():
        members.change_member(db.session, found, form.place, actor=me(), now=now())
        flash("Saved")
        return redirect(url_for(".member", ref=ref, user_ref=user_ref), 303)
    conflicts = members.conflicts_for_staff(db.session, found)
    past = members.past_of(db.session, found.user, programme_id=this_season().programme_id)
    page = render_template("panels/staff/member.html", member=found, form=form, knows=knows, conflicts=conflicts,
                           past=past, errors=problems(form))  # fmt: skip
    return page, 422 if form.errors else 200


@door.route("/<ref>/judges/<user_ref>/conflicts/<entry_ref>", methods=["GET", "POST"])
def lift(ref: str, user_ref: str, entry_ref: str) -> ResponseReturnValue:
    """Undo a conflict that was noted by mistake, with the reason."""
    found, form = _member(ref, user_ref), LiftForm()
    interest = members.interest_between(db.session, found, entry_ref)
    if form.validate_on_submit():
        reason = form.reason.data or ""
        members.lift_interest(db.session, interest, reason=reason, actor=me(), now=now())
        flash("The conflict is undone. The judge gets the entry again only if you give it to them.")
        return redirect(url_for(".member", ref=ref, user_ref=user_ref), 303)
    page = render_template("panels/staff/lift.html", member=found, interest=interest, form=form, errors=problems(form))
    return page, 422 if form.errors else 200


@door.route("/<ref>/ties")
def ties(ref: str) -> ResponseReturnValue:
    """Show what the records suggest between judges and the people behind the entries, nominators among them."""
    panel = queries.panel_with_judges(db.session, ref, season_id=this_season().id)
    found = ties_of_panel(db.session, panel, today=local_day(now(), this_season().programme.zone))
    likely = [one for one in found if not one.tie.only_a_hint]
    hints = [one for one in found if one.tie.only_a_hint]
    return render_template("panels/staff/ties.html", panel=panel, likely=likely, hints=hints)


@door.route("/<ref>/ties/<entry_ref>/<user_ref>", methods=["POST"])
def add_tie(ref: str, entry_ref: str, user_ref: str) -> ResponseReturnValue:
    """Make a tie a conflict: the judge stands down from the entry."""
    found = _member(ref, user_ref)
    entry = queries.entry_of_panel(db.session, found.panel, entry_ref)
    said = Declared(kind_chosen(request.form.get("kind", "")))
    declare_interest(db.session, found, entry, said=said, actor=me(), now=now())
    flash("Conflict added. The judge can no longer see that entry.")
    return redirect(url_for(".ties", ref=ref), 303)


@door.route("/<ref>/organiser-ties", methods=["GET", "POST"])
def organiser(ref: str) -> ResponseReturnValue:
    """Note the organiser's own ties with entries, which their readers are told."""
    panel = queries.panel_with_judges(db.session, ref, season_id=this_season().id)
    form = organiser_tie_form(queries.entries_of_panel(db.session, panel.id))
    if form.validate_on_submit():
        entry = queries.entry_of_panel(db.session, panel, form.entry.data)
        organiser_ties.note_organiser_tie(db.session, entry, words=form.words.data or "", actor=me(), now=now())
        flash("Noted. Whoever reads the entry is told.")
        return redirect(url_for(".organiser", ref=ref), 303)
    noted = organiser_ties.organiser_ties_of_panel(db.session, panel)
    page = render_template("panels/staff/organiser.html", panel=panel, form=form, noted=noted, errors=problems(form))
    return page, 422 if form.errors else 200


@door.route("/<ref>/organiser-ties/<int:number>/take-back", methods=["POST"])
def take_back(ref: str, number: int) -> ResponseReturnValue:
    """Take back a tie of the organiser that was noted by mistake."""
    panel = queries.panel_with_judges(db.session, ref, season_id=this_season().id)
    tie = organiser_ties.organiser_tie_of_panel(db.session, panel, number)
    organiser_ties.take_back_tie(db.session, tie, actor=me(), now=now())
    flash("Taken back")
    return redirect(url_for(".organiser", ref=ref), 303)


def _member(ref: str, user_ref: str) -> PanelMember:
    return queries.member_for_staff(db.session, ref, user_ref, season_id=this_season().id)

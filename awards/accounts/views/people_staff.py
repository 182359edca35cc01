"""Administrators' pages of people with accounts: who they are, what they may do, where they are signed in."""

from __future__ import annotations

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from awards.accounts import people
from awards.accounts.browser import look, me
from awards.accounts.granting import change_roles, places_of
from awards.accounts.models import User
from awards.accounts.people_forms import DetailsForm, InviteForm, ReasonForm, RolesForm, SeeAsForm, SeenForm
from awards.accounts.people_pages import people_page, person_page
from awards.accounts.people_policy import audiences_in, may_change_account
from awards.accounts.people_queries import administers_everywhere, person_here
from awards.accounts.people_words import offered_roles
from awards.accounts.seeing_as import begin_seeing_as
from awards.accounts.sign_ins import end_one, end_sign_ins, sign_in_of
from awards.core.actor import Audience, Role
from awards.core.permission import require
from awards.core.words import tidy_line
from awards.db import db
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.forms import problems
from awards.web.pagination import page_asked_for

door = Door("accounts_staff", __name__, opens_to=Audience.STAFF, url_prefix="/staff/people")

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
BOTH = ["GET", "POST"]
LANDING = {Audience.STAFF: "screening_staff.season", Audience.JUDGES: "panels_judge.welcome"}
"""Where an administrator first looks with somebody's eyes."""


@door.route("/", needs=ADMINISTRATORS)
def index() -> ResponseReturnValue:
    """List everybody with a role here."""
    search = tidy_line(request.args.get("q", ""))[:254]
    page = people_page(db.session, key=g.programme.key, actor=me(), search=search, number=page_asked_for())
    return render_template("accounts/staff/people.html", page=page, search=search)


@door.route("/invite", methods=BOTH, needs=ADMINISTRATORS, proof=True)
def invite() -> ResponseReturnValue:
    """Give somebody an account and a role, and have the mail sent with which they set it up."""
    form = InviteForm()
    if form.validate_on_submit():
        role = Role(form.role.data)
        person = people.invite_staff(db.session, form.details, role, key=g.programme.key, actor=me(), now=now())
        flash("Invited. If their account is not set up yet, a mail with a link is on its way to them.")
        return redirect(url_for(".person", ref=person.ref), 303)
    return render_template("accounts/staff/invite.html", form=form, errors=problems(form)), form.status


@door.route("/<ref>", needs=ADMINISTRATORS)
def person(ref: str) -> ResponseReturnValue:
    """Show one person."""
    page = person_page(db.session, ref, key=g.programme.key, actor=me(), now=now())
    return render_template("accounts/staff/person.html", page=page)


@door.route("/<ref>/details", methods=BOTH, needs=ADMINISTRATORS, proof=True)
def details(ref: str) -> ResponseReturnValue:
    """Put right somebody's name, address and employer."""
    found = _person(ref)
    form = DetailsForm.about(found, name=found.name, email=found.email, employer=found.employer)
    if form.validate_on_submit():
        require(people.as_seen(found, form.seen))
        people.correct_details(db.session, found, form.details, key=g.programme.key, actor=me(), now=now())
        return _done(ref, "Saved")
    return _drawn("details", found, form)


@door.route("/<ref>/roles", methods=BOTH, needs=ADMINISTRATORS, proof=True)
def roles(ref: str) -> ResponseReturnValue:
    """Give roles to somebody, or take them back."""
    found = _person(ref)
    offered = offered_roles(found, key=g.programme.key, everywhere=administers_everywhere(db.session, me().reference))
    form = RolesForm.of(found, offered, places_of(found))
    if form.validate_on_submit():
        require(people.as_seen(found, form.seen))
        change_roles(db.session, found, wanted=form.wanted, key=g.programme.key, actor=me(), now=now())
        return _done(ref, "Saved. If anything changed, they are signed out everywhere and sign in anew.")
    return _drawn("roles", found, form)


@door.route("/<ref>/disable", methods=BOTH, needs=ADMINISTRATORS, proof=True)
def disable(ref: str) -> ResponseReturnValue:
    """Keep somebody out from now on."""
    found = _person(ref)
    form = ReasonForm.about(found)
    if form.validate_on_submit():
        require(people.as_seen(found, form.seen))
        reason = form.why
        people.disable(db.session, found, reason=reason, key=g.programme.key, actor=me(), now=now())
        return _done(ref, "Disabled. They are signed out everywhere.")
    return _drawn("disable", found, form)


@door.route("/<ref>/enable", methods=BOTH, needs=ADMINISTRATORS, proof=True)
def enable(ref: str) -> ResponseReturnValue:
    """Let somebody sign in again."""
    found = _person(ref)
    form = ReasonForm.about(found)
    if form.validate_on_submit():
        require(people.as_seen(found, form.seen))
        reason = form.why
        people.enable(db.session, found, reason=reason, key=g.programme.key, actor=me(), now=now())
        return _done(ref, "Enabled. They can sign in again.")
    return _drawn("enable", found, form)


@door.route("/<ref>/reset", methods=BOTH, needs=ADMINISTRATORS, proof=True)
def reset(ref: str) -> ResponseReturnValue:
    """Take password and second factors off an account, and have it set up anew."""
    found = _person(ref)
    form = ReasonForm.about(found)
    if form.validate_on_submit():
        require(people.as_seen(found, form.seen))
        reason = form.why
        people.reset_factors(db.session, found, reason=reason, key=g.programme.key, actor=me(), now=now())
        return _done(ref, "Done. A mail with a link to set the account up anew is on its way to them.")
    return _drawn("reset", found, form)


@door.route("/<ref>/see-as", methods=BOTH, needs=ADMINISTRATORS, proof=True)
def see_as(ref: str) -> ResponseReturnValue:
    """Look with somebody's eyes."""
    found = _person(ref)
    form = SeeAsForm.of(found, audiences_in(found, g.programme.key))
    if form.validate_on_submit():
        require(people.as_seen(found, form.seen))
        audience, reason = Audience(form.audience.data), form.why
        token = begin_seeing_as(db.session, found, audience, key=g.programme.key, reason=reason, actor=me(), now=now())
        look(audience, token)
        return redirect(url_for(LANDING[audience]), 303)
    return _drawn("see_as", found, form)


@door.route("/<ref>/sign-ins/<int:number>/end", methods=["POST"], needs=ADMINISTRATORS)
def end_sign_in(ref: str, number: int) -> ResponseReturnValue:
    """End one of somebody's sign-ins."""
    found = _person_to_change(ref)
    end_one(db.session, sign_in_of(db.session, found.ref, number, now=now()), actor=me(), now=now())
    return _done(ref, "Ended. That browser is signed out.")


@door.route("/<ref>/sign-ins/end", methods=["POST"], needs=ADMINISTRATORS)
def end_all(ref: str) -> ResponseReturnValue:
    """End every sign-in of somebody."""
    found = _person_to_change(ref)
    end_sign_ins(db.session, found.ref, actor=me(), now=now(), why="administrator")
    return _done(ref, "Ended. They are signed out everywhere.")


def _person(ref: str) -> User:
    return person_here(
        db.session, ref, key=g.programme.key, administrator=me().reference, to_change=request.method == "POST"
    )


def _person_to_change(ref: str) -> User:
    found = _person(ref)
    everywhere = administers_everywhere(db.session, me().reference)
    require(may_change_account(found, key=g.programme.key, everywhere=everywhere))
    return found


def _done(ref: str, words: str) -> ResponseReturnValue:
    flash(words)
    return redirect(url_for(".person", ref=ref), 303)


def _drawn(page: str, found: User, form: SeenForm) -> ResponseReturnValue:
    drawn = render_template(f"accounts/staff/{page}.html", person=found, form=form, errors=problems(form))
    return drawn, form.status

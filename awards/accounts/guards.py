"""Who checks people at doors for staff and judges, and what happens to those turned away."""

from __future__ import annotations

from datetime import timedelta

from flask import abort, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from awards.accounts.actions import note_seen
from awards.accounts.asking_proof import ask_for_proof
from awards.accounts.browser import SEEING, SignedIn, own_eyes, own_staff_token
from awards.accounts.seeing_as import end_seeing_as
from awards.audit import Tag, record
from awards.core.actor import Actor, Audience, Role
from awards.links.actions import hash_of
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.transactions import SAFE, observe
from awards.web.typed import asked_for, typed_here

NEXT = "after_sign_in"
SEEN_AGAIN = timedelta(minutes=5)
"""How long after somebody was seen it is noted anew: a sign-in is not written with every page."""


def guard_staff(door: Door, roles: frozenset[Role]) -> ResponseReturnValue | None:
    """Let staff with one of the roles in; the others are told, and it is noted."""
    if not current_user.is_authenticated:
        return _ask_to_sign_in()
    if not current_user.actor.roles & roles:
        _note_denial(current_user.actor)
        abort(403)
    if current_user.actor.seen_by:
        return _only_look(door)
    _note_seen(current_user)
    return ask_for_proof(current_user) if door.wants_proof(_short_endpoint()) else None


def guard_judges(door: Door, _roles: frozenset[Role]) -> ResponseReturnValue | None:
    """Let judges in."""
    if not current_user.is_authenticated:
        return _ask_to_sign_in()
    if Role.JUDGE not in current_user.actor.roles:
        _note_denial(current_user.actor)
        abort(403)
    if current_user.actor.seen_by:
        return _only_look(door)
    _note_seen(current_user)
    return None


def _ask_to_sign_in() -> ResponseReturnValue:
    """Remember a page that was asked for (a path of ours) and go to sign in; what was typed is shown again."""
    if session.get(SEEING, {}).get("audience") == g.audience:
        return _look_no_longer()
    typed = typed_here()
    if typed:
        return render_template("accounts/everyone/signed_out.html", typed=typed, action=asked_for()), 403
    if request.method == "GET":
        session[NEXT] = request.script_root + request.path
    return redirect(url_for("sign_in.staff" if g.audience is Audience.STAFF else "sign_in.ask"), 303)


def _only_look(door: Door) -> ResponseReturnValue | None:
    """Let an administrator look with somebody's eyes, and note each page; they change nothing."""
    person, at, endpoint = current_user, now(), str(request.endpoint)
    own = door.is_own(_short_endpoint()) or door.wants_proof(_short_endpoint())
    if own or request.method not in SAFE:
        _note_denial(person.actor)
        return render_template("accounts/everyone/only_looking.html", own=own, typed=typed_here()), 403
    token = own_staff_token()

    def note(database: Session) -> None:
        record(database, Tag.SEEN_AS_READ, person.actor.reference, actor=person.actor, at=at, endpoint=endpoint)
        if token:
            note_seen(database, hash_of(token), now=at)

    observe(note)
    return None


def _look_no_longer() -> ResponseReturnValue:
    """Give an administrator their own eyes back when the time of looking with somebody else's is over."""
    token, at = own_eyes() or "", now()

    def note(database: Session) -> None:
        end_seeing_as(database, token, now=at)

    observe(note)
    flash("You see with your own eyes again: the time was over.")
    return redirect(url_for("accounts_staff.index"), 303)


def _short_endpoint() -> str:
    return str(request.endpoint).rpartition(".")[2]


def _note_denial(actor: Actor) -> None:
    at, endpoint, g.denial_noted = now(), str(request.endpoint), True

    def note(database: Session) -> None:
        record(database, Tag.ACCESS_DENIED, actor.reference, actor=actor, at=at, endpoint=endpoint)

    observe(note)


def _note_seen(person: SignedIn) -> None:
    """Note that somebody with an account asked for a page; a few minutes more or less say nothing new."""
    at, token_hash = now(), person.token_hash
    if person.seen_at is None or at - person.seen_at >= SEEN_AGAIN:
        observe(lambda database: note_seen(database, token_hash, now=at))


AUDIENCES = {Audience.STAFF: guard_staff, Audience.JUDGES: guard_judges}

"""Who checks people at doors for staff and judges, and what happens to those turned away."""

from __future__ import annotations

from datetime import timedelta

from flask import abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from awards.accounts.actions import note_seen
from awards.accounts.browser import SignedIn
from awards.audit import Tag, record
from awards.core.actor import Actor, Audience, Role
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.transactions import observe
from awards.web.typed import typed_here

NEXT = "after_sign_in"
SEEN_AGAIN = timedelta(minutes=5)
"""How long after somebody was seen it is noted anew: a sign-in is not written with every page."""


def guard_staff(_door: Door, roles: frozenset[Role]) -> ResponseReturnValue | None:
    """Let staff with one of the roles in; the others are told, and it is noted."""
    if not current_user.is_authenticated:
        return _ask_to_sign_in()
    if not current_user.actor.roles & roles:
        _note_denial(current_user.actor)
        abort(403)
    _note_seen(current_user)
    return None


def guard_judges(_door: Door, _roles: frozenset[Role]) -> ResponseReturnValue | None:
    """Let judges in."""
    if not current_user.is_authenticated:
        return _ask_to_sign_in()
    if Role.JUDGE not in current_user.actor.roles:
        _note_denial(current_user.actor)
        abort(403)
    _note_seen(current_user)
    return None


def _ask_to_sign_in() -> ResponseReturnValue:
    """Remember a page that was asked for (a path of ours) and go to sign in; what was typed is shown again."""
    typed = typed_here()
    if typed:
        action = request.full_path.rstrip("?")
        return render_template("accounts/everyone/signed_out.html", typed=typed, action=action), 403
    if request.method == "GET":
        session[NEXT] = request.script_root + request.path
    return redirect(url_for("sign_in.ask"), 303)


def _note_denial(actor: Actor) -> None:
    at, endpoint = now(), str(request.endpoint)

    def note(database: Session) -> None:
        record(database, Tag.ACCESS_DENIED, actor.reference, actor=actor, at=at, endpoint=endpoint)

    observe(note)


def _note_seen(person: SignedIn) -> None:
    """Note that somebody with an account asked for a page; a few minutes more or less say nothing new."""
    at, token_hash = now(), person.token_hash
    if person.seen_at is None or at - person.seen_at >= SEEN_AGAIN:
        observe(lambda database: note_seen(database, token_hash, now=at))


AUDIENCES = {Audience.STAFF: guard_staff, Audience.JUDGES: guard_judges}

"""What a browser holds of its sign-ins (one token per audience) and who that makes it at a door."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Request, g, session
from flask_login import LoginManager, UserMixin, current_user

from awards.accounts.actions import prolong_sign_in, renew_sign_in, sign_in, sign_out
from awards.accounts.queries import expired_sign_in, live_sign_in, renewable_sign_in, signed_in_user
from awards.core.actor import Actor, Audience
from awards.db import db
from awards.links.actions import hash_of
from awards.web.clock import now

TOKENS = "sign_ins"
ACCOUNTS = {Audience.STAFF, Audience.JUDGES}


class SignedIn(UserMixin):
    """The person at this door: Flask-Login's ``current_user``."""

    def __init__(self, actor: Actor, name: str, *, token_hash: str = "", seen_at: datetime | None = None) -> None:
        self.actor = actor
        self.name = name
        self.token_hash = token_hash
        self.seen_at = seen_at

    def get_id(self) -> str:
        """Give the reference (Flask-Login asks for an id)."""
        return self.actor.reference


def person_at_door(_request: Request) -> SignedIn | None:
    """Load whoever this browser is signed in as for the door's audience; Flask-Login's request loader."""
    audience = g.get("audience")
    token = session.get(TOKENS, {}).get(audience)
    if not token:
        return None
    if audience not in ACCOUNTS:
        found = live_sign_in(db.session, hash_of(token), audience, now=now())
        return SignedIn(Actor(audience, found.subject), "") if found else None
    known = signed_in_user(db.session, hash_of(token), audience, now=now())
    if known is None:
        return None
    user, seen_at = known
    here = {"", g.programme.key if g.get("programme") else ""}
    roles = frozenset(grant.role for grant in user.grants if grant.programme_key in here)
    if not roles:
        return None
    return SignedIn(Actor(audience, user.ref, roles), user.name, token_hash=hash_of(token), seen_at=seen_at)


def enter(audience: Audience, subject: str) -> None:
    """Sign this browser in; other audiences' sign-ins in the same browser stay."""
    _hold(audience, sign_in(db.session, audience, subject, now=now()))


def stay(audience: Audience, *, remind_browser: bool) -> None:
    """Let this browser stay signed in, because something was saved.

    `remind_browser` sends its cookie once more, so that the browser keeps it as long. What a script sends in the
    background must not: its answer may arrive after another tab has signed in, and would undo that.
    """
    token = session.get(TOKENS, {}).get(audience)
    if token:
        prolong_sign_in(db.session, token, audience, now=now())
        session.modified = session.modified or remind_browser


def renew(audience: Audience) -> bool:
    """Sign this browser in again if its sign-in has expired by itself and may be renewed; says whether it was."""
    token = session.get(TOKENS, {}).get(audience)
    fresh = renew_sign_in(db.session, token, audience, now=now()) if token else None
    if fresh:
        _hold(audience, fresh)
    return fresh is not None


def may_renew(audience: Audience) -> bool:
    """Whether this browser's sign-in has expired by itself and may be renewed."""
    token = session.get(TOKENS, {}).get(audience)
    return bool(token and renewable_sign_in(db.session, hash_of(token), audience, now=now()))


def leave(audience: Audience) -> None:
    """Sign this browser out for one audience, on the server too, even if the sign-in has expired meanwhile."""
    tokens: dict[str, Any] = dict(session.get(TOKENS, {}))
    token = tokens.pop(audience, None)
    if token and current_user.is_authenticated:  # asked before the browser forgets the token
        sign_out(db.session, token, current_user.actor, now=now())
    elif token and (expired := expired_sign_in(db.session, hash_of(token), audience, now=now())):
        sign_out(db.session, token, Actor(audience, expired.subject), now=now())
    session[TOKENS] = tokens


def _hold(audience: Audience, token: str) -> None:
    session[TOKENS] = session.get(TOKENS, {}) | {audience: token}
    session.permanent = True


def me() -> Actor:
    """Give whoever acts in this request; only behind a door that lets nobody else in."""
    actor: Actor = current_user.actor
    return actor


def make_login_manager() -> LoginManager:
    """Make Flask-Login's manager, fed by the door's audience alone."""
    manager = LoginManager()
    manager.session_protection = None  # the sign-in is a row in the database; the cookie holds only its token
    manager.request_loader(person_at_door)
    return manager

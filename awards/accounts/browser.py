"""What a browser holds of its sign-ins (one token per audience) and who that makes it at a door."""

from __future__ import annotations

from typing import Any

from flask import Request, g, request, session
from flask_login import LoginManager, UserMixin, current_user

from awards.accounts.actions import prolong_sign_in, renew_sign_in, sign_in, sign_out
from awards.accounts.devices import device_words
from awards.accounts.models import Means, SignIn
from awards.accounts.people_policy import roles_in
from awards.accounts.queries import (
    expired_sign_in,
    live_sign_in,
    renewable_sign_in,
    sign_in_behind,
    signed_in_user,
)
from awards.accounts.seeing_as import end_seeing_as, may_still_look
from awards.accounts.sign_ins import end_one, end_sign_ins
from awards.core.actor import Actor, Audience
from awards.db import db
from awards.links.actions import hash_of
from awards.web.clock import now

TOKENS = "sign_ins"
SEEING = "seeing_as"
"""Where the browser keeps that it looks with somebody's eyes: at whose pages, and its own token for when it ends."""
ACCOUNTS = {Audience.STAFF, Audience.JUDGES}


class SignedIn(UserMixin):
    """The person at this door: Flask-Login's ``current_user``."""

    def __init__(self, actor: Actor, name: str, *, sign_in: SignIn | None = None) -> None:
        self.actor = actor
        self.name = name
        self.token_hash = sign_in.token_hash if sign_in else ""
        self.seen_at = sign_in.last_seen_at if sign_in else None
        self.proved_at = sign_in.proved_at if sign_in else None
        self.until = sign_in.expires_at if sign_in else None

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
    user, found_sign_in = known
    key = g.programme.key if g.get("programme") else ""
    roles, seen_by = roles_in(user, key), found_sign_in.seen_by or ""
    if not roles or (seen_by and not may_still_look(db.session, seen_by, key=key)):
        return None
    return SignedIn(Actor(audience, user.ref, roles, seen_by), user.name, sign_in=found_sign_in)


def enter(audience: Audience, subject: str, *, means: Means | None = None) -> None:
    """Sign this browser in; other audiences' sign-ins in the same browser stay.

    Of people with accounts, the sign-in that the browser held before ends, and so do the tokens of forms that were
    drawn for somebody else.
    """
    if audience in ACCOUNTS:
        _make_room(audience, subject)
    device = device_words(request.user_agent.string) if audience in ACCOUNTS else None
    hold(audience, sign_in(db.session, audience, subject, means=means, device=device, now=now()))


def _make_room(audience: Audience, subject: str) -> None:
    """End what the browser held for this audience; forms drawn before go on working for the same person alone."""
    if session.get(SEEING, {}).get("audience") == audience:
        stop_looking()
    held = session.get(TOKENS, {}).get(audience)
    before = sign_in_behind(db.session, hash_of(held)) if held else None
    if before is not None and before.ended_at is None and before.expires_at > now():
        end_one(db.session, before, actor=Actor(audience, before.subject), now=now())
    if before is None or before.subject != subject:
        session.pop("csrf_token", None)
        g.pop("csrf_token", None)


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
        hold(audience, fresh)
    return fresh is not None


def may_renew(audience: Audience) -> bool:
    """Whether this browser's sign-in has expired by itself and may be renewed."""
    token = session.get(TOKENS, {}).get(audience)
    return bool(token and renewable_sign_in(db.session, hash_of(token), audience, now=now()))


def look(audience: Audience, token: str) -> None:
    """Let this browser see this audience's pages with somebody's eyes; its own sign-in there is kept for later."""
    kept = session.get(TOKENS, {}).get(audience)
    session[TOKENS] = session.get(TOKENS, {}) | {audience: token}
    session[SEEING] = {"audience": audience, "kept": kept}


def own_eyes() -> str | None:
    """Put this browser's own sign-in back, if it looks with somebody's eyes; gives the token with which it looked."""
    seeing = session.pop(SEEING, None)
    if seeing is None:
        return None
    tokens: dict[str, str] = dict(session.get(TOKENS, {}))
    token = tokens.pop(seeing["audience"], None)
    session[TOKENS] = tokens | ({seeing["audience"]: seeing["kept"]} if seeing["kept"] else {})
    return token


def own_staff_token() -> str | None:
    """Give the token of this browser's own sign-in as staff, also while it looks at staff pages with other eyes."""
    seeing = session.get(SEEING, {})
    kept: str | None = seeing.get("kept") if seeing.get("audience") == Audience.STAFF else None
    return kept or session.get(TOKENS, {}).get(Audience.STAFF)


def stop_looking() -> str | None:
    """End looking with somebody's eyes, on the server too; gives whose they were, None if that was over already."""
    token = own_eyes()
    return end_seeing_as(db.session, token, now=now()) if token else None


def leave(audience: Audience) -> None:
    """Sign this browser out for one audience, on the server too, even if the sign-in has expired meanwhile.

    Whoever looks with somebody's eyes only stops looking; who leaves as staff stops looking as well.
    """
    was = session.get(SEEING, {}).get("audience")
    if was:
        stop_looking()
    if was == audience:
        return
    tokens: dict[str, Any] = dict(session.get(TOKENS, {}))
    token = tokens.pop(audience, None)
    if token and current_user.is_authenticated:  # asked before the browser forgets the token
        sign_out(db.session, token, current_user.actor, now=now())
    elif token and (expired := expired_sign_in(db.session, hash_of(token), audience, now=now())):
        sign_out(db.session, token, Actor(audience, expired.subject), now=now())
    session[TOKENS] = tokens


def leave_everywhere(actor: Actor) -> None:
    """End every sign-in of a person with an account, in this browser and in all others."""
    end_sign_ins(db.session, actor.reference, actor=actor, now=now(), why="everywhere")
    session[TOKENS] = {who: token for who, token in session.get(TOKENS, {}).items() if who not in ACCOUNTS}


def token_hashes_here() -> set[str]:
    """Give the hashes of this browser's own tokens, to tell its sign-ins from others."""
    return {hash_of(token) for token in session.get(TOKENS, {}).values()}


def looking_now() -> SignedIn | None:
    """Give whose eyes this browser looks with, at whatever page; one statement, and none for everybody else."""
    audience = session.get(SEEING, {}).get("audience")
    if not audience:
        return None
    token = session.get(TOKENS, {}).get(audience, "")
    known = signed_in_user(db.session, hash_of(token), Audience(audience), now=now())
    if known is None:
        return None
    user, seeing = known
    return SignedIn(Actor(Audience(audience), user.ref, seen_by=seeing.seen_by or ""), user.name, sign_in=seeing)


def hold(audience: Audience, token: str) -> None:
    """Let this browser hold a sign-in that was made, or given a new token, for it."""
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

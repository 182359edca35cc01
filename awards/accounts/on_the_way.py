"""What a browser holds while somebody signs in: steps it has begun, which request its code is for, who it knows."""

from __future__ import annotations

from typing import Final

from flask import request, session, url_for

from awards.accounts.guards import NEXT
from awards.accounts.limits import CODES_IN_BROWSER, Caller, is_too_many
from awards.accounts.models import Step, StepKind
from awards.accounts.sign_in_mail import Asking
from awards.accounts.steps import begin_step, open_step
from awards.accounts.throttling import network_of
from awards.core.actor import Audience
from awards.core.references import new_token
from awards.db import blind_index, db
from awards.links.actions import hash_of
from awards.web.clock import now

STEPS: Final = "sign_in_steps"
ASKED: Final = "asked_for_a_code"
KNOWN: Final = "known_here"
MOST_KNOWN: Final = 5
"""How many accounts a browser remembers to have let in: the latest."""
LANDINGS: Final = {Audience.STAFF: "/staff/", Audience.JUDGES: "/judge/"}


def begin(kind: StepKind, user_id: int | None) -> None:
    """Begin a step in this browser; it takes the place of one of the same kind."""
    hold_step(kind, begin_step(db.session, kind, user_id, now=now()))


def hold_step(kind: StepKind, token: str) -> None:
    """Let this browser hold a step that was begun for it."""
    session[STEPS] = session.get(STEPS, {}) | {kind: token}


def held_step(kind: StepKind) -> Step | None:
    """Give the step of this kind that this browser has begun and not finished. One statement."""
    return open_step(db.session, session.get(STEPS, {}).get(kind, ""), kind, now=now())


def drop_steps() -> None:
    """Let this browser forget what it had begun, because somebody is in, or has to start again."""
    session.pop(STEPS, None)


def way_on(audience: Audience) -> str:
    """Give the page that was asked for before, if it is one of this audience; it was never the browser's to say."""
    base = url_for("seasons.home").rstrip("/")
    wanted = str(session.pop(NEXT, ""))
    return wanted if wanted.startswith(base + LANDINGS[audience]) else base + LANDINGS[audience]


def caller(email: str) -> Caller:
    """Give who tries to get into the account with this address."""
    return Caller(network_of(request.remote_addr), session.get(KNOWN, {}).get(_mark(email)))


def know_this_browser(email: str) -> bool:
    """Remember that this account has signed in in this browser; says whether it had before."""
    kept: dict[str, str] = dict(session.get(KNOWN, {}))
    mark = _mark(email)
    before = kept.pop(mark, None)
    newest = [*kept.items(), (mark, before or new_token()[:16])][-MOST_KNOWN:]
    session[KNOWN] = dict(newest)
    return before is not None


def asking(email: str) -> Asking:
    """Give who asks for a mail; a browser that has guessed too often is taken for another from here on."""
    if ASKED not in session or has_guessed_too_often():
        session[ASKED] = new_token()
    return Asking(email, network_of(request.remote_addr), hash_of(session[ASKED]))


def asked_here() -> str:
    """Give the hash by which the mails that this browser asked for know it."""
    return hash_of(session.get(ASKED, ""))


def has_guessed_too_often() -> bool:
    """Say whether this browser has sent so many wrong codes that it has to ask anew. One statement."""
    return is_too_many(db.session, [(CODES_IN_BROWSER, asked_here())], now=now())


def _mark(email: str) -> str:
    """Give a keyed fingerprint of an address: the cookie names nobody."""
    return blind_index(db.session, f"known:{email.strip().casefold()}")[:16]

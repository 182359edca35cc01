"""A passkey's challenge as this browser holds it: given once, answered once."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from flask import current_app, g, request, session

from awards.accounts.limits import Counted, Limit
from awards.accounts.models import StepKind, User
from awards.accounts.passkey_checks import Answer, Site
from awards.accounts.passkeys import signer
from awards.accounts.steps import begin_step, end_step, open_step
from awards.accounts.throttling import network_of
from awards.core.references import new_token
from awards.db import db
from awards.web.clock import now
from awards.web.transactions import keep
from config import Settings

STEPS = "passkey_steps"
"""Where the browser keeps the tokens of its challenges, by kind."""
SIGNED: Final = "credential"
"""The field in which a page sends what a device signed; what a device made comes in ``new_credential``."""
ASKED: Final = Limit("passkey_asked", 60, timedelta(minutes=5))
"""How many challenges one network is given; signatures need no limit, for they cannot be guessed."""
LONGEST_ANSWER: Final = 16_384
"""Characters of a device's answer at most; usual ones have less than two thousand."""


def site() -> Site:
    """Give whose passkeys are asked for here; never from what a request says of itself."""
    settings: Settings = current_app.extensions["awards.settings"]
    return Site.at(settings.base_url, g.programme.name)


def asked_here() -> Counted:
    """Give what a challenge counts for, while it is not known who asks."""
    return [(ASKED, network_of(request.remote_addr))]


def new_challenge(kind: StepKind, *, user_id: int | None = None) -> str:
    """Give this browser something to sign (base64url); the last one of a kind counts."""
    challenge = new_token()
    token = begin_step(db.session, kind, user_id, now=now(), challenge=challenge)
    session[STEPS] = session.get(STEPS, {}) | {kind: token}
    return challenge


def answer_to(kind: StepKind, text: str) -> tuple[Answer, int | None] | None:
    """Take this browser's answer to its challenge, once: right or wrong, the challenge is used up, for good.

    Gives it with the id of whom the challenge was for, if that was known; None if there was none, or too long ago.
    """
    tokens = dict(session.get(STEPS, {}))
    token = tokens.pop(kind, None)
    session[STEPS] = tokens
    step = open_step(db.session, token, kind, now=now()) if token else None
    if step is None or step.challenge is None or not end_step(db.session, step, now=now()):
        return None
    keep()
    return Answer(text if len(text) <= LONGEST_ANSWER else "", step.challenge, site()), step.user_id


def signer_here(kind: StepKind) -> User | None:
    """Give whoever signed this browser's challenge, if it was for them or for anybody; None if nobody did.

    What is noted of a refused signature stays, whatever the request answers.
    """
    given = answer_to(kind, request.form.get(SIGNED, ""))
    if given is None:
        return None
    answer, only = given
    found = signer(db.session, answer, programme_key=g.programme.key, now=now(), only=only)
    if found is None:
        keep()
    return found

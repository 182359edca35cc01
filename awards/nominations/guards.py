"""Who checks nominators at their door, and what their mailed links open."""

from __future__ import annotations

from datetime import datetime

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from awards.accounts.browser import TOKENS, enter, may_renew, renew
from awards.accounts.queries import live_sign_in
from awards.core.actor import Audience, Role
from awards.db import db
from awards.links.actions import hash_of
from awards.nominations.actions import confirm_email
from awards.nominations.queries import nomination_to_open
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.transactions import keep
from awards.web.typed import AGAIN, asked_for, typed_here


def guard_nominators(_door: Door, _roles: frozenset[Role]) -> ResponseReturnValue | None:
    """Let nominators in; others may ask for their link, and whatever they were sending is shown to them again.

    A sign-in that expired by itself is renewed by sending that again, never by opening a page.
    """
    if request.method == "POST" and AGAIN in request.form and renew(Audience.NOMINATORS):
        keep()  # the old sign-in has ended: the new one must stand, whatever becomes of what was sent
    if current_user.is_authenticated:
        return None
    if request.method == "GET":
        return redirect(url_for("nominations.find"), 303)
    page = "nominations/everyone/signed_out.html"
    renewable = may_renew(Audience.NOMINATORS)
    return render_template(page, typed=typed_here(), action=asked_for(), renewable=renewable), 403


def nominator_here() -> str | None:
    """Give the reference of the nominator this browser is signed in as, at a door that is open to everyone."""
    token = session.get(TOKENS, {}).get(Audience.NOMINATORS)
    found = live_sign_in(db.session, hash_of(token), Audience.NOMINATORS, now=now()) if token else None
    return found.subject if found else None


def open_nomination(database: Session, subject: str, at: datetime) -> ResponseReturnValue:
    """Sign the nominator in from a mailed link: to the draft's task list, or to the receipt of what was sent.

    Raises:
        NoResultFound: the nomination is gone.
    """
    nomination = nomination_to_open(database, subject)
    enter(Audience.NOMINATORS, nomination.nominator.ref)
    confirm_email(database, nomination.nominator, now=at)
    page = "receipt" if nomination.submitted_at else "task_list"
    return redirect(url_for(f"my_nominations.{page}", ref=nomination.ref), 303)

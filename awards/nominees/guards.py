"""Who checks nominees at their door, and what the link in their notice opens."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from awards.accounts.browser import enter
from awards.core.actor import Actor, Audience, Role
from awards.web.clock import now
from awards.web.doors import Door
from awards.web.typed import asked_for

OPENED = "opened_notice"
"""Where the browser keeps whose link it opened, and when, until a name is typed."""
LIVES = timedelta(hours=2)
"""How long an opened link waits for a name."""


def guard_nominees(_door: Door, _roles: frozenset[Role]) -> ResponseReturnValue | None:
    """Let nominees in; others are told to open their link once more, and what they just sent is shown again."""
    if current_user.is_authenticated:
        return None
    typed = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    action = asked_for()
    return render_template("nominees/everyone/open_link_again.html", typed=typed, action=action), 403


def open_notice(_session: Session, subject: str, at: datetime) -> ResponseReturnValue:
    """Take note of whose link was opened; nobody is signed in before a name is typed."""
    session[OPENED] = {"subject": subject, "at": at.isoformat()}
    return redirect(url_for("nominee_link.check"), 303)


def opened_notice() -> str | None:
    """Give the reference of the nominee whose link this browser opened a short while ago."""
    opened = session.get(OPENED)
    if not opened or datetime.fromisoformat(opened["at"]) + LIVES <= now():
        return None
    return str(opened["subject"])


def pass_check(subject: str) -> None:
    """Sign the nominee in: the link was opened, and the name fits."""
    forget_notice()
    enter(Audience.NOMINEES, subject)


def forget_notice() -> None:
    """Forget whose link this browser opened."""
    session.pop(OPENED, None)


def whoever_opened(subject: str) -> Actor:
    """Give who acts before the check: nobody known, with the link about this nominee."""
    return Actor(Audience.EVERYONE, subject)

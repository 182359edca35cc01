"""Who checks nominees at their door, and what the link in their notice opens."""

from __future__ import annotations

from datetime import datetime

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from awards.accounts.browser import enter
from awards.core.actor import Audience, Role
from awards.web.doors import Door


def guard_nominees(_door: Door, _roles: frozenset[Role]) -> ResponseReturnValue | None:
    """Let nominees in; others are told to open the link in their message once more."""
    if current_user.is_authenticated:
        return None
    return render_template("nominees/everyone/open_link_again.html"), 403


def open_notice(_session: Session, subject: str, _now: datetime) -> ResponseReturnValue:
    """Sign the nominee in from the link in their notice."""
    enter(Audience.NOMINEES, subject)
    return redirect(url_for("nominees.about_me"), 303)

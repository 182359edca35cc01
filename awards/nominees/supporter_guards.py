"""Who checks at the door of adults whom young people named, and what the link in their message opens."""

from __future__ import annotations

from datetime import datetime

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from awards.accounts.browser import enter
from awards.core.actor import Audience, Role
from awards.web.doors import Door


def guard_supporters(_door: Door, _roles: frozenset[Role]) -> ResponseReturnValue | None:
    """Let adults in whom a young person named; others are told to open their link once more."""
    if current_user.is_authenticated:
        return None
    return render_template("nominees/supporters/open_link_again.html"), 403


def open_confirmation(_session: Session, subject: str, _now: datetime) -> ResponseReturnValue:
    """Sign the adult in from the link in their message."""
    enter(Audience.SUPPORTERS, subject)
    return redirect(url_for("supporters.confirm"), 303)

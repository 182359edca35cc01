"""What happens when a link of each purpose is redeemed; rooms register their openers through ``app.py``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask, current_app
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from awards.links.purposes import Purpose

Opener = Callable[[Session, str, datetime], ResponseReturnValue]
"""Takes the session, the link's subject and the time; signs the person in and answers with a redirect."""

_EXTENSION = "awards.link_openers"


def set_opener(app: Flask, purpose: Purpose, opener: Opener) -> None:
    """Say what a link of this purpose opens."""
    app.extensions.setdefault(_EXTENSION, {})[purpose] = opener


def open_link(session: Session, purpose: Purpose, *, subject: str, now: datetime) -> ResponseReturnValue:
    """Open what the link is for."""
    opener: Opener = current_app.extensions[_EXTENSION][purpose]
    return opener(session, subject, now)

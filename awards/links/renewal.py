"""Fresh links for those that ran out; rooms that know the address on file register how they send one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask, current_app
from sqlalchemy.orm import Session

from awards.links.models import Link
from awards.links.purposes import Purpose

Renewer = Callable[[Session, str, datetime], None]
"""Takes the session, the link's subject and the time; mails a fresh link to the address on file, or does nothing."""

_EXTENSION = "awards.link_renewers"


def set_renewer(app: Flask, purpose: Purpose, renewer: Renewer) -> None:
    """Say how a link of this purpose is sent anew."""
    app.extensions.setdefault(_EXTENSION, {})[purpose] = renewer


def renew_link(session: Session, link: Link, *, now: datetime) -> None:
    """Have a fresh link sent instead of one that ran out; a purpose that nobody renews gets silence."""
    renewers: dict[Purpose, Renewer] = current_app.extensions.get(_EXTENSION, {})
    renewer = renewers.get(link.purpose)
    if renewer is not None:
        renewer(session, link.subject, now)

"""How often a link that ran out may be sent anew: a few times for each thing it is about."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from awards.accounts.throttling import attempts_lately, note_attempt
from awards.links.renewal import Renewer

RENEWED = "link_renewed"
MOST_RENEWED = 3
WITHIN = timedelta(hours=6)
"""How many fresh links one subject is sent within how long."""


def limited(renewer: Renewer) -> Renewer:
    """Give the same renewer, in silence for a subject that has had several links lately."""

    def renew(session: Session, subject: str, now: datetime) -> None:
        if attempts_lately(session, RENEWED, subject, since=now - WITHIN) < MOST_RENEWED:
            note_attempt(session, RENEWED, subject, now=now)
            renewer(session, subject, now)

    return renew

"""The check behind the link: a name, typed by whoever opened it, before anything is shown."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from awards.accounts.throttling import attempts_lately, note_attempt
from awards.core.permission import Permission, Reason
from awards.nominations.models import Nominee
from awards.nominees.rules import name_matches

MISSED = "nominee_name"
MOST_MISSES = 5
WITHIN = timedelta(hours=1)
"""How many wrong names may be typed for one nominee within how long."""


def may_try_name(session: Session, nominee: Nominee, *, now: datetime) -> Permission:
    """Say whether a name may be typed now. One statement."""
    missed = attempts_lately(session, MISSED, nominee.ref, since=now - WITHIN)
    objection = Reason("too-many-misses", "Several names that do not fit were typed within the last hour.")
    return Permission.unless(objection if missed >= MOST_MISSES else None)


def is_name_of(session: Session, nominee: Nominee, typed: str, *, now: datetime) -> bool:
    """Whether what was typed fits the nominee's name; a miss is counted. For a team the contact's name counts."""
    fits = name_matches(typed, nominee.full_name, nominee.known_as)
    if not fits:
        note_attempt(session, MISSED, nominee.ref, now=now)
    return fits

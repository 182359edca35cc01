"""A nominator's link that ran out, sent anew to the address on file."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from awards.nominations.actions import send_links
from awards.nominations.models import Nomination
from awards.seasons.models import Season


def renew_nomination(session: Session, ref: str, now: datetime) -> None:
    """Mail the nominator of this nomination the link to what they wrote last; without an address, nothing."""
    nomination = session.scalars(
        select(Nomination)
        .where(Nomination.ref == ref)
        .options(joinedload(Nomination.nominator), joinedload(Nomination.season).joinedload(Season.programme))
    ).one_or_none()
    if nomination is not None and nomination.nominator.email:
        send_links(session, nomination.nominator.email, programme=nomination.season.programme, now=now)

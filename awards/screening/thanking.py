"""Nominators are thanked, once and all in the same words, when what they wrote goes to the judges."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from awards.comms.actions import LinkOrder, queue_message
from awards.links.purposes import Purpose
from awards.nominations.models import Nomination

KIND = "screening/goes_to_judges"


def thank_nominator(session: Session, nomination: Nomination, *, now: datetime) -> None:
    """Tell the nominator that the nomination goes to judges; season, programme and nominator are loaded.

    Nobody under 18 is written to, and nobody twice about one nomination.
    """
    nominator = nomination.nominator
    if nominator.email is None or nominator.under_18:
        return
    queue_message(
        session,
        KIND,
        to=nominator.email,
        about=nomination.ref,
        programme_key=nomination.season.programme.key,
        key=f"{KIND}:{nomination.ref}",
        now=now,
        link=LinkOrder(Purpose.READ_RECEIPT, nomination.ref),
        reference=nomination.ref,
    )

"""How many links an address may be mailed: nobody can make the portal write to a stranger again and again."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Exists, exists, select
from sqlalchemy.orm import Session

from awards.accounts.throttling import attempts_lately, network_of, note_attempt
from awards.comms.models import Message, MessageState
from awards.core.permission import Permission, Reason
from awards.nominations.lifecycle import NominationState
from awards.nominations.models import Nomination

LINK_MAILED = "nomination_link"
LINK_ASKED = "nomination_link_asked"
"""The two kinds of try that are counted: by address, and by the network that asks on the page."""

MOST_LINKS = 3
WITHIN = timedelta(hours=6)
"""How many links one address may be mailed within how long."""

MOST_ASKED = 30
ASKED_WITHIN = timedelta(hours=1)
"""How often one network address may ask for links: enough for a class behind one address."""

RECEIPT = "nominations/receipt"


def room_for_link(session: Session, nomination: Nomination, *, key: str, now: datetime) -> bool:
    """Say whether this mail may go to the nominator now, and count it if so; one already queued does not go again.

    A receipt goes to a confirmed address whatever else went there: whoever confirmed it wants to hear.
    """
    nominator = nomination.nominator
    if nominator.email is None or session.scalar(select(Message.id).where(Message.key == key)):
        return False
    if nomination.state is not NominationState.DRAFT and nominator.email_confirmed_at and key.startswith(RECEIPT):
        return True
    if attempts_lately(session, LINK_MAILED, nominator.email, since=now - WITHIN) >= MOST_LINKS:
        return False
    note_attempt(session, LINK_MAILED, nominator.email, now=now)
    return True


def receipt_went(nomination: Nomination) -> Exists:
    """Give the condition that a receipt of what counts went by mail or waits to go: the page claims no more."""
    return exists().where(
        Message.about == nomination.ref,
        Message.kind == RECEIPT,
        Message.queued_at >= nomination.submitted_at,  # not that of an earlier version
        Message.state.in_((MessageState.QUEUED, MessageState.SENT)),
    )


def may_ask_for_links(session: Session, address: str | None, *, now: datetime) -> Permission:
    """Say whether this network address may ask for links once more, and count it if so."""
    network = network_of(address)
    if attempts_lately(session, LINK_ASKED, network, since=now - ASKED_WITHIN) >= MOST_ASKED:
        words = (
            "Very many links were asked for from your network within the last hour. Wait for an hour, then try again."
        )
        return Permission((Reason("crowded", words),))
    note_attempt(session, LINK_ASKED, network, now=now)
    return Permission()

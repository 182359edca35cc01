"""A nominator's address that staff corrected in the outbox is put right where it is kept."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from awards.comms.relations import Correction
from awards.core.actor import Actor
from awards.db import blind_index
from awards.links.actions import revoke_links
from awards.links.purposes import Purpose
from awards.nominations.models import WITH_NEW_VERSIONS, Nomination


def put_right_address(session: Session, correction: Correction, _actor: Actor, now: datetime) -> None:
    """Take over an address, where it is this nominator's; links to the wrong one stop working.

    The entry of the trail is that of the message, which says that the address was corrected.
    """
    chosen = select(Nomination).where(Nomination.ref == correction.about).options(joinedload(Nomination.nominator))
    nomination = session.scalars(chosen, execution_options=WITH_NEW_VERSIONS).one_or_none()
    if nomination is None or nomination.nominator.email != correction.was:
        return
    nominator = nomination.nominator
    nominator.email, nominator.email_index = correction.now, blind_index(session, correction.now)
    nominator.email_confirmed_at = None
    for purpose in (Purpose.RESUME_NOMINATION, Purpose.READ_RECEIPT):
        revoke_links(session, purpose, nomination.ref, now=now)
    session.flush()

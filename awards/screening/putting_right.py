"""Staff put facts about a nominee right, and what did not reach the wrong address goes to the right one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.comms.actions import send_again
from awards.comms.queries import messages_not_arrived
from awards.comms.relations import Correction
from awards.core.actor import Actor
from awards.core.permission import require
from awards.db import blind_index
from awards.links.actions import revoke_links
from awards.links.purposes import Purpose
from awards.nominations.models import Nominee
from awards.nominees.correcting import Fact, correct_nominee
from awards.nominees.models import Supporter
from awards.screening.cases import look_again_at
from awards.screening.policy import may_screen


def put_right(
    session: Session, nominee: Nominee, *, changes: Mapping[str, Fact], reason: str, actor: Actor, now: datetime
) -> list[str]:
    """Put facts about a nominee right, for a reason, and give the names of those that changed.

    With a new address, mail that did not arrive at the old one goes there at once. The judges' copy of an entry is
    left as it was stamped.

    Raises:
        Refused: not staff who may write, a fact that cannot be changed, or no full name.
    """
    require(may_screen(actor))
    before = nominee.email
    changed = correct_nominee(session, nominee, changes=changes, actor=actor, now=now, reason=reason)
    if "email" in changed and nominee.email:
        for message in messages_not_arrived(session, nominee.ref, to=before):
            send_again(session, message, to=nominee.email, actor=actor, now=now)
    look_again_at(session, [nominee.ref], now=now)
    return changed


def put_right_adults_address(session: Session, correction: Correction, _actor: Actor, now: datetime) -> None:
    """Take over the address of a young person's adult that staff corrected in the outbox, where it is theirs."""
    adult = session.scalars(select(Supporter).where(Supporter.ref == correction.about)).one_or_none()
    if adult is None or adult.email != correction.was:
        return
    adult.email, adult.email_index = correction.now, blind_index(session, correction.now)
    revoke_links(session, Purpose.ADULT_CONFIRMATION, adult.ref, now=now)
    session.flush()

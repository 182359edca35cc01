"""How judges sign in with the code of their mail, in place of its link."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from awards.accounts.limits import CODES_IN_BROWSER, Caller, count, counted_for_network, is_too_many
from awards.accounts.models import Means
from awards.accounts.staff_way_in import NOBODY, Outcome
from awards.audit import Tag, record
from awards.core.actor import Actor, Audience
from awards.links.codes import redeem_code
from awards.links.models import Link


def try_mailed_code(
    session: Session, asked_by_hash: str, code: str, *, caller: Caller, now: datetime
) -> tuple[Outcome, Link | None]:
    """Check the code against the mails that this browser asked for, and use one up. Refusals must be kept.

    Whether there was any mail makes no difference to the answer.
    """
    counted = [(CODES_IN_BROWSER, asked_by_hash), *counted_for_network(caller)]
    if is_too_many(session, counted, now=now):
        return Outcome.TOO_MANY, None
    link = redeem_code(session, asked_by_hash, code, now=now)
    if link is not None:
        someone = Actor(Audience.EVERYONE, link.subject)
        record(session, Tag.LINK_REDEEMED, link.subject, actor=someone, at=now, purpose=link.purpose)
        return Outcome.RIGHT, link
    count(session, counted, now=now)
    record(session, Tag.SIGN_IN_REFUSED, NOBODY, actor=Actor(Audience.EVERYONE, NOBODY), at=now, means=Means.CODE)
    session.flush()
    return Outcome.WRONG, None

"""Ways back months later: fresh links for nominees and for the adults they named, to the address on file alone."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from awards.accounts.throttling import attempts_lately, note_attempt
from awards.comms.actions import LinkOrder, queue_message
from awards.comms.models import Message
from awards.db import blind_index
from awards.links.purposes import Purpose
from awards.nominations.models import Nominee
from awards.nominees.models import Notice, Supporter
from awards.nominees.policy import may_ask_again, may_write_to
from awards.nominees.queries import notice_of, notices_at_address
from awards.nominees.supporting import supporter_of
from awards.seasons.models import Programme

ASKED = "nominee_return"
MOST_ASKED = 3
WITHIN = timedelta(hours=6)
"""How often one address may be asked for within how long."""


def send_ways_back(session: Session, email: str, *, programme: Programme, now: datetime) -> None:
    """Mail a link to each nominee of the programme with this address, a few times at most; silence for all others."""
    asked = attempts_lately(session, ASKED, email, since=now - WITHIN)
    note_attempt(session, ASKED, email, now=now)
    notices = notices_at_address(session, blind_index(session, email), programme=programme)
    for notice in notices if asked < MOST_ASKED else ():
        _mail_way_back(session, notice, programme_key=programme.key, now=now)


def renew_notice(session: Session, ref: str, now: datetime) -> None:
    """Mail this nominee a fresh link instead of one that ran out; nothing where nothing may be sent."""
    found = session.scalars(
        select(Notice).join(Notice.nominee).where(Nominee.ref == ref).options(joinedload(Notice.nominee))
    ).one_or_none()
    programme_key = _programme_of(session, ref)
    if found is not None and programme_key is not None:
        _mail_way_back(session, found, programme_key=programme_key, now=now)


def renew_confirmation(session: Session, ref: str, now: datetime) -> None:
    """Mail the adult with this reference a fresh link, while their answer is wanted."""
    supporter = session.scalars(
        select(Supporter).where(Supporter.ref == ref).options(joinedload(Supporter.nominee))
    ).one_or_none()
    programme_key = _programme_of(session, ref)
    if supporter is None or programme_key is None:
        return
    nominee = supporter.nominee
    notice = notice_of(session, nominee)
    if not may_ask_again(supporter, named_last=supporter_of(session, nominee), notice=notice):
        return
    queue_message(
        session,
        "nominees/adult_confirmation",
        to=supporter.email or "",
        about=ref,
        programme_key=programme_key,
        key=f"nominees/adult_confirmation:{ref}:{now.isoformat()}",
        now=now,
        link=LinkOrder(Purpose.ADULT_CONFIRMATION, ref),
    )


def _mail_way_back(session: Session, notice: Notice, *, programme_key: str, now: datetime) -> None:
    nominee = notice.nominee
    if not may_write_to(nominee, notice):
        return
    queue_message(
        session,
        "nominees/way_back",
        to=nominee.email or "",
        about=nominee.ref,
        programme_key=programme_key,
        key=f"nominees/way_back:{nominee.ref}:{now.isoformat()}",
        now=now,
        link=LinkOrder(Purpose.NOMINEE_NOTICE, nominee.ref),
    )


def _programme_of(session: Session, ref: str) -> str | None:
    """Give the key of the programme in whose name mail about this reference went before."""
    return session.scalars(
        select(Message.programme_key).where(Message.about == ref).order_by(Message.id.desc()).limit(1)
    ).first()

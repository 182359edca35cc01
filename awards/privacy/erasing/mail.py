"""Who was written to: messages that wait are stopped, those that went keep their kind and time, not their address."""

from __future__ import annotations

from collections.abc import Collection
from email import policy
from email.parser import BytesParser
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.comms.models import Message, MessageState
from awards.privacy.erasing.words import ERASED, emptied

WAITING = (MessageState.QUEUED, MessageState.PARKED, MessageState.CANCELLED)


def clear_messages(
    session: Session, *, about: Collection[str] = (), to: Collection[str] = (), only_to: Collection[str] | None = None
) -> int:
    """Let go of the recipients of messages about these references, or to these addresses; none of them goes any more.

    `only_to`: of those about these references, those to these addresses alone. Gives how many messages. Reads every
    recipient, for addresses are encrypted.
    """
    refs, addresses = frozenset(about), _folded(to)
    narrowed = None if only_to is None else _folded(only_to)
    rows = session.execute(select(Message.id, Message.about, Message.recipient, Message.state)).all()
    chosen = [
        one
        for one in rows
        if one.recipient != ERASED
        and (
            one.recipient.strip().casefold() in addresses
            or (one.about in refs and (narrowed is None or one.recipient.strip().casefold() in narrowed))
        )
    ]
    waiting = [one.id for one in chosen if one.state in WAITING]
    emptied(session, Message.id, waiting, state=MessageState.CANCELLED, stopped_at=None, leased_until=None)
    for one in chosen:
        emptied(session, Message.id, [one.id], key=f"erased:{one.id}")
    return emptied(session, Message.id, [one.id for one in chosen], recipient=ERASED, arguments={}, last_error=None)


def _folded(addresses: Collection[str]) -> frozenset[str]:
    return frozenset(one.strip().casefold() for one in addresses)


def clear_mail_folder(folder: Path | None, *, to: Collection[str]) -> int:
    """Delete the mails to these addresses from the folder into which a portal without a mail server writes them.

    Gives how many. Files are not part of a transaction: done last.
    """
    addresses = _folded(to)
    if folder is None or not addresses or not folder.is_dir():
        return 0
    gone = 0
    for path in sorted(folder.glob("*.eml")):
        sent = BytesParser(policy=policy.default).parsebytes(path.read_bytes(), headersonly=True)
        if {one.addr_spec.casefold() for one in getattr(sent["To"], "addresses", ())} & addresses:
            path.unlink()
            gone += 1
    return gone

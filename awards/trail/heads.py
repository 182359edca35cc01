"""Signed heads of the trail's log, as notes that can be kept elsewhere: what they name can never change unnoticed."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import SYSTEM
from awards.ledger.merkle import Tree
from awards.ledger.notes import BadNoteError, Checkpoint, checkpoint_of, opened, sign
from awards.sealing.keys import Seal, seal_of
from awards.trail.leaves import FORMAT
from awards.trail.models import TrailHead, TrailLeaf, TrailLog

EVERY: Final = timedelta(hours=1)
"""How often a head is signed at most, unless somebody asks."""
SUBJECT: Final = "trail"
"""What entries about the trail itself are about."""


def origin_of(seal: Seal) -> str:
    """Give the name of the trail's log, such as "awards.example/trail"."""
    return f"{seal.host}/{SUBJECT}"


def newest_head(session: Session) -> TrailHead | None:
    """Give the newest signed head; None before the first. One statement."""
    return session.scalars(select(TrailHead).order_by(TrailHead.size.desc()).limit(1)).one_or_none()


def head_is_due(session: Session, *, now: datetime) -> bool:
    """Whether an hour has gone by since the last head, and more was sealed since than the note of that head itself."""
    size = session.scalar(select(TrailLog.size)) or 0
    newest = newest_head(session)
    if newest is None:
        return size > 0
    return size > newest.size + 1 and abs(now - newest.made_at) >= EVERY  # a demo's clock goes back as well


def make_head(session: Session, *, now: datetime) -> TrailHead:
    """Sign the head of the log as it stands; the log is locked. Gives the newest one again if nothing was sealed since.

    Raises:
        LookupError: nothing was ever sealed.
    """
    tree = tree_of_trail(session)
    if not len(tree):
        raise LookupError("nothing of the trail is sealed yet")
    newest = newest_head(session)
    if newest is not None and newest.size >= len(tree):
        return newest
    seal = seal_of(session)
    said = checkpoint_of(tree, origin=origin_of(seal), at=now, purpose=SUBJECT, rules=FORMAT)
    made = TrailHead(size=said.size, root=said.root.hex(), made_at=now, note=sign(said, seal.key))
    session.add(made)
    record(session, Tag.TRAIL_HEAD_MADE, SUBJECT, actor=SYSTEM, at=now, size=made.size, root=made.root)
    session.flush()
    return made


def tree_of_trail(session: Session, *, size: int | None = None) -> Tree:
    """Give the tree of the log's leaves, or of the first `size` of them. One statement."""
    leaves = select(TrailLeaf.leaf_hash).order_by(TrailLeaf.position).limit(size)
    return Tree(bytes.fromhex(one) for one in session.scalars(leaves))


def read_head(note: str, seal: Seal) -> Checkpoint | None:
    """Give what a head says, if one of this portal's keys signed it as a head of this trail; None otherwise."""
    for public in seal.publics:
        with suppress(BadNoteError):
            said = opened(note, public)
            ours = said.origin.endswith(f"/{SUBJECT}") and said.purpose == SUBJECT and said.rules == FORMAT
            return said if ours else None
    return None

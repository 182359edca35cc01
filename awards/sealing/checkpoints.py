"""Signed checkpoints of a season's log: made at the close of a round, at sign-off, and with every addendum."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from awards.audit import Tag, record
from awards.core.actor import Actor
from awards.core.references import new_reference
from awards.ledger.notes import checkpoint_of, sign
from awards.sealing.acting import rules_in_record
from awards.sealing.keys import seal_of
from awards.sealing.models import Checkpoint, CheckpointPurpose
from awards.sealing.records import tree_of
from awards.sealing.sealing_jobs import seal_acts
from awards.seasons.models import Season

_WORDS = {CheckpointPurpose.SIGN_OFF: "final", CheckpointPurpose.ADDENDUM: "addendum"}


def make_checkpoint(
    session: Session, season: Season, purpose: CheckpointPurpose, *, actor: Actor, now: datetime, round_key: str = ""
) -> Checkpoint:
    """Seal every act of a season, and sign the head of its log; the programme is loaded.

    `round_key` says, at a close, of which round. Holds the log until the transaction ends.

    Raises:
        LookupError: the record has not begun: no rules were ever locked.
    """
    seal_acts(session, season.id)
    fixed = rules_in_record(session, season.id)
    if fixed is None:
        raise LookupError("the record of this season has not begun")
    tree, seal, rules = tree_of(session, season.id), seal_of(session), str(fixed["sha256"])
    words = _WORDS.get(purpose, f"close:{round_key}")
    said = checkpoint_of(tree, origin=seal.origin(season), at=now, purpose=words, rules=rules)
    highest = session.scalar(select(func.max(Checkpoint.number)).where(Checkpoint.season_id == season.id)) or 0
    made = Checkpoint(
        ref=new_reference("CHK"), season_id=season.id, number=highest + 1, purpose=purpose, size=said.size,
        root=said.root.hex(), rules_sha256=rules, made_at=now, made_by=str(actor), note=sign(said, seal.key),
    )  # fmt: skip
    session.add(made)
    record(
        session, Tag.CHECKPOINT_MADE, f"{season.programme.key}/{season.key}", actor=actor, at=now,
        number=made.number, purpose=purpose.value, size=made.size, root=made.root,
    )  # fmt: skip
    session.flush()
    return made


def checkpoints_of(session: Session, season_id: int) -> Sequence[Checkpoint]:
    """Give the season's checkpoints, the first one first. One statement."""
    return session.scalars(
        select(Checkpoint).where(Checkpoint.season_id == season_id).order_by(Checkpoint.number)
    ).all()


def last_close(session: Session, season_id: int) -> Checkpoint | None:
    """Give the newest checkpoint that was made at a close; None before the first. One statement."""
    closes = select(Checkpoint).where(
        Checkpoint.season_id == season_id, Checkpoint.purpose == CheckpointPurpose.CLOSE
    )  # fmt: skip
    return session.scalars(closes.order_by(Checkpoint.number.desc()).limit(1)).one_or_none()
